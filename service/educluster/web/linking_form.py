"""The form of /link: what was sent, and what is carried from page to page since nothing is kept here."""

from __future__ import annotations

import base64
import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec
from flask import request
from werkzeug.datastructures import FileStorage

from educluster.errors import BadDocument, BadParameter
from educluster.matching import THRESHOLD

TEXTS = frozenset(
    {"text", "column", "type", "language", "threshold", "base", "id", "encoding", "separator", "no-header"}
)
WISHES = TEXTS - {"text"}  # what may stand in the address, where the table is the body
FILE = "table"
_BESIDE = {"state", "format", "go", "looked"}
_CHOICE = re.compile(r"(choice|relation)-([0-9]{1,6})")
_LONGEST_NAME = 100
_SAID = dict[int, tuple[str, str]]  # by the number of a text: an IRI, "" for none, and a relation


@dataclass(frozen=True)
class State:
    """A table, what is wanted of it, and what was said of its texts so far.

    `order` are the numbers of its texts as they are shown; `shown` is what was chosen on the page at first.
    """

    name: str
    body: bytes
    column: str = ""
    types: tuple[str, ...] = ()
    language: str = ""
    threshold: float = THRESHOLD
    base: str = ""
    identifier: str = ""
    encoding: str = ""
    separator: str = ""
    headed: bool = True
    order: tuple[int, ...] = ()
    go: int = 0
    said: _SAID = field(default_factory=dict)
    shown: _SAID = field(default_factory=dict)


def packed(state: State) -> str:
    """Return a state as a form carries it."""
    return base64.urlsafe_b64encode(zlib.compress(msgspec.msgpack.encode(state), 6)).decode()


def of_form(most_bytes: int) -> State:
    """Return what a form holds: a file or a text, or what it carries on.

    Raises BadDocument where there is no table, or more than one; BadParameter for a field that is not known.
    """
    _refuse_fields()
    carried = request.form.get("state")
    if carried:
        return _carried_on(_unpacked(carried, most_bytes))
    name, body = _table()
    return _wished(State(name, body), request.form.getlist("type"))


def of_body(name: str) -> State:
    """Return what the body holds, and what the address wants of it; a charset is an encoding, too.

    Raises BadParameter for one that is not known.
    """
    body = request.get_data(cache=False)
    if not body.strip():
        raise BadDocument("the table is empty", "send one: curl --data-binary @names.csv")
    state = _wished(State(name, body), request.args.getlist("type"))
    charset = request.mimetype_params.get("charset", "")
    return replace(state, encoding=state.encoding or _encoding(charset)) if charset else state


def _encoding(charset: str) -> str:
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return charset  # the reader tells those it knows


def _unpacked(carried: str, most_bytes: int) -> State:
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.urlsafe_b64decode(carried.encode("ascii", "replace")), most_bytes)
        if reader.unconsumed_tail or not reader.eof:
            raise ValueError("it does not end")
        return msgspec.msgpack.decode(data, type=State)
    except (ValueError, zlib.error, msgspec.MsgspecError) as error:
        raise BadDocument("the table that the page carries is damaged", "send the table anew") from error


def _carried_on(state: State) -> State:
    """Return a state with what the page said: its column, its choices, which texts come next."""
    said = dict(state.said)
    for number, chosen in _choices(state):
        if "looked" in request.form or chosen != state.shown.get(number):
            said[number] = chosen
    go = request.form.get("go", "")
    if go and not (go.isascii() and go.isdecimal() and len(go) < 7):
        raise BadParameter(f"go cannot be «{go[:40]}»", "give a number of texts to pass over", (), "go")
    column = request.form.get("column", state.column)
    return replace(state, column=column, said=said, shown={}, go=int(go) if go else state.go)


def _choices(state: State) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, (_, before) in state.shown.items():
        iri = request.form.get(f"choice-{number}")
        if iri is not None:
            yield number, (iri, request.form.get(f"relation-{number}", before))


def _wished(state: State, types: list[str]) -> State:
    given = request.values
    return replace(
        state,
        column=given.get("column", "").strip(),
        types=tuple(each for each in types if each.strip()),
        language=given.get("language", "").strip(),
        threshold=_threshold(given.get("threshold", "").strip()),
        base=given.get("base", "").strip(),
        identifier=given.get("id", "").strip(),
        encoding=given.get("encoding", ""),
        separator=given.get("separator", ""),
        headed=not _truth(given.get("no-header", "")),
    )


def _threshold(given: str) -> float:
    try:
        return float(given) if given else THRESHOLD
    except ValueError as error:
        problem = f"the threshold cannot be «{given[:40]}»"
        raise BadParameter(problem, "give a number from 0 to 100", (), "threshold") from error


def _truth(given: str) -> bool:
    if given not in ("", "true", "false"):
        raise BadParameter(f"no-header cannot be «{given[:40]}»", "write true, or leave it out")
    return given == "true"


def _table() -> tuple[str, bytes]:
    sent = [(each.filename, each) for each in request.files.getlist(FILE) if each.filename]
    text = request.form.get("text", "")
    if len(sent) + bool(text.strip()) > 1:
        raise BadDocument("there are several tables", "send one: a file, or a text")
    if sent:
        return _file(*sent[0])
    if text.strip():
        return "table", text.replace("\r\n", "\n").encode(errors="replace")
    raise BadDocument("there is no table", "choose a file, or paste a column of names into the field")


def _file(name: str | None, file: FileStorage) -> tuple[str, bytes]:
    """Return a file with its name, of which only the last part counts, and signs that can be seen."""
    last = re.split(r"[/\\]", name or "")[-1]
    return "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:] or "table", file.read()


def _refuse_fields() -> None:
    """Raise BadParameter for a field that would be passed over, or that stands in the wrong place."""
    for name in sorted({*request.form, *request.files}):
        is_known = name == FILE if name in request.files else name in TEXTS | _BESIDE
        if not is_known and not _CHOICE.fullmatch(name):
            known = ", ".join(sorted({*TEXTS, FILE}))
            raise BadParameter(f"the form has no field «{name[:40]}»", f"those known are: {known}")
