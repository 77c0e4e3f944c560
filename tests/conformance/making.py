"""Made-up descriptions and shapes: all of SHACL Core, what is taken from the draft of SHACL 1.2, and queries.

Who makes them chooses: hypothesis, which makes failing ones small, or a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from conformance.asking import AGGREGATES, DECLARED, EXPRESSIONS, QUERIES, QUERIES_OF_NODES, queries
from conformance.matter import (
    BLANKS,
    CLASSES,
    DATATYPES,
    EX,
    IRIS,
    KINDS,
    LANGUAGES,
    PATTERNS,
    PREDICATES,
    RANGES,
    RDF,
    RDFS,
    SEVERITIES,
    SH,
    TARGETS,
    TRUE,
    Choose,
    Example,
    Matter,
)
from educluster import names
from educluster.graphs import Triple, is_blank, token

_REPEATED = ["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]
_PATHS = ["predicate", "predicate", "inversePath", "sequence", "alternativePath", *_REPEATED]


class Writer:
    """Triples of shapes while they are made."""

    def __init__(self, choose: Choose, of: Matter) -> None:
        self.choose, self.of = choose, of
        self.triples: list[Triple] = []
        self.made: dict[str, bool] = {}  # shapes that are done: whether they are property shapes
        self._count = 0

    def one(self, of: Sequence[str]) -> str:
        return of[self.choose(len(of))]

    def some(self, of: Sequence[str], least: int = 1, most: int = 3) -> list[str]:
        """Return some of the members, each once."""
        left = list(of)
        count = min(least + self.choose(most - least + 1), len(left))
        return [left.pop(self.choose(len(left))) for _ in range(count)]

    def chance(self, of: int) -> bool:
        """Return true now and then."""
        return self.choose(of) == of - 1

    def say(self, subject: str, name: str, value: str) -> None:
        self.triples.append((subject, SH[name], value))

    def fresh(self) -> str:
        self._count += 1
        return f"_:s{self._count}"

    def list(self, items: Sequence[str]) -> str:
        """Return the head of a list."""
        head = RDF.nil
        for each in reversed(items):
            cell = self.fresh()
            self.triples += [(cell, RDF.first, each), (cell, RDF.rest, head)]
            head = cell
        return head

    def number(self, least: int = 0, most: int = 3) -> str:
        return token(str(least + self.choose(most - least + 1)), names.XSD + "integer")

    def path(self, depth: int = 2, kinds: Sequence[str] = _PATHS) -> str:
        """Return a path of any kind."""
        kind = self.one(self.of.rest(kinds)) if depth else "predicate"
        if kind == "predicate":
            return self.one([*PREDICATES, RDF.type])
        if kind == "sequence":
            return self.list([self.path(depth - 1, kinds) for _ in range(2 + self.choose(2))])
        if kind == "inversePath" and "inverse of a sequence" in self.of.without:
            kinds = [each for each in kinds if each != "sequence"]
        node = self.fresh()
        parts = [self.path(depth - 1, kinds) for _ in range(2 if kind == "alternativePath" else 1)]
        self.say(node, kind, self.list(parts) if kind == "alternativePath" else parts[0])
        return node

    def shape(self, depth: int, node: str = "", is_property: bool | None = None) -> str:
        """Return a shape, a new one or one that is there."""
        alike = [each for each, kind in self.made.items() if is_property in (None, kind)]
        if not node and alike and self.chance(6):
            return self.one(alike)
        node = node or self.fresh()
        kind = self.chance(2) if is_property is None else is_property
        if kind:
            self.say(node, "path", self.path())
        else:
            self.triples.append((node, RDF.type, SH.NodeShape))
        self._constraints(node, [*_ANY, *(_OF_PROPERTIES if kind else ["closed"])], depth)
        self._manner(node)
        self.made[node] = kind
        return node

    def _constraints(self, node: str, of: Sequence[str], depth: int) -> None:
        fit = [each for each in of if depth or each not in _NESTING]
        for name in self.some(self.of.rest(fit)):
            CONSTRAINTS[name](self, node, depth - 1)
        if self.of.queries and self.chance(2):
            _query(self, node)
        if self.of.queries and self.chance(6):
            self.triples.append((node, EX.atMost, self.number()))
        if self.of.queries and self.chance(6):
            self.triples.append((node, EX.without, self.one(PREDICATES)))

    def _manner(self, node: str) -> None:
        if self.chance(4):
            self.say(node, "severity", self.one(SEVERITIES))
        if self.chance(10):
            self.say(node, "deactivated", TRUE)

    def target(self, node: str) -> None:
        """Give a shape a target of some kind."""
        kind = self.one(self.of.rest(TARGETS))
        of = {"targetNode": [*IRIS, *self.of.literals[:4]], "targetClass": CLASSES}
        self.say(node, kind, self.one(of.get(kind, [*PREDICATES, RDF.type])))


Make = Callable[[Writer, str, int], None]
_OF_PROPERTIES = ["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualified"]
_NESTING = {"not", "and", "or", "xone", "node", "property", "qualified", "memberShape"}


def _say(name: str, value: Callable[[Writer], str]) -> Make:
    return lambda writer, node, depth: writer.say(node, name, value(writer))


def _shapes(name: str) -> Make:
    def make(writer: Writer, node: str, depth: int) -> None:
        writer.say(node, name, writer.list([writer.shape(depth) for _ in range(1 + writer.choose(3))]))

    return make


def _shape(name: str, is_property: bool | None = None) -> Make:
    return lambda writer, node, depth: writer.say(node, name, writer.shape(depth, is_property=is_property))


def _pattern(writer: Writer, node: str, depth: int) -> None:
    writer.say(node, "pattern", token(writer.one(PATTERNS)))
    if writer.chance(2):
        writer.say(node, "flags", token(writer.one(["i", "s", "m"])))


def _closed(writer: Writer, node: str, depth: int) -> None:
    writer.say(node, "closed", TRUE)
    if writer.chance(2):
        writer.say(node, "ignoredProperties", writer.list([RDF.type, writer.one(PREDICATES)]))
    if depth >= 0 and writer.chance(2):
        writer.say(node, "property", writer.shape(depth, is_property=True))


def _qualified(writer: Writer, node: str, depth: int) -> None:
    writer.say(node, "qualifiedValueShape", writer.shape(depth))
    for bound in writer.some(["Min", "Max"], most=2):
        writer.say(node, f"qualified{bound}Count", writer.number(most=2))
    if writer.chance(2):
        writer.say(node, "qualifiedValueShapesDisjoint", TRUE)


def _query(writer: Writer, node: str) -> None:
    constraint = writer.fresh()
    of = QUERIES if any(each[:2] == (node, SH.path) for each in writer.triples) else QUERIES_OF_NODES
    writer.say(node, "sparql", constraint)
    made = "blank nodes" in writer.of.without and writer.chance(2)
    query = _made_query(writer) if made else writer.one(of)
    writer.say(constraint, "select", token(query))
    writer.say(constraint, "prefixes", EX.prefixes)


def _made_query(writer: Writer) -> str:
    return writer.one(queries(writer.one(EXPRESSIONS), writer.one(AGGREGATES)))


def _length(writer: Writer) -> str:
    return writer.number(least="minLength 0" in writer.of.without)


CONSTRAINTS: dict[str, Make] = {
    "class": _say("class", lambda writer: writer.one(CLASSES)),
    "datatype": _say("datatype", lambda writer: writer.one([*DATATYPES, RDF.langString])),
    "nodeKind": _say("nodeKind", lambda writer: writer.one(KINDS)),
    "minLength": _say("minLength", _length),
    "maxLength": _say("maxLength", Writer.number),
    "pattern": _pattern,
    "languageIn": _say("languageIn", lambda writer: writer.list(writer.some(LANGUAGES))),
    "hasValue": _say("hasValue", lambda writer: writer.one([*IRIS, *writer.of.literals])),
    "in": _say("in", lambda writer: writer.list(writer.some([*IRIS, *writer.of.literals], most=8))),
    "minListLength": _say("minListLength", Writer.number),
    "maxListLength": _say("maxListLength", Writer.number),
    "uniqueMembers": _say("uniqueMembers", lambda writer: TRUE),
    "memberShape": _shape("memberShape", is_property=False),
    "subsetOf": _say("subsetOf", Writer.path),
    "equals": _say("equals", lambda writer: writer.one(PREDICATES)),
    "disjoint": _say("disjoint", lambda writer: writer.one(PREDICATES)),
    **{name: _say(name, lambda writer: writer.one(writer.of.literals)) for name in RANGES},
    "not": _shape("not"),
    "and": _shapes("and"),
    "or": _shapes("or"),
    "xone": _shapes("xone"),
    "node": _shape("node", is_property=False),
    "property": _shape("property", is_property=True),
    "closed": _closed,
    "minCount": _say("minCount", Writer.number),
    "maxCount": _say("maxCount", Writer.number),
    "uniqueLang": _say("uniqueLang", lambda writer: TRUE),
    "lessThan": _say("lessThan", lambda writer: writer.one(PREDICATES)),
    "lessThanOrEquals": _say("lessThanOrEquals", lambda writer: writer.one(PREDICATES)),
    "qualified": _qualified,
}
_ANY = [each for each in CONSTRAINTS if each not in {*_OF_PROPERTIES, "closed"}]


def shapes(choose: Choose, of: Matter, count: int) -> list[Triple]:
    """Make so many shapes with targets, of which each may have others within it."""
    writer = Writer(choose, of)
    for number in range(count):
        writer.target(writer.shape(2, EX[f"S{number}"]))
    if writer.chance(4):  # a class that is a shape
        kind = writer.shape(1, writer.one(CLASSES), is_property=False)
        writer.triples.append((kind, RDF.type, RDFS.Class))
    return list(dict.fromkeys([*writer.triples, *(DECLARED if of.queries else [])]))


def description(choose: Choose, of: Matter, count: int) -> list[Triple]:
    """Make a description of so many triples, or fewer: none stands twice."""
    lists = () if "memberShape" in of.without else range(choose(3))
    whole = [each for number in lists for each in _list(choose, of, number)]
    return list(dict.fromkeys([*whole, *(_triple(choose, of) for _ in range(count))]))


def _list(choose: Choose, of: Matter, number: int) -> list[Triple]:
    """Make a list of up to three members as a value; other triples may happen to break it."""
    members = [*IRIS, *of.literals]
    cells = [f"_:l{number}{place}" for place in range(choose(4))]
    rests = [*cells, RDF.nil]
    found = [(cell, RDF.rest, rest) for cell, rest in zip(cells, rests[1:], strict=True)]
    found += [(cell, RDF.first, members[choose(len(members))]) for cell in cells]
    return [(IRIS[choose(4)], PREDICATES[choose(3)], rests[0]), *found]


def _triple(choose: Choose, of: Matter) -> Triple:
    nodes = [*IRIS, *([] if {"order of nodes", "blank nodes"} & of.without else BLANKS)]
    kind = choose(5 if "subClassOf" in of.without else 6)
    if kind == 4:
        return nodes[choose(len(nodes))], RDF.type, CLASSES[choose(3)]
    if kind == 5:
        return CLASSES[choose(3)], RDFS.subClassOf, CLASSES[choose(3)]
    if kind == 3 and choose(2) and "memberShape" not in of.without:
        return _part_of_a_list(choose, nodes, of)
    of_literals = kind > 1 or "order of nodes" in of.without
    objects = of.literals if of_literals else nodes
    return nodes[choose(len(nodes))], PREDICATES[choose(3)], objects[choose(len(objects))]


def _part_of_a_list(choose: Choose, nodes: Sequence[str], of: Matter) -> Triple:
    """Make a part of what may become a list, or break one."""
    node = [*nodes, "_:l00", "_:l01"][choose(len(nodes) + 2)]
    if choose(2):
        return node, RDF.rest, [RDF.nil, RDF.nil, *nodes][choose(2 + len(nodes))]
    return node, RDF.first, [*nodes, *of.literals][choose(len(nodes) + len(of.literals))]


def vocabulary(choose: Choose, of: Matter) -> list[Triple]:
    """Make a vocabulary: some classes in order, and an individual that is never checked."""
    above = [(CLASSES[choose(3)], RDFS.subClassOf, CLASSES[choose(3)]) for _ in range(choose(3))]
    known = [(EX.known, RDF.type, CLASSES[choose(3)])]
    return list(dict.fromkeys(above if "individuals" in of.without else [*above, *known]))


def example(choose: Choose, of: Matter) -> Example:
    """Make shapes, and a description for them over a vocabulary; few literals, so that they meet."""
    of = replace(of, literals=[of.literals[choose(len(of.literals))] for _ in range(8)])
    made = shapes(choose, of, 1 + choose(3))
    return Example(made, description(choose, of, 1 + choose(24)), vocabulary(choose, of))


def moved(triples: Sequence[Triple], number: int) -> list[Triple]:
    """Return a description with the nodes it is about named apart from those of others."""
    blank = {node for each in triples for node in each if is_blank(node)}
    own = {each: f"{each[:-1]}{number}>" for each in IRIS} | {each: f"{each}of{number}" for each in blank}
    return [(own.get(node, node), predicate, own.get(value, value)) for node, predicate, value in triples]
