"""The HTTP door: parse a request, call a job, render its result.  One module, problems, knows statuses."""

from __future__ import annotations

from flask import Flask

from educluster.config import Settings
from educluster.store import Loaded
from educluster.web import frame, home, problems, rules, sparql, validation
from educluster.web.gate import Gate
from educluster.web.service import Service

__all__ = ["create_app"]


def create_app(settings: Settings, loaded: Loaded) -> Flask:
    """Return the application, with its workers started."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.body_bytes + 1  # one more: a body that was cut shows
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.body_bytes  # else a pasted text ends at Flask's 500 kB
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["educluster"] = Service.start(settings, loaded)
    frame.install(app)
    problems.install(app, settings)
    for blueprint in (home.pages, sparql.pages, validation.pages, rules.pages):
        app.register_blueprint(blueprint)
    app.wsgi_app = Gate(  # type: ignore[method-assign]
        app.wsgi_app, problems.busy(app), {"/sparql", "/validate"}, settings.busy_threads
    )
    return app
