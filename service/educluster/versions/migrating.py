"""Queries that bring data up to date: for each deprecated term, and to find what a bound leaves out.

Each runs as it stands on any endpoint.  Source: SPARQL 1.1 Update, section 3.1.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from educluster import names
from educluster.versions.model import Kind, Term, Vocabulary
from educluster.versions.severity import Change, What

_KEPT = ("isReplacedBy", "replaces")  # of Dublin Core: what tells that a term is deprecated stays as it is
_HEAD = f"PREFIX dcterms: <{names.DCTERMS}>\nPREFIX rdfs: <{names.RDFS}>\n"


def migrations(vocabulary: Vocabulary) -> str:
    """Return the updates for all deprecated terms of a release as one request; "" where there are none."""
    return joined(migration(term, vocabulary.living(term.iri)) for term in vocabulary.deprecated)


def joined(updates: Iterable[str]) -> str:
    """Return several migrations as one request; "" where there are none."""
    bodies = [each.removeprefix(_HEAD) for each in updates]
    return _HEAD + " ;\n".join(bodies) if bodies else ""


def migration(term: Term, living: Sequence[str]) -> str:
    """Return the update that puts what a deprecated term leads to in its place, where it is used.

    What is said of the term itself stays.  Where it leads nowhere, or to several, nobody but the owner of the
    data can choose: the update says so in a comment, and changes nothing.
    """
    told = f"# {_brief([term.iri])} → {_brief(living) or 'nothing'}\n"
    if len(living) != 1:
        return f"{_HEAD}{told}# choose for each use of it\nDELETE DATA {{}}"
    return _HEAD + told + " ;\n".join(_moves(term, living[0]))


def _moves(term: Term, other: str) -> Iterator[str]:
    for opened, closed in (("", ""), ("GRAPH ?graph { ", " }")):
        if term.kind is Kind.PROPERTY:
            yield _move(f"{opened}?subject <%s> ?object{closed}", term.iri, other, "")
        kept = ", ".join(f"dcterms:{each}" for each in _KEPT)
        bound = f" FILTER(?property NOT IN ({kept}))"
        yield _move(f"{opened}?subject ?property <%s>{closed}", term.iri, other, bound)


def _move(pattern: str, old: str, new: str, bound: str) -> str:
    before, after = pattern % old, pattern % new
    return f"DELETE {{ {before} }}\nINSERT {{ {after} }}\nWHERE {{ {before}{bound} }}"


def affected(change: Change) -> str:
    """Return the query that finds what a narrower domain or range leaves out; "" for any other change."""
    if change.what is not What.NARROWED or change.facet not in {"domain", "range"}:
        return ""
    if any(not _is_iri(each) for each in change.after):
        return ""
    bound = "?subject" if change.facet == "domain" else "?object"
    return (
        f"{_HEAD}SELECT ?subject ?object\n"
        "WHERE {\n"
        f"  ?subject <{change.iri}> ?object .\n"
        "  FILTER NOT EXISTS {\n"
        f"    VALUES ?class {{ {' '.join(f'<{each}>' for each in change.after)} }}\n"
        f"    {bound} a/rdfs:subClassOf* ?class .\n"
        "  }\n"
        "}\n"
        "ORDER BY ?subject ?object"
    )


def _is_iri(value: str) -> bool:
    return not value.startswith(("[", "(", '"')) and not value.startswith(names.XSD)


def _brief(iris: Iterable[str]) -> str:
    return ", ".join(names.shorten(each) for each in iris)
