"""Tokens: made once and shown once, kept as hashes in the data folder, known again by the running service."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from educluster.errors import BadParameter, Forbidden, NotFound, Unauthorized, Unavailable

SCOPES = ("query", "update")  # each implies those before it

_FILE, _NEW = "tokens.json", "tokens.json.new"
_SIGN = "educluster_"  # so that programs that look for lost secrets know one
_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*[/#:]")
_PATIENCE_SECONDS = 5.0


class Token(msgspec.Struct, frozen=True):
    """What is kept of a token: never itself.  Times are in UTC; without an end it holds until revoked."""

    name: str
    sha256: str
    scopes: tuple[str, ...]
    made: datetime
    ends: datetime | None = None
    graphs: tuple[str, ...] = ()  # beginnings of the names of graphs that may be written; none: any

    def has_ended(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return self.ends is not None and self.ends <= now

    def allows(self, scope: str) -> bool:
        """Return whether it may be used for this, by name or because a wider scope implies it."""
        return any(SCOPES.index(scope) <= SCOPES.index(each) for each in self.scopes if each in SCOPES)

    def may_write(self, graph: str) -> bool:
        """Return whether a graph of this name ("" for the unnamed one) may be written."""
        return not self.graphs or graph.startswith(self.graphs)


class _Kept(msgspec.Struct):
    tokens: list[Token] = []


@dataclass(frozen=True)
class Made:
    """A token that was just made: the one time that its text is known."""

    text: str
    token: Token


def create(
    data: Path, name: str, scopes: tuple[str, ...], graphs: tuple[str, ...] = (), days: int | None = None
) -> Made:
    """Make a token of 256 random bits for a data folder.

    Raises BadParameter for a name that is none or is taken, or a prefix of graphs that could end within a
    name; Unavailable when the folder cannot be written.
    """
    _check(name, graphs)
    text, made = _SIGN + secrets.token_urlsafe(_BYTES), datetime.now(UTC).replace(microsecond=0)
    token = Token(name, _hash(text), scopes, made, made + timedelta(days) if days else None, graphs)

    def add(tokens: list[Token]) -> list[Token]:
        if any(each.name == name for each in tokens):
            remedy = f"choose another name, or end it first: educluster token revoke {name}"
            raise BadParameter(f"there is a token «{name}» already", remedy)
        return [*tokens, token]

    _change(data, add)
    return Made(text, token)


def listed(data: Path) -> list[Token]:
    """Return the tokens of a data folder, as they were made.

    Raises Unavailable when their file cannot be read.
    """
    try:
        return msgspec.json.decode((data / _FILE).read_bytes(), type=_Kept).tokens
    except FileNotFoundError:
        return []
    except OSError as error:
        remedy = "give it to the user that the service runs as, and to no other (mode 0600)"
        raise Unavailable(f"the file of tokens cannot be read ({error})", remedy) from error
    except msgspec.MsgspecError as error:
        remedy = "put it back from a backup, or remove it and make new tokens"
        raise Unavailable(f"the file of tokens {data / _FILE} is damaged ({error})", remedy) from error


def revoke(data: Path, name: str) -> None:
    """End a token now.

    Raises NotFound where there is none of that name.
    """

    def remove(tokens: list[Token]) -> list[Token]:
        left = [each for each in tokens if each.name != name]
        if len(left) == len(tokens):
            raise NotFound(f"there is no token «{name}»", "educluster token list names those there are")
        return left

    _change(data, remove)


class Access:
    """What the service asks of the tokens of its data folder; it sees a change of their file at once."""

    def __init__(self, data: Path) -> None:
        self._data, self._file = data, (data / _FILE).as_posix()
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._tokens: list[Token] = []

    def who(self, header: str | None) -> Token | None:
        """Return the token that the header Authorization carries, or None where there is no header.

        Raises Unauthorized for an unknown or ended token, and for another scheme.
        Source: RFC 6750, section 2.1.
        """
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer":
            remedy = "send the header as Authorization: Bearer TOKEN, or leave it out"
            raise Unauthorized(f"the scheme of Authorization cannot be «{scheme[:20]}»", remedy)
        found, wanted = None, _hash(text.strip())
        for token in self._known():  # to the end, and each in the same time
            if hmac.compare_digest(token.sha256, wanted):
                found = token
        if found is None or (found.ends and found.has_ended(datetime.now(UTC))):
            problem = "this token is not known" if found is None else "the time of this token is over"
            raise Unauthorized(problem, "ask who runs the service for a token, or leave Authorization out")
        return found

    def need(self, token: Token | None, scope: str, graph: str | None = None) -> None:
        """Return where a token allows something: in any graph where none is named, "" is the unnamed one.

        Raises Unauthorized without a token, Forbidden where it does not allow it.
        """
        if token is None:
            problem = f"this needs a token of scope {scope}"
            raise Unauthorized(problem, "send it as Authorization: Bearer TOKEN; who runs the service has it")
        if not token.allows(scope):
            remedy = f"ask who runs the service for a token of scope {scope}"
            raise Forbidden(f"the token «{token.name}» is not of scope {scope}", remedy)
        if graph is not None and not token.may_write(graph):
            allowed = ", ".join(f"<{each}…>" for each in token.graphs)
            problem = (
                f"the token «{token.name}» may not write {f'<{graph}>' if graph else 'the unnamed graph'}"
            )
            raise Forbidden(problem, f"write a graph whose name begins as one of: {allowed}")

    def _known(self) -> list[Token]:
        """Return the tokens, read again where their file is another than the one that was seen."""
        try:
            found = os.stat(self._file)
            seen: tuple[int, ...] = (found.st_mtime_ns, found.st_ino, found.st_size)
        except FileNotFoundError:
            seen = ()
        if seen != self._seen:
            with self._lock:
                self._tokens, self._seen = listed(self._data), seen
        return self._tokens


def _check(name: str, graphs: tuple[str, ...]) -> None:
    if not _NAME.fullmatch(name):
        remedy = "use at most 64 of the letters a to z, digits, and . _ -"
        raise BadParameter(f"a token cannot be named «{name}»", remedy)
    for prefix in graphs:
        if not _PREFIX.fullmatch(prefix):
            remedy = "give an absolute IRI that ends in / or #, as https://example.org/graph/"
            raise BadParameter(f"graphs cannot be limited to <{prefix}>", remedy)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _change(data: Path, change: Callable[[list[Token]], list[Token]]) -> None:
    """Write what a change makes of the tokens: whole or not at all, and one process at a time."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _turn(data / _NEW) as descriptor:
            kept = _Kept(change(listed(data)))
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                file.write(msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
            _belong(descriptor, data)
            os.fsync(descriptor)
            (data / _NEW).replace(data / _FILE)
        _sync(data)
    except OSError as error:
        remedy = "name another with --data, or run this as the user of the service"
        raise Unavailable(f"the tokens in {data} cannot be written ({error})", remedy) from error


@contextmanager
def _turn(path: Path) -> Iterator[int]:
    """Give the new file, open for writing, to one process at a time: that it is there is the lock.

    Raises Unavailable when another holds it too long, or left it behind.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            break
        except FileExistsError as error:
            if time.monotonic() > until:
                problem = f"another command changes the tokens, or was stopped while it did ({path})"
                raise Unavailable(problem, "wait for it; if none runs, remove that file") from error
            time.sleep(0.05)
    try:
        yield descriptor
    except BaseException:
        path.unlink()  # not when it has become the file: it would be the next one's by now
        raise
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    """Let what was renamed in a folder outlast a power failure: a revoked token must not come back."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _belong(descriptor: int, data: Path) -> None:
    """Give a file that root makes to who owns the folder: the service could not read it otherwise."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = data.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
