"""shapes.lexical: which literals are well-formed, as validation sees them."""

import json
import subprocess
import sys

import pytest

from conftest import EXAMPLES

WELL = {
    "date": ["2026-11-21", "2026-11-21+05:00", "2024-02-29", "-0044-03-15", "12026-01-01"],
    "dateTime": ["2026-11-21T24:00:00Z", "2026-11-21T10:00:00.5"],
    "gYear": ["2020", "0001"],
    "gYearMonth": ["2020-12"],
    "integer": ["007", "-1"],
    "decimal": ["1.50", ".5", "1."],
    "double": ["1e0", "INF", "NaN"],
    "boolean": ["1", "true"],
    "byte": ["-128"],
    "duration": ["P1Y2M", "-PT0.5S"],
    "hexBinary": ["0aFF"],
    "language": ["uz-Latn"],
}
ILL = {
    "date": ["2026-W47-6", "2026-11-21T10:00:00", "2026-02-29", "2026-13-01", "20261121", "21.11.2026"],
    "gYear": ["20"],
    "gYearMonth": ["2020-13", "2020"],
    "integer": ["1_000", "٣", "1.0", ""],
    "decimal": ["1e5", "nan", "1,5"],
    "double": ["infinity"],
    "boolean": ["True", "yes"],
    "byte": ["128", "1.0"],
    "duration": ["P", "P1YT"],
    "hexBinary": ["0"],
    "language": ["uz_Latn"],
}


def ill_typed(lexical_forms):
    """Which literals rdflib holds to be ill-formed, in a process in which the grammar is installed."""
    script = """
import json, sys
from rdflib import Literal, XSD
from educluster.shapes import lexical
lexical.install()
pairs = json.load(sys.stdin)
print(json.dumps([Literal(form, datatype=XSD[kind], normalize=False).ill_typed for kind, form in pairs]))
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, input=json.dumps(lexical_forms), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""  # what cannot be read is not logged
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("table", "expected"), [(WELL, False), (ILL, True)], ids=["well-formed", "ill-formed"]
)
def test_literals_are_held_against_the_grammar_of_xml_schema(table, expected):
    pairs = [(kind, form) for kind, forms in table.items() for form in forms]
    found = dict(zip(map(tuple, pairs), ill_typed(pairs), strict=True))
    assert {pair for pair, ill in found.items() if ill is not expected} == set()


def test_an_ill_formed_date_is_a_violation_and_no_literal_stands_in_the_log():
    text = (EXAMPLES / "valid" / "three-regions.ttl").read_text()
    broken = text.replace('dcterms:date "2026-11-21"', 'dcterms:date "2026-W47-6"')
    broken += '\n<a:x> <a:p> "SECRET"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    assert "2026-W47-6" in broken
    script = """
import sys
from educluster.shapes import check_worker
handle, body = check_worker(["base"]), sys.stdin.buffer.read()
options = {"profile": "base", "fail_on": "violation", "parts": [["-", "text/turtle", len(body)]]}
handle(options, body, sys.stdout.buffer.write)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], input=broken.encode(), capture_output=True, check=True, timeout=60
    )
    report = json.loads(done.stdout)
    assert [each["rule"] for each in report["findings"]] == ["D01", "S60"]
    assert b"SECRET" not in done.stderr
