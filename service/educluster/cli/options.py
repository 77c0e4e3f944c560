"""Options that several commands have, with the defaults of the settings."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import click
import platformdirs

from educluster.config import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_DEFAULTS = {field.name: field.default for field in fields(Settings)}
_HELP = {
    "data": "Folder of the store; made when it is missing.",
    "host": "Address to listen on.",
    "port": "Port to listen on; 0 takes a free one.",
    "workers": "Queries that are evaluated at once.",
    "query_seconds": "Longest time for a query; 0 for no end.",
    "query_mb": "Memory for a query, beyond what a worker holds, in MiB.",
    "result_bytes": "Largest answer to a query, in bytes.",
    "validators": "Documents that are validated at once.",
    "validate_seconds": "Longest time for a validation; 0 for no end.",
    "validate_mb": "Memory for a validation, beyond what a worker holds, in MiB.",
    "body_bytes": "Largest body of a request, in bytes.",
    "copy_bytes": "Largest copy of an article, in bytes.",
    "copy_seconds": "Longest time for a copy; 0 for no end.",
    "copy_mb": "Memory for a copy, beyond what a worker holds, in MiB.",
    "waiting": "Requests of each kind that may wait for their turn; more get 503.",
    "result_rows": "Most rows of an answer, without a token; 0 for no end.",
    "token_rows": "Most rows of an answer, with a token; 0 for no end.",
    "token_seconds": "Longest time for a query with a token; 0 for no end.",
    "cache_mb": "Memory for answers that are kept, in MiB; 0 keeps none.",
    "client_rate": "Requests of one client in a second, averaged over ten; 0 for any number.",
    "client_queries": "Queries, writes and validations of one client at once; 0 for any number.",
    "proxies": "Proxies before the service whose X-Forwarded-For and -Proto are believed.",
    "update_seconds": "Longest time for a write; 0 for no end.",
    "update_mb": "Memory for a write, beyond what the writer holds, in MiB.",
    "graph_triples": "Most triples of a graph that a client writes.",
    "store_triples": "Most triples of the store.",
    "allow_service": "An endpoint that SERVICE may ask, as https://host/path; may be repeated.",
    "request_log": "File for the log of requests; - is standard error, '' none.",
    "stop_seconds": "Time for requests under way to end when the service stops.",
}
_TYPES: dict[str, click.ParamType[Any]] = {
    "data": click.Path(file_okay=False, path_type=Path),
    "port": click.IntRange(0, 65535),
}
_AT_LEAST_ONE = {
    "workers", "validators", "query_mb", "validate_mb", "result_bytes", "body_bytes", "copy_bytes", "copy_mb",
    "update_mb", "graph_triples", "store_triples",
}  # fmt: skip
_MOST = {
    "query_mb": 1_000_000,
    "update_mb": 1_000_000,
    "cache_mb": 1_000_000,
    "proxies": 16,
    "validate_mb": 1_000_000,
    "copy_mb": 1_000_000,
    "workers": 256,
    "validators": 256,
    "waiting": 1000,
}


def settings(*names: str) -> Callable[[Command], Command]:
    """Add an option for each of the named settings."""

    def add(command: Command) -> Command:
        for name in reversed(names):
            command = _option(name)(command)
        return command

    return add


def out(help: str) -> Callable[[Command], Command]:
    """Add --out, a file to write to; - is standard output, as it is without the option."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--out", type=kind, callback=_no_dash, help=help)


def _no_dash(_: click.Context, __: click.Parameter, file: Path | None) -> Path | None:
    return None if file == Path("-") else file


def _option(name: str) -> Callable[[Command], Command]:
    default = (
        platformdirs.user_data_path("educluster", appauthor=False) if name == "data" else _DEFAULTS[name]
    )
    kind = _TYPES.get(name) or _number(name, default)
    flag = f"--{name.replace('_', '-')}"
    if isinstance(default, tuple):
        return click.option(flag, name, multiple=True, metavar="URL", help=_HELP[name])
    return click.option(flag, name, type=kind, default=default, show_default=True, help=_HELP[name])


def _number(name: str, default: object) -> click.ParamType[Any]:
    if isinstance(default, float):
        return Seconds()
    if isinstance(default, int):
        return click.IntRange(min=int(name in _AT_LEAST_ONE), max=_MOST.get(name))
    return click.STRING


class Seconds(click.FloatRange):
    """A time that can be waited for: neither negative nor without end (that is 0) nor not a number."""

    def __init__(self) -> None:
        super().__init__(min=0)

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> float:  # noqa: ANN401
        """Return the seconds."""
        seconds = float(super().convert(value, param, context))
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a time; 0 means no end", param, context)
        return seconds
