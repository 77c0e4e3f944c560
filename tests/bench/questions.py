"""The figures of the stored questions: each asked over HTTP, the first time and again, in three forms.

    BENCH=questions make bench

All questions are asked with their examples, in three languages, one client after the other: the first time an
answer is made, again it is kept.  The release is the packaged one; what is known of it is read beforehand, as
in a service that has been up for a while.
"""

from __future__ import annotations

import statistics
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import servers
from clients import Address, Connection
from scale import Line

from educluster import ask, names
from educluster.questions import Question

AGAIN = 5
FORMS = {
    "json": (".json", 501),
    "csv": (".csv", 502),
    "page": ("", 503),
}  # endings; pages that only they ask for
BOUNDS = {"first": "15 ms", "again": "2 ms"}


@dataclass(frozen=True)
class Course:
    """How long each request took, in milliseconds, by the address that was asked."""

    first: dict[str, float]
    again: dict[str, list[float]]


def main() -> None:
    """Run all, in a folder that is removed afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.ours("educluster", Path(folder) / "data", "--cache-mb", "256") as server,
    ):
        servers.leave_core()
        _warm(server.address)
        courses = {form: _course(server.address.port, *how) for form, how in FORMS.items()}
    for form, course in courses.items():
        _print(form, course)
    print("\n| against | at least | aim | measured |\n|---|---|---|---|")
    for line in lines(courses):
        print(line)


def lines(courses: dict[str, Course]) -> Iterator[Line]:
    """Yield the lines of the table in docs/benchmarks.md."""
    for which, bound in BOUNDS.items():
        told = ", ".join(f"{form} **{_p50(course, which):.1f} ms**" for form, course in courses.items())
        what = "asked for the first time" if which == "first" else "asked again"
        yield Line(f"stored question over the release, {what}: p50", bound, bound, told)


def _addresses(ending: str, limit: int) -> list[str]:
    """Return the paths of all questions with their examples, in each language."""
    return [
        f"{_path(question, ending)}?"
        + urllib.parse.urlencode({**_given(question), "lang": language, "limit": limit + at})
        for at, language in enumerate(names.LANGUAGES)
        for question in ask.stored().questions.values()
    ]


def _path(question: Question, ending: str) -> str:
    return f"/questions/{question.name}{ending}"


def _given(question: Question) -> dict[str, str]:
    return {name: each.example for name, each in question.parameters.items() if each.type != "language"}


def _warm(address: Address) -> None:
    """Let the service read what it keeps for each release, and what may be given for each parameter."""
    connection = Connection(address.port)
    for question in ask.stored().questions.values():
        given = urllib.parse.urlencode({**_given(question), "limit": 1})  # other pages than those measured
        for ending, _ in FORMS.values():
            connection.ask(_request(address.port, f"{_path(question, ending)}?{given}"))
    connection.close()


def _request(port: int, path: str) -> bytes:
    accept = "*/*" if "." in path.partition("?")[0] else "text/html"
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n".encode()


def _course(port: int, ending: str, limit: int) -> Course:
    connection, paths = Connection(port), _addresses(ending, limit)
    first = {path: _timed(connection, port, path) for path in paths}
    again = {path: [_timed(connection, port, path) for _ in range(AGAIN)] for path in paths}
    connection.close()
    return Course(first, again)


def _timed(connection: Connection, port: int, path: str) -> float:
    request, began = _request(port, path), time.perf_counter()
    connection.ask(request)
    return 1000 * (time.perf_counter() - began)


def _p50(course: Course, which: str) -> float:
    if which == "first":
        return statistics.median(course.first.values())
    return statistics.median(each for several in course.again.values() for each in several)


def _print(form: str, course: Course) -> None:
    first = sorted(course.first.values())
    again = sorted(each for several in course.again.values() for each in several)
    print(f"\n{form}: {len(first)} addresses, asked once and {AGAIN} times again (ms)")
    for what, times in (("first", first), ("again", again)):
        p50, p95 = (times[int(share * len(times))] for share in (0.5, 0.95))
        print(f"{what}: p50 {p50:.1f}, p95 {p95:.1f}, at most {times[-1]:.1f}")
    slowest = sorted(course.first, key=lambda path: -course.first[path])[:5]
    print("slowest: " + "; ".join(f"{course.first[path]:.0f} {path.partition('?')[0]}" for path in slowest))


if __name__ == "__main__":
    main()
