"""A linked table as CSV: its own columns as they were, then what was found.  Source: RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from educluster.link import words
from educluster.link.columns import unlike
from educluster.link.linked import CLOSE, EXACT, Chosen, Linked, Offer
from educluster.tables.text import defused_inside

ADDED = (EXACT, CLOSE, "label", "score", "why", "warning", "candidates")
_SHOWN = 3  # candidates that are listed, where none was chosen


def render(linked: Linked, language: str) -> bytes:
    """Return the table in UTF-8, with the separator that it has; with a byte order mark where it came so,
    or from an encoding of Windows: Excel takes it for that encoding otherwise.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=linked.sheet.separator or ",")
    writer.writerow([*linked.sheet.head, *added(linked)])
    for row, found in zip(linked.sheet.rows, _found(linked, language), strict=True):
        writer.writerow([*row, *map(defused_inside, found)])
    for_excel = linked.sheet.marked or not linked.sheet.encoding.startswith("utf")
    return text.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def added(linked: Linked) -> list[str]:
    """Return the names of the columns that stand behind those of the table."""
    taken = list(linked.sheet.head)
    for each in ADDED:
        taken.append(unlike(f"{linked.title}_{each}", taken))
    return taken[len(linked.sheet.head) :]


def _found(linked: Linked, language: str) -> Iterator[tuple[str, ...]]:
    for _, text, chosen in linked.rows():
        yield _cells(chosen, language) if chosen else _without(linked.offers.get(text, ()), language)


def _cells(chosen: Chosen, language: str) -> tuple[str, ...]:
    offer = chosen.offer
    exact, close = (offer.iri if chosen.relation == each else "" for each in (EXACT, CLOSE))
    warning = words.warning(offer, language)
    return exact, close, offer.label, f"{offer.score:g}", words.why(chosen, language), warning, ""


def _without(offers: tuple[Offer, ...], language: str) -> tuple[str, ...]:
    """Return the cells of a text of which nothing was chosen: what it may be."""
    warning = next(filter(None, (words.warning(each, language) for each in offers)), "")
    listed = " | ".join(f"{each.iri} {each.label} ({each.score:g})" for each in offers[:_SHOWN])
    return "", "", "", "", "", warning, listed
