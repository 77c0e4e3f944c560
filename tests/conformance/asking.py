"""Queries for constraints, and components in SPARQL, that the engine and the back end are both asked."""

from __future__ import annotations

from conformance.matter import EX, PREDICATES, RDF, SH, TRUE
from educluster import names
from educluster.graphs import Triple, token

# None asks whether a node is blank: for the back end it is an IRI.  Those with $PATH are distinct: for
# Oxigraph, against SPARQL 1.1, section 18.4, p|p is p.
QUERIES_OF_NODES = [
    "SELECT $this WHERE { $this ex:p ?v . FILTER NOT EXISTS { $this ex:q ?v } }",
    "SELECT $this ?value WHERE { $this ex:p ?value . FILTER(isLiteral(?value) && STRLEN(STR(?value)) > 1) }",
    "SELECT $this (COUNT(?v) AS ?value) WHERE { $this ex:p ?v } GROUP BY $this HAVING (COUNT(?v) > 1)",
    "SELECT $this WHERE { OPTIONAL { $this ex:r ?v } FILTER(!BOUND(?v)) }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { $this ex:q ?value } FILTER(?value > 1) }",
    "SELECT $this ?value WHERE { $this ex:p/ex:q* ?value . FILTER(?value != $this) }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(?path IN (ex:q, ex:r)) }",
    "SELECT $this ?value WHERE { ?value ex:p $this . ?value a ?kind . ?kind rdfs:subClassOf* ex:A }",
    "SELECT $this ?value WHERE { $this ex:p ?value . FILTER(LANG(?value) = 'en' || ?value = 5) }",
    "SELECT DISTINCT $this WHERE { $this ex:p ?one, ?other . FILTER(?one < ?other) }",
    """SELECT $this ?value WHERE {
         $this ex:p ?v . BIND(IF(isLiteral(?v), COALESCE(?v + 1, 'none'), 'node') AS ?value)
       }""",
    """SELECT $this ?value WHERE {
         { SELECT $this (MAX(?v) AS ?value) WHERE { $this ex:q ?v FILTER isNumeric(?v) } GROUP BY $this }
         FILTER(?value > 1)
       }""",
]
# What a query may say of two values of a node; where there are no blank nodes, whose STR the back end has.
# Left out is what Oxigraph does otherwise than SPARQL 1.1: a term that has no order is >= itself, "x"@en and
# "yes"^^xsd:boolean have no truth value, and p|q has each value once.
EXPRESSIONS = """
?a = ?b
?a != ?b
isNumeric(?a) && isNumeric(?b) && ?a < ?b
DATATYPE(?a) = xsd:string && ?a > STR(?b)
?a >= 2
?a + ?b > 3
isNumeric(?a) && ?a - ?b = 0
?a * 2 > ?b
?a / 2 < 1
-isNumeric(?a) && isNumeric(?b) && ?a < ?b
?a IN (1, 'x', ex:a, ?b)
?a NOT IN (2, 'x'@en)
sameTerm(?a, ?b)
DATATYPE(?a) = DATATYPE(?b)
LANG(?a) = LANG(?b)
LANGMATCHES(LANG(?a), 'en')
LANGMATCHES(LANG(?a), '*')
STRLEN(STR(?a)) > STRLEN(STR(?b))
STRSTARTS(STR(?a), 'x')
STRENDS(STR(?a), 'y')
CONTAINS(?a, 'x')
CONTAINS(STR(?a), ?b)
UCASE(?a) = 'X'
LCASE(STR(?a)) = 'xyz 1'
SUBSTR(?a, 2) = 'y'
SUBSTR(STR(?a), 1, 1) = '2'
CONCAT(?a, ?b) = 'xx'
STRBEFORE(?a, 'y') = 'x'
STRAFTER(STR(?a), '-') != ''
REPLACE(?a, 'x', 'y') = 'y'
REGEX(?a, '^X', 'i')
ABS(?a) > 2
ROUND(?a) = 2
CEIL(?a) = 2
FLOOR(?a) = 2
YEAR(?a) > 2000
MONTH(?a) = 2
DAY(?a) = 28
HOURS(?a) = 10
isNumeric(?a) && !isNumeric(?b)
isLiteral(?a) && !isLiteral(?b)
BOUND(?c) || ?a > 1
!BOUND(?c) && ?a > 1
IF(?a > 1, ?b > 1, ?b < 1)
COALESCE(?a > 1, ?b > 1)
COALESCE(1 / 0, true)
xsd:integer(?a) = 5
xsd:decimal(?a) > 1.4
xsd:string(?a) = STR(?b)
xsd:boolean(?a)
xsd:double(STR(?a)) > 1
xsd:date(?a) < xsd:date(?b)
STRDT(STR(?a), xsd:integer) = 5
STRLANG(?a, 'en') = 'x'@en
EXISTS { ?b ex:p ?a }
NOT EXISTS { $this ex:r ?a }
EXISTS { ?x ex:q ?a FILTER(?x != $this) }
isNumeric(?a) && !?a
STR(?a) && STRLEN(STR(?b))
(?a > 1) = (?b > 1)
""".strip().splitlines()
AGGREGATES = """
COUNT(*)
COUNT(DISTINCT ?a)
SUM(?a)
AVG(?a)
MIN(IF(isNumeric(?a), ?a, 0))
MAX(IF(isNumeric(?a), ?a, 9))
COUNT(?a) + 1
STRLEN(GROUP_CONCAT(DISTINCT STR(?a); SEPARATOR=' '))
""".strip().splitlines()
PATTERNS = [
    "$this ex:p ?a ; ex:q ?b . OPTIONAL { $this ex:r ?c }",
    "$this ex:p ?a, ?b . OPTIONAL { ?a ex:q ?c }",
    "$this ex:p/ex:q* ?a . ?x ex:p ?b . OPTIONAL { ?x ex:r ?c FILTER(?c != ?a) }",
    "{ $this ex:p ?a } UNION { $this ex:q ?a } $this ex:p ?b",
    "$this !(ex:p|rdf:type) ?a . $this ex:p/^ex:p ?x . ?x ex:p/ex:q? ?b",
    "$this ex:p ?a . { SELECT $this (MAX(?y) AS ?b) { $this ex:q ?y FILTER isNumeric(?y) } GROUP BY $this }",
]
QUERIES = [
    "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER(!isLiteral(?value)) }",
    "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER NOT EXISTS { ?value a ?kind } }",
    "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER REGEX(STR(?value), 'x', 'i') }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this $PATH ?v . ?v ex:p ?w } }",
    *QUERIES_OF_NODES[:3],
]
_NAMESPACES = {"ex": "http://example.org/", "rdf": names.RDF, "rdfs": names.RDFS, "xsd": names.XSD}
DECLARED: list[Triple] = [
    each
    for prefix, namespace in _NAMESPACES.items()
    for each in (
        (EX.prefixes, SH.declare, f"_:{prefix}"),
        (f"_:{prefix}", SH.prefix, token(prefix)),
        (f"_:{prefix}", SH.namespace, token(namespace, names.XSD + "anyURI")),
    )
]
# components in SPARQL: of each value node, and of node shapes and property shapes apart
DECLARED += [
    (EX.AtMost, RDF.type, SH.ConstraintComponent),
    (EX.AtMost, SH.parameter, EX["AtMost-atMost"]),
    (EX["AtMost-atMost"], SH.path, EX.atMost),
    (EX.AtMost, SH.validator, "_:ask"),
    ("_:ask", SH.ask, token("ASK { FILTER(!isLiteral($value) || STRLEN(STR($value)) <= $atMost) }")),
    (EX.Without, RDF.type, SH.ConstraintComponent),
    (EX.Without, SH.parameter, EX["Without-without"]),
    (EX["Without-without"], SH.path, EX.without),
    (EX.Without, SH.parameter, EX["Without-reason"]),
    (EX["Without-reason"], SH.path, EX.reason),
    (EX["Without-reason"], SH.optional, TRUE),
    (EX.Without, SH.nodeValidator, "_:node"),
    ("_:node", SH.select, token("SELECT $this ?value WHERE { $this $without ?value }")),
    (EX.Without, SH.propertyValidator, "_:property"),
    (
        "_:property",
        SH.select,
        token("SELECT DISTINCT $this ?value { $this $PATH ?value . ?value $without ?v }"),
    ),
]


def queries(condition: str, aggregate: str) -> list[str]:
    """Return queries that filter pairs of values, tell what holds of each, or count them."""
    forms = [
        f"SELECT DISTINCT $this (?a AS ?value) WHERE {{ {{}} FILTER({condition}) }}",
        f"SELECT $this ?value WHERE {{ {{}} BIND({condition} AS ?value) }}",
        f"SELECT $this ({aggregate} AS ?value) WHERE {{ {{}} FILTER({condition}) }} GROUP BY $this",
    ]
    return [form.replace("{}", pattern) for form in forms for pattern in PATTERNS]


def asking(query: str) -> list[Triple]:
    """Return shapes that ask a query of all that have a value."""
    shape, constraint = EX.S, EX.constraint
    targets = [(shape, SH.targetSubjectsOf, each) for each in PREDICATES]
    said = [(shape, SH.sparql, constraint), (constraint, SH.select, token(query))]
    return [*targets, *said, (constraint, SH.prefixes, EX.prefixes), *DECLARED]
