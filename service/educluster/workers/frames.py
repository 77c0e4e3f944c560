"""Frames over a pipe: a letter, a length, a payload.  What the letters mean stands here."""

from __future__ import annotations

import json
import struct
from typing import BinaryIO

import msgspec

HEAD = struct.Struct("!cI")

REQUEST = b"Q"  # JSON: the options of a request; its body follows
BODY = b"B"
READY = b"R"  # the worker has prepared itself
DATA = b"D"  # a piece of the answer
END = b"Z"  # JSON: what is to be said about the answer; it is complete
ERROR = b"E"  # JSON: a packed error; there is no answer

OUT_OF_MEMORY = 70  # the exit status of a worker that may map no more

SPOILT = "spoilt"  # said with an answer by a worker that is not to be asked again

Json = dict[str, object]


def write(pipe: BinaryIO, letter: bytes, payload: bytes = b"") -> None:
    """Write one frame."""
    pipe.write(HEAD.pack(letter, len(payload)) + payload)


def write_json(pipe: BinaryIO, letter: bytes, value: object) -> None:
    """Write one frame whose payload is JSON."""
    try:
        payload = msgspec.json.encode(value)
    except UnicodeEncodeError:  # the name of a file that is no text
        payload = json.dumps(value).encode()
    write(pipe, letter, payload)


def value(payload: bytes) -> Json:
    """Return what the payload of such a frame holds."""
    try:
        return msgspec.json.decode(payload, type=Json)
    except msgspec.DecodeError:  # such a name
        told: Json = json.loads(payload)
        return told


def read(pipe: BinaryIO) -> tuple[bytes, bytes]:
    """Return the next frame's letter and payload.

    Raises EOFError when the other side is gone.
    """
    letter, length = HEAD.unpack(_exactly(pipe, HEAD.size))
    return letter, _exactly(pipe, length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
