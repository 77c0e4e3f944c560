"""Which terms of SHACL are known here: what uses others would be passed over in silence, and is refused."""

from __future__ import annotations

import re
from difflib import get_close_matches

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, address, is_iri

# Of the draft of SHACL 1.2 Core, as it stood on 2026-04-28.
DRAFT = ("memberShape", "minListLength", "maxListLength", "uniqueMembers", "subsetOf")
# The terms of SHACL 1.0 Core and SHACL-SPARQL.
_KNOWN = {*DRAFT} | set(
    """
    NodeShape PropertyShape Shape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI
    BlankNodeOrLiteral IRIOrLiteral ConstraintComponent Parameter PrefixDeclaration SPARQLConstraint
    SPARQLAskValidator SPARQLSelectValidator SPARQLExecutable
    targetClass targetNode targetObjectsOf targetSubjectsOf property path alternativePath inversePath
    zeroOrMorePath oneOrMorePath zeroOrOnePath severity message name description order group defaultValue
    deactivated class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and
    or xone node qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
    ignoredProperties hasValue in sparql select ask prefixes declare prefix namespace labelTemplate parameter
    optional validator nodeValidator propertyValidator PropertyGroup shapesGraph suggestedShapesGraph
    """.split()
)
_ALIKE = 0.8  # minCunt and minCount
_ALMOST_SHACL = re.compile(r"https?://(?:www\.)?w3\.org/ns/shacl[#/]\w")


def unknown_terms(shapes: Graph) -> list[str]:
    """Return the IRIs in SHACL's namespace that are not known here, in order."""
    return sorted(each for each in _iris(shapes) if is_unknown(each))


def refuse_other_namespaces(shapes: Graph) -> None:
    """Raise BadDocument for a namespace that looks like SHACL's and is not."""
    for iri in sorted(_iris(shapes)):
        if _ALMOST_SHACL.match(iri) and not iri.startswith(names.SH):
            raise BadDocument(f"<{iri}> is not SHACL", f"the namespace of SHACL is <{names.SH}>")


def _iris(shapes: Graph) -> set[str]:
    return {address(node) for triple in shapes for node in triple if is_iri(node)}


def is_unknown(iri: str) -> bool:
    """Return whether an IRI stands in SHACL's namespace and is not known here."""
    return iri.startswith(names.SH) and iri.removeprefix(names.SH) not in _KNOWN


def nearest(iri: str) -> str:
    """Return the known term that an unknown one may be a misspelling of; else nothing.

    A property is none of a class, nor a class of a property.
    """
    term = iri.removeprefix(names.SH)
    alike = {each.lower(): each for each in sorted(_KNOWN) if each[0].islower() == term[:1].islower()}
    found = get_close_matches(term.lower(), alike, 1, _ALIKE)
    return names.SH + alike[found[0]] if found else ""
