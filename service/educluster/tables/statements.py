"""An answer as Turtle: its rows, and where they came from.

Source: result-set vocabulary of the W3C's RDF Data Access Working Group; PROV-O; DCMI Metadata Terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from educluster import names
from educluster.graphs import token
from educluster.tables.model import About, Cell, Table
from educluster.tables.text import quotable
from educluster.tables.words import LICENCE

_PREFIXES = {
    "dcterms": names.DCTERMS,
    "owl": names.OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": names.RDFS,
    "rs": "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
    "sh": names.SH,
    "xsd": names.XSD,
}
_LABEL = re.compile(r"[A-Za-z0-9]+")
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_PROJECT = f"<{names.ECR}org-educluster>"
_DATA = "<https://w3id.org/educluster/ns>"


def render(table: Table, about: About) -> bytes:
    """Return the answer in Turtle; its subject is the answer's own address."""
    return ("\n".join(_lines(table, about)) + "\n").encode()


def _lines(table: Table, about: About) -> Iterator[str]:
    yield from (f"@prefix {prefix}: <{space}> ." for prefix, space in _PREFIXES.items())
    yield ""
    yield f"<{quotable(about.address)}>"
    yield "    a rs:ResultSet , prov:Entity ;"
    yield from _told(about)
    yield from _made(table, about)
    yield from _results(table)
    yield f"    dcterms:publisher {_PROJECT} ."


def _told(about: About) -> Iterator[str]:
    titles = about.titles or ((about.language, about.title),)
    yield f"    dcterms:title {' , '.join(_text(title, language) for language, title in titles)} ;"
    if about.description:
        yield f"    dcterms:description {_text(about.description, about.language)} ;"
    yield f"    dcterms:identifier {_text(about.digest)} ;"
    yield f"    dcterms:issued {_day(about.retrieved.isoformat())} ;"
    yield f"    dcterms:license <{LICENCE}> ;"
    yield f"    dcterms:creator {_PROJECT} ;"
    yield from (f"    dcterms:bibliographicCitation {_text(text)} ;" for _, text in about.citations)
    for paragraph in about.made:
        said = _text(paragraph, about.language)
        yield f"    dcterms:provenance [ a dcterms:ProvenanceStatement ; rdfs:comment {said} ] ;"


def _made(table: Table, about: About) -> Iterator[str]:
    """Yield how the answer came about: the query, its values, and the release that it was put to."""
    yield "    prov:wasGeneratedBy ["
    yield "        a prov:Activity ;"
    if about.parameters:
        values = "; ".join(f"{name}: {value}" for name, value in about.parameters)
        yield f"        rdfs:comment {_text(values)} ;"
    form, digest = "sh:select" if table.asked is None else "sh:ask", _text(about.digest)
    release, version = _text(about.release), _text(about.version)
    issued = _day(about.date.isoformat())
    yield f"        prov:used [ a prov:Entity ; {form} {_text(about.query)} ; dcterms:identifier {digest} ] ,"
    yield f"            [ a prov:Entity ; dcterms:isVersionOf {_DATA} ; dcterms:identifier {release} ;"
    yield f"              owl:versionInfo {version} ; dcterms:issued {issued} ]"
    yield "    ] ;"


def _results(table: Table) -> Iterator[str]:
    if table.asked is not None:
        yield f"    rs:boolean {str(table.asked).lower()} ;"
        return
    if table.columns:
        yield f"    rs:resultVariable {' , '.join(_text(column.name) for column in table.columns)} ;"
    for index, row in enumerate(table.rows, 1):
        pairs = zip(table.columns, row, strict=True)
        bound = [(_text(column.name), _term(cell)) for column, cell in pairs if cell.is_bound]
        yield f"    rs:solution [ rs:index {index} ;"
        yield from (f"        rs:binding [ rs:variable {name} ; rs:value {term} ] ;" for name, term in bound)
        yield "    ] ;"


def _term(cell: Cell) -> str:
    """Return the term that a cell stands for."""
    if cell.iri.startswith("_:"):
        label = cell.iri[2:]
        return f"_:b{label}" if _LABEL.fullmatch(label) else f"_:x{label.encode().hex()}"
    if cell.iri:
        return f"<{quotable(cell.iri)}>"
    if cell.lexical:
        return _text(cell.lexical, cell.language, cell.datatype)
    if cell.number is not None and not cell.datatype:
        kind = {int: "integer", float: "double"}.get(type(cell.number), "decimal")
        return _text(str(cell.number), datatype=names.XSD + kind)
    if cell.date is not None:
        return _day(cell.date.isoformat())
    return _text(cell.text, cell.language, cell.datatype)


def _day(day: str) -> str:
    return f'"{day}"^^xsd:date'


def _text(text: str, language: str = "", datatype: str = "") -> str:
    """Return a literal; all that Unicode has can stand in it, escaped where need be."""
    text = text.encode("utf-8", "replace").decode()
    if _TAG.fullmatch(language):
        return token(text, language=language)
    return token(text, quotable(datatype))
