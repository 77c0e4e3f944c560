"""The reports on the real clusters, held against the profile that asks least, and against one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from educluster import artifacts, formats, names, reports, shapes
from educluster.release.files import Content
from educluster.reports import Entry, Severity

_PROFILE = "base"


def on_clusters(stem: str) -> Iterator[Content]:
    """Yield the reports on the real clusters, one by one as JSON and all together as pages and a table."""
    profile = shapes.load(_PROFILE)
    read = {file.stem: _description(file) for file in artifacts.descriptions()}
    found = [Entry(name, shapes.check(profile, each, Severity.VIOLATION)) for name, each in read.items()]
    for each in found:
        if each.report:
            told = reports.render(each.report, formats.JSON.media_type, "en")
            yield f"reports/{each.document}.json", formats.JSON.media_type, told
    together = shapes.check_together(profile, read, Severity.VIOLATION)
    found.append(Entry(f"{len(read)} documents together", together))
    for language in names.LANGUAGES:
        page = reports.render_all(found, formats.HTML.media_type, language)
        yield f"{stem}-reports.{language}.html", formats.HTML.media_type, page
    table = reports.render_all(found, formats.CSV.media_type, "en")
    yield f"{stem}-reports.csv", formats.CSV.media_type, table


def _description(file: Path) -> shapes.Description:
    return shapes.Description.read(file.read_bytes(), formats.TURTLE.media_type)
