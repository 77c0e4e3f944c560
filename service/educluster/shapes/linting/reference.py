"""What pySHACL passes over in silence: asked to be the engine, it would make of it that nothing is wrong."""

from __future__ import annotations

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, text
from educluster.shapes.linting.anatomy import called, classes, in_order
from educluster.shapes.linting.terms import DRAFT

SH = Namespace(names.SH)
_TYPE = f"<{names.RDF}type>"
_READ = set("im")  # the flags of sh:pattern that it heeds
_REMEDY = "leave out --engine pyshacl (?engine=pyshacl): the other engine checks it"


def refuse_passed_over(shapes: Graph) -> None:
    """Raise BadDocument for a term, a flag or a target that pySHACL does not heed."""
    for shape in in_order(classes(shapes) - _seen_as_classes(shapes)):
        problem = f"pySHACL passes over the instances of {shape}, which is a class and a shape"
        raise BadDocument(problem, f"say that it is a sh:NodeShape, or {_REMEDY}")
    for term in DRAFT:
        for shape in in_order(shapes.forth[SH[term]]):
            raise BadDocument(f"pySHACL passes over sh:{term} at the shape {called(shapes, shape)}", _REMEDY)
    for shape, flags in sorted(shapes.pairs(SH.flags)):
        if set(text(flags)) - _READ:
            raise BadDocument(f"pySHACL passes over the flags {flags} of {called(shapes, shape)}", _REMEDY)


def _seen_as_classes(shapes: Graph) -> set[str]:
    """Return what pySHACL takes for a shape where it looks for classes."""
    typed = {each for kind in (SH.NodeShape, SH.PropertyShape) for each in shapes.subjects(_TYPE, kind)}
    return typed | shapes.forth[SH.property].keys() | shapes.forth[SH.node].keys()
