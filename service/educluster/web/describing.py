"""What the service and its data are, for machines and for readers: service description and VoID."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from educluster import catalogue, formats, names
from educluster.answer import Answering
from educluster.catalogue import Bounds, Counted, Place
from educluster.config import Settings, Tier
from educluster.formats import Format
from educluster.reports.model import in_language
from educluster.web import addresses, counting, parameters
from educluster.web.frame import known_only, language
from educluster.web.service import Service, service

pages = Blueprint("describing", __name__)

FORMATS = (formats.TURTLE, formats.JSON_LD, formats.RDF_XML, formats.N_TRIPLES)
_NOT_IN_IRI = re.compile(r"[^\w.:/\[\]%~-]", re.ASCII)
# Of one version they are the same each time, and to write them takes longer than a small query.
_dataset, _services = (
    lru_cache(8)(each) for each in (catalogue.describe_dataset, catalogue.describe_service)
)


_Count = Callable[[Answering, str, int, float], Counted]


class _Latest:
    """The counts of the newest version; while they are made anew, others get those of the last one."""

    def __init__(self, count: _Count) -> None:
        self._count, self._making = count, threading.Lock()
        self._counted: Counted | None = None

    def get(self) -> Counted:
        """Return the counts.

        Raises what `counting.count` raises.
        """
        before = self._counted
        if before and before.version == service().writer.current.version:
            return before
        if before and self._making.locked():
            return before
        with self._making:
            if self._counted is before or self._counted is None:  # else another made them meanwhile
                self._counted = self._of(service())
            return self._counted

    def _of(self, served: Service) -> Counted:
        current = served.writer.current
        seconds = served.settings.query_seconds
        return self._count(served.answering, current.version, current.triples, seconds)


def description(written_in: Format) -> Response:
    """Return the service description in one of FORMATS.

    Source: SPARQL 1.1 Service Description, section 2.
    """
    counted = _counted(counting.count_graphs)
    body = _services(_place(), counted, _bounds(service().settings), written_in)
    return _answer(body, written_in, counted)


@pages.get("/void")
def void() -> Response:
    """Return what the data consist of, counted."""
    known_only(*parameters.FORMAT)
    counted, written_in = _counted(counting.count), parameters.chosen((*FORMATS, formats.HTML))
    if written_in is not formats.HTML:
        return _answer(_dataset(_place(), counted, written_in), written_in, counted)
    shown = {
        "counted": counted,
        "titles": {graph.iri: _title(graph) for graph in counted.graphs},
        "formats": FORMATS,
        "place": _place(),
        "shorten": names.shorten,
        "notes": _bounds(service().settings).notes,
    }
    return _answer(render_template("void.html", **shown).encode(), written_in, counted)


@pages.get("/.well-known/void")
def well_known() -> AnyResponse:
    """Lead to the description of the data.  Source: VoID, section 7.2."""
    known_only(*parameters.FORMAT)
    return redirect(addresses.onward("describing.void"))


def _counted(count: _Count) -> Counted:
    kept: dict[_Count, _Latest] = current_app.extensions.setdefault("educluster.counted", {})
    return kept.setdefault(count, _Latest(count)).get()


def _title(graph: catalogue.Graph) -> str:
    """Return what a graph says that it is called, in the language of the page, else in another."""
    return in_language({tag: text for text, tag in graph.titles}, language())


def _answer(body: bytes, written_in: Format, counted: Counted) -> Response:
    response = Response(body, content_type=written_in.content_type)
    response.headers["Educluster-Version"] = counted.version
    response.set_etag(sha256(body).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response


def _place() -> Place:
    """Return where this service is; what a client wrote into its Host header is no part of an IRI."""
    routes = ("sparql.query", "update.update", "graphs.read", "describing.void")
    return Place(*(_NOT_IN_IRI.sub("", url_for(each, _external=True)) for each in routes))


def _bounds(settings: Settings) -> Bounds:
    notes = [
        *(_of_tier(settings.tier(known)) for known in (False, True)),
        f"A query has {settings.query_mb} MiB of memory, its answer at most {settings.result_bytes} bytes.",
        f"A request has at most {settings.body_bytes} bytes.",
        f"A graph that is written has at most {settings.graph_triples} triples, "
        f"the store {settings.store_triples}.",
    ]
    if settings.client_rate:
        notes.append(f"One client may ask {settings.client_rate:g} times in a second, on average.")
    if settings.client_queries:
        notes.append(f"One client may ask {settings.client_queries} queries at once.")
    if settings.allow_service:
        notes.append(f"SERVICE may ask {', '.join(settings.allow_service)} and no other.")
    return Bounds(tuple(notes), settings.allow_service)


def _of_tier(tier: Tier) -> str:
    who = "With a token" if tier.name == "token" else "Without a token"
    seconds = f"at most {tier.seconds:g} seconds" if tier.seconds else "any time"
    rows = f"at most {tier.rows} rows" if tier.rows else "any number of rows"
    return f"{who}, a query may take {seconds} and have {rows}; what is cut off says so."
