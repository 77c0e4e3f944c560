"""workers.Pool: answers, bounds, and what happens to a worker that is lost."""

import os
import signal
import subprocess
import sys
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

    def make(start="start", size=1, spare=0, arguments=None, express=0, network=False, **limits):
        lanes = {"express": express, "network": network}
        pools.append(
            Pool(f"workers_under_test:{start}", arguments or {}, bounds(**limits), size, spare, **lanes)
        )
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


def test_a_worker_that_says_that_it_is_spoilt_has_answered_and_is_replaced(pool_of):
    pool = pool_of()
    answer = pool.ask({"action": "spoil"})
    assert answer.whole() == b"hello"
    assert pid_of(pool) != answer.said["pid"]


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


def test_a_request_may_have_a_deadline_of_its_own(pool_of):
    pool = pool_of(seconds=60)
    pool.wait_until_ready()
    with pytest.raises(errors.Deadline, match=r"\(0.3 seconds\)"):
        pool.ask({"action": "sleep"}, seconds=0.3)
    assert pid_of(pool)


def test_what_is_short_goes_past_what_is_long(pool_of):
    pool = pool_of(seconds=4, spare=1, express=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(4) as threads:
        long = [threads.submit(pool.ask, {"action": "sleep"}) for _ in range(3)]
        time.sleep(1.5)
        pids = {pid_of(pool) for _ in range(5)}
        assert not any(outcome.done() for outcome in long)
        kinds = {type(outcome.exception()) for outcome in long}
    assert pids
    assert errors.Deadline in kinds <= {errors.Deadline, errors.Busy}
    assert pool.waiting == 0


def test_what_takes_longer_than_a_moment_is_asked_again_where_there_is_time(pool_of):
    pool = pool_of(seconds=20, spare=1, express=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(3) as threads:
        napping = [threads.submit(pool.ask, {"action": "nap"}) for _ in range(3)]
        assert [outcome.result().whole() for outcome in napping] == [b"hello"] * 3


@pytest.mark.skipif(bool(platform.missing()), reason="this system does not tell what a process has worked")
def test_a_moment_is_one_of_work_and_not_of_waiting(pool_of):
    pool = pool_of(seconds=20, spare=1, express=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(pool.ask, {"action": "sleep"}, b"", 4)
        time.sleep(0.3)
        assert pool.ask({"action": "doze"}).whole() == b"hello"
        assert not long.done()


def test_a_client_that_used_up_its_moment_leaves_the_express_lane_to_others(pool_of):
    pool = pool_of(seconds=20, spare=1, express=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(pool.ask, {"action": "sleep"}, b"", 6, "a")
        time.sleep(0.3)
        for action in ("sleep", "echo"):
            with pytest.raises(errors.Busy):
                pool.ask({"action": action}, seconds=2, client="b")
        assert pool.ask({}, client="c").whole() == b"hello"
        assert not long.done()


def test_a_limit_that_is_hit_in_the_express_lane_is_that_limit(pool_of):
    pool = pool_of(seconds=20, spare=1, express=1)
    pool.wait_until_ready()
    with ThreadPoolExecutor(1) as threads:
        threads.submit(pool.ask, {"action": "nap"})
        time.sleep(0.1)
        with pytest.raises(errors.BadDocument):
            pool.ask({"action": "refuse"})
        with pytest.raises(Failed):
            pool.ask({"action": "fail"})


@pytest.mark.skipif(bool(platform.missing()), reason="this system cannot cut a process off")
def test_a_worker_that_keeps_the_network_may_reach_out(pool_of):
    pool = pool_of(network=True)
    assert pool.ask({"action": "connect"}).whole() == b"hello"


def test_a_worker_goes_on_when_all_processes_are_told_to_end(pool_of):
    pool = pool_of()
    before = pid_of(pool)
    os.kill(before, signal.SIGTERM)
    time.sleep(0.2)
    assert pid_of(pool) == before


def test_a_worker_ends_with_its_parent_even_in_the_middle_of_a_request(tmp_path):
    code = (
        "import threading, time\n"
        "from educluster.workers import Bounds, Pool\n"
        "pool = Pool('workers_under_test:start', {}, Bounds(60, '--s', 200, '--mb'))\n"
        "print(pool.ask({}).said['pid'], flush=True)\n"
        "threading.Thread(target=pool.ask, args=({'action': 'sleep'},)).start()\n"
        "time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as parent:
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


@pytest.mark.parametrize("size", [0, 10, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_an_answer_is_whole_whatever_its_size(pool_of, size):
    answer = pool_of(result_bytes=4 << 20).ask({}, bytes(size))
    assert (answer.size, answer.whole()) == (size + 5, b"hello" + bytes(size))


def test_a_pool_says_why_its_function_refused_to_start(pool_of):
    pool = pool_of("start_refused")
    with pytest.raises(errors.Unavailable, match="the store is in use"):
        pool.wait_until_ready()
    assert pool.trouble == "the store is in use; stop the process that uses it"
    assert pool_of().trouble == ""


@pytest.mark.skipif(bool(platform.missing()), reason="as Linux has it")
def test_a_worker_that_is_killed_from_outside_is_told_as_killed(pool_of):
    pool = pool_of(seconds=60)
    pid = pid_of(pool)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(pool.ask, {"action": "sleep"})
        time.sleep(0.5)
        os.kill(pid, 9)
        refused = asked.exception(30)
    assert isinstance(refused, errors.LimitReached)
    assert "process was killed" in str(refused)
    assert "machine" in str(refused)
