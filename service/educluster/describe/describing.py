"""Describe what has an IRI of ours: its document in each profile and format, and what a page shows of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from educluster import artifacts, documents, formats, names, nanopubs
from educluster.answer import Answered, Answering, Choice, Releases, Row
from educluster.config import Tier
from educluster.describe import reading
from educluster.describe.model import Thing
from educluster.describe.profiles import CLAIMS, MODEL, Kind, Profile
from educluster.documentation import Rows, gather, json_ld_context
from educluster.errors import NotFound
from educluster.formats import Format
from educluster.graphs import Graph, address, is_iri
from educluster.matching import nearest
from educluster.store import Loaded

_FORM = "label-"  # as the names of attested forms begin


@dataclass(frozen=True)
class Beside:
    """What stands beside a thing: the members of each of its schemes, and the words of each false friend."""

    schemes: Mapping[str, Sequence[str]]
    friends: Mapping[str, Sequence[str]]


class Describing:
    """Describes things of the current release, or of another that is held.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held.
    """

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded], tier: Tier) -> None:
        self._answering = answering
        self._releases: Releases[_Facts] = Releases(answering, release_of, tier, self._facts)

    def document(
        self, node: str, kind: Kind, profile: Profile, choice: Choice, version: str = "", seen: str = ""
    ) -> Answered:
        """Return the document about an IRI; `seen` is what a client sent as If-None-Match.

        Raises NotFound, which tells what was probably meant, and what `Answering.answer` raises.
        """
        release = self._releases.release(version)
        values = {} if kind is Kind.ONTOLOGY else {"thing": node}
        asked = self._releases.asked(release, _query(kind.query(profile)), **values)
        answered = self._answering.answer(asked, choice, seen)
        if answered.rows == 0:
            answered.data.close()
            raise self._not_found(node, version)
        return answered

    def check(self, node: str, kind: Kind, version: str = "") -> None:
        """Raise NotFound where nothing is told of an IRI: nobody is sent to what is not there."""
        profile = MODEL if MODEL in kind.profiles else kind.profiles[0]
        self.document(node, kind, profile, _as_lines, version).data.close()

    def thing(
        self, node: str, kind: Kind = Kind.THING, profile: Profile = CLAIMS, version: str = ""
    ) -> Thing:
        """Return what a page shows of an IRI; raises as `document` does."""
        graph = self._graph(node, kind, profile, version)
        facts = self._releases.get(version)
        incoming = facts.rows("incoming", thing=node) if kind is Kind.THING else []
        pairs = [(row["property"].value, row["other"].value) for row in incoming]
        return reading.thing(node, graph, facts.families, pairs)

    def nanopublication(self, claim: str, version: str = "") -> bytes:
        """Return a claim as a nanopublication, in TriG; raises as `document` does."""
        query = artifacts.nanopub_query().read_text(encoding="utf-8")
        rows = self._releases.rows(self._releases.release(version), query, claim=claim)
        if not rows:
            raise self._not_found(claim, version)
        return nanopubs.trig({name: term.value for name, term in row.items()} for row in rows)

    def ontology(self, version: str = "") -> Graph:
        """Return the ontology; of each release it is read once."""
        return self._releases.get(version).ontology

    def clusters(self, version: str = "") -> list[Row]:
        """Return a row for each cluster and territory, with country, start and end where they are known."""
        return self._releases.get(version).rows("clusters")

    def members(self, cluster: str, version: str = "") -> dict[str, tuple[str, ...]]:
        """Return the members of a cluster, each with the types of schema.org that its kind is aligned to."""
        rows = self._releases.get(version).rows("members", thing=cluster)
        grouped = groupby(rows, key=lambda row: row["member"].value)
        return {member: tuple(row["type"].value for row in of if "type" in row) for member, of in grouped}

    def beside(self, node: str, version: str = "") -> Beside:
        """Return what stands beside a thing: in its schemes, and as false friends of its words."""
        schemes: dict[str, list[str]] = {}
        friends: dict[str, list[str]] = {}
        for row in self._releases.get(version).rows("beside", thing=node):
            other = row["other"].value
            into, key, value = (
                (schemes, row["scheme"].value, other)
                if "scheme" in row
                else (friends, other, row["word"].value)
            )
            into.setdefault(key, []).append(value)
        return Beside(schemes, friends)

    def context(self, version: str = "") -> bytes:
        """Return the JSON-LD context of a release."""
        return self._releases.get(version).context

    def subjects(self, version: str = "") -> Sequence[str]:
        """Return every IRI of ours that something is stated of, sorted."""
        return self._releases.get(version).subjects

    def nearest(self, node: str, version: str = "") -> list[str]:
        """Return the IRIs of ours that are most like one that there is not, the likeliest first."""
        base = next((each for each in (names.ECC, names.EC) if node.startswith(each)), names.ECR)
        local = names.last_part(node)
        known = self._releases.get(version).local_names(base)
        return nearest(local, known if local.startswith(_FORM) else _without_forms(known))

    def _graph(self, node: str, kind: Kind, profile: Profile, version: str) -> Graph:
        answered = self.document(node, kind, profile, _as_lines, version)
        return Graph(documents.read(answered.whole(), formats.N_TRIPLES.media_type).triples)

    def _not_found(self, node: str, version: str) -> NotFound:
        near = self.nearest(node, version)
        if node in self.subjects(version):  # it is there, but not in this profile
            return NotFound(f"nothing is told of <{node}> in this profile", "ask for another: ?_profile=alt")
        meant = f"perhaps {' or '.join(near)} is meant; " if near else ""
        return NotFound(f"there is no <{node[:300]}>", f"{meant}/search looks for it by its name")

    def _facts(self, release: Loaded) -> _Facts:
        def rows(query: str, **values: str) -> list[Row]:
            return self._releases.rows(release, _query(query), **values)

        def ontology() -> Graph:
            asked = self._releases.asked(release, _query(Kind.ONTOLOGY.query(MODEL)))
            body = self._answering.answer(asked, _as_lines).whole()
            return Graph(documents.read(body, formats.N_TRIPLES.media_type).triples)

        return _Facts(rows, ontology)


@dataclass(frozen=True)
class _Facts:
    """What is known of a release; each part is read when it is first asked for."""

    rows: Callable[..., list[Row]]
    read_ontology: Callable[[], Graph]

    @cached_property
    def context(self) -> bytes:
        context = json_ld_context(gather(_rows(self.ontology)).entries)
        return json.dumps(context, ensure_ascii=False, indent=1).encode()

    @cached_property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        grouped = groupby(self.rows("families"), key=lambda row: row["work"].value)
        return {work: tuple(row["family"].value for row in of) for work, of in grouped}

    @cached_property
    def subjects(self) -> Sequence[str]:
        return sorted(row["thing"].value for row in self.rows("subjects"))

    @cached_property
    def ontology(self) -> Graph:
        return self.read_ontology()

    def local_names(self, base: str) -> dict[str, str]:
        return {each: each.removeprefix(base) for each in self.subjects if each.startswith(base)}


def _without_forms(known: Mapping[str, str]) -> Mapping[str, str]:
    """Return names but for those of attested forms: people point to what they are forms of."""
    return {iri: local for iri, local in known.items() if not local.startswith(_FORM)}


@cache
def _query(name: str) -> str:
    return artifacts.describe_query(name).read_text(encoding="utf-8")


def _as_lines(offered: Sequence[Format]) -> Format:
    return formats.N_TRIPLES


def _rows(ontology: Graph) -> Rows:
    """Return what the context needs to know of the terms: their types, and the ranges of properties."""
    ours = [
        {"entry": address(subject), "property": address(name), "other": address(value)}
        for name in (f"<{names.RDF}type>", f"<{names.RDFS}range>")
        for subject, value in ontology.pairs(name)
        if subject.startswith(f"<{names.EC}") and is_iri(value)
    ]
    typed = [{**row, "type": row["other"]} for row in ours if row["property"] == names.RDF + "type"]
    return Rows(entries=typed, texts=(), links=ours, axioms=(), words=(), claims=())
