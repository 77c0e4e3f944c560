"""The hand-written Turtle of the repository, and the graphs that it makes."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph

from educluster import artifacts, catalogue
from educluster.ask.stored import stored
from educluster.questions import Book

ROOT = Path(__file__).resolve().parents[2]


def turtle_files() -> list[Path]:
    folders = [ROOT / name for name in ("ontology", "shapes", "corpus")]
    found = {folder: sorted(folder.rglob("*.ttl")) for folder in folders}
    if empty := [folder for folder, paths in found.items() if not paths]:
        raise FileNotFoundError(f"no Turtle in {empty}")
    return [path for paths in found.values() for path in paths]


def merged(paths) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    if not graph:
        raise FileNotFoundError("nothing to merge")
    return graph


def pytest_generate_tests(metafunc):
    if "turtle" in metafunc.fixturenames:
        paths = turtle_files()
        metafunc.parametrize("turtle", paths, ids=[path.relative_to(ROOT).as_posix() for path in paths])


@pytest.fixture(scope="session")
def core():
    return merged([ROOT / "ontology" / "core.ttl"])


@pytest.fixture(scope="session")
def external():
    return merged([ROOT / "ontology" / "external.ttl"])


@pytest.fixture(scope="session")
def ontology():
    """The named graph `ontology`, as the store has it."""
    return merged(source.path for source in artifacts.sources() if source.graph == "ontology")


@pytest.fixture(scope="session")
def questioned():
    """The graph `questions`, with one that is answered by yes or no beside those that are packaged."""
    book = stored()
    question = next(iter(book.questions.values()))
    asked = replace(question, name="asked", body=replace(question.body, form="ASK"))
    told = catalogue.describe_questions(Book({**book.questions, "asked": asked}, book.words))
    return Graph().parse(data="\n".join(told), format="nt")


@pytest.fixture(scope="session")
def knowledge():
    """All named graphs of the store in one."""
    return merged(source.path for source in artifacts.sources())


@pytest.fixture(scope="session")
def shapes():
    return merged(path for path in turtle_files() if path.is_relative_to(ROOT / "shapes"))


@pytest.fixture(scope="session")
def everything():
    """Each hand-written file in one graph, the examples among them.  The alignments are made by a tool."""
    return merged(path for path in turtle_files() if path.parent.name != "alignments")


@pytest.fixture(scope="session")
def articles():
    """The articles, where they are at hand, by the first 16 hexadecimal digits of their SHA-256."""
    folder = os.environ.get("EDUCLUSTER_ARTICLES")
    if not folder:
        pytest.skip("set EDUCLUSTER_ARTICLES to the folder with the texts of the articles")
    texts = [path.read_bytes() for path in sorted(Path(folder).glob("*.txt"))]
    assert len(texts) == 5, folder
    return {hashlib.sha256(text).hexdigest()[:16]: text.decode("utf-8") for text in texts}
