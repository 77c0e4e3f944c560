"""What things are and were, and which of them names mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import rdflib

from educluster import formats, names
from educluster.client import asks, matches
from educluster.client.answers import Answer
from educluster.client.matches import Match, Release
from educluster.client.queries import Queries
from educluster.errors import BadParameter, NotFound

_BATCH = 50  # names that a service matches at once
_SEPARATORS, _ADDED = ",;\t|", 7  # of linked tables: between cells; columns that are put behind theirs
_OWN = {"ecr": names.ECR, "ecc": names.ECC, "ec": names.EC}


class Things(Queries):
    """Describes things, tells of releases, and matches names."""

    def describe(self, name: str, *, profile: str = "claims", version: str = "") -> rdflib.Graph:
        """Return what is told of a thing, a claim or a term, by its local name, prefixed name or IRI.

        Profiles are `claims`, `model` and `labels`.  A term of the ontology comes without a choice of
        profile, as it stands now; `/ns` has the ontology of each version.
        """
        iri = _iri(name)
        if iri.startswith(names.EC):
            return self._term(iri)
        asked = {"version": version or None}
        path = quote(iri.removeprefix(names.BASE), safe="/")
        asked["_profile"] = None if iri.startswith(names.ECC) else profile
        return asks.graph(self._exchange.get(f"/{path}.nt", "*/*", asked))

    def _term(self, iri: str) -> rdflib.Graph:
        found = self.graph(f"DESCRIBE <{names.EC}{quote(iri.removeprefix(names.EC))}>")
        if len(found) == 0:
            raise NotFound(f"there is no term <{iri}>", "look at /ns, which lists them")
        return found

    def releases(self) -> list[Release]:
        """Return the releases that the service holds, the newest first, each with what it changed."""
        reply = self._exchange.get("/versions", formats.JSON.media_type)
        return reply.read(lambda told: [matches.release(each) for each in told])

    def changes(self, old: str, new: str, *, lang: str = "") -> dict[str, Any]:
        """Return what changed from a release to a later one: `severity`, `changes`, and what else is told.

        Releases are named by their digest or version; raises NotFound for one that is not held.
        """
        path = f"/versions/{quote(old, safe='')}/{quote(new, safe='')}"
        asked = {"lang": lang or self._language}
        found: dict[str, Any] = self._exchange.get(path, formats.JSON.media_type, asked).json()
        return found

    def history(self, name: str, *, lang: str = "") -> dict[str, Any]:
        """Return what happened to a term or a concept, and what to use where it is deprecated."""
        path, asked = f"/history/{quote(names.last_part(_iri(name)))}", {"lang": lang or self._language}
        found: dict[str, Any] = self._exchange.get(path, formats.JSON.media_type, asked).json()
        return found

    def search(self, text: str, *, type: str = "", limit: int = 20, lang: str = "") -> list[Match]:
        """Return the things and terms that some words may mean, the likeliest first; at most 100."""
        asked = {"q": text, "type": type or None, "limit": limit, "lang": lang or self._language}
        reply = self._exchange.get("/search", formats.JSON.media_type, asked)
        return reply.read(lambda told: [matches.found(each) for each in told["found"]])

    def match(
        self, wanted: Iterable[str], *, type: str = "", limit: int = 5, lang: str = ""
    ) -> list[list[Match]]:
        """Return what each of some names may mean, the likeliest first; nothing for an empty one.

        The names may be in English, Russian or Uzbek, in either script, and misspelt.  A `type` (`Principle`,
        `org:Organization`) narrows them; raises BadParameter for one that the service does not know.
        """
        if isinstance(wanted, str):
            raise BadParameter(
                "one name was given, where several are taken", f"give a list: [{wanted[:40]!r}]"
            )
        listed = list(wanted)
        asked = [each for each in dict.fromkeys(listed) if each.strip()]
        found = dict[str, list[Match]]()
        for batch in (asked[start : start + _BATCH] for start in range(0, len(asked), _BATCH)):
            found |= self._matched(batch, type, limit, lang or self._language)
        return [list(found.get(each, ())) for each in listed]

    def _matched(self, batch: list[str], type: str, limit: int, lang: str) -> dict[str, list[Match]]:
        narrowed = {"type": type} if type else {}
        queries = [
            {"conditions": [{"matchType": "name", "propertyValue": each}], "limit": limit, **narrowed}
            for each in batch
        ]
        body, json_type = json.dumps({"queries": queries}).encode(), formats.JSON.media_type
        reply = self._exchange.post("/reconcile/match", json_type, body, json_type, {"lang": lang})
        if type and (unknown := reply.headers.get("Educluster-Warning")):
            raise BadParameter(unknown, "/reconcile/suggest/type finds types by names", (), "type")
        return reply.read(lambda told: dict(zip(batch, map(_candidates, told["results"]), strict=True)))

    def link(self, table: Path | str | bytes, column: str = "", **wishes: object) -> Answer:
        """Return a table of one's own (CSV) with what the names in a column mean; all values are texts.

        `wishes` are what the page `/link` asks for: `type`, `language`, `threshold`, `separator`, ….
        """
        text = self.linked(table, column, "csv", **wishes)
        return asks.table(text, _separator(text.partition("\n")[0]))

    def linked(
        self, table: Path | str | bytes, column: str = "", form: str = "sssom", **wishes: object
    ) -> str:
        """Return what the names in a column of a table mean, as `csv`, `json`, `sssom`, `ttl` or `csvw`."""
        body = table.read_bytes() if isinstance(table, Path) else table
        body = body.encode() if isinstance(body, str) else body
        asked = {"column": column or None, "format": form, "lang": self._language, **wishes}
        sent = formats.CSV.media_type
        return self._exchange.post("/link", "*/*", body, sent, asked).body.decode("utf-8-sig")


def _candidates(told: dict[str, Any]) -> list[Match]:
    return [matches.match(each) for each in told["candidates"]]


def _separator(head: str) -> str:
    """Return what stands between the cells of a table that was linked: before the first added column."""
    read = (next(csv.reader([head], delimiter=each), []) for each in _SEPARATORS)
    widths = {each: len(cells) for each, cells in zip(_SEPARATORS, read, strict=True) if _is_linked(cells)}
    return max(widths, key=widths.__getitem__, default=",")


def _is_linked(head: list[str]) -> bool:
    return len(head) > _ADDED and head[-_ADDED].rstrip("_").endswith("_exactMatch")


def _iri(name: str) -> str:
    """Return the IRI of ours that a local name, a prefixed name or an IRI means.

    Raises BadParameter for one of others.
    """
    prefix, colon, local = name.partition(":")
    if {".", ".."} & set(name.split("/")):
        raise BadParameter(f"«{name}» is no name of ours", "give a local name")
    if colon and prefix in _OWN and not local.startswith("//"):
        return _OWN[prefix] + local
    if name.startswith(tuple(_OWN.values())):
        return name
    if colon or not name.strip():
        known = ", ".join(f"{each}:" for each in _OWN)
        raise BadParameter(f"«{name}» is no name of ours", f"give a local name, one with {known}, or its IRI")
    return names.ECR + name
