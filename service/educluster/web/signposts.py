"""The links of a document for machines: FAIR Signposting, profiles, link sets.

Sources: RFC 8288; RFC 9264; the FAIR Signposting profile; Content Negotiation by Profile, section 7.2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import request
from werkzeug.wrappers import Response

from educluster import formats, names
from educluster.describe import Kind, Profile
from educluster.formats import Format
from educluster.web.negotiating import FORMATS

R = TypeVar("R", bound=Response)
LICENCE = names.LICENCE
AUTHOR = f"{names.ECR}org-educluster"
ABOUT_PAGE = "https://schema.org/AboutPage"
LINKSET = "application/linkset+json"
_PROFILE_CLASS = "http://www.w3.org/ns/dx/prof/Profile"
_MOST_ITEMS = 20  # in headers, which proxies bound at four thousand bytes; the link set has them all


@dataclass(frozen=True)
class Link:
    """A typed link; the attributes are its target's, `anchor` is set where that is not the document."""

    target: str
    relation: str
    attributes: tuple[tuple[str, str], ...] = ()
    anchor: str = ""

    @property
    def written(self) -> str:
        """Return it as a header has it."""
        beside = [*self.attributes, *([("anchor", self.anchor)] if self.anchor else [])]
        return f'<{self.target}>; rel="{self.relation}"' + "".join(
            f'; {name}="{value}"' for name, value in beside
        )


@dataclass(frozen=True)
class Place:
    """A described thing: its IRI, the address of its documents without ending, what is described.

    `beside` are the parameters that its documents keep: the version.
    """

    iri: str
    path: str
    kind: Kind
    beside: tuple[tuple[str, str], ...] = ()

    def document(self, written_in: Format | None, profile: Profile | None = None, **more: str) -> str:
        """Return the address of a document; None is the link set."""
        chosen = {"_profile": profile.token} if profile and profile != self.kind.profiles[0] else {}
        told = {**chosen, **dict(self.beside), **more}
        ending = written_in.name if written_in else "linkset"
        return f"{request.script_root}{self.path}.{ending}{'?' if told else ''}{urlencode(told)}"


def links(place: Place, profile: Profile, more: Iterable[Link] = ()) -> list[Link]:
    """Return the links of a document of a profile; `more` are those that only its content tells."""
    others = [each for each in place.kind.profiles if each != profile]
    return [
        Link(place.iri, "cite-as"),
        Link(LICENCE, "license"),
        *more,
        *(_representation(place, each, profile, is_same=True) for each in FORMATS),
        *(_representation(place, formats.TURTLE, each) for each in others),
        *(_described(place, each, profile) for each in (formats.TURTLE, formats.JSON_LD)),
        Link(place.document(None), "linkset", (("type", LINKSET),)),
        Link(profile.iri, "profile"),
        *(Link(_PROFILE_CLASS, "type", (("token", each.token),), each.iri) for each in place.kind.profiles),
    ]


def signed(response: R, place: Place, profile: Profile, more: Sequence[Link] = ()) -> R:
    """Return a response with its links, and the profile that it conforms to."""
    items = [each for each in more if each.relation == "item"]
    few = [each for each in more if each.relation != "item" or len(items) <= _MOST_ITEMS]
    response.headers["Link"] = ", ".join(each.written for each in links(place, profile, few))
    response.headers["Content-Profile"] = f"<{profile.iri}>"
    return response


def linkset(place: Place, more: Iterable[Link] = ()) -> bytes:
    """Return all links of a thing and of each of its documents.  Source: RFC 9264, section 4.2."""
    default = place.kind.profiles[0]
    told = [each for each in links(place, default, more) if each.relation not in {"canonical", "alternate"}]
    every = [_representation(place, each, profile) for profile in place.kind.profiles for each in FORMATS]
    contexts: dict[str, dict[str, object]] = {}
    for each in [*told, *every]:
        context = contexts.setdefault(each.anchor or place.document(formats.HTML), {})
        targets = context.setdefault(each.relation, [])
        target = {"href": each.target, **{name: _listed(name, told) for name, told in each.attributes}}
        if isinstance(targets, list) and target not in targets:
            targets.append(target)
    value = {"linkset": [{"anchor": anchor, **context} for anchor, context in contexts.items()]}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _listed(name: str, value: str) -> str | list[str]:
    """Return the value of an attribute as JSON has it.  Source: RFC 9264, section 4.2.4."""
    return value if name == "type" else [value]


def _representation(place: Place, written_in: Format, profile: Profile, *, is_same: bool = False) -> Link:
    """Return the link to a document; the default one of a thing is canonical.

    With `is_same`, its profile is that of the document at hand, which another header tells.
    """
    is_default = written_in is FORMATS[0] and profile == place.kind.profiles[0]
    relation = "canonical" if is_default else "alternate"
    told = () if is_same else (("profile", profile.iri),)
    attributes = (("type", written_in.media_type), *told)
    return Link(place.document(written_in, profile), relation, attributes)


def _described(place: Place, written_in: Format, profile: Profile) -> Link:
    return Link(place.document(written_in, profile), "describedby", (("type", written_in.media_type),))
