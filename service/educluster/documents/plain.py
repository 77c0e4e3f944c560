"""N-Triples that is written exactly as the parser would write it, read without the parser, in half its time.

Nothing is read here that the parser would refuse or would read otherwise: a text with a line of any other
form is left to it.  So only the plainest of IRIs, of literals and of labels are known here.
"""

from __future__ import annotations

import re

from educluster.graphs import Triple

_SAFE = "A-Za-z0-9._~!$&'()*+,;=:@/?\u00a0-\ud7ff\uf900-\ufdcf-"
_PART = f"(?:[{_SAFE}]++|%[0-9A-Fa-f][0-9A-Fa-f])*+"
_ADDRESS = f"https?://[A-Za-z0-9.-]++/{_PART}(?:#{_PART})?+"
_OTHER = "mailto:[A-Za-z0-9.@-]++|tel:[0-9+-]++|urn:[a-z0-9]++:[A-Za-z0-9:._-]++"
_IRI = f"<(?:{_ADDRESS}|{_OTHER})>"
_BLANK = "_:[A-Za-z][A-Za-z0-9]*+"
_TEXT = r'"(?:[^"\\\x00-\x1f\x7f-\x9f\ufdd0-\U0010ffff]++|\\["\\nrt])*+"'
_NOT_WRITTEN = r"(?!<http://www\.w3\.org/(?:2001/XMLSchema#string>|1999/02/22-rdf-syntax-ns#))"
_LITERAL = rf"{_TEXT}(?:@[a-z]{{2}}|\^\^{_NOT_WRITTEN}<{_ADDRESS}>)?+"
_LINE = re.compile(
    rf"^({_IRI}|{_BLANK}) (<{_ADDRESS}>) ({_IRI}|{_BLANK}|{_LITERAL}) \.\n",
    re.MULTILINE,
)


def triples(body: bytes) -> list[Triple] | None:
    """Return the triples of a text, one of each line; None where a line is not of the plainest form."""
    try:
        found = _LINE.findall(body.decode())
    except UnicodeDecodeError:
        return None
    return found if len(found) == body.count(b"\n") and body.endswith(b"\n") else None
