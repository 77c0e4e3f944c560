"""Which prefixes are declared for a query in shapes.  Source: SHACL, section 5.2.1."""

from __future__ import annotations

from collections.abc import Iterator

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, is_literal, text
from educluster.shapes.linting.anatomy import called, in_order

DECLARE = (
    "mend it; a prefix is declared in the query (PREFIX ex: <…>), or with sh:prefixes at the constraint, "
    'which names a node with sh:declare [ sh:prefix "ex" ; sh:namespace "…" ]'
)
_OWL, _SH = Namespace(names.OWL), Namespace(names.SH)
_GIVEN = {"rdf": names.RDF, "rdfs": names.RDFS, "owl": names.OWL}  # without a declaration


def prefixes(shapes: Graph, node: str) -> dict[str, str]:
    """Return the namespaces that are declared for a query.

    Raises BadDocument for a declaration that lacks a part, or contradicts another one.
    """
    found = dict(_GIVEN)
    for declared in in_order(_declarations(shapes, node)):
        prefix, namespace = (list(shapes.objects(declared, each)) for each in (_SH.prefix, _SH.namespace))
        if not len(prefix) == len(namespace) == 1 or not is_literal(prefix[0]):
            raise BadDocument(
                f"a prefix of the query of {called(shapes, node)} is not declared in full", DECLARE
            )
        name, meant = text(prefix[0]), text(namespace[0])
        if found.setdefault(name, meant) != meant:
            raise BadDocument(f"the prefix {name}: is declared twice, differently", "declare it once")
    return found


def _declarations(shapes: Graph, node: str) -> Iterator[str]:
    """Yield the declarations at what sh:prefixes names, and at what that imports within the same shapes."""
    waiting, seen = list(shapes.objects(node, _SH.prefixes)), set[str]()
    while waiting:
        each = waiting.pop()
        seen.add(each)
        yield from shapes.objects(each, _SH.declare)
        waiting += shapes.objects(each, _OWL.imports).keys() - seen
