"""The plainest SPARQL service with rdflib: the same server and framework, the graph in the process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rdflib
from flask import Flask, Response, request

from educluster import artifacts


def create_app() -> Flask:
    """Return an application that answers GET /sparql with JSON."""
    app, graph = Flask(__name__), rdflib.Graph()
    for source in artifacts.sources():
        graph.parse(source.path, format="turtle")

    @app.get("/sparql")
    def query() -> Response:
        return Response(
            graph.query(request.args["query"]).serialize(format="json"), mimetype="application/json"
        )

    return app


@contextmanager
def serving_rdflib() -> Iterator[str]:
    """Run the service on a free port and yield its address; it is ended on leaving."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--port", str(port)]
    command += ["--log-level", "error", "--blocking-threads", "14", "rdflib_service:create_app"]
    process = subprocess.Popen(command, cwd=Path(__file__).parent)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)
