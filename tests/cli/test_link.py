"""educluster link: a column of a file, what comes out, what is refused before the data are read."""

import csv
import io
import json

import pytest

from educluster.cli import main
from educluster.names import ECR

UNIVERSITY = f"{ECR}org-university-of-virginia"
BODY = "№;название\n1;University of Virginia\n2;\n3;«Новое слово»\n"


def link(runner, *arguments, **more):
    return runner.invoke(main, ["link", *map(str, arguments)], **more)


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_a_table_of_windows_is_linked_with_metadata_beside(runner, pristine, tmp_path):
    file, out = tmp_path / "имена.csv", tmp_path / "out.csv"
    file.write_bytes(BODY.encode("cp1251"))
    wish = (
        "--column",
        "название",
        "--out",
        out,
        "--metadata",
        "--base",
        "https://example.org/",
        "--lang",
        "ru",
    )
    result = link(runner, file, *wish, "--data", pristine)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "cp1251, между ячейками «;»; строк: 3, разных текстов: 2; связано: 1" in result.stderr
    found = rows(out.read_bytes())
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [each["название_exactMatch"] for each in found] == [UNIVERSITY, "", ""]
    assert [each["название"] for each in found] == ["University of Virginia", "", "«Новое слово»"]
    told = json.loads((tmp_path / "out.csv-metadata.json").read_text())
    assert (told["url"], told["tableSchema"]["aboutUrl"]) == ("out.csv", "https://example.org/{_row}")


def test_ten_thousand_rows_come_through_a_pipe(runner, pristine):
    names = "\n".join(
        "University of Virginia" if place % 2 else f"word {place % 50}" for place in range(10_000)
    )
    result = link(runner, "-", "--no-header", "--format", "json", "--data", pristine, input=names)
    told = json.loads(result.stdout)
    assert (result.exit_code, told["table"]["rows"]) == (0, 10_000)
    (university,) = [each for each in told["texts"] if each["match"] == UNIVERSITY]
    assert university["rows"] == list(range(2, 10_001, 2))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("names.csv",), "«название»"),
        (("names.csv", "--column", "nazvanie"), "«название»"),
        (("names.csv", "--column", "2", "--metadata"), "--out"),
        (("names.csv", "--column", "2", "--out", "names.csv"), "written over"),
        (("names.csv", "--column", "2", "--base", "school"), "https://"),
        (("none.csv",), "cannot be read"),
        (("names.csv", "--column", "2", "--threshold", "101"), "0<=x<=100"),
        (("names.csv", "--column", "2", "--format", "xlsx"), "sssom"),
        (("names.csv", "--column", "2", "--encoding", "utf-16"), "utf-16"),
        (("names.csv", "--column", "2", "--language", "<x>"), "no language tag"),
    ],
)
def test_what_cannot_be_linked_is_refused_before_the_data_are_read(
    runner, tmp_path, monkeypatch, arguments, told
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_text(BODY, encoding="utf-8")
    result = link(runner, *arguments, "--data", tmp_path / "data")
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == BODY
