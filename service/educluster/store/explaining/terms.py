"""Names and literals of a triple pattern that the graph does not have, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph

from educluster import names
from educluster.store.explaining.looking import TYPE, Known, Looking
from educluster.store.explaining.model import Reason
from educluster.store.explaining.nearest import MOST, alike, local, nearest
from educluster.store.explaining.parts import Part, Term
from educluster.store.tokens import tokens

_PLACES = ("subject", "predicate", "object")
_NAMES = {"iri", "name", "word"}
_MOST = 2000  # values among which the nearest is looked for


def unknown(part: Part, looking: Looking) -> Iterator[Reason]:
    """Yield a reason for each IRI of a triple pattern that the graph does not have in its place.

    Of a path none is sure: it may have no length, or be turned round.
    """
    if part.terms[1].kind == "other":
        return
    for place, term in zip(_PLACES, part.terms, strict=True):
        known = looking.term(term.text) if term.kind == "iri" else None
        if isinstance(known, pyoxigraph.NamedNode) and not _stands(known, place, part, looking):
            yield _of_iri(part, place, term, known, looking)


def in_a_path(part: Part, looking: Looking) -> Iterator[Reason]:
    """Yield a reason for each IRI of a path and its ends that the graph does not have."""
    for token in _pieces(part.terms[1].text):
        known = looking.term(token)
        if isinstance(known, pyoxigraph.NamedNode) and not looking.stands(known, "predicate"):
            yield _of_iri(part, "predicate", Term("iri", token, token), known, looking)
    for place, term in (("subject", part.terms[0]), ("object", part.terms[2])):
        known = looking.term(term.text) if term.kind == "iri" else None
        if isinstance(known, pyoxigraph.NamedNode) and not looking.stands(known):
            yield _of_iri(part, place, term, known, looking)


def graph(part: Part, looking: Looking) -> Iterator[Reason]:
    """Yield a reason for a GRAPH that names none there is."""
    (term,) = part.terms
    known = looking.term(term.text) if term.kind == "iri" else None
    if isinstance(known, pyoxigraph.NamedNode) and not looking.stands(known, "graph"):
        meant = nearest(known.value, looking.graphs())
        yield _reason("unknown-graph", part, _said(term, looking), tuple(map(looking.short, meant)))


def literal(part: Part, looking: Looking) -> Iterator[Reason]:
    """Yield why the literal of a triple pattern is not found at its property."""
    term = part.terms[2]
    known = looking.term(term.text) if term.kind == "literal" else None
    if isinstance(known, pyoxigraph.Literal):
        pattern = f"{_anything(part.terms[0])} {_verb(part)} ?educluster_o"
        yield of_literal(part, _said(term, looking), known, "educluster_o", looking, pattern)


def of_literal(
    part: Part, shown: str, known: pyoxigraph.Literal, name: str, looking: Looking, *patterns: str
) -> Reason:
    """Return why a variable never has the value of a literal where patterns stand."""
    text = str(pyoxigraph.Literal(known.value))
    same = f"FILTER(LCASE(STR(?{name})) = LCASE({text}))"
    found = [row[0] for row in looking.rows(f"DISTINCT ?{name}", *patterns, same, most=3)]
    values = {"term": shown}
    if found:
        meant = tuple(looking.shown(each) for each in found if each is not None)
        return Reason(_kind(known, found[0]), part.shown, part.line, meant, values)
    there = [row[0] for row in looking.rows(f"DISTINCT ?{name}", *patterns, most=_MOST)]
    texts = {each.value: looking.shown(each) for each in there if isinstance(each, pyoxigraph.Literal)}
    near = alike(known.value, texts) or _holding(known.value, texts)
    meant = tuple(texts[each] for each in near)
    return Reason(
        "unknown-literal", part.shown, part.line, meant, {**values, "examples": examples(there, looking)}
    )


def of_values(part: Part, looking: Looking) -> Iterator[Reason]:
    """Yield a reason for each IRI that VALUES lists and the graph does not have."""
    for token in part.tokens if part.kind == "values" else ():
        known = looking.term(token.text) if token.kind in {"iri", "name"} else None
        if isinstance(known, pyoxigraph.NamedNode) and not looking.stands(known):
            meant = nearest(known.value, looking.things())
            yield Reason(
                "unknown-iri", part.shown, part.line, tuple(map(looking.short, meant)), {"term": token.text}
            )


def _holding(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the shortest texts that hold another, whatever its capitals."""
    small = text.lower()
    found = (each for each in known if small and small in each.lower())
    return tuple(sorted(found, key=len)[:MOST])


def examples(found: list[Known | None], looking: Looking, most: int = 3) -> str:
    """Return some of the terms that were found, as a text tells them; a dash for none."""
    told = [looking.shown(each) for each in found if each is not None][:most]
    return ", ".join(told) + (", …" if len(found) > len(told) else "") if told else "—"


def _kind(wanted: pyoxigraph.Literal, found: Known | None) -> str:
    if isinstance(found, pyoxigraph.NamedNode):
        return "literal-iri"
    if not isinstance(found, pyoxigraph.Literal) or found.value != wanted.value:
        return "literal-case"
    return "literal-language" if found.language or wanted.language else "literal-datatype"


def _of_iri(part: Part, place: str, term: Term, known: pyoxigraph.NamedNode, looking: Looking) -> Reason:
    """Return why an IRI is not where a pattern wants it."""
    kind, there = _looked_for(part, place, known, looking)
    meant = tuple(there) if kind == "narrower-classes" else nearest(known.value, there)
    if not meant and there:
        meant = _of_label(known.value, there, looking)
    prefix, other = _declared(term.text, known.value, meant)
    if other and not looking.stands(known):
        values = {"prefix": prefix, "namespace": local(known.value)[0]}
        declared = f"PREFIX {prefix}: <{other}>"
        return Reason("prefix", part.shown, part.line, (declared,), {**values, "term": _said(term, looking)})
    return _reason(kind, part, _said(term, looking), tuple(map(looking.short, meant)))


def _stands(known: pyoxigraph.NamedNode, place: str, part: Part, looking: Looking) -> bool:
    if place == "object" and _is_type(part, looking):
        return looking.has_instances(known)
    return looking.stands(known, place)


def _is_type(part: Part, looking: Looking) -> bool:
    verb = part.terms[1]
    return verb.kind == "iri" and looking.term(verb.text) == TYPE


def _looked_for(
    part: Part, place: str, known: pyoxigraph.NamedNode, looking: Looking
) -> tuple[str, list[str]]:
    """Return the kind of reason, and the IRIs among which that which is meant should be."""
    stands = looking.stands(known)
    if place == "predicate":
        return "not-a-property" if stands else "unknown-property", looking.properties()
    if place == "object" and _is_type(part, looking):
        inferred = [] if not stands else _narrower(known, looking)
        kind = "class-without-instances" if stands else "unknown-class"
        return ("narrower-classes", inferred) if inferred else (kind, looking.classes())
    if stands:
        return f"not-{place}", []
    return "unknown-iri", looking.things()


def _of_label(iri: str, there: list[str], looking: Looking) -> tuple[str, ...]:
    """Return the IRI whose label is what another has as its local name."""
    known = set(there)
    return nearest(iri, (), {label: thing for label, thing in looking.labelled().items() if thing in known})


def _narrower(known: pyoxigraph.NamedNode, looking: Looking) -> list[str]:
    inside = f"?educluster_c <{names.RDFS}subClassOf>+ {known} . ?educluster_s a ?educluster_c"
    rows = looking.rows("DISTINCT ?educluster_c", inside, most=3, everywhere=True)
    return [row[0].value for row in rows if isinstance(row[0], pyoxigraph.NamedNode)]


def _declared(text: str, iri: str, meant: tuple[str, ...]) -> tuple[str, str]:
    """Return the prefix of a name and what it should stand for, where that is all that is amiss."""
    prefix, colon, name = text.partition(":")
    usual = names.PREFIXES.get(prefix, "")
    if not colon or text.startswith("<") or not usual or iri == usual + name:
        return "", ""
    return (prefix, usual) if usual + name in meant else ("", "")


def _reason(kind: str, part: Part, said: str, meant: tuple[str, ...]) -> Reason:
    return Reason(kind, part.shown, part.line, meant, {"term": said})


def _said(term: Term, looking: Looking) -> str:
    """Return how a text tells a term: a variable that has a value, with that."""
    return f"{term.shown} = {looking.shown(looking.term(term.text))}" if term.bound else term.shown


def _anything(term: Term) -> str:
    return term.text if term.kind == "iri" else "?educluster_s"


def _verb(part: Part) -> str:
    return part.terms[1].text


def _pieces(path: str) -> list[str]:
    """Return the IRIs and names of a path."""
    return ["a" if each.text == "A" else each.text for each in tokens(path) if each.kind in _NAMES]
