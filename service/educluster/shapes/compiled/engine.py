"""The engine: every shape with a target is held against its focus nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from educluster import __version__
from educluster.errors import EduclusterError, NotValidated
from educluster.graphs import Graph
from educluster.shapes.compiled.compiling import Compiler
from educluster.shapes.compiled.model import Shape
from educluster.shapes.compiled.targets import Targets, all_targets
from educluster.shapes.linting.anatomy import shapes_in
from educluster.shapes.results import Probe, Result, in_order

NAME = f"educluster {__version__}, compiled"
_REMEDY = "report the document to who runs this service; --engine pyshacl asks another engine"


def compile_shapes(shapes: Graph) -> Compiled:
    """Return the engine of a shapes graph.

    Raises BadDocument for shapes that cannot be run as they are meant.
    """
    compiler = Compiler(shapes)
    ready = {node: compiler.shape(node) for node in shapes_in(shapes)}
    return Compiled(ready, [(ready[node], targets) for node, targets in all_targets(shapes).items()])


class Compiled:
    """Shapes that run.  See `results.Engine`."""

    name = NAME

    def __init__(self, shapes: dict[str, Shape], targeted: list[tuple[Shape, list[Targets]]]) -> None:
        self._shapes, self._targeted = shapes, targeted

    def run(self, data: Graph) -> list[Result]:
        """Return the results of all shapes over the nodes of the data, in a fixed order.

        Raises NotValidated when the engine fails.
        """
        results: list[Result] = []
        with _failing_closed():
            for shape, targets in self._targeted:
                fails = shape.fails
                for focus in _foci(data, targets):
                    if fails(data, focus):  # most do not, and that is told sooner than what is wrong
                        shape.validate(data, focus, results)
        return list(in_order(results)) if results else results

    def probe(self, data: Graph, probes: Sequence[Probe]) -> list[tuple[Result, ...]]:
        """Return for each probe the results that its node has against its shape; none where it conforms."""
        return [self._against(data, each) for each in probes]

    def _against(self, data: Graph, probe: Probe) -> tuple[Result, ...]:
        with _failing_closed():
            return self._shapes[probe.shape].results(data, probe.node)


def _foci(data: Graph, targets: list[Targets]) -> Iterable[str]:
    """Return the focus nodes that targets find, each once."""
    if len(targets) == 1:
        return targets[0](data)
    return {node: None for find in targets for node in find(data)}


@contextmanager
def _failing_closed() -> Iterator[None]:
    """Turn whatever goes wrong into NotValidated: a check that did not come to its end found nothing out."""
    try:
        yield
    except (EduclusterError, MemoryError):
        raise
    except Exception as error:  # of any kind: there is none after which the results would be whole
        raise NotValidated(f"{NAME} failed: {type(error).__name__}: {error}", _REMEDY) from error
