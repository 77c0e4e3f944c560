"""What names are matched with: the entries of a release, read once and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from educluster import artifacts, names
from educluster.answer import Answering, Releases, Row
from educluster.config import Tier
from educluster.matching import Entry, FalseFriend, Index, Name
from educluster.store import Loaded

_CLASS = f"{names.OWL}Class"
_PROPERTIES = {f"{names.OWL}ObjectProperty", f"{names.OWL}DatatypeProperty"}
_PROPERTIES_OF_NAMES = (  # the best first
    f"{names.SKOS}prefLabel",
    f"{names.RDFS}label",
    f"{names.DCTERMS}title",
    f"{names.SKOS}altLabel",
    f"{names.SKOS}hiddenLabel",
)
_KINDS = {f"{names.SKOS}altLabel": "other", f"{names.SKOS}hiddenLabel": "hidden"}  # else it is preferred


@dataclass(frozen=True)
class Lexicon:
    """What a release knows by name: things, and the types and properties that these have.

    `index` holds all under /id/; `types` the classes, `properties` the properties, of ours and of others.
    """

    release: str
    index: Index
    types: Index
    properties: Index


class Lexicons:
    """The lexicons of releases; that of the current one is kept always.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held.
    """

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded], tier: Tier) -> None:
        self._releases = Releases(answering, release_of, tier, self._read)

    def lexicon(self, version: str = "") -> Lexicon:
        """Return the lexicon of a release, "" being the current one; it takes two seconds once.

        Raises NotFound for a release that is not held, and what `Answering.answer` raises.
        """
        return self._releases.get(version)

    def _read(self, release: Loaded) -> Lexicon:
        rows = {
            name: self._releases.rows(release, artifacts.link_query(name).read_text(encoding="utf-8"))
            for name in ("things", "names", "notes", "broader", "false-friends")
        }
        entries = list(_entries(rows))
        things = [each for each in entries if each.iri.startswith(names.ECR)]
        return Lexicon(
            release.release,
            Index(things, _false_friends(rows["false-friends"])),
            Index(each for each in entries if _CLASS in each.types),
            Index(each for each in entries if _PROPERTIES & set(each.types)),
        )


def _entries(rows: Mapping[str, list[Row]]) -> Iterator[Entry]:
    """Yield an entry for each thing that has a name."""
    types, called, notes, broader = (
        _by(rows[each], "thing") for each in ("things", "names", "notes", "broader")
    )
    for iri in sorted(types.keys() & called.keys()):
        yield Entry(
            iri,
            tuple(sorted({row["type"].value for row in types[iri]})),
            tuple(_name(row) for row in sorted(called[iri], key=_named)),
            _texts(sorted(notes.get(iri, []), key=_ranked), "note"),
            tuple(sorted({row["broader"].value for row in broader.get(iri, [])})),
        )


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column].value].append(row)
    return found


def _named(row: Row) -> tuple[int, str, str]:
    return _PROPERTIES_OF_NAMES.index(row["property"].value), row["name"].language, row["name"].value


def _ranked(row: Row) -> tuple[str, str]:
    return row["rank"].value, row["note"].value


def _name(row: Row) -> Name:
    return Name(row["name"].value, row["name"].language, _KINDS.get(row["property"].value, "preferred"))


def _texts(rows: Iterable[Row], column: str) -> tuple[tuple[str, str], ...]:
    """Return the first text of each language."""
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row[column].language.lower(), row[column].value)
    return tuple(sorted(found.items()))


def _false_friends(rows: Iterable[Row]) -> list[FalseFriend]:
    return [
        FalseFriend(
            iri,
            tuple(sorted({row["word"].value for row in each if "word" in row})),
            tuple(sorted({row["thing"].value for row in each if "thing" in row})),
            _texts((row for row in each if "note" in row), "note"),
        )
        for iri, each in sorted(_by(rows, "friend").items())
    ]
