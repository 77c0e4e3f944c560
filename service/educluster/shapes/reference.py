"""pySHACL as an engine: the reference in tests, and for what is not compiled; hides rdflib.

It takes a hundred times as long as the compiled engine, and a pattern can hang it: it runs in a worker with a
deadline, like everything that is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import pyshacl
import rdflib
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from rdflib.namespace import SH
from rdflib.term import Node

from educluster import names
from educluster.errors import NotValidated
from educluster.graphs import Graph, Namespace, Path, address, path_of, text
from educluster.names import last_part
from educluster.reports.model import Texts
from educluster.shapes import lexical
from educluster.shapes.linting.anatomy import TARGETS
from educluster.shapes.rdf import graph_of, term_of, token_of
from educluster.shapes.results import Probe, Result, in_order
from educluster.shapes.telling.words import FOUND

_SH, _RDF = Namespace(names.SH), Namespace(names.RDF)
_CLASSES = {
    (_RDF.type, f"<{names.RDFS}Class>"),
    (_RDF.type, f"<{names.OWL}Class>"),
    (f"<{names.RDFS}subClassOf>", f"<{names.RDFS}Class>"),
}  # a shape that is a class has its instances as targets
_REMEDY = "report the document to who runs this service"
_BOUND = re.compile("\0([^\0]*)\0")  # in a message: what the variables of the query were bound to
_TOLD_ELSEWHERE = ("this", "path", "value")


class PyShacl:
    """Shapes as pySHACL holds them against data.  See `results.Engine`."""

    name = f"pySHACL {pyshacl.__version__}"

    def __init__(self, shapes: Graph) -> None:
        lexical.install()
        self._shapes, self._graph = shapes, graph_of(shapes)

    def run(self, data: Graph) -> list[Result]:
        """Return the results of all shapes over the nodes of the data, in a fixed order.

        Raises NotValidated when pySHACL fails.
        """
        given = self._shapes.back[_SH.targetNode]
        report = self._report(self._graph, graph_of(data.everything()))
        about = (each for each in self._results(report) if each.focus in data.nodes or each.focus in given)
        return list(in_order(about))

    def probe(self, data: Graph, probes: Sequence[Probe]) -> list[tuple[Result, ...]]:
        """Return for each probe the results that its node has against its shape; none where it conforms."""
        if not probes:
            return []
        asked = _without_targets(self._shapes)
        names_of_probes = [rdflib.URIRef(f"urn:educluster:probe:{number}") for number in range(len(probes))]
        for name, each in zip(names_of_probes, probes, strict=True):
            reference = SH.property if self._shapes.objects(each.shape, _SH.path) else SH.node
            asked.add((name, rdflib.RDF.type, SH.NodeShape))
            asked.add((name, SH.targetNode, term_of(each.node)))
            asked.add((name, reference, term_of(each.shape)))
        found: dict[tuple[str, str], list[Result]] = {}
        for result in self._results(self._report(asked, graph_of(data.everything()))):
            found.setdefault((result.shape, result.focus), []).append(result)
        return [
            _details(found, f"<{name}>", each) for name, each in zip(names_of_probes, probes, strict=True)
        ]

    def _report(self, shapes: rdflib.Graph, data: rdflib.Graph) -> rdflib.Graph:
        """Return pySHACL's report.

        The graph is given, never an address or a text, which pySHACL would fetch or open.
        """
        SPARQLConstraintComponentValidator.validator_cache.clear()  # its keys are addresses
        try:
            _, results, told = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
        except MemoryError:
            raise
        except Exception as error:  # of any kind, out of rdflib as well
            raise NotValidated(f"{self.name} failed: {error}", _REMEDY) from error
        if not isinstance(results, rdflib.Graph):
            raise NotValidated(f"{self.name} failed: {told}", _REMEDY)
        return results

    def _results(self, report: rdflib.Graph) -> list[Result]:
        return list(in_order(self._result(report, node) for node in report.objects(None, SH.result)))

    def _result(self, report: rdflib.Graph, node: Node) -> Result:
        shape = token_of(self._needed(report, node, SH.sourceShape))
        component = str(self._needed(report, node, SH.sourceConstraintComponent))
        own, words = self._own(report, node, shape, component), _texts(report, node)
        value = report.value(node, SH.value)
        return Result(
            focus=token_of(self._needed(report, node, SH.focusNode)),
            path=self._path(report, node, shape),
            value=token_of(value) if value is not None else None,
            component=component,
            shape=shape,
            severity=str(report.value(node, SH.resultSeverity) or SH.Violation),
            own=own,
            messages=own or {language: _BOUND.sub("", said) for language, said in words.items()} or FOUND,
            details=in_order(self._result(report, each) for each in report.objects(node, SH.detail)),
            bound=self._bound(report, node, shape, component),
        )

    def _path(self, report: rdflib.Graph, node: Node, shape: str) -> Path | None:
        """Return the path of a result; one that is no predicate is the shape's, to which it only points."""
        told = report.value(node, SH.resultPath)
        if told is None:
            return None
        named = f"<{told}>" if isinstance(told, rdflib.URIRef) else self._shapes.value(shape, _SH.path)
        return path_of(self._shapes, named) if named else None

    def _own(self, report: rdflib.Graph, node: Node, shape: str, component: str) -> Texts:
        """Return what the shapes say of a result: the query before its shape, last a validator.

        The engine's report lacks the languages of what a query says.  Source: SHACL, sections 2.1.5, 5.3.2.
        """
        validator = _SH.propertyValidator if self._shapes.objects(shape, _SH.path) else _SH.nodeValidator
        query = report.value(node, SH.sourceConstraint)
        sources = [*([token_of(query)] if query is not None else []), shape]
        for kind in (validator, _SH.validator):
            sources += self._shapes.objects(f"<{component}>", kind)
        return next(filter(None, (self._shapes.all_texts(each, _SH.message) for each in sources)), {})

    def _bound(self, report: rdflib.Graph, node: Node, shape: str, component: str) -> Mapping[str, str]:
        """Return what the variables of a query stand for: parameters, and what `_with_bindings` wrote."""
        parameters = self._shapes.objects(f"<{component}>", _SH.parameter)
        paths = (path for each in parameters for path in self._shapes.objects(each, _SH.path))
        found = {last_part(address(path)): text(self._shapes.value(shape, path)) for path in paths}
        written = (_BOUND.search(str(each)) for each in report.objects(node, SH.resultMessage))
        for each in filter(None, written):
            found |= json.loads(each[1])
        return found

    def _needed(self, report: rdflib.Graph, node: Node, predicate: Node) -> Node:
        """Return what every result says; raise NotValidated when pySHACL left it out."""
        value = report.value(node, predicate)
        if value is None:
            raise NotValidated(
                f"{self.name} gave a result without {predicate}", "report it with the document"
            )
        return value


def _texts(report: rdflib.Graph, node: Node) -> Texts:
    said = Graph(("", "", token_of(each)) for each in report.objects(node, SH.resultMessage))
    return said.all_texts("", "")


def _without_targets(shapes: Graph) -> rdflib.Graph:
    """Return shapes without targets: pySHACL's own choice of shapes gives up on deep ones."""
    return graph_of(each for each in shapes if each[1] not in TARGETS and each[1:] not in _CLASSES)


def _details(found: dict[tuple[str, str], list[Result]], name: str, probe: Probe) -> tuple[Result, ...]:
    """Return what a probe found: the details of its result, or those of the property shape it asked for."""
    through_node = found.get((name, probe.node), [])
    if through_node:
        return tuple(detail for each in through_node for detail in each.details) or tuple(through_node)
    return tuple(found.get((probe.shape, probe.node), []))


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
