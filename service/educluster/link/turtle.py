"""What was found as Turtle: skos:exactMatch or skos:closeMatch of what each row is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from educluster import names
from educluster.graphs import token
from educluster.link import words
from educluster.link.linked import Chosen, Linked
from educluster.tables.text import clean, quotable

_PREFIXES = {"ec": names.EC, "ecr": names.ECR, "rdfs": names.RDFS, "skos": names.SKOS}
_LOCAL = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


def render(linked: Linked, language: str) -> bytes:
    """Return the mappings; a row that has no IRI is a blank node with its text as label."""
    return ("\n".join(_lines(linked, language)) + "\n").encode()


def _lines(linked: Linked, language: str) -> Iterator[str]:
    about, found = linked.about, list(linked.mappings())
    yield f"# {_line(f'{linked.sheet.name}, {linked.title}')}"
    yield f"# {_line(words.made(linked, language))}"
    yield f"# educluster {about.version}, {about.release}, {about.day.isoformat()}"
    yield ""
    used = {"rdfs", "skos", *(_short(each.offer.iri).partition(":")[0] for *_, each in found)}
    yield from (f"@prefix {prefix}: <{space}> ." for prefix, space in _PREFIXES.items() if prefix in used)
    for each in found:
        yield ""
        yield from _mapping(*each, linked.language, language)


def _mapping(subject: str, text: str, chosen: Chosen, tag: str, language: str) -> Iterator[str]:
    offer = chosen.offer
    yield f"# {_line(words.why(chosen, language))}"
    if warning := words.warning(offer, language):
        yield f"# {_line(warning)}"
    label = token(text.encode("utf-8", "replace").decode(), language=tag)
    yield f"<{quotable(subject)}>" if subject else "[]"
    yield f"    rdfs:label {label} ;"
    yield f"    skos:{chosen.relation} {_short(offer.iri)} .  # {_line(offer.label)}"


def _short(iri: str) -> str:
    """Return an IRI of ours with its prefix, where its local name needs no escape."""
    for prefix, space in _PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return f"<{quotable(iri)}>"


def _line(text: str) -> str:
    """Return a text as one line of a comment."""
    return " ".join(clean(text).split())
