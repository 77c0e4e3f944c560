"""What only some systems have: memory limits, and a process without a network; its absence is told.

Linux only, by the C library: no privileges are needed.  Elsewhere each function does nothing,
and `missing` says so.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from pathlib import Path

if sys.platform == "linux":
    import resource

_LINUX = sys.platform == "linux"

# The numbers of the calls that open a way out (socket, connect, sendto, sendmsg, io_uring_setup), then
# that of seccomp itself.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 44, 46, 425), 317),
    "aarch64": (0xC00000B7, (198, 203, 206, 211, 425), 277),
}
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


def missing() -> list[str]:
    """Return what workers cannot be protected by on this system, in words; empty when all is there."""
    absent = [] if _LINUX else ["no memory limit for workers (Linux only)"]
    if not _LINUX or platform.machine() not in _CALLS:
        absent.append("workers are not cut off from the network (Linux on x86_64 or aarch64 only)")
    return absent


def limit_memory(more_mb: int) -> None:
    """Let this process map at most `more_mb` MiB beyond what it maps now, and write no core dump."""
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    bound = pages * resource.getpagesize() + more_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_network() -> None:
    """Let this process be killed at the first call, in any of its threads, that would reach another host.

    Killed, not refused: SERVICE SILENT takes a refusal for an empty answer.
    Raises OSError when the kernel does not take the filter.
    """
    if not _LINUX or platform.machine() not in _CALLS:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    filter_code, seccomp = _filter(), _CALLS[platform.machine()][2]
    code = ctypes.create_string_buffer(filter_code, len(filter_code))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(filter_code) // 8, ctypes.addressof(code))
    )
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.syscall(
        seccomp, _SET_MODE_FILTER, _ALL_THREADS, program
    ):
        raise OSError(ctypes.get_errno(), "the kernel refused the filter that cuts the network off")


def _filter() -> bytes:
    """Return the filter as classic BPF: the listed calls kill, and so does another architecture."""
    architecture, calls, _ = _CALLS[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, _KILL), (load, 0, 0, 0)]
    steps += [(at_least, len(calls) + 1, 0, 0x40000000)]  # the x32 calls of an x86_64 kernel
    steps += [(equal, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(answer, 0, 0, _ALLOW), (answer, 0, 0, _KILL)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
