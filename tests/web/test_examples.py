"""The notebook and the R script of docs/examples, run as they are against a service."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from urllib.parse import quote

import nbformat
import pytest

from conftest import ROOT, get

NOTEBOOK, SCRIPT = (ROOT / "docs" / "examples" / f"literature.{ending}" for ending in ("ipynb", "R"))
CONDITIONS = [6, 2, 2, 3, 4, 6, 4, 4, 4]
PRINT = """
print(json.dumps({"table": table.reset_index().values.tolist(), "counts": counts.to_dict("index")}))
"""


def run(command, folder, address):
    """Return what a program prints that is run in a folder."""
    variables = {"EDUCLUSTER": address, "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def claims(address):
    """The number of claims by work, counted otherwise: claim by claim."""
    query = """
        PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX ec: <https://w3id.org/educluster/ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?work ?claim
        { ?claim a ec:Claim ; dcterms:source ?source . ?source ec:inFamily [] ; rdfs:label ?work }
    """
    status, _, body = get(f"{address}/sparql.csv?query={quote(query)}")
    assert status == 200, body
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(body.decode().splitlines()):
        found.setdefault(row["work"], set()).add(row["claim"])
    return {work: len(of) for work, of in found.items()}


def test_notebook_is_one_and_makes_its_table_and_its_figure(address, tmp_path, claims):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    lines = "import json\n" + "\n".join(cell.source for cell in cells) + PRINT
    printed = run([sys.executable, "-W", "error", "-c", lines], tmp_path, address).splitlines()
    made = json.loads(printed[-1])
    assert [row[1:] for row in made["table"]] == [[number, 2] for number in CONDITIONS]
    assert made["table"][0][0] == "natural interconnection"
    assert {work: sum(of.values()) for work, of in made["counts"].items()} == claims
    assert "The educluster project" in printed[0]
    assert "<svg" in (tmp_path / "claims-by-work.svg").read_text(encoding="utf-8")


def test_script_makes_the_same_in_r(address, tmp_path, claims):
    program = shutil.which(os.environ.get("RSCRIPT", "Rscript"))
    if not program:
        pytest.skip(
            "R is not installed (Rscript, or what the variable RSCRIPT names), so the script was not run"
        )
    run([program, str(SCRIPT)], tmp_path, address)
    with (tmp_path / "principles.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert [(int(row["conditions"]), int(row["works"])) for row in rows] == [(each, 2) for each in CONDITIONS]
    counted: dict[str, int] = {}
    with (tmp_path / "claims-by-work.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            counted[row["work"]] = counted.get(row["work"], 0) + int(row["claims"])
    assert counted == claims
    assert (tmp_path / "claims-by-work.pdf").read_bytes().startswith(b"%PDF")
