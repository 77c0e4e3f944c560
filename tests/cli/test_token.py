"""educluster token: what is printed where, and that a running service takes it at once."""

import subprocess
import sys

import pytest

from conftest import get
from educluster.cli import main


@pytest.fixture
def token(runner, tmp_path):
    """Run `educluster token` on a folder of its own."""
    return lambda *arguments: runner.invoke(main, ["token", *arguments, "--data", str(tmp_path)])


def test_create_prints_the_token_alone_and_what_to_do_with_it_beside(token):
    result = token("create", "anna", "--scope", "update")
    assert result.exit_code == 0
    assert result.stdout.startswith("educluster_")
    assert len(result.stdout.split()) == 1
    assert "Authorization: Bearer TOKEN" in result.stderr
    assert result.stdout.strip() not in result.stderr


def test_list_names_the_tokens_with_what_they_allow_and_never_shows_one(token):
    made = token(
        "create", "anna", "--scope", "update", "--graph", "https://example.org/anna/", "--days", "30"
    )
    token("create", "bo")
    result = token("list")
    anna, bo = result.stdout.splitlines()
    assert anna.startswith("anna  scope update in https://example.org/anna/  made 20")
    assert "  ends 20" in anna
    assert bo.split() == ["bo", "scope", "query", "made", bo.split()[4], "no", "end"]
    assert made.stdout.strip() not in result.output


def test_revoke_ends_a_token_and_refuses_a_name_that_is_not_there(token):
    token("create", "anna")
    assert token("revoke", "anna").exit_code == 0
    assert token("list").stdout == ""
    assert token("revoke", "anna").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("a b",),
        ("anna", "--scope", "all"),
        ("anna", "--graph", "https://example.org/x"),
        ("anna", "--days", "0"),
    ],
)
def test_what_cannot_be_made_is_wrong_use(token, arguments):
    result = token("create", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_folder_that_cannot_be_written_is_told(runner, tmp_path):
    (tmp_path / "file").write_text("")
    result = runner.invoke(main, ["token", "create", "anna", "--data", str(tmp_path / "file" / "below")])
    assert (result.exit_code, "name another with --data" in result.output) == (3, True)


def test_a_running_service_takes_a_new_token_at_once_and_a_revoked_one_no_more(server):
    def token(*arguments):
        command = [sys.executable, "-m", "educluster.cli", "token", *arguments, "--data", str(server.data)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()

    address = f"{server.address}/sparql?query=ASK%7B%7D"
    header = {"Authorization": f"Bearer {token('create', 'on-the-way')}"}
    assert get(address, **header)[0] == 200
    token("revoke", "on-the-way")
    status, headers, _ = get(address, **header)
    assert (status, headers["WWW-Authenticate"].partition(" ")[0]) == (401, "Bearer")
