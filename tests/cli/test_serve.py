"""educluster serve: what it prints, and what it says when it cannot serve."""

import os
import re
import signal
import subprocess
import sys

from conftest import serving, wait_for


def serve(*arguments):
    command = [sys.executable, "-m", "educluster.cli", "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_serve_prints_the_addresses_to_open(server, loaded):
    lines = server.printed.splitlines()
    assert lines[0].startswith(f"educluster serves {loaded.triples} triples")
    addresses = [f"{server.address}{path}" for path in ("/", "/sparql", "/validate")]
    assert [line.split()[0] for line in lines[1:4]] == addresses


def test_serve_says_what_to_do_when_the_port_is_taken(server):
    result = serve("--port", server.address.rpartition(":")[2])
    assert result.returncode == 3
    assert "choose another: --port 8001" in result.stderr


def test_serve_says_what_to_do_when_the_folder_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    result = serve("--port", "0", "--data", str(tmp_path / "file" / "below"))
    assert result.returncode == 3
    assert "name another with --data" in result.stderr


def test_serve_loads_an_empty_folder_and_takes_its_settings_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("EDUCLUSTER_SERVE_DATA", str(tmp_path / "new"))
    with serving() as running:
        assert f"from {tmp_path / 'new'}" in running.printed
    assert (tmp_path / "new" / "checkpoints").is_dir()


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
    assert about.read_text().startswith("{")


def test_many_signals_end_the_service_as_one_does(tmp_path):
    with serving("--data", str(tmp_path)) as running:
        for _ in range(200):
            running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) is not None


def test_ctrl_c_ends_the_service_without_a_word(tmp_path):
    command = [sys.executable, "-m", "educluster.cli", "serve", "--port", "0", "--data", str(tmp_path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    printed = "".join(iter(process.stdout.readline, "Stop with Ctrl-C.\n"))
    wait_for(re.search(r"http://127\.0\.0\.1:\d+", printed).group())
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said == ""
