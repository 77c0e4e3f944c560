"""A second engine, for tests alone: each constraint of a shape as a SPARQL query over a store.

It shares no code with the compiled engine, and is as slow as it is plain: a query for each constraint at
each node.  A store keeps values, not lexical forms ("5.0" comes back as "5"), so its results are compared by
value: see `canonical`.  Blank nodes, which no query can name, stand in the store as IRIs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

import pyoxigraph

from conformance.suites import Told
from educluster import names
from educluster.graphs import Graph, Namespace, address, is_blank, is_iri, is_literal, path_of, text

RDF, RDFS, SH, XSD = (Namespace(each) for each in (names.RDF, names.RDFS, names.SH, names.XSD))
TRUE = f'"true"^^{XSD.boolean}'
BLANK, NOWHERE = "urn:blank:", "<urn:nowhere>"
CASTS = {XSD[each] for each in "boolean date dateTime decimal double float integer".split()}
PREFIXES = f"PREFIX rdf: <{names.RDF}> PREFIX rdfs: <{names.RDFS}> PREFIX xsd: <{names.XSD}> "
Row = dict[str, str]
Found = tuple[str, str, str]  # component, value, path


def ordered(sign: str, other: str) -> str:
    """Return the condition that a value node can be compared and does compare.

    A store has an order of its own among the rest (an IRI is <= itself), which SPARQL has not.
    """
    alike = f"DATATYPE(?it) = DATATYPE({other}) && DATATYPE(?it)"
    plain = f"(isNumeric(?it) && isNumeric({other}) || {alike} = xsd:string) && ?it {sign} {other}"
    cast = (f"{alike} = {kind} && {form(kind, '?it')} {sign} {form(kind, other)}" for kind in _CAST)
    return " || ".join(f"COALESCE({each}, false)" for each in (plain, *cast))


def form(kind: str, term: str) -> str:
    """Return a value in a form that a store can order; it has no order for true and false."""
    value = f"{kind}(STR({term}))"
    return f"xsd:integer({value})" if kind == "xsd:boolean" else value


_CAST = [f"xsd:{each}" for each in ("boolean", "date", "dateTime")]

# a list has one first and one rest at each of its nodes but the last, which is rdf:nil, and no way back
LIST = """
    NOT EXISTS { ?it rdf:rest* ?cell FILTER(?cell != rdf:nil)
                 FILTER NOT EXISTS { ?cell rdf:first ?a ; rdf:rest ?b } }
    && NOT EXISTS { ?it rdf:rest* ?cell . ?cell rdf:first ?a, ?b FILTER(!sameTerm(?a, ?b)) }
    && NOT EXISTS { ?it rdf:rest* ?cell . ?cell rdf:rest ?a, ?b FILTER(!sameTerm(?a, ?b)) }
    && NOT EXISTS { ?it rdf:rest* rdf:nil . rdf:nil rdf:first|rdf:rest ?a }
    && NOT EXISTS { ?it rdf:rest* ?cell . ?cell rdf:rest+ ?cell }
"""
# what has to hold of a value node; ?it is the value node, ?c the parameter, ?blank whether it is a blank node
CONDITIONS = {
    "class": "EXISTS { ?it rdf:type/rdfs:subClassOf* ?c }",
    "minInclusive": ordered(">=", "?c"),
    "minExclusive": ordered(">", "?c"),
    "maxInclusive": ordered("<=", "?c"),
    "maxExclusive": ordered("<", "?c"),
    "minLength": "!?blank && STRLEN(STR(?it)) >= ?c",
    "maxLength": "!?blank && STRLEN(STR(?it)) <= ?c",
}
KINDS = {
    "BlankNode": "?blank",
    "IRI": "isIRI(?it) && !?blank",
    "Literal": "isLiteral(?it)",
    "BlankNodeOrIRI": "isIRI(?it)",
    "BlankNodeOrLiteral": "?blank || isLiteral(?it)",
    "IRIOrLiteral": "!?blank",
}
PAIRS = {
    "equals": "{{ {here} FILTER {no} {{ {there} }} }} UNION {{ {there} FILTER {no} {{ {here} }} }}",
    "disjoint": "{here} {there}",
    "lessThan": f"{{here}} {{other}} FILTER(!({ordered('<', '?other')}))",
    "lessThanOrEquals": f"{{here}} {{other}} FILTER(!({ordered('<=', '?other')}))",
}
TARGETS = {
    "targetNode": "VALUES ?it { {c} }",
    "targetClass": "?it rdf:type/rdfs:subClassOf* {c}",
    "targetSubjectsOf": "?it {c} []",
    "targetObjectsOf": "[] {c} ?it",
}


@cache
def canonical(token: str) -> str:
    """Return a term as a store writes it."""
    if not is_literal(token):
        return token
    store = pyoxigraph.Store()
    store.load(f"<a:> <a:> {token} .".encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return str(next(iter(store)).object)


def by_value(results: Iterable[Told]) -> Counter[Told]:
    """Return results with their literals as a store writes them."""
    return Counter(
        replace(each, focus=canonical(each.focus), value=each.value and canonical(each.value))
        for each in results
    )


def run(shapes: Graph, data: Graph) -> list[Told]:
    """Return what shapes find in the nodes of the data, and in those that they name themselves."""
    return [each for shape in _with_targets(shapes) for each in _Backend(shapes, data).of_shape(shape)]


def _with_targets(shapes: Graph) -> Iterator[str]:
    declared = {shape for each in TARGETS for shape, _ in shapes.pairs(SH[each])}
    classes = {node for node in shapes.subjects(RDF.type, RDFS.Class) if _is_shape(shapes, node)}
    yield from sorted(declared | classes)


def _is_shape(shapes: Graph, node: str) -> bool:
    return any((node, RDF.type, each) in shapes for each in (SH.NodeShape, SH.PropertyShape))


class _Backend:
    def __init__(self, shapes: Graph, data: Graph) -> None:
        self.shapes, self.data = shapes, data
        self.store = pyoxigraph.Store()
        text = "".join(f"{_named(s)} {p} {_named(o)} .\n" for s, p, o in data.everything())
        self.store.load(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
        self.nodes = {canonical(each) for each in data.nodes}

    def select(self, query: str) -> list[Row]:
        """Return the rows of a query, blank nodes named as in the data."""
        found = self.store.query(PREFIXES + query)
        variables = [each.value for each in found.variables]
        rows = [{name: row[name] for name in variables if row[name] is not None} for row in found]
        return [{name: _unnamed(str(term)) for name, term in row.items()} for row in rows]

    def holds(self, condition: str, it: str, parameter: str = "1") -> bool:
        """Return whether a condition is true of a value node."""
        self._know(it)
        given = f"VALUES (?it ?c ?blank) {{ ({_named(it)} {parameter} {str(is_blank(it)).lower()}) }}"
        return bool(self.select(f"SELECT ?it {{ {given} FILTER({condition}) }}"))

    def _know(self, node: str) -> None:
        """Let a node stand in the store, else it does not reach itself there (SPARQL 1.1, section 18.4)."""
        self.store.load(f"{NOWHERE} {NOWHERE} {_named(node)} .".encode(), pyoxigraph.RdfFormat.N_TRIPLES)

    def of_shape(self, shape: str) -> Iterator[Told]:
        """Yield what a shape finds in its targets."""
        for focus in sorted(self.focus_nodes(shape)):
            yield from self.validate(shape, focus)

    def focus_nodes(self, shape: str) -> set[str]:
        asked = [(each, value) for each in TARGETS for value in self.shapes.objects(shape, SH[each])]
        if _is_shape(self.shapes, shape) and (shape, RDF.type, RDFS.Class) in self.shapes:
            asked.append(("targetClass", shape))
        found = set()
        for each, value in asked:
            rows = self.select(f"SELECT ?it {{ {TARGETS[each].replace('{c}', _named(value))} }}")
            found |= {row["it"] for row in rows if row["it"] in self.nodes or each == "targetNode"}
        return found

    def conforms(self, shape: str, node: str) -> bool:
        return not list(self.validate(shape, node))

    def validate(self, shape: str, focus: str) -> Iterator[Told]:
        """Yield the results of a shape at a focus node."""
        if self.shapes.value(shape, SH.deactivated) == TRUE:
            return
        path = self.shapes.value(shape, SH.path)
        values = self.values(focus, path_of(self.shapes, path).sparql) if path else [focus]
        for inner in self.shapes.objects(shape, SH.property):
            for value in values:
                yield from self.validate(inner, value)
        severity = text(self.shapes.value(shape, SH.severity)) or names.SH + "Violation"
        for component, value, at in self.results(shape, focus, values):
            own = at or (path_of(self.shapes, path).sparql if path else "")
            yield Told(focus, own, component, severity, value)

    def values(self, focus: str, path: str) -> list[str]:
        """Return the value nodes of a path."""
        self._know(focus)
        query = f"SELECT DISTINCT ?it {{ VALUES ?this {{ {_named(focus)} }} ?this {path} ?it }}"
        return [row["it"] for row in self.select(query)]

    def results(self, shape: str, focus: str, values: list[str]) -> Iterator[Found]:
        """Yield what the constraints of a shape find."""
        ways = (
            self._of_each,
            self._of_all,
            self._of_pairs,
            self._of_shapes,
            self._qualified,
            self._closed,
            self._lists,
        )
        for way in ways:
            for name, value, *at in way(shape, focus, values):
                whole = f"{names.SH}{name[0].upper()}{name[1:]}ConstraintComponent"
                yield whole, value, "".join(at)
        yield from self._queries(shape, focus)
        for component in self.shapes.forth[SH.parameter]:
            yield from self._component(component, shape, focus, values)

    def _of_each(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        checks = [*self._conditions(shape), *self._enumerations(shape), *self._texts(shape)]
        for name, holds in checks:
            yield from ((name, value) for value in values if not holds(value))

    def _conditions(self, shape: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
        for name, condition in CONDITIONS.items():
            for parameter in self.shapes.objects(shape, SH[name]):
                yield name, partial(self.holds, condition, parameter=parameter)
        for kind in self.shapes.objects(shape, SH.nodeKind):
            yield "nodeKind", partial(self.holds, KINDS[address(kind).removeprefix(names.SH)])
        for datatype in self.shapes.objects(shape, SH.datatype):
            cast = f"COALESCE(STRLEN(STR({datatype}(STR(?it)))) > 0, false)" if datatype in CASTS else "true"
            condition = f"isLiteral(?it) && DATATYPE(?it) = ?c && {cast}"
            yield "datatype", partial(self.holds, condition, parameter=datatype)

    def _enumerations(self, shape: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
        for head in self.shapes.objects(shape, SH["in"]):
            yield "in", {canonical(each) for each in self.shapes.items(head)}.__contains__
        for head in self.shapes.objects(shape, SH.languageIn):
            ranges = [f"LANGMATCHES(LANG(?it), {each})" for each in self.shapes.items(head)]
            yield "languageIn", partial(self.holds, " || ".join(["false", *ranges]))

    def _texts(self, shape: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
        for pattern in self.shapes.objects(shape, SH.pattern):
            flags = self.shapes.value(shape, SH.flags) or '""'
            yield "pattern", partial(self.holds, f"!?blank && REGEX(STR(?it), {pattern}, {flags})")

    def _of_all(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        for least in self.shapes.objects(shape, SH.minCount):
            yield from [("minCount", "")] * (len(values) < int(text(least)))
        for most in self.shapes.objects(shape, SH.maxCount):
            yield from [("maxCount", "")] * (len(values) > int(text(most)))
        for needed in self.shapes.objects(shape, SH.hasValue):
            yield from [("hasValue", "")] * (canonical(needed) not in values)
        if self.shapes.value(shape, SH.uniqueLang) == TRUE:
            tags = [row["tag"] for value in values for row in self._tag(value)]
            yield from (("uniqueLang", "") for tag in set(tags) if tags.count(tag) > 1)

    def _tag(self, value: str) -> list[Row]:
        tag = f"LANG({_named(value)})"
        return self.select(f"SELECT ({tag} AS ?tag) {{ FILTER({tag} != '') }}")

    def _of_pairs(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        given = " ".join(map(_named, values))
        for name, pattern in PAIRS.items():
            for other in self.shapes.objects(shape, SH[name]):
                path = path_of(self.shapes, other).sparql
                there, other = (f"{_named(focus)} {path} ?{name} ." for name in ("it", "other"))
                here = f"VALUES ?it {{ {given} }}"
                asked = pattern.format(here=here, there=there, other=other, no="NOT EXISTS")
                if not is_literal(focus):
                    yield from ((name, row["it"]) for row in self._pair(name, asked))
                elif name == "equals":
                    yield from ((name, value) for value in values)
        for path in self.shapes.objects(shape, SH.subsetOf):
            allowed = self.values(focus, path_of(self.shapes, path).sparql)
            yield from (("subsetOf", value) for value in values if value not in allowed)

    def _pair(self, name: str, pattern: str) -> list[Row]:
        return self.select(f"SELECT {'' if name.startswith('less') else 'DISTINCT'} ?it {{ {pattern} }}")

    def _of_shapes(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        for value in values:
            for inner in self.shapes.objects(shape, SH.node):
                yield from [("node", value)] * (not self.conforms(inner, value))
            for inner in self.shapes.objects(shape, SH["not"]):
                yield from [("not", value)] * self.conforms(inner, value)
            for name, enough in {"and": _all, "or": any, "xone": _one}.items():
                for head in self.shapes.objects(shape, SH[name]):
                    held = [self.conforms(inner, value) for inner in self.shapes.items(head)]
                    yield from [(name, value)] * (not enough(held))

    def _qualified(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        for inner in self.shapes.objects(shape, SH.qualifiedValueShape):
            others = self._siblings(shape)
            good = [value for value in values if self.conforms(inner, value)]
            good = [value for value in good if not any(self.conforms(each, value) for each in others)]
            for least in self.shapes.objects(shape, SH.qualifiedMinCount):
                yield from [("qualifiedMinCount", "")] * (len(good) < int(text(least)))
            for most in self.shapes.objects(shape, SH.qualifiedMaxCount):
                yield from [("qualifiedMaxCount", "")] * (len(good) > int(text(most)))

    def _siblings(self, shape: str) -> set[str]:
        """Return the shapes that a value must not conform to as well.  Source: SHACL, section 4.7.3."""
        if self.shapes.value(shape, SH.qualifiedValueShapesDisjoint) != TRUE:
            return set()
        parents = self.shapes.subjects(SH.property, shape)
        beside = {each for parent in parents for each in self.shapes.objects(parent, SH.property)}
        found = {inner for each in beside for inner in self.shapes.objects(each, SH.qualifiedValueShape)}
        return found - set(self.shapes.objects(shape, SH.qualifiedValueShape))

    def _closed(self, shape: str, focus: str, values: list[str]) -> Iterator[Found]:
        if self.shapes.value(shape, SH.closed) != TRUE:
            return
        properties = self.shapes.objects(shape, SH.property)
        allowed = {path for each in properties for path in self.shapes.objects(each, SH.path) if is_iri(path)}
        allowed |= set(self.shapes.items(self.shapes.value(shape, SH.ignoredProperties)))
        for value in values:
            for row in [] if is_literal(value) else self.select(f"SELECT ?p ?o {{ {_named(value)} ?p ?o }}"):
                if row["p"] not in allowed:
                    yield "closed", row["o"], row["p"]

    def _lists(self, shape: str, focus: str, values: list[str]) -> Iterator[tuple[str, str]]:
        checks = {
            "minListLength": lambda members, least: len(members) >= int(text(least)),
            "maxListLength": lambda members, most: len(members) <= int(text(most)),
            "uniqueMembers": lambda members, wanted: wanted != TRUE or len(members) == len(set(members)),
            "memberShape": lambda members, inner: all(self.conforms(inner, each) for each in members),
        }
        asked = [(name, each) for name in checks for each in self.shapes.objects(shape, SH[name])]
        for value in values if asked else []:
            members = self._members(value) if self.holds(LIST, value) else None
            for name, parameter in asked:
                yield from [(name, value)] * (members is None or not checks[name](members, parameter))

    def _members(self, head: str) -> list[str]:
        given = f"VALUES ?it {{ {_named(head)} }} ?it rdf:rest* ?cell . ?cell rdf:first ?member"
        return [row["member"] for row in self.select(f"SELECT ?cell ?member {{ {given} }}")]

    def _queries(self, shape: str, focus: str) -> Iterator[Found]:
        for constraint in self.shapes.objects(shape, SH.sparql):
            if self.shapes.value(constraint, SH.deactivated) != TRUE:
                rows = self.select(self._query(constraint, SH.select, shape, {"this": focus}))
                for row in rows:
                    yield self._told_by(row, f"{names.SH}SPARQLConstraintComponent", shape, focus)

    def _told_by(self, row: Row, component: str, shape: str, focus: str) -> Found:
        value = row.get("value", "" if self.shapes.value(shape, SH.path) else focus)
        return component, value, row.get("path", "")

    def _query(self, node: str, kind: str, shape: str, bound: Row) -> str:
        """Return a query of the shapes with what its variables are bound to."""
        query = text(self.shapes.value(node, kind))
        if (path := self.shapes.value(shape, SH.path)) is not None:
            query = re.sub(r"[$?]PATH\b", path_of(self.shapes, path).sparql, query)
        for name, value in bound.items():
            query = _bind(query, name, _named(value))
        return f"{self._declared(node)} {query}"

    def _declared(self, node: str) -> str:
        at = self.shapes.objects(node, SH.prefixes)
        declared = [each for ontology in at for each in self.shapes.objects(ontology, SH.declare)]
        pairs = [
            (self.shapes.texts(each, SH.prefix), self.shapes.texts(each, SH.namespace)) for each in declared
        ]
        return " ".join(f"PREFIX {prefix['en']}: <{namespace['en']}>" for prefix, namespace in pairs)

    def _component(self, component: str, shape: str, focus: str, values: list[str]) -> Iterator[Found]:
        bound: Row = {}
        for parameter in self.shapes.objects(component, SH.parameter):
            path = self.shapes.value(parameter, SH.path)
            assert path is not None
            given = self.shapes.value(shape, path)
            if given is not None:
                bound[names.last_part(address(path))] = given
            elif self.shapes.value(parameter, SH.optional) != TRUE:
                return
        yield from self._validated(component, shape, focus, values, bound)

    def _validated(
        self, component: str, shape: str, focus: str, values: list[str], bound: Row
    ) -> Iterator[Found]:
        kind = SH.propertyValidator if self.shapes.value(shape, SH.path) else SH.nodeValidator
        select, ask = self.shapes.value(component, kind), self.shapes.value(component, SH.validator)
        if select is not None:
            rows = self.select(self._query(select, SH.select, shape, {"this": focus, **bound}))
            yield from (self._told_by(row, address(component), shape, focus) for row in rows)
        elif ask is not None:
            for value in values:
                query = self._query(ask, SH.ask, shape, {"this": focus, "value": value, **bound})
                if not bool(self.store.query(PREFIXES + query)):
                    yield address(component), value, ""


def _bind(query: str, name: str, term: str) -> str:
    """Return a query with a variable bound: its head names it, its body has the term in its place.

    A literal can stand in few places: it is given as a row instead.  A query inside does not name it again.
    """
    head, brace, body = query.partition("{")
    if term.startswith('"'):
        return f"{head}{brace} VALUES ?{name} {{ {term} }} {body}"
    variable = rf"[$?]{name}\b"
    body = re.sub(rf"(SELECT[^{{]*?){variable}", r"\1", body)
    body = re.sub(rf"(GROUP BY[^}}]*?){variable}", rf"\1(<{BLANK}> AS ?its_{name})", body)
    body = re.sub(variable, lambda found: term, body)
    return re.sub(variable, lambda found: f"({term} AS ?{name})", head) + brace + body


def _all(held: list[bool]) -> bool:
    return all(held)


def _one(held: list[bool]) -> bool:
    return held.count(True) == 1


def _named(token: str) -> str:
    """Return a term as a query can name it."""
    return f"<{BLANK}{token[2:]}>" if is_blank(token) else token


def _unnamed(token: str) -> str:
    return f"_:{token[len(BLANK) + 1 : -1]}" if token.startswith(f"<{BLANK}") else token
