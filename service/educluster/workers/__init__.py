"""Killable processes: run an importable function on requests, within a deadline; knows none of them.

A worker is started with the name of a function, `module:function`, and its arguments; the function
prepares (opens a store, compiles shapes) and returns the handler that then answers requests, one at
a time.  Messages are frames over the worker's standard input and output: no pickle, no shared memory.
"""

from educluster.workers.pool import Answer, Bounds, Failed, Pool

__all__ = ["Answer", "Bounds", "Failed", "Pool"]
