"""What the requests share: the settings, the release that is served, the pools of workers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from educluster import answer, validate
from educluster.config import Settings
from educluster.store import Loaded
from educluster.workers import Pool


@dataclass(frozen=True)
class Service:
    """One running service."""

    settings: Settings
    loaded: Loaded
    queries: Pool
    validators: Pool

    @classmethod
    def start(cls, settings: Settings, loaded: Loaded) -> Service:
        """Return a service whose workers are being started, with one more of each kind kept warm."""
        queries = answer.pool(settings, loaded.checkpoint, spare=1)
        return cls(settings, loaded, queries, validate.pool(settings, validate.profiles(), spare=1))

    def close(self) -> None:
        """End the workers."""
        self.queries.close()
        self.validators.close()


def service() -> Service:
    """Return the service of the current request."""
    found: Service = current_app.extensions["educluster"]
    return found
