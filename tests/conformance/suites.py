"""Suites made elsewhere: where they are, and the W3C's tests of SHACL as cases.

The project has no copy of them: EDUCLUSTER_SUITES names their folder, else it is the one beside the
repository.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

from educluster import names
from educluster.graphs import Graph, Namespace, address, path_of, text

RDF, SH, SHT = Namespace(names.RDF), Namespace(names.SH), Namespace("http://www.w3.org/ns/shacl-test#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "suites"
SUITES = Path(os.environ.get("EDUCLUSTER_SUITES", BESIDE))


@dataclass(frozen=True)
class Told:
    """A validation result as far as the suite compares it."""

    focus: str
    path: str
    component: str
    severity: str
    value: str


@dataclass(frozen=True)
class Case:
    """A test of the suite; without `expected` the engine has to fail.

    `data` and `shapes` are one graph where they are one file.  `same` says whether blank nodes of the
    expected results are those of the data, which is so when they stand in one file.
    """

    name: str
    data: Graph
    shapes: Graph
    conforms: bool
    expected: list[Told] | None
    same: bool


def folder(name: str) -> Path:
    """Return the folder of a suite; the module that asks for it is skipped where there is none."""
    if not (SUITES / name).is_dir():
        reason = f"the suite {name} is not here: no folder {SUITES / name} (or set EDUCLUSTER_SUITES)"
        pytest.skip(reason, allow_module_level=True)
    return SUITES / name


def w3c(part: str) -> list[Case]:
    """Return the tests of a part of the W3C's suite: core or sparql.

    A file with entries that no manifest includes is a test too: sparql/component/nodeValidator-001.
    """
    at = folder("shacl") / part
    files = [at / "manifest.ttl", *sorted(at.rglob("*.ttl"))]
    return list({case.name: case for file in files for case in _cases(file)}.values())


def _cases(manifest: Path) -> Iterator[Case]:
    graph, here = read(manifest), _iri(manifest)
    for entries in graph.objects(here, MF.entries):
        for entry in graph.items(entries):
            yield _case(graph, manifest, entry)
    for included in graph.objects(here, MF.include):
        yield from _cases(_path(included))


def _case(graph: Graph, manifest: Path, entry: str) -> Case:
    assert graph.objects(entry, RDF.type) == {SHT.Validate: None}, entry
    action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
    assert action is not None
    assert result is not None
    data, shapes = _path(graph.value(action, SHT.dataGraph)), _path(graph.value(action, SHT.shapesGraph))
    name = str(manifest.relative_to(SUITES / "shacl").with_suffix(""))
    told = [_told(graph, each) for each in graph.objects(result, SH.result)]
    expected = None if result == SHT.Failure else told
    conforms = text(graph.value(result, SH.conforms)) == "true"
    return Case(name, read(data), read(shapes), conforms, expected, data == manifest)


def _told(graph: Graph, result: str) -> Told:
    path = graph.value(result, SH.resultPath)
    return Told(
        focus=graph.value(result, SH.focusNode) or "",
        path=path_of(graph, path).sparql if path else "",
        component=text(graph.value(result, SH.sourceConstraintComponent)),
        severity=text(graph.value(result, SH.resultSeverity)),
        value=graph.value(result, SH.value) or "",
    )


@cache
def read(file: Path) -> Graph:
    """Return a file of a suite as a graph; once, so that its blank nodes keep their names."""
    found = pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE, base_iri=file.as_uri())
    return Graph((str(each.subject), str(each.predicate), str(each.object)) for each in found)


def _iri(file: Path) -> str:
    return f"<{file.as_uri()}>"


def _path(token: str | None) -> Path:
    assert token is not None
    return Path(address(token).removeprefix("file://"))
