"""One worker process, seen from its parent: ask it, and kill it when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

import msgspec

from educluster import errors, platform
from educluster.workers import frames

_SIGSYS = 31  # signal.SIGSYS, which some systems do not have


class Gone(Exception):
    """The process ended in the middle of a request, or could not be started."""


class Worker:
    """A process that answers one request at a time, cut off from the network unless it is left there.

    Raises Gone when it cannot be started.
    """

    def __init__(
        self, start: str, arguments: Mapping[str, object], memory_mb: int, network: bool = False
    ) -> None:
        # -P: what lies in the current folder must not be imported in place of our modules.
        command = [
            sys.executable,
            "-P",
            "-m",
            "educluster.workers",
            start,
            json.dumps(arguments),
            str(memory_mb),
            "network" if network else "",
        ]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is the parent's to answer
                env={**os.environ, "RUST_BACKTRACE": "0"},  # pages of it for each query that is out of memory
            )
        except OSError as error:  # no more processes or memory, for now
            raise Gone(str(error)) from error
        self._requests = cast(BinaryIO, self._process.stdin)
        self._replies = cast(BinaryIO, self._process.stdout)
        self.deadline: float | None = None
        self.overdue = False
        self.ready = False

    def wait_until_ready(self) -> None:
        """Return when the process has prepared itself.

        Raises what its function refused, or Gone when it ended otherwise: the log says why.
        """
        letter, payload = self._read()
        if letter == frames.ERROR:
            raise errors.unpack(msgspec.json.decode(payload))
        self.ready = True

    def ask(self, options: frames.Json, body: bytes) -> Iterator[bytes | frames.Json]:
        """Yield the pieces of the answer, then what is said about it.

        Raises Gone, and what the handler raised.
        """
        try:
            frames.write_json(self._requests, frames.REQUEST, options)
            frames.write(self._requests, frames.BODY, body)
            self._requests.flush()
        except OSError as error:
            raise Gone from error
        while True:
            letter, payload = self._read()
            if letter == frames.ERROR:
                raise errors.unpack(msgspec.json.decode(payload))
            yield payload if letter == frames.DATA else frames.value(payload)
            if letter == frames.END:
                return

    def _read(self) -> tuple[bytes, bytes]:
        try:
            return frames.read(self._replies)
        except (EOFError, OSError) as error:
            raise Gone from error

    @property
    def alive(self) -> bool:
        """Return whether the process runs."""
        return self._process.poll() is None

    @property
    def processor_seconds(self) -> float | None:
        """Return the time that the process has had of a processor; None where that is not known."""
        return platform.processor_seconds(self._process.pid)

    @property
    def reached_out(self) -> bool:
        """Return, of a process that is gone, whether it was killed at the way to another host."""
        return self._process.wait() == -_SIGSYS

    @property
    def starved(self) -> bool:
        """Return, of a process that is gone, whether it ran out of memory or of stack."""
        code = self._process.wait()
        return code < 0 or code == frames.OUT_OF_MEMORY

    def kill(self) -> None:
        """End the process at once; it takes a while until a large one has given back what it held."""
        self._process.kill()

    def close(self) -> None:
        """End the process and close its pipes; only its owner may, when nobody reads from it."""
        self.kill()
        self._process.wait()
        for pipe in (self._requests, self._replies):
            try:
                pipe.close()
            except OSError:  # what was still to be written to a process that is gone
                continue
