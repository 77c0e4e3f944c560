"""Each term of the ontology is there for something: a question, a derivation, a rule, or an axiom uses it."""

import csv
import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF

from educluster import names
from model.conftest import ROOT

ALLOWED = Path(__file__).parent / "unused-allowed.csv"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
USES = ("queries/questions/*.rq", "queries/derive/*.rq", "shapes/**/*.ttl", "ontology/axioms.ttl")
NAME = re.compile(rf"\bec:([A-Za-z]+)|<{re.escape(names.EC)}([A-Za-z]+)>")


def used(pattern):
    """Return the local names of our terms in some files, comments and literals of Turtle apart."""
    paths = sorted(ROOT.glob(pattern))
    assert paths, pattern
    texts = (
        re.sub(r'(?m)"(?:\\.|[^"\\])*"|^\s*#.*$', "", path.read_text(encoding="utf-8")) for path in paths
    )
    return {one or two for text in texts for one, two in NAME.findall(text)}


@pytest.fixture(scope="module")
def terms(core):
    found = {str(term) for kind in KINDS for term in core.subjects(RDF.type, kind)}
    return {term.removeprefix(names.EC) for term in found if term.startswith(names.EC)}


@pytest.fixture(scope="module")
def allowed():
    with ALLOWED.open(newline="", encoding="utf-8") as file:
        return {row["term"]: row["reason"] for row in csv.DictReader(file)}


def test_every_term_is_used_in_a_question_a_rule_or_an_axiom(terms, allowed):
    assert len(terms) > 100
    assert sorted(terms - set().union(*map(used, USES)) - set(allowed)) == []


def test_exception_is_needed_and_says_why(terms, allowed):
    needed = terms - set().union(*map(used, USES))
    assert {term: reason for term, reason in allowed.items() if term not in needed or len(reason) < 20} == {}
