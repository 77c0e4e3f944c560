"""What a user can mend, as one tree of exceptions.

    EduclusterError
    ├── BadRequest             what was asked cannot be understood
    │   ├── BadDocument        a description cannot be read (line, column)
    │   ├── BadQuery           a query cannot be parsed, or asks for what is not allowed (line, column)
    │   ├── BadParameter       a value is of the wrong type, or not one of those known
    │   └── ReachesOut         what was asked tried to reach another host
    ├── Unauthorized           a token is needed, or the one that was sent is not known
    ├── Forbidden              what was asked is not for this client, or for no client
    ├── NotFound               what was asked for is not here
    ├── NotAcceptable          none of the formats asked for is offered
    ├── UnknownFormat          a document is in a format that is not read here
    ├── LimitReached           a bound was hit (names it as its setting is called)
    │   ├── Deadline           the time
    │   ├── TooLarge           the size of what was sent
    │   ├── ResultTooLarge     the size of what would be answered
    │   └── NoRoom             the size of what would be stored
    ├── NotValidated           a check could not run: never "conforms"
    └── Unavailable            the service, or what it needs, is not there now
        └── Busy               all workers are taken
            └── TooOften       one client asks too often, or too much at once

No HTTP here: web.problems alone knows status codes.  Each error is made of plain values, so that
`pack` and `unpack` carry it from a worker process to the door.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class EduclusterError(Exception):
    """An error whose text names the thing and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem, self.remedy = problem, remedy

    def __str__(self) -> str:
        return f"{self.problem}; {self.remedy}"


class BadRequest(EduclusterError):
    """What was asked cannot be understood."""


class _Placed(BadRequest):
    """A bad request that knows where: 1-based line, and 1-based column in characters where it is certain."""

    def __init__(self, problem: str, remedy: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(problem, remedy)
        self.args = (problem, remedy, line, column)
        self.line, self.column = line, column

    def __str__(self) -> str:
        place = [f"line {self.line}"] if self.line else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {super().__str__()}" if place else super().__str__()


class BadDocument(_Placed):
    """A description cannot be read."""


class BadQuery(_Placed):
    """A query cannot be parsed, or asks for what is not allowed."""


class BadParameter(BadRequest):
    """A value is of the wrong type, or not one of those known.

    `allowed` are some of those known, `name` is the parameter; where that can be told.
    """

    def __init__(self, problem: str, remedy: str, allowed: Sequence[str] = (), name: str = "") -> None:
        super().__init__(problem, remedy)
        self.args = (problem, remedy, list(allowed), name)
        self.allowed, self.name = tuple(allowed), name


class ReachesOut(BadRequest):
    """What was asked tried to reach another host."""


class Unauthorized(EduclusterError):
    """A token is needed, or the one that was sent is not known."""


class Forbidden(EduclusterError):
    """What was asked is not for this client, or for no client."""


class NotFound(EduclusterError):
    """What was asked for is not here."""


class NotAcceptable(EduclusterError):
    """None of the formats asked for is offered."""


class UnknownFormat(EduclusterError):
    """A document is in a format that is not read here."""


class LimitReached(EduclusterError):
    """A bound was hit: its name as the setting is called, its value with its unit."""

    def __init__(self, limit: str, value: str, remedy: str) -> None:
        super().__init__(f"the limit {limit} ({value}) was reached", remedy)
        self.args = (limit, value, remedy)
        self.limit, self.value = limit, value


class Deadline(LimitReached):
    """The time that a request may take was used up."""


class TooLarge(LimitReached):
    """What was sent is too large."""


class ResultTooLarge(LimitReached):
    """What would be answered is too large."""


class NoRoom(LimitReached):
    """What would be stored is too large."""


class NotValidated(EduclusterError):
    """A check could not run: never "conforms"."""


class Unavailable(EduclusterError):
    """The service, or something it needs, is not there now."""


class Busy(Unavailable):
    """All workers are taken."""


class TooOften(Busy):
    """One client asks too often, or too much at once; `seconds` later it may again."""

    def __init__(self, problem: str, remedy: str, seconds: int = 1) -> None:
        super().__init__(problem, remedy)
        self.args = (problem, remedy, seconds)
        self.seconds = seconds


class BadQuestion(ValueError):
    """A file of a question, or of words, that cannot be used: where, what, and what to do."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {problem}; {remedy}")
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy


def pack(error: EduclusterError) -> list[object]:
    """Return an error as plain values: its name, then what it is made of."""
    return [type(error).__name__, *error.args]


def unpack(packed: list[object]) -> EduclusterError:
    """Return the error that `pack` packed.

    Raises KeyError for a name that is not in the tree.
    """
    name, *arguments = packed
    error = {kind.__name__: kind for kind in _kinds(EduclusterError)}[str(name)]
    return error(*arguments)  # type: ignore[arg-type]


def _kinds(kind: type[EduclusterError]) -> Iterator[type[EduclusterError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)
