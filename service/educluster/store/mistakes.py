"""What the engine's errors mean to who asked: it tells them in words alone."""

from __future__ import annotations

import re

from educluster.errors import BadQuery, EduclusterError, NotAcceptable, Unavailable
from educluster.workers import Json

_LONGEST = 300  # characters of a message, which may hold what another endpoint sent
_PLACE = re.compile(r"^error at (\d+):(\d+): ", re.MULTILINE)


def bad_query(message: str) -> BadQuery:
    """Return the error that the parser tells, with its place."""
    found = _PLACE.search(message)
    place = (int(found[1]), int(found[2])) if found else (None, None)
    problem = _PLACE.sub("", message).strip()
    if problem.startswith("expected"):  # all that could follow: the words say enough, the characters do not
        words = sorted(set(re.findall(r"\b(?![A-F0-9]+\b)[A-Z]{2,}\b", problem)))
        problem = f"this cannot stand here{'; it could be ' + ', '.join(words) if words else ''}"
    return BadQuery(f"the query cannot be parsed: {problem}", "mend it there and ask again", *place)


def mistake(error: RuntimeError | OSError, options: Json) -> EduclusterError:
    """Return what an error of the engine means, which it tells in words alone.

    An unknown function is told only when it is called, another endpoint's mistake only when it is asked.
    """
    said = str(error)[:_LONGEST]
    if said.startswith(("Corruption", "IO error")):  # elsewhere it may be a word of the query
        return damaged(said)
    if "custom function" in said:
        return BadQuery(said, "use the functions of SPARQL 1.1")
    if options.get("reaches"):
        return Unavailable(f"an endpoint that SERVICE asks does not answer as one: {said}", "try again later")
    if isinstance(error, RuntimeError):
        return BadQuery(said, "write it otherwise")
    problem = f"the answer cannot be written as {options['media_type']}: {said}"
    return NotAcceptable(problem, "ask for Turtle, N-Triples or TriG")


def damaged(said: str) -> Unavailable:
    """Return the error of a store that cannot be read."""
    remedy = "bring back a backup: educluster store restore"
    return Unavailable(f"the store cannot be read ({said})", remedy)
