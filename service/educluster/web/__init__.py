"""The HTTP door: parse a request, call a job, render its result.  One module, problems, knows statuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask, request

from educluster.access import Limits
from educluster.config import Settings
from educluster.store import Loaded
from educluster.web import (
    describing,
    downloads,
    explaining,
    following,
    frame,
    graphs,
    home,
    linking,
    lists,
    openapi,
    outdated,
    problems,
    questions,
    reconciliation,
    resolving,
    rules,
    search,
    sparql,
    update,
    validation,
    vocabulary,
)
from educluster.web.cors import CrossOrigin
from educluster.web.gate import Gate
from educluster.web.hot import Hot
from educluster.web.hot_writing import HotWriting
from educluster.web.limits import Limiter
from educluster.web.proxies import Proxied
from educluster.web.service import Service
from educluster.web.watch import Application, Notes, Watch, notes

__all__ = ["create_app"]

_BUSY_PATHS = (  # where a request may block
    "/sparql", "/explain", "/update", "/graphs", "/validate", "/void", "/downloads", "/dump", "/questions",
    "/outdated", "/versions", "/history", "/changes.atom", "/reconcile", "/link", "/search", "/suggest",
    "/id/", "/claim/", "/ns", "/shapes", "/clusters", "/context", "/sitemap.xml",
)  # fmt: skip


def create_app(settings: Settings, loaded: Loaded) -> Flask:
    """Return the application, with its workers started."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.body_bytes + 1  # one more: a body that was cut shows
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.body_bytes  # else a pasted text ends at Flask's 500 kB
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.before_request(_note_the_route)
    frame.install(app)
    problems.install(app, settings)
    for door in (
        home,
        sparql,
        update,
        graphs,
        describing,
        downloads,
        validation,
        rules,
        questions,
        openapi,
        explaining,
        resolving,
        vocabulary,
        lists,
        following,
        reconciliation,
        linking,
        outdated,
        search,
    ):
        app.register_blueprint(door.pages)
    service = app.extensions["educluster"] = Service.start(settings, loaded)
    for link in reversed(_chain(app, service)):
        app.wsgi_app = link(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def _chain(app: Flask, service: Service) -> list[Callable[[Application], Application]]:
    """Return what each request passes before the application, the first first."""
    settings, refuse = service.settings, partial(problems.refusal, app)
    limits = Limits(settings.client_rate, settings.client_queries)
    service.meters.gauge("clients", "Clients whose rate is remembered.", lambda: limits.clients)

    def gate(application: Application) -> Gate:
        made = Gate(application, problems.busy(app), _BUSY_PATHS, settings.busy_threads)
        service.meters.gauge("under_way", "Requests that may block, under way now.", lambda: made.inside)
        return made

    def tell(told: Notes) -> None:
        service.meters(told)
        service.log(told)

    return [
        lambda application: Watch(application, tell),
        CrossOrigin,
        *([partial(Proxied, proxies=settings.proxies)] if settings.proxies else []),
        lambda application: Limiter(application, refuse, service.access, limits, _BUSY_PATHS),
        gate,
        partial(Hot, refuse=refuse, answering=service.answering, tier=settings.tier(False)),
        partial(HotWriting, refuse=refuse, access=service.access, writer=service.writer),
    ]


def _note_the_route() -> None:
    if request.url_rule:
        notes().route = request.url_rule.rule
