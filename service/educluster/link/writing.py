"""The faces of a linked table: the bytes of each format."""

from __future__ import annotations

import msgspec

from educluster.link import csvw, separated, sssom, turtle, words
from educluster.link.linked import Linked, Offer

FACES = ("csv", "sssom", "ttl", "csvw", "json")
ENDINGS = {"csv": "csv", "sssom": "sssom.tsv", "ttl": "ttl", "csvw": "csv-metadata.json", "json": "json"}


def written(linked: Linked, face: str, language: str, url: str = "") -> bytes:
    """Return a linked table as one of the FACES; the same bytes for the same table, data and day.

    `url` is where its CSV is found, seen from the metadata.  Raises KeyError for what is no face.
    """
    if face == "csvw":
        return csvw.render(linked, language, url or file_name(linked, "csv"))
    return _WRITERS[face](linked, language)


def file_name(linked: Linked, face: str) -> str:
    """Return what a file with a face is called: as the table, with «linked»."""
    stem = linked.sheet.name.rpartition("/")[2].rpartition("\\")[2]
    stem = "".join(sign for sign in stem.rpartition(".")[0] or stem if sign.isprintable()) or "table"
    return f"{stem}.linked.{ENDINGS[face]}"


def _json(linked: Linked, language: str) -> bytes:
    rows: dict[str, list[int]] = {}
    for number, (_, text, _) in enumerate(linked.rows(), 1):
        rows.setdefault(text, []).append(number)
    about, sheet = linked.about, linked.sheet
    told = {
        "release": about.release,
        "version": about.version,
        "date": about.day.isoformat(),
        "made": words.made(linked, language),
        "table": {
            "name": sheet.name,
            "column": linked.title,
            "rows": len(sheet.rows),
            "empty": linked.empty,
            "encoding": sheet.encoding,
            "separator": sheet.separator,
        },
        "texts": [_text(linked, text, numbers, language) for text, numbers in rows.items() if text],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _text(linked: Linked, text: str, rows: list[int], language: str) -> dict[str, object]:
    chosen = linked.chosen.get(text)
    return {
        "text": text,
        "rows": rows,
        "match": chosen and chosen.offer.iri,
        "relation": chosen and chosen.relation,
        "confirmed": bool(chosen and chosen.confirmed),
        "candidates": [_candidate(each, language) for each in linked.offers.get(text, ())],
    }


def _candidate(offer: Offer, language: str) -> dict[str, object]:
    return {
        "id": offer.iri,
        "label": offer.label,
        "name": offer.name,
        "score": offer.score,
        "match": offer.is_match,
        "features": [{"id": name, "value": value} for name, value in offer.reasons],
        "reasons": words.reasons(offer.reasons, language),
        "warning": words.warning(offer, language) or None,
    }


_WRITERS = {"csv": separated.render, "sssom": sssom.render, "ttl": turtle.render, "json": _json}
