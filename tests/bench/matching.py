"""The figures of the matcher: how many names of a table are met, how many of others are taken, how fast.

    BENCH=matching make bench

The table was fixed before there was a matcher; the names of strangers were gathered afterwards.  Speed is
measured twice: of names that come for the first time, each misspelt in another way, and of the table again
and again, as the cells of a column repeat.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from educluster import names, store
from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.link import Lexicon, Lexicons
from educluster.matching import Index
from educluster.store import loading

HERE = Path(__file__).resolve().parent
ROUNDS, WINDOW_SECONDS = 5, 1.0
TYPES = (f"{names.ORG}Organization", f"{names.EC}Principle")
Row = dict[str, str]
Rate = tuple[float, float]  # in a second by the clock, and by the time that the processor worked


def rows(name: str) -> list[Row]:
    """Return the rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lexicon() -> Lexicon:
    """Return what the packaged release knows by name."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), workers=1)
        loading.prepare(settings.data)
        with answering(settings) as (found, tier):
            return Lexicons(found, partial(store.release_of, settings.data), tier).lexicon()


def meant(index: Index, row: Row, typed: bool) -> str:
    """Return the IRI of what a name is matched with, "" for nothing."""
    prefix, _, local = row["type"].partition(":")
    types = (names.PREFIXES[prefix] + local,) if typed else ()
    found = index.match(row["name"], types, row["language"])
    return found[0].entry.iri if found and found[0].is_match else ""


def tell(index: Index, table: Sequence[Row], typed: bool, what: str) -> None:
    """Print precision and recall over some rows."""
    found = [(row["iri"], meant(index, row, typed)) for row in table]
    matched = [pair for pair in found if pair[1]]
    right = sum(wanted == iri for wanted, iri in matched)
    expected = sum(bool(wanted) for wanted, _ in found)
    precision = f"{right / len(matched):.3f}" if matched else "-"
    recall = f"{right / expected:.3f}" if expected else "-"
    print(f"{what:<44}{len(table):>6}{precision:>11}{recall:>9}")


def slips(index: Index, seed: int) -> Iterator[str]:
    """Yield the names of institutions and principles, each with a slip of its own."""
    chance = random.Random(seed)
    for entry in index.entries.values():
        for name in entry.names if set(entry.types) & set(TYPES) else ():
            if len(name.text) > 5:
                place = chance.randrange(1, len(name.text) - 1)
                before, sign, after = name.text[:place], name.text[place], name.text[place + 1 :]
                yield chance.choice(
                    [before + after, before + sign + sign + after, before + after[:1] + sign + after[1:]]
                )


def rates(match: Callable[[str], object], texts: Callable[[int], Sequence[str]]) -> list[Rate]:
    """Return how many texts were matched, in each of some windows."""
    found = []
    for number in range(ROUNDS):
        given, done, began, worked = texts(number), 0, time.perf_counter(), time.process_time()
        while time.perf_counter() - began < WINDOW_SECONDS and done < len(given):
            match(given[done])
            done += 1
        found.append((done / (time.perf_counter() - began), done / (time.process_time() - worked)))
    return found


def speed(index: Index, table: Sequence[Row]) -> None:
    """Print how many names are matched in a second, without a type to look among."""
    new = rates(index.match, lambda number: list(slips(index, number)))
    again = rates(index.match, lambda _: [row["name"] for row in table] * 100)
    for what, found in (("new names, misspelt", new), ("names that come again", again)):
        by_clock, by_processor = zip(*found, strict=True)
        told = f"{statistics.median(by_clock):.0f} names/s ({min(by_clock):.0f}-{max(by_clock):.0f})"
        print(f"{what:<44}{told}; {statistics.median(by_processor):.0f} in a second of the processor")


def main() -> None:
    """Print precision, recall and speed."""
    index, table, strangers = lexicon().index, rows("names.csv"), rows("strangers.csv")
    print(f"\nMatching, {len(index.entries)} entries\n{'':<44}{'names':>6}{'precision':>11}{'recall':>9}")
    tell(index, table, True, "the table, a type given")
    for half in ("attested", "misspelt"):
        tell(index, [row for row in table if row["half"] == half], True, f"  {half}")
    tell(index, table, False, "the table, no type given")
    taken = sum(bool(meant(index, row, True)) for row in strangers)
    print(f"names of strangers that were taken for ours: {taken} of {len(strangers)}")
    speed(index, table)


if __name__ == "__main__":
    main()
