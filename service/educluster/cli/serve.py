"""educluster serve: load the data where needed, and serve until stopped."""

from __future__ import annotations

import gc
import importlib
import math
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, cast

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from educluster import ask, platform
from educluster.cli import options
from educluster.config import Settings
from educluster.errors import BadParameter, EduclusterError, Unavailable
from educluster.store import Loaded
from educluster.store.loading import prepare, prepared

_STOP_SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else [])]
_START = "fork" if sys.platform == "linux" else "spawn"  # forked, a process need not import all anew
_PATHS = {
    "/": "what this is",
    "/questions": "what can be asked",
    "/sparql": "queries",
    "/validate": "documents, by POST",
}
_SURELY_SECONDS = 0.5
_CLOSE_SECONDS = 5  # to end the workers and the writer, after the requests have ended


@click.command()
@options.settings(
    "host", "port", "data", "workers", "query_seconds", "query_mb", "result_bytes",
    "validators", "validate_seconds", "validate_mb", "body_bytes", "waiting",
    "result_rows", "token_rows", "token_seconds", "cache_mb", "client_rate", "client_queries", "proxies",
    "update_seconds", "update_mb", "graph_triples", "store_triples", "allow_service", "request_log",
    "stop_seconds",
)  # fmt: skip
def serve(**chosen: Any) -> None:  # noqa: ANN401 - click gives each option as it was declared
    """Serve the graph: SPARQL, validation, pages."""
    host, port = _listening(chosen["host"], chosen["port"])
    settings = Settings(**{**chosen, "host": host, "port": port})
    _check_log(settings.request_log)
    ask.stored()  # a bad question is told now; the process that is forked has them read
    multiprocessing.set_start_method(_START)
    loaded = prepared(settings.data) or _loaded(settings.data)
    _announce(settings, loaded)
    stopping = multiprocessing.Event()
    server = Granian(
        "educluster.web:create_app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.blocking_threads,
        workers_kill_timeout=math.ceil(settings.stop_seconds) + _CLOSE_SECONDS,
        respawn_failed_workers=False,  # a service that goes on after a crash unseen: systemd starts it again
        log_level=LogLevels.error,
    )
    _interrupt_once(server, stopping)
    try:
        server.serve(target_loader=partial(_application, settings, loaded, stopping))
    except SystemExit as error:
        remedy = "its last words above say why; start it again"
        raise Unavailable("the process that serves ended by itself", remedy) from error


def _interrupt_once(server: Any, stopping: Event) -> None:  # noqa: ANN401 - one of two classes of Granian
    """Let the first signal to stop be the last that is heard.

    Granian takes a lock in its handler; a second signal, such as make passes on, would wait for it for ever.
    A lost terminal stops the service, too: Granian would start a second one beside it, that could not write.
    """
    interrupt = server.signal_handler_interrupt

    def stop(*signalled: Any) -> None:  # noqa: ANN401 - as signal has it
        for each in _STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        stopping.set()
        interrupt(*signalled)

    server.signal_handler_interrupt = server.signal_handler_reload = stop


def _application(settings: Settings, loaded: Loaded, stopping: Event, target: str) -> Callable[..., Any]:
    """Return the application, in the process that serves.

    It is known by its name only: doors do not import each other.
    """
    _begin_child()
    _leave_the_terminal()
    module, _, factory = target.partition(":")
    application: Any = getattr(importlib.import_module(module), factory)(settings, loaded)
    close = application.extensions["educluster"].close
    Finalize(None, close, exitpriority=0)  # the requests have ended by then
    threading.Thread(target=_end_requests, args=(stopping, settings.stop_seconds, close), daemon=True).start()
    gc.freeze()  # what is there stays as long as the process: the collector need not look at it again
    return application  # type: ignore[no-any-return]


def _loaded(data: Path) -> Loaded:
    """Load the packaged graphs in a process of its own, and return their checkpoint.

    A child that is forked would inherit half of what RocksDB had open, and the memory that loading takes.
    Raises Unavailable.
    """
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_load, args=(data, sending))
    process.start()
    sending.close()
    try:
        told = receiving.recv()
    except EOFError as error:
        raise Unavailable("the data could not be loaded", "the words above say why; try again") from error
    finally:
        process.join()
    if isinstance(told, EduclusterError):
        raise told
    return cast(Loaded, told)


def _load(data: Path, sending: Connection) -> None:
    _begin_child()
    try:
        sending.send(prepare(data))
    except EduclusterError as error:
        sending.send(error)


def _begin_child() -> None:
    """Let a child end when it is told to, as long as it does not care itself, and with its parent."""
    for each in _STOP_SIGNALS:
        signal.signal(each, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _leave_the_terminal() -> None:
    """Let this process be told by its parent alone to stop, not by Ctrl-C too, which goes to both."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})


def _end_requests(stopping: Event, seconds: float, close: Callable[[], None]) -> None:
    """End the workers, and so the requests that wait for them, when these had their time to end."""
    stopping.wait()
    time.sleep(_SURELY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)  # Granian misses one that comes at once after its start
    time.sleep(seconds)
    close()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: it would keep the port."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _check_log(name: str) -> None:
    """Raise Unavailable where the log of requests cannot be written: better told now than by who serves."""
    if name in ("", "-"):
        return
    try:
        with Path(name).open("a"):
            return
    except OSError as error:
        remedy = "name another file with --request-log, - for standard error, or '' for none"
        raise Unavailable(f"the log of requests cannot be written to {name} ({error})", remedy) from error


def _listening(host: str, port: int) -> tuple[str, int]:
    """Return the address of the host and the port, or a free one for 0.

    Raises BadParameter for a host that is none, Unavailable when the port cannot be listened on.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise BadParameter(f"«{host}» is no address of this machine", "take --host 127.0.0.1") from error
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            remedy = "stop what listens there, or choose another: --port 8001 (make serve PORT=8001)"
            raise Unavailable(f"port {port} on {host} cannot be used ({error.strerror})", remedy) from error
        return str(address[0]), int(probe.getsockname()[1])


def _announce(settings: Settings, loaded: Loaded) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    click.echo(f"educluster serves {loaded.triples} triples from {settings.data}")
    for path, what in _PATHS.items():
        click.echo(f"  {address}{path:<10}  {what}")
    for lack in platform.missing():
        click.echo(f"  note: {lack}")
    click.echo("Stop with Ctrl-C.")
