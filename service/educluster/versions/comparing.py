"""What changed from one release to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from educluster.versions.model import Kind, Term, Texts, Vocabulary
from educluster.versions.severity import Change, Changes, Severity, What

# By facet: what it asks of users when something is added, and when something is taken away.  What is added to
# a restriction makes data wrong that were right; what is taken from a hierarchy is no longer found by it.
_MAJOR, _MINOR = Severity.MAJOR, Severity.MINOR
_WEIGHT: Mapping[str, tuple[Severity, Severity]] = {
    "equivalent": (_MAJOR, _MAJOR),
    "inverse": (_MINOR, _MAJOR),
    "chain": (_MINOR, _MAJOR),
    "condition": (_MINOR, _MAJOR),
    "scheme": (_MINOR, _MAJOR),
    "broader": (_MINOR, _MAJOR),
    "type": (_MINOR, _MAJOR),
    "subject": (_MAJOR, _MAJOR),
    "relation": (_MAJOR, _MAJOR),
    "object": (_MAJOR, _MAJOR),
    "stance": (_MAJOR, _MAJOR),
}
_BOUNDS = ("FunctionalProperty", "AsymmetricProperty", "IrreflexiveProperty")  # whose end sets data free


def changes(old: Vocabulary, new: Vocabulary) -> Changes:
    """Return what changed, sorted by IRI."""
    found: list[Change] = []
    for iri in sorted(old.terms.keys() | new.terms.keys()):
        before, after = old.terms.get(iri), new.terms.get(iri)
        if before is None:
            found.append(_added(new.terms[iri]))
        elif after is None:
            found.append(Change(iri, What.REMOVED, Severity.BREACH, before=_said(before)))
        elif before != after:
            found += _of_term(before, after, old, new)
    return Changes(tuple(found))


def _added(term: Term) -> Change:
    return Change(term.iri, What.ADDED, Severity.MINOR, term.kind.value, after=_said(term))


def _said(term: Term) -> tuple[str, ...]:
    """Return the English label, where there is one."""
    return tuple(term.labels[each] for each in ("en",) if each in term.labels)


def _of_term(before: Term, after: Term, old: Vocabulary, new: Vocabulary) -> Iterator[Change]:
    if before.kind is not after.kind:  # the name is used again, for something else
        yield Change(after.iri, What.CHANGED, Severity.BREACH, "kind", (before.kind,), (after.kind,))
        return
    yield from _status(before, after)
    yield from _texts(after.iri, What.LABEL, before.labels, after.labels)
    yield from _texts(after.iri, What.DEFINITION, before.definitions, after.definitions)
    for facet in sorted(before.facets.keys() | after.facets.keys()):
        if before.facet(facet) != after.facet(facet):
            yield _of_facet(facet, before, after, old, new)


def _status(before: Term, after: Term) -> Iterator[Change]:
    told = (before.replacements, after.replacements)
    if after.deprecated and not before.deprecated:
        yield Change(after.iri, What.DEPRECATED, Severity.MINOR, "", *told)
    elif before.deprecated and not after.deprecated:
        yield Change(after.iri, What.REVIVED, Severity.MINOR, "", *told)
    elif before.replacements != after.replacements:
        yield Change(after.iri, What.CHANGED, Severity.MINOR, "replacement", *told)


def _texts(iri: str, what: What, before: Texts, after: Texts) -> Iterator[Change]:
    """Yield the texts that changed; whether a definition means the same still, only a reader can say."""
    for language in sorted(before.keys() | after.keys()):
        one, other = before.get(language), after.get(language)
        if one != other:
            told = tuple((each,) if each else () for each in (one, other))
            yield Change(iri, what, Severity.PATCH, language, *told)


def _of_facet(facet: str, before: Term, after: Term, old: Vocabulary, new: Vocabulary) -> Change:
    one, other = before.facet(facet), after.facet(facet)
    if after.kind is Kind.THING:  # of which facts are told: better knowledge is no other meaning
        return Change(
            after.iri, What.CHANGED, Severity.PATCH, facet, tuple(sorted(one)), tuple(sorted(other))
        )
    severity, what = _judged(facet, before, after, old, new)
    return Change(after.iri, what, severity, facet, tuple(sorted(one)), tuple(sorted(other)))


def _judged(facet: str, before: Term, after: Term, old: Vocabulary, new: Vocabulary) -> tuple[Severity, What]:
    one, other = before.facet(facet), after.facet(facet)
    added, gone = other - one, one - other
    if facet in {"domain", "range"}:
        return (_MINOR, What.WIDENED) if _covers(other, one, new) else (_MAJOR, What.NARROWED)
    if facet == "parent":
        return _hierarchy(before, after, old, new)
    if facet == "disjoint":
        is_bound = any(each in old.terms or "[" in each for each in added)
        return (_MAJOR, What.NARROWED) if is_bound else (_MINOR, What.CHANGED)
    if facet == "characteristic":
        freed = all(each.endswith(_BOUNDS) for each in gone)
        return (
            (_MAJOR, What.NARROWED) if added else (_MINOR, What.WIDENED) if freed else (_MAJOR, What.CHANGED)
        )
    more, less = _WEIGHT[facet]
    return max(more if added else Severity.NONE, less if gone else Severity.NONE), What.CHANGED


def _covers(wide: frozenset[str], narrow: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Return whether all that is in one union of classes is in another; no classes at all is anything."""
    if not wide:
        return True
    return bool(narrow) and all(each in wide or wide & vocabulary.above(each) for each in narrow)


def _hierarchy(before: Term, after: Term, old: Vocabulary, new: Vocabulary) -> tuple[Severity, What]:
    """Judge other parents: a level that is put in between is new, and takes nothing away."""
    one, other = old.above(before.iri), new.above(after.iri)
    bound = [each for each in other - one if each in old.terms or each.startswith("[")]
    if bound:
        return _MAJOR, What.NARROWED
    return (_MAJOR if one - other else _MINOR), What.CHANGED
