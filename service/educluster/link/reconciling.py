"""Reconciling: the entries meant by names, ids, types and conditions, with the reasons; and their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import fmean

from educluster.link import ids
from educluster.link.values import Values
from educluster.link.wanted import Condition, Given, Wanted, Wish
from educluster.matching import THRESHOLD, Candidate, Entry, Index, Name
from educluster.questions import Term

BY_ID = "id"  # the feature of what was asked for by its id
ON = "property:"  # begins the feature of a condition; its property comes behind
_WHOLE, _NAME_SHARE = 100.0, 0.8  # of the score; the rest is that of the conditions
_MET = THRESHOLD / _WHOLE  # from which likeness on a condition is met
_LEAD = 5.0  # by which a namesake has to be behind, for conditions to tell them apart
_LOOKED_AT = 20  # candidates whose values are compared
_LONGEST = 300  # characters; nothing here has a longer name


@dataclass(frozen=True)
class _Compared:
    """A condition, with what each of its values may mean: texts, and IRIs with their likeness."""

    condition: Condition
    iri: str
    texts: tuple[frozenset[str], ...]
    meant: tuple[Mapping[str, float], ...]


def reconcile(index: Index, values: Values, wanted: Wanted) -> list[Candidate]:
    """Return the entries that may be meant, the likeliest first, with a feature for each condition.

    A type is a bound: nothing of another comes.  A condition that is not required moves the score where
    something is known of the entry to compare; where nothing is known, it says nothing.
    """
    compared = [_compared(index, each) for each in wanted.conditions]
    found = [_on_conditions(each, values, compared) for each in _found(index, wanted)]
    if compared and not wanted.names and not wanted.ids:
        found = _by_conditions(index, values, wanted, compared)
    kept = [each for each in found if each and _is_of_all(each.entry, wanted)]
    kept.sort(key=lambda each: (-each.score, not each.is_match, each.entry.iri))
    if compared and (wanted.names or wanted.ids):
        kept = _told_apart(kept)
    return kept[: wanted.limit]


def by_id(index: Index, text: str) -> Entry | None:
    """Return the entry that a text names by its id, prefixed name or IRI."""
    return index.entries.get(ids.thing(text))


def chosen(values: Values, thing: str, wish: Wish) -> Sequence[Term]:
    """Return the values that are asked for of a thing."""
    known = values.of(ids.thing(thing), ids.term(wish.property))
    kept = [
        each for each in known if not wish.language or each.language.partition("-")[0] in ("", wish.language)
    ]
    return kept[: wish.limit] if wish.limit else kept


def _found(index: Index, wanted: Wanted) -> Iterable[Candidate]:
    """Return the candidates by name or id, each entry once, by its best name."""
    types = [ids.term(each) for each in wanted.types]
    limit = max(wanted.limit, _LOOKED_AT) if wanted.conditions else wanted.limit
    best: dict[str, Candidate] = {}
    for text in wanted.names:
        by_name = index.match(text, types, wanted.language, limit) if len(text) <= _LONGEST else []
        for each in (*_named(index, [text], types), *by_name):
            if each.entry.iri not in best or each.score > best[each.entry.iri].score:
                best[each.entry.iri] = each
    for each in _named(index, wanted.ids, types):
        best[each.entry.iri] = each
    return list(best.values())


def _named(index: Index, texts: Iterable[str], types: Sequence[str]) -> Iterable[Candidate]:
    for text in texts:
        entry = by_id(index, text)
        if entry and (not types or set(types) & set(entry.types)):
            name = entry.names[0] if entry.names else Name(text)
            yield Candidate(entry, name, _WHOLE, ((BY_ID, _WHOLE),), is_match=True)


def _is_of_all(entry: Entry, wanted: Wanted) -> bool:
    return not wanted.all_types or {ids.term(each) for each in wanted.types} <= set(entry.types)


def _compared(index: Index, condition: Condition) -> _Compared:
    return _Compared(
        condition,
        ids.term(condition.property),
        tuple(
            frozenset(_plain(each) for each in (given.text, given.id) if each) for given in condition.values
        ),
        tuple(_meant(index, given) for given in condition.values),
    )


def _meant(index: Index, given: Given) -> dict[str, float]:
    """Return the things that a value may mean, with their likeness; by an id there is one."""
    if entry := by_id(index, given.id or given.text):
        return {entry.iri: 1.0}
    if not given.text or len(given.text) > _LONGEST:
        return {}
    return {each.entry.iri: each.score / _WHOLE for each in index.match(given.text, limit=_LOOKED_AT)}


def _likeness(compared: _Compared, terms: Sequence[Term]) -> float:
    """Return how well the values of a thing are those of a condition, from 0 to 1."""
    if not terms:
        return float(compared.condition.quantifier == "none")
    each = [
        max((_like(texts, meant, term) for term in terms), default=0.0)
        for texts, meant in zip(compared.texts, compared.meant, strict=True)
    ]
    if compared.condition.quantifier == "all":
        return min(each, default=1.0)
    best = max(each, default=0.0)
    return 1.0 - best if compared.condition.quantifier == "none" else best


def _like(texts: frozenset[str], meant: Mapping[str, float], term: Term) -> float:
    if term.kind == "iri":
        return max(meant.get(term.value, 0.0), float(_known(term.value) in texts))
    return float(_known(term.value) in texts)


@lru_cache(30_000)
def _known(value: str) -> str:
    """Return a value of a release as it is compared; what clients send is not kept."""
    return _plain(value)


def _plain(text: str) -> str:
    """Return a text as it is compared: numbers by their value, letters without their case."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return " ".join(text.casefold().split())


def _on_conditions(candidate: Candidate, values: Values, compared: Sequence[_Compared]) -> Candidate | None:
    """Return a candidate with the conditions in its score; none where one that is required is not met."""
    told: list[tuple[str, float]] = []
    for each in compared:
        terms = values.of(candidate.entry.iri, each.iri)
        likeness = _likeness(each, terms)
        if each.condition.required and likeness < _MET:
            return None
        if terms or each.condition.quantifier == "none":
            told.append((ON + ids.of_term(each.iri), round(likeness * _WHOLE, 1)))
    if not told:
        return candidate
    mean = fmean(value for _, value in told)
    score = candidate.score * _NAME_SHARE + mean * (1 - _NAME_SHARE)
    is_match = candidate.is_match and mean >= _MET * _WHOLE
    return replace(candidate, score=round(score, 1), features=(*candidate.features, *told), is_match=is_match)


def _told_apart(found: list[Candidate]) -> list[Candidate]:
    """Return candidates, the first a match where its conditions tell it from its namesakes."""
    if not found or any(each.is_match for each in found):
        return found
    first, others = found[0], found[1:]
    features = first.by_id
    on = [value for id, value in first.features if id.startswith(ON)]
    is_near = features.get("name", 0.0) >= THRESHOLD and not features.get("contradiction")
    is_alone = all(each.score <= first.score - _LEAD for each in others)
    is_match = bool(on) and min(on) >= _MET * _WHOLE and is_near and is_alone
    return [replace(first, is_match=is_match), *others]


def _by_conditions(
    index: Index, values: Values, wanted: Wanted, compared: Sequence[_Compared]
) -> list[Candidate | None]:
    """Return what is found by its values alone; the only one that has them all is a match."""
    types = {ids.term(each) for each in wanted.types}
    found = []
    for entry in index.entries.values():
        if types and not types & set(entry.types):
            continue
        told = [(each, _likeness(each, values.of(entry.iri, each.iri))) for each in compared]
        if any(each.condition.required and likeness < _MET for each, likeness in told):
            continue
        score = round(fmean(likeness for _, likeness in told) * _WHOLE, 1)
        if score >= THRESHOLD / 2:
            features = tuple((ON + ids.of_term(each.iri), round(like * _WHOLE, 1)) for each, like in told)
            found.append(Candidate(entry, entry.names[0] if entry.names else Name(""), score, features))
    whole = [each for each in found if each.score >= _WHOLE]
    return [replace(each, is_match=len(whole) == 1 and each in whole) for each in found]
