"""What only some systems have: memory limits, and a process without a network; its absence is told.

Linux only, by the C library: no privileges are needed.  Elsewhere each function does nothing,
and `missing` says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "linux":
    import resource
if sys.platform != "win32":
    import fcntl

_LINUX = sys.platform == "linux"

# The numbers of the calls that open a way out (socket, connect, sendto, sendmsg, io_uring_setup), then
# that of seccomp itself.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 44, 46, 425), 317),
    "aarch64": (0xC00000B7, (198, 203, 206, 211, 425), 277),
}
_PR_SET_NO_NEW_PRIVS = 38
_M_ARENA_MAX = -8
_ROOM_BYTES = 512 * 1024 * 1024
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


def missing() -> list[str]:
    """Return what workers cannot be protected by on this system, in words; empty when all is there."""
    absent = [] if _LINUX else ["no memory limit for workers (Linux only)"]
    if not _LINUX or platform.machine() not in _CALLS:
        absent.append("workers are not cut off from the network (Linux on x86_64 or aarch64 only)")
    return absent


def share_memory() -> None:
    """Let the threads of this process take their memory from the same two places, before they are started.

    Else each new thread reserves 64 MiB of addresses, which count as mapped: a worker that opens another
    checkpoint would use up its limit.  The GNU C library only; others do not reserve.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if _LINUX else None
    if mallopt:
        mallopt(_M_ARENA_MAX, 2)


def limit_memory(more_mb: int) -> None:
    """Let this process map at most `more_mb` MiB beyond what it maps now, and write no core dump."""
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    bound = pages * resource.getpagesize() + more_mb * 1024 * 1024
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    with_room = bound + _ROOM_BYTES if most == resource.RLIM_INFINITY else min(bound + _ROOM_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (min(bound, with_room), with_room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def room() -> Iterator[None]:
    """Let this process map more than its limit for a while, to open files: that takes many short threads."""
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


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


def hold(path: Path, alone: bool = False) -> IO[bytes]:
    """Return a file that is locked until it is closed, together with others or alone; it never waits.

    Raises OSError when it is not there, or another process holds it.  Where a system has no such locks it is
    only opened: an open file cannot be removed there.
    """
    file = path.open("rb")
    if sys.platform != "win32":
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
    return file


def _filter() -> bytes:
    """Return the filter as classic BPF: the listed calls kill, and so does another architecture."""
    architecture, calls, _ = _CALLS[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, _KILL), (load, 0, 0, 0)]
    steps += [(at_least, len(calls) + 1, 0, 0x40000000)]  # the x32 calls of an x86_64 kernel
    steps += [(equal, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(answer, 0, 0, _ALLOW), (answer, 0, 0, _KILL)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def resident_bytes() -> tuple[int, int]:
    """Return the memory that this process holds, and that all processes that descend from it hold."""
    if sys.platform != "linux":
        return 0, 0
    processes = dict(filter(None, map(_process, Path("/proc").glob("[0-9]*"))))
    family: set[int] = set()
    found = {os.getpid()}
    while found:
        family |= found
        found = {pid for pid, (parent, _) in processes.items() if parent in family} - family
    held = {pid: processes[pid][1] for pid in family if pid in processes}
    own = held.pop(os.getpid(), 0)
    return own, sum(held.values())


def processor_seconds(pid: int) -> float | None:
    """Return the time that a process has had of a processor, in steps of a hundredth; None where unknown."""
    if sys.platform != "linux":
        return None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _process(folder: Path) -> tuple[int, tuple[int, int]] | None:
    """Return a process's number, its parent's, and the bytes that it holds; None when it is gone."""
    if sys.platform != "linux":
        return None
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(folder.name), (int(fields[1]), int(fields[21]) * resource.getpagesize())
