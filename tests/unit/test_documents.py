"""documents.read: what is read, with its lines, and what is refused, with its place."""

from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.documents import read
from educluster.errors import BadDocument
from educluster.graphs import text as said

SAME = {
    "text/turtle": b"<http://a/s> <http://a/p> \"05.00\"^^<http://a/t>, 'x'@uz-Latn .",
    "application/trig": b"<http://a/g> { <http://a/s> <http://a/p> \"05.00\"^^<http://a/t>, 'x'@uz-Latn }",
    "application/n-triples": (
        b'<http://a/s> <http://a/p> "05.00"^^<http://a/t> .\n<http://a/s> <http://a/p> "x"@uz-Latn .\n'
    ),
    "application/n-quads": (
        b'<http://a/s> <http://a/p> "05.00"^^<http://a/t> <http://a/g> .\n'
        b'<http://a/s> <http://a/p> "05.00"^^<http://a/t> .\n<http://a/s> <http://a/p> "x"@uz-Latn .\n'
    ),
    "application/rdf+xml": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
        b'<rdf:Description rdf:about="http://a/s"><a:p rdf:datatype="http://a/t">05.00</a:p>'
        b'<a:p xml:lang="uz-Latn">x</a:p></rdf:Description></rdf:RDF>'
    ),
    "application/ld+json": (
        b'{"@id": "http://a/s", "http://a/p": [{"@value": "05.00", "@type": "http://a/t"},'
        b' {"@value": "x", "@language": "uz-Latn"}]}'
    ),
}


@pytest.mark.parametrize("media_type", SAME)
def test_read_gives_the_same_statements_from_every_format(media_type):
    objects = {value.lower() for _, _, value in read(SAME[media_type], media_type).triples}
    assert objects == {'"05.00"^^<http://a/t>', '"x"@uz-latn'}


def lines(body):
    """Return the line of each object, by what it says."""
    found = read(body, "text/turtle")
    return {said(value): place.line for (_, _, value), place in zip(found.triples, found.places, strict=True)}


def test_read_tells_the_line_of_each_statement():
    text = b"@prefix a: <http://a/> .\n\na:s a:p 1 ;\n    a:q 2 .\n# a remark\na:t a:p\n    3 ."
    assert lines(text) == {"1": 3, "2": 4, "3": 7}


def test_read_passes_over_the_mark_that_some_editors_put_first():
    assert lines(b"\xef\xbb\xbf<a:s> <a:p> 1 .") == {"1": 1}


def test_read_names_blank_nodes_in_the_order_of_their_appearance():
    body = b"[] <http://a/p> 1 . [] <http://a/q> [] ."
    named = [(subject, said(value)) for subject, _, value in read(body, "text/turtle").triples]
    assert named == [("_:b1", "1"), ("_:b2", "_:b3")]


def test_read_gives_each_triple_once_at_its_first_place():
    assert len(read(b"<a:s> <a:p> 1 .\n<a:s> <a:p> 1 .", "text/turtle").triples) == 1
    assert lines(b"<a:s> <a:p> 1 .\n<a:s> <a:p> 1 .") == {"1": 1}


@pytest.mark.parametrize(
    ("media_type", "body", "line", "problem"),
    [
        pytest.param("text/turtle", b"@prefix a: <http://a/> .\na:s q:p 1 .", 2, "prefix q:", id="prefix"),
        pytest.param("text/turtle", b"<a> <b> 'x' .\n\xff", 2, "not UTF-8", id="bytes"),
        pytest.param("text/turtle", b"<http://a/ b> <b> 1 .", 1, "IRI", id="space in an IRI"),
        pytest.param(
            "application/rdf+xml", b"<?xml version='1.0'?>\n<!DOCTYPE x>", 2, "DOCTYPE", id="doctype"
        ),
        pytest.param("application/rdf+xml", b"\n\n<!entity x 'y'>", 3, "entity", id="entity"),
        pytest.param(
            "application/ld+json",
            b'{\n"@context": "http://example.org/c"}',
            2,
            "remote @context",
            id="context",
        ),
        pytest.param("application/ld+json", b'{\n"@id": }', 2, "", id="json"),
        pytest.param("application/rdf+xml", b"<a xmlns='a:'>\n\n</b>", 3, "not XML", id="xml"),
        pytest.param(
            "application/rdf+xml",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<r:Description/>\n',
            3,
            "not XML",
            id="xml cut off",
        ),
        pytest.param("text/turtle", b"%PDF-1.7", None, "a PDF", id="another kind of file"),
        pytest.param("text/turtle", rb'<a> <b> "\uD800" .', 1, "escape", id="half a character"),
        pytest.param(
            "application/ld+json", b'{"a:p":' * 201 + b"1" + b"}" * 201, None, "200 levels", id="deep objects"
        ),
        pytest.param(
            "text/turtle",
            b"<a:s> <a:p> " + b"<<( <a:s> <a:p> " * 201 + b"1" + b" )>>" * 201 + b".",
            None,
            "200 levels",
            id="deep triple terms",
        ),
        pytest.param("text/turtle", b"<a> <b> '" + b"x" * 17_000_000 + b"' .", None, "16 MiB", id="long"),
    ],
)
def test_read_refuses_and_tells_the_line(media_type, body, line, problem):
    with pytest.raises(BadDocument) as refused:
        read(body, media_type)
    assert refused.value.line == line
    assert problem.lower() in refused.value.problem.lower()


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        pytest.param("application/ld+json", b'{"a:p": "' + b"{[" * 300 + b'"}', id="brackets in a text"),
        pytest.param("application/ld+json", b'[%s{"a:p": 1}]' % (b'{"a:p": 1},' * 300), id="many objects"),
        pytest.param(
            "text/turtle", b"<a:s> <a:p> " + b"[ <a:p> " * 300 + b"1" + b"]" * 300 + b".", id="brackets"
        ),
        pytest.param("text/turtle", b"<a:s> <a:p> <<( <a:s> <a:p> 1 )>> ." * 300, id="many triple terms"),
    ],
)
def test_read_takes_what_only_looks_too_deep(media_type, body):
    assert read(body, media_type).triples


def test_read_tells_the_column_in_characters():
    with pytest.raises(BadDocument) as refused:
        read('<a> <b> "ўқувчи" , q:x .'.encode(), "text/turtle")
    assert (refused.value.line, refused.value.column) == (1, 20)


LITERALS = st.builds(pyoxigraph.Literal, st.text(st.characters(exclude_categories=["Cs"])))


@given(st.lists(LITERALS, min_size=1, max_size=5))
def test_read_keeps_every_literal_as_it_was_written(literals):
    written = "".join(f"<http://a/s> <http://a/p> {literal} .\n" for literal in literals)
    read_again = {value for _, _, value in read(written.encode(), "application/n-triples").triples}
    assert read_again == set(map(str, literals))


@given(st.binary(max_size=200), st.sampled_from(sorted(SAME)))
def test_read_answers_any_bytes_with_statements_or_a_refusal(body, media_type):
    with suppress(BadDocument):
        assert isinstance(read(body, media_type).triples, list)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        pytest.param(
            "<a:s> a ecr:actor-school .", "@prefix ecr: <https://w3id.org/educluster/id/> .", id="ours"
        ),
        pytest.param("<a:s> <a:p> 1\n<a:s> <a:p> 2 .", "end the statement before with a dot", id="dot"),
        pytest.param("<a:s> <a:p> “a” .", "straight quotation marks", id="quotes"),
    ],
)
def test_a_common_slip_is_told_with_what_to_write(text, remedy):
    with pytest.raises(BadDocument) as refused:
        read(text.encode(), "text/turtle")
    assert remedy in refused.value.remedy
