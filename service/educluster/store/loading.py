"""Load the packaged graphs into the data folder, once for each release, beside the graphs of its users."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pyoxigraph

from educluster import artifacts, catalogue, names, questions
from educluster.errors import BadQuestion, Unavailable
from educluster.store import checkpoints, folder, recovery, releases
from educluster.store.checkpoints import Loaded
from educluster.store.folder import Pending
from educluster.store.reserved import is_reserved

_OPTIMIZED = 5_000_000  # triples; with more, who upgrades would wait too long for the service
_QUESTIONS = pyoxigraph.NamedNode(names.GRAPH + "questions")
_DERIVED = pyoxigraph.NamedNode(names.GRAPH + "derived")


def prepare(data: Path) -> Loaded:
    """Return the newest checkpoint, with the packaged graphs of this release, which are loaded if need be.

    They are kept as a release, too, and so are those of the release before.
    The graphs that users wrote stay as they are.  Raises Unavailable when the folder cannot be written, is of
    a later format or damaged, or another process uses its store for too long.
    """
    release = artifacts.release()
    try:
        folder.check_format(data)
        if found := _loaded(data, release):
            _keep(data, release)
            return found
        store = recovery.open_sound(data)
        return _loaded(data, release) or _load(data, store, release)
    except OSError as error:
        raise _unusable(data, error) from error


def _keep(data: Path, release: str) -> None:
    """Keep the release of the newest checkpoint, where it is not held: a restore brings none, for example."""
    if not releases.is_held(data, release):
        with checkpoints.reading(data) as newest:
            releases.keep(data, newest)


def prepared(data: Path) -> Loaded | None:
    """Return what `prepare` does where nothing is to be loaded; the store is not opened.

    Raises Unavailable when the folder cannot be read, or is of a later format.
    """
    try:
        folder.check_format(data)
        release = artifacts.release()
        return _loaded(data, release) if releases.is_held(data, release) else None
    except OSError as error:
        raise _unusable(data, error) from error


def _loaded(data: Path, release: str) -> Loaded | None:
    """Return the newest checkpoint if it is of this release."""
    found = next(checkpoints.whole(data), None)
    return found if found and found.release == release else None


def _unusable(data: Path, error: OSError) -> Unavailable:
    if folder.exists(data):
        remedy = (
            "free its disk, or restore a backup: educluster store restore FILE; or name another with --data"
        )
    else:
        remedy = "name another with --data"
    return Unavailable(f"the data folder {data} cannot be used ({error})", remedy)


def _load(data: Path, store: pyoxigraph.Store, release: str) -> Loaded:
    """Put the packaged graphs in the place of those of the last release; cut off, it is done again."""
    if latest := next(checkpoints.whole(data), None):
        _keep_last(data, latest)
    folder.note(data, Pending.CHANGES)
    for graph in list(store.named_graphs()):
        if isinstance(graph, pyoxigraph.NamedNode) and is_reserved(graph.value):
            store.remove_graph(graph)
    store.bulk_extend(_packaged())  # all at once: each call writes files of its own
    if len(store) <= _OPTIMIZED:
        store.optimize()  # queries take a third less; some seconds for a million triples
    loaded = checkpoints.publish(data, store, release, checkpoints.last_number(data) + 1)
    folder.note(data, Pending.NOTHING)
    checkpoints.clean(data)
    releases.keep(data, loaded, linked=True)
    return loaded


def _keep_last(data: Path, latest: Loaded) -> None:
    """Keep the release before, which nobody else may have; a new one is not held up by its damage."""
    try:
        releases.keep(data, latest)
    except OSError as error:
        print(
            f"educluster: the release {latest.release} could not be kept ({error})",
            file=sys.stderr,
            flush=True,
        )


def _packaged() -> Iterator[pyoxigraph.Quad]:
    """Yield the packaged graphs and what follows from them alone: what users wrote is no premise."""
    apart = pyoxigraph.Store()
    fill(apart)
    yield from apart


def fill(store: pyoxigraph.Store) -> None:
    """Put the packaged graphs into an empty store, and derive what is computed.

    Not in bulk: that begins threads for each of two hundred small files, and takes a third longer.
    Raises BadQuestion for a stored question that cannot be read.
    """
    for source in artifacts.sources():
        store.load(path=source.path, to_graph=pyoxigraph.NamedNode(names.GRAPH + source.graph))
    derive(store)
    described = "\n".join(catalogue.describe_questions(_book()))
    store.load(described, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=_QUESTIONS)


def _book() -> questions.Book:
    words, files = artifacts.question_words(), artifacts.questions()
    texts = [(each.name, each.read_text(encoding="utf-8")) for each in files]
    book = questions.load(texts, questions.words(words.name, words.read_text(encoding="utf-8")))
    for file, text in texts:
        _check(file, text, book.questions[Path(file).stem])
    return book


def _check(file: str, text: str, question: questions.Question) -> None:
    """Raise BadQuestion, which names file and line, for a query that the engine cannot read."""
    try:
        pyoxigraph.Store().query(question.query)
    except SyntaxError as error:
        first = question.query.partition("\n")[0].strip()
        before = next((at for at, line in enumerate(text.splitlines()) if line.strip() == first), 0)
        place = re.search(r"\d+", str(error))
        line = before + (int(place[0]) if place else 1)
        raise BadQuestion(file, line, f"this is no SPARQL: {error}", "mend the query") from error


def derive(store: pyoxigraph.Store) -> None:
    """Add what follows from a store's graphs to its graph `derived`."""
    known = set[pyoxigraph.Triple]()  # what was constructed; most of it is, again and again
    idle, derivations = 0, [path.read_text() for path in artifacts.derivations()]
    for query in cycle(derivations):  # what one of them derives may be what another starts from
        idle = 0 if _derive(store, query, known) else idle + 1
        if idle == len(derivations):
            return


def _derive(store: pyoxigraph.Store, query: str, known: set[pyoxigraph.Triple]) -> int:
    """Add what a query constructs and is nowhere yet: each triple stands in one graph.  Return how many."""
    triples = store.query(query, use_default_graph_as_union=True)
    if not isinstance(triples, pyoxigraph.QueryTriples):
        raise TypeError("a derivation is a CONSTRUCT")
    constructed = set(triples) - known
    known |= constructed
    new = [
        pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, _DERIVED)
        for triple in constructed
        if next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is None
    ]
    store.bulk_extend(new)
    return len(new)
