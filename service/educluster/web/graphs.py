"""/graphs: the SPARQL 1.1 Graph Store HTTP Protocol, with indirect and direct identification (section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, unquote
from uuid import uuid4

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from werkzeug.routing import PathConverter

from educluster import formats, names
from educluster.errors import BadParameter
from educluster.formats import Format
from educluster.web import parameters, sending, uploads, writing
from educluster.web.frame import language
from educluster.web.parameters import Values
from educluster.web.service import service
from educluster.web.watch import notes
from educluster.write import Committed, Delete, Post, Put

pages = Blueprint("graphs", __name__)


class _AnyPath(PathConverter):
    """The rest of an address; a line break in it is not for the router to refuse, which says «not found»."""

    regex = r"[^/](?s:.*?)"


pages.record_once(lambda state: state.app.url_map.converters.update(path=_AnyPath))

_NEW = "registered/"  # graphs without a name of their own are named below it
_NOT_IN_IRI = re.compile(r'[\x00-\x20"#%<>?\[\\\]^`{|}\x7f]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_KEPT = "/:@!$&'()*+,;=~%"  # in a path, as they are
_LISTS = (formats.JSON, formats.TURTLE, formats.HTML)
_SD = "http://www.w3.org/ns/sparql-service-description#"


@dataclass(frozen=True)
class _Target:
    """What a request is about: a named graph; the unnamed one, without an IRI; or the store itself."""

    iri: str | None = None
    is_store: bool = False

    @property
    def name(self) -> str:
        """Return the name as access knows it."""
        return self.iri or ""


@pages.get("/graphs")
@pages.get("/graphs/<path:path>", merge_slashes=False)
def read(path: str = "") -> Response:
    """Return a graph; of the store itself, which graphs it has.  Source: section 5.2."""
    given = parameters.of_address({"graph", "default", *parameters.FORMAT})
    target = _target(path, given)
    if target.is_store:
        return _listed(given)
    notes().kind = "query"
    choice = partial(parameters.chosen, given=given)
    ask = partial(service().answering.dump, target.iri, choice, sending.seen(), notes().client)
    return sending.answered(ask)


@pages.put("/graphs")
@pages.put("/graphs/<path:path>", merge_slashes=False)
def put(path: str = "") -> Response:
    """Make the document that is sent the whole of a graph.  Source: section 5.3."""
    target = _one(path)
    token = writing.writer(target.name)
    done = service().writer.apply(Put(target.iri, (uploads.document(),), token.graphs))
    return writing.committed(done, _made(done, target.iri) if done.created else None)


@pages.post("/graphs")
@pages.post("/graphs/<path:path>", merge_slashes=False)
def post(path: str = "") -> Response:
    """Add the documents that are sent to a graph; sent to the store itself, make a new one of them.

    An empty body changes nothing.  Source: section 5.5.
    """
    target = _target(path, _address())
    new = f"{_NEW}{uuid4()}" if target.is_store else ""
    graph = names.GRAPH + new if new else target.iri
    token = writing.writer(graph or "")
    documents = uploads.documents()
    if not documents:
        return Response(status=204)
    done = service().writer.apply(Post(graph, documents, token.graphs))
    response = _made(done, graph) if done.created else None
    if response and new:
        response.headers["Location"] = url_for("graphs.read", path=new)
    return writing.committed(done, response)


@pages.delete("/graphs")
@pages.delete("/graphs/<path:path>", merge_slashes=False)
def delete(path: str = "") -> Response:
    """Remove a graph; the unnamed one is emptied.  Source: section 5.4."""
    target = _one(path)
    token = writing.writer(target.name)
    return writing.committed(service().writer.apply(Delete(target.iri, token.graphs)))


def _address() -> Values:
    return parameters.of_address({"graph", "default"})


def _one(path: str) -> _Target:
    """Return the graph that a request is about.

    Raises BadParameter where it is the store itself.
    """
    target = _target(path, _address())
    if target.is_store:
        problem = f"{request.method} needs a graph"
        raise BadParameter(problem, "name it: ?graph=IRI, ?default for the unnamed one, or /graphs/<path>")
    return target


def _target(path: str, given: Values) -> _Target:
    """Return what a request is about.

    Raises BadParameter where two are named, or what is no absolute IRI.  Source: sections 4.1 and 4.2.
    """
    named = [each for each in ("graph", "default") if each in given.names]
    if len(named) + bool(path) > 1:
        both = " and ".join(filter(None, (request.path if path else "", *named)))
        raise BadParameter(f"two graphs are named: {both}", "name one")
    if path:
        return _Target(_of_path(path))
    if "default" in given:
        raise BadParameter("«default» takes no value", "write ?default; a named graph is ?graph=IRI")
    if "graph" in given.names:
        return _Target(parameters.iri(given.one("graph") or "", "graph"))
    return _Target(is_store=not named)


def _of_path(path: str) -> str:
    """Return the graph that an address identifies by itself; a space in an IRI stays percent-encoded.

    Raises BadParameter for what no name should have: steps of dots, line breaks and the like.
    """
    if {".", ".."} & set(path.split("/")):
        raise BadParameter("the path has a segment of dots only", "write it without")
    if control := _CONTROL.search(path):
        problem = f"the path has a control character (U+{ord(control[0]):04X}), so it names no graph"
        raise BadParameter(problem, "write it without; an IRI has none (RFC 3987, section 2.2)")
    encoded = _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", path)
    return parameters.iri(names.GRAPH + encoded, "path")


def _made(done: Committed, graph: str | None) -> Response:
    """Return that a graph was made: its name, how much it holds."""
    response = jsonify(graph=graph, version=done.version, triples=done.triples)
    response.status_code = 201
    return response


def _listed(given: Values) -> Response:
    """Return which named graphs there are: for programs, as a dataset of a service, for readers."""
    written_in = parameters.chosen(_LISTS, given)
    version = service().writer.current.version
    tag = f"{version}-{written_in.name}-{language()}"
    if request.if_none_match.contains_weak(tag):
        return sending.marked(Response(status=304), f'W/"{tag}"', version)
    body = _list(tag, version, written_in)
    return sending.marked(Response(body, content_type=written_in.content_type), f'W/"{tag}"', version)


def _list(tag: str, version: str, written_in: Format) -> str:
    """Return the list, which is written once for each version: there may be very many graphs."""
    kept: dict[str, str] = current_app.extensions.setdefault("educluster.listed", {})
    body = kept.get(tag)
    if body is None:
        found = [{"graph": each, "address": _address_of(each)} for each in service().answering.graphs()]
        body = _written(found, written_in)
        for old in [each for each in list(kept) if not each.startswith(version)]:
            kept.pop(old, None)
        kept[tag] = body
    return body


def _written(found: list[dict[str, str]], written_in: Format) -> str:
    if written_in is formats.JSON:
        return current_app.json.dumps({"graphs": found}, indent=2) + "\n"
    if written_in is formats.HTML:
        return render_template("graphs.html", graphs=found, base=names.GRAPH)
    named = " ,".join(f"\n    [ a sd:NamedGraph ; sd:name <{each['graph']}> ]" for each in found)
    collection = f"[] a sd:GraphCollection{' ; sd:namedGraph' + named if found else ''} .\n"
    return f"@prefix sd: <{_SD}> .\n\n{collection}"


def _address_of(graph: str) -> str:
    """Return the address of a graph: one that identifies it directly, where there is one."""
    path = graph.removeprefix(names.GRAPH)
    if path not in ("", graph) and _is_direct(unquote(path), graph):
        return f"{url_for('graphs.read')}/{quote(path, safe=_KEPT)}"
    return f"{url_for('graphs.read')}?graph={quote(graph, safe='')}"


def _is_direct(path: str, graph: str) -> bool:
    try:
        return _of_path(path) == graph
    except BadParameter:
        return False
