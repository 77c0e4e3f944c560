"""100,000 mixed requests: what each process holds after each tenth of them must not grow.

Run by `make soak`.  It ends after a given time at the latest, and says how far it came.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, Path(__file__).resolve().parent.parent.as_posix())

from conftest import serving, token
from mixed_requests import send

_GROWTH = 0.15  # of what a process held after the warming, and some MB for what is spread over pages
_SPREAD_MB = 12
PARTS = 10
_KINDS = {"query_worker": "queries", "write_worker": "writer", "check_worker": "validators"}


def held(pid: int) -> dict[str, float]:
    """Return the MB that a process and those below it hold, by what they are."""
    parents, told = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        told[int(folder.name)] = next((word for word in words if ":" in word), ""), int(fields[21]) * 4 / 1024
    family, more = set(), {pid}
    while more:
        family |= more
        more = {each for each, parent in parents.items() if parent in more} - family
    found: dict[str, float] = {}
    for each in family & told.keys():
        name, size = told[each]
        kind = _KINDS.get(name.rpartition(":")[2], "web")
        found[kind] = max(found.get(kind, 0.0), size)
    return found


def main() -> None:
    """Send the requests in ten parts, print what is held after each, and fail where it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=1800, help="the end, however far it is")
    chosen = parser.parse_args()
    until = time.monotonic() + chosen.seconds
    with tempfile.TemporaryDirectory() as folder:
        data, log = Path(folder, "data"), Path(folder, "requests.log")
        with serving("--data", str(data), "--request-log", str(log), "--waiting", "100") as running:
            statuses, sizes = _soak(running.address, running.process.pid, data, chosen.requests, until)
        lines = sum(1 for _ in log.open())
    print(
        f"{sum(statuses.values()):,} requests: {dict(sorted(statuses.items()))}; {lines:,} lines of the log"
    )
    assert lines >= sum(statuses.values()), "requests that are not in the log"
    assert not statuses[500], "mistakes of the service's own"
    first, last = sizes[len(sizes) // 3], sizes[-1]
    grown = {kind: last[kind] - first[kind] for kind in first if kind in last}
    print("growth since a third of the way, MB:", {kind: round(each, 1) for kind, each in grown.items()})
    assert all(each <= first[kind] * _GROWTH + _SPREAD_MB for kind, each in grown.items()), "it grows"


def _soak(
    address: str, pid: int, data: Path, requests: int, until: float
) -> tuple[Counter[int], list[dict[str, float]]]:
    statuses, sizes, header = Counter[int](), [], token(data)
    for part in range(PARTS):
        if time.monotonic() > until:
            print(f"the time is over after {part} of {PARTS} parts")
            break
        began = time.monotonic()
        statuses += send(address, header, requests // PARTS, seed=part + 1)
        sizes.append(held(pid))
        shown = ", ".join(f"{kind} {size:.0f} MB" for kind, size in sorted(sizes[-1].items()))
        print(f"{sum(statuses.values()):>8,} requests, {time.monotonic() - began:.0f} s: {shown}", flush=True)
    return statuses, sizes


if __name__ == "__main__":
    main()
