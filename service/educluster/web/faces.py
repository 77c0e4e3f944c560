"""The files of an answer: each made once and kept for a while; and where its other rows are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import urlencode

from flask import Response, current_app, request

from educluster import __version__, ask, formats
from educluster.answer import Answered, Choice
from educluster.answer.cache import Cache, Kept, Key, is_among
from educluster.ask import Found, making
from educluster.ask.faces import AS_ANSWERED, written
from educluster.citations import STYLES
from educluster.formats import Format
from educluster.web import sending, snippets
from educluster.web.service import service
from educluster.web.snippets import Place
from educluster.web.watch import notes

__all__ = [
    "AS_ANSWERED",
    "beside",
    "citation",
    "cited",
    "kept",
    "links",
    "offered",
    "only",
    "path",
    "place",
    "response",
    "today",
]

_KEPT_BYTES = 16 * 1024 * 1024
_LASTING = {"csv"}  # in which neither the day nor the address stands
_SHOWN = {"csv", "ttl"}  # a browser may show them; the others are saved
_MOST_CELLS = 6000  # that are written in this process: a fifth of a second
_CITATIONS = {"bib", "ris", "csl"}
_NOT_IN_HOST = re.compile(r"[^\w.:\[\]/-]", re.ASCII)


def only(written_in: Format) -> Choice:
    """Return the choice of one format, which raises NotAcceptable where an answer has it not."""

    def choice(offered: Sequence[Format]) -> Format:
        return formats.named(written_in.name, offered)

    return choice


def offered(found: Found) -> list[Format]:
    """Return the formats in which an answer can be had."""
    asks = found.question.body.form == "ASK"
    return [each for each in formats.ANSWERS if each is not formats.TSV or not asks]


def response(found: Found, written_in: Format, spoken: str) -> Response:
    """Return an answer as a file, with its ETag."""
    address = cited(found, spoken)
    beside = () if written_in.name in _LASTING else (address, today())
    made = kept(found, written_in, (spoken, *beside), lambda: _data(written_in, found, spoken, address))
    if written_in.name not in _SHOWN:
        file = f"{found.question.name}.{written_in.name}"
        made.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return made


def kept(found: Found, written_in: Format, beside: tuple[object, ...], make: Callable[[], bytes]) -> Response:
    """Return what is made of an answer: as it is kept, or made anew; nothing where the client has it.

    `beside` is all that it depends on beside the answer, the format and this program.  What is made of no
    rows is not kept: why there are none may not have been found out this time.
    """
    cache: Cache = current_app.extensions.setdefault("educluster.faces", Cache(_KEPT_BYTES))
    key = Key("", found.etag.encode(), (__version__, *beside), written_in.media_type)

    def answer() -> Answered:
        etag, told = key.etag() if found.etag else "", found.answered
        if is_among(etag, sending.seen()):
            return Answered(written_in, BytesIO(), 0, told.version, etag, fresh=True)
        known = cache.get(key) if etag else None
        data = known.data if known else make()
        if etag and not known and told.rows:
            cache.put(key, Kept(data, told.rows, told.cut))
        size = len(data)
        return Answered(written_in, BytesIO(data), size, told.version, etag, told.rows, told.cut, told.cached)

    return sending.answered(answer)


def citation(found: Found, style: str, spoken: str) -> Response:
    """Return how an answer is cited, in one of the styles there are."""
    address, day = cited(found, spoken), today()

    def make() -> bytes:
        return STYLES[style](service().asking.citation(found, spoken, address, day)).encode()

    return kept(found, formats.TEXT, (style, spoken, address, day), make)


def cited(found: Found, spoken: str, ending: str = "") -> str:
    """Return the address under which an answer can be had again: it names the version of the data."""
    return _root() + ask.path(found, ending, spoken, paging=_is_part(found))


def path(found: Found, spoken: str, ending: str = "", **paging: int) -> str:
    """Return the address of an answer on this service, in the same version of the data."""
    is_part = not paging and _is_part(found)
    address = request.script_root + ask.path(found, ending, spoken, paging=is_part)
    return f"{address}&{urlencode(paging)}" if paging else address


def place(found: Found, spoken: str, version: str = "") -> Place:
    """Return where a program asks for the same: in the newest version, unless another is named."""
    values = {**found.given, "lang": spoken, **({"version": version} if version else {})}
    asks = found.question.body.form == "ASK"
    address = f"{_root()}/questions/{found.question.name}"
    return Place(address, tuple(values.items()), f"{_root()}/sparql", found.query, asks)


def beside(found: Found, spoken: str, shown: int | None = None, ending: str = "") -> dict[str, str]:
    """Return the addresses of the first rows, of those before and of those after.

    `shown` is how many are shown where that is not all that were found.
    """
    limit = found.limit or 1
    offsets = {"first": 0, "prev": max(found.offset - limit, 0)} if found.offset else {}
    if found.more or shown is not None:
        offsets["next"] = found.offset + (limit if shown is None else shown)
    return {
        relation: path(found, spoken, ending, limit=limit, offset=offset)
        for relation, offset in offsets.items()
    }


def links(found: Found, spoken: str, ending: str) -> Iterator[str]:
    """Yield the header Link of the rows before and after.  Source: RFC 8288, section 3."""
    for relation, address in beside(found, spoken, ending=ending).items():
        yield f'<{address}>; rel="{relation}"'


def today() -> date:
    """Return the day on which an answer is given."""
    return datetime.now(UTC).date()


def _data(written_in: Format, found: Found, spoken: str, address: str) -> bytes:
    if written_in is formats.NOTEBOOK:
        return _notebook(found, spoken, address)
    return _made(written_in.name, found, spoken, address)


def _made(face: str, found: Found, spoken: str, address: str) -> bytes:
    """Return a face of an answer; one of many cells takes its time, which is not the web process's."""
    asking, rows = service().asking, found.answered.rows or 0
    if face in _CITATIONS or rows * len(found.question.columns) <= _MOST_CELLS:
        return written(face, asking, found, spoken, address, today())
    table, about = asking.table(found, spoken), asking.about(found, spoken, address, today())
    return service().making.ask({"face": face}, making.packed(table, about), client=notes().client).whole()


def _notebook(found: Found, spoken: str, address: str) -> bytes:
    about = service().asking.about(found, spoken, address, today())
    paragraphs = [about.description, *(text for _, text in about.citations)]
    return snippets.notebook(place(found, spoken, found.version.release), about.title, paragraphs)


def _is_part(found: Found) -> bool:
    """Return whether an answer is not all rows, so that its address has to say which."""
    return found.more or found.offset > 0


def _root() -> str:
    """Return the address of this service; what a client wrote into its Host header is no part of it."""
    return _NOT_IN_HOST.sub("", request.url_root).rstrip("/")
