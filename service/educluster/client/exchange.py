"""Requests and their answers over HTTP; hides urllib, and turns refusals into educluster's errors."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from educluster import __version__
from educluster.client import problems
from educluster.errors import BadParameter, Deadline, Unavailable

T = TypeVar("T")
_PART = 1 << 16  # bytes that are read at once
_AGENT = f"educluster/{__version__}"
_LOOK = "look at the address, at the network, and whether the service runs"


@dataclass(frozen=True)
class Reply:
    """What a service answered: the address it came from in the end, the headers, the body."""

    address: str
    headers: Message
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - as JSON has it
        """Return the body as plain values.

        Raises Unavailable for what is no JSON: then it was another service that answered.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unavailable(f"{self.address} does not answer with JSON", _LOOK) from error

    def read(self, make: Callable[[Any], T]) -> T:
        """Return what is made of the body as plain values; raises Unavailable where it is not as expected."""
        told = self.json()
        try:
            return make(told)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise self.strange() from error

    def strange(self) -> Unavailable:
        """Return the error that tells that it was another service, or another version, that answered."""
        return Unavailable(f"{self.address} does not answer as educluster does", _LOOK)

    def link(self, relation: str) -> str:
        """Return the address that a Link header gives for a relation; "" without.  Source: RFC 8288."""
        for header in self.headers.get_all("Link", []):
            target, _, parameters = header.partition(">")
            if f'rel="{relation}"' in parameters:
                return urljoin(self.address, target.strip().removeprefix("<"))
        return ""


class Exchange:
    """Asks one service, at an address, and waits so many seconds; a token is sent along."""

    def __init__(self, address: str, seconds: float, token: str = "") -> None:
        if not _is_address(address):
            raise BadParameter(f"«{address}» is no address of a service", "begin it with http:// or https://")
        if not 0 < seconds <= threading.TIMEOUT_MAX:
            raise BadParameter(f"seconds cannot be {seconds}", "give a positive number", (), "seconds")
        if not (token.isascii() and token.isprintable()):
            raise BadParameter("the token has signs that no token has", "give it as it was made")
        self.address, self._seconds = address.rstrip("/"), seconds
        self._token = token

    def get(self, path: str, accept: str, parameters: Mapping[str, object] | None = None) -> Reply:
        """Return the answer at a path of the service; parameters that are None are left out.

        Raises what `send` raises.
        """
        return self.send(urllib.request.Request(self._address(path, parameters), headers={"Accept": accept}))

    def post(
        self, path: str, accept: str, body: bytes, sent: str, parameters: Mapping[str, object] | None = None
    ) -> Reply:
        """Return the answer to a body of a media type.

        Raises what `send` raises.
        """
        headers = {"Accept": accept, "Content-Type": sent}
        return self.send(urllib.request.Request(self._address(path, parameters), body, headers))

    def send(self, request: urllib.request.Request) -> Reply:
        """Return the answer to a request.

        Raises the error that a problem document tells of, Deadline where the answer takes too long, and
        Unavailable where nobody answers.
        """
        request.add_header("User-Agent", _AGENT)
        if self._token:  # for this service, and not for one that it leads to
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        until = time.monotonic() + self._seconds
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as response:
                return Reply(response.url, response.headers, b"".join(self._parts(response, until)))
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error) from None
        except TimeoutError as error:
            raise self._late() from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late() from error
            raise Unavailable(f"{self.address} cannot be asked: {error}", _LOOK) from error

    def _parts(self, response: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
        """Yield a body; raises Deadline where it goes on and on, which no wait for a part of it notices."""
        while part := response.read1(_PART):
            yield part
            if time.monotonic() > until:
                raise self._late()
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)

    def _address(self, path: str, parameters: Mapping[str, object] | None) -> str:
        given = [(name, each) for name, value in (parameters or {}).items() for each in _values(value)]
        return urljoin(f"{self.address}/", path.lstrip("/")) + _asked(given)

    def _late(self) -> Deadline:
        return Deadline("seconds", f"{self._seconds:g} seconds", "wait longer: Client(address, seconds=…)")


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except (ValueError, AttributeError):
        return False


def _asked(given: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(given, errors='replace')}" if given else ""


def _values(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return [str(each) for each in value] if isinstance(value, (list, tuple)) else [str(value)]


def _refusal(error: urllib.error.HTTPError) -> Exception:
    headers = error.headers
    told = (headers.get("Retry-After", ""), headers.get("X-Request-Id", ""))
    return problems.error(error.code, error.read(), error.url, *told)
