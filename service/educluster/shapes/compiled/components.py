"""The constraint components of SHACL Core, each as a function from its parameter.

Each takes the shapes graph, the shape and the value of its parameter there.  Those of `EACH` tell of one
value node whether it is wrong, those of `ALL` find what is wrong with the value nodes together.  Source:
SHACL, section 4.
"""

from __future__ import annotations

from collections.abc import Callable

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import (
    Graph,
    Namespace,
    Nodes,
    address,
    follow,
    is_blank,
    is_literal,
    literal,
    path_of,
    text,
)
from educluster.names import RDF, XSD
from educluster.shapes.compiled import values as by_value
from educluster.shapes.compiled.model import Find, Found, Wrong
from educluster.shapes.compiled.patterns import pattern as compiled_pattern
from educluster.shapes.compiled.prefilter import needed

OfEach = Callable[[Graph, str, str], Wrong]
OfAll = Callable[[Graph, str, str], Find]

SH = Namespace(names.SH)
_TYPE = f"<{RDF}type>"
_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
_TRUE = f'"true"^^<{XSD}boolean>'
_NONE: Found = ()
_MISSING: Found = (None,)
_BEGINS = {"IRI": "<", "BlankNode": "_", "Literal": '"'}


def component_iri(parameter: str) -> str:
    """Return the IRI of the component that a parameter begins."""
    return f"{names.SH}{parameter[0].upper()}{parameter[1:]}ConstraintComponent"


def whole_number(shapes: Graph, shape: str, value: str) -> int:
    """Return the number that a parameter gives.

    Raises BadDocument where it is none.
    """
    lexical = text(value)
    if not (is_literal(value) and lexical.isascii() and lexical.removeprefix("+").isdecimal()):
        raise BadDocument(f"the shape {shape} has {value} where a number is needed", "write 0, 1, 2 …")
    return int(lexical)


def is_true(value: str) -> bool:
    """Return whether a parameter is the boolean true."""
    return value in (_TRUE, f'"1"^^<{XSD}boolean>')


# Of each value


def _class(_: Graph, __: str, kind: str) -> Wrong:
    def wrong(data: Graph, value: str) -> bool:
        types = data.forth[_TYPE].get(value)
        return types is None or types.keys().isdisjoint(data.narrower(kind))

    return wrong


def _datatype(_: Graph, __: str, kind: str) -> Wrong:
    well_formed, datatype = by_value.is_well_formed, address(kind)
    if datatype == XSD + "string":
        return lambda _, value: not (value[0] == '"' and value[-1] == '"')
    if datatype == RDF + "langString":
        return lambda _, value: not (value[0] == '"' and literal(value).datatype == datatype)
    ending = f'"^^{kind}'
    return lambda _, value: not (value.endswith(ending) and well_formed(value))


def _node_kind(_: Graph, shape: str, kind: str) -> Wrong:
    allowed = tuple(sign for name, sign in _BEGINS.items() if name in address(kind).removeprefix(names.SH))
    if not allowed:
        raise BadDocument(f"the shape {shape} has {kind} for sh:nodeKind", "write sh:IRI, sh:Literal …")
    return lambda _, value: value[0] not in allowed


def _bounded(*allowed: int) -> OfEach:
    """Return the component of a bound; the value lies on one of these sides of it."""
    compare = by_value.compare

    def component(_: Graph, __: str, bound: str) -> Wrong:
        return lambda _, value: compare(value, bound) not in allowed

    return component


def _min_length(shapes: Graph, shape: str, value: str) -> Wrong:
    least, length = whole_number(shapes, shape, value), by_value.length
    return lambda _, value: value[0] == "_" or length(value) < least


def _max_length(shapes: Graph, shape: str, value: str) -> Wrong:
    most, length = whole_number(shapes, shape, value), by_value.length
    return lambda _, value: value[0] == "_" or length(value) > most


def _pattern(shapes: Graph, shape: str, value: str) -> Wrong:
    flags = text(shapes.value(shape, SH.flags))
    matches, sign = compiled_pattern(text(value), flags), needed(text(value), flags)

    def wrong(_: Graph, value: str) -> bool:
        return sign not in value or is_blank(value) or not matches(text(value))

    return wrong


def _language_in(shapes: Graph, _: str, head: str) -> Wrong:
    allowed = [text(each) for each in shapes.items(head)]

    def wrong(_: Graph, value: str) -> bool:
        language = literal(value).language if is_literal(value) else ""
        return not (language and any(by_value.lang_matches(language, each) for each in allowed))

    return wrong


def _in(shapes: Graph, _: str, head: str) -> Wrong:
    allowed = frozenset(shapes.items(head))
    return lambda _, value: value not in allowed


def members(data: Graph, head: str) -> list[str] | None:
    """Return the members of a list in the data; None where it is none.

    Source: SHACL 1.2 Core, draft of 2026-04-28 (SHACL list).
    """
    found: list[str] = []
    seen: set[str] = set()
    while True:
        first, rest = data.objects(head, _FIRST), data.objects(head, _REST)
        if head == _NIL and not first and not rest:
            return found
        if head in seen or len(first) != 1 or len(rest) != 1:
            return None
        seen.add(head)
        found += first
        (head,) = rest


def of_lists(wrong: Callable[[Graph, list[str]], bool]) -> Wrong:
    """Return what tells of a value that it is no list, or that its members are not as they should be."""

    def is_wrong(data: Graph, value: str) -> bool:
        found = members(data, value)
        return found is None or wrong(data, found)

    return is_wrong


def _min_list_length(shapes: Graph, shape: str, value: str) -> Wrong:
    least = whole_number(shapes, shape, value)
    return of_lists(lambda _, members: len(members) < least)


def _max_list_length(shapes: Graph, shape: str, value: str) -> Wrong:
    most = whole_number(shapes, shape, value)
    return of_lists(lambda _, members: len(members) > most)


def _unique_members(_: Graph, __: str, value: str) -> Wrong:
    unique = value == _TRUE
    return of_lists(lambda _, members: unique and len(set(members)) < len(members))


EACH: dict[str, OfEach] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _bounded(1),
    "minInclusive": _bounded(0, 1),
    "maxExclusive": _bounded(-1),
    "maxInclusive": _bounded(-1, 0),
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    # SHACL 1.2, of its draft
    "minListLength": _min_list_length,
    "maxListLength": _max_list_length,
    "uniqueMembers": _unique_members,
}

# Of all values together


def _min_count(shapes: Graph, shape: str, value: str) -> Find:
    least = whole_number(shapes, shape, value)
    return lambda _, __, values: _MISSING if len(values) < least else _NONE


def _max_count(shapes: Graph, shape: str, value: str) -> Find:
    most = whole_number(shapes, shape, value)
    return lambda _, __, values: _MISSING if len(values) > most else _NONE


def _unique_lang(_: Graph, __: str, value: str) -> Find:
    def find(_: Graph, __: str, values: Nodes) -> Found:
        used = [literal(each).language for each in values if is_literal(each)]
        return [None for each in dict.fromkeys(used) if each and used.count(each) > 1]

    return find if value == _TRUE else lambda _, __, ___: _NONE


def _equals(_: Graph, __: str, predicate: str) -> Find:
    def find(data: Graph, focus: str, values: Nodes) -> Found:
        others = data.objects(focus, predicate)
        return [*(v for v in values if v not in others), *(v for v in others if v not in values)]

    return find


def _disjoint(_: Graph, __: str, predicate: str) -> Find:
    return lambda data, focus, values: [v for v in values if v in data.objects(focus, predicate)]


def _subset_of(shapes: Graph, _: str, path: str) -> Find:
    whole = follow(path_of(shapes, path))

    def find(data: Graph, focus: str, values: Nodes) -> Found:
        allowed = whole(data, focus)
        return [v for v in values if v not in allowed]

    return find


def _less_than(*allowed: int) -> OfAll:
    def component(_: Graph, __: str, predicate: str) -> Find:
        compare = by_value.compare

        def find(data: Graph, focus: str, values: Nodes) -> Found:
            others = data.objects(focus, predicate)
            return [v for v in values for other in others if compare(v, other) not in allowed]

        return find

    return component


def _has_value(_: Graph, __: str, value: str) -> Find:
    return lambda _, __, values: _NONE if value in values else _MISSING


ALL: dict[str, OfAll] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than(-1),
    "lessThanOrEquals": _less_than(-1, 0),
    "hasValue": _has_value,
    "subsetOf": _subset_of,  # SHACL 1.2, of its draft
}
OF_A_PATH = {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"}


def closed(shapes: Graph, shape: str) -> Find:
    """Return what finds the statements of a value that a closed shape does not allow, as pairs."""
    paths = (path for each in shapes.objects(shape, SH.property) for path in shapes.objects(each, SH.path))
    heads = shapes.objects(shape, SH.ignoredProperties)
    allowed = frozenset(paths) | {each for head in heads for each in shapes.items(head)}

    def find(data: Graph, _: str, values: Nodes) -> Found:
        said = ((predicate, found) for each in values for predicate, found in data.about(each).items())
        return [
            (predicate, value) for predicate, found in said if predicate not in allowed for value in found
        ]

    return find
