"""docs/http.md against the application: routes, formats, statuses."""

import re
from dataclasses import fields

from conftest import ROOT
from educluster import errors, formats
from educluster.config import Settings
from educluster.web import operations, problems, validation

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


def kinds(kind=errors.EduclusterError):
    for narrower in kind.__subclasses__():
        yield narrower
        yield from kinds(narrower)


OF_HTTP = {"method-not-allowed": 405, "length-required": 411, "precondition-failed": 412, "internal": 500}
NEVER_RAISED = {"bad-request"}  # what others are kinds of


def statuses():
    """Each type of problem with its status, as the code has it."""
    found = {kind for kind in kinds() if not kind.__name__.startswith("_")}
    named = {problems._slug(kind.__name__): problems._status(kind).value for kind in found}
    return {name: status for name, status in named.items() if name not in NEVER_RAISED} | OF_HTTP


def test_every_type_of_problem_is_in_the_table_with_its_status():
    shown = {}
    for status, names in re.findall(r"^\| ([\d, ]+) \| (`.*?) \|", HTTP, re.MULTILINE):
        listed = re.findall(r"`([a-z-]+)`", names)
        each_its_own = status.split(", ") if ", " in status else [status] * len(listed)
        shown |= dict(zip(listed, map(int, each_its_own), strict=True))
    assert shown == statuses()


def test_every_type_of_problem_says_what_to_do():
    table = HTTP[HTTP.index("| type | what to do |") :].partition("\n\n")[0]
    shown = re.findall(r"^\| `([a-z-]+)` \| \S", table, re.MULTILINE)
    assert sorted(shown) == sorted(statuses())


def test_every_parameter_of_the_operations_is_in_a_table():
    named = {*operations.QUERY.beside, *operations.UPDATE.beside, "query", "update", "graph", "default"}
    assert [name for name in named if f"`{name}`" not in HTTP] == []


def test_every_setting_that_is_named_is_one():
    settings = {f"--{field.name.replace('_', '-')}" for field in fields(Settings)}
    assert set(re.findall(r"`(--[a-z-]+)`", HTTP)) <= settings
