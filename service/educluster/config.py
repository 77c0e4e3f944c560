"""The settings: one frozen value, made at a door and handed down.  Units stand in the names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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

    @property
    def blocking_threads(self) -> int:
        """Return how many requests may block at once: those below, and some for /health and pages."""
        return self.busy_threads + 8

    @property
    def busy_threads(self) -> int:
        """Return how many requests may block on queries and documents, reading and sending included."""
        return self.workers + self.validators + 2 * self.waiting
