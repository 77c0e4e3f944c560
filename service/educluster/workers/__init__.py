"""Killable processes: run an importable function on requests, within a deadline; knows none of them.

A worker is started with the name of a function, `module:function`, and its arguments; the function
prepares (opens a store, compiles shapes) and returns the handler that then answers requests, one at
a time.  Messages are frames over the worker's standard input and output: no pickle, no shared memory.
"""

from collections.abc import Callable

from educluster.workers.answers import Answer, Bounds
from educluster.workers.frames import SPOILT, Json
from educluster.workers.pool import Failed, Pool

__all__ = ["SPOILT", "Answer", "Bounds", "Failed", "Json", "Pool", "Write"]

Write = Callable[[bytes], object]  # what a handler hands the pieces of its answer to
