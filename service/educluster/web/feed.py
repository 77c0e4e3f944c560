"""The feed of releases: an entry for each, with what it changed.  Source: RFC 4287."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask import url_for
from flask_babel import gettext

from educluster import follow, names
from educluster.follow import Step
from educluster.formats import Format
from educluster.versions import What
from educluster.web import change_words

ATOM = Format("atom", "application/atom+xml", (), ("atom",))
_NOT_IN_IRI = re.compile(r"[^\w.:/\[\]%~?=&-]", re.ASCII)
_SPACE = "http://www.w3.org/2005/Atom"
_CREATOR = "The educluster project"
_UNKNOWN = "1970-01-01"  # of data that do not tell their day
_LISTED = 50  # deprecated or narrowed terms that an entry names


def told(step: Step) -> dict[str, object]:
    """Return a release and how much it changed, as JSON has it."""
    counts = {what.value: len(each) for what, each in step.changes.by_what.items()}
    before = follow.edition(step.before) if step.before else None
    severity = step.changes.severity.told if before else None
    return {**follow.edition(step.edition), "before": before, "severity": severity, "counts": counts}


def written(steps: Sequence[Step], language: str) -> bytes:
    """Return the feed of releases, given the newest first."""
    feed = Element("feed", {"xmlns": _SPACE, "xml:lang": language})
    own = url_for("following.changes", lang=language, _external=True)
    _texts(feed, id=f"{names.BASE}changes.atom", title=gettext("Changes of educluster"))
    _texts(feed, updated=_moment(steps[0].edition.date if steps else ""))
    _texts(SubElement(feed, "author"), name=_CREATOR)
    _link(feed, "self", own, ATOM.media_type)
    _link(feed, "alternate", url_for("following.index", lang=language, _external=True), "text/html")
    for each in steps:
        _entry(feed, each, language)
    indent(feed)
    made: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _entry(feed: Element, step: Step, language: str) -> None:
    entry, edition = SubElement(feed, "entry"), step.edition
    _texts(entry, id=f"{names.BASE}versions/{edition.release}", title=f"educluster {edition.told}")
    _texts(entry, updated=_moment(edition.date))
    page = url_for("following.version", release=edition.release, lang=language, _external=True)
    _link(entry, "alternate", page, "text/html")
    _texts(entry, summary=summary(step))


def summary(step: Step) -> str:
    """Return what a release changed, in words."""
    if step.before is None:
        return str(gettext("The oldest release that is held here."))
    groups = step.changes.by_what
    counts = "; ".join(f"{change_words.what(what)}: {len(each)}" for what, each in groups.items())
    lines = [counts or change_words.severity(step.changes.severity)]
    for what in (What.DEPRECATED, What.NARROWED, What.REMOVED):
        listed = [names.shorten(each.iri) for each in groups.get(what, ())[:_LISTED]]
        if listed:
            lines.append(f"{change_words.what(what)}: {', '.join(listed)}")
    return ". ".join(lines) + "."


def _texts(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = text


def _link(element: Element, relation: str, address: str, media_type: str) -> None:
    address = _NOT_IN_IRI.sub("", address)  # as a client may have written it into its Host header
    SubElement(element, "link", {"rel": relation, "href": address, "type": media_type})


def _moment(day: str) -> str:
    """Return a day as a date construct has it.  Source: RFC 4287, section 3.3."""
    return f"{day or _UNKNOWN}T00:00:00Z"
