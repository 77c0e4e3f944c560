"""What every page shares: its language, its headers, the one frame of its HTML."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request
from flask_babel import Babel

from educluster import __version__
from educluster.errors import BadParameter
from educluster.names import LANGUAGES

HEADERS = (
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'self'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept, Accept-Language"),
)
OWN_NAMES = {"en": "English", "ru": "Русский", "uz": "Oʻzbekcha"}


def install(app: Flask) -> None:
    """Give an application its languages and the headers of each answer."""
    folder = Path(__file__).parent / "translations"
    Babel(app, locale_selector=_spoken, default_translation_directories=folder.as_posix())
    app.after_request(_headers)
    app.context_processor(lambda: {"language": _spoken(), "languages": OWN_NAMES, "version": __version__})


def language() -> str:
    """Return the language of the answer: `?lang=`, then Accept-Language, then English.

    Raises BadParameter for a `?lang=` that is not offered.
    """
    asked = request.args.get("lang")
    if asked is None:
        # Not best_match: it gives English to who writes "ru-KZ, en;q=0.1".  Source: RFC 4647, section 3.4.
        liked = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
        return next((tag for tag in liked if tag in LANGUAGES), "en")
    if asked in LANGUAGES:
        return asked
    raise BadParameter(f"there is no language «{asked}»", f"choose one of: {', '.join(LANGUAGES)}")


def _spoken() -> str:
    """Return the language of a page: English where the one asked for is not offered, which a page tells."""
    try:
        return language()
    except BadParameter:
        return "en"


def known_only(*names: str) -> None:
    """Raise BadParameter for a parameter of the address that would be passed over in silence.

    Raises it for a language that is not offered, too.
    """
    language()
    known = {*names, "lang"}
    for unknown in sorted(set(request.args) - known):
        raise BadParameter(
            f"there is no parameter «{unknown}»", f"those known are: {', '.join(sorted(known))}"
        )


def _headers(response: Response) -> Response:
    own = response.headers.get("Content-Security-Policy")  # of what others may show within their pages
    response.headers.extend(HEADERS)
    if own:
        response.headers["Content-Security-Policy"] = own
    response.headers.setdefault(
        "Cache-Control", "no-cache"
    )  # else some caches keep it for as long as they like
    if response.status_code == HTTPStatus.NO_CONTENT or (request.method == "OPTIONS" and not response.data):
        del response.headers["Content-Type"]  # of nothing
    return response
