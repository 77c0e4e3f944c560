"""Hand-written Turtle: one look for every reader."""

import re
import unicodedata

import pytest
from rdflib import Graph, Literal

PREFIX = re.compile(r"^@prefix ([\w-]*:)( +)(<[^>]*>) \.$", re.MULTILINE)
OPAQUE = re.compile(  # literals, addresses, comments
    r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|<[^<>\s]*>|#[^\n]*'
)
WORD = re.compile(r"[^\W\d_]+")
FALSE_APOSTROPHES = "'`´‘’ʹ′"


def code(path):
    """The text with its literals and addresses emptied and without comments: only syntax is left."""
    return OPAQUE.sub(lambda found: {'"': '""', "<": "<>", "#": ""}[found[0][0]], path.read_text("utf-8"))


def literals(path, language):
    graph = Graph().parse(path, format="turtle")
    tagged = (each for each in graph.objects() if isinstance(each, Literal) and each.language)
    return sorted({str(each) for each in tagged if each.language.split("-")[0] == language})


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(r"\r", id="carriage return"),
        pytest.param(r"\t", id="tab"),
        pytest.param(r"\ufeff", id="byte order mark"),
        pytest.param(r"[^\S\n]+$", id="trailing blank"),
        pytest.param(r"\n\n\n", id="two blank lines"),
        pytest.param(r"\n\n\Z|[^\n]\Z", id="not one final newline"),
    ],
)
def test_bytes_are_plain(turtle, fault):
    assert not re.search(fault, turtle.read_bytes().decode("utf-8"), re.MULTILINE)


def test_file_begins_with_a_comment_and_then_its_prefixes(turtle):
    assert re.match(r"(#[^\n]*\n)+\n@prefix ", turtle.read_text("utf-8"))


def test_lines_are_indented_by_four(turtle):
    lines = code(turtle).splitlines()
    assert [line for line in lines if line.strip() and (len(line) - len(line.lstrip())) % 4] == []


def test_prefixes_are_sorted_and_aligned(turtle):
    found = PREFIX.findall(turtle.read_text("utf-8"))
    width = max(len(prefix) for prefix, _, _ in found) + 1
    assert [prefix for prefix, _, _ in found] == sorted({prefix for prefix, _, _ in found})
    assert {len(prefix + blanks) for prefix, blanks, _ in found} == {width}
    assert turtle.read_text("utf-8").count("@prefix") == len(found)


def test_prefixes_declared_are_those_used(turtle):
    declared = {prefix for prefix, _, _ in PREFIX.findall(turtle.read_text("utf-8"))}
    body = re.sub(r"(?m)^@prefix .*$|@[a-zA-Z-]+", "", code(turtle))
    assert set(re.findall(r"(?<![\w:-])([\w-]*:)", body)) == declared


def test_blank_nodes_have_no_labels(turtle):
    assert "_:" not in code(turtle)


def test_class_is_the_first_thing_said_of_a_subject(turtle):
    assert re.findall(r";\s*(?:a|rdf:type)\s[^;]*", code(turtle)) == []


def test_punctuation_stands_after_a_blank(turtle):
    assert [line for line in code(turtle).splitlines() if re.search(r"\S[;,]|\S\.$|[;,]\s*[;.]", line)] == []


def test_uzbek_has_its_own_letters(turtle):
    faults = re.compile(rf"[{FALSE_APOSTROPHES}]|(?<![oOgG])\u02bb")
    assert [text for text in literals(turtle, "uz") if faults.search(text)] == []


def test_no_word_mixes_scripts(turtle):
    words = set(WORD.findall(turtle.read_text("utf-8")))
    scripts = {word: {unicodedata.name(letter, "?").split()[0] for letter in word} for word in words}
    assert sorted(word for word, found in scripts.items() if {"LATIN", "CYRILLIC"} <= found) == []
