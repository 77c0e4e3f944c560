"""What the workers of test_workers run: it echoes, waits, grows, fails, …, as it is told to."""

import os
import socket
import time
from contextlib import suppress

from educluster.errors import BadDocument, Unavailable


def sleep(write):
    time.sleep(60)


def grow(write):
    kept = [bytearray(16 * 1024 * 1024) for _ in range(1000)]
    write(bytes(len(kept)))


def refuse(write):
    raise BadDocument("no", "yes", 2, 3)


def fail(write):
    raise ZeroDivisionError


def say(write):
    print("this must not reach the pipe")


def nap(write):
    time.sleep(0.6)


def doze(write):
    time.sleep(0.4)


def connect(write):
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9))


def flood(write):
    write(b"x" * 1000)


def echo(write):
    pass


def spoil(write):
    pass


def start(greeting="hello"):
    def handle(options, body, write):
        globals()[options.get("action", "echo")](write)
        write(greeting.encode() + body)
        said = {"pid": os.getpid()}
        return {**said, "spoilt": True} if options.get("action") == "spoil" else said

    return handle


def start_badly():
    raise FileNotFoundError("nothing to start with")


def start_refused():
    raise Unavailable("the store is in use", "stop the process that uses it")
