"""The metadata of a linked table, with which a program reads its CSV as RDF.

Source: Metadata Vocabulary for Tabular Data (W3C), sections 5.3 to 5.6; Generating RDF from Tabular Data on
the Web, section 4.4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from educluster.link import separated, words
from educluster.link.columns import unlike
from educluster.link.linked import CLOSE, EXACT, Linked

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]*")  # of a column, as a URI template can hold it
_NUMBERED = re.compile("column[0-9]+")


def render(linked: Linked, language: str, url: str) -> bytes:
    """Return the metadata of the table that `separated` writes, found at an address beside them."""
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": url,
        "dc:title": f"{linked.sheet.name}, {linked.title}",
        "dc:description": words.made(linked, language),
        "dc:date": linked.about.day.isoformat(),
        "dc:source": f"educluster {linked.about.version}, {linked.about.release}",
        "dialect": {"delimiter": linked.sheet.separator or ",", "encoding": "utf-8", "header": True},
        "tableSchema": {**_about(linked), "columns": list(_columns(linked, language))},
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _about(linked: Linked) -> dict[str, str]:
    """Return what the rows are about, as a URI template."""
    subjects = linked.subjects
    if not subjects.named:
        return {}
    if subjects.column is None:
        return {"aboutUrl": f"{subjects.base}{{_row}}"}
    variable = _called(linked, subjects.column)
    return {"aboutUrl": f"{subjects.base}{{{variable}}}" if subjects.base else f"{{+{variable}}}"}


def _columns(linked: Linked, language: str) -> Iterator[dict[str, object]]:
    for place, title in enumerate(linked.sheet.head):
        column: dict[str, object] = {"name": _called(linked, place), "titles": title}
        if place == linked.column:
            tag = {"lang": linked.language} if linked.language else {}
            yield {**column, **tag, "propertyUrl": "rdfs:label"}
        else:
            yield {**column, "suppressOutput": True}
    taken = {_called(linked, place) for place in range(len(linked.sheet.head))}
    for kind, title in zip(separated.ADDED, separated.added(linked), strict=True):
        yield _added(kind, unlike(f"educluster_{kind}", taken), title, language)


def _added(kind: str, name: str, title: str, language: str) -> dict[str, object]:
    column: dict[str, object] = {"name": name, "titles": title}
    if kind in (EXACT, CLOSE):
        return {**column, "propertyUrl": f"skos:{kind}", "valueUrl": f"{{+{name}}}"}
    if kind == "score":
        return {
            **column,
            "datatype": {"base": "decimal", "minimum": 0, "maximum": 100},
            "suppressOutput": True,
        }
    return {**column, "lang": language, "suppressOutput": True}


def _called(linked: Linked, place: int) -> str:
    """Return the name of a column: its title, where a template can hold that and no other is called so.

    A title that is like the number of another column is not taken for a name.
    """
    title = linked.sheet.head[place]
    alone = linked.sheet.head.count(title) == 1 and not _NUMBERED.fullmatch(title)
    return title if alone and _NAME.fullmatch(title) else f"column{place + 1}"
