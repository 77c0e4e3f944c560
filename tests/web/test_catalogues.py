"""The catalogues: every word of the pages stands in every language."""

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from conftest import ROOT

WEB = ROOT / "service" / "educluster" / "web"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]


@pytest.fixture(scope="module")
def words():
    found = {message for _, _, message, _, _ in extract_from_dir(WEB, METHODS, callback=None)}
    assert len(found) > 10
    return found


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_a_catalogue_has_each_word_of_the_pages_and_no_other(words, language):
    with (WEB / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert {message.id for message in catalogue if message.id} == words
    assert [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)] == []


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_a_compiled_catalogue_is_as_new_as_its_source(language):
    folder = WEB / "translations" / language / "LC_MESSAGES"
    compiled, source = folder / "messages.mo", folder / "messages.po"
    assert compiled.stat().st_mtime >= source.stat().st_mtime, "make serve or make test compiles it"
