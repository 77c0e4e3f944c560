"""Random queries over random graphs: compiled they give what Oxigraph gives, with values given before too."""

import os
import re
from collections import Counter

import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import stored_queries
from educluster.graphs import Graph
from educluster.shapes.compiled import values
from educluster.shapes.compiled.sparql import prepare

EX = {"ex": "https://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
NODES = [f"<https://example.org/{name}>" for name in "stuv"]
PREDICATES = [f"<https://example.org/{name}>" for name in "pqr"]
LITERALS = ['"x"', '""', '"xy"', "1", "2", "1.5", "true", '"1"', '"2020-01-01"^^xsd:date']
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
WITH_THIS = re.compile(r"\?c\b")  # the variable that is given in the second test
NAMES = ["a", "b", "c", "d"]
STRINGS = ["STRLEN(STR({}))", "UCASE(STR({}))", "LANG({})", "DATATYPE({})", "SUBSTR(STR({}), 2)", "STR({})"]
TESTS = ["ISIRI({})", "ISLITERAL({})", "ISNUMERIC({})", "ISBLANK({})", "!({})", "CONTAINS(STR({}), 'x')"]
SIGNS = ["=", "!="]
ORDER = ["<", ">", "<=", ">="]


def token(written):
    """The token of a literal of a query."""
    query = f"PREFIX xsd: <{EX['xsd']}> SELECT ({written} AS ?x) {{}}"
    (found,) = pyoxigraph.Store().query(query)
    return str(found["x"])


OBJECTS = [*NODES, "_:b1", *map(token, LITERALS)]
variables = some.sampled_from([f"?{name}" for name in NAMES])
triples = some.tuples(
    some.sampled_from([*NODES, "_:b1"]), some.sampled_from(PREDICATES), some.sampled_from(OBJECTS)
)
graphs = some.lists(triples, min_size=2, max_size=10).map(Graph)
steps = some.sampled_from(
    [*PREDICATES, *(f"^{each}" for each in PREDICATES[:2]), "!ex:p", "(!(ex:p|^ex:q))+", "!^ex:r"]
)
paths = some.recursive(
    steps,
    lambda inner: some.one_of(
        some.tuples(inner, inner).map("({0[0]}/{0[1]})".format),
        some.tuples(inner, inner, some.sampled_from("*+?")).map("({0[0]}|{0[1]}){0[2]}".format),
        some.tuples(inner, some.sampled_from("*+?")).map("({0[0]}){0[1]}".format),
        inner.map("^({})".format),
    ),
    max_leaves=3,
)
ends = some.one_of(variables, variables, variables, some.sampled_from(NODES))
values_of_triples = some.one_of(ends, some.sampled_from(LITERALS))
patterns = some.one_of(
    some.tuples(ends, some.sampled_from(PREDICATES), values_of_triples),
    some.tuples(ends, some.sampled_from(PREDICATES), values_of_triples),
    some.tuples(ends, some.just("?e"), values_of_triples),  # no end of an empty path
    some.tuples(variables, paths, variables),
).map(" ".join)
terms = some.one_of(variables, variables, some.sampled_from(LITERALS), some.sampled_from(NODES))


def calls(inner):
    pairs = some.tuples(inner, some.sampled_from([*SIGNS, "+", "-", "*", "&&", "||"]), inner)
    return some.one_of(
        pairs.map("({0[0]} {0[1]} {0[2]})".format),
        some.tuples(some.sampled_from([*STRINGS, *TESTS]), inner).map(lambda each: each[0].format(each[1])),
        some.tuples(inner, inner, inner).map("IF({0[0]}, {0[1]}, {0[2]})".format),
        some.tuples(inner, inner).map("COALESCE({0[0]}, {0[1]})".format),
        some.tuples(inner, inner).map("CONCAT(STR({0[0]}), STR({0[1]}))".format),
        some.tuples(inner, inner, inner).map("({0[0]} IN ({0[1]}, {0[2]}))".format),
        some.tuples(inner, terms).map("({0[0]} NOT IN ({0[1]}))".format),
        some.tuples(variables, some.sampled_from(NODES), some.sampled_from(NODES)).map(
            "({0[0]} IN ({0[1]}, {0[2]}))".format
        ),
        some.tuples(inner, inner).map("sameTerm({0[0]}, {0[1]})".format),
        some.tuples(inner, some.sampled_from(ORDER), inner).map("(STR({0[0]}) {0[1]} STR({0[2]}))".format),
        some.tuples(inner, some.sampled_from(ORDER)).map("({0[0]} {0[1]} 2)".format),
        variables.map("BOUND({})".format),
    )


expressions = some.recursive(terms, calls, max_leaves=4)
blocks = some.lists(patterns, min_size=1, max_size=3).map(" . ".join)


def parts(group):
    """Parts of a group, of which each begins with triples."""
    exists = some.tuples(some.sampled_from(["", "NOT "]), group).map(
        "FILTER {0[0]}EXISTS {{ {0[1]} }}".format
    )
    selects = some.tuples(some.sampled_from(["", "DISTINCT "]), some.sets(variables, min_size=1), group)
    return some.one_of(
        blocks,
        blocks,
        group.map("OPTIONAL {{ {} }}".format),
        group.map("{{ {} }}".format),
        some.tuples(group, group).map("{{ {0[0]} }} UNION {{ {0[1]} }}".format),
        expressions.map("FILTER ({})".format),
        exists,
        some.tuples(expressions, some.integers(0, 99)).map("BIND ({0[0]} AS ?n{0[1]})".format),
        selects.map(
            lambda each: f"{{ SELECT {each[0]}?this {' '.join(sorted(each[1]))} WHERE {{ {each[2]} }} }}"
        ),
    )


groups = some.recursive(
    blocks, lambda inner: some.lists(parts(inner), min_size=1, max_size=3).map(" ".join), max_leaves=5
)
AGGREGATES = [
    "COUNT(*)",
    "COUNT(?b)",
    "COUNT(DISTINCT ?b)",
    "SUM(?b)",
    "MIN(STR(?b))",
    "MAX(STRLEN(STR(?b)))",
    "AVG(?b)",
]
KEYS = ["", "GROUP BY ?a", "GROUP BY ?a HAVING (COUNT(?b) > 1)", "GROUP BY (STR(?a) AS ?k)"]
plain = some.tuples(some.sampled_from(["SELECT * ", "SELECT DISTINCT ?a ?b ", "SELECT ?a "]), groups)
counted = some.tuples(some.sampled_from(AGGREGATES), groups, some.sampled_from(KEYS))
queries = some.one_of(
    plain.map("{0[0]}{{ {0[1]} }}".format),
    plain.map("{0[0]}{{ {0[1]} }}".format),
    counted.map("SELECT ({0[0]} AS ?total) {{ {0[1]} }} {0[2]}".format),
)


def by_value(row):
    numbers = {name: values.number(term) for name, term in row.items()}
    return frozenset((name, round(numbers[name][1], 9) if numbers[name] else row[name]) for name in row)


def of_oxigraph(graph, text):
    store = pyoxigraph.Store()
    lines = "".join(f"{' '.join(each)} .\n" for each in graph)
    store.extend(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    found = store.query(text, prefixes=EX)
    names = [each.value for each in found.variables]
    return [{name: str(row[name]) for name in names if row[name] is not None} for row in found]


def is_read(text):
    """Whether Oxigraph reads a query: those drawn may bind what has a value."""
    try:
        pyoxigraph.Store().query(text, prefixes=EX)
    except SyntaxError:
        return False
    return True


def with_this(text):
    """A query with ?this in the place of ?c, each once in what is selected."""
    selected = re.compile(r"(?:\?\w+ )+(?=WHERE)")
    return selected.sub(
        lambda found: " ".join(dict.fromkeys(found[0].split())) + " ", WITH_THIS.sub("?this", text)
    )


@given(graphs, queries.filter(is_read))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_query_gives_the_rows_that_oxigraph_gives(graph, text):
    compiled = prepare(text, EX)
    assert Counter(map(by_value, compiled.select(graph, {}))) == Counter(
        map(by_value, of_oxigraph(graph, text))
    )


@given(graphs, queries.filter(is_read), some.sampled_from([*NODES, '"x"', "_:b1"]))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_value_that_is_given_is_known_everywhere_on_both_ways(graph, text, node):
    graph = Graph([*graph, (NODES[0], PREDICATES[0], node)])  # an empty path leads from nodes alone
    compiled = prepare(with_this(text), EX)
    rows = compiled.select(graph, {"this": node})
    assert Counter(map(by_value, rows)) == Counter(
        map(by_value, stored_queries.select(compiled.read, graph, {"this": node}))
    )
