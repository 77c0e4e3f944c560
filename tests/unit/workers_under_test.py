"""What the workers of test_workers run: it echoes, waits, grows, fails."""

import os
import time

from educluster.errors import BadDocument


def start(greeting="hello"):
    def handle(options, body, write):
        action = options.get("action", "echo")
        if action == "sleep":
            time.sleep(60)
        if action == "grow":
            kept = [bytearray(16 * 1024 * 1024) for _ in range(1000)]
            write(bytes(len(kept)))
        if action == "refuse":
            raise BadDocument("no", "yes", 2, 3)
        if action == "fail":
            raise ZeroDivisionError
        if action == "print":
            print("this must not reach the pipe")
        if action == "flood":
            write(b"x" * 1000)
        write(greeting.encode() + body)
        return {"pid": os.getpid()}

    return handle


def start_badly():
    raise FileNotFoundError("nothing to start with")
