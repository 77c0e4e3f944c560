"""What a reconciliation client gets, in the words of 0.2 or of the 1.0 draft.

Source: Reconciliation Service API 0.2 and 1.0-draft, sections "Reconciliation Query Responses",
"Suggest Responses", "Data Extension Responses".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from flask_babel import gettext as _

from educluster import names
from educluster.link import Lexicon, ids, terms
from educluster.link.reconciling import BY_ID, ON, chosen
from educluster.link.values import Values
from educluster.link.wanted import Extension, Wish
from educluster.matching import Candidate, Entry
from educluster.questions import Term

Json = dict[str, object]

_TRUTHS = {"script", "language", "type", "preferred", "contradiction"}  # features that hold or do not
_WHOLE = {"integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"}
_BROKEN = {"decimal", "double", "float"}
_TOLD, _LONGEST_TOLD = 5, 60  # of what is not known: how many, and signs of each
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")  # all of it survives in a client's JSON
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_MOMENT = re.compile(
    r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_DAY = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Writer:
    """Writes what a release knows, in a language; the draft tells the language of each text."""

    lexicon: Lexicon
    values: Values
    language: str
    is_draft: bool = False

    def candidates(self, found: Iterable[Candidate]) -> list[Json]:
        """Return candidates, each with the features that its score is made of."""
        return [self._candidate(each) for each in found]

    def entities(self, found: Iterable[Candidate]) -> list[Json]:
        """Return suggested things with their narrowest types."""
        return [
            {**self._entity(each.entry), "notable": self.types(self.narrowest(each.entry))} for each in found
        ]

    def suggested(self, found: Iterable[Candidate]) -> list[Json]:
        """Return suggested types, with those above them, or properties."""
        return [self._term(each.entry) for each in found]

    def types(self, iris: Iterable[str]) -> list[Json]:
        """Return classes by id and name; those that nothing names, which are of others, say nothing here."""
        return [self._named(iri, ids.of_term(iri)) for iri in iris if self.terms.entry(iri)]

    @cached_property
    def terms(self) -> terms.Terms:
        """Return the classes and properties by name."""
        return terms.of(self.lexicon)

    def narrowest(self, entry: Entry) -> tuple[str, ...]:
        """Return the types of an entry of which none other is a kind."""
        return self.terms.narrowest(entry.types)

    def name_of_term(self, iri: str) -> str:
        """Return what a class or property is called; its id where nothing says it."""
        return self.terms.name(iri, self.language) or ids.of_term(iri)

    def properties(self, iris: Iterable[str]) -> list[Json]:
        """Return properties by id and name."""
        known = self.terms.properties.entries
        return [
            self._term(known[iri]) if iri in known else self._named(iri, ids.of_term(iri)) for iri in iris
        ]

    def extended(self, asked: Extension) -> Json:
        """Return the values that are asked for, in rows: by id in 0.2, in a list in the draft."""
        meta = [self._meta(each, asked.ids) for each in asked.wishes]
        if self.is_draft:
            rows: object = [
                {
                    "id": each,
                    "properties": [
                        {"id": wish.property, "values": self._cells(each, wish)} for wish in asked.wishes
                    ],
                }
                for each in asked.ids
            ]
        else:
            rows = {
                each: {wish.property: self._cells(each, wish) for wish in asked.wishes} for each in asked.ids
            }
        return {"meta": meta, "rows": rows}

    def unknown(self, types: Iterable[str] = (), properties: Iterable[str] = ()) -> str:
        """Return which of some types and properties are not known here, in ASCII; "" where all are."""
        of_types = _without(types, {*self.terms.types.entries, *self.terms.had})
        of_properties = _without(properties, {*self.terms.properties.entries, *self.values.had})
        told = [*(f"no type {each}" for each in of_types), *(f"no property {each}" for each in of_properties)]
        return f"there is {', '.join(told)}" if told else ""

    def _candidate(self, candidate: Candidate) -> Json:
        entry = candidate.entry
        narrow = self.narrowest(entry)
        ordered = [*narrow, *(each for each in entry.types if each not in narrow)]
        told = {
            **self._entity(entry, self._remarks(candidate)),
            "score": candidate.score,
            "match": candidate.is_match,
            "type": self.types(ordered),
            "features": [self._feature(*each) for each in candidate.features],
        }
        if candidate.warning:
            told["features"] = [*told["features"], self._feature("false_friend", 1)]  # type: ignore[misc]
        return told

    def _remarks(self, candidate: Candidate) -> list[str]:
        """Return what has to be seen before a candidate is chosen."""
        warned = candidate.warning.note(self.language) if candidate.warning else ""
        matched, shown = candidate.name.text, candidate.entry.label(self.language)
        return [
            *([_("A false friend: %(note)s", note=warned)] if warned else []),
            *([f"«{matched}»"] if matched and matched != shown else []),
        ]

    def _entity(self, entry: Entry, remarks: Sequence[str] = ()) -> Json:
        told: Json = {"id": ids.of_thing(entry.iri), "name": entry.label(self.language)}
        note = entry.note(self.language)
        if description := " — ".join([*remarks, *([note] if note else [])]):
            told["description"] = description
        return self._spoken(told, entry)

    def _term(self, entry: Entry) -> Json:
        told: Json = {"id": ids.of_term(entry.iri), "name": entry.label(self.language)}
        if note := entry.note(self.language):
            told["description"] = note
        if entry.broader and entry.iri in self.terms.types.entries:
            told["broader"] = self.types(entry.broader)
        return self._spoken(told, entry)

    def _feature(self, name: str, value: float) -> Json:
        told: Json = {
            "id": name,
            "value": bool(value) if name in {*_TRUTHS, BY_ID, "false_friend"} else value,
        }
        return {**told, "name": self._feature_name(name), "lang": self.language} if self.is_draft else told

    def _feature_name(self, name: str) -> str:
        if name.startswith(ON):
            return self.name_of_term(ids.term(name.removeprefix(ON)))
        return feature_names().get(name, name)

    def _meta(self, wish: Wish, things: Sequence[str]) -> Json:
        """Return what a property is called, and of which type all its values are, where they are of one."""
        iri = ids.term(wish.property)
        told = self._named(iri, wish.property)
        found = (self._thing(term) for each in things for term in chosen(self.values, each, wish))
        kinds = {kind for entry in found for kind in (self.narrowest(entry) if entry else ("",))}
        of_one = self.types(kinds) if len(kinds) == 1 else []
        if of_one:
            told["type"] = of_one[0]
        return told

    def _cells(self, thing: str, wish: Wish) -> list[Json]:
        return [self._cell(each) for each in chosen(self.values, thing, wish)]

    def _cell(self, term: Term) -> Json:
        if entry := self._thing(term):
            return self._entity(entry)
        if term.kind == "iri":
            return {"str": term.value}
        return _number(term) or _date(term) or self._text(term)

    def _text(self, term: Term) -> Json:
        return {"str": term.value, **({"lang": term.language} if self.is_draft and term.language else {})}

    def _thing(self, term: Term) -> Entry | None:
        return self.lexicon.index.entries.get(term.value) if term.kind == "iri" else None

    def _named(self, iri: str, called: str) -> Json:
        """Return a class or property by the id by which it was called, and its name."""
        told: Json = {"id": called, "name": self.name_of_term(iri)}
        return self._spoken(told, self.terms.entry(iri))

    def _spoken(self, told: Json, entry: Entry | None) -> Json:
        """Return what is told with the language of its name, which is not always the one asked for."""
        if not self.is_draft or entry is None:
            return told
        tag = next((each.language for each in entry.names if each.text == told["name"]), "")
        return {**told, "lang": tag} if tag else told


def feature_names() -> dict[str, str]:
    """Return what the features are called, by their ids."""
    return {
        BY_ID: _("Asked for by its id"),
        "name": _("Likeness of the name"),
        "edits": _("Letters that differ"),
        "script": _("In the same script"),
        "language": _("A name in the language asked for"),
        "type": _("Of the type asked for"),
        "preferred": _("The preferred name"),
        "left_out": _("Words of the name that are missing"),
        "left_over": _("Words beside the name"),
        "contradiction": _("Of another kind, number or quality"),
        "rivals": _("Others that are as near"),
        "false_friend": _("A word that means something else elsewhere"),
    }


def _without(given: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield the first of those given that are not known, each once, so that a header can hold them."""
    unknown = dict.fromkeys(each for each in given if ids.term(each) not in known)
    return (quote(each[:_LONGEST_TOLD], safe=":/#") for each in islice(unknown, _TOLD))


def _number(term: Term) -> Json:
    """Return a number as such; nothing where it is none, or would lose digits."""
    kind = term.datatype.removeprefix(names.XSD)
    if kind in _WHOLE and _INTEGER.fullmatch(term.value):
        return {"int": int(term.value)}
    if kind in _BROKEN and _NUMBER.fullmatch(term.value):
        return {"float": float(term.value)}
    return {}


def _date(term: Term) -> Json:
    """Return a moment as such, and a day as its first moment: the API knows no other dates."""
    kind = term.datatype.removeprefix(names.XSD)
    if kind == "dateTime" and _MOMENT.fullmatch(term.value):
        return {"date": term.value}
    if kind == "date" and _DAY.fullmatch(term.value):
        return {"date": f"{term.value}T00:00:00Z"}
    return {}
