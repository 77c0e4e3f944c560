"""Made-up shapes over made-up descriptions: the compiled engine finds what two other engines find.

pySHACL is asked about SHACL Core, the SPARQL back end about queries as well.  EDUCLUSTER_EXAMPLES=5000 tries
as many examples, and others each time.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from random import Random

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import asking, making, matter, multisets, sparql_backend, strategies
from conformance.matter import Example, Matter
from conformance.sparql_backend import by_value, canonical
from conformance.suites import Told
from educluster.graphs import Graph, Triple
from educluster.shapes.compiled import compile_shapes
from educluster.shapes.reference import PyShacl
from educluster.shapes.results import Engine

OWN = re.compile(r"<http://example\.org/[a-d]\d+>|_:.*")  # nodes of one description alone
PREFIXES = (
    "PREFIX : <http://example.org/> PREFIX sh: <http://www.w3.org/ns/shacl#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
# What pySHACL does wrong, as the SPARQL back end shows: shapes and a description for each.
FAULTY = {
    # values that cannot be compared have an order; blank nodes end it
    "order of values": ("[] sh:targetNode 5 ; sh:minInclusive '2020-01-01'^^xsd:date .", ":a :p 5 ."),
    "order of nodes": ("[] sh:targetNode :a ; sh:path :p ; sh:lessThanOrEquals :p .", ":a :p :b ."),
    # $ in a pattern is also where a last line ends
    "line breaks": ("[] sh:targetObjectsOf :p ; sh:pattern '^$' .", ":a :p '\\n' ."),
    # it goes ^p/^q
    "inverse of a sequence": (
        "[] sh:targetNode :c ; sh:path [ sh:inversePath ( :p :q ) ] ; sh:maxCount 0 .",
        ":a :q :b . :b :p :c .",
    ),
    # a blank node is long enough
    "minLength 0": ("[] sh:targetObjectsOf :p ; sh:minLength 0 .", ":a :p [] ."),
}
# It has targets in the vocabulary: what it says of them is left out, but not of the nodes that they lead to.
FAULTS = frozenset([*FAULTY, "individuals", *matter.DRAFTED])
PLAIN, MIXED = Matter([*matter.PLAIN, *matter.BROKEN]), Matter([*matter.PLAIN, *matter.ODD])
# SPARQL leaves open whether "x"@en equals a literal of an unknown or ill-formed kind: they do not meet.
QUERIED = [
    Matter(literals, queries=True, without=frozenset(["blank nodes", *matter.DRAFTED]))
    for literals in (
        [each for each in matter.PLAIN if '"@' not in each],
        [*matter.NUMBERS, *matter.DATES, *matter.TIMES, *matter.TEXTS],
    )
]
# What is said in one description is nothing to another: no path leads back from a literal or a class.
APART = replace(MIXED, without=frozenset(["inversePath", "subClassOf", "targetNode"]))
OF_PYSHACL = [
    replace(MIXED, without=matter.ORDER | FAULTS - {"order of nodes"}),
    *(Matter(literals, without=FAULTS) for literals in (matter.NUMBERS, matter.DATES, matter.TIMES)),
]
EXAMPLES = int(os.environ.get("EDUCLUSTER_EXAMPLES", "0"))
thoroughly = settings(max_examples=EXAMPLES or 60, derandomize=not EXAMPLES)


def test_a_store_keeps_the_plain_literals_as_they_are():
    assert [canonical(each) for each in PLAIN.literals] == PLAIN.literals


@thoroughly
@given(st.one_of(*map(strategies.examples, OF_PYSHACL)))
def test_core_finds_what_pyshacl_finds(example):
    assert compiled(example) == by_pyshacl(example)


@thoroughly
@given(strategies.examples(PLAIN))
def test_core_finds_what_sparql_finds(example):
    assert by_value(compiled(example).elements()) == by_sparql(example)


@thoroughly
@given(strategies.examples(replace(PLAIN, queries=True)))
def test_queries_find_what_sparql_finds(example):
    assert by_value(compiled(example).elements()) == by_sparql(example)


@pytest.mark.parametrize("seed", range(EXAMPLES or 100))
def test_by_chance_core_finds_what_pyshacl_finds(seed):
    """Even chances go deeper than hypothesis, which keeps things simple."""
    example = making.example(Random(seed).randrange, OF_PYSHACL[seed % len(OF_PYSHACL)])
    assert compiled(example) == by_pyshacl(example)


@pytest.mark.parametrize("seed", range(EXAMPLES or 100))
def test_by_chance_queries_find_what_sparql_finds(seed):
    example = making.example(Random(seed).randrange, [replace(PLAIN, queries=True), *QUERIED][seed % 3])
    assert by_value(compiled(example).elements()) == by_sparql(example)


@pytest.mark.parametrize("of", QUERIED, ids=["without languages", "well-formed"])
@pytest.mark.parametrize("expression", asking.EXPRESSIONS)
def test_every_expression_finds_what_sparql_finds(expression, of):
    chance = Random(expression)
    data = making.description(chance.randrange, of, 40)
    for query in asking.queries(expression, chance.choice(asking.AGGREGATES)):
        example = Example(asking.asking(query), data)
        assert by_value(compiled(example).elements()) == by_sparql(example), query


@thoroughly
@given(strategies.shapes(APART), st.lists(strategies.descriptions(APART), min_size=2, max_size=6))
def test_descriptions_have_the_results_of_each_one_whether_alone_or_together(shapes, descriptions):
    engine = compile_shapes(Graph(shapes))
    apart = [making.moved(each, number) for number, each in enumerate(descriptions)]
    alone = sum((found(engine, each) for each in apart), Counter())
    assert found(engine, [triple for each in apart for triple in each]) == alone


@pytest.mark.parametrize("size", [1, 50])
def test_descriptions_have_the_same_results_in_batches_of_any_size(size):
    engine, chance = compile_shapes(Graph(making.shapes(Random(5).randrange, APART, 20))), Random(6)
    apart = [making.moved(making.description(chance.randrange, APART, 8), number) for number in range(200)]
    batches = [apart[start : start + size] for start in range(0, len(apart), size)]
    one_by_one = (found(engine, [triple for each in batch for triple in each]) for batch in batches)
    together = found(engine, [triple for each in apart for triple in each])
    assert len(together) > 100
    assert sum(one_by_one, Counter()) == together


@pytest.mark.parametrize("name", FAULTY)
def test_pyshacl_is_still_wrong_where_it_is_not_asked(name):
    """When this fails, pySHACL has been mended: ask it about this again."""
    example = Example(*map(triples, FAULTY[name]))
    assert by_value(compiled(example).elements()) == by_sparql(example)
    assert compiled(example) != by_pyshacl(example)


def compiled(example: Example) -> Counter[Told]:
    return multisets.of(compile_shapes(example.shapes_graph).run(example.data_graph))


def by_pyshacl(example: Example) -> Counter[Told]:
    return multisets.of(PyShacl(example.shapes_graph).run(example.data_graph))


def by_sparql(example: Example) -> Counter[Told]:
    return by_value(sparql_backend.run(example.shapes_graph, example.data_graph))


def found(engine: Engine, data: list[Triple]) -> Counter[Told]:
    """Return what is found of the nodes that a description has to itself: no class, no literal."""
    results = map(multisets.told, engine.run(Graph(data)))
    return Counter(each for each in results if OWN.fullmatch(each.focus))


def triples(turtle: str) -> list[Triple]:
    parsed = pyoxigraph.parse(PREFIXES + turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return [(str(each.subject), str(each.predicate), str(each.object)) for each in parsed]
