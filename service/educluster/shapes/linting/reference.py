"""What pySHACL passes over in silence: asked to be the engine, it would make of it that nothing is wrong."""

from __future__ import annotations

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, text
from educluster.shapes.linting.anatomy import called, in_order
from educluster.shapes.linting.terms import DRAFT

SH = Namespace(names.SH)
_READ = set("im")  # the flags of sh:pattern that it heeds
_REMEDY = "leave out --engine pyshacl (?engine=pyshacl): the other engine checks it"


def refuse_passed_over(shapes: Graph) -> None:
    """Raise BadDocument for a term or a flag that pySHACL does not heed."""
    for term in DRAFT:
        for shape in in_order(shapes.forth[SH[term]]):
            raise BadDocument(f"pySHACL passes over sh:{term} at the shape {called(shapes, shape)}", _REMEDY)
    for shape, flags in sorted(shapes.pairs(SH.flags)):
        if set(text(flags)) - _READ:
            raise BadDocument(f"pySHACL passes over the flags {flags} of {called(shapes, shape)}", _REMEDY)
