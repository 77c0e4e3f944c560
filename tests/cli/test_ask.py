"""educluster ask: the list, answers in every format, citations, bad values, what the shell completes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pyoxigraph
import pytest
from click.shell_completion import BashComplete, ZshComplete

from conftest import copied, get
from educluster import ask as job
from educluster import citations, names
from educluster.ask import faces
from educluster.cli import main
from educluster.store import dumps, loading
from educluster.store.dumps import Head

NAME = "conditions-of-a-principle"
GIVEN = (NAME, "principle=principle-succession")
MEMBERS = ("members-on-a-day", "cluster=cluster-4-va-virginia")
TABLE = """\
Principle               Condition                                     Name
──────────────────────  ────────────────────────────────────────────  ────────────────────────────────────────────
sequential consistency  norms and tools developed from the bottom up  norms and tools developed from the bottom up
sequential consistency  norms and tools fitted to age                 norms and tools fitted to age
"""  # noqa: E501 - as it is printed


def ask(runner, folder, *arguments):
    return runner.invoke(main, ["ask", *map(str, arguments), "--data", str(folder)])


# The list


def test_without_a_name_all_are_listed_once_by_theme(runner, tmp_path):
    result = ask(runner, tmp_path / "nothing")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(job.stored().questions)
    themes = [line for line in lines if line and not line.startswith(" ")][:-1]
    assert themes == sorted(themes)
    assert "claims" in themes
    assert f"{len(listed)} questions" in lines[-1]
    assert not (tmp_path / "nothing").exists()


def test_list_is_searched_in_the_language_of_the_reader(runner, tmp_path):
    result = ask(runner, tmp_path / "nothing", "--search", "принцип", "--lang", "ru")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert [line for line in lines if line.startswith(f"{NAME} ") and "Чего требует принцип?" in line]
    assert len(lines) < len(job.stored().questions)
    assert "(principle, [language])" in result.output


def test_search_that_finds_nothing_says_so(runner, tmp_path):
    result = ask(runner, tmp_path / "nothing", "--search", "xyzzy")
    assert (result.exit_code, result.output) == (
        0,
        "No question has «xyzzy»; educluster ask lists them all.\n",
    )


# Answers


def test_answer_is_a_table_with_labels(runner, folder):
    result = ask(runner, folder, *GIVEN)
    assert (result.exit_code, result.stdout) == (0, TABLE)


def test_answer_speaks_the_language(runner, folder):
    result = ask(runner, folder, *GIVEN, "--lang", "ru")
    assert result.stdout.splitlines()[0].split() == ["Принцип", "Условие", "Название"]


@pytest.mark.parametrize("value", ["principle-succession", "ecr:principle-succession", "Последовательность"])
def test_value_may_be_given_in_several_ways(runner, folder, value):
    result = ask(runner, folder, NAME, f"principle={value}")
    assert (result.exit_code, result.stdout) == (0, TABLE)


def test_csv_is_that_of_the_service(runner, folder, server):
    result = ask(runner, folder, *GIVEN, "--format", "csv")
    assert result.stdout_bytes == get(f"{server.address}/questions/{NAME}.csv?{GIVEN[1]}")[2]
    assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 2


READ = {
    "csv": lambda data: data.startswith(b"principle,") or data.startswith(b'"principle"'),
    "json": lambda data: len(json.loads(data)["results"]["bindings"]) == 2,
    "tsv": lambda data: data.count(b"\n") == 3,
    "xml": lambda data: data.count(b"<result>") == 2,
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == 3,
    "docx": lambda data: docx.Document(io.BytesIO(data)).tables,
    "html": lambda data: b"What does a principle ask for?" in data,
    "ttl": lambda data: any(pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE)),
    "bib": lambda data: data.startswith(b"@misc{"),
    "ris": lambda data: data.startswith(b"TY  - DATA"),
    "csl": lambda data: json.loads(data)[0]["type"] == "dataset",
}


@pytest.mark.parametrize("face", faces.FACES)
def test_answer_has_each_format_in_a_file_and_in_a_pipe(runner, folder, tmp_path, face):
    piped = ask(runner, folder, *GIVEN, "--format", face)
    filed = ask(runner, folder, *GIVEN, "--format", face, "--out", tmp_path / "answer")
    assert (piped.exit_code, filed.exit_code, filed.output) == (0, 0, ""), filed.output
    assert READ[face](piped.stdout_bytes)
    assert (tmp_path / "answer").read_bytes() == piped.stdout_bytes


def test_binary_file_is_not_written_to_a_terminal(folder):
    terminal, other_end = pytest.importorskip("pty").openpty()
    command = [
        sys.executable,
        "-m",
        "educluster.cli",
        "ask",
        *GIVEN,
        "--format",
        "xlsx",
        "--data",
        str(folder),
    ]
    done = subprocess.run(command, stdout=other_end, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(terminal)
    os.close(other_end)
    assert (done.returncode, "--out" in done.stderr) == (2, True)


@pytest.mark.parametrize("style", citations.STYLES)
def test_citation_names_query_and_release(runner, folder, loaded, style):
    result = ask(runner, folder, *GIVEN, "--cite", style)
    assert result.exit_code == 0
    assert job.stored().questions[NAME].digest in result.stdout
    assert f"https://w3id.org/educluster/questions/{NAME}?" in result.stdout.replace("\\", "")
    assert f"version={loaded.release}" in result.stdout


def test_shown_query_has_the_value_in_it_and_answers_alike(runner, folder):
    shown = ask(runner, folder, *GIVEN, "--show").stdout
    assert "VALUES ?principle { ecr:principle-succession }" in shown
    asked = runner.invoke(main, ["query", "-", "--data", str(folder), "--format", "json"], input=shown)
    again = ask(runner, folder, *GIVEN, "--format", "json")
    assert json.loads(asked.stdout)["results"] == json.loads(again.stdout)["results"]


def test_answer_without_rows_is_told_and_no_failure(runner, folder):
    result = ask(runner, folder, "narrower-concepts", "concept=principle-succession")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "nothing in the graph answers narrower-concepts" in result.stderr
    explained = ask(runner, folder, "narrower-concepts", "concept=principle-succession", "--explain")
    assert len(explained.stderr.splitlines()) > len(result.stderr.splitlines())
    assert "skos:broader" in explained.stderr


# Versions


def test_answer_comes_from_the_release_that_is_named(runner, folder, loaded):
    for version in (loaded.release, "live"):
        result = ask(runner, folder, *GIVEN, "--data-version", version)
        assert (result.exit_code, result.stdout) == (0, TABLE)


def test_release_that_is_not_held_is_never_answered_from_another(runner, folder):
    result = ask(runner, folder, *GIVEN, "--data-version", "0123456789abcdef")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "0123456789abcdef" in result.stderr
    assert "download" in result.stderr


OLDER = "00112233445566ff"
DUMP = f"""
@prefix dcterms: <{names.DCTERMS}> .
@prefix ec: <{names.EC}> .
@prefix ecr: <{names.ECR}> .
@prefix owl: <{names.OWL}> .
@prefix skos: <{names.SKOS}> .
@prefix xsd: <{names.XSD}> .
<{names.GRAPH}ontology> {{
    <{names.EC.rstrip("#")}> a owl:Ontology ; owl:versionInfo "0.0.9" ;
        dcterms:modified "2020-02-01"^^xsd:date .
    ecr:principle-older a ec:Principle ; skos:inScheme ecr:scheme-principles ; ec:hasCondition ecr:condition .
    ecr:condition ec:position 1 ; skos:prefLabel "as it was then"@en .
}}
""".encode()
THEN = (NAME, "principle=principle-older")


@pytest.fixture
def dump(tmp_path):
    """A downloaded dump of an older release, in which other things stand."""
    file = tmp_path / "educluster-0.0.9.trig"
    file.write_bytes(dumps.headed(Head("0.0.9", "2020-02-01", OLDER), DUMP))
    return file


def test_answer_comes_from_a_release_that_was_downloaded(runner, tmp_path, dump):
    """Without a data folder; the citation is of that release."""
    result = ask(runner, tmp_path / "nothing", *THEN, "--release", dump)
    assert result.exit_code == 0, result.stderr
    assert "as it was then" in result.stdout
    cited = ask(runner, tmp_path / "nothing", *THEN, "--release", dump, "--cite", "apa")
    assert "Version 0.0.9 of February 1, 2020" in cited.stdout
    assert f"version={OLDER}" in cited.stdout
    assert not (tmp_path / "nothing").exists()


def test_dump_that_was_changed_is_refused(runner, tmp_path, dump):
    dump.write_bytes(dump.read_bytes().replace(b"then", b"THEN"))
    result = ask(runner, tmp_path / "nothing", *THEN, "--release", dump)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(dump) in result.stderr


def test_answer_comes_from_an_older_release_that_was_added(runner, pristine, tmp_path_factory, dump):
    """By its version or its digest; each thing is called as it was then, and may be given if it was there."""
    data = copied(pristine, tmp_path_factory)
    assert runner.invoke(main, ["store", "releases", "--add", str(dump), "--data", str(data)]).exit_code == 0
    for version in ("0.0.9", OLDER):
        result = ask(runner, data, *THEN, "--data-version", version)
        assert "as it was then" in result.stdout
    assert ask(runner, data, *GIVEN, "--data-version", OLDER).exit_code == 2
    assert ask(runner, data, *THEN).exit_code == 2


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["conditions-of-principle"], f"{NAME}", id="question"),
        pytest.param([NAME], "principle-orientation", id="nothing given"),
        pytest.param([NAME, "prinziple=x"], "principle", id="parameter"),
        pytest.param([NAME, "principle=stage-1"], "principle-orientation", id="not in the scheme"),
        pytest.param([NAME, "principle=principle-sucession"], "perhaps", id="misspelled"),
        pytest.param([*GIVEN, "language=fr"], "uz", id="choice"),
        pytest.param([*MEMBERS, "date=1.1.2016"], "2020-09-01", id="no date"),
        pytest.param([*MEMBERS, "date=2016-02-30"], "2016-02-30", id="no day"),
        pytest.param([NAME, "principle-succession"], "NAME=VALUE", id="no name"),
        pytest.param([*GIVEN, GIVEN[1]], "given twice", id="twice"),
        pytest.param([*GIVEN, "--search", "x"], "--search", id="question and search"),
        pytest.param(["--format", "csv"], "no question is named", id="format of the list"),
        pytest.param([*GIVEN, "--out", "/nowhere/x"], "there is no folder", id="out"),
        pytest.param([*GIVEN, "--format", "pdf"], "pdf", id="format"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_there_is(runner, folder, arguments, said):
    result = ask(runner, folder, *arguments)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert said in result.stderr


def test_question_that_is_not_known_is_told_before_a_folder_is_filled(runner, tmp_path):
    assert ask(runner, tmp_path / "data", "no-such-question").exit_code == 2
    assert not (tmp_path / "data").exists()


# Completion


def completed(folder, *words, shell=BashComplete):
    *arguments, begun = words
    complete = shell(main, {}, "educluster", "_EDUCLUSTER_COMPLETE")
    found = complete.get_completions(["ask", "--data", str(folder), *arguments], begun)
    return [item.value for item in found]


def test_names_of_questions_are_completed(folder):
    assert NAME in completed(folder, "conditions-of-a")
    assert completed(folder, "zzz") == []


def test_parameters_are_completed(folder):
    assert completed(folder, NAME, "") == ["principle=", "language="]
    assert completed(folder, *GIVEN, "l") == ["language=en", "language=ru", "language=uz"]


def test_values_are_completed_from_the_graph(folder):
    """The whole word as zsh and fish have it; what follows the sign, as bash has it."""
    whole = completed(folder, NAME, "principle=principle-s", shell=ZshComplete)
    after = completed(folder, NAME, "principle", "=", "principle-s")
    assert "principle=principle-succession" in whole
    assert whole == [f"principle={each}" for each in after]
    assert set(after) < set(completed(folder, NAME, "principle", ""))


def test_words_after_a_whole_value_are_completed_in_bash(folder):
    begun = (NAME, "principle", "=", "principle-succession")
    assert completed(folder, *begun, "") == ["language=en", "language=ru", "language=uz"]
    assert completed(folder, *begun, "language", "=", "r") == ["ru"]


def test_folder_that_is_not_filled_is_not_filled_to_complete(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "prepare", None)
    found = completed(tmp_path / "data", NAME, "principle=")
    assert found == ["principle=", "principle=principle-succession"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_lines_that_the_documentation_gives_switch_completion_on(shell):
    """The command that is installed prints a script for the shell."""
    script = Path(sys.executable).with_name("educluster")
    environment = {**os.environ, "_EDUCLUSTER_COMPLETE": f"{shell}_source"}
    told = subprocess.run([script], capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert "educluster" in told.stdout
    assert (
        f"_EDUCLUSTER_COMPLETE={shell}_source"
        in (Path(__file__).parents[2] / "docs/questions.md").read_text()
    )


def test_bash_completes_a_value(folder):
    """As bash asks: the script it was given, the words as it splits them."""
    script = f"""
        PATH={Path(sys.executable).parent}:$PATH
        eval "$(_EDUCLUSTER_COMPLETE=bash_source educluster)"
        COMP_WORDS=(educluster ask --data {folder} {NAME} principle = principle-succ)
        COMP_CWORD=7
        _educluster_completion educluster
        echo "${{COMPREPLY[*]}}"
    """
    told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == ["principle-succession"], told.stderr
