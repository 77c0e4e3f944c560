"""Which terms of SHACL are known here: what uses others would be passed over in silence, and is refused."""

from __future__ import annotations

import re

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, address, is_iri
from educluster.shapes.linting.anatomy import called, in_order

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
_ALMOST_SHACL = re.compile(r"https?://(?:www\.)?w3\.org/ns/shacl[#/]\w")


def refuse_unknown(shapes: Graph) -> None:
    """Raise BadDocument for a term that is none of SHACL's, as far as SHACL is checked here."""
    for iri in sorted({address(node) for triple in shapes for node in triple if is_iri(node)}):
        if is_unknown(iri):
            raise _unknown(shapes, iri)
        if _ALMOST_SHACL.match(iri) and not iri.startswith(names.SH):
            raise BadDocument(f"<{iri}> is not SHACL", f"the namespace of SHACL is <{names.SH}>")


def is_unknown(iri: str) -> bool:
    """Return whether an IRI stands in SHACL's namespace and is not known here."""
    return iri.startswith(names.SH) and iri.removeprefix(names.SH) not in _KNOWN


def _unknown(shapes: Graph, iri: str) -> BadDocument:
    problem = f"the shapes use sh:{iri.removeprefix(names.SH)}, which is not checked here"
    for shape in in_order(shapes.forth[f"<{iri}>"]):
        remedy = "state the rule in SHACL 1.0, or let such constraints be left out (--lenient, ?lenient=true)"
        return BadDocument(f"{problem}, at the shape {called(shapes, shape)}", remedy)
    return BadDocument(problem, "state the rule in SHACL 1.0")
