"""The servers that are held beside each other, each on a free port of the loopback and ended on leaving.

The others are looked for beside the Python that BENCH_OTHERS names, then on PATH: `oxigraph` and
`rdflib-endpoint` come by pip (with uvicorn), `virtuoso-t` in Debian's virtuoso-opensource.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import generator
from clients import Address, ask

from educluster import store
from educluster.store import loading

_PATIENCE_SECONDS = 300
_CORE = os.cpu_count() or 1


@dataclass(frozen=True)
class Server:
    """One that is up: what it is called, where it listens, and what a query begins with there."""

    name: str
    address: Address
    process: int
    prologue: str = ""

    def request(self, question: generator.Question) -> bytes:
        """Return a question as this server is asked it."""
        return self.address.query(self.prologue + question.text, question.accept)


def found(command: str) -> str | None:
    """Return where a command is, beside the Python of BENCH_OTHERS or on PATH."""
    beside = Path(os.environ.get("BENCH_OTHERS", sys.executable)).parent
    return shutil.which(command, path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")


def pinned() -> list[str]:
    """Return what a command begins with that keeps a server on the last core, the clients on the others."""
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(_CORE - 1)] if taskset and _CORE > 1 else []


def leave_core() -> None:
    """Keep this process, which holds the clients, off the servers' core."""
    if pinned():
        os.sched_setaffinity(0, set(range(_CORE - 1)))


@contextmanager
def running(command: list[str], address: Address, log: Path, folder: Path | None = None) -> Iterator[int]:
    """Run a command on the servers' core as long as is wanted; yield its id when it answers."""
    with log.open("ab") as said:
        process = subprocess.Popen([*pinned(), *command], cwd=folder, stdout=said, stderr=said)
    try:
        _wait(address, process, log)
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _wait(address: Address, process: subprocess.Popen[bytes], log: Path) -> None:
    until, probe = time.monotonic() + _PATIENCE_SECONDS, address.query("ASK {}", "*/*")
    while time.monotonic() < until and process.poll() is None:
        try:
            ask(address, probe)
        except (OSError, ValueError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{process.args!r} does not answer: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fill(data: Path, quads: Path) -> None:
    """Put a graph of a user into a data folder, and publish it."""
    loaded = loading.prepare(data)
    opened = store.lay_out(data)
    opened.bulk_load(path=quads)
    opened.optimize()  # as the native server's folder is
    store.publish(data, opened, loaded.release, 2)


def serve(data: Path, port: int, *options: str) -> list[str]:
    """Return the command that runs this project's service."""
    command = [sys.executable, "-m", "educluster.cli", "serve", "--data", str(data), "--port", str(port)]
    return [*command, *options]


@contextmanager
def ours(name: str, data: Path, *options: str) -> Iterator[Server]:
    """Run this project's service: as operators do on one core, but for the bound on what a client may ask."""
    address = Address(free_port(), "/sparql")
    options = ("--workers", "1", *options)
    command = serve(data, address.port, "--client-rate", "1000000", "--client-queries", "100", *options)
    log = data.with_suffix(".log")
    with running([*command, "--request-log", str(data.with_suffix(".requests"))], address, log) as process:
        yield Server(name, address, process)


@contextmanager
def oxigraph(command: str, scratch: Path, quads: Path) -> Iterator[Server]:
    """Run the native server on disk, the union of all graphs its default graph as here."""
    folder, address = scratch / "oxigraph", Address(free_port(), "/query")
    loading = [command, "load", "--location", str(folder), "--file", str(quads)]
    subprocess.run(loading, check=True, capture_output=True)
    subprocess.run([command, "optimize", "--location", str(folder)], check=True, capture_output=True)
    serving = [command, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{address.port}"]
    with running([*serving, "--union-default-graph"], address, scratch / "oxigraph.log") as process:
        yield Server("native Oxigraph", address, process)


@contextmanager
def rdflib_endpoint(command: str, scratch: Path, quads: Path) -> Iterator[Server]:
    """Run rdflib-endpoint with rdflib's own store, which is in memory."""
    address = Address(free_port(), "/")
    serving = [command, "serve", "--host", "127.0.0.1", "--port", str(address.port), str(quads)]
    with running(serving, address, scratch / "rdflib-endpoint.log") as process:
        yield Server("rdflib-endpoint", address, process)


@contextmanager
def virtuoso(command: str, scratch: Path, quads: Path) -> Iterator[Server]:
    """Run Virtuoso in a folder of its own, with buffers for all of the data."""
    folder, sql = scratch / "virtuoso", free_port()
    address = Address(free_port(), "/sparql")
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=address.port, folder=quads.parent))
    serving = [command, "+configfile", "virtuoso.ini", "+foreground"]
    with running(serving, address, scratch / "virtuoso.log", folder) as process:
        _fill_virtuoso(sql, quads)
        # Without it, what points to a node is described too.
        yield Server("Virtuoso", address, process, 'DEFINE sql:describe-mode "CBD"\n')


def _fill_virtuoso(port: int, quads: Path) -> None:
    client = found("isql-vt") or found("isql")
    if not client:
        raise FileNotFoundError("isql-vt, Virtuoso's own client, is not beside virtuoso-t")
    statement = f"DB.DBA.TTLP_MT(file_open('{quads}'), '', '{generator.GRAPH}', 512, 2); checkpoint;"
    command = [client, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={statement}"]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_SECONDS)


_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = messages.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 60
DirsAllowed = ., {folder}
NumberOfBuffers = 100000
MaxDirtyBuffers = 75000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 15
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""
