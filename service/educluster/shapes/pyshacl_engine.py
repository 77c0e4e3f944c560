"""The engine, pySHACL, hidden: shapes and data in, results out.

Another engine comes behind the same names: `run`, `probe`, `try_out`, `blaming_shapes`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyshacl
import rdflib
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from educluster.errors import BadDocument, NotValidated
from educluster.names import last_part
from educluster.reports.model import Texts
from educluster.shapes.anatomy import TARGETS, shapes_in
from educluster.shapes.rdf import all_texts
from educluster.shapes.results import Probe, Result, in_order
from educluster.shapes.words import FOUND

NAME = f"pySHACL {pyshacl.__version__}"
_CLASSES = {
    (RDF.type, RDFS.Class),
    (RDF.type, OWL.Class),
    (RDFS.subClassOf, RDFS.Class),
}  # a shape that is a class has its instances as targets
_REMEDY = "report the document to who runs this service"
_BOUND = re.compile("\0([^\0]*)\0")  # in a message: what the variables of the query were bound to
_TOLD_ELSEWHERE = ("this", "path", "value")


def run(shapes: rdflib.Graph, data: rdflib.Graph) -> list[Result]:
    """Return the results of all shapes over the data, in a fixed order.

    Raises NotValidated when the engine fails: that is never "conforms".
    """
    return _results(_report(shapes, data), shapes)


def try_out(shapes: rdflib.Graph) -> None:
    """Hold a node of which nothing is said against every shape: the engine builds each constraint for it.

    Raises NotValidated when the engine cannot apply one.
    """
    nobody = rdflib.URIRef("urn:educluster:nobody")
    probe(shapes, rdflib.Graph(), [Probe(nobody, shape) for shape in shapes_in(shapes)])


@contextmanager
def blaming_shapes(own: bool) -> Iterator[None]:
    """Say of a failure of the engine that the shapes are to blame, where they are a user's own.

    Raises BadDocument instead of NotValidated.
    """
    try:
        yield
    except NotValidated as error:
        if not own:
            raise
        remedy = "mend what it names; SHACL 1.0 is what is checked here"
        problem = " ".join(error.problem.split())
        raise BadDocument(f"the shapes cannot be applied: {problem}", remedy) from error


def probe(shapes: rdflib.Graph, data: rdflib.Graph, probes: Sequence[Probe]) -> list[tuple[Result, ...]]:
    """Return for each probe the results that its node has against its shape; none where it conforms."""
    if not probes:
        return []
    asked = _without_targets(shapes)
    names = [rdflib.URIRef(f"urn:educluster:probe:{number}") for number in range(len(probes))]
    for name, each in zip(names, probes, strict=True):
        reference = SH.property if (each.shape, SH.path, None) in shapes else SH.node
        for triple in ((RDF.type, SH.NodeShape), (SH.targetNode, each.node), (reference, each.shape)):
            asked.add((name, *triple))
    report = _report(asked, data)
    found: dict[tuple[Node, Node], list[Result]] = {}
    for result in _results(report, asked):
        found.setdefault((result.shape, result.focus), []).append(result)
    return [_details(found, name, each) for name, each in zip(names, probes, strict=True)]


def _without_targets(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return shapes without targets: pySHACL's own choice of shapes gives up on deep ones."""
    kept = rdflib.Graph()
    for triple in shapes:
        if triple[1] not in TARGETS and triple[1:] not in _CLASSES:
            kept.add(triple)
    return kept


def _details(found: dict[tuple[Node, Node], list[Result]], name: Node, probe: Probe) -> tuple[Result, ...]:
    """Return what a probe found: the details of its result, or those of the property shape it asked for."""
    through_node = found.get((name, probe.node), [])
    if through_node:
        return tuple(detail for each in through_node for detail in each.details) or tuple(through_node)
    return tuple(found.get((probe.shape, probe.node), []))


def _report(shapes: rdflib.Graph, data: rdflib.Graph) -> rdflib.Graph:
    """Return pySHACL's report.

    The graph is given, never an address or a text, which pySHACL would fetch or open.
    """
    SPARQLConstraintComponentValidator.validator_cache.clear()  # its keys are addresses
    try:
        _, results, told = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    except MemoryError:
        raise
    except Exception as error:  # of any kind, out of rdflib as well
        raise NotValidated(f"{NAME} failed: {error}", _REMEDY) from error
    if not isinstance(results, rdflib.Graph):
        raise NotValidated(f"{NAME} failed: {told}", _REMEDY)
    return results


def _results(report: rdflib.Graph, shapes: rdflib.Graph) -> list[Result]:
    return list(in_order(_result(report, shapes, node) for node in report.objects(None, SH.result)))


def _result(report: rdflib.Graph, shapes: rdflib.Graph, node: Node) -> Result:
    shape = _needed(report, node, SH.sourceShape)
    path = report.value(node, SH.resultPath)
    if isinstance(path, rdflib.BNode):  # the path of the shape, which the report only points to
        path = shapes.value(shape, SH.path)
    own, words = _own_messages(report, shapes, node), all_texts(report, node, SH.resultMessage)
    return Result(
        focus=_needed(report, node, SH.focusNode),
        path=path,
        value=report.value(node, SH.value),
        component=str(_needed(report, node, SH.sourceConstraintComponent)),
        shape=shape,
        messages=own or {language: _BOUND.sub("", text) for language, text in words.items()} or FOUND,
        details=in_order(_result(report, shapes, each) for each in report.objects(node, SH.detail)),
        own=own,
        bound=_bound(report, shapes, node),
    )


def _own_messages(report: rdflib.Graph, shapes: rdflib.Graph, node: Node) -> Texts:
    """Return what the shapes say of a result: the query before its shape, last a validator.

    The engine's report lacks the languages of what a query says.  Source: SHACL, sections 2.1.5 and 5.3.2.
    """
    shape, component = (report.value(node, each) for each in (SH.sourceShape, SH.sourceConstraintComponent))
    validator = SH.propertyValidator if (shape, SH.path, None) in shapes else SH.nodeValidator
    sources = [report.value(node, SH.sourceConstraint), shape]
    sources += [each for kind in (validator, SH.validator) for each in shapes.objects(component, kind)]
    return next(filter(None, (all_texts(shapes, each, SH.message) for each in sources if each)), {})


def _bound(report: rdflib.Graph, shapes: rdflib.Graph, node: Node) -> Mapping[str, str]:
    """Return what the variables of a query stand for: parameters, and what `_with_bindings` wrote down."""
    shape, component = (report.value(node, each) for each in (SH.sourceShape, SH.sourceConstraintComponent))
    found = {
        last_part(str(path)): str(shapes.value(shape, path))
        for path in shapes.objects(component, SH.parameter / SH.path)
    }
    written = (_BOUND.search(str(each)) for each in report.objects(node, SH.resultMessage))
    for each in filter(None, written):
        found |= json.loads(each[1])
    return found


def _needed(report: rdflib.Graph, node: Node, predicate: Node) -> Node:
    """Return what every result says; raise NotValidated when pySHACL left it out."""
    value = report.value(node, predicate)
    if value is None:
        raise NotValidated(f"{NAME} gave a result without {predicate}", "report it with the document")
    return value


def _with_bindings(_: object, message: str, bound: object) -> str:
    """Return a message with what the variables were bound to, between signs that no text has.

    pySHACL puts the values in with re.sub, which a backslash in one of them ends.
    """
    values = bound[3] if isinstance(bound, tuple) and len(bound) == 4 else bound
    if not isinstance(values, dict):
        return message
    told = {str(name): str(value) for name, value in values.items() if str(name) not in _TOLD_ELSEWHERE}
    return _BOUND.sub("", message) + f"\0{json.dumps(told)}\0"


ConstraintComponent._format_sparql_based_result_message = _with_bindings
