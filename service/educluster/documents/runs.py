"""Descriptions that follow one another in N-Triples or N-Quads: where each begins, seen in the bytes alone.

Nothing is parsed here: a file is cut into pieces that can be parsed one by one.  Both formats have one
statement in a line.  In N-Triples a description begins with the statements about its cluster, which is known
by the statement that it is of one of the given classes, and goes on to those about the next; in N-Quads it is
a run of statements in one graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from educluster.names import RDF

_WINDOW = 1 << 17  # bytes from the end in which the last beginning is looked for first
_BEGINNING = 1 << 16  # bytes in which one looks for what a stream is
_NODE = rb"(?:<[^<>\s]*>|_:[^\s<>\"]+)"
_LITERAL = rb'"(?:[^"\\\n]++|\\.)*+"(?:@[\w-]+|\^\^<[^<>\s]*>)?'
_SUBJECT = re.compile(rb"[ \t]*(%s)[ \t]*" % _NODE)
_EMPTY = re.compile(rb"[ \t\r]*(?:#|\n)")
_QUAD = re.compile(
    rb"^[ \t]*%b[ \t]*<[^<>\s]*>[ \t]*(?:%b|%b)[ \t]*(%b)?[ \t]*\.[ \t]*(?:#.*)?\r?$"
    % (_NODE, _NODE, _LITERAL, _NODE),
    re.MULTILINE,
)


class Start(NamedTuple):
    """Where a description begins, in bytes, and what it is named by: its first subject, or its graph."""

    offset: int
    name: bytes


Starts = Callable[[bytes, int], Iterator[Start]]


def starts(media_type: str, classes: Iterable[str]) -> Starts:
    """Return the function that yields where descriptions may begin in bytes, from an offset on."""
    return _in_quads if media_type == "application/n-quads" else _in_triples(classes)


def pieces(block: bytes, find: Starts) -> list[Start]:
    """Return where descriptions begin in a block; one that goes on is not begun again."""
    return [next(same) for _, same in groupby(find(block, 0), key=lambda start: start.name)]


def last(block: bytes, find: Starts) -> int:
    """Return where the last description in a block begins; 0 where there is none but the first.

    What is named by the first start that is seen may have begun before it.
    """
    window = _WINDOW
    while window < len(block):
        found = [next(same).offset for _, same in groupby(find(block, len(block) - window), key=_name)]
        if len(found) > 1:
            return found[-1]
        window *= 4
    found = [start.offset for start in pieces(block, find)]
    return found[-1] if found else 0


def are_quads(block: bytes) -> bool:
    """Return whether most statements at the beginning of a block stand in a graph."""
    found = [bool(each[1]) for each in _QUAD.finditer(block[:_BEGINNING])]
    return 2 * sum(found) > len(found)


def _name(start: Start) -> bytes:
    return start.name


def _in_triples(classes: Iterable[str]) -> Starts:
    kinds = b"|".join(re.escape(each.encode()) for each in classes)
    typed = re.compile(rb"<%b>[ \t]*<(?:%b)>" % (re.escape(f"{RDF}type".encode()), kinds))

    def find(block: bytes, offset: int) -> Iterator[Start]:
        for found in typed.finditer(block, offset):
            line = block.rfind(b"\n", 0, found.start()) + 1
            subject = _SUBJECT.fullmatch(block, line, found.start())
            if subject:  # else the words stand inside a literal
                yield Start(_first_about(subject[1], block, line), subject[1])

    return find


def _first_about(name: bytes, block: bytes, line: int) -> int:
    """Return where the first of the lines begins that stand together and are about a node, up to a line."""
    first = line
    while line:
        line = block.rfind(b"\n", 0, line - 1) + 1
        subject = _SUBJECT.match(block, line)
        if subject and subject[1] == name:
            first = line
        elif not _EMPTY.match(block, line):
            break
    return first


def _in_quads(block: bytes, offset: int) -> Iterator[Start]:
    first = block.rfind(b"\n", 0, offset) + 1 if offset else 0
    for found in _QUAD.finditer(block, first):
        yield Start(found.start(), found[1] or b"")
