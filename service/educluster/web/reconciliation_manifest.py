"""What the reconciliation service offers and where, in the words of 0.2 or of the 1.0 draft.

Source: Reconciliation Service API 0.2 and 1.0-draft, section "Service Manifest".
"""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import request, url_for
from flask_babel import gettext as _

from educluster import __version__, names
from educluster.names import LANGUAGES
from educluster.web.reconciliation_reading import BATCH
from educluster.web.reconciliation_writing import Json, Writer

VERSIONS = ["0.2", "1.0-draft"]
WIDTH, HEIGHT = 420, 240  # of a preview, in pixels

_NOT_IN_HOST = re.compile(r"[^\w.:\[\]/-]", re.ASCII)
_DEFAULT_TYPES = (  # what tables of others are full of, the commonest first
    names.ORG + "Organization",
    names.EC + "Cluster",
    names.EC + "Principle",
    names.EC + "Condition",
    names.EC + "Notion",
    names.EC + "Place",
)


def manifest(writer: Writer) -> Json:
    """Return the manifest in the version that the writer writes."""
    known = writer.terms.types.entries
    shared: Json = {
        "versions": VERSIONS,
        "name": "educluster",
        "documentation": root() + url_for("home.home"),
        "serviceVersion": __version__,
        "defaultTypes": writer.types(each for each in _DEFAULT_TYPES if each in known),
        "batchSize": BATCH,
    }
    return {**shared, **(_of_draft(writer.language) if writer.is_draft else _of_0_2())}


def _of_0_2() -> Json:
    here, spoken = root() + url_for("reconciliation.endpoint"), _spoken()
    return {
        "identifierSpace": names.ECR,
        "schemaSpace": names.EC,
        "view": {"url": f"{_things()}/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}{spoken}", "width": WIDTH, "height": HEIGHT},
        "suggest": {kind: _suggest(here, kind, spoken) for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": here, "service_path": _asked("/extend/propose", spoken)},
            "property_settings": [
                {
                    **{key: value for key, value in each.items() if key not in {"id", "name", "helpText"}},
                    "name": each["id"],
                    "label": each["name"],
                    "help_text": each["helpText"],
                }
                for each in _settings()
            ],
        },
    }


def _of_draft(language: str) -> Json:
    return {
        "lang": language,
        "dir": "ltr",
        "view": {"url": f"{_things()}/{{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": _settings()},
        "standardizedScore": True,
    }


def _suggest(here: str, kind: str, spoken: str) -> Json:
    return {
        "service_url": here,
        "service_path": _asked(f"/suggest/{kind}", spoken),
        "flyout_service_path": f"/flyout/{kind}?id=${{id}}{spoken}",
    }


def _settings() -> list[Json]:
    own_names = {"any": _("any"), "en": "English", "ru": "Русский", "uz": "Oʻzbekcha"}
    return [
        {
            "id": "limit",
            "name": _("Most values"),
            "type": "number",
            "default": 0,
            "helpText": _("At most so many values for each row; 0 for all of them."),
        },
        {
            "id": "language",
            "name": _("Language"),
            "type": "select",
            "default": "any",
            "helpText": _("Texts in this language; what has no language comes in any case."),
            "choices": [{"value": each, "name": own_names[each]} for each in ("any", *LANGUAGES)],
        },
    ]


def root() -> str:
    """Return the address of this service; what a client wrote into its Host header is no part of it."""
    return _NOT_IN_HOST.sub("", request.host_url).rstrip("/")


def page_of(iri: str) -> str:
    """Return where this service tells of a thing."""
    return f"{_things()}/{quote(iri.removeprefix(names.ECR), safe='')}"


def _things() -> str:
    return f"{root()}{request.script_root}/id"


def _spoken() -> str:
    """Return the language for further addresses, where this one names it."""
    return f"&lang={request.args['lang']}" if "lang" in request.args else ""


def _asked(path: str, spoken: str) -> str:
    return f"{path}?{spoken.removeprefix('&')}" if spoken else path
