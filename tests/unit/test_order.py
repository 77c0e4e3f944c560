"""The same findings in the same order in every process, whatever Python's hashes are."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT

CORPUS = """
import sys
from pathlib import Path
from educluster import shapes
from educluster.reports import Severity

held = shapes.load(sys.argv[1])
for path in sorted(Path(sys.argv[2]).glob("*.ttl"))[:6]:
    description = shapes.Description.read(path.read_bytes(), "text/turtle")
    report = shapes.check(held, description, Severity.VIOLATION)
    print([(each.rule, each.reasons) for each in report.findings])
"""
OWN = """
import sys
from educluster import shapes
from educluster.graphs import Graph
from educluster.shapes.description import Description

HEAD = "@prefix ex: <https://example.org/id/> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
SHAPES = '''ex:s a sh:NodeShape ; sh:targetClass ex:T ;
    sh:property [ sh:path ex:p ; sh:minCount 9 ; sh:message "a", "b", "c"@en, "d"@fr ],
        [ sh:path [ sh:inversePath ex:q ] ; sh:minCount 2 ],
        [ sh:path ex:p ; sh:or ( [ sh:class ex:K ; sh:minLength 300 ] [ sh:nodeKind sh:BlankNode ] ) ] .'''
DATA = "[] a ex:T ; ex:p [ ex:q 1 ], ex:a, ex:b, 'c' . ex:t a ex:T ; ex:p 5, 6, 7, 8 ."
held = shapes.own((HEAD + SHAPES).encode(), "text/turtle", "mine", engine=sys.argv[1])
description = Description.read((HEAD + DATA).encode(), "text/turtle")
for each in held.engine.run(Graph(description.triples)):
    print(each)
"""


def printed(program, seed, *arguments):
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.mark.parametrize("profile", ["integration-system", "nine-principles"])
def test_findings_and_reasons_on_the_corpus_stand_in_one_order(profile):
    one, other = (printed(CORPUS, seed, profile, str(ROOT / "corpus" / "clusters")) for seed in (1, 2))
    assert one
    assert one == other


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_results_of_own_shapes_stand_in_one_order(engine):
    one, *others = (printed(OWN, seed, engine) for seed in (1, 2, 3))
    assert one
    assert others == [one, one]
