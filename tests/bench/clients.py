"""Clients that cost little: requests made beforehand, plain sockets that stay open, one loop for all.

They run on a core of their own, beside the servers': what they take is the same for every server.
"""

from __future__ import annotations

import re
import select
import socket
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_LAST_CHUNK = b"0\r\n\r\n"
_PATIENCE_SECONDS = 120


@dataclass
class Window:
    """What was measured in a window of time: answers a second, how long each took, those that failed."""

    rate: float = 0.0
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Address:
    """Where a server listens on the loopback, and the path of its queries."""

    port: int
    path: str

    def query(self, text: str, accept: str) -> bytes:
        """Return a query as the bytes of a GET."""
        return self._request(f"GET {self.path}?{urllib.parse.urlencode({'query': text})}", {"Accept": accept})

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        """Return a POST to another path of the same server as bytes."""
        return self._request(f"POST {path}", {**headers, "Content-Length": str(len(body))}) + body

    def _request(self, line: str, headers: dict[str, str]) -> bytes:
        told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{told}\r\n".encode()


class Connection:
    """One connection, and the answer that is coming in on it."""

    def __init__(self, port: int) -> None:
        self._port, self._socket = port, _connected(port)
        self._head, self._body, self._missing = b"", bytearray(), -1

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, request: bytes) -> None:
        """Send a request, over a new connection where the server closed the last one."""
        if _CLOSE.search(self._head):
            self.close()
            self._socket = _connected(self._port)
        self._head, self._body, self._missing = b"", bytearray(), -1
        self._socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; return whether the answer is complete.

        Raises ConnectionError when the server ends it before.
        """
        piece = self._socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        self._body += piece
        if not self._head and not self._begun():
            return False
        if self._missing < 0:
            return self._body.endswith(b"\r\n" + _LAST_CHUNK) or self._body == _LAST_CHUNK
        return len(self._body) >= self._missing

    def _begun(self) -> bool:
        """Take the head off, when all of it is there."""
        end = self._body.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._head = bytes(self._body[: end + 2])
        del self._body[: end + 4]
        if not _CHUNKED.search(self._head):
            found = _LENGTH.search(self._head)
            self._missing = int(found[1]) if found else 0
        return True

    @property
    def status(self) -> int:
        return int(self._head[9:12])

    @property
    def body(self) -> bytes:
        """Return the body of the answer, its chunks put together."""
        text = bytes(self._body)
        return b"".join(_chunks(text)) if self._missing < 0 else text

    def ask(self, request: bytes) -> bytes:
        """Return the body of the answer to one request.

        Raises ValueError for a status other than 2xx.
        """
        self.send(request)
        while not self.receive():
            pass
        if self.status // 100 != 2:
            raise ValueError(f"{self.status}: {self.body[:300]!r}")
        return self.body

    def close(self) -> None:
        self._socket.close()


def ask(address: Address, request: bytes) -> bytes:
    """Return the body of the answer to one request on a connection of its own."""
    connection = Connection(address.port)
    try:
        return connection.ask(request)
    finally:
        connection.close()


def load(address: Address, requests: Iterator[bytes], clients: int, seconds: float) -> Window:
    """Let so many clients ask for a while, each its next question when it has its answer.

    What is under way at the end is waited for and counted.  Raises TimeoutError.
    """
    window, connections = Window(), [Connection(address.port) for _ in range(clients)]
    began, sent = time.perf_counter(), dict[Connection, float]()
    for each in connections:
        sent[each] = time.perf_counter()
        each.send(next(requests))
    while sent:
        for each in _heard(sent):
            if not each.receive():
                continue
            now = time.perf_counter()
            window.seconds.append(now - sent.pop(each))
            if each.status // 100 != 2:
                window.failed.append(f"{each.status}: {each.body[:300]!r}")
            if now - began < seconds:
                sent[each] = now
                each.send(next(requests))
    window.rate = len(window.seconds) / (time.perf_counter() - began)
    for each in connections:
        each.close()
    return window


def _heard(sent: dict[Connection, float]) -> list[Connection]:
    heard: list[Connection] = select.select(list(sent), [], [], _PATIENCE_SECONDS)[0]
    if not heard:
        raise TimeoutError(f"no answer in {_PATIENCE_SECONDS} seconds")
    return heard


def endless(requests: list[bytes]) -> Iterator[bytes]:
    """Yield requests again and again."""
    return cycle(requests)


def _connected(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _chunks(text: bytes) -> Iterator[bytes]:
    position = 0
    while True:
        end = text.index(b"\r\n", position)
        length = int(text[position:end].split(b";")[0], 16)
        if not length:
            return
        yield text[end + 2 : end + 2 + length]
        position = end + length + 4
