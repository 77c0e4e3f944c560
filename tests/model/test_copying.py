"""No sentence of an article stands in the project: the articles are paraphrased, never quoted."""

from itertools import pairwise

import pytest

import made_up_article as made_up
from model import copying

ROOT = copying.ROOT
TEXT = "\n".join(made_up.article(paragraphs=6))
RUNS = copying.hashes([TEXT])


def test_no_run_of_ten_words_of_an_article_stands_in_the_project():
    paths = copying.tracked(ROOT)
    assert len(paths) > 100
    runs = copying.known()
    found = {
        f"{path.relative_to(ROOT)}:{line}": run
        for path in paths
        for line, run in copying.copied(path.read_text("utf-8", errors="replace"), runs)
    }
    assert found == {}


def test_the_file_of_hashes_is_sorted_and_whole():
    data = copying.RUNS.read_bytes()
    listed = [data[start : start + copying.BYTES] for start in range(0, len(data), copying.BYTES)]
    assert len(listed) == 17_593
    assert all(one < two for one, two in pairwise(listed))


def words(first, count):
    return " ".join(TEXT.split()[first : first + count])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(words(40, 10), [1], id="ten words"),
        pytest.param(words(40, 9), [], id="nine words"),
        pytest.param(f"a\nb {words(40, 5)}\n - {words(45, 5).upper()}, c", [2], id="over two lines"),
        pytest.param(f"{words(40, 30)}\n{words(90, 10)}", [1, 2], id="a long one is told once"),
        pytest.param(f"dcterms:title: {words(40, 10)}", [], id="a title"),
        pytest.param(f"{words(40, 9)} and", [], id="another tenth word"),
    ],
)
def test_a_seeded_copy_is_found(text, lines):
    assert [line for line, _ in copying.copied(text, RUNS)] == lines


# Where the articles are at hand


def test_the_file_of_hashes_is_what_the_articles_give(articles):
    assert copying.known() == copying.hashes(articles.values())


def test_a_copy_from_each_article_is_found(articles):
    runs = copying.known()
    for text in articles.values():
        seeded = f"before {' '.join(copying.words(text)[300:310])} after"
        assert [line for line, _ in copying.copied(seeded, runs)] == [1]
