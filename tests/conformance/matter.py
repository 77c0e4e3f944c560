"""What examples are made of: nodes, literals of many kinds, and what is left out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from educluster import names
from educluster.graphs import Graph, Namespace, Triple, token

Choose = Callable[[int], int]  # one of so many, counted from 0; 0 is the simplest

EX = Namespace("http://example.org/")
RDF, RDFS, SH, XSD = (Namespace(each) for each in (names.RDF, names.RDFS, names.SH, names.XSD))
TRUE = token("true", names.XSD + "boolean")

IRIS = [EX[each] for each in "abcd"]
BLANKS = ["_:m", "_:n"]
PREDICATES = [EX[each] for each in "pqr"]
CLASSES = [EX[each] for each in "ABC"]


def typed(kind: str, *lexical: str) -> list[str]:
    """Return literals of a datatype of XML Schema."""
    return [token(each, names.XSD + kind) for each in lexical]


NUMBERS = [
    *typed("integer", "0", "1", "2", "5", "-3"),
    *typed("decimal", "1.5", "2.25"),
    *typed("double", "1.5", "INF"),
]
DATES = typed("date", "2020-02-28", "2021-01-01", "1999-12-31")
TIMES = typed("dateTime", "2020-02-28T10:00:00", "2021-01-01T00:00:00")
TEXTS = [
    *[token(each) for each in ("", "x", "xy", "Xyz 1", "naïve 😀")],
    *[token("x", language=each) for each in ("en", "en-gb", "de")],
    *[token(each, language="en") for each in ("y", "z", "yes")],
]
OTHERS = [*typed("boolean", "true", "false"), token("z", "http://example.org/datatype")]
ILL = [*typed("integer", "abc"), *typed("date", "2020-13-01"), *typed("boolean", "yes")]
# the same values written otherwise: a store makes one of them
ODD = [
    *typed("integer", "05", "+5"),
    *typed("decimal", "5.0", "5.00"),
    *typed("double", "5", "5e0"),
    *typed("boolean", "1"),
    *typed("int", "5"),
    *typed("byte", "5", "300"),
]
BROKEN = [token(each) for each in ("\n", "x\n")]
PLAIN = [*NUMBERS, *DATES, *TIMES, *TEXTS, *OTHERS, *ILL]
DATATYPES = [XSD[each] for each in "string integer decimal double boolean date dateTime".split()]
LANGUAGES = [token(each) for each in ("en", "de", "en-gb")]
PATTERNS = ["^x", "y$", "x|1", "[0-9]+", "^$", "^X", "^.$", "http"]
KINDS = [SH[each] for each in "IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral".split()]
SEVERITIES = [SH.Info, SH.Warning, SH.Violation, EX.Bad]
TARGETS = ["targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"]

RANGES = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]
ORDER = frozenset([*RANGES, "lessThan", "lessThanOrEquals"])

DRAFTED = frozenset(["memberShape", "minListLength", "maxListLength", "uniqueMembers", "subsetOf"])


@dataclass(frozen=True)
class Matter:
    """What is made up: of which literals, with queries or without, and what is left out.

    What is left out are terms, or traps by their names: see `test_agreement`.
    """

    literals: Sequence[str]
    queries: bool = False
    without: frozenset[str] = frozenset()

    def rest(self, terms: Sequence[str]) -> list[str]:
        """Return those terms that are not left out."""
        return [each for each in terms if each not in self.without]


@dataclass(frozen=True)
class Example:
    """Shapes and a description that lies over a vocabulary, as triples."""

    shapes: list[Triple]
    data: list[Triple]
    vocabulary: list[Triple] = field(default_factory=list)

    @property
    def shapes_graph(self) -> Graph:
        return Graph(self.shapes)

    @property
    def data_graph(self) -> Graph:
        return Graph(self.data, Graph(self.vocabulary))
