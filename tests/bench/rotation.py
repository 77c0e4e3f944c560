"""Servers in rotation: each is loaded for a short window in turn, so a busy machine slows them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import generator
from clients import ask, endless, load
from servers import Server

WINDOW_SECONDS, WARMING_SECONDS, WARMING = 1.0, 0.1, 20


@dataclass
class Course:
    """What was measured of one server: rates and CPU seconds by window, times of all answers."""

    name: str
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # of all its processes, for one answer
    seconds: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return a percentile of the times, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass(frozen=True)
class Ratio:
    """How often one answers while another answers once: the median over rounds, and the range."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} [{self.least:.2f}-{self.most:.2f}]"


def ratio(of: Course, to: Course) -> Ratio:
    """Return the ratio of the rates, window beside window."""
    each = [mine / theirs for mine, theirs in zip(of.rates, to.rates, strict=True)]
    return Ratio(statistics.median(each), min(each), max(each))


def contest(
    servers: list[Server], questions: list[generator.Question], clients: int, rounds: int
) -> dict[str, Course]:
    """Ask all servers the same questions in turn.

    Raises ValueError when an answer is refused.
    """
    requests = {each.name: endless([each.request(question) for question in questions]) for each in servers}
    courses = {each.name: Course(each.name) for each in servers}
    for server in servers:
        for question in questions[:WARMING]:  # what is kept of repeated ones is kept by now
            ask(server.address, server.request(question))
    for _ in range(rounds):
        for server in servers:
            asked, course = requests[server.name], courses[server.name]
            load(server.address, asked, clients, WARMING_SECONDS)  # wakes it: the window before was another's
            before = cpu_seconds(server.process)
            window = load(server.address, asked, clients, WINDOW_SECONDS)
            course.cpu.append(max(cpu_seconds(server.process) - before, 0.0) / len(window.seconds))
            course.rates.append(window.rate)
            course.seconds += window.seconds
            if window.failed:
                raise ValueError(f"{server.name} refused {len(window.failed)}: {window.failed[0]}")
    return courses


def table(title: str, courses: dict[str, Course]) -> Iterator[str]:
    """Yield the lines of a table, ratios to the first."""
    first = next(iter(courses.values()))
    yield f"\n{title}"
    yield f"{'':<32}{'rate/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}   ratio to {first.name}"
    for each in courses.values():
        cpu = 1000 * statistics.median(each.cpu)
        times = f"{each.percentile(0.5):>9.2f}{each.percentile(0.99):>9.2f}{cpu:>9.2f}"
        yield f"{each.name:<32}{statistics.median(each.rates):>9.0f}{times}   {ratio(each, first)}"


def cpu_seconds(process: int) -> float:
    """Return what a process and those below it have used so far.  Linux only: elsewhere 0."""
    return sum(map(_own_seconds, tree(process)))


def tree(process: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield process
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            below = told.read_text().split()
        except OSError:  # the thread has just ended
            continue
        for each in below:
            yield from tree(int(each))


def _own_seconds(process: int) -> float:
    """Return the time on the clock of a process.  Source: clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime((~process << 3) | 2)
    except OSError:
        return 0.0
