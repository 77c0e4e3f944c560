"""docs/http.md against the application: routes, formats, statuses."""

import re

from conftest import ROOT
from educluster import formats
from educluster.web import problems, validation

HTTP = (ROOT / "docs" / "http.md").read_text()


def test_every_route_is_in_the_table_with_its_methods(app):
    rows = re.findall(r"^\| `(/.*?)` \| ([A-Z, ]+) \|", HTTP, re.MULTILINE)
    shown = {route: set(methods.split(", ")) for route, methods in rows}
    known: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        known.setdefault(str(rule), set()).update(rule.methods - {"HEAD", "OPTIONS"})
    assert shown == known


def test_every_field_of_the_form_is_in_its_table_and_on_its_page(client):
    table = HTTP[HTTP.index("| field | what |") :].partition("\n\n")[0]
    shown = {name for row in table.splitlines()[2:] for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    assert shown == validation._TEXTS | validation._UPLOADS
    assert shown == set(
        re.findall(r'<(?:input|select|textarea)[^>]* name="(.*?)"', client.get("/validate").text)
    )


def test_every_format_is_named():
    offered = {*formats.DOCUMENTS, *formats.GRAPHS, *formats.BINDINGS, *formats.REPORTS}
    assert [each.media_type for each in offered if f"`{each.media_type}`" not in HTTP] == []


def test_every_status_of_an_error_is_in_the_table():
    shown = {
        int(status)
        for cell in re.findall(r"^\| ([\d, ]+) \|", HTTP, re.MULTILINE)
        for status in cell.split(", ")
    }
    assert {status.value for status in problems._STATUS.values()} | {404, 405} == shown
