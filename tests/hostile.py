"""Queries that mean harm, and small ones that other clients ask meanwhile."""

DEEP = 20_000
_ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_TEN = "VALUES ?x{} {{ 0 1 2 3 4 5 6 7 8 9 }}"


def _doubling(times):
    """A text that doubles so many times."""
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('abcdefgh' AS ?x0) {steps} }}"


# What the engine cannot read, and nothing before it refuses.
OVERFLOWING = f"SELECT ({'-'.join(['1'] * DEEP)} AS ?x) {{}}"

# What cannot be read: too deep for the stack of the parser, or of what walks through the query.
DEEPLY_NESTED = {
    "brackets": f"SELECT * {{ ?a ?b ?c FILTER({'(' * DEEP}1{')' * DEEP}) }}",
    "braces": f"SELECT * {'{' * DEEP}{'}' * DEEP}",
    "paths": f"SELECT * {{ ?a {'(' * DEEP}<x:a>{')' * DEEP} ?b }}",
    "negations": f"ASK {{ FILTER({'!' * DEEP}true) }}",
    "signs": f"SELECT ({'- ' * DEEP}1 AS ?x) {{}}",
    "inverse paths": f"SELECT * {{ ?a {'^(' * DEEP}<x:a>{')' * DEEP}* ?b }}",
    "blank nodes": f"ASK {{ {'[ <x:a> ' * DEEP}1{' ]' * DEEP} }}",
    "lists": f"ASK {{ {'(' * DEEP}1{')' * DEEP} <x:a> 1 }}",
    "triple terms": f"ASK {{ ?s ?p {'<<( ?s ?p ' * DEEP}1{' )>>' * DEEP} }}",
    "unions": f"SELECT * {{ {' UNION '.join(['{ ?a ?b ?c }'] * DEEP)} }}",
    "alternatives": f"SELECT * {{ ?a {'|'.join(f'<x:{n}>' for n in range(DEEP))} ?b }}",
    "sequences": f"SELECT * {{ ?a {'/'.join(['<x:a>'] * DEEP)} ?b }}",
    "differences": OVERFLOWING,
    "sums": f"SELECT ({'+'.join(['1'] * DEEP)} AS ?x) {{}}",
    "disjunctions": f"ASK {{ FILTER({' || '.join(['false'] * DEEP)}) }}",
    "optional groups": f"SELECT * {{ {'OPTIONAL { ?a ?b ?c } ' * 5000} }}",
    "subselects": f"SELECT * {{ {'{ SELECT * { ' * 5000}?a ?b ?c{' } }' * 5000} }}",
    "existence": f"ASK {{ {'FILTER EXISTS { ' * 5000}?a ?b ?c{' }' * 5000} }}",
}

# What can be read, and does not end.
ENDLESS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}",
    "sorted product": f"SELECT * {{ {_ALL} }} ORDER BY ?c ?f ?i",
    "distinct product": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?d ?g {{ {_ALL} }} }}",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<x:a>|!<x:a>)*/(<x:a>|!<x:a>)* ?b }",
    "doubled text": _doubling(40),
    "grouped text": f"SELECT (GROUP_CONCAT(?c; separator='{'x' * 5000}') AS ?n) {{ ?a ?b ?c . ?d ?e ?f }}",
    "bound values": f"SELECT (COUNT(*) AS ?n) {{ {' '.join(_TEN.format(n) for n in range(14))} }}",
    "constructed product": f"CONSTRUCT {{ ?a ?e ?i }} {{ {_ALL} FILTER(CONCAT(?c, ?f, STR(?i)) = 'x') }}",
    "hashed text": "SELECT (MAX(SHA512(CONCAT(STR(?a), STR(?f)))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
}

# What other engines do not end, and this one does: expressions are matched in linear time.
EXPRESSIONS = {
    "nested repetition": f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a+)+$')) }}",
    "repeated alternatives": f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a|aa|a?)+$')) }}",
    "counted repetition": f"ASK {{ FILTER(REGEX('{'a' * 5000}', '((a{{1,50}}){{1,50}}){{1,50}}$')) }}",
    "large values": f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {' '.join(map(str, range(50_000)))} }} }}",
}

LOOKUP = "DESCRIBE <https://w3id.org/educluster/id/principle-mutual-control>"
