"""The parameters of a request: read strictly, each where it may stand; none is passed over in silence."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import parse_qsl

from flask import request

from educluster import formats, store
from educluster.errors import BadParameter, UnknownFormat
from educluster.formats import Format
from educluster.web.frame import language

FORM = "application/x-www-form-urlencoded"
FORMAT = frozenset({"format", "output", "results"})  # synonyms; SPARQLWrapper sends all three

_MOST = 1000
_UTF_8 = {"utf-8", "utf8"}


class Values:
    """The values of a request's parameters; one that is empty counts as not given, as a form's fields do."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._pairs = [(name, value) for name, value in pairs if value.strip()]
        self.names = {name for name, _ in pairs}

    def __contains__(self, name: object) -> bool:
        return any(name == each for each, _ in self._pairs)

    def __add__(self, others: Values) -> Values:
        return Values([*self._pairs, *others._pairs])

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter, in the order in which they were sent."""
        return tuple(value for each, value in self._pairs if each == name)

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, None where it is not given.

        Raises BadParameter where there are several.
        """
        given = self.all(name)
        if len(given) > 1:
            raise BadParameter(f"«{name}» is given {len(given)} times", "give it once")
        return given[0] if given else None

    def iris(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter, each an absolute IRI.

        Raises BadParameter for one that is none.
        """
        return tuple(iri(value, name) for value in self.all(name))

    def seconds(self, name: str) -> float | None:
        """Return the value of a parameter as a time, None where it is not given.

        Raises BadParameter for what is no time.
        """
        given = self.one(name)
        if given is None:
            return None
        try:
            value = float(given)
        except ValueError:
            value = math.nan
        if value > 0 and math.isfinite(value):
            return value
        raise BadParameter(f"{name} cannot be «{given[:40]}»", f"give seconds: {name}=2.5")


def of_address(known: Collection[str]) -> Values:
    """Return the parameters of the address, percent-decoded once.

    Raises BadParameter for one that is not known, and for what is not UTF-8.
    """
    return _known(_read(request.query_string, "the address"), {*known, "lang"})


def of_form(known: Collection[str]) -> Values:
    """Return the parameters of a body that is a URL-encoded form.

    Raises BadParameter as `of_address` does.
    """
    return _known(_read(request.get_data(), "the form"), {*known, "lang"})


def iri(text: str, name: str) -> str:
    """Return a text that is an absolute IRI.

    Raises BadParameter for what is none.
    """
    if store.is_iri(text):
        return text
    problem = f"«{text[:200]}», given as {name}, is no absolute IRI"
    raise BadParameter(problem, "give it whole, from its scheme on, percent-encoded once: http%3A%2F%2F…")


def chosen(offered: Sequence[Format], given: Values | None = None, ending: str = "") -> Format:
    """Return the format of the answer: by ?format= and the ending of the address, else by Accept.

    Raises NotAcceptable where it is not offered, BadParameter where two are asked for.
    """
    values = Values(list(request.args.items(multi=True))) if given is None else given
    if named := _named(values, ending):
        return formats.called(named, offered)
    return formats.choose(request.headers.get("Accept", ""), offered)


def names_page(given: Values, ending: str = "") -> bool:
    """Return whether a page is asked for by its name, and not only as one of whatever there is."""
    return "html" in (",".join(_named(given, ending)) or request.headers.get("Accept", "")).lower()


def _named(given: Values, ending: str) -> list[str]:
    """Return the formats that an address names; one parameter may hold several names."""
    named = [part for name in sorted(FORMAT) for value in given.all(name) for part in value.split(",")]
    return [*named, ending] if ending else named


def refuse_encoded() -> None:
    """Raise UnknownFormat for a body that is compressed, or whose charset is not UTF-8."""
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        raise UnknownFormat(f"a body in the coding {coding[:40]} is not read here", "send it as it is")
    refuse_charset(request.mimetype_params)


def refuse_charset(media_type: Mapping[str, str]) -> None:
    """Raise UnknownFormat where the parameters of a media type name another charset than UTF-8."""
    charset = media_type.get("charset", "utf-8").strip().lower()
    if charset not in _UTF_8:
        raise UnknownFormat(f"the charset {charset[:40]} is not read here", "send it as UTF-8")


def _read(data: bytes, place: str) -> Values:
    try:
        return Values(parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST))
    except UnicodeDecodeError as error:
        raise BadParameter(f"{place} is not UTF-8", "percent-encode it as UTF-8") from error
    except ValueError as error:  # too many
        raise BadParameter(f"{place} has more than {_MOST} parameters", "send fewer") from error


def _known(values: Values, known: Collection[str]) -> Values:
    for unknown in sorted(values.names - set(known)):
        remedy = f"those known are: {', '.join(sorted(known))}"
        raise BadParameter(f"there is no parameter «{unknown[:40]}»", remedy)
    language()
    return values
