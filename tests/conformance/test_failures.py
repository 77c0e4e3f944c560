"""An engine that fails has found nothing out: no door says "conforms" then."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from conformance.broken_worker import FAULTS
from conftest import EXAMPLES
from educluster import shapes, validate
from educluster.cli import main
from educluster.config import Settings
from educluster.errors import BadDocument, NotValidated
from educluster.reports import Severity, Verdict
from educluster.shapes import Description, reference
from educluster.shapes.compiled import components
from educluster.shapes.compiled.model import Shape
from educluster.web import create_app
from educluster.workers import Pool

VALID = EXAMPLES / "valid" / "minimal.ttl"  # it conforms, with warnings
OWN = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] sh:targetClass <https://w3id.org/educluster/ns#Cluster> ; sh:nodeKind sh:IRI .
"""
CAUGHT = ["a mistake", "too deep", "a query"]


@pytest.fixture(scope="module")
def description() -> Description:
    return Description.read(VALID.read_bytes(), "text/turtle")


@pytest.fixture
def broken(request, monkeypatch):
    """Let the workers that are started have an engine with a fault."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr(validate, "Pool", partial(_pool, request.param))


def _pool(fault: str, start: str, arguments: dict[str, object], *limits: object) -> Pool:
    return Pool("broken_worker:check_worker", arguments | {"fault": fault}, *limits)


def check(loaded: shapes.Shapes, description: Description):
    return shapes.check(loaded, description, Severity.VIOLATION)


def test_without_a_fault_the_description_conforms(description):
    assert check(shapes.load("base"), description).verdict is Verdict.CONFORMS_WITH_WARNINGS
    assert check(shapes.own(OWN, "text/turtle", "own.ttl"), description).verdict is Verdict.CONFORMS


@pytest.mark.parametrize("fault", CAUGHT)
def test_a_compiled_engine_that_fails_has_not_validated(description, monkeypatch, fault):
    loaded = shapes.load("base")
    monkeypatch.setattr(Shape, "validate", FAULTS[fault])
    with pytest.raises(NotValidated, match=fault.split()[-1]):
        check(loaded, description)


@pytest.mark.parametrize("component", ["nodeKind", "class"])
def test_a_component_that_fails_has_not_validated(description, monkeypatch, component):
    monkeypatch.setitem(components.EACH, component, lambda *_: FAULTS["a mistake"])
    with pytest.raises(NotValidated, match="a mistake"):
        check(shapes.load("base"), description)


def test_shapes_of_a_user_that_the_engine_fails_on_are_refused(monkeypatch):
    monkeypatch.setitem(components.EACH, "nodeKind", lambda *_: FAULTS["a query"])
    with pytest.raises(BadDocument, match=r"the shapes cannot be applied: .* the query failed"):
        shapes.own(OWN, "text/turtle", "own.ttl")


def test_want_of_memory_is_left_to_the_worker_which_ends_by_it(description, monkeypatch):
    loaded = shapes.load("base")
    monkeypatch.setattr(Shape, "validate", FAULTS["no memory"])
    with pytest.raises(MemoryError):
        check(loaded, description)


@pytest.mark.parametrize(
    "report", [ValueError("out of rdflib"), (False, None, "no report")], ids=["raised", "none"]
)
def test_pyshacl_that_fails_has_not_validated(description, monkeypatch, report):
    def fail(*_, **__):
        if isinstance(report, ValueError):
            raise report
        return report

    monkeypatch.setattr(reference.pyshacl, "validate", fail)
    with pytest.raises(NotValidated, match=r"out of rdflib|no report"):
        check(shapes.load("base", engine="pyshacl"), description)


@pytest.mark.parametrize("broken", ["none"], indirect=True)
def test_a_worker_without_a_fault_conforms(runner, broken):
    result = runner.invoke(main, ["validate", str(VALID)])
    assert (result.exit_code, "Conforms" in result.output) == (0, True)


@pytest.mark.parametrize("broken", FAULTS, indirect=True)
def test_the_command_line_ends_with_the_status_of_what_was_not_done(runner, broken):
    result = runner.invoke(main, ["validate", str(VALID)])
    assert result.exit_code == 3
    assert "onforms" not in result.output
    assert "educluster: " in result.output


@pytest.mark.parametrize("broken", ["a mistake", "killed"], indirect=True)
def test_the_service_answers_with_a_problem(folder, loaded, broken):
    app = create_app(Settings(data=folder, workers=1), loaded)
    try:
        answer = app.test_client().post("/validate", data=VALID.read_bytes(), content_type="text/turtle")
    finally:
        app.extensions["educluster"].close()
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert "verdict" not in json.loads(answer.data)
