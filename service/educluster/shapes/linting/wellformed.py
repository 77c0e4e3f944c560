"""What makes shapes ill-formed: a value of the wrong kind, a part that is missing, a shape that is none.

An engine passes over much of it, and what is passed over looks as if it had been checked.
Source: SHACL, appendix B (the syntax rules), and its sections 2 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, address, is_blank, is_iri, is_literal, literal, text
from educluster.names import XSD
from educluster.shapes.compiled.patterns import pattern
from educluster.shapes.linting.anatomy import called, components, in_order, is_shape, shapes_in

Test = Callable[[Graph, str], bool]

RDF, SH = Namespace(names.RDF), Namespace(names.SH)
_COUNT = re.compile(r"\+?[0-9]{1,9}")
_WHOLE = {
    XSD + each
    for each in """
    integer nonNegativeInteger positiveInteger long int short byte unsignedLong unsignedInt unsignedShort
    unsignedByte
    """.split()
}
_NAME = re.compile(r"\w+")  # of a variable
_TAKEN = ("this", "shapesGraph", "currentShape", "path", "PATH", "value")
_STEPS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
_DEEPEST = 50  # paths within each other: they are followed by recursion
_NODE_KINDS = "IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral".split()


def _is_iri(_: Graph, node: str) -> bool:
    return is_iri(node)


def _is_literal(_: Graph, node: str) -> bool:
    return is_literal(node)


def _is_named(_: Graph, node: str) -> bool:
    return not is_blank(node)


def _is_count(_: Graph, node: str) -> bool:
    return is_literal(node) and literal(node).datatype in _WHOLE and bool(_COUNT.fullmatch(literal(node)[0]))


def _is_boolean(_: Graph, node: str) -> bool:
    return is_literal(node) and literal(node)[:2] in [
        (each, XSD + "boolean") for each in ("true", "false", "1", "0")
    ]


def _is_text(_: Graph, node: str) -> bool:
    return is_literal(node) and literal(node).datatype == XSD + "string"


def _is_message(_: Graph, node: str) -> bool:
    return is_literal(node) and (bool(literal(node).language) or literal(node).datatype == XSD + "string")


def _are_flags(_: Graph, node: str) -> bool:
    return is_literal(node) and set(literal(node).lexical) <= set("imsxq")


def _is_path(shapes: Graph, node: str, above: tuple[str, ...] = ()) -> bool:
    """Return whether a node is a property path.  Source: SHACL, section 2.3.1."""
    if is_iri(node):
        return node != RDF.nil
    steps = [(step, to) for step in _STEPS for to in shapes.objects(node, step)]
    is_list = bool(shapes.objects(node, RDF.first))
    if node in above or len(above) > _DEEPEST or len(steps) + is_list != 1:
        return False
    several = is_list or steps[0][0] == SH.alternativePath
    parts = shapes.items(node if is_list else steps[0][1]) if several else [steps[0][1]]
    return len(parts) > several and all(_is_path(shapes, part, (*above, node)) for part in parts)


def _one_of(*allowed: str) -> Test:
    return lambda _, node: node in [SH[each] for each in allowed]


def _all(test: Test, least: int = 0) -> Test:
    """Return the test of a list: its members, and how many there have to be."""

    def holds(shapes: Graph, node: str) -> bool:
        members = shapes.items(node)
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
        """minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount minListLength
        maxListLength""",
    ),
    _Kind(
        "true or false",
        _is_boolean,
        "closed deactivated uniqueLang qualifiedValueShapesDisjoint optional uniqueMembers",
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
    _Kind("a regular expression", _is_text, "pattern"),
    _Kind("made of the letters i, m, s, x and q", _are_flags, "flags"),
    _Kind("a text", _is_message, "message"),
    _Kind(f"one of sh:{', sh:'.join(_NODE_KINDS)}", _one_of(*_NODE_KINDS), "nodeKind"),
    _Kind("sh:Violation, sh:Warning or sh:Info", _one_of("Violation", "Warning", "Info"), "severity"),
    _Kind("a list of texts", _all(_is_text), "languageIn"),
    _Kind("a list of IRIs", _all(_is_iri), "ignoredProperties"),
    _Kind("a shape that the file describes", is_shape, "node property not qualifiedValueShape memberShape"),
    _Kind("a list of shapes that the file describes", _all(is_shape, 1), "and or xone"),
    _Kind("a property path", _is_path, "path subsetOf"),
)
_ONCE = """
    path severity deactivated minCount maxCount minLength maxLength datatype nodeKind uniqueLang languageIn in
    closed ignoredProperties flags minExclusive minInclusive maxExclusive maxInclusive qualifiedValueShape
    qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint minListLength maxListLength uniqueMembers
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


def refuse_ill_formed(shapes: Graph) -> None:
    """Raise BadDocument for the first shape that breaks a syntax rule of SHACL; lists have to be in order."""
    for kind in _KINDS:
        for parameter in kind.parameters.split():
            _refuse_values(shapes, parameter, kind)
    _refuse_patterns(shapes)
    _refuse_names(shapes)
    for parameter in _ONCE:
        for shape in in_order(shapes.forth[SH[parameter]]):
            if len(shapes.objects(shape, SH[parameter])) > 1:
                raise _ill(shapes, shape, f"sh:{parameter} more than once", "give it once")
    for shape in shapes_in(shapes):
        _refuse_parts(shapes, shape)
        _refuse_role(shapes, shape)


def _ill(shapes: Graph, shape: str, problem: str, remedy: str) -> BadDocument:
    return BadDocument(f"the shape {called(shapes, shape)} has {problem}", remedy)


def _refuse_values(shapes: Graph, parameter: str, kind: _Kind) -> None:
    for shape, value in sorted(shapes.pairs(SH[parameter])):
        if not kind.holds(shapes, value):
            given = f"{_shown(value)} for sh:{parameter}"
            raise _ill(shapes, shape, given, f"it has to be {kind.words}")


def _refuse_patterns(shapes: Graph) -> None:
    """Raise BadDocument for what is no regular expression, neither XPath's nor Python's (pySHACL's)."""
    for shape, value in sorted(shapes.pairs(SH.pattern)):
        try:
            pattern(text(value), text(shapes.value(shape, SH.flags)))
        except BadDocument as error:
            if not _is_python(text(value)):
                given = f"{value} for sh:pattern"
                raise _ill(shapes, shape, given, "it has to be a regular expression") from error


def _refuse_names(shapes: Graph) -> None:
    """Raise BadDocument for a parameter of a component that a query cannot be given.

    Source: SHACL, section 6.2.1.
    """
    for component in components(shapes):
        for parameter in shapes.objects(component, SH.parameter):
            path = shapes.value(parameter, SH.path) or ""
            name = names.last_part(text(path))
            if not _NAME.fullmatch(name) or name in _TAKEN:
                given = f"a parameter with sh:path {_shown(path)}" if path else "a parameter without sh:path"
                remedy = f"give it an IRI that ends in a name, and not in {', '.join(_TAKEN)}"
                raise _ill(shapes, component, given, remedy)


def _is_python(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:
        return False
    return True


def _shown(value: str) -> str:
    if is_blank(value):
        return "[ … ]"
    return "()" if value == RDF.nil else value


def _refuse_parts(shapes: Graph, shape: str) -> None:
    """Raise BadDocument for a parameter that says nothing without another one that is missing."""
    predicates = (address(each) for each in shapes.about(shape))
    said = {each.removeprefix(names.SH) for each in predicates if each.startswith(names.SH)}
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


def _refuse_role(shapes: Graph, shape: str) -> None:
    """Raise BadDocument for a property shape without a path, and for a node shape with one."""
    kinds, has_path = shapes.objects(shape, RDF.type), bool(shapes.objects(shape, SH.path))
    is_property = SH.PropertyShape in kinds or shape in shapes.back[SH.property]
    is_node = SH.NodeShape in kinds or any(shape in shapes.back[each] for each in (SH.node, SH.memberShape))
    if is_property and not has_path:
        raise _ill(
            shapes, shape, "no sh:path, and is used as a property shape", "name the path: sh:path ex:…"
        )
    if is_node and has_path:
        remedy = "use it with sh:property, and type it sh:PropertyShape"
        raise _ill(shapes, shape, "sh:path, and is used as a node shape", remedy)
