"""Check documents and endpoints against a release."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from functools import cached_property

from educluster import artifacts, versions
from educluster.answer import Answering, Asked, Dataset, Releases, as_json
from educluster.config import Settings, Tier
from educluster.errors import BadDocument, BadParameter, ResultTooLarge
from educluster.outdated import worker
from educluster.outdated.judging import judged
from educluster.outdated.known import Known
from educluster.outdated.model import Document, Told, Use
from educluster.store import Loaded
from educluster.versions import Publication, Vocabulary
from educluster.workers import Pool


class Checking:
    """Tells whether data are up to date; documents are read in a process that the first one starts."""

    def __init__(
        self, answering: Answering, release_of: Callable[[str], Loaded], settings: Settings, tier: Tier
    ) -> None:
        self._answering, self._settings, self._tier = answering, settings, tier
        self._releases: Releases[Known] = Releases(answering, release_of, tier, self._known)
        self._readers: list[Pool] = []
        self._lock = threading.Lock()

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Return the endpoints that may be asked, as the operator allows."""
        return self._settings.allow_service

    def document(self, document: Document, vocabulary: Vocabulary, client: str = "") -> Told:
        """Return what is found in a document, held against a release.

        Raises BadDocument for one that cannot be read, and what `Pool.ask` raises at its limits.
        """
        if not document.body.strip():
            raise BadDocument("the document is empty", "send data that use names of ours")
        settled = self._releases.get(vocabulary.release).settled - {
            each.iri for each in vocabulary.deprecated
        }
        options: dict[str, object] = {"media_type": document.written_in.media_type, "settled": list(settled)}
        answer = self._pool().ask(options, document.body, client=client)
        return self._judged(document.name, worker.unpacked(answer.whole()), vocabulary)

    def endpoint(
        self, address: str, vocabulary: Vocabulary, tier: Tier | None = None, client: str = ""
    ) -> Told:
        """Return what is found at an endpoint, held against a release.

        Raises BadParameter for one that the operator does not allow, and what `Answering.answer` raises.
        """
        self._check(address)
        query = f"SELECT * {{ SERVICE <{address}> {{ {_query('uses')} }} }}"
        asked = Asked(query.encode(), Dataset(), tier or self._tier, client=client)
        answered = self._answering.answer(asked, as_json)
        if answered.cut:
            raise ResultTooLarge("--result-rows", answered.cut, "send a dump of the data, in parts")
        rows = json.loads(answered.whole())["results"]["bindings"]
        return self._judged(address, _uses(rows), vocabulary)

    def close(self) -> None:
        """End the processes."""
        for each in self._readers:
            each.close()

    def _check(self, address: str) -> None:
        if address in self.endpoints:
            return
        known = ", ".join(self.endpoints)
        remedy = (
            f"name one of: {known}"
            if known
            else "send a dump of the data; or run educluster outdated --endpoint"
        )
        problem = f"«{address[:200]}» is no endpoint that may be asked here"
        raise BadParameter(problem, remedy, self.endpoints, "endpoint")

    def _judged(self, name: str, uses: list[Use], vocabulary: Vocabulary) -> Told:
        return judged(name, uses, self._releases.get(vocabulary.release), vocabulary, self._published)

    def _pool(self) -> Pool:
        with self._lock:
            if not self._readers:
                self._readers.append(worker.pool(self._settings))
            return self._readers[0]

    def _known(self, release: Loaded) -> Known:
        def column(query: str, *names: str) -> list[tuple[str, ...]]:
            rows = self._releases.rows(release, _query(query))
            return [tuple(row[name].value for name in names) for row in rows]

        own, foreign = column("names", "name"), column("foreign", "term")
        aligned = [
            (ours, how, theirs) for ours, how, theirs in column("aligned", "ours", "relation", "theirs")
        ]
        return Known([each for (each,) in own], [each for (each,) in foreign], aligned)

    @cached_property
    def _published(self) -> Mapping[str, Publication]:
        return versions.published(artifacts.published().read_text(encoding="utf-8"))


def _query(name: str) -> str:
    """Return a query without its header: of an endpoint nothing is asked but the query."""
    lines = artifacts.outdated_query(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(each for each in lines if not each.startswith("#+"))


def _uses(rows: list[dict[str, dict[str, str]]]) -> list[Use]:
    """Return the uses that an endpoint counts, each name once."""
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        if row.get("iri", {}).get("type") == "uri" and "position" in row:
            count = int(row["count"]["value"])
            found.setdefault(row["iri"]["value"], []).append((row["position"]["value"], count))
    return [
        Use(iri, sum(count for _, count in counted), tuple(sorted({each for each, _ in counted})))
        for iri, counted in sorted(found.items())
    ]
