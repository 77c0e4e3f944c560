"""The report in the formats that are offered: text, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from educluster.names import shorten
from educluster.passages.claims import Library
from educluster.passages.model import Found, Locator, Matched, Place, Report, Sure
from educluster.passages.speaking import PARTS, Speaker

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what a terminal would obey
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how what a spreadsheet would compute begins
_PLACE = ("firstLine", "lastLine", "firstPage", "lastPage", "passage")
Value = str | int | float | None
Row = dict[str, Value]


def render(report: Report, library: Library, media_type: str, language: str) -> bytes:
    """Return the report as JSON, CSV or text, with names in a language."""
    speaker = Speaker(library, language)
    if media_type == "application/json":
        return (json.dumps(_json(report, speaker), ensure_ascii=False, indent=2) + "\n").encode()
    if media_type == "text/csv":
        return _csv(report, speaker)
    return ("\n".join(_text(report, speaker)) + "\n").encode()


def _json(report: Report, speaker: Speaker) -> dict[str, object]:
    return {
        "article": {"iri": report.work, "label": speaker.name(report.work).text},
        "summary": speaker.summary(report),
        "share": round(report.share, 4),
        "counts": {sure.value: report.counts.get(sure, 0) for sure in Sure},
        "language": speaker.language,
        "unit": report.unit,
        "claims": [_claim(each, speaker) for each in report.matched],
    }


def _claim(matched: Matched, speaker: Speaker) -> dict[str, object]:
    parts = {
        name: {"iri": part.iri, "label": part.name.text, "ownTranslation": part.name.ours}
        for name, part in speaker.parts(matched.claim).items()
    }
    return {"claim": matched.claim.iri, **parts, "passages": [_passage(*each) for each in matched.found]}


def _passage(locator: Locator, found: Found) -> Row:
    row: Row = {
        "section": locator.section,
        "ordinal": locator.ordinal,
        "page": locator.page,
        "finder": locator.finder,
        "found": found.sure.value,
        "share": round(found.share, 4),
    }
    return row | dict.fromkeys(_PLACE) | (_place(found.place) if found.place else {})


def _place(place: Place) -> Row:
    parts = (place.first_line, place.last_line, place.first_page, place.last_page, place.text)
    return dict(zip(_PLACE, parts, strict=True))


def _csv(report: Report, speaker: Speaker) -> bytes:
    """Return a row for each locator, for spreadsheets: with a byte order mark, and no text is a formula."""
    text = io.StringIO()
    parts = [name + ending for name in PARTS for ending in ("", "Label")]
    writer = csv.DictWriter(text, ["claim", *parts, *_passage(Locator(""), Found(Sure.NOT_FOUND))])
    writer.writeheader()
    for each in report.matched:
        writer.writerows(_rows(each, speaker))
    return text.getvalue().encode("utf-8-sig")


def _rows(matched: Matched, speaker: Speaker) -> Iterator[Row]:
    said: Row = {"claim": matched.claim.iri}
    for name, part in speaker.parts(matched.claim).items():
        said |= {name: part.iri, f"{name}Label": part.shown}
    for each in matched.found:
        yield {name: _no_formula(value) for name, value in (said | _passage(*each)).items()}


def _no_formula(value: Value) -> Value:
    return f" {value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _text(report: Report, speaker: Speaker) -> Iterator[str]:
    share = speaker.words["share"].format(share=f"{report.share:.0%}")
    yield f"{speaker.name(report.work).text}: {speaker.summary(report)}; {share}."
    if not report.matched:
        yield speaker.words["nothing"]
    for each in report.matched:
        yield ""
        yield from _paragraph(each, report.unit, speaker)
    if any(part.name.ours for each in report.matched for part in speaker.parts(each.claim).values()):
        yield ""
        yield speaker.words["ours"]


def _paragraph(matched: Matched, unit: str, speaker: Speaker) -> Iterator[str]:
    subject, relation, about, stance, reader, status = (
        each.shown for each in speaker.parts(matched.claim).values()
    )
    yield f"{shorten(matched.claim.iri)}  {subject} — {relation} — {about}"
    yield f"    {stance}; {speaker.words['read by']}: {reader}; {status}"
    for locator, found in matched.found:
        yield f"    {speaker.where_said(locator)}"
        yield from _found(locator, found, unit, speaker)


def _found(locator: Locator, found: Found, unit: str, speaker: Speaker) -> Iterator[str]:
    how = speaker.words[found.sure.value]
    if found.place is None:
        yield f"    → {how}; {speaker.words['look for']} «{locator.finder}»"
        return
    share = f" ({found.share:.0%})" if found.sure in (Sure.MOST, Sure.PART) else ""
    yield f"    → {how}{share}, {speaker.where_found(found.place, unit)}"
    lines = (_CONTROL.sub(" ", line).rstrip() for line in found.place.text.split("\n"))
    yield from (f"      │ {line}" for line in lines if line.strip())
