"""workers.Pool: answers, bounds, and what happens to a worker that is lost."""

import os
import subprocess
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path

import pytest

from educluster import errors, platform
from educluster.workers import Bounds, Failed, Pool

HERE = Path(__file__).parent


def bounds(seconds=20.0, result_bytes=1 << 20, waiting=16):
    return Bounds(seconds, "--seconds", 200, "--mb", result_bytes, waiting)


@pytest.fixture
def pool_of(monkeypatch):
    """A factory of pools, which are closed at the end."""
    monkeypatch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)
    pools = []

    def make(start="start", size=1, spare=0, arguments=None, **limits):
        pools.append(Pool(f"workers_under_test:{start}", arguments or {}, bounds(**limits), size, spare))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def pid_of(pool):
    """Which process answers."""
    answer = pool.ask({})
    assert answer.whole() == b"hello"
    return answer.said["pid"]


def test_ask_returns_the_answer_of_the_function_and_what_it_says(pool_of):
    answer = pool_of(arguments={"greeting": "salom, "}).ask({}, "дунё".encode())
    assert (answer.size, answer.whole().decode()) == (15, "salom, дунё")
    assert answer.said["pid"] != os.getpid()


def test_ask_passes_on_what_the_function_refuses_and_keeps_the_worker(pool_of):
    pool = pool_of()
    before = pid_of(pool)
    with pytest.raises(errors.BadDocument, match="line 2, column 3"):
        pool.ask({"action": "refuse"})
    assert pid_of(pool) == before


def test_ask_kills_a_worker_at_its_deadline_and_starts_another(pool_of):
    pool = pool_of(seconds=1)
    pool.wait_until_ready()
    with pytest.raises(errors.Deadline, match=r"--seconds \(1 seconds\)"):
        pool.ask({"action": "sleep"})
    assert pid_of(pool)


@pytest.mark.skipif(bool(platform.missing()), reason="this system has no memory limits for processes")
def test_ask_ends_a_worker_that_grows_beyond_its_memory(pool_of):
    pool = pool_of()
    with pytest.raises(errors.LimitReached, match="--mb"):
        pool.ask({"action": "grow"})
    assert pid_of(pool)


def test_ask_refuses_an_answer_beyond_its_size(pool_of):
    pool = pool_of(result_bytes=100)
    with pytest.raises(errors.ResultTooLarge, match="100 bytes"):
        pool.ask({"action": "flood"})
    assert pid_of(pool)


def test_a_mistake_in_the_function_is_no_limit(pool_of):
    pool = pool_of()
    with pytest.raises(Failed):
        pool.ask({"action": "fail"})
    assert pid_of(pool)


def test_what_a_function_prints_does_not_reach_the_answer(pool_of):
    assert pool_of().ask({"action": "say"}).whole() == b"hello"


def test_a_pool_works_on_as_many_requests_as_it_has_workers(pool_of):
    pool = pool_of(size=2)
    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(lambda _: pid_of(pool), range(40)))
    assert 1 <= len(pids) <= 2


def test_a_request_that_finds_no_free_worker_in_time_is_told_so(pool_of):
    pool = pool_of(seconds=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(2) as threads:
        outcomes = [threads.submit(pool.ask, {"action": "sleep"}) for _ in range(2)]
        kinds = {type(outcome.exception()) for outcome in outcomes}
    assert kinds == {errors.Deadline, errors.Busy}


def test_a_worker_that_died_while_idle_is_replaced(pool_of):
    pool = pool_of()
    os.kill(pid_of(pool), 9)
    time.sleep(0.5)
    assert pid_of(pool)


def test_a_pool_whose_workers_cannot_start_says_so(pool_of):
    with pytest.raises(errors.Unavailable, match="could be started"):
        pool_of("start_badly").wait_until_ready()


def test_workers_end_with_their_pool(pool_of):
    pool = pool_of()
    pid = pid_of(pool)
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_pool_survives_a_moment_without_processes(pool_of, monkeypatch):
    real, calls = subprocess.Popen, []

    def refuse_once(*arguments, **options):
        calls.append(arguments)
        if len(calls) == 1:
            raise BlockingIOError("no more processes")
        return real(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", refuse_once)
    pool = pool_of()
    with suppress(errors.Unavailable):
        pool.wait_until_ready()
    for _ in range(100):
        with suppress(errors.Unavailable):
            assert pid_of(pool)
            return
        time.sleep(0.1)
    pytest.fail("no worker was started again")


def test_those_who_wait_are_told_when_the_pool_is_closed(pool_of):
    pool = pool_of(seconds=60)
    pool.wait_until_ready()
    with ThreadPoolExecutor(3) as threads:
        outcomes = [threads.submit(pool.ask, {"action": "sleep"}) for _ in range(3)]
        time.sleep(0.5)
        pool.close()
        kinds = {type(outcome.exception(timeout=30)) for outcome in outcomes}
    assert kinds == {errors.Unavailable}


def test_more_than_may_wait_are_told_to_come_back_at_once(pool_of):
    pool = pool_of(seconds=20, waiting=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(3) as threads:
        outcomes = [threads.submit(pool.ask, {"action": "sleep"}) for _ in range(3)]
        done, _ = wait(outcomes, timeout=10, return_when=FIRST_COMPLETED)
        assert {type(outcome.exception()) for outcome in done} == {errors.Busy}
        pool.close()


@pytest.mark.skipif(bool(platform.missing()), reason="this system has no memory limits for processes")
def test_a_body_beyond_the_memory_is_that_limit_and_no_deadline(pool_of):
    with pytest.raises(errors.LimitReached, match="--mb"):
        pool_of().ask({}, bytes(400 * 1024 * 1024))


@pytest.mark.skipif(bool(platform.missing()), reason="this system cannot cut a process off")
def test_a_worker_that_reaches_out_is_killed_and_the_request_refused(pool_of):
    pool = pool_of()
    with pytest.raises(errors.ReachesOut):
        pool.ask({"action": "connect"})
    assert pid_of(pool)


def test_a_pool_that_lost_its_workers_says_so(pool_of):
    pool = pool_of("start_badly")
    with pytest.raises(errors.Unavailable):
        pool.wait_until_ready()
    assert pool.lost
    assert not pool_of().lost
