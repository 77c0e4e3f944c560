"""What makes a query in shapes unfit: it cannot be read, or has what SHACL-SPARQL forbids."""

from __future__ import annotations

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, Path, address, text
from educluster.shapes.compiled.sparql.fitness import read
from educluster.shapes.linting.anatomy import called
from educluster.shapes.linting.prefixes import prefixes

SH = Namespace(names.SH)
_FORMS = {SH.select: "SELECT", SH.ask: "ASK"}
_VALIDATORS = (SH.validator, SH.nodeValidator, SH.propertyValidator)
_ANY_PATH = Path("predicate", "urn:educluster:path")  # in the place of $PATH


def refuse_unfit_queries(shapes: Graph) -> None:
    """Raise BadDocument for a query that is none, reaches out, or does not say which node is meant.

    Source: SHACL, sections 5.2.1 and 5.3.1, and appendix A (pre-binding).
    """
    for constraint in shapes.back[SH.sparql]:
        if len(shapes.objects(constraint, SH.select)) != 1:
            raise BadDocument(
                f"{called(shapes, constraint)} has sh:sparql without one query", "give it one sh:select"
            )
    for predicate, form in _FORMS.items():
        for node, query in sorted(shapes.pairs(predicate)):
            _refuse(shapes, node, text(query), form)


def _refuse(shapes: Graph, node: str, query: str, form: str) -> None:
    shape = called(shapes, node)
    try:
        found = read(query, prefixes(shapes, node), _ANY_PATH, _bound(shapes, node))
    except BadDocument as error:
        raise BadDocument(f"the query of {shape} cannot be used: {error.problem}", error.remedy) from error
    if found.form != form:
        remedy = "sh:select takes a SELECT query, sh:ask an ASK query"
        raise BadDocument(f"the query of {shape} is no {form} query", remedy)
    if form == "SELECT" and "this" not in found.selected:
        raise BadDocument(f"the query of {shape} does not select $this", "begin it with SELECT $this")


def _bound(shapes: Graph, validator: str) -> set[str]:
    """Return the names of the parameters that the query of a validator is given."""
    components = (each for kind in _VALIDATORS for each in shapes.subjects(kind, validator))
    parameters = (each for component in components for each in shapes.objects(component, SH.parameter))
    return {names.last_part(address(path)) for each in parameters for path in shapes.objects(each, SH.path)}
