"""What was found, in words, as JSON and as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from educluster import names
from educluster.outdated.model import Finding, Kind, Meant, Spot, Told
from educluster.tables.text import defused_inside

COLUMNS = ("kind", "iri", "count", "line", "within", "replacement", "version", "meant", "note")
_SPOTS = 5  # that are told in words


def as_json(told: Told) -> bytes:
    """Return all that was found, as JSON."""
    value = {
        "name": told.name,
        "upToDate": told.is_up_to_date,
        "release": told.release,
        "version": told.version,
        "current": told.current,
        "findings": [_finding(each) for each in told.findings],
        "others": told.others,
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(told: Told) -> bytes:
    """Return a row for each place of each name, as CSV; to find and replace in a table."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in told.findings:
        for spot in each.use.spots or (Spot(),):
            rows.writerow(_row(each, spot))
    return file.getvalue().encode()


def as_text(told: Told) -> bytes:
    """Return what was found, in English."""
    return "".join(f"{line}\n" for line in _lines(told)).encode()


def _finding(found: Finding) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "iri": found.use.iri,
        "count": found.use.count,
        "positions": list(found.use.positions),
        "places": [{"line": each.line, "within": each.within or None} for each in found.use.spots],
        "replacement": found.replacement or None,
        "version": found.version or None,
        "meant": [{"iri": each.iri, "relation": each.relation or None} for each in found.meant],
        "notes": dict(found.notes),
    }


def _row(found: Finding, spot: Spot) -> tuple[object, ...]:
    return (
        found.kind.value,
        found.use.iri,
        found.use.count,
        spot.line or "",
        defused_inside(spot.within),
        found.replacement,
        found.version,
        " ".join(each.iri for each in found.meant),
        defused_inside(found.notes.get("en", "")),
    )


def _lines(told: Told) -> Iterator[str]:
    for each in told.findings:
        yield f"{_place(told, each)}{names.shorten(each.use.iri)}: {_said(each)}"
    whole = f"{told.current} of our names are as they are in {told.version or 'release'} ({told.release})"
    if told.is_empty:
        yield f"{told.name}: no name of ours is used"
    else:
        yield f"{told.name}: {'up to date' if told.is_up_to_date else 'not up to date'}; {whole}"


def _place(told: Told, found: Finding) -> str:
    spots = found.use.spots
    lines = ", ".join(dict.fromkeys(str(each.line or each.within) for each in spots[:_SPOTS]))
    more = ", …" if found.use.count > _SPOTS else ""
    return f"{told.name}:{lines}{more}: " if spots else f"{told.name}: {found.use.count} times: "


def _said(found: Finding) -> str:
    note = f"; {found.notes['en']}" if "en" in found.notes else ""
    meant = ", ".join(map(_meant, found.meant))
    since = f" since {found.version}" if found.version else ""
    if found.kind is Kind.RENAMED:
        return f"deprecated{since}: write {names.shorten(found.replacement)}{note}"
    if found.kind is Kind.DEPRECATED:
        return f"deprecated{since}: {f'choose one of {meant}' if meant else 'nothing takes its place'}{note}"
    if found.kind is Kind.NEWER:
        return f"published{since}, later than the release asked"
    if found.kind is Kind.MISSPELT:
        return f"misspelt: write {meant}"
    if found.kind is Kind.FOREIGN:
        return f"of another namespace; the nearest of ours: {meant}"
    return f"unknown{f'; perhaps {meant} is meant' if meant else ''}"


def _meant(meant: Meant) -> str:
    relation = f" ({names.last_part(meant.relation)})" if meant.relation else ""
    return f"{names.shorten(meant.iri)}{relation}"
