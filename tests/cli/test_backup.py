"""Backup and restore: made while the service runs, proven by restoring, refused where it would lose data."""

import gzip
import hashlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tarfile
import threading
import time
import urllib.parse
import urllib.request

import pyoxigraph
import pytest

from conftest import serving
from educluster import artifacts, store
from educluster.cli import main

USERS = "https://example.org/graph/ours"
EMPTY = "https://example.org/graph/empty"
REGISTERED = "https://w3id.org/educluster/graph/registered/one"
DOCUMENT = """
@prefix ex: <https://example.org/> .
ex:a ex:says "ҳа"@uz-Cyrl , "a\\nb" , 1.50 , "2026-11-21"^^<http://www.w3.org/2001/XMLSchema#date> ;
    ex:knows [ ex:knows _:b ] , _:b .
_:b ex:knows _:b .
<< ex:a ex:knows ex:c >> ex:since 2020 .
"""


def educluster(*arguments, **options):
    command = [sys.executable, "-m", "educluster.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


def http(address, method="GET", body=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, body, named, method=method)
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.status, response.read()


def graph_at(address, graph):
    """Return a graph of a service, canonically, so that two of them compare."""
    name = "default" if graph is None else f"graph={urllib.parse.quote(graph, safe='')}"
    _, body = http(f"{address}/graphs?{name}", Accept="application/n-triples")
    found = pyoxigraph.Dataset(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES))
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.fixture(scope="module")
def token(kept_folder):
    made = educluster("token", "create", "writer", "--scope", "update", "--data", kept_folder)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


@pytest.fixture(scope="module")
def kept_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "data"


@pytest.fixture(scope="module")
def running(kept_folder, token):
    """A service with graphs of its users, also an empty one and the unnamed one."""
    with serving("--data", str(kept_folder)) as service:
        for graph, document in ((USERS, DOCUMENT), (REGISTERED, "<a:a> <a:b> <a:c> ."), (EMPTY, "")):
            address = f"{service.address}/graphs?graph={urllib.parse.quote(graph, safe='')}"
            bearer = {"Authorization": f"Bearer {token}", "Content_Type": "text/turtle"}
            assert http(address, "PUT", document.encode(), **bearer)[0] == 201
        http(f"{service.address}/graphs?default", "PUT", b"<a:a> <a:b> _:unnamed .", **bearer)
        yield service


@pytest.fixture(scope="module")
def backup(running, kept_folder, tmp_path_factory):
    """A backup that was made while the service ran."""
    file = tmp_path_factory.mktemp("backups") / "day.tar"
    made = educluster("store", "backup", file, "--data", kept_folder)
    assert made.returncode == 0, made.stderr
    assert hashlib.sha256(file.read_bytes()).hexdigest() in made.stdout
    return file


def parts(file):
    with tarfile.open(file) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive}


def manifest(file):
    return json.loads(parts(file)["manifest.json"])


def sums(data):
    return f"{hashlib.sha256(data).hexdigest()}  manifest.json\n".encode()


def rewritten(file, out, change):
    """Write a backup of which the parts were changed, and the manifest as it then must be."""
    held = parts(file)
    change(held)
    held["manifest.json.sha256"] = sums(held["manifest.json"])
    with tarfile.open(out, "w") as archive:
        for name, data in held.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return out


def test_a_backup_is_made_of_open_formats_that_can_be_checked_without_us(backup, running):
    told, held = manifest(backup), parts(backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    sizes = {}
    for graph in told["graphs"]:
        text = gzip.decompress(held[graph["file"]])
        lines = text.splitlines(keepends=True)
        assert lines == sorted(lines)
        assert hashlib.sha256(text).hexdigest() == graph["sha256"]
        quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
        assert {getattr(quad.graph_name, "value", "") for quad in quads} <= {graph["graph"]}
        sizes[graph["graph"]] = len(quads)
        assert len(quads) == graph["triples"]
    assert (sizes[EMPTY], sizes[""], sizes[REGISTERED]) == (0, 1, 1)
    assert sum(sizes.values()) == told["triples"]
    assert {each["file"] for each in told["settings"]} == {"settings/format.json", "settings/tokens.json"}


def test_a_backup_holds_no_token_that_could_be_used(backup, token):
    assert token.encode() not in b"".join(parts(backup).values())


def test_verify_restores_compares_and_asks(backup):
    found = educluster("store", "backup", "--verify", backup)
    assert (found.returncode, found.stderr) == (0, "")
    assert "counts and SHA-256 of all" in found.stdout
    assert "has 35 rows; 35 were expected" in found.stdout


def test_what_is_restored_is_what_there_was_and_its_tokens_open_it(backup, running, token, tmp_path):
    data = tmp_path / "new"
    restored = educluster("store", "restore", backup, "--data", data)
    assert restored.returncode == 0, restored.stderr
    assert "users' graphs: 4" in restored.stdout
    assert (data / "tokens.json").stat().st_mode & 0o777 == 0o600
    with serving("--data", str(data)) as service:
        for graph in (USERS, REGISTERED, EMPTY, None, "https://w3id.org/educluster/graph/ontology"):
            assert graph_at(service.address, graph) == graph_at(running.address, graph)
        bearer = {"Authorization": f"Bearer {token}", "Content_Type": "text/turtle"}
        address = f"{service.address}/graphs?graph={urllib.parse.quote(USERS, safe='')}"
        assert http(address, "PUT", b"<a:a> <a:b> 2 .", **bearer)[0] in {200, 204}
    again = tmp_path / "again.tar"
    assert educluster("store", "backup", again, "--data", data).returncode == 0
    number = [int(manifest(file)["version"].rpartition("-")[2]) for file in (backup, again)]
    assert number[0] < number[1]


def test_two_backups_of_the_same_version_hold_the_same(backup, kept_folder, tmp_path):
    other = tmp_path / "other.tar"
    educluster("store", "backup", other, "--data", kept_folder)
    assert manifest(backup)["graphs"] == manifest(other)["graphs"]


def test_backups_go_on_while_writes_come_and_each_is_one_version(running, kept_folder, token, tmp_path):
    """Each write puts two triples into two graphs: a backup has both, or neither."""
    ended, failed = threading.Event(), []

    def write():
        number = 0
        while not ended.is_set():
            number += 1
            update = "".join(
                f"INSERT DATA {{ GRAPH <https://example.org/pair/{side}> {{ <a:a> <a:b> {number} }} }};"
                for side in "xy"
            )
            headers = {"Authorization": f"Bearer {token}", "Content_Type": "application/sparql-update"}
            try:
                http(f"{running.address}/update", "POST", update.encode(), **headers)
            except OSError as error:
                failed.append(error)
                return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            file = tmp_path / f"{number}.tar"
            made = educluster("store", "backup", file, "--data", kept_folder)
            assert made.returncode == 0, made.stderr
            told = {each["graph"]: each["triples"] for each in manifest(file)["graphs"]}
            assert told.get("https://example.org/pair/x", 0) == told.get("https://example.org/pair/y", 0)
    finally:
        ended.set()
        writer.join(60)
    assert not failed
    assert educluster("store", "backup", "--verify", file).returncode == 0


def damaged(file, out, name):
    """Write a backup with one byte changed in one of its parts."""
    data = bytearray(file.read_bytes())
    with tarfile.open(file) as archive:
        about = archive.getmember(name)
        data[about.offset_data + about.size // 2] ^= 0xFF
    out.write_bytes(data)
    return out


def change(held, **changes):
    held["manifest.json"] = json.dumps({**json.loads(held["manifest.json"]), **changes}).encode()


def no_quads(held):
    told, text = json.loads(held["manifest.json"]), b"no N-Quads\n"
    told["graphs"][3].update(triples=1, sha256=hashlib.sha256(text).hexdigest())
    held[told["graphs"][3]["file"]] = gzip.compress(text)
    held["manifest.json"] = json.dumps(told).encode()


def no_name(held):
    told = json.loads(held["manifest.json"])
    told["graphs"][0]["graph"] = "no name"
    held["manifest.json"] = json.dumps(told).encode()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (
            lambda file, out: damaged(file, out, "graphs/000002.nq.gz"),
            "000002.nq.gz in the backup is damaged",
        ),
        (
            lambda file, out: damaged(file, out, "settings/tokens.json"),
            "tokens.json in the backup is damaged",
        ),
        (lambda file, out: damaged(file, out, "manifest.json"), "manifest.json in the backup is damaged"),
        (lambda file, out: out.write_bytes(file.read_bytes()[:100_000]), "unexpected end of data"),
        (lambda file, out: out.write_bytes(b"no tar at all"), "is no backup"),
        (lambda file, out: out.write_bytes(b""), "is no backup"),
        (lambda file, out: None, "cannot be read"),
    ],
    ids=["graph", "tokens", "manifest", "cut", "no-tar", "empty", "missing"],
)
def test_a_damaged_backup_is_told_and_nothing_is_written(backup, tmp_path, runner, make, told):
    make(backup, tmp_path / "bad.tar")
    is_refused(runner, tmp_path, told)


def is_refused(runner, folder, told):
    verify = ["store", "backup", "--verify", str(folder / "bad.tar")]
    restore = ["store", "restore", str(folder / "bad.tar"), "--data", str(folder / "new")]
    for command in (verify, restore):
        found = runner.invoke(main, command)
        assert (found.exit_code, found.stdout) == (2, "")
        assert told in found.stderr
    assert not (folder / "new").exists() or not list((folder / "new").iterdir())


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda held: held.pop("graphs/000003.nq.gz"), "is not in the backup"),
        (lambda held: change(held, format=99), "install a newer educluster"),
        (lambda held: change(held, version="7"), "is none"),
        (lambda held: change(held, graphs=7), "is none"),
        (lambda held: held.update({"manifest.json": b"\xff"}), "is none"),
        (no_name, "no name of a graph"),
        (no_quads, "no N-Quads"),
    ],
    ids=["without-a-graph", "newer", "version", "graphs", "no-text", "no-name", "no-quads"],
)
def test_a_backup_that_others_made_wrongly_is_refused(backup, tmp_path, runner, alter, told):
    rewritten(backup, tmp_path / "bad.tar", alter)
    is_refused(runner, tmp_path, told)


def test_a_folder_with_data_is_refused_and_stays_as_it_is(backup, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    found = educluster("store", "restore", backup, "--data", tmp_path)
    assert found.returncode == 2
    assert "is not empty" in found.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_restore_that_was_cut_off_is_told_and_can_be_run_again(backup, tmp_path):
    data = tmp_path / "data"
    (data / "restoring").mkdir(parents=True)
    (data / "tokens.json").write_text("half")
    found = educluster("query", "-", "--data", data, input="ASK {}")
    assert found.returncode == 3
    assert "educluster store restore" in found.stderr
    assert educluster("store", "restore", backup, "--data", data).returncode == 0
    assert educluster("query", "-", "--data", data, input="ASK {}").stdout == "yes\n"


def test_a_backup_of_another_release_gives_its_users_their_graphs_on_the_installed_ones(backup, tmp_path):
    gone = b"<a:a> <a:b> <a:c> <https://w3id.org/educluster/graph/corpus/gone> .\n"

    def alter(held):
        told = json.loads(held["manifest.json"])
        name = "https://w3id.org/educluster/graph/corpus/gone"
        told["release"], told["version"] = "0" * 16, "0" * 16 + "-000007"
        old = next(each for each in told["graphs"] if each["graph"].endswith("/graph/organisations"))
        old.update(graph=name, triples=1, sha256=hashlib.sha256(gone).hexdigest())
        held[old["file"]] = gzip.compress(gone)
        held["manifest.json"] = json.dumps(told).encode()

    data = tmp_path / "data"
    found = educluster("store", "restore", rewritten(backup, tmp_path / "old.tar", alter), "--data", data)
    assert found.returncode == 0, found.stderr
    assert "of another release (0000000000000000); users' graphs restored: 4" in found.stdout
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    graphs = educluster("query", "-", "--data", data, "--format", "csv", input=query).stdout.split()
    assert {USERS, REGISTERED, "https://w3id.org/educluster/graph/organisations"} <= set(graphs)
    assert "https://w3id.org/educluster/graph/corpus/gone" not in graphs
    listed = educluster("store", "releases", "--data", data).stdout.splitlines()
    assert [artifacts.release() in listed[0], "0" * 16 in listed[1], len(listed)] == [True, True, 2]
    held = pyoxigraph.Store.read_only(store.release_of(data, "0" * 16).checkpoint.as_posix())
    kept = {graph.value for graph in held.named_graphs()}
    assert "https://w3id.org/educluster/graph/corpus/gone" in kept
    assert {USERS, REGISTERED} & kept == set()


def test_a_loss_while_restoring_is_found(backup, runner, monkeypatch):
    """The proof is a real one: a restore that loses a triple is not taken for a good one."""
    load = store.load_graphs

    def lose(opened, graphs):
        load(opened, graphs)
        lost = next(opened.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(USERS)))
        opened.remove(lost)

    monkeypatch.setattr(store, "load_graphs", lose)
    found = runner.invoke(main, ["store", "backup", "--verify", str(backup)])
    assert found.exit_code == 1
    assert f"restored, and differs: {USERS}" in found.stdout


def test_a_file_that_is_there_is_never_replaced(kept_folder, running, tmp_path):
    file = tmp_path / "day.tar"
    file.write_text("another")
    found = educluster("store", "backup", file, "--data", kept_folder)
    assert (found.returncode, file.read_text()) == (2, "another")
    assert "is there already" in found.stderr


def test_a_place_that_is_none_is_refused(kept_folder, running, tmp_path):
    found = educluster("store", "backup", tmp_path / "none" / "day.tar", "--data", kept_folder)
    assert found.returncode == 2
    assert "there is no folder" in found.stderr


def test_a_folder_without_data_has_no_backup(tmp_path):
    found = educluster("store", "backup", tmp_path / "day.tar", "--data", tmp_path / "none")
    assert found.returncode == 3
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_no_file(kept_folder, running, tmp_path):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    found = educluster("store", "backup", tmp_path / "day.tar", "--data", kept_folder, preexec_fn=little_room)
    assert found.returncode == 3
    assert "look at the room" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_killed_leaves_no_file_under_its_name_and_is_made_the_next_time(
    kept_folder, running, tmp_path
):
    file = tmp_path / "day.tar"
    command = [
        sys.executable,
        "-m",
        "educluster.cli",
        "store",
        "backup",
        str(file),
        "--data",
        str(kept_folder),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None and not list(tmp_path.iterdir()):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert not file.exists()
    assert educluster("store", "backup", file, "--data", kept_folder).returncode == 0
    assert os.listdir(tmp_path) == ["day.tar"]


def test_sorted_lines_do_not_need_the_memory_of_the_graph(kept_folder, running, tmp_path, monkeypatch):
    with store.reading(kept_folder) as loaded:
        dump = store.Dump(loaded.checkpoint)
        whole = list(dump.lines("https://w3id.org/educluster/graph/organisations", tmp_path))
        monkeypatch.setattr("educluster.store.backup._LINES_IN_MEMORY", 7)
        assert list(dump.lines("https://w3id.org/educluster/graph/organisations", tmp_path)) == whole
    assert whole == sorted(whole)
    assert len(whole) > 100
