"""The worker process: prepare once, then answer requests until the pipe closes."""

from __future__ import annotations

import gc
import importlib
import json
import os
import queue
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import BinaryIO

from educluster import errors, platform
from educluster.workers import frames

Handler = Callable[[frames.Json, bytes, Callable[[bytes], object]], frames.Json]
_Request = tuple[frames.Json, bytes]


def main(start: str, arguments: str, memory_mb: str, network: str = "") -> None:
    """Run the function that `start` names, then its handler on each request."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # sent to all at once; requests under way are to end
    platform.share_memory()
    replies = _private_output()
    following = _watched() if hasattr(select, "poll") else _read_ahead()
    try:
        handler = _prepare(start, json.loads(arguments))
    except errors.EduclusterError as error:
        frames.write_json(replies, frames.ERROR, errors.pack(error))
        replies.flush()
        os._exit(1)
    gc.freeze()  # what was prepared stays as long as the process: the collector need not look at it again
    platform.limit_memory(int(memory_mb))
    if not network:
        platform.leave_network()
    frames.write(replies, frames.READY)
    replies.flush()
    rest = getattr(handler, "rest", None)  # what a handler does when its answer is on the way
    while True:
        _reply(handler, *following(), replies)
        if rest:
            rest()


def _private_output() -> BinaryIO:
    """Return the pipe to the parent, and let whatever is printed go to the log instead."""
    replies = os.fdopen(os.dup(1), "wb", buffering=64 * 1024)
    os.dup2(2, 1)
    return replies


def _watched() -> Callable[[], _Request]:
    """Return what reads the next request; a thread of its own sees when the parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return _read


def _end_with_parent() -> None:
    """End the process when the parent is gone, even in the middle of a request."""
    watched = select.poll()
    watched.register(sys.stdin.fileno(), 0)  # a hang-up is told unasked, and nothing else is
    watched.poll()
    os._exit(0)


def _read_ahead() -> Callable[[], _Request]:
    """Return what gives the next request, where only a thread that reads sees that the parent is gone.

    Handing each request over from that thread costs more than reading it.
    """
    requests: queue.Queue[_Request] = queue.Queue()

    def listen() -> None:
        while True:
            requests.put(_read())

    threading.Thread(target=listen, daemon=True).start()
    return requests.get


def _read() -> _Request:
    """Return the next request; end the process when there is none, or it is too large."""
    try:
        _, options = frames.read(sys.stdin.buffer)
        _, body = frames.read(sys.stdin.buffer)
        return frames.value(options), body
    except EOFError:
        os._exit(0)
    except MemoryError:
        os._exit(frames.OUT_OF_MEMORY)


def _prepare(start: str, arguments: dict[str, object]) -> Handler:
    module, _, function = start.partition(":")
    handler: Handler = getattr(importlib.import_module(module), function)(**arguments)
    return handler


def _reply(handler: Handler, options: frames.Json, body: bytes, replies: BinaryIO) -> None:
    try:
        said = handler(options, body, lambda data: frames.write(replies, frames.DATA, data))
        frames.write_json(replies, frames.END, said)
    except errors.EduclusterError as error:
        frames.write_json(replies, frames.ERROR, errors.pack(error))
    except (MemoryError, RecursionError):
        os._exit(frames.OUT_OF_MEMORY)
    replies.flush()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BaseException as error:  # noqa: BLE001 - the outermost door of this process
        # Its kind and place alone: the text of an error may hold what was submitted, which is not logged.
        traceback.print_tb(error.__traceback__)
        print(f"educluster worker {sys.argv[1]}: {type(error).__name__}", file=sys.stderr, flush=True)
        os._exit(1)  # an orderly end would wait for the thread that listens
