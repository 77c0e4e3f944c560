"""educluster passages: a copy of an article in, the claims beside their passages out."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest

import made_up_article as made_up
from conftest import ROOT
from educluster import passages as room
from educluster.cli import main
from educluster.workers import Failed

PAGE = (ROOT / "docs" / "passages.md").read_text()
ARTICLE = made_up.article()
CLAIMS = made_up.claims(ARTICLE, (2, 2), (3, 4), (6, 8), (5, 5))
WRAPPED = made_up.wrapped(ARTICLE, 80)


@pytest.fixture
def passages(runner, tmp_path):
    """Look for the passages of the made-up claims in a copy; gives the result of the command."""
    (tmp_path / "claims.ttl").write_text(CLAIMS)

    def run(copy, *arguments, name="copy.txt", given=None):
        (tmp_path / name).write_bytes(copy if isinstance(copy, bytes) else "\n".join(copy).encode())
        article = "-" if given else str(tmp_path / name)
        own = ["--claims", str(tmp_path / "claims.ttl")]
        return runner.invoke(main, ["passages", article, *own, *map(str, arguments)], input=given)

    return run


def test_each_claim_is_shown_beside_its_passage(passages):
    result = passages(ARTICLE)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "A work: found 4 of 4 locators (4 exact); the copy holds 100% of the fingerprints."
    assert lines[2:7] == [
        "<http://a/claim-1>  thing-1 — depends on — something",
        "    asserts; read by: software; proposed",
        "    Section 1, page 7",
        "    → exact, line 2",
        f"      │ {ARTICLE[1]}",
    ]


@pytest.mark.parametrize(
    ("copy", "name", "where"),
    [
        pytest.param(WRAPPED, "copy.txt", "lines 1–", id="text"),
        pytest.param("\n".join(WRAPPED).encode("utf-16"), "copy.TXT", "lines 1–", id="text in UTF-16"),
        pytest.param(made_up.pdf([WRAPPED[:9], WRAPPED[9:]]), "copy.pdf", "page 1\n", id="PDF"),
        pytest.param(made_up.word_file(ARTICLE), "copy.docx", "paragraph 2\n", id="Word"),
    ],
)
def test_a_copy_may_be_text_pdf_or_word(passages, copy, name, where):
    result = passages(copy, name=name)
    assert "found 4 of 4 locators" in result.stdout
    assert f"→ exact, {where}" in result.stdout


def test_the_copy_may_come_by_standard_input(passages):
    copy = made_up.pdf([WRAPPED])
    assert "found 4 of 4" in passages(b"", "--read-as", "pdf", given=copy).stdout
    assert "found 4 of 4" in passages(b"", given="\n".join(ARTICLE).encode()).stdout


def test_what_is_not_found_is_told_with_its_finder(passages):
    result = passages(ARTICLE[:4] + ARTICLE[8:], "--only", "not-found", "--only", "part")
    finder = " ".join(ARTICLE[5].split()[:4])
    assert result.exit_code == 0
    assert "found 2 of 4 locators (2 exact, 2 not found)" in result.stdout
    assert f"→ not found; look for «{finder}»" in result.stdout
    assert "claim-1" not in result.stdout


def test_json_has_every_part(passages):
    report = json.loads(
        passages(made_up.pdf([WRAPPED[:9], WRAPPED[9:]]), "--format", "json", name="a.pdf").stdout
    )
    assert (report["article"], report["unit"]) == ({"iri": "http://a/work", "label": "A work"}, "page")
    assert report["counts"] == {"exact": 4, "most": 0, "part": 0, "finder": 0, "not-found": 0}
    first = report["claims"][0]
    assert first["object"] == {"iri": None, "label": "something", "ownTranslation": False}
    assert first["reviewStatus"]["label"] == "proposed"
    place = first["passages"][0]
    assert (place["found"], place["share"], place["firstPage"], place["firstLine"]) == ("exact", 1.0, 1, 1)
    assert place["passage"].startswith(ARTICLE[1][:20])


def test_csv_is_for_spreadsheets(passages):
    output = passages(["- " + line for line in ARTICLE], "--format", "csv").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(output.decode("utf-8-sig"), newline="")))
    assert output.startswith(b"\xef\xbb\xbf")
    assert [row["claim"] for row in rows] == [f"http://a/claim-{number}" for number in (1, 2, 3, 4)]
    assert rows[0]["passage"] == f" - {ARTICLE[1]}"  # a cell that begins with a dash would be a formula
    assert (rows[0]["objectLabel"], rows[0]["firstLine"], rows[0]["found"]) == ("something", "2", "exact")


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "найдено мест: 4 из 4"), ("uz", "4 joydan 4 tasi topildi")]
)
def test_the_report_speaks_the_language_asked_for(passages, language, said):
    assert said in passages(ARTICLE, "--lang", language).stdout


def test_the_report_is_narrowed_to_a_claim_or_a_concept(passages):
    assert "found 1 of 1" in passages(ARTICLE, "--claim", "claim-2").stdout
    assert "found 1 of 1" in passages(ARTICLE, "--about", "thing-3").stdout
    assert "There is nothing of this kind to show." in passages(ARTICLE, "--only", "finder").stdout


def test_the_report_is_written_to_a_file(passages, tmp_path):
    assert passages(ARTICLE, "--out", tmp_path / "report.txt").stdout == ""
    assert "found 4 of 4" in (tmp_path / "report.txt").read_text()


def test_what_a_terminal_would_obey_is_not_shown(passages):
    copy = [
        line.replace(" ", " \x1b\x9b ", 1) if number == 1 else line for number, line in enumerate(ARTICLE)
    ]
    output = passages(copy, "--claim", "claim-1").stdout
    assert ARTICLE[1].split()[3] in output
    assert not {"\x1b", "\x9b"} & set(output)


@pytest.mark.parametrize(
    ("copy", "name", "arguments", "status", "said"),
    [
        pytest.param(b"", "a.pdf", [], 2, "a.pdf: the file is empty", id="empty"),
        pytest.param(b"A text", "a.docx", [], 2, "a.docx: the file is no Word file", id="broken"),
        pytest.param(b"A text", "a.odt", [], 2, "name the file with one of: .txt, .pdf, .docx", id="ending"),
        pytest.param(
            made_up.article(2), "a.txt", [], 2, "a copy of none of the articles", id="another article"
        ),
        pytest.param(
            ARTICLE, "a.txt", ["--copy-bytes", "100"], 2, "--copy-bytes (100 bytes)", id="too large"
        ),
        pytest.param(
            ARTICLE,
            "a.txt",
            ["--copy-seconds", "0.001"],
            3,
            "0.001 seconds) was reached; give the",
            id="deadline",
        ),
        pytest.param(ARTICLE * 3000, "a.txt", ["--copy-mb", "40"], 3, "--copy-mb (40 MiB", id="memory"),
        pytest.param(
            ARTICLE, "a.txt", ["--claim", "claim-9"], 2, "no claim is called «claim-9»", id="no claim"
        ),
        pytest.param(ARTICLE, "a.txt", ["--claims", __file__], 2, "the ending of", id="claims in Python"),
        pytest.param(ARTICLE, "a.txt", ["--out", "/none/a.txt"], 2, "there is no folder", id="no folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(passages, copy, name, arguments, status, said):
    result = passages(copy, *arguments, name=name)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_told(runner):
    result = runner.invoke(main, ["passages", "nowhere.pdf"])
    assert result.exit_code == 2
    assert "nowhere.pdf: it cannot be read (No such file" in result.stderr


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        pytest.param("<http://a/s> <http://a/p> 1 .", "no claim with an ec:locator", id="no claims"),
        pytest.param("<http://a/s> <http://a/p> ", "line 1", id="a syntax error"),
        pytest.param(
            CLAIMS.replace("ec:relation ec:dependsOn ;", ""), "claim-1> is not whole", id="no relation"
        ),
    ],
)
def test_claims_of_ones_own_that_cannot_be_used_are_told(runner, tmp_path, claims, said):
    for name, text in {"copy.txt": "\n".join(ARTICLE), "claims.ttl": claims}.items():
        (tmp_path / name).write_text(text)
    result = runner.invoke(
        main, ["passages", str(tmp_path / "copy.txt"), "--claims", str(tmp_path / "claims.ttl")]
    )
    assert result.exit_code == 2
    assert "claims.ttl: " in result.stderr
    assert said in result.stderr


def test_the_packaged_claims_are_looked_for_where_no_others_are_named(runner, tmp_path):
    (tmp_path / "copy.txt").write_text("\n".join(ARTICLE))
    result = runner.invoke(main, ["passages", str(tmp_path / "copy.txt")])
    assert result.exit_code == 2
    assert "Mukhamedov et al. 2020; Sulaymonov 2023" in result.stderr


def test_a_mistake_of_the_reader_is_told(passages, monkeypatch):
    def fail(*_):
        raise Failed("no")

    monkeypatch.setattr("educluster.workers.Pool.ask", fail)
    result = passages(ARTICLE)
    assert result.exit_code == 3
    assert "copy.txt: the program that reads such files failed on it; save its text" in result.stderr


# docs/passages.md


def test_every_option_is_documented():
    options = {name for each in main.commands["passages"].params for name in each.opts if name != "--help"}
    assert options - set(re.findall(r"--[a-z-]+", PAGE)) == {"article"}


def test_claims_of_ones_own_may_be_as_simple_as_those_shown(runner, tmp_path):
    (tmp_path / "claims.ttl").write_text(re.search(r"```turtle\n(.*?)```", PAGE, re.DOTALL)[1])
    (tmp_path / "copy.txt").write_text("First this. Then three\nto six words of it. And that.")
    result = runner.invoke(
        main, ["passages", str(tmp_path / "copy.txt"), "--claims", str(tmp_path / "claims.ttl")]
    )
    assert "mutual control — depends on — what I read there" in result.stdout
    assert "→ by finder, lines 1–2\n      │ Then three\n      │ to six words of it.\n" in result.stdout


def test_the_command_that_makes_a_fingerprint_makes_it():
    command = re.search(r"\$ (python -c .*? < )passage.txt", PAGE, re.DOTALL)[1].replace(
        "python", sys.executable
    )
    done = subprocess.run(
        ["bash", "-c", command + "/dev/stdin"], input="Ba be bi\n", capture_output=True, text=True
    )
    assert done.stdout.split() == [room.digest("Ba be bi"), room.fingerprint("Ba be bi")]
