"""/search and /suggest: things and terms of ours, found by their names in any language and script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, Response, jsonify, render_template, request

from educluster import formats, names
from educluster.errors import BadParameter
from educluster.formats import Format
from educluster.link import Lexicon, classes, searching, terms, words
from educluster.matching import Candidate
from educluster.web import addresses, parameters
from educluster.web.frame import language
from educluster.web.parameters import Values
from educluster.web.service import service

pages = Blueprint("search", __name__)

SUGGESTIONS = Format("suggestions", "application/x-suggestions+json")  # OpenSearch, Suggestions extension 1.1
_KNOWN = frozenset({"q", "type", "limit", "version"})
_ROWS, _MOST_ROWS, _SUGGESTED = 20, 100, 10
_NUMBER = re.compile(r"[0-9]{1,9}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class _Wish:
    """What is looked for: a text, classes, in which data, how many."""

    text: str
    types: tuple[str, ...]
    lexicon: Lexicon
    limit: int


@pages.get("/search")
def search() -> Response:
    """Show what is meant by words, with reasons: on a page, or as JSON."""
    values = parameters.of_address({*_KNOWN, *parameters.FORMAT})
    written_in = parameters.chosen((formats.HTML, formats.JSON), values)
    wish = _wish(values, _ROWS)
    found = searching.search(wish.lexicon, wish.text, wish.types, language(), wish.limit) if wish.text else []
    response = jsonify(_told(wish, found)) if written_in is formats.JSON else _page(wish, found)
    return _tagged(response)


@pages.get("/suggest")
def suggest() -> Response:
    """Return what begins like a text that is being typed: as JSON, or as browsers read suggestions.

    Source: OpenSearch, Suggestions extension 1.1.
    """
    values = parameters.of_address({*_KNOWN, *parameters.FORMAT})
    written_in = parameters.chosen((formats.JSON, SUGGESTIONS), values)
    wish = _wish(values, _SUGGESTED)
    found = searching.suggest(wish.lexicon, wish.text, wish.types, language(), wish.limit)
    if written_in is formats.JSON:
        return _tagged(jsonify(_told(wish, found)))
    response = jsonify(
        [
            wish.text,
            [each.entry.label(language()) for each in found],
            [each.entry.note(language()) for each in found],
            [addresses.host() + addresses.local(each.entry.iri, language()) for each in found],
        ]
    )
    response.content_type = SUGGESTIONS.media_type
    return _tagged(response)


def _wish(values: Values, rows: int) -> _Wish:
    lexicon = service().lexicons.lexicon(values.one("version") or "")
    types = classes.classes(lexicon, values.all("type"))
    text = _CONTROL.sub(" ", values.one("q") or "")
    return _Wish(" ".join(text.split()), types, lexicon, _limit(values, rows))


def _limit(values: Values, otherwise: int) -> int:
    given = values.one("limit")
    if given is None:
        return otherwise
    if _NUMBER.fullmatch(given) and 1 <= int(given) <= _MOST_ROWS:
        return int(given)
    problem, allowed = f"limit cannot be «{given[:40]}»", f"a whole number from 1 to {_MOST_ROWS}"
    raise BadParameter(problem, f"give {allowed}", (allowed,), "limit")


def _page(wish: _Wish, found: Sequence[Candidate]) -> Response:
    shown = {
        "text": wish.text,
        "type": wish.types[0] if wish.types else "",
        "classes": classes.offered(wish.lexicon, language()),
        "found": [(each, _types(wish.lexicon, each), _reasons(each)) for each in found],
        "local": addresses.local,
        "shorten": names.shorten,
        "longest": searching.LONGEST,
    }
    return Response(render_template("search.html", **shown), content_type=formats.HTML.content_type)


def _told(wish: _Wish, found: Sequence[Candidate]) -> dict[str, object]:
    return {
        "text": wish.text,
        "types": list(wish.types),
        "release": wish.lexicon.release,
        "found": [_candidate(each) for each in found],
    }


def _candidate(found: Candidate) -> dict[str, object]:
    spoken, warning = language(), found.warning
    return {
        "iri": found.entry.iri,
        "label": found.entry.label(spoken),
        "note": found.entry.note(spoken),
        "types": list(found.entry.types),
        "name": {"text": found.name.text, "language": found.name.language, "kind": found.name.kind},
        "score": found.score,
        "match": found.is_match,
        "features": dict(found.features),
        "reasons": _reasons(found),
        "warning": {"iri": warning.iri, "note": warning.note(spoken)} if warning else None,
    }


def _reasons(found: Candidate) -> list[str]:
    return words.reasons(found.features, language())


def _types(lexicon: Lexicon, found: Candidate) -> list[str]:
    """Return what the classes of a thing are called."""
    known = terms.of(lexicon).types.entries
    return [known[each].label(language()) for each in found.entry.types if each in known]


def _tagged(response: Response) -> Response:
    response.set_etag(sha256(response.get_data()).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response
