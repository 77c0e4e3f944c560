"""What makes shapes ill-formed: a value of the wrong kind, a part that is missing, a shape that is none.

An engine passes over much of it, and what is passed over looks as if it had been checked.
Source: SHACL, appendix B (the syntax rules), and its sections 2 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from educluster import names
from educluster.errors import BadDocument
from educluster.shapes.anatomy import called, in_order, is_shape, shapes_in
from educluster.shapes.rdf import token

Test = Callable[[rdflib.Graph, Node], bool]

_COUNT = re.compile(r"\+?[0-9]{1,9}")
_WHOLE = {
    XSD[each]
    for each in """
    integer nonNegativeInteger positiveInteger long int short byte unsignedLong unsignedInt unsignedShort
    unsignedByte
    """.split()
}
_STEPS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
_DEEPEST = 10  # paths within each other: the engine gives up a little later
_NODE_KINDS = "IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral".split()


def _is_iri(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.URIRef)


def _is_literal(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.Literal)


def _is_named(_: rdflib.Graph, node: Node) -> bool:
    return not isinstance(node, rdflib.BNode)


def _is_count(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.Literal) and node.datatype in _WHOLE and bool(_COUNT.fullmatch(node))


def _is_boolean(_: rdflib.Graph, node: Node) -> bool:
    return (
        isinstance(node, rdflib.Literal)
        and node.datatype == XSD.boolean
        and str(node) in ("true", "false", "1", "0")
    )


def _is_text(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.Literal) and node.datatype in (None, XSD.string) and not node.language


def _is_message(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.Literal) and (bool(node.language) or node.datatype in (None, XSD.string))


def _are_flags(_: rdflib.Graph, node: Node) -> bool:
    return isinstance(node, rdflib.Literal) and set(node) <= set("im")  # the engine passes over s, x and q


def _is_pattern(shapes: rdflib.Graph, node: Node) -> bool:
    try:
        re.compile(str(node))
    except re.error:
        return False
    return _is_text(shapes, node)


def _is_path(shapes: rdflib.Graph, node: Node, above: tuple[Node, ...] = ()) -> bool:
    """Return whether a node is a property path.  Source: SHACL, section 2.3.1."""
    if isinstance(node, rdflib.URIRef):
        return node != RDF.nil
    steps = [(step, to) for step in _STEPS for to in shapes.objects(node, step)]
    is_list = (node, RDF.first, None) in shapes
    if node in above or len(above) > _DEEPEST or len(steps) + is_list != 1:
        return False
    several = is_list or steps[0][0] == SH.alternativePath
    parts = list(shapes.items(node if is_list else steps[0][1])) if several else [steps[0][1]]
    return len(parts) > several and all(_is_path(shapes, part, (*above, node)) for part in parts)


def _one_of(*allowed: str) -> Test:
    return lambda _, node: node in [SH[each] for each in allowed]


def _all(test: Test, least: int = 0) -> Test:
    """Return the test of a list: its members, and how many there have to be."""

    def holds(shapes: rdflib.Graph, node: Node) -> bool:
        members = list(shapes.items(node))
        return len(members) >= least and all(test(shapes, each) for each in members)

    return holds


@dataclass(frozen=True)
class _Kind:
    """Values of one kind: what they have to be, and the parameters that take them."""

    words: str
    holds: Test
    parameters: str


_KINDS = (
    _Kind(
        "a whole number, 0 or more",
        _is_count,
        "minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount",
    ),
    _Kind(
        "true or false", _is_boolean, "closed deactivated uniqueLang qualifiedValueShapesDisjoint optional"
    ),
    _Kind(
        "an IRI",
        _is_iri,
        """class datatype targetClass targetSubjectsOf targetObjectsOf equals disjoint lessThan
        lessThanOrEquals""",
    ),
    _Kind("an IRI or a literal", _is_named, "targetNode"),
    _Kind("a literal", _is_literal, "minExclusive minInclusive maxExclusive maxInclusive"),
    _Kind("a text", _is_text, "select ask"),
    _Kind("a regular expression", _is_pattern, "pattern"),
    _Kind("made of the letters i and m; others are not checked here", _are_flags, "flags"),
    _Kind("a text", _is_message, "message"),
    _Kind(f"one of sh:{', sh:'.join(_NODE_KINDS)}", _one_of(*_NODE_KINDS), "nodeKind"),
    _Kind("sh:Violation, sh:Warning or sh:Info", _one_of("Violation", "Warning", "Info"), "severity"),
    _Kind("a list of texts", _all(_is_text), "languageIn"),
    _Kind("a list of IRIs", _all(_is_iri), "ignoredProperties"),
    _Kind("a shape that the file describes", is_shape, "node property not qualifiedValueShape"),
    _Kind("a list of shapes that the file describes", _all(is_shape, 1), "and or xone"),
    _Kind("a property path", _is_path, "path"),
)
_ONCE = """
    path severity deactivated minCount maxCount minLength maxLength datatype nodeKind uniqueLang languageIn in
    closed ignoredProperties flags minExclusive minInclusive maxExclusive maxInclusive qualifiedValueShape
    qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
    """.split()
_NEEDED = {  # one of those after it
    "flags": ("pattern",),
    "ignoredProperties": ("closed",),
    "qualifiedMinCount": ("qualifiedValueShape",),
    "qualifiedMaxCount": ("qualifiedValueShape",),
    "qualifiedValueShapesDisjoint": ("qualifiedValueShape",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
}
_OF_A_PATH = "minCount maxCount uniqueLang lessThan lessThanOrEquals qualifiedValueShape".split()


def refuse_ill_formed(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for the first shape that breaks a syntax rule of SHACL; lists have to be in order."""
    for kind in _KINDS:
        for parameter in kind.parameters.split():
            _refuse_values(shapes, parameter, kind)
    for parameter in _ONCE:
        for shape in in_order(set(shapes.subjects(SH[parameter]))):
            if len(list(shapes.objects(shape, SH[parameter]))) > 1:
                raise _ill(shapes, shape, f"sh:{parameter} more than once", "give it once")
    for shape in shapes_in(shapes):
        _refuse_parts(shapes, shape)
        _refuse_role(shapes, shape)


def _ill(shapes: rdflib.Graph, shape: Node, problem: str, remedy: str) -> BadDocument:
    return BadDocument(f"the shape {called(shapes, shape)} has {problem}", remedy)


def _refuse_values(shapes: rdflib.Graph, parameter: str, kind: _Kind) -> None:
    for shape, value in sorted(shapes.subject_objects(SH[parameter]), key=str):
        if not kind.holds(shapes, value):
            given = f"{_shown(value)} for sh:{parameter}"
            raise _ill(shapes, shape, given, f"it has to be {kind.words}")


def _shown(value: Node) -> str:
    if isinstance(value, rdflib.BNode):
        return "[ … ]"
    return "()" if value == RDF.nil else token(value)


def _refuse_parts(shapes: rdflib.Graph, shape: Node) -> None:
    """Raise BadDocument for a parameter that says nothing without another one that is missing."""
    said = {names.last_part(str(each)) for each in shapes.predicates(shape) if str(each).startswith(names.SH)}
    for parameter in sorted(said & _NEEDED.keys()):
        if not said & set(_NEEDED[parameter]):
            missing = " or ".join(f"sh:{each}" for each in _NEEDED[parameter])
            raise _ill(shapes, shape, f"sh:{parameter} without {missing}", "give both, or neither")
    for parameter in _OF_A_PATH:
        if parameter in said and "path" not in said:
            remedy = "put it into sh:property [ sh:path … ]"
            raise _ill(
                shapes, shape, f"sh:{parameter}, which is about the values of a path, and no sh:path", remedy
            )


def _refuse_role(shapes: rdflib.Graph, shape: Node) -> None:
    """Raise BadDocument for a property shape without a path, and for a node shape with one."""
    kinds = set(shapes.objects(shape, RDF.type))
    is_property = SH.PropertyShape in kinds or (None, SH.property, shape) in shapes
    is_node = SH.NodeShape in kinds or (None, SH.node, shape) in shapes
    if is_property and (shape, SH.path, None) not in shapes:
        raise _ill(
            shapes, shape, "no sh:path, and is used as a property shape", "name the path: sh:path ex:…"
        )
    if is_node and (shape, SH.path, None) in shapes:
        remedy = "use it with sh:property, and type it sh:PropertyShape"
        raise _ill(shapes, shape, "sh:path, and is used as a node shape", remedy)
