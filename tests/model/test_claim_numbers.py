"""The register of claim numbers: each number is one statement's for ever, and rises with the text."""

import csv
from itertools import groupby

import pytest
from rdflib import Graph, Namespace

from educluster import artifacts
from educluster.names import EC as EC_IRI
from educluster.names import ECC, ECR

EC = Namespace(EC_IRI)
FOLDER = artifacts.root() / "corpus" / "literature" / "claims"


def register():
    with (FOLDER / "numbers.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def work_and_number(name):
    work, _, number = name.rpartition("-")
    return work, int(number)


@pytest.fixture(scope="module")
def claims():
    graph = Graph()
    for path in sorted(FOLDER.glob("*-[0-9]*.ttl")):
        graph.parse(path, format="turtle")
    assert len(graph) > 1000
    return graph


def test_numbers_of_a_work_run_from_one_without_a_gap_and_in_each_round_follow_the_text():
    works = {
        work: list(rows) for work, rows in groupby(register(), lambda row: work_and_number(row["claim"])[0])
    }
    assert set(works) == {"davydova-2016", "jpip-523", "mukhamedov-2020", "sulaymonov-2023"}
    for rows in works.values():
        assert [work_and_number(row["claim"])[1] for row in rows] == list(range(1, len(rows) + 1))
        places = [(int(row["round"]), int(row["first_line"]), int(row["last_line"])) for row in rows]
        assert places == sorted(places)


def test_register_says_of_each_number_what_became_of_it(claims):
    states = {row["claim"]: row["state"] for row in register()}
    assert set(states.values()) == {"claimed", "compared", "doubled", "withdrawn"}
    standing = {str(claim).removeprefix(ECC) for claim in claims.subjects(EC.subject)}
    assert {name for name, state in states.items() if state == "claimed"} == standing


def test_each_claim_stands_under_the_number_of_its_statement(claims):
    known = {row["claim"]: row["about"].split() for row in register()}
    found = {
        str(claim).removeprefix(ECC): claims.value(claim, EC.subject) for claim in claims.subjects(EC.subject)
    }
    assert len(found) > 300
    strangers = {
        name: str(subject)
        for name, subject in found.items()
        if name not in known or not _is_about(str(subject).removeprefix(ECR), known[name])
    }
    assert strangers == {}


def _is_about(subject, about):
    """Whether a subject is what a number is for: the concept, an end of the relation, what a note is on."""
    if not about[0].startswith("note-"):
        return subject in about
    return about[0].endswith(subject) or subject.startswith(about[0][5:].rpartition("-")[0])
