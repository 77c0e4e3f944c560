"""platform: a process that has left the network reaches nobody, and one with a limit does not outgrow it."""

import signal
import socket
import subprocess
import sys

import pytest

from educluster import platform

SCRIPT = """
import socket, sys, threading
from educluster import platform
early, go, came_back = socket.socket(), threading.Event(), threading.Event()
def wait_and_connect():
    go.wait()
    early.connect(("127.0.0.1", {port}))
    came_back.set()
threading.Thread(target=wait_and_connect, daemon=True).start()
platform.leave_network()
print("left", flush=True)
{action}
print("came back")
"""


@pytest.mark.skipif(bool(platform.missing()), reason="this system cannot cut a process off")
@pytest.mark.parametrize(
    "action",
    [
        "socket.create_connection(('127.0.0.1', {port}))",
        "early.connect(('127.0.0.1', {port}))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "go.set(); came_back.wait(30)",
    ],
    ids=["a new connection", "a socket made before", "a datagram", "a thread started before"],
)
def test_leave_network_lets_every_way_out_kill(action):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        script = SCRIPT.format(port=port, action=action.format(port=port))
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGSYS
    assert ended.stdout == "left\n"


def test_limit_memory_leaves_what_was_asked_for_and_no_more():
    if platform.missing():
        pytest.skip("this system has no memory limits for processes")
    script = (
        "from educluster import platform; platform.limit_memory(64); print(len(bytearray({} << 20)) >> 20)"
    )
    sizes = [
        subprocess.run(
            [sys.executable, "-c", script.format(size)], capture_output=True, text=True, timeout=60
        )
        for size in (32, 256)
    ]
    assert sizes[0].stdout == "32\n"
    assert "MemoryError" in sizes[1].stderr


@pytest.mark.skipif(sys.platform != "linux", reason="told on Linux only")
def test_the_memory_of_a_process_and_of_those_below_it_is_told():
    own, below = platform.resident_bytes()
    held = "held = b'x' * 50_000_000; print(1, flush=True); input()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdout.readline()
        assert platform.resident_bytes()[1] - below > 40_000_000
        child.communicate(b"\n")
    assert own > 10_000_000
