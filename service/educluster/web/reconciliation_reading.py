"""What a reconciliation client sends, in the words of 0.2 or of the 1.0 draft, as one and the same wish.

Source: Reconciliation Service API 0.2 and 1.0-draft, sections "Reconciliation Queries", "Data Extension".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from educluster.errors import BadParameter, TooLarge
from educluster.link.wanted import Condition, Extension, Given, Wanted, Wish

BATCH = 50  # queries at once, and
TEXTS = 300  # names, types and values in them together: that is what takes its time
IDS, PROPERTIES = 500, 50  # of a data extension
CANDIDATES, MOST_CANDIDATES = 5, 50
_COUNTED = "names, types and values"

T = TypeVar("T")


class _Entity(msgspec.Struct):
    """A value that was matched before."""

    id: str
    name: str = ""
    lang: str = ""


_One = str | int | float | bool | _Entity
_Value = _One | list[_One]


class _Property(msgspec.Struct):
    pid: str
    v: _Value


class _Query(msgspec.Struct, forbid_unknown_fields=True):
    """A query of version 0.2."""

    query: str | None = None
    type: str | list[str] = ""
    limit: int | float | None = None
    properties: list[_Property] = []
    type_strict: Literal["any", "should", "all"] = "any"


class _Condition(msgspec.Struct, rename="camel"):
    match_type: Literal["name", "id", "property"]
    property_value: _Value
    property_id: str | None = None
    required: bool = False
    match_quantifier: Literal["any", "all", "none"] = "any"
    match_qualifier: str = ""
    lang: str = ""


class _Draft(msgspec.Struct, forbid_unknown_fields=True):
    """A query of the 1.0 draft."""

    conditions: list[_Condition]
    type: str = ""
    limit: int | float | None = None
    lang: str = ""
    dir: str = ""


class _DraftBatch(msgspec.Struct):
    queries: list[_Draft]


class _Wish(msgspec.Struct):
    id: str
    settings: dict[str, str | int | float | bool | None] = {}


class _Extension(msgspec.Struct):
    ids: list[str]
    properties: list[_Wish]


def batch(text: str | bytes) -> dict[str, Wanted]:
    """Return the queries of a batch of version 0.2 by their keys.

    Raises BadParameter for what the specification does not allow, TooLarge for more than BATCH.
    """
    queries = _decoded(text, dict[str, _Query], "queries")
    _refuse_more("batchSize", len(queries), BATCH, "queries")
    wanted = {key: _wanted(query, key) for key, query in queries.items()}
    _refuse_more("values", _texts(wanted.values()), TEXTS, _COUNTED)
    return wanted


def draft_batch(text: str | bytes) -> list[Wanted]:
    """Return the queries of a batch of the 1.0 draft, in their order; raises as `batch` does."""
    queries = _decoded(text, _DraftBatch, "").queries
    _refuse_more("batchSize", len(queries), BATCH, "queries")
    wanted = [_of_draft(query, f"queries[{place}]") for place, query in enumerate(queries)]
    _refuse_more("values", _texts(wanted), TEXTS, _COUNTED)
    return wanted


def extension(text: str | bytes, name: str = "") -> Extension:
    """Return which properties of which entities are asked for: the same in both versions.

    Raises BadParameter, and TooLarge for more than IDS or PROPERTIES.
    """
    asked = _decoded(text, _Extension, name)
    _refuse_more("ids", len(asked.ids), IDS, "identifiers")
    _refuse_more("properties", len(asked.properties), PROPERTIES, "properties")
    return Extension(tuple(asked.ids), tuple(_wish(each) for each in asked.properties))


def _decoded(text: str | bytes, kind: type[T], name: str) -> T:
    """Return what JSON says; a parameter has a name, a body has none."""
    where = f"«{name}»" if name else "the body"
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        problem = f"{where} is not as the specification has it: {error}"
        raise BadParameter(problem, _REMEDY, (), name) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadParameter(f"{where} is no JSON: {error}", _REMEDY, (), name) from error


_REMEDY = "send what the manifest's documentation shows; /reconcile without parameters is the manifest"


def _refuse_more(limit: str, count: int, most: int, what: str) -> None:
    if count > most:
        raise TooLarge(limit, f"{most} {what}", "send fewer at once, in several requests")


def _texts(wanted: Iterable[Wanted]) -> int:
    """Return how much is to be compared; a condition without a value is looked at all the same."""
    return sum(
        len(each.names) + len(each.ids) + len(each.types) + sum(len(on.values) or 1 for on in each.conditions)
        for each in wanted
    )


def _wanted(query: _Query, key: str) -> Wanted:
    if query.query is None and not query.properties:
        problem = f"the query «{key[:40]}» has neither a query nor properties"
        raise BadParameter(problem, "give it at least one of them", (), "queries")
    types = (query.type,) if isinstance(query.type, str) else tuple(query.type)
    return Wanted(
        names=(query.query,) if query.query else (),
        types=tuple(each for each in types if each),
        all_types=query.type_strict == "all",
        conditions=tuple(Condition(each.pid, _given(each.v)) for each in query.properties),
        limit=_limit(query.limit, key),
    )


def _of_draft(query: _Draft, place: str) -> Wanted:
    if not query.conditions:
        raise BadParameter(f"{place} has no conditions", "give it at least one")
    by_name, by_id = (_sole(query, kind) for kind in ("name", "id"))
    return Wanted(
        names=tuple(each.text for each in by_name),
        ids=tuple(each.id or each.text for each in by_id),
        types=(query.type,) if query.type else (),
        conditions=tuple(
            _condition(each, place) for each in query.conditions if each.match_type == "property"
        ),
        limit=_limit(query.limit, place),
        language=_language(_tag(query)),
    )


def _tag(query: _Draft) -> str:
    """Return the language of the names: an inner one goes before that of the query."""
    named = (each.lang for each in query.conditions if each.match_type == "name" and each.lang)
    return next(named, query.lang)


def _sole(query: _Draft, kind: str) -> Iterable[Given]:
    return (
        value
        for condition in query.conditions
        if condition.match_type == kind
        for value in _given(condition.property_value)
    )


def _condition(condition: _Condition, place: str) -> Condition:
    if not condition.property_id:
        problem = f"{place} has a condition on a property, and no propertyId"
        raise BadParameter(problem, "name the property; /reconcile/suggest/property lists them")
    return Condition(
        condition.property_id,
        _given(condition.property_value),
        condition.required,
        condition.match_quantifier,
    )


def _given(value: _Value) -> tuple[Given, ...]:
    return tuple(_one(each) for each in (value if isinstance(value, list) else [value]))


def _one(value: _One) -> Given:
    if isinstance(value, _Entity):
        return Given(value.name, value.id)
    if isinstance(value, bool):
        return Given("true" if value else "false")
    if isinstance(value, float) and value.is_integer():
        return Given(str(int(value)))
    return Given(str(value))


def _limit(limit: float | None, place: str) -> int:
    if limit is None:
        return CANDIDATES
    if limit != limit or limit < 1:
        raise BadParameter(f"the limit of «{place[:40]}» is no positive number", "give 1 or more, or none")
    return int(min(limit, MOST_CANDIDATES))


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _wish(wish: _Wish) -> Wish:
    return Wish(wish.id, _count(wish.settings.get("limit")), _chosen(wish.settings.get("language")))


def _count(value: object) -> int:
    """Return a setting as a number of values; clients send it as text, and 0 for all."""
    try:
        return max(int(float(str(value or 0))), 0)
    except (ValueError, OverflowError) as error:
        problem = f"the setting limit cannot be «{str(value)[:40]}»"
        raise BadParameter(problem, "give a whole number, 0 for all values", (), "limit") from error


def _chosen(value: object, allowed: Sequence[str] = ("", "any", "en", "ru", "uz")) -> str:
    if value is None or value in allowed:
        return "" if value in (None, "any") else str(value)
    problem = f"the setting language cannot be «{str(value)[:40]}»"
    raise BadParameter(problem, "give one of those listed", allowed[1:], "language")
