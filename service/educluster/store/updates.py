"""Updates as they are applied: the dataset of the request, the graphs of clients, and the checks before.

Pure: texts in, texts out.  Source: SPARQL 1.1 Protocol, section 2.2; SPARQL 1.1 Update, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from educluster.errors import BadQuery
from educluster.store.grammar import read_update
from educluster.store.operations import Kind, Operation
from educluster.store.prologue import written
from educluster.store.tokens import place

__all__ = [
    "Checks", "Kind", "Operation", "checks", "for_clients", "guarded", "read_update", "request_for_clients",
    "with_dataset",
]  # fmt: skip


@dataclass(frozen=True)
class Checks:
    """The queries to ask before an operation with a WHERE is applied, and the dataset to ask them of.

    `touched` tell by their column g which graphs its graph variables stand for, `count` by its column count
    how many solutions there are.  Of the dataset, None is what the engine takes where nothing is said: the
    unnamed graph as default graph, all named graphs.
    """

    touched: tuple[str, ...]
    count: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


def with_dataset(text: str, using: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose WHERE clauses are over the dataset that the request names.

    Raises BadQuery where the update names one itself.  Source: SPARQL 1.1 Protocol, section 2.2.3.
    """
    clauses = _clauses(using, named)
    pieces, position = [], 0
    for operation in read_update(text) if clauses else ():
        if operation.dataset:
            problem = "the request names a dataset, and this operation another by USING or WITH"
            remedy = "leave out using-graph-uri and using-named-graph-uri, or USING and WITH"
            raise BadQuery(problem, remedy, *place(text, operation.start))
        if operation.pattern:
            body = f"{operation.head}{clauses}WHERE {operation.pattern}"
            pieces += [text[position : operation.start], body]
            position = operation.start + len(operation.body)
    return "".join([*pieces, text[position:]])


def _clauses(using: Sequence[str], named: Sequence[str]) -> str:
    default = [f"USING {written(iri)} " for iri in using]
    return "".join([*default, *(f"USING NAMED {written(iri)} " for iri in named)])


def for_clients(operation: Operation, graphs: Iterable[str]) -> str:
    """Return an operation, in which ALL and NAMED are the graphs that clients may write.

    `graphs` are the named ones of these, and are asked for only where they are needed.
    """
    return "".join(operation.declarations) + _for_clients(operation, graphs)


def request_for_clients(text: str, operations: Sequence[Operation], graphs: Iterable[str]) -> str:
    """Return a request, in which ALL and NAMED are the graphs that clients may write, as the engine takes it.

    It takes no declarations after an operation: they are put at the beginning.  Where nothing has to be
    changed it is the very text, so that places in errors are those of the client.
    """
    every = any(operation.every for operation in operations)
    if not every and not any(operation.hoisted for operation in operations):
        return text
    known = dict.fromkeys(graphs) if every else {}
    bodies = []
    for operation in operations:
        known.update(dict.fromkeys(graph for graph in operation.graphs if graph is not None))
        bodies.append(_for_clients(operation, known))
    declared = dict.fromkeys(each for operation in operations for each in operation.declarations)
    return "".join(declared) + " ;\n".join(body for body in bodies if body)


def _for_clients(operation: Operation, graphs: Iterable[str]) -> str:
    if not operation.every:
        return operation.body
    verb = f"{operation.kind.value} SILENT"  # ALL is never an error, and a graph may have gone meanwhile
    first = [f"{verb} DEFAULT"] if operation.every == "ALL" else []
    return " ; ".join([*first, *(f"{verb} GRAPH {written(graph)}" for graph in graphs)])


def checks(operation: Operation) -> Checks:
    """Return what to ask before an operation is applied; without a WHERE it has one solution."""
    prologue, pattern = "".join(operation.declarations), operation.pattern or "{}"
    default, named = None, None
    if operation.using or operation.using_named:  # they win over WITH: SPARQL 1.1 Update, section 3.1.3
        default, named = operation.using, operation.using_named
    elif operation.with_graph:
        default = (operation.with_graph,)
    return Checks(
        tuple(f"{prologue}SELECT {_as_g(name)} WHERE {{ SELECT DISTINCT ?{name} WHERE {pattern} }}"
              for name in operation.variables),
        f"{prologue}SELECT (COUNT(*) AS ?count) WHERE {pattern}",
        default,
        named,
    )  # fmt: skip


def _as_g(name: str) -> str:
    return "?g" if name == "g" else f"(?{name} AS ?g)"


def guarded(operation: Operation, graphs: Sequence[str]) -> str:
    """Return an operation whose graph variables can stand for these graphs only.

    Its solutions may come in another order, or be others under a LIMIT, than when the checks asked for them.
    """
    if not operation.variables:
        return operation.text
    listed = f" || ?{{0}} IN ({', '.join(written(graph) for graph in graphs)})" if graphs else ""
    test = "(!BOUND(?{0}) || !(isIRI(?{0}) || isBLANK(?{0}))" + listed + ")"
    filters = " ".join(f"FILTER{test.format(name)}" for name in operation.variables)
    dataset = _clauses(operation.using, operation.using_named)
    head = "".join(operation.declarations) + operation.head
    return f"{head}{dataset}WHERE {{ {operation.pattern} {filters} }}"
