"""The settings: one frozen value, made at a door and handed down.  Units stand in the names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tier:
    """What a query of one kind of client may use at most; 0 means no end."""

    name: str
    seconds: float
    rows: int


@dataclass(frozen=True)
class Settings:
    """What an operator can choose; every field is an option of that name, most of them of `serve`."""

    data: Path = Path(".data")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    query_seconds: float = 30.0
    query_mb: int = 512
    result_bytes: int = 256 * 1024 * 1024
    validators: int = 1
    validate_seconds: float = 60.0
    validate_mb: int = 1024
    body_bytes: int = 8 * 1024 * 1024
    copy_bytes: int = 64 * 1024 * 1024
    copy_seconds: float = 60.0
    copy_mb: int = 1024
    waiting: int = 16
    result_rows: int = 100_000
    token_rows: int = 1_000_000
    token_seconds: float = 120.0
    cache_mb: int = 64
    client_rate: float = 50.0
    client_queries: int = 8
    proxies: int = 0
    update_seconds: float = 30.0
    update_mb: int = 1024
    graph_triples: int = 1_000_000
    store_triples: int = 10_000_000
    allow_service: tuple[str, ...] = ()
    request_log: str = "-"
    stop_seconds: float = 10.0

    def tier(self, known: bool) -> Tier:
        """Return what a client may use: one that a token makes known, or anybody."""
        if known:
            return Tier("token", self.token_seconds, self.token_rows)
        return Tier("anonymous", self.query_seconds, self.result_rows)

    @property
    def blocking_threads(self) -> int:
        """Return how many requests may block at once: those below, and some for /health and pages."""
        return self.busy_threads + 8

    @property
    def busy_threads(self) -> int:
        """Return how many requests may block on queries and documents, reading and sending included."""
        return self.workers + self.validators + 3 * self.waiting
