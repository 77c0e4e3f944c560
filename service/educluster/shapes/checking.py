"""Check a description: `check(shapes, description, fail_on)` is the seam behind which an engine answers."""

from __future__ import annotations

from educluster import __version__
from educluster.documents import Reading
from educluster.reports import Finding, Report, Severity
from educluster.shapes.description import Description
from educluster.shapes.loading import Shapes, blaming_shapes
from educluster.shapes.results import Result
from educluster.shapes.scene import Scene
from educluster.shapes.telling.finding import Teller, order
from educluster.shapes.telling.reasons import Reasons


def check(shapes: Shapes, description: Description, fail_on: Severity) -> Report:
    """Return the report on a description.

    Raises BadDocument when there is nothing in it to check, NotValidated when the engine fails.
    """
    scene = Scene(shapes, description.reading)
    found = _findings(scene)
    return Report(
        document=description.document,
        profile=shapes.profile,
        engine=shapes.engine.name,
        version=__version__,
        fail_on=fail_on,
        subjects=tuple(scene.subjects()),
        findings=tuple(found),
        not_yet=tuple(scene.not_yet()),
        unseen=tuple(scene.unseen()),
        notes=tuple(scene.notes(description.dropped)),
    )


def findings(shapes: Shapes, reading: Reading) -> list[Finding]:
    """Return what a report on a document tells as its findings, and nothing else of the report.

    Raises BadDocument and NotValidated as `check` does.
    """
    return _findings(Scene(shapes, reading))


def results(scene: Scene) -> list[Result]:
    """Return the results that apply at the stages of the clusters, in no words yet.

    Raises NotValidated when the engine fails.
    """
    with blaming_shapes(scene.shapes.own):
        return [each for each in scene.shapes.engine.run(scene.data) if scene.applies(each)]


def _findings(scene: Scene) -> list[Finding]:
    shapes, found = scene.shapes, results(scene)
    if not found:
        return []
    with blaming_shapes(shapes.own):
        reasons = Reasons(shapes.graph, shapes.engine, scene.data, found, scene.naming)
    return sorted((Teller(scene, reasons, each).finding() for each in found), key=order)
