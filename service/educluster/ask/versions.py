"""What is known of each version of the data: its names, what may be given, what stands behind it."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar, cast

from educluster import names
from educluster.answer import Answering, Asked, Dataset, as_json
from educluster.ask import provenance
from educluster.ask.provenance import Standing
from educluster.config import Tier
from educluster.errors import ResultTooLarge
from educluster.questions import Choices, Parameter, Question, Texts
from educluster.store import Loaded

T = TypeVar("T")
LIVE = "live"

_MOST_ROWS = 100_000  # of names, or of things: users may have written any number of them
_DAY = datetime.date(1970, 1, 1)  # of data that do not tell theirs
# The engine takes five times as long to sort them.
_NAMES = f"""PREFIX dcterms: <{names.DCTERMS}>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <{names.RDFS}>
PREFIX schema: <https://schema.org/>
PREFIX skos: <{names.SKOS}>
SELECT ?thing ?rank ?name (LANG(?name) AS ?language)
WHERE {{
  {{ ?thing skos:prefLabel ?name BIND(1 AS ?rank) }}
  UNION {{ ?thing rdfs:label ?name BIND(2 AS ?rank) }}
  UNION {{ ?thing dcterms:title ?name BIND(3 AS ?rank) }}
  UNION {{ ?thing foaf:name ?name BIND(4 AS ?rank) }}
  UNION {{ ?thing schema:name ?name BIND(5 AS ?rank) }}
  FILTER(ISIRI(?thing) && ISLITERAL(?name))
}}"""
_THINGS = f"""PREFIX rdfs: <{names.RDFS}>
PREFIX skos: <{names.SKOS}>
SELECT DISTINCT ?source ?thing
WHERE {{
  {{ VALUES ?source {{ SOURCES }} ?thing skos:inScheme ?source }}
  UNION
  {{ VALUES ?source {{ SOURCES }} ?class rdfs:subClassOf* ?source . ?thing a ?class }}
  FILTER(ISIRI(?thing))
}}"""
_VERSION = f"""PREFIX dcterms: <{names.DCTERMS}>
PREFIX owl: <{names.OWL}>
SELECT ?version ?date
WHERE {{
  GRAPH <{names.GRAPH}ontology> {{
    ?ontology a owl:Ontology ; owl:versionInfo ?version ; dcterms:modified ?date .
  }}
}}"""

_DIGESTS = f"""PREFIX dcterms: <{names.DCTERMS}>
SELECT ?question ?digest
WHERE {{
  GRAPH <{names.GRAPH}questions> {{
    ?question dcterms:identifier ?digest .
  }}
}}"""


@dataclass(frozen=True)
class DataVersion:
    """The data that an answer is of.

    `release` is a digest; `version` and `date` are what the ontology says; `live` are those of the store with
    its users' graphs, of which `commit` is the version.
    """

    release: str
    version: str
    date: datetime.date
    live: bool
    commit: str

    @property
    def told(self) -> str:
        """Return it for people."""
        digest = f"commit {self.commit}" if self.live else f"release {self.release}"
        return f"{self.version} ({self.date.isoformat()}), {digest}".lstrip()

    @property
    def wanted(self) -> str:
        """Return what names it in an address."""
        return LIVE if self.live else self.release


class Facts:
    """What is known of one version; each part is read when it is first asked for, by one thread at a time."""

    def __init__(self, answering: Answering, tier: Tier, loaded: Loaded, live: bool) -> None:
        self._answering, self._tier, self._loaded, self._live = answering, tier, loaded, live
        self._lock = threading.RLock()
        self._parts: dict[str, object] = {}
        self._choices: Mapping[str, Choices | None] = {}

    def _read(self, query: str, rows: int = _MOST_ROWS) -> tuple[list[dict[str, str]], bool]:
        """Return the rows of a query, each variable as plain text, and whether there were more."""
        tier = Tier("facts", self._tier.seconds, rows)
        checkpoint = None if self._live else self._loaded
        asked = Asked(query.encode(), Dataset(), tier, checkpoint=checkpoint)
        try:
            answered = self._answering.answer(asked, as_json)
        except ResultTooLarge:
            if rows:  # the operator lets no answer be so large: things go by their IRIs, and any may be given
                return [], True
            raise
        bindings = json.loads(answered.whole())["results"]["bindings"]
        rows_found = [{name: str(term["value"]) for name, term in row.items()} for row in bindings]
        return rows_found, bool(answered.cut)

    def _once(self, name: str, read: Callable[[], T]) -> T:
        """Return what was read, or read it; a thread that comes meanwhile waits for it."""
        if name not in self._parts:
            with self._lock:
                if name not in self._parts:
                    self._parts[name] = read()
        return cast(T, self._parts[name])

    def prepare(self, sources: Sequence[str]) -> None:
        """Read all parts, and what may be given from these schemes and classes."""
        self._read_choices(sources)
        _ = self.version, self.labels, self.standing, self._digests

    @property
    def version(self) -> DataVersion:
        """Return which version it is."""
        return self._once("the version", self._version)

    @property
    def labels(self) -> Mapping[str, Texts]:
        """Return what each thing is called, by its IRI and by language."""
        return self._once("the labels", self._labels)

    @property
    def standing(self) -> Standing:
        """Return what stands behind each thing."""
        return self._once("the standing", lambda: provenance.read(lambda query, _: self._read(query, 0)[0]))

    def asks_otherwise(self, question: Question) -> bool:
        """Return whether this release has another query for a question, or none: a citation may mean that."""
        if self._live or self._digests is None:
            return False
        return self._digests.get(f"{names.ECR}question-{question.name}") != question.digest

    @property
    def _digests(self) -> Mapping[str, str] | None:
        """Return the digests of the queries by the IRIs of the questions; None where they cannot be read."""
        return self._once("the digests", self._read_digests)

    def _read_digests(self) -> Mapping[str, str] | None:
        rows, cut = self._read(_DIGESTS)
        return None if cut else {row["question"]: row["digest"] for row in rows}

    def choices(self, parameter: Parameter) -> Choices | None:
        """Return what may be given for a parameter of type iri; None where that may be any."""
        return self._read_choices([parameter.source]).get(parameter.source) if parameter.source else None

    def _read_choices(self, sources: Sequence[str]) -> Mapping[str, Choices | None]:
        """Return what is in schemes and classes; what is not known yet is read at once."""
        if not all(source in self._choices for source in sources):
            with self._lock:
                if missing := [source for source in sources if source not in self._choices]:
                    self._choices = {**self._choices, **self._things(missing)}
        return self._choices

    def _version(self) -> DataVersion:
        rows, _ = self._read(_VERSION)
        told = rows[0] if rows else {}
        try:
            day = datetime.date.fromisoformat(told.get("date", "")[:10])
        except ValueError:
            day = _DAY
        loaded = self._loaded
        return DataVersion(loaded.release, told.get("version", ""), day, self._live, loaded.version)

    def _labels(self) -> Mapping[str, Texts]:
        """Return the names of each thing by language, and those in another script by the whole tag."""
        found: dict[str, dict[str, str]] = {}
        for _, _, name, thing, tag in sorted(map(_ranked, self._read(_NAMES)[0])):
            texts = found.setdefault(thing, {})
            texts.setdefault(tag.partition("-")[0], name)
            texts.setdefault(tag, name)
        return MappingProxyType(found)

    def _things(self, sources: Sequence[str]) -> Mapping[str, Choices | None]:
        """Return the choices of each scheme and class; None where there are too many to tell."""
        written = " ".join(f"<{source}>" for source in sources)
        rows, cut = self._read(_THINGS.replace("SOURCES", written))
        if cut:
            return dict.fromkeys(sources)
        found: dict[str, list[str]] = {source: [] for source in sources}
        for row in rows:
            found[row["source"]].append(row["thing"])
        return {source: Choices(things, self.labels) for source, things in found.items()}


def _ranked(row: Mapping[str, str]) -> tuple[str, bool, str, str, str]:
    """Return a name behind what makes it come later: its property, and Cyrillic where Latin is usual."""
    tag = row.get("language", "").lower()
    return row["rank"], tag.endswith("-cyrl"), row["name"], row["thing"], tag
