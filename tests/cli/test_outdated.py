"""educluster outdated: files, standard input and endpoints; the patch; the exit status."""

import http.server
import json
import threading

import pyoxigraph
import pytest

from educluster.cli import main

BAD = "@prefix ec: <https://w3id.org/educluster/ns#> .\n<x:a> a ec:Cluster ;\n  ec:hasmember <b:c> ."


def run(runner, folder, *arguments, **given):
    return runner.invoke(main, ["outdated", *map(str, arguments), "--data", str(folder)], **given)


def test_a_file_is_told_line_by_line_and_its_patch_brings_it_up_to_date(runner, folder, tmp_path):
    file, patch = tmp_path / "data.ttl", tmp_path / "mend.ru"
    file.write_text(BAD)
    result = run(runner, folder, file, "--patch", patch)
    assert result.exit_code == 1
    assert "data.ttl:3: ec:hasmember: misspelt: write ec:hasMember\n" in result.output
    store = pyoxigraph.Store()
    store.load(path=file)
    store.update(patch.read_text())
    mended = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    result = run(runner, folder, "-", "--read-as", "nt", "--format", "json", input=mended)
    assert (result.exit_code, json.loads(result.output)["upToDate"]) == (0, True)


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers queries over the data that its server holds."""

    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"])).decode()
        answer = self.server.store.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    with http.server.HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        server.store = pyoxigraph.Store()
        server.store.load(BAD.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def test_an_endpoint_is_asked_for_all_that_it_uses(runner, folder, endpoint):
    result = run(runner, folder, "--endpoint", endpoint, "--format", "json")
    told = json.loads(result.output)
    (finding,) = told["findings"]
    assert (result.exit_code, told["current"], finding["kind"]) == (1, 1, "misspelt")
    assert (finding["count"], finding["positions"]) == (1, ["predicate"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "a file or an endpoint is needed"),
        (["a.ttl", "--endpoint", "https://example.org/"], "not both"),
        (["nothing.ttl"], "cannot be read"),
        (["broken.ttl"], "broken.ttl: line 1"),
        (["a.png"], "ending"),
        (["a.ttl", "--patch", "-"], "--patch"),
        (["--endpoint", "file:///etc/passwd"], "begin it with http"),
    ],
)
def test_wrong_use_is_told(runner, folder, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.ttl").write_text("<a:b> <a:c>")
    result = run(runner, folder, *arguments)
    assert (result.exit_code, said in result.output) == (2, True)
