"""The page that tells which article says what: it is made from the claims, and agrees with the register."""

import csv
import importlib.util
import sys
from collections import Counter

import pytest

from model.conftest import ROOT


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("sources", ROOT / "tools" / "sources.py")
    module = sys.modules["sources"] = importlib.util.module_from_spec(spec)  # where dataclasses look
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sources(tool):
    return tool.Sources()


def test_page_is_what_the_claims_make_of_it(tool):
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run make docs"


def test_numbers_that_are_claimed_are_those_of_the_graph(tool, sources):
    with tool.REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["state"] for row in rows} == set(tool.STATES)
    claimed = {row["claim"] for row in rows if row["state"] == "claimed"}
    articles = {work.iri for work in sources.works}
    assert claimed == {claim.number for claim in sources.claims if claim.work in articles}


def test_statements_are_those_of_one_family_or_of_both(tool, sources):
    articles = {work.iri for work in sources.works}
    assert len({work.family for work in sources.works}) == 2
    held = {
        claim.statement for claim in sources.claims if claim.work in articles and claim.stance != "Denies"
    }
    cells = [line.split(" | ") for line in tool.of_agreement(sources).splitlines()[2:]]
    counted = [[int(number.strip(" |")) for number in row[1:]] for row in cells]
    assert [sum(row[:3]) for row in counted] == [row[3] for row in counted]
    assert sum(row[3] for row in counted) == len(held)


def test_nine_principles_and_thirteen_more_are_listed(tool, sources):
    rows = tool.of_list(sources, *tool.LISTS["Principles"]).splitlines()[2:]
    kinds = Counter(row.startswith("| **") for row in rows)
    assert (kinds[True], kinds[False]) == (22, 35)
