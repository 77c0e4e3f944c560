"""A wheel built through the sdist, installed elsewhere, serves from another folder."""

import os
import re
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile

import pytest

from conftest import EXAMPLES, ROOT

pytestmark = pytest.mark.packaging


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with the sdist and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", str(out), str(ROOT))
    return out


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The scripts of an environment with nothing but the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    (wheel,) = built.glob("*.whl")
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", str(wheel))
    return folder / "bin"


def test_the_wheel_holds_the_data_and_no_test(built):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folders = {"/".join(name.split("/")[:3]) for name in names if name.startswith("educluster/data/")}
    assert folders == {f"educluster/data/{name}" for name in ("corpus", "ontology", "queries", "shapes")}
    assert "educluster/web/translations/uz/LC_MESSAGES/messages.mo" in names
    assert not [name for name in names if name.startswith(("tests", "service")) or name.endswith(".pyc")]


def test_the_sdist_holds_what_the_wheel_is_built_from(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"corpus", "ontology", "queries", "service", "shapes", "pyproject.toml", "README.md"} <= tops
    assert "tests" not in tops


def test_the_installed_package_validates_and_asks(installed, tmp_path):
    report = run(installed / "educluster", "validate", EXAMPLES / "valid" / "three-regions.ttl", cwd=tmp_path)
    assert report.startswith("Conforms")
    arguments = [installed / "educluster", "query", "-", "--data", tmp_path / "data", "--format", "csv"]
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/educluster/ns#Principle> }"
    assert run(*arguments, input=query, cwd=tmp_path) == "n\n22\n"
    arguments = ["linked-principles", "--data", tmp_path / "data", "--format", "html"]
    page = run(installed / "educluster", "ask", *arguments, cwd=tmp_path)
    assert "natural interconnection" in page


def test_the_installed_package_serves_from_another_folder(installed, tmp_path):
    command = [installed / "educluster", "serve", "--port", "0", "--data", tmp_path / "data"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment)
    try:
        printed = "".join(iter(process.stdout.readline, "Stop with Ctrl-C.\n"))
        address = re.search(r"http://127\.0\.0\.1:\d+", printed).group()
        assert _page(f"{address}/?lang=uz").count("Taʼlim klasteri nima")
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _page(address):
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                return response.read().decode()
        except OSError:
            run("sleep", "0.1")
    raise TimeoutError(address)
