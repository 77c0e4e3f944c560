"""Kill what writes, again and again, and look whether an acknowledged write was lost or any is there in part.

    python tests/soak/kill_nine.py --kills 1000 --seconds 3600 [--data FOLDER]

The victim is the process that serves (its write worker ends with it) or the write worker alone, by turns of
a fixed seed.  Writers add three triples of one number at a time, and replace graphs of their own; after each
kill the newest checkpoint, which is what the next query sees, is held against what was acknowledged.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from educluster import store
from educluster.config import Settings
from educluster.errors import EduclusterError
from educluster.store import loading
from educluster.write import Document, Put, Update, Writer

GRAPH = "https://example.org/numbers"
THREADS = 4


def write(data: Path, first: int) -> None:
    """Write without end; say the number of each acknowledged change, with the thread that made it."""
    numbers = itertools.count(first)
    writer = Writer(Settings(data=data), loading.prepare(data))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for thread in range(THREADS):
        threading.Thread(target=_write, args=(writer, numbers, thread)).start()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


def _write(writer: Writer, numbers: itertools.count[int], thread: int) -> None:
    for turn in itertools.count():
        number = next(numbers)
        change = _put(thread, number) if turn % 5 == 4 else _insert(number)
        try:
            writer.apply(change)
        except EduclusterError:  # its worker was killed
            continue
        os.write(1, f"{'p' if turn % 5 == 4 else 'i'} {thread} {number}\n".encode())


def _insert(number: int) -> Update:
    triples = " ".join(f'<n:{number}> <p:{part}> "{number}" .' for part in range(3))
    return Update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {triples} }} }}".encode())


def _put(thread: int, number: int) -> Put:
    text = " ".join(f'<n:{part}> <p:{number}> "{number}" .' for part in range(3))
    return Put(f"{GRAPH}/{thread}", (Document(text.encode(), "text/turtle"),))


@dataclass
class Known:
    """What was acknowledged: the numbers that were added, and the last of each thread's own graph."""

    added: set[int] = field(default_factory=set)
    put: dict[int, int] = field(default_factory=dict)
    last: int = 0

    def hear(self, line: str) -> None:
        """Take in one acknowledgement."""
        kind, thread, number = line.split()
        self.last = max(self.last, int(number))
        if kind == "i":
            self.added.add(int(number))
        else:
            self.put[int(thread)] = int(number)

    def missing(self, loaded: store.Loaded) -> list[str]:
        """Return what is lost or there in part, in words."""
        opened = pyoxigraph.Store.read_only(loaded.checkpoint.as_posix())
        parts = _numbers(opened, GRAPH)
        faults = [f"{number} is lost" for number in self.added - set(parts)]
        faults += [f"{number} is there in part" for number, count in parts.items() if count != 3]
        for thread, number in self.put.items():
            found = _numbers(opened, f"{GRAPH}/{thread}")
            if list(found.values()) != [3] or min(found) < number:
                faults.append(f"the graph of thread {thread} is {dict(found)}, and {number} was acknowledged")
        return faults


def _numbers(opened: pyoxigraph.Store, graph: str) -> Counter[int]:
    quads = opened.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))
    return Counter(int(quad.object.value) for quad in quads if isinstance(quad.object, pyoxigraph.Literal))


class Victim:
    """A process that writes, and what it acknowledges."""

    def __init__(self, data: Path, known: Known) -> None:
        self._known, self.heard = known, 0
        command = [sys.executable, __file__, "--write", str(known.last + 1000), "--data", str(data)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            if line.endswith("\n"):
                self._known.hear(line)
                self.heard += 1

    def wait_for(self, more: int, seconds: float = 120) -> bool:
        """Return whether so many more changes were acknowledged in time."""
        wanted, until = self.heard + more, time.monotonic() + seconds
        while self.heard < wanted and time.monotonic() < until and self._process.poll() is None:
            time.sleep(0.002)
        return self.heard >= wanted

    def kill_worker(self) -> None:
        """Kill its write worker, if it has one now."""
        for children in Path(f"/proc/{self._process.pid}/task").glob("*/children"):
            for child in children.read_text().split():
                os.kill(int(child), signal.SIGKILL)

    def kill(self) -> None:
        """Kill it, and hear its last words."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


def soak(data: Path, kills: int, seconds: float, seed: int = 6) -> tuple[int, int, list[str]]:
    """Return how often it was killed, how many changes were acknowledged, and what was lost."""
    chance, known, until = random.Random(seed), Known(), time.monotonic() + seconds
    loading.prepare(data)
    victim, done, faults = Victim(data, known), 0, list[str]()
    while done < kills and time.monotonic() < until and not faults:
        if not victim.wait_for(chance.randint(1, 12)):
            faults.append("writing did not go on after a kill")
        time.sleep(chance.random() * 0.03)  # somewhere within a change or a commit
        done += 1
        if chance.random() < 0.5:
            victim.kill_worker()
            continue
        victim.kill()
        faults += known.missing(store.newest(data))
        victim = Victim(data, known)
    victim.kill()
    faults += known.missing(store.newest(data))
    return done, len(known.added) + len(known.put), faults


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description="kill what writes, and look whether a write was lost")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write is not None:
        write(chosen.data, chosen.write)
        return
    with tempfile.TemporaryDirectory() as scratch:
        begin = time.monotonic()
        done, acknowledged, faults = soak(chosen.data or Path(scratch), chosen.kills, chosen.seconds)
    took = time.monotonic() - begin
    print(f"{done} kills in {took:.0f} s; {acknowledged} writes acknowledged; {len(faults)} lost or in part")
    for fault in faults[:20]:
        print(f"  {fault}")
    sys.exit(1 if faults or done < chosen.kills else 0)


if __name__ == "__main__":
    main()
