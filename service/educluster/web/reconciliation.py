"""/reconcile: the Reconciliation Service API, version 0.2 and the 1.0 draft, by Accept or by address.

Parameters that are not known are passed over: clients of this protocol send some of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from hashlib import sha256

import msgspec
from flask import Blueprint, Response, after_this_request, render_template, request

from educluster import formats
from educluster.errors import BadParameter, NotFound, UnknownFormat
from educluster.formats import Format
from educluster.link import ids
from educluster.link.reconciling import by_id, reconcile
from educluster.link.wanted import Extension, Wanted
from educluster.matching import Candidate, Entry, Index
from educluster.web import parameters
from educluster.web import reconciliation_reading as reading
from educluster.web.frame import language
from educluster.web.reconciliation_manifest import manifest, page_of
from educluster.web.reconciliation_writing import Json, Writer
from educluster.web.service import service

pages = Blueprint("reconciliation", __name__)

_EITHER = (formats.JSON, formats.RECONCILIATION)  # who names neither gets what clients of today read
_SUGGESTED, _MOST_SUGGESTED, _MOST_SKIPPED = 10, 100, 100_000
_PROPOSED = 50
_FRAMED = "default-src 'none'; style-src 'self'; frame-ancestors *"


@pages.get("/reconcile")
def endpoint() -> Response:
    """Return the manifest; or match a batch, or extend, as version 0.2 has it in parameters."""
    if "callback" in request.args:
        raise BadParameter("JSONP is not offered", "ask with CORS: any page may", (), "callback")
    if "query" in request.args:
        raise BadParameter("a single query is not taken", 'send a batch: queries={"q0":{"query":"…"}}')
    if {"queries", "extend"} & set(request.args):
        return _of_0_2(request.args.get("queries"), request.args.get("extend"))
    written_in = _chosen(_EITHER)
    return _json(manifest(_writer(written_in)), written_in)


@pages.post("/reconcile")
def batch() -> Response:
    """Match a batch of version 0.2, or extend, as a form has it."""
    parameters.refuse_encoded()
    if request.mimetype != parameters.FORM:
        problem = f"a body of the type «{request.mimetype[:80]}» is not read here"
        raise UnknownFormat(problem, f"send a form, {parameters.FORM}; JSON goes to /reconcile/match")
    return _of_0_2(request.form.get("queries"), request.form.get("extend"))


@pages.post("/reconcile/match")
def match() -> Response:
    """Match a batch of the 1.0 draft."""
    written_in, body = _chosen(_EITHER), _body()
    writer = _writer(formats.RECONCILIATION)
    wanted = reading.draft_batch(body)
    _warn(writer, wanted)
    found = (reconcile(writer.lexicon.index, writer.values, each) for each in wanted)
    return _json({"results": [{"candidates": writer.candidates(each)} for each in found]}, written_in)


@pages.get("/reconcile/suggest/<kind>")
def suggest(kind: str) -> Response:
    """Complete what was begun: of entities, properties or types."""
    written_in = _chosen(_EITHER)
    writer = _writer(written_in)
    prefix, skipped = request.args.get("prefix", "").strip(), _number("cursor", 0, _MOST_SKIPPED)
    limit = _number("limit", _SUGGESTED, _MOST_SUGGESTED)
    named = [each for each in request.args.getlist("type") if each] if kind == "entity" else []
    types = list(map(ids.term, named))
    _tell(writer.unknown(named))
    found = _begun(_index(writer, kind), kind, prefix, types, skipped + limit)[skipped:]
    rows = writer.entities(found) if kind == "entity" else writer.suggested(found)
    return _json({"result": rows}, written_in)


@pages.get("/reconcile/flyout/<kind>")
def flyout(kind: str) -> Response:
    """Return a small preview of what is suggested, in the words of 0.2."""
    written_in = _chosen((formats.JSON,))
    writer = _writer(written_in)
    asked = request.args.get("id", "")
    entry = _entry(_index(writer, kind), kind, asked)
    shown = render_template("reconciliation_body.html", **_shown(entry, writer))
    return _json({"id": asked, "html": shown}, written_in)


@pages.get("/reconcile/preview")
def preview() -> Response:
    """Return a page about an entity which the pages of others may show within them."""
    writer = _writer(formats.JSON)
    entry = _entry(writer.lexicon.index, "entity", request.args.get("id", ""))
    shown = _shown(entry, writer)
    page = render_template("reconciliation_preview.html", page=page_of(entry.iri), **shown)
    response = Response(page, content_type=formats.HTML.content_type)
    response.headers["Content-Security-Policy"] = _FRAMED
    return _tagged(response)


@pages.post("/reconcile/extend")
def extend() -> Response:
    """Return the values of properties, as the 1.0 draft asks for them."""
    written_in, body = _chosen(_EITHER), _body()
    return _json(_extended(_writer(formats.RECONCILIATION), reading.extension(body)), written_in)


@pages.get("/reconcile/extend/propose")
def propose() -> Response:
    """Return which properties things of a type have, the commonest first; of any type without one."""
    written_in = _chosen(_EITHER)
    writer = _writer(written_in)
    asked, limit = request.args.get("type", ""), _number("limit", _PROPOSED, _PROPOSED * 10)
    things = [
        entry.iri
        for entry in writer.lexicon.index.entries.values()
        if not asked or ids.term(asked) in entry.types
    ]
    _tell(writer.unknown([asked] if asked else []))
    properties = writer.properties(writer.values.properties(things)[:limit])
    told: Json = {"properties": properties, "limit": limit, **({"type": asked} if asked else {})}
    return _json(told, written_in)


def _of_0_2(queries: str | None, extend: str | None) -> Response:
    """Return what a batch or an extension of version 0.2 asks for."""
    if (queries is None) == (extend is None):
        problem = "neither queries nor extend is given" if queries is None else "both queries and extend are"
        raise BadParameter(problem, 'give one: queries={"q0":{"query":"…"}}', (), "queries")
    written_in = _chosen((formats.JSON,))
    writer = _writer(written_in)
    if extend is not None:
        return _json(_extended(writer, reading.extension(extend, "extend")), written_in)
    wanted = reading.batch(queries or "")
    _warn(writer, wanted.values())
    found = {key: reconcile(writer.lexicon.index, writer.values, each) for key, each in wanted.items()}
    return _json({key: {"result": writer.candidates(each)} for key, each in found.items()}, written_in)


def _warn(writer: Writer, wanted: Iterable[Wanted]) -> None:
    """Tell of types and properties that are not known: the API has an answer for them, which is nothing."""
    queries = list(wanted)
    types = (each for query in queries for each in query.types)
    _tell(writer.unknown(types, (on.property for query in queries for on in query.conditions)))


def _tell(warning: str) -> None:
    if warning:
        after_this_request(partial(_warned, warning))


def _warned(warning: str, response: Response) -> Response:
    response.headers["Educluster-Warning"] = warning
    return response


def _extended(writer: Writer, asked: Extension) -> Json:
    """Return the values that are asked for."""
    _tell(writer.unknown((), (each.property for each in asked.wishes)))
    return writer.extended(asked)


def _chosen(offered: tuple[Format, ...]) -> Format:
    return formats.choose(request.headers.get("Accept", ""), offered)


def _writer(written_in: Format) -> Writer:
    is_draft = written_in is formats.RECONCILIATION
    return Writer(service().lexicons.lexicon(), service().valued.values(), language(), is_draft)


def _body() -> bytes:
    """Return a body that is JSON; raises UnknownFormat for another."""
    parameters.refuse_encoded()
    formats.sent(request.mimetype, _EITHER)
    return request.get_data()


def _index(writer: Writer, kind: str) -> Index:
    named = writer.terms
    indexes = {"entity": writer.lexicon.index, "property": named.properties, "type": named.types}
    if kind not in indexes:
        raise NotFound(
            f"there is nothing to suggest of the kind «{kind[:40]}»", f"ask for {', '.join(indexes)}"
        )
    return indexes[kind]


def _begun(index: Index, kind: str, prefix: str, types: list[str], limit: int) -> list[Candidate]:
    """Return what begins so; first what an id names, which is meant without doubt."""
    iri = ids.thing(prefix) if kind == "entity" else ids.term(prefix)
    named = index.entries.get(iri) if prefix else None
    found = index.starting(prefix, types, limit, language())
    if named and named.names and (not types or set(types) & set(named.types)):
        others = [each for each in found if each.entry.iri != named.iri]
        return [Candidate(named, named.names[0], 100.0), *others][:limit]
    return found


def _entry(index: Index, kind: str, asked: str) -> Entry:
    """Return what an id names; raises NotFound where that is nothing here."""
    found = by_id(index, asked) if kind == "entity" else index.entries.get(ids.term(asked))
    if found is None:
        problem = f"nothing here has the id «{asked[:80]}»"
        raise NotFound(problem, f"/reconcile/suggest/{kind}?prefix=… finds ids by names")
    return found


def _shown(entry: Entry, writer: Writer) -> dict[str, object]:
    is_term = writer.terms.entry(entry.iri) is not None
    above = entry.broader if is_term else writer.narrowest(entry)
    types = [each["name"] for each in writer.types(above)]
    name = entry.label(writer.language)
    others = [each for each in entry.names if each.text != name]
    return {"name": name, "types": types, "note": entry.note(writer.language), "others": others[:12]}


def _number(name: str, otherwise: int, most: int) -> int:
    """Return a parameter as a whole number of at most so much.

    Raises BadParameter for what is none.
    """
    given = request.args.get(name, "").strip() or str(otherwise)
    if given.isascii() and given.isdigit() and len(given) < 10:
        return min(int(given), most)
    raise BadParameter(f"{name} cannot be «{given[:40]}»", "give a whole number from 0 on", (), name)


def _json(told: Json, written_in: Format) -> Response:
    response = Response(msgspec.json.encode(told), content_type=written_in.content_type)
    response.headers["Content-Language"] = language()
    return _tagged(response) if request.method == "GET" else response


def _tagged(response: Response) -> Response:
    response.set_etag(sha256(response.get_data()).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response
