"""educluster serve: what it prints, and what it says when it cannot serve."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conftest import get, serving, soon, wait_for


def serve(*arguments):
    command = [sys.executable, "-m", "educluster.cli", "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_serve_prints_the_addresses_to_open(server, loaded):
    lines = server.printed.splitlines()
    assert lines[0].startswith(f"educluster serves {loaded.triples} triples")
    addresses = [f"{server.address}{path}" for path in ("/", "/questions", "/sparql", "/validate")]
    assert [line.split()[0] for line in lines[1:5]] == addresses


def test_serve_says_what_to_do_when_the_port_is_taken(server):
    result = serve("--port", server.address.rpartition(":")[2])
    assert result.returncode == 3
    assert "choose another: --port 8001" in result.stderr


def test_serve_says_what_to_do_when_the_folder_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    result = serve("--port", "0", "--data", str(tmp_path / "file" / "below"))
    assert result.returncode == 3
    assert re.search("name another( folder)? with --data", result.stderr)


def test_serve_loads_an_empty_folder_and_takes_its_settings_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("EDUCLUSTER_SERVE_DATA", str(tmp_path / "new"))
    with serving() as running:
        assert f"from {tmp_path / 'new'}" in running.printed
    assert (tmp_path / "new" / "checkpoints").is_dir()


def test_serve_that_is_stopped_while_it_loads_loads_at_the_next_start(tmp_path):
    command = [sys.executable, "-m", "educluster.cli", "serve", "--port", "0", "--data", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert soon(lambda: (tmp_path / "store" / "CURRENT").exists())
    process.terminate()
    assert "triples" not in process.communicate(timeout=60)[0]  # whose pipe a child that went on would hold
    with serving("--data", str(tmp_path)) as running:
        assert "triples" in running.printed


def test_serve_imports_no_engine_of_another_command():
    command = [sys.executable, "-X", "importtime", "-m", "educluster.cli", "serve", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stderr
    imported = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "educluster.store" in imported
    assert not imported & {"educluster.shapes", "pypdf", "pyshacl", "rdflib"}


def test_serve_knows_hosts_by_name_and_refuses_one_that_is_none(tmp_path):
    with serving("--host", "localhost", "--data", str(tmp_path)) as running:
        assert running.address
    result = serve("--host", "nowhere.invalid", "--data", str(tmp_path))
    assert result.returncode == 2
    assert "no address of this machine" in result.stderr


def test_serve_makes_anew_what_a_power_failure_left(tmp_path):
    with serving("--data", str(tmp_path)):
        pass
    (about,) = tmp_path.glob("checkpoints/*/about.json")
    about.write_text("")
    with serving("--data", str(tmp_path)) as running:
        assert "triples" in running.printed
    assert any(each.read_text().startswith("{") for each in tmp_path.glob("checkpoints/*/about.json"))


def test_many_signals_end_the_service_as_one_does(tmp_path):
    with serving("--data", str(tmp_path)) as running:
        for _ in range(200):
            running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) is not None


def test_ctrl_c_ends_the_service_without_a_word(tmp_path):
    command = [sys.executable, "-m", "educluster.cli", "serve", "--port", "0", "--data", str(tmp_path)]
    command += ["--request-log", ""]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    printed = "".join(iter(process.stdout.readline, "Stop with Ctrl-C.\n"))
    wait_for(re.search(r"http://127\.0\.0\.1:\d+", printed).group())
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said == ""


BOMB = "/sparql?query=SELECT(COUNT(*)AS?n)%7B?a?b?c.?d?e?f.?g?h?i%7D"


def below(pid):
    """Return the processes that descend from one, and where each began: a number may be given anew."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            found[int(stat.parent.name)] = int(fields[1]), fields[0], fields[19]
    family, more = {}, {pid}
    while more:
        more = {each for each, (parent, *_) in found.items() if parent in more}
        family |= {each: found[each][2] for each in more}
    return family


def alive(family):
    """Return which of those processes are still there, and are no zombies."""
    left = []
    for pid, began in family.items():
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            left += [pid] if fields[19] == began and fields[0] != "Z" else []
    return left


def web_process(running):
    """Return the process that serves: the one below the command that has workers below it."""
    family = below(running.process.pid)
    (web,) = [pid for pid in family if below(pid)]
    return web, family


def busy(running):
    """Return whether a query is under way."""
    return "educluster_under_way 1.0" in get(f"{running.address}/metrics")[2].decode()


def test_a_request_under_way_is_answered_when_the_service_is_told_to_stop(folder):
    bounds = ("--query-seconds", "3", "--stop-seconds", "60")
    with serving("--data", str(folder), *bounds) as running, ThreadPoolExecutor(1) as threads:
        family = below(running.process.pid)
        bomb = threads.submit(get, running.address + BOMB)
        assert soon(lambda: busy(running))
        running.process.send_signal(signal.SIGTERM)
        running.process.send_signal(signal.SIGTERM)
        assert bomb.result()[0] in (503, 504)
        assert "--query-" in json.loads(bomb.result()[2])["limit"]
        assert running.process.wait(30) == 0
        assert soon(lambda: not alive(family))


def test_a_request_that_takes_longer_than_there_is_time_to_stop_is_told_so(folder):
    bounds = ("--query-seconds", "100", "--stop-seconds", "1")
    with serving("--data", str(folder), *bounds) as running, ThreadPoolExecutor(1) as threads:
        family = below(running.process.pid)
        bomb = threads.submit(get, running.address + BOMB)
        assert soon(lambda: busy(running))
        running.process.send_signal(signal.SIGTERM)
        status, _, body = bomb.result()
        assert (status, json.loads(body)["detail"]) == (503, "the service is stopping")
        assert running.process.wait(30) == 0
        assert soon(lambda: not alive(family))


def test_when_the_process_that_serves_is_killed_the_command_ends_and_says_so(folder, capfd):
    with serving("--data", str(folder)) as running:
        web, family = web_process(running)
        assert len(family) >= 5  # it, its workers for queries and documents, and the writer
        os.kill(web, signal.SIGKILL)
        assert running.process.wait(30) == 3
        assert soon(lambda: not alive(family))
    assert "the process that serves ended by itself" in capfd.readouterr().err


def test_when_the_command_is_killed_nothing_is_left(folder):
    with serving("--data", str(folder)) as running, ThreadPoolExecutor(1) as threads:
        family = below(running.process.pid)
        bomb = threads.submit(_lost, running.address)
        assert soon(lambda: busy(running))
        running.process.kill()
        assert soon(lambda: not alive(family))
        assert bomb.result()


def _lost(address):
    try:
        get(address + BOMB)
    except OSError:
        return True
    return False


def test_a_lost_terminal_stops_the_service(folder):
    with serving("--data", str(folder)) as running:
        running.process.send_signal(signal.SIGHUP)
        assert running.process.wait(30) == 0


def test_serve_says_what_to_do_when_its_log_cannot_be_written(tmp_path):
    result = serve("--data", str(tmp_path), "--port", "0", "--request-log", str(tmp_path / "none" / "log"))
    assert result.returncode == 3
    assert "--request-log" in result.stderr
    assert list(tmp_path.iterdir()) == []
