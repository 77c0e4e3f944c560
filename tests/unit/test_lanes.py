"""workers.Lanes: who has a place to work, whose turn is next, and who is sent away."""

import threading

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from educluster.errors import Busy
from educluster.workers.lanes import Lane, Lanes, Remembered

FOREVER = 3600.0  # longer than any client is remembered
NOW = 0.0  # of a clock that began at 0
LONG, EXPRESS = Lane.LONG, Lane.EXPRESS


class Clock:
    """A clock that goes when it is told to, and by `step` at each look: long enough for a short request."""

    def __init__(self, step=0.01):
        self.now, self.step = 0.0, step

    def __call__(self):
        self.now += self.step
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lanes(clock):
    """Two long places and an express one, and a room for four."""
    return Lanes(2, 1, 4, clock)


def lanes_of(turns):
    return [turn.lane for turn in turns]


def spoil(lanes, *clients):
    """Let a request of each client be killed."""
    for client in clients:
        lanes.leave(lanes.come(client), killed=True)


def test_long_places_are_taken_first_then_the_express_one(lanes):
    turns = [lanes.come(client) for client in "abcd"]
    assert lanes_of(turns) == [LONG, LONG, EXPRESS, None]
    assert lanes.waiting == 1


def test_a_second_worker_is_not_taken_while_the_first_may_be_done_at_once():
    clock = Clock(step=0.0)
    lanes = Lanes(1, 1, 4, clock)
    first, second = lanes.come("a"), lanes.come("b")
    assert lanes_of([first, second]) == [LONG, None]
    clock.now, clock.step = 0.01, 0.0
    assert lanes.wait(second, clock.now + 0.1) is EXPRESS  # which is too short to wait for a long place


def test_a_place_that_is_left_goes_to_who_came_first(lanes):
    turns = [lanes.come(client) for client in "abcde"]
    lanes.leave(turns[2])
    assert lanes_of(turns[3:]) == [EXPRESS, None]


def test_what_is_not_done_in_its_moment_waits_for_a_long_place(lanes):
    first, _, quick = (lanes.come(client) for client in "abc")
    lanes.change(quick)
    assert (quick.lane, lanes.waiting) == (None, 1)
    lanes.leave(first)
    assert quick.lane is LONG


def test_a_client_that_used_up_its_moment_has_no_express_place_for_a_while(lanes, clock):
    _, _, slow = (lanes.come(client) for client in "abc")
    lanes.change(slow)
    refused = lanes.come("c")
    assert refused.lane is None
    assert lanes.come("d").lane is EXPRESS
    clock.now = FOREVER
    lanes.leave(refused)
    lanes.leave(lanes.come("e"))


def test_a_client_is_forgiven_after_a_while(lanes, clock):
    spoil(lanes, "c")
    for client in "ab":
        lanes.come(client)
    clock.now = FOREVER
    assert lanes.come("c").lane is EXPRESS


def test_who_has_nothing_at_work_goes_before_who_has(lanes):
    first, _ = lanes.come("a"), lanes.come("a")
    spoil(lanes, "a", "b")
    again, other = lanes.come("a"), lanes.come("")
    lanes.change(other)
    lanes.leave(first)
    assert (again.lane, other.lane) == (None, LONG)


def test_clients_whose_requests_were_killed_leave_a_long_place_to_the_others(lanes):
    spoil(lanes, "a", "b")
    bombs = [lanes.come("a"), lanes.come("b")]
    assert lanes_of(bombs) == [LONG, None]
    assert lanes.come("c").lane is LONG


def test_a_single_long_place_is_for_all():
    lanes = Lanes(1, 0, 4, Clock())
    spoil(lanes, "a")
    assert lanes.come("a").lane is LONG


def test_requests_of_nobody_are_not_remembered(lanes):
    spoil(lanes, "", "")
    assert lanes_of([lanes.come("") for _ in range(3)]) == [LONG, LONG, EXPRESS]


def test_a_full_room_sends_the_last_of_those_away_of_whom_most_wait(lanes):
    turns = [lanes.come(client) for client in "abc"]
    many = [lanes.come("d") for _ in range(4)]
    other = lanes.come("e")
    assert [turn.sent_away for turn in [*many, other]] == [False, False, False, True, False]
    with pytest.raises(Busy):
        lanes.wait(many[3], FOREVER)
    assert lanes.waiting == 4
    for turn in turns:
        lanes.leave(turn)
    assert other.lane


def test_who_waits_in_vain_is_told_so_and_leaves(lanes):
    for client in "abc":
        lanes.come(client)
    turn = lanes.come("d")
    with pytest.raises(Busy):
        lanes.wait(turn, NOW)
    lanes.leave(turn)
    assert lanes.waiting == 0


def test_only_so_many_clients_are_remembered(clock):
    remembered = Remembered(60, 2, clock)
    for client in ("a", "b", "a", "c"):
        remembered.add(client)
    assert [client in remembered for client in "abc"] == [True, False, True]


def test_all_who_wait_in_threads_are_called():
    lanes, done = Lanes(2, 1, 100), []

    def work(number):
        turn = lanes.come("abc"[number % 3])
        try:
            if lanes.wait(turn, float("inf")) is EXPRESS and number % 2:
                lanes.change(turn)
                lanes.wait(turn, float("inf"))
            done.append(number)
        finally:
            lanes.leave(turn, killed=number % 5 == 0)

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(done) == list(range(60))


class Turns(RuleBasedStateMachine):
    """Clients come, try in vain, are killed, leave, and time goes by: what holds all the while."""

    @initialize(size=st.integers(1, 3), express=st.integers(0, 2), waiting=st.integers(0, 5))
    def open(self, size, express, waiting):
        self.clock = Clock()
        self.lanes = Lanes(size, express, waiting, self.clock)
        self.size, self.express, self.room = size, express, waiting
        self.turns, self.killed, self.slow = [], {}, {}

    def at_work(self, lane):
        return [turn for turn in self.turns if turn.lane is lane]

    def is_bad(self, client, since, seconds):
        return bool(client) and client in since and self.clock.now < since[client] + seconds

    def was_killed(self, turn):
        return self.is_bad(turn.client, self.killed, 300)

    def has_no_moment(self, turn):
        return turn.has_tried or self.was_killed(turn) or self.is_bad(turn.client, self.slow, 60)

    @rule(client=st.sampled_from(["", "a", "b", "c", "d"]))
    def come(self, client):
        turn = self.lanes.come(client)
        self.turns.append(turn)
        assert not (turn.lane is EXPRESS and self.has_no_moment(turn))

    @precondition(lambda self: self.turns)
    @rule(data=st.data(), killed=st.booleans())
    def leave(self, data, killed):
        turn = self.turns.pop(data.draw(st.integers(0, len(self.turns) - 1)))
        killed = killed and turn.lane is not None
        if killed:
            self.killed[turn.client] = self.clock.now
        waited = [each for each in self.turns if not each.lane]
        self.lanes.leave(turn, killed)
        called = [each for each in waited if each.lane]
        assert not any(each.lane is EXPRESS and self.has_no_moment(each) for each in called)

    @precondition(lambda self: self.at_work(EXPRESS))
    @rule()
    def change(self):
        turn = self.at_work(EXPRESS)[0]
        self.slow[turn.client] = self.clock.now
        self.lanes.change(turn)
        assert turn.lane is not EXPRESS

    @rule(seconds=st.sampled_from([1, 61, 301]))
    def wait(self, seconds):
        self.clock.now += seconds
        self.lanes.leave(self.lanes.come(""))  # any request that ends calls those who may work now

    @invariant()
    def no_more_work_than_there_are_places(self):
        assert len(self.at_work(LONG)) <= self.size
        assert len(self.at_work(EXPRESS)) <= self.express

    @invariant()
    def no_more_wait_than_may(self):
        waiting = [turn for turn in self.turns if not turn.lane and not turn.sent_away]
        assert len(waiting) == self.lanes.waiting <= self.room

    @invariant()
    def nobody_waits_for_a_free_place(self):
        long = self.at_work(LONG)
        share = sum(map(self.was_killed, long)) < max(self.size - 1, 1)
        for turn in self.turns:
            if turn.lane or turn.sent_away:
                continue
            assert len(long) == self.size or (self.was_killed(turn) and not share)
            assert len(self.at_work(EXPRESS)) == self.express or self.has_no_moment(turn)

    def teardown(self):
        """Whoever waits has a turn, where those that work end."""
        if not hasattr(self, "turns"):
            return
        while self.turns:
            working = [turn for turn in self.turns if turn.lane or turn.sent_away]
            assert working
            self.turns.remove(working[0])
            self.lanes.leave(working[0])


TestTurns = Turns.TestCase
