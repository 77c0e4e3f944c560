"""What is counted for Prometheus: requests, queries, writes; what the processes hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    disable_created_metrics,
    generate_latest,
)

from educluster.web.watch import Notes

# When each counter began would double what is sent.
disable_created_metrics()  # type: ignore[no-untyped-call]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
# Problem documents that are told apart, by their type; the others are "refused" or "failed".
_OUTCOMES = {
    "bad-query": "syntax",
    "deadline": "deadline",
    "limit-reached": "memory",
    "result-too-large": "too_large",
    "too-large": "too_large",
    "no-room": "no_room",
    "busy": "busy",
    "too-often": "busy",
    "reaches-out": "reaches_out",
    "forbidden": "forbidden",
    "unauthorized": "unauthorized",
}


@dataclass(frozen=True)
class _Counted:
    """What is counted of one kind of request; found by its labels once, which takes longer than to count."""

    requests: Counter
    seconds: Histogram


@dataclass
class Meters:
    """The counters of one service, and gauges that are read when somebody asks."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _gauges: dict[str, Gauge] = field(default_factory=dict)
    _counted: dict[tuple[str, str, int], _Counted] = field(default_factory=dict)
    _ended: dict[tuple[str, str], Counter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        labels = ["route", "method", "status"]
        self._requests = self._counter("requests", "Requests answered, by status class.", labels)
        self._seconds = Histogram(
            "educluster_request_seconds",
            "From the first byte of a request to the last of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._outcomes = {
            kind: self._counter(name, f"{name.capitalize()} by outcome.", ["outcome"])
            for kind, name in (
                ("query", "queries"),
                ("question", "questions"),
                ("write", "writes"),
                ("validation", "validations"),
            )
        }
        self._hits = self._counter(
            "cache_hits", "Queries and questions that were answered from the cache.", []
        )
        self._rows = self._counter("rows", "Rows of results that were sent.", [])

    def __call__(self, told: Notes) -> None:
        """Count a request that has ended."""
        key = (told.route, told.method, told.status // 100)
        counted = self._counted.get(key) or self._found(key)
        counted.requests.inc()
        counted.seconds.observe(told.seconds)
        if told.kind:
            self._outcome(told.kind, _outcome(told)).inc()
            if told.cached:
                self._hits.inc()
            if told.rows:
                self._rows.inc(told.rows)

    def gauge(self, name: str, help: str, read: Callable[[], float], **labels: str) -> None:
        """Let a value be read whenever the metrics are asked for; a name may come with several labels."""
        gauge = self._gauges.get(name)
        if gauge is None:
            gauge = Gauge(f"educluster_{name}", help, list(labels), registry=self.registry)
            self._gauges[name] = gauge
        (gauge.labels(**labels) if labels else gauge).set_function(read)

    def info(self, **labels: str) -> None:
        """Say what does not change while the service runs."""
        Info("educluster", "What is served.", registry=self.registry).info(labels)

    def text(self) -> bytes:
        """Return all metrics in Prometheus' text format, version 0.0.4."""
        return generate_latest(self.registry)

    def _counter(self, name: str, help: str, labels: list[str]) -> Counter:
        return Counter(f"educluster_{name}", help, labels, registry=self.registry)

    def _outcome(self, kind: str, outcome: str) -> Counter:
        found = self._ended.get((kind, outcome))
        if found is None:
            found = self._ended[kind, outcome] = self._outcomes[kind].labels(outcome)
        return found

    def _found(self, key: tuple[str, str, int]) -> _Counted:
        route, method, status = key
        counted = _Counted(
            self._requests.labels(route or "none", method, f"{status}xx"),
            self._seconds.labels(route or "none"),
        )
        self._counted[key] = counted
        return counted


def _outcome(told: Notes) -> str:
    if told.status < 400:
        return "cut" if told.cut else "ok"
    return _OUTCOMES.get(told.outcome) or ("refused" if told.status < 500 else "failed")
