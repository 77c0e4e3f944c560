"""copies: the text of what people have on their disks, and what is said of files that cannot be read."""

import io
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up_article as made_up
from educluster import formats
from educluster.copies.reading import read
from educluster.errors import BadDocument, EduclusterError, TooLarge

TEXT, PDF, WORD = (each.media_type for each in formats.COPIES)
LINES = made_up.wrapped(made_up.article(paragraphs=12))


def written(change):
    """A PDF after something was done to it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made_up.pdf([LINES])))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Кластер\nва таълим".encode(), id="UTF-8"),
        pytest.param("Кластер\nва таълим".encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param("Кластер\r\nва таълим".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + "Кластер\rва таълим".encode("utf-16-be"), id="UTF-16, the other way"),
        pytest.param("Кластер\r\nва таълим".encode("windows-1251"), id="windows-1251"),
    ],
)
def test_text_is_read_in_the_encodings_that_people_have(body):
    copy = read(body, TEXT)
    assert (copy.lines, copy.pages, copy.unit) == (("Кластер", "ва таълим"), (), "line")


def test_pdf_gives_lines_with_their_pages():
    copy = read(
        made_up.pdf([LINES[:20], ["A (bracketed) line of no less than ten words, that is to say enough."]]),
        PDF,
    )
    assert copy.unit == "page"
    assert [line for line in copy.lines if line] == [line for line in LINES[:20] if line] + [
        "A (bracketed) line of no less than ten words, that is to say enough."
    ]
    assert copy.pages == (1,) * (len(copy.lines) - 1) + (2,)


def test_pdf_that_is_protected_against_changes_only_is_read():
    body = written(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    assert read(body, PDF).lines == tuple(LINES)


PARAGRAPHS = [
    "One",
    "<w:p><w:r><w:t>Two</w:t><w:tab/><w:t>and</w:t><w:br/><w:t>a\nhalf</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:p><w:hyperlink><w:r><w:t>Three</w:t></w:r></w:hyperlink></w:p></w:tc></w:tr></w:tbl>",
    "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>come</w:t></w:r></w:ins></w:p>",
    "<w:p><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Choice>"
    "<mc:Fallback><w:r><w:t>box</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:t>Five</w:t></w:r></w:p>",
]
NOTES = (
    f'<w:footnotes xmlns:w="{made_up.WORDPROCESSING}"><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnotes>'
)


@pytest.mark.parametrize(
    "namespace", [made_up.WORDPROCESSING, "http://purl.oclc.org/ooxml/wordprocessingml/main"]
)
def test_word_file_gives_paragraphs_wherever_they_stand(namespace):
    copy = read(made_up.word_file(PARAGRAPHS, namespace), WORD)
    assert (copy.lines, copy.unit) == (
        ("One", "Two\tand a half", "Three", "come", "box", "Five"),
        "paragraph",
    )


def test_notes_of_a_word_file_follow_its_text():
    assert read(made_up.word_file(["One"], footnotes=NOTES), WORD).lines == ("One", "A note")


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        pytest.param(b"", PDF, "the file is empty", id="empty"),
        pytest.param(b" \n\t", TEXT, "there is no text in the file", id="blank"),
        pytest.param(b"a\0b", TEXT, "the file is no text", id="bytes as text"),
        pytest.param(b"\x98", TEXT, "an encoding that is not known", id="an encoding of nobody"),
        pytest.param(b"A text", PDF, "no PDF, or a broken one", id="text as PDF"),
        pytest.param(made_up.pdf([LINES])[:1500], PDF, "no PDF, or a broken one", id="half a PDF"),
        pytest.param(made_up.pdf([[], []]), PDF, "2 pages of the PDF have hardly any text", id="a scan"),
        pytest.param(b"A text", WORD, "no Word file, or a broken", id="text as Word"),
        pytest.param(
            made_up.word_file(["A"])[:200], WORD, "no Word file, or a broken", id="half a Word file"
        ),
        pytest.param(made_up.archive({"a": "b"}), WORD, "no Word file, or a broken", id="another archive"),
        pytest.param(made_up.word_file(["<w:p>"]), WORD, "no Word file, or a broken", id="bad XML"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1", WORD, r"an older Word file \(.doc\)", id="doc"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(body, media_type, said):
    with pytest.raises(BadDocument, match=said):
        read(body, media_type)


PROTECTED = {
    "RC4-128": written(lambda writer: writer.encrypt("secret", algorithm="RC4-128")),
    "AES-256": (Path(__file__).parent / "protected-aes-256.pdf").read_bytes(),  # pypdf needs help to write it
}


@pytest.mark.parametrize("algorithm", PROTECTED)
def test_pdf_with_a_password_is_refused(algorithm):
    with pytest.raises(BadDocument, match="protected by a password"):
        read(PROTECTED[algorithm], PDF)


def test_entities_of_a_word_file_are_refused():
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="http://a/">&a;</w:document>'
    with pytest.raises(BadDocument, match="a DOCTYPE stands in the Word file"):
        read(made_up.archive({"word/document.xml": bomb}), WORD)


def test_word_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(TooLarge, match="67108864 bytes unpacked"):
        read(made_up.archive({"word/document.xml": " " * (64 * 1024 * 1024 + 1)}), WORD)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([PDF, WORD]), st.integers(0, 10**6), st.binary(max_size=8))
def test_a_damaged_file_is_read_or_refused(media_type, place, bytes_):
    whole = made_up.pdf([LINES[:8]]) if media_type == PDF else made_up.word_file(LINES[:8])
    place %= len(whole)
    with suppress(EduclusterError):
        assert read(whole[:place] + bytes_ + whole[place + 3 :], media_type).lines
