"""Check a description: `check(shapes, description, fail_on)` is the seam behind which an engine answers."""

from __future__ import annotations

from educluster import __version__
from educluster.reports import Report, Severity
from educluster.shapes import pyshacl_engine as engine
from educluster.shapes.description import Description
from educluster.shapes.finding import Teller, order
from educluster.shapes.loading import Shapes
from educluster.shapes.reasons import Reasons
from educluster.shapes.scene import Scene


def check(shapes: Shapes, description: Description, fail_on: Severity) -> Report:
    """Return the report on a description.

    Raises BadDocument when there is nothing in it to check, NotValidated when the engine fails.
    """
    scene = Scene(shapes, description)
    with engine.blaming_shapes(shapes.own):
        results = [each for each in engine.run(shapes.graph, scene.data) if scene.applies(each)]
        reasons = Reasons(shapes.graph, scene.data, results, scene.naming)
    teller = Teller(shapes, scene, reasons)
    return Report(
        document=description.document,
        profile=shapes.profile,
        engine=engine.NAME,
        version=__version__,
        fail_on=fail_on,
        subjects=tuple(scene.subjects()),
        findings=tuple(sorted(map(teller.finding, results), key=order)),
        not_yet=tuple(scene.not_yet()),
        unseen=tuple(scene.unseen()),
        notes=tuple(scene.notes()),
    )
