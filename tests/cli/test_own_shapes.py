"""educluster validate --shapes: shapes of a user's own, and what makes them unfit."""

import json

import pytest

from educluster import __version__
from educluster.cli import main

SHAPES = """
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property ex:Name ,
        [ sh:path ( ex:knows [ sh:inversePath ex:knows ] ) ; sh:minCount 1 ; sh:severity sh:Warning ] .
ex:Name sh:path ex:name ; sh:minCount 1 ; sh:pattern "^A" ; sh:message "An A is wanted."@en , "Нужна А."@ru .
"""
PERSONS = """@prefix ex: <http://example.org/> .
ex:b a ex:Person ;
    ex:name "Bob" .
"""


@pytest.fixture
def check(runner, tmp_path):
    """Hold a document against shapes; gives the status, what was printed and what was said."""

    def run(shapes, document=PERSONS, *arguments):
        (tmp_path / "shapes.ttl").write_text(shapes)
        (tmp_path / "document.ttl").write_text(document)
        paths = [str(tmp_path / "document.ttl"), "--shapes", str(tmp_path / "shapes.ttl")]
        result = runner.invoke(main, ["validate", *paths, *arguments])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_own_shapes_are_checked_and_speak_with_their_own_words(check):
    status, report, _ = check(SHAPES, PERSONS, "--format", "json", "--lang", "ru")
    name, knows = json.loads(report)["results"]
    assert status == 1
    assert (name["rule"], name["message"], name["value"]) == ("Name", "Нужна А.", '"Bob"')
    assert name["place"]["line"] == 3
    assert (knows["severity"], knows["path"]) == (
        "warning",
        "<http://example.org/knows>/(^<http://example.org/knows>)",
    )
    assert knows["message"] == "ожидается: не меньше 1"


def test_a_report_is_the_same_wherever_the_shapes_lie(check, runner, tmp_path):
    _, report, _ = check(SHAPES, PERSONS, "--format", "json")
    assert json.loads(report)["profile"]["name"] == "shapes.ttl"
    assert str(tmp_path) not in report


def test_a_threshold_is_none_of_own_shapes(check):
    status, report, said = check(SHAPES, PERSONS, "--set", "members=3")
    assert (status, report) == (2, "")
    assert "change the number in your own shapes" in said


def test_a_document_without_a_target_is_not_said_to_conform(check):
    status, report, said = check(SHAPES, "<http://a/s> <http://a/p> 1 .")
    assert (status, report) == (2, "")
    assert "nothing was checked" in said


IMPORTS = "<http://www.w3.org/2002/07/owl#imports>"


def test_a_literal_is_checked_and_told_as_it_was_written(check):
    shapes = SHAPES.replace('sh:pattern "^A"', "sh:maxLength 3 ; sh:in ( 5.0 05.00 )")
    document = PERSONS.replace('"Bob"', "05.00")
    _, report, _ = check(shapes, document, "--format", "json")
    told = {each["component"].rpartition("#")[2]: each["value"] for each in json.loads(report)["results"]}
    assert told["MaxLengthConstraintComponent"] == '"05.00"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert "InConstraintComponent" not in told


UNFIT = {
    "an unknown term": ("sh:pattern", "sh:shape", "sh:shape, which is not checked here"),
    "a bad pattern": ('"^A"', '"^(A"', "a regular expression"),
    "a count that is none": ("sh:minCount 1", 'sh:minCount "one"', "a whole number"),
    "a shape that is not there": ('sh:pattern "^A"', "sh:node ex:Nobody", "a shape that the file describes"),
    "no target": ("sh:targetClass ex:Person ;", "", "no shape has a target"),
    "a shape within itself": ('sh:pattern "^A"', "sh:node ex:PersonShape", "Name> refers to itself"),
    "an import": (
        "ex:Name sh:path",
        "ex: <http://www.w3.org/2002/07/owl#imports> ex:o .\nex:Name sh:path",
        "fetch",
    ),
    "a syntax error": ("sh:minCount 1", "sh:minCount", "line"),
}


@pytest.mark.parametrize("fault", UNFIT)
def test_unfit_shapes_are_refused_when_they_are_loaded(check, fault):
    before, after, expected = UNFIT[fault]
    status, report, said = check(SHAPES.replace(before, after))
    assert (status, report) == (2, "")
    assert expected in said


def test_a_pattern_that_never_ends_with_pyshacl_is_stopped_and_not_said_to_conform(check):
    shapes, document = SHAPES.replace('"^A"', '"^(a+)+$"'), PERSONS.replace("Bob", "a" * 40 + "!")
    status, report, said = check(shapes, document, "--engine", "pyshacl", "--validate-seconds", "3")
    assert (status, report) == (3, "")
    assert "--validate-seconds" in said
    assert check(shapes, document)[0] == 1


# Leniency, and another engine

UNKNOWN = SHAPES.replace('sh:pattern "^A"', 'sh:pattern "^A" ; sh:singleLine true')


def test_what_is_not_known_is_left_out_where_that_is_asked_for_and_the_report_says_so(check):
    assert "--lenient" in check(UNKNOWN)[2]
    status, report, _ = check(UNKNOWN, PERSONS, "--lenient", "--format", "json")
    told = json.loads(report)
    assert status == 1
    assert [each["rule"] for each in told["results"]][:1] == ["Name"]
    assert any("sh:singleLine" in note for note in told["notes"])
    assert told["profile"]["settings"] == {"lenient": "true"}


@pytest.mark.parametrize("wanted", ["text", "html", "ttl", "jsonld", "sarif", "junit"])
def test_every_format_says_that_shapes_were_taken_leniently(check, wanted):
    report = check(UNKNOWN, PERSONS, "--lenient", "--format", wanted)[1]
    assert "lenient" in report


def test_leniency_is_about_own_shapes(runner):
    result = runner.invoke(main, ["validate", "-", "--lenient"], input=PERSONS)
    assert (result.exit_code, "none are given" in result.stderr) == (2, True)


def test_both_engines_find_the_same_and_are_named(check):
    told = {
        name: json.loads(check(SHAPES, PERSONS, "--engine", name, "--format", "json")[1])
        for name in ("compiled", "pyshacl")
    }
    names = {each: report.pop("engine") for each, report in told.items()}
    assert names["pyshacl"].startswith("pySHACL ")
    assert names["compiled"].startswith("educluster ")
    assert told["compiled"] == told["pyshacl"]


def test_an_engine_that_there_is_not_is_refused_with_those_that_there_are(check):
    status, _, said = check(SHAPES, PERSONS, "--engine", "rudof")
    assert (status, "compiled" in said, "pyshacl" in said) == (2, True, True)


def test_all_unknown_terms_are_told_with_the_one_that_is_meant(check):
    shapes = SHAPES.replace("sh:minCount 1 ; sh:pattern", "sh:minCunt 1 ; sh:shape ex:Name ; sh:pattern")
    status, _, said = check(shapes)
    assert status == 2
    for each in ("sh:minCunt at the shape", "sh:shape at the shape", "write sh:minCount for sh:minCunt"):
        assert each in said
    assert "sh:Shape" not in said
    many = "".join(f"sh:aNewTerm{number} true ; " for number in range(7))
    _, _, said = check(SHAPES.replace("sh:pattern", f"{many} sh:pattern"))
    assert "and 2 more" in said
    assert said.count("sh:aNewTerm") == 5


@pytest.mark.parametrize(
    ("term", "offered"),
    [
        ("sh:singleLine true", True),
        ("sh:not [ sh:singleLine true ]", False),
        ("sh:nodeKind sh:TripleTerm", False),
        ("sh:singleLine true ; sh:nodeKind sh:TripleTerm", False),
    ],
)
def test_leniency_is_offered_where_it_helps(check, term, offered):
    shapes = SHAPES.replace("ex:Name sh:path", f"ex:Name {term} ; sh:path")
    status, _, said = check(shapes)
    assert (status, "--lenient" in said) == (2, offered)
    assert (check(shapes, PERSONS, "--lenient")[0] == 2) == (not offered)


def test_a_part_without_a_name_is_told_without_a_stray_comma(check):
    _, _, said = check(SHAPES.replace("sh:minCount 1 ; sh:severity", "sh:singleLine true ; sh:severity"))
    assert "PersonShape> (in a part without a name); state" in " ".join(said.split())


@pytest.mark.parametrize("wanted", ["text", "html"])
@pytest.mark.parametrize(("engine", "times"), [("compiled", 1), ("pyshacl", 1)])
def test_the_engine_and_the_version_are_told_once(check, wanted, engine, times):
    _, report, _ = check(SHAPES, PERSONS, "--format", wanted, "--engine", engine)
    (line,) = [each for each in report.splitlines() if "Engine" in each]
    assert line.count("educluster") == times
    assert __version__ in line
