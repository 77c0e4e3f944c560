"""Where the packaged data lie, and which named graph each file belongs to; hides wheel and checkout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL, _CHECKOUT = _PACKAGE / "data", _PACKAGE.parent.parent

_FORM = 1  # how the store is made of the files: whoever changes that, makes another release of the same files

# Folder, pattern below it, local name of the graph ("*": one graph for each file, named after it).
_GRAPHS = (
    ("ontology", "core.ttl", "ontology"),  # educluster.ttl only imports these
    ("ontology", "axioms.ttl", "ontology"),
    ("ontology", "external.ttl", "ontology"),
    ("ontology", "deprecated.ttl", "ontology"),
    ("ontology", "representations.ttl", "representations"),
    ("ontology/concepts", "*.ttl", "concepts"),
    ("ontology/alignments", "*.ttl", "alignments"),
    ("corpus/literature/labels", "*.ttl", "labels"),
    ("corpus/literature", "false-friends.ttl", "labels"),
    ("corpus/literature", "works.ttl", "literature"),
    ("corpus/literature", "people.ttl", "literature"),
    ("corpus/literature", "places.ttl", "literature"),
    ("corpus/literature", "institutions.ttl", "literature"),
    ("corpus/literature/claims", "*.ttl", "literature"),
    ("corpus/organisations", "*.ttl", "organisations"),
    ("corpus/clusters", "*.ttl", "corpus/*"),
    ("corpus/programmes", "*.ttl", "corpus/*"),
)


@dataclass(frozen=True)
class Source:
    """A Turtle file and the local name of the graph that it is part of."""

    path: Path
    graph: str


def root() -> Path:
    """Return the folder that holds ontology/, shapes/, queries/ and corpus/."""
    return _WHEEL if _WHEEL.is_dir() else _CHECKOUT


def sources() -> list[Source]:
    """Return the files of the graph, in a fixed order.

    Raises FileNotFoundError when a graph has no file: an installation without its data must not look empty.
    """
    return [source for row in _GRAPHS for source in _files(*row)]


def _files(folder: str, pattern: str, graph: str) -> Iterator[Source]:
    for path in _some(root() / folder, pattern):
        yield Source(path, graph.replace("*", path.stem))


def derivations() -> list[Path]:
    """Return the queries whose results are the graph `derived`, in the order in which they run."""
    return _some(root() / "queries" / "derive", "*.rq")


def document_queries() -> list[Path]:
    """Return the queries that gather what the documentation shows."""
    return _some(root() / "queries" / "document", "*.rq")


def describe_query(name: str) -> Path:
    """Return a query of those that describe one thing."""
    return root() / "queries" / "describe" / f"{name}.rq"


def link_query(name: str) -> Path:
    """Return a query that gathers what names are matched with, by its name."""
    return root() / "queries" / "link" / f"{name}.rq"


def nanopub_query() -> Path:
    """Return the query that gathers what nanopublications, and triple terms, are made of."""
    return root() / "queries" / "nanopubs" / "claims.rq"


def outdated_query(name: str) -> Path:
    """Return a query for what data are held against, or what they use."""
    return root() / "queries" / "outdated" / f"{name}.rq"


def questions() -> list[Path]:
    """Return the questions that are stored, each a query with a header."""
    return _some(root() / "queries" / "questions", "*.rq")


def question_words() -> Path:
    """Return the file of what columns, parameters and tags of the questions are called."""
    return root() / "queries" / "words.yaml"


def terms_query() -> Path:
    """Return the query for what versions of the terms are told apart by."""
    return root() / "queries" / "follow" / "terms.rq"


def published() -> Path:
    """Return the list of every IRI of ours that was ever published."""
    return root() / "ontology" / "published.csv"


def profiles() -> dict[str, Path]:
    """Return the file of each profile by its name; those of older versions as name@version."""
    folder = root() / "shapes" / "profiles"
    return {path.stem: path for path in [*_some(folder, "*.ttl"), *sorted(folder.glob("older/*.ttl"))]}


def shape_terms() -> Path:
    """Return the file of the terms that rules use beside SHACL's."""
    return root() / "shapes" / "vocabulary.ttl"


def examples() -> Path:
    """Return the folder of the descriptions that rules pass and fail."""
    return root() / "corpus" / "examples"


def vocabulary() -> list[Path]:
    """Return the files whose classes, concepts and organisations a description may point to."""
    return [source.path for source in sources() if source.graph in {"ontology", "concepts", "organisations"}]


def mappings() -> Path:
    """Return the table that the alignments are made from: SSSOM."""
    return root() / "ontology" / "alignments" / "mappings.sssom.tsv"


def logo() -> Path:
    """Return the logo that the header of the ontology names: SVG."""
    return root() / "ontology" / "logo.svg"


def words() -> list[Path]:
    """Return the files that say what concepts, works, programmes and clusters are called."""
    corpus = root() / "corpus"
    folders = ("literature/labels", "literature", "programmes", "clusters")
    return [file for folder in folders for file in _some(corpus / folder, "*.ttl")]


def claims() -> list[Path]:
    """Return the files of the claims that rules rest on."""
    return _some(root() / "corpus" / "literature" / "claims", "*.ttl")


def descriptions() -> list[Path]:
    """Return the files of the real clusters."""
    return _some(root() / "corpus" / "clusters", "*.ttl")


def release() -> str:
    """Return a digest over everything that the store is made of, 16 hex digits."""
    digest = hashlib.sha256(b"%d\0" % _FORM)
    for path in [*(source.path for source in sources()), *derivations(), *questions(), question_words()]:
        digest.update(path.relative_to(root()).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _some(folder: Path, pattern: str) -> list[Path]:
    if found := sorted(folder.glob(pattern)):
        return found
    raise FileNotFoundError(f"no {pattern} in {folder}")
