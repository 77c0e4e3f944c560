"""The tools of educluster mcp, through the protocol: in this process, and once as a program starts it."""

from __future__ import annotations

import json
import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters

from educluster import names
from educluster.cli import main
from educluster.mcp import Jobs, Tools, serving

PRINCIPLE = f"{names.ECR}principle-mutual-control"
TOOLS = {
    "search_concepts", "get_concept", "list_questions", "ask_question", "validate", "explain_rule",
}  # fmt: skip
DESCRIPTION = "@prefix ec: <https://w3id.org/educluster/ns#> .\n<https://example.org/c> a ec:Cluster .\n"


@pytest.fixture(scope="module")
def served(app):
    found = app.extensions["educluster"]
    return serving.server(Tools(Jobs(found.asking, found.describing, found.lexicons, found.validators)))


@pytest.fixture(scope="module")
def call(served):
    """Call a tool; return what it answers, or the text of its error."""

    async def asked(tool, given):
        async with Client(served) as client:
            return await client.call_tool(tool, given)

    def answer(tool, **given):
        found = anyio.run(asked, tool, given)
        assert found.is_error is False, found.content[0].text
        assert json.loads(found.content[0].text) == found.structured_content
        return found.structured_content

    return answer


@pytest.fixture(scope="module")
def refusal(served):
    async def asked(tool, given):
        async with Client(served) as client:
            return await client.call_tool(tool, given)

    def answer(tool, **given):
        found = anyio.run(asked, tool, given)
        assert found.is_error
        return found.content[0].text

    return answer


def test_every_tool_is_told_to_read_only_and_describes_itself(served):
    async def listed():
        async with Client(served) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(listed)
    assert {each.name for each in tools} == TOOLS
    assert all(each.annotations.read_only_hint and not each.annotations.open_world_hint for each in tools)
    assert all(len(each.description) > 80 and each.output_schema for each in tools)
    assert "Name the source" in instructions


@pytest.mark.parametrize("text", ["mutual control", "взаимный контроль", "oʻzaro nazorat"])
def test_concept_is_found_by_its_name_in_each_language(call, text):
    first = call("search_concepts", text=text)["found"][0]
    assert first["iri"] == PRINCIPLE
    assert first["definition"]
    assert call("search_concepts", text=text, limit=1)["found"] == [first]


def test_concept_comes_with_who_says_what_and_where(call):
    concept = call("get_concept", concept="principle-mutual-control", claims=50)
    assert concept["iri"] == PRINCIPLE
    assert concept["names"]["en"] == "mutual control"
    assert set(concept["names"]) >= set(names.LANGUAGES)
    assert any(word["attestation"] == "attested" and word["work"] for word in concept["words"])
    assert concept["claims_in_all"] == len(concept["claims"]) > 5
    for claim in concept["claims"]:
        assert claim["claim"].startswith(names.ECC)
        assert claim["stance"]
        assert claim["review"]
        assert claim["reader"]
        assert claim["work"]
    assert any(place["finder"] and place["work"] for claim in concept["claims"] for place in claim["places"])


def test_few_claims_say_how_many_there_are(call):
    few = call("get_concept", concept=PRINCIPLE, claims=2)
    assert len(few["claims"]) == 2 < few["claims_in_all"]
    assert few == call("get_concept", concept="ecr:principle-mutual-control", claims=2)


def test_questions_are_searched_and_say_what_they_need(call):
    found = call("list_questions", text="conditions principle ask")
    asked = next(each for each in found["questions"] if each["name"] == "conditions-of-a-principle")
    needed = {each["name"]: each["required"] for each in asked["parameters"]}
    assert needed == {"principle": True, "language": False}
    everything = call("list_questions", language="ru")
    assert len(everything["questions"]) == 20 < everything["in_all"]
    assert call("list_questions", theme=everything["themes"][0])["in_all"] < everything["in_all"]


def test_answer_says_how_it_was_made_and_how_it_is_cited(call):
    answer = call("ask_question", name="conditions-of-a-principle", values={"principle": "mutual control"})
    assert {row["principle_iri"] for row in answer["rows"]} == {PRINCIPLE}
    assert len(answer["rows"]) == 4
    assert not answer["more"]
    assert answer["release"] in answer["citation"]
    assert answer["release"] in answer["address"]
    assert any("claims" in each for each in answer["made"])
    assert call("ask_question", name="conditions-of-each-principle", limit=3)["more"]


def test_values_are_numbers_and_nothing_is_null(call):
    rows = call("ask_question", name="agreement-of-families")["rows"]
    assert {type(row["families"]) for row in rows} == {int}


def test_description_is_validated(call):
    report = call("validate", document=DESCRIPTION)
    assert report["verdict"] == "does-not-conform"
    assert (report["findings"][0]["rule"], report["findings"][0]["line"]) == ("S01", 2)
    assert sum(report["counts"].values()) == len(report["findings"])
    assert "accreditation" in report["notice"]


def test_rule_is_explained_with_its_passages(call):
    rule = call("explain_rule", rule="ecs:s08", language="ru")
    assert rule["rule"] == "S08"
    assert rule["constraints"][0]["softer"] == {"stage-formation": "warning"}
    assert all(each["work"] and each["finder"] for each in rule["constraints"][0]["sources"])


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("get_concept", {"concept": "principle-mutual-controll"}, "principle-mutual-control"),
        ("get_concept", {"concept": "two words <>"}, "search_concepts"),
        ("ask_question", {"name": "conditions-of-a-principel"}, "perhaps conditions-of-a-principle"),
        ("ask_question", {"name": "conditions-of-a-principle"}, "principle"),
        ("ask_question", {"name": "agreement-of-families", "limit": 1000}, "from 1 to 100"),
        ("list_questions", {"theme": "none"}, "choose one of"),
        ("validate", {"document": "<a> "}, "line 1"),
        ("validate", {"document": DESCRIPTION, "profile": "none"}, "choose one of"),
        ("explain_rule", {"rule": "S99"}, "is meant"),
        ("search_concepts", {"text": "x", "language": "de"}, "'en', 'ru' or 'uz'"),
        ("search_concepts", {"text": "x", "limit": 0}, "from 1 to 20"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(refusal, tool, given, words):
    assert words in refusal(tool, **given)


def test_the_command_without_the_package_says_what_to_install(monkeypatch, runner, tmp_path):
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = runner.invoke(main, ["mcp", "--data", str(tmp_path / "nothing")])
    assert (result.exit_code, "educluster[mcp]" in result.stderr) == (3, True)
    assert not (tmp_path / "nothing").exists()


def test_the_command_serves_over_standard_input_and_output(folder):
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "educluster.cli", "mcp", "--data", str(folder)]
    )

    async def spoken():
        async with Client(command, read_timeout_seconds=60) as client:
            tools = (await client.list_tools()).tools
            return {each.name for each in tools}, await client.call_tool("explain_rule", {"rule": "S08"})

    tools, rule = anyio.run(spoken)
    assert tools == TOOLS
    assert rule.structured_content["rule"] == "S08"
