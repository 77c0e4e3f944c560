"""What changed, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from educluster.versions import Change, Kind, Severity, What

_TEXTS = {What.LABEL, What.DEFINITION}


def what(each: What) -> str:
    """Return what happened to a term."""
    told: str = {
        What.ADDED: gettext("added"),
        What.REMOVED: gettext("removed"),
        What.DEPRECATED: gettext("deprecated"),
        What.REVIVED: gettext("no longer deprecated"),
        What.NARROWED: gettext("narrowed"),
        What.WIDENED: gettext("widened"),
        What.CHANGED: gettext("changed"),
        What.LABEL: gettext("another name"),
        What.DEFINITION: gettext("another definition"),
    }[each]
    return told


def severity(each: Severity) -> str:
    """Return what version a change asks for."""
    told: str = {
        Severity.NONE: gettext("nothing changed"),
        Severity.PATCH: gettext("patch version"),
        Severity.MINOR: gettext("minor version"),
        Severity.MAJOR: gettext("major version"),
        Severity.BREACH: gettext("breach of the promise"),
    }[each]
    return told


def kind(each: Kind) -> str:
    """Return what an IRI is the name of."""
    told: str = {
        Kind.CLASS: gettext("class"),
        Kind.PROPERTY: gettext("property"),
        Kind.VALUE: gettext("fixed value"),
        Kind.CONCEPT: gettext("concept"),
        Kind.SCHEME: gettext("scheme of concepts"),
        Kind.CLAIM: gettext("claim"),
        Kind.LABEL: gettext("attested form"),
        Kind.RULE: gettext("rule"),
        Kind.GRAPH: gettext("named graph"),
        Kind.THING: gettext("thing described"),
    }[each]
    return told


def part(each: Change) -> str:
    """Return of what a term something changed: a facet, or the language of a text."""
    if each.what in _TEXTS:
        return each.facet
    if each.what is What.ADDED:
        return kind(Kind(each.facet))
    return _facets().get(each.facet, each.facet)


def _facets() -> dict[str, str]:
    return {
        "parent": gettext("what it stands below"),
        "broader": gettext("broader concept"),
        "equivalent": gettext("what it is the same as"),
        "domain": gettext("domain"),
        "range": gettext("range"),
        "inverse": gettext("inverse"),
        "chain": gettext("chain"),
        "condition": gettext("sufficient condition"),
        "disjoint": gettext("what it is apart from"),
        "scheme": gettext("scheme of concepts"),
        "type": gettext("type"),
        "characteristic": gettext("characteristic"),
        "subject": gettext("subject"),
        "relation": gettext("relation"),
        "object": gettext("object"),
        "stance": gettext("stance"),
        "kind": gettext("kind"),
        "replacement": gettext("what replaces it"),
    }
