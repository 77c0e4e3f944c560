"""A graph of a million triples for the figures of the endpoint, and the questions asked of it.

    python tests/bench/generator.py > million.nt

The same bytes wherever it runs: a tree of places in which each has ten below it, a hundred regions of a
thousand places, and what is said of a place in ten triples.  The questions vary, and know their rows.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PLACES, REGIONS, CHILDREN = 100_000, 100, 10
TRIPLES = PLACES * 10  # the root is below nothing, and has a note instead
GRAPH = "https://w3id.org/educluster/graph/registered/bench"

_BASE = "https://data.example.org/bench/"
_WORDS = (
    "valley bridge river school cluster teacher lesson practice college orchard market station garden "
    "library workshop harvest mountain village poplar agreement council seminar journey evening".split()
)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = f"PREFIX b: <{_BASE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@dataclass(frozen=True)
class Question:
    """One query of a kind: its text, the media type wanted, and how many rows or triples it has."""

    text: str
    accept: str
    rows: int


def write(out: BinaryIO, graph: str = "") -> None:
    """Write the graph as N-Triples, or as N-Quads in a named graph."""
    end = f" <{graph}> .\n" if graph else " .\n"
    for number in range(PLACES):
        node = f"<{_BASE}place/{number}>"
        out.write("".join(f"{node} {told}{end}" for told in _told(number)).encode())


def questions(kind: str, count: int) -> list[Question]:
    """Return so many questions of a kind, of which few are the same.

    Kinds: describe (ten triples), ten (rows), thousand (rows), path (the places below one: 110 rows, and
    1,110 in one of four).
    """
    chance = random.Random(kind)
    return [_MAKERS[kind](chance) for _ in range(count)]


def _told(number: int) -> Iterator[str]:
    chance = random.Random(number)
    words = " ".join(chance.choices(_WORDS, k=14))
    first, second = chance.sample(range(PLACES), 2)
    yield f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{_BASE}Kind{chance.randrange(10)}>"
    yield f'<http://www.w3.org/2000/01/rdf-schema#label> "Place {number} at the {words.split()[0]}"@en'
    yield f'<http://purl.org/dc/terms/identifier> "P-{number:06}"'
    yield f'<http://purl.org/dc/terms/description> "{words}"'
    yield f'<{_BASE}value> "{chance.randrange(1_000_000)}"^^<{_XSD}integer>'
    yield f'<{_BASE}startedOn> "{chance.randrange(1950, 2026)}-09-01"^^<{_XSD}date>'
    yield f"<{_BASE}region> <{_BASE}region/{number % REGIONS}>"
    yield f"<{_BASE}knows> <{_BASE}place/{first}>"
    yield f"<{_BASE}knows> <{_BASE}place/{second}>"
    if number:
        yield f"<{_BASE}partOf> <{_BASE}place/{(number - 1) // CHILDREN}>"
    else:
        yield f'<{_BASE}note> "below nothing"'


def _describe(chance: random.Random) -> Question:
    return Question(f"DESCRIBE <{_BASE}place/{chance.randrange(PLACES)}>", "text/turtle", 10)


def _ten(chance: random.Random) -> Question:
    above = chance.randrange((PLACES - 1) // CHILDREN)
    text = f"SELECT ?place ?label WHERE {{ ?place b:partOf <{_BASE}place/{above}> ; rdfs:label ?label }}"
    return Question(f"{_PREFIXES}{text} LIMIT 10", "application/sparql-results+json", CHILDREN)


def _thousand(chance: random.Random) -> Question:
    region = f"<{_BASE}region/{chance.randrange(REGIONS)}>"
    pattern = f"?place b:region {region} ; rdfs:label ?label ; b:value ?value"
    text = f"SELECT ?place ?label ?value WHERE {{ {pattern} }}"
    return Question(f"{_PREFIXES}{text}", "application/sparql-results+json", PLACES // REGIONS)


def _path(chance: random.Random) -> Question:
    deep = chance.random() < 0.25
    above, depth = (chance.randrange(11, 99), 3) if deep else (chance.randrange(111, 999), 2)
    text = f"SELECT ?place WHERE {{ ?place b:partOf+ <{_BASE}place/{above}> }}"
    rows = sum(CHILDREN**level for level in range(1, depth + 1))
    return Question(f"{_PREFIXES}{text}", "application/sparql-results+json", rows)


_MAKERS = {"describe": _describe, "ten": _ten, "thousand": _thousand, "path": _path}
KINDS = tuple(_MAKERS)


def file(folder: Path, graph: str = GRAPH) -> Path:
    """Return the graph as a file of N-Quads in a folder."""
    path = folder / "million.nq"
    with path.open("wb") as out:
        write(out, graph)
    return path


if __name__ == "__main__":
    write(sys.stdout.buffer)
