"""Tokens and limits, without a service: what is kept, what is known again, how often a client may ask."""

import json
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import access
from educluster.access import Access, Limits, limits
from educluster.errors import BadParameter, Forbidden, NotFound, Unauthorized, Unavailable


def bearer(made):
    return f"Bearer {made.text}"


def test_what_is_kept_of_a_token_is_its_hash_for_its_owner_alone(tmp_path):
    made = access.create(tmp_path, "anna", ("update",))
    file = tmp_path / "tokens.json"
    assert made.text.removeprefix("educluster_") not in file.read_text()
    assert len(made.text.removeprefix("educluster_")) == 43  # 256 bits, six in a letter
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["tokens.json"]


def test_a_token_is_known_until_it_is_revoked_and_the_service_sees_it_at_once(tmp_path):
    known = Access(tmp_path)
    made = access.create(tmp_path, "anna", ("query",))
    other = access.create(tmp_path, "bo", ("query",))
    assert (known.who(bearer(made)).name, known.who(bearer(other)).name) == ("anna", "bo")
    access.revoke(tmp_path, "anna")
    with pytest.raises(Unauthorized, match="not known"):
        known.who(bearer(made))
    assert known.who(f"bearer  {other.text} ").name == "bo"


def test_no_header_is_nobody(tmp_path):
    assert Access(tmp_path).who(None) is None


@pytest.mark.parametrize(
    "header", ["Basic YTpi", "Bearer", "Bearer ", "Bearer educluster_x", "x", "Bearer \udcff"]
)
def test_what_carries_no_token_that_is_known_is_refused(tmp_path, header):
    access.create(tmp_path, "anna", ("query",))
    with pytest.raises(Unauthorized):
        Access(tmp_path).who(header)


def test_a_token_whose_time_is_over_is_refused(tmp_path):
    made = access.create(tmp_path, "anna", ("query",), days=1)
    file = tmp_path / "tokens.json"
    told = json.loads(file.read_text())
    assert datetime.fromisoformat(told["tokens"][0]["ends"]) - datetime.now(UTC) <= timedelta(days=1)
    told["tokens"][0]["ends"] = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    file.write_text(json.dumps(told))
    with pytest.raises(Unauthorized, match="time of this token is over"):
        Access(tmp_path).who(bearer(made))


def test_a_scope_implies_those_before_it_and_no_other(tmp_path):
    known = Access(tmp_path)
    reader, writer = (known.who(bearer(access.create(tmp_path, each, (each,)))) for each in access.SCOPES)
    known.need(writer, "query")
    known.need(writer, "update", "https://example.org/any")
    known.need(reader, "query")
    with pytest.raises(Forbidden, match="scope update"):
        known.need(reader, "update")
    with pytest.raises(Unauthorized, match="scope update"):
        known.need(None, "update")


PREFIX = "https://example.org/anna/"


@pytest.mark.parametrize("graph", ["", PREFIX[:-1], "https://example.org/annabel/x", "https://example.org/"])
def test_a_token_limited_to_graphs_may_write_no_other(tmp_path, graph):
    known = Access(tmp_path)
    token = known.who(bearer(access.create(tmp_path, "anna", ("update",), (PREFIX,))))
    known.need(token, "update")
    known.need(token, "update", PREFIX + "x")
    with pytest.raises(Forbidden, match="anna"):
        known.need(token, "update", graph)


@pytest.mark.parametrize("prefix", ["https://example.org/a", "example/", "", "https://example.org/a b/"])
def test_a_prefix_that_could_end_within_a_name_is_refused(tmp_path, prefix):
    with pytest.raises(BadParameter, match="limited"):
        access.create(tmp_path, "anna", ("update",), (prefix,))


@pytest.mark.parametrize("name", ["", "a b", "-a", "ä", "a" * 65, "a\n"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(BadParameter, match="named"):
        access.create(tmp_path, name, ("query",))


def test_a_name_stands_once_and_what_is_not_there_cannot_be_revoked(tmp_path):
    access.create(tmp_path, "anna", ("query",))
    with pytest.raises(BadParameter, match="already"):
        access.create(tmp_path, "anna", ("query",))
    with pytest.raises(NotFound, match="«bo»"):
        access.revoke(tmp_path, "bo")


def test_tokens_made_at_once_are_all_kept(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: access.create(tmp_path, f"t{n}", ("query",)), range(24)))
    assert len(access.listed(tmp_path)) == 24


def test_a_damaged_file_lets_nobody_in_and_says_what_to_do(tmp_path):
    made = access.create(tmp_path, "anna", ("query",))
    (tmp_path / "tokens.json").write_text('{"tokens": [')
    with pytest.raises(Unavailable, match="put it back from a backup"):
        Access(tmp_path).who(bearer(made))


def test_what_a_stopped_command_left_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("educluster.access.tokens._PATIENCE_SECONDS", 0.1)
    (tmp_path / "tokens.json.new").touch()
    with pytest.raises(Unavailable, match="remove that file"):
        access.create(tmp_path, "anna", ("query",))


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@given(st.floats(0.2, 100), st.lists(st.floats(0, 30), max_size=60))
def test_a_client_never_asks_more_than_its_rate_and_a_burst(rate, pauses):
    clock = Clock()
    bound, began, let = Limits(rate, 0, clock), clock.now, 0
    for pause in pauses:
        clock.now += pause
        while not bound.ask("a") and let < 10_000:
            let += 1
        assert let <= rate * (clock.now - began) + max(10 * rate, 1) + 1e-3


@given(st.floats(0.01, 100))
def test_who_waits_for_as_long_as_is_told_may_ask_again(rate):
    clock = Clock()
    bound = Limits(rate, 0, clock)
    while not (seconds := bound.ask("a")):
        pass
    assert bound.ask("b") == 0
    clock.now += seconds
    assert bound.ask("a") == 0


def test_a_burst_is_ten_seconds_of_the_rate():
    bound = Limits(2, 0, Clock())
    assert [bound.ask("a") for _ in range(21)] == [0] * 20 + [1]


def test_what_is_charged_empties_a_bucket_and_no_more():
    clock = Clock()
    bound = Limits(2, 0, clock)
    bound.charge("a", 15)
    assert [bound.ask("a") for _ in range(6)] == [0] * 5 + [1]
    bound.charge("a", 1000)
    assert (bound.ask("a"), bound.ask("b")) == (1, 0)
    clock.now += 1
    assert [bound.ask("a"), bound.ask("a"), bound.ask("a")] == [0, 0, 1]


def test_so_much_at_once_and_no_more():
    bound = Limits(0, 2)
    assert [bound.enter("a"), bound.enter("a"), bound.enter("a"), bound.enter("b")] == [
        True,
        True,
        False,
        True,
    ]
    bound.leave("a")
    assert bound.enter("a")


def test_without_a_bound_nothing_is_remembered():
    bound = Limits(0, 0)
    assert all(bound.ask(f"{n}") == 0 and bound.enter(f"{n}") for n in range(100))
    bound.leave("1")
    assert bound.clients == 0


def test_memory_is_bounded_however_many_clients_come_and_none_is_forgotten_inside(monkeypatch):
    monkeypatch.setattr(limits, "_MOST_CLIENTS", 100)
    bound = Limits(1, 1, Clock())
    assert bound.enter("inside")
    for n in range(1000):
        bound.ask(f"{n}")
    assert bound.clients <= 100
    assert not bound.enter("inside")
    bound.leave("inside")
    assert bound.enter("inside")


def test_a_client_that_asks_much_is_remembered_before_those_who_asked_once(monkeypatch):
    monkeypatch.setattr(limits, "_MOST_CLIENTS", 100)
    bound = Limits(1, 0, Clock())
    while not bound.ask("greedy"):
        pass
    for n in range(1000):
        bound.ask(f"{n}")
    assert bound.ask("greedy")


def test_counts_hold_among_threads():
    bound, most, inside, lock = Limits(0, 3), [0], [0], threading.Lock()

    def work(_):
        if bound.enter("a"):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            with lock:
                inside[0] -= 1
            bound.leave("a")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(2000)))
    assert 1 <= most[0] <= 3
    assert [bound.enter("a") for _ in range(4)] == [True, True, True, False]
