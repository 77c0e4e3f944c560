"""What was found as mappings in SSSOM/TSV, each once; texts without an IRI are literal mappings.

Source: A Simple Standard for Sharing Ontology Mappings, sections «Literal mappings» and «SSSOM/TSV».
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections.abc import Iterator

from educluster import __version__, names
from educluster.link import words
from educluster.link.linked import EXACT, Chosen, Linked

_PARTS = re.compile(r"(.*[/#:])([^/#:]+)", re.DOTALL)
_KNOWN = {"ec": names.EC, "ecr": names.ECR, "skos": names.SKOS, "semapv": "https://w3id.org/semapv/vocab/"}
_LICENCE = "https://w3id.org/sssom/license/unspecified"  # whose table it is, says what may be done with it
_COLUMNS = (
    "subject_id", "subject_label", "subject_type", "predicate_id", "object_id", "object_label",
    "mapping_justification", "similarity_score", "similarity_measure", "comment",
)  # fmt: skip


def render(linked: Linked, language: str) -> bytes:
    """Return the mappings; the same bytes for the same table, data and day."""
    curies, text = _Curies(), io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows(_row(curies, *each, language) for each in linked.mappings())
    table = text.getvalue()
    head = "".join(f"#{line}\n" for line in _head(linked, curies, table, language))
    return (head + "\t".join(_COLUMNS) + "\n" + table).encode()


class _Curies:
    """The prefixes that are used: those known, and one for each other beginning of an IRI."""

    def __init__(self) -> None:
        self.prefixes = dict(_KNOWN)

    def short(self, iri: str) -> str:
        parts = _PARTS.fullmatch(iri)
        space, local = (parts[1], parts[2]) if parts else (iri, "")
        for prefix, known in self.prefixes.items():
            if known == space:
                return f"{prefix}:{local}"
        prefix = f"s{len(self.prefixes) - len(_KNOWN) + 1}"
        self.prefixes[prefix] = space
        return f"{prefix}:{local}"


def _row(curies: _Curies, subject: str, text: str, chosen: Chosen, language: str) -> list[str]:
    offer = chosen.offer
    return [
        curies.short(subject) if subject else "",
        text,
        "" if subject else "rdfs literal",
        f"skos:{chosen.relation}",
        curies.short(offer.iri),
        offer.label,
        _justification(chosen),
        f"{offer.score / 100:.4g}",
        f"educluster {__version__}",
        " ".join(filter(None, (words.why(chosen, language), words.warning(offer, language)))),
    ]


def _justification(chosen: Chosen) -> str:
    if chosen.confirmed:
        return "semapv:ManualMappingCuration"
    same = chosen.relation == EXACT
    return "semapv:LexicalMatching" if same else "semapv:LexicalSimilarityThresholdMatching"


def _head(linked: Linked, curies: _Curies, table: str, language: str) -> Iterator[str]:
    about = linked.about
    yield f"mapping_set_id: urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{about.release} {about.day} {table}')}"
    yield f"mapping_set_title: {_quoted(f'{linked.sheet.name}, {linked.title}')}"
    yield f"license: {_LICENCE}"
    yield f'object_source_version: "{about.version}, {about.release}"'
    yield "mapping_tool: educluster"
    yield f'mapping_tool_version: "{__version__}"'
    yield f'mapping_date: "{about.day.isoformat()}"'
    yield f"comment: {_quoted(words.made(linked, language))}"
    yield "curie_map:"
    yield from (f"  {prefix}: {_quoted(space)}" for prefix, space in sorted(curies.prefixes.items()))


def _quoted(text: str) -> str:
    """Return a text as YAML: as JSON, and signs that YAML or a reader of lines trips over escaped."""
    return "".join(
        each if each.isprintable() else f"\\U{ord(each):08x}" for each in json.dumps(text, ensure_ascii=False)
    )
