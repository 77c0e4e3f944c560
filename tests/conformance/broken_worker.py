"""A worker whose engine fails on what it is asked, once it is ready: for test_failures."""

from __future__ import annotations

import os
import signal

from educluster import shapes
from educluster.shapes.compiled.model import Shape


def check_worker(profiles: list[str], fault: str):
    """Return the handler of documents, with an engine that has a fault."""
    handle = shapes.check_worker(profiles)
    Shape.validate = FAULTS.get(fault, Shape.validate)
    return handle


def _raise(error):
    def validate(*_):
        raise error

    return validate


def _end(*_):
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS = {
    "a mistake": _raise(KeyError("a mistake")),
    "too deep": _raise(RecursionError("too deep")),
    "a query": _raise(RuntimeError("the query failed")),
    "no memory": _raise(MemoryError()),
    "killed": _end,
}
