"""Problem documents of a service as the errors that educluster itself would raise.  Pure: no I/O."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

from educluster import errors
from educluster.errors import EduclusterError

PLACED = {each.__name__: each for each in (errors.BadDocument, errors.BadQuery)}
LIMITS = {
    each.__name__: each
    for each in (
        errors.Deadline, errors.TooLarge, errors.ResultTooLarge, errors.NoRoom, errors.LimitReached,
    )
}  # fmt: skip
OTHERS = {
    each.__name__: each
    for each in (
        errors.Busy, errors.Forbidden, errors.NotAcceptable, errors.NotFound, errors.NotValidated,
        errors.ReachesOut, errors.Unauthorized, errors.Unavailable, errors.UnknownFormat,
    )
}  # fmt: skip
_LOOK = "look at the address of the service"
_SHOWN = 200  # signs of an answer that is no problem document


def error(
    status: int, body: bytes, address: str, retry_after: str = "", request_id: str = ""
) -> EduclusterError:
    """Return the error that an answer with a status of 400 or more tells of.

    What is no problem document comes from something else on the way, or from another service: Unavailable.
    Source: RFC 9457.
    """
    told = _document(body)
    name = _name(str(told.get("type", "")))
    try:
        found = _typed(name, told, retry_after) if "detail" in told else _strange(status, body)
    except (TypeError, ValueError):  # members of other types than the RFC has
        found = _strange(status, body)
    found.add_note(f"status {status} from {address}" + (f", request {request_id}" if request_id else ""))
    return found


def _document(body: bytes) -> dict[str, Any]:
    with contextlib.suppress(ValueError, RecursionError):
        told = json.loads(body)
        return told if isinstance(told, dict) else {}
    return {}


def _name(kind: str) -> str:
    """Return the name of the class that a problem's type is called after: bad-query is BadQuery."""
    return re.sub("(?:^|-)([a-z])", lambda found: found[1].upper(), kind.rpartition("#")[2])


def _typed(name: str, told: dict[str, Any], retry_after: str) -> EduclusterError:
    problem, remedy = str(told["detail"]), str(told.get("remedy") or "look at what was sent")
    if name in PLACED:
        return PLACED[name](problem, remedy, told.get("line"), told.get("column"))
    if name in LIMITS and "limit" in told:
        return LIMITS[name](str(told["limit"]), str(told.get("value", "")), remedy)
    if name == errors.BadParameter.__name__:
        return errors.BadParameter(problem, remedy, told.get("allowed") or (), told.get("parameter") or "")
    if name == errors.TooOften.__name__:
        return errors.TooOften(problem, remedy, int(retry_after) if retry_after.isdecimal() else 1)
    return _other(name, int(told.get("status", 500)))(problem, remedy)


def _other(name: str, status: int) -> type[EduclusterError]:
    if name in OTHERS:
        return OTHERS[name]
    return errors.BadRequest if status < 500 else errors.Unavailable


def _strange(status: int, body: bytes) -> EduclusterError:
    text = " ".join(body.decode(errors="replace").split())[:_SHOWN]
    return errors.Unavailable(
        f"this is no answer of educluster (status {status}): {text or 'nothing'}", _LOOK
    )
