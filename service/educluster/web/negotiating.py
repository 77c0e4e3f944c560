"""Which representation is wanted: its format by Accept, its profile by Accept-Profile, or by the address.

Source: Content Negotiation by Profile (W3C, DX-PROF-CONNEG), the functional profiles http and qsa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request
from werkzeug.wrappers import Response

from educluster import formats
from educluster.describe import Kind, Profile
from educluster.errors import NotAcceptable
from educluster.formats import Format
from educluster.web import parameters
from educluster.web.parameters import Values

R = TypeVar("R", bound=Response)
FORMATS = (
    formats.HTML, formats.TURTLE, formats.JSON_LD, formats.N_TRIPLES, formats.RDF_XML, formats.TRIG,
)  # fmt: skip
KNOWN = ("version", "_profile", "_mediatype", *parameters.FORMAT)
LISTED = "alt"  # the profile that lists the others
_WISH = re.compile(r'\s*(?:<([^<>]*)>|"([^"]*)"|([^\s,;<>"]+))\s*((?:;[^,<>]*)?)(?:,|$)')
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """What a request asks for; no profile where it asks for the list of them."""

    format: Format
    profile: Profile | None


def wanted(kind: Kind, given: Values, ending: str = "", offered: Sequence[Format] = FORMATS) -> Wanted:
    """Return the representation that is asked for; the address goes before the headers.

    Raises NotAcceptable, which lists those there are, and BadParameter.
    """
    named = Values(
        [("format", each) for name in (*parameters.FORMAT, "_mediatype") for each in given.all(name)]
    )
    return Wanted(parameters.chosen(offered, named, ending), _profile(kind, given.one("_profile")))


def vary(response: R) -> R:
    """Let caches know that the profile was negotiated, too."""
    response.headers.add("Vary", "Accept-Profile")
    return response


def _profile(kind: Kind, named: str | None) -> Profile | None:
    """Return the profile that is asked for, the default where none is.

    Raises NotAcceptable where none of those asked for is there.
    """
    header = ",".join(request.headers.getlist("Accept-Profile"))
    wishes = _wishes(named or header)
    if LISTED in wishes and named:
        return None
    others = 0.0 if any(wishes.values()) else 1.0  # where some are only refused, any other will do
    if not named:
        others = wishes.get("*", others)
    liked = {each: wishes.get(each.iri, wishes.get(each.token, others)) for each in kind.profiles}
    if any(liked.values()):
        return max(kind.profiles, key=lambda each: (liked[each], -_turn(each, wishes)))
    told = ", ".join(f"{each.token} <{each.iri}>" for each in kind.profiles)
    problem = f"none of the profiles in «{(named or header)[:200]}» is offered here"
    raise NotAcceptable(problem, f"ask for one of: {told}")


def _turn(profile: Profile, wishes: Mapping[str, float]) -> int:
    """Return the place of a profile among those that were named; what was not named comes after them."""
    return next(
        (turn for turn, each in enumerate(wishes) if each in (profile.iri, profile.token)), len(wishes)
    )


def _wishes(written: str) -> dict[str, float]:
    """Return how much each profile of a header or parameter is wanted, in its order; 0 is refused."""
    found: dict[str, float] = {}
    for each in _WISH.finditer(written):
        quality = _QUALITY.search(each[4])
        found.setdefault(each[1] or each[2] or each[3], float(quality[1]) if quality else 1.0)
    return found
