"""Put the rows that the graph gives together, entry by entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from educluster.documentation.model import Claim, Entry, Handbook, Place, Texts, Word

Row = Mapping[str, str]


@dataclass(frozen=True)
class Rows:
    """What the queries in queries/document/ return, by their names."""

    entries: Sequence[Row]
    texts: Sequence[Row]
    links: Sequence[Row]
    axioms: Sequence[Row]
    words: Sequence[Row]
    claims: Sequence[Row]


def gather(rows: Rows) -> Handbook:
    """Return every entry with its texts, links and claims, and the titles of what is no entry."""
    texts = _texts(rows.texts)
    types, schemes = _grouped(rows.entries, "type"), _grouped(rows.entries, "scheme")
    links: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for (entry, each), others in _pairs(rows.links).items():
        links[entry][each] = others
    disjoint = _grouped([row for row in rows.axioms if row["axiom"] == "disjoint"], "other")
    chains, conditions = _paths(rows.axioms, "chain"), _paths(rows.axioms, "when")
    words, claims = _words(rows.words), _claims(rows.claims)
    entries = {
        iri: Entry(
            iri=iri,
            types=kinds,
            schemes=schemes.get(iri, ()),
            texts=texts.get(iri, {}),
            links=links.get(iri, {}),
            disjoint=disjoint.get(iri, ()),
            chain=next(iter(chains.get(iri, ())), ()),
            conditions=tuple(conditions.get(iri, ())),
            words=tuple(words.get(iri, ())),
            claims=tuple(claims.get(iri, ())),
        )
        for iri, kinds in types.items()
    }
    return Handbook(entries, {iri: found for iri, found in texts.items() if iri not in entries})


def _grouped(rows: Iterable[Row], column: str) -> dict[str, tuple[str, ...]]:
    """Return the distinct values of a column by entry, in the order of the rows."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        values = found.setdefault(row["entry"], {})
        if column in row:
            values[row[column]] = None
    return {entry: tuple(values) for entry, values in found.items()}


def _pairs(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row["entry"], row["property"]][row["other"]] = None
    return {key: tuple(values) for key, values in found.items()}


def _texts(rows: Iterable[Row]) -> dict[str, Texts]:
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for row in rows:
        of = found.setdefault(row["entry"], {}).setdefault(row["property"], {})
        language = row.get("text_lang", "")
        of[language] = (*of.get(language, ()), row["text"])
    return dict(found)


def _paths(rows: Iterable[Row], axiom: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the steps of a chain, or the paths that an individual must have to be in a defined class."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        if row["axiom"] == axiom:
            path = tuple(row[step] for step in ("other", "inner", "value") if step in row)
            found[row["entry"]].append(path)
    return found


def _words(rows: Iterable[Row]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = defaultdict(list)
    for row in rows:
        found[row["entry"]].append(Word(row["form"], row.get("form_lang", ""), row["work"]))
    return found


def _claims(rows: Iterable[Row]) -> dict[str, list[Claim]]:
    by_claim: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_claim[row["claim"]].append(row)
    found: dict[str, list[Claim]] = defaultdict(list)
    for places in by_claim.values():
        claim = _claim(places)
        found[places[0]["entry"]].append(claim)
    return found


def _claim(rows: Sequence[Row]) -> Claim:
    first = rows[0]
    return Claim(
        iri=first["claim"],
        relation=first["relation"],
        object=first["object"],
        stance=first["stance"],
        work=first["work"],
        note=first.get("note", ""),
        people=tuple(first.get("people", "").split()),
        status=first["status"],
        places=tuple(
            Place(
                row["source"],
                row.get("section", ""),
                row.get("ordinal", ""),
                row.get("page", ""),
                row["finder"],
            )
            for row in rows
            if "source" in row
        ),
    )
