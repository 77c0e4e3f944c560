"""Requests of every kind in a row: no process grows by them (the long form is `make soak`)."""

from conftest import get, serving, token
from mixed_requests import send


def held(address):
    """Return the MB that the web process holds."""
    text = get(f"{address}/metrics")[2].decode()
    (line,) = [
        each for each in text.splitlines() if each.startswith('educluster_resident_bytes{process="web"}')
    ]
    return float(line.split()[1]) / 1e6


def test_the_web_process_does_not_grow_by_mixed_requests_and_none_fails(tmp_path):
    with serving("--data", str(tmp_path), "--waiting", "100", "--cache-mb", "1") as running:
        header = token(tmp_path)
        get(f"{running.address}/search?q=cluster")  # reads the names, which stay
        statuses = send(running.address, header, 400, seed=1)
        before = held(running.address)
        statuses += send(running.address, header, 800, seed=2)
        after = held(running.address)
    assert sum(statuses.values()) == 1200
    assert set(statuses) <= {200, 201, 204, 400, 404, 503}
    assert statuses[200] > 800
    assert after < before + 20
