"""How a stream is cut into descriptions, and how a run that was interrupted goes on."""

from __future__ import annotations

import io
import itertools

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as some

from educluster import documents
from educluster.bulk import cutting
from educluster.bulk.cutting import Cutter
from educluster.bulk.sink import Record, Sink
from educluster.documents import Place, plain, runs
from educluster.documents.streaming import Stream
from educluster.errors import BadParameter
from educluster.graphs import Triple
from educluster.names import EC, RDF, XSD

N_TRIPLES, N_QUADS = "application/n-triples", "application/n-quads"
CLASSES = frozenset((EC + "Cluster", EC + "FiveDirectionCluster"))
TYPE = f"<{RDF}type>"
CLUSTER, NARROWER = f"<{EC}Cluster>", f"<{EC}FiveDirectionCluster>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def stream(media_type=N_TRIPLES) -> Stream:
    return Stream(media_type, CLASSES, runs.starts(media_type, CLASSES))


def read(text: str, media_type=N_TRIPLES, line: int = 1) -> list[tuple[str, int, object]]:
    """Name and line of each description, with its triples or its error."""
    found = stream(media_type).read(text.encode(), line)
    return [(run.name, run.line, run.reading.triples if run.reading else str(run.error)) for run in found]


def named(text: str, media_type=N_TRIPLES) -> list[tuple[str, int]]:
    return [(name, line) for name, line, _ in read(text, media_type)]


A, B = f"<x:a> {TYPE} {CLUSTER} .\n", f"<x:b> {TYPE} {CLUSTER} .\n"


def at(end: int, written: int = 0) -> Record:
    return Record({}, end, 1, "", {"conforms": 1}, {}, written)


def about(node: str, text: str = "text") -> str:
    return f'{node} {LABEL} "{text}" .\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A + about("<x:a#1>") + B, [("<x:a>", 1), ("<x:b>", 3)]),
        (A + about("<x:a>") + f"<x:a> {TYPE} {NARROWER} .\n" + B, [("<x:a>", 1), ("<x:b>", 4)]),
        (A + about("<x:b>") + about("<x:b>", "more") + B, [("<x:a>", 1), ("<x:b>", 2)]),
        (A + f"<x:b> {TYPE} {NARROWER} .\n", [("<x:a>", 1), ("<x:b>", 2)]),
        (A + about("<x:a#1>", f"<x:b> {TYPE} {CLUSTER} .") + B, [("<x:a>", 1), ("<x:b>", 3)]),
        ("# a register\n\n" + A + "\n# the next\n" + B, [("<x:a>", 3), ("<x:b>", 6)]),
        (f"_:a {TYPE} {CLUSTER} .\n_:b\t{TYPE}\t{CLUSTER}\t.\n", [("_:a", 1), ("_:b", 2)]),
        (A.replace("\n", "\r\n") + B.rstrip(), [("<x:a>", 1), ("<x:b>", 2)]),
    ],
    ids=["typed-first", "typed-twice", "typed-last", "narrower", "in-a-literal", "comments", "blank", "crlf"],
)  # fmt: skip
def test_description_begins_with_the_statements_about_its_cluster(text, expected):
    assert named(text) == expected
    seen = runs.pieces(text.encode(), stream().starts)
    assert [text.encode()[: each.offset].count(b"\n") + 1 for each in seen] == [line for _, line in expected]


def test_run_of_statements_in_one_graph_is_a_description():
    quads = '<x:a> <x:p> <x:o> <x:g1> .\n_:b <x:p> "é > <x:g2> ." <x:g1> .\n<x:a> <x:p> <x:o> <x:g2> .\n'
    assert named(quads, N_QUADS) == [("<x:g1>", 1), ("<x:g2>", 3)]
    assert [each.name for each in runs.pieces(quads.encode(), stream(N_QUADS).starts)] == [
        b"<x:g1>",
        b"<x:g2>",
    ]


@pytest.mark.parametrize(
    ("text", "media_type", "line", "words"),
    [
        (about("<x:c>") + A, N_TRIPLES, 1, "before the first description"),
        (about("<x:c>"), N_TRIPLES, 1, "before the first description"),
        ("<x:a> <x:p> <x:o> <x:g> .\n<x:a> <x:p> <x:o> .\n", N_QUADS, 2, "in no graph"),
    ],
    ids=["before-the-first", "none", "in-no-graph"],
)
def test_statement_of_no_description_is_told(text, media_type, line, words):
    (error,) = [each for each in read(text, media_type) if not each[0]]
    assert error[1] == line
    assert words in error[2]


def test_term_inside_a_term_is_not_taken_for_an_iri():
    ((_, _, triples),) = read(A + "<x:a> <x:p> <<( <x:a> <x:b> <x:c> )>> .\n")
    assert triples[1][2].startswith("<<")


def test_blank_nodes_belong_to_their_description():
    text = A + about("_:x") + B + about("_:y") + about("_:x")
    assert [[subject for subject, _, _ in told] for _, _, told in read(text)] == [
        ["<x:a>", "_:b1"],
        ["<x:b>", "_:b1", "_:b2"],
    ]


@pytest.mark.parametrize(
    "broken", ["<x:b> nonsense .\n", '<x:b> <x:p> "\udcff" .\n', "<x:b> <x:p> <rel> .\n"]
)
def test_only_the_description_that_cannot_be_read_is_lost(broken):
    text = A + about("<x:a>") + B + broken + A.replace("x:a", "x:c")
    found = list(stream().read(text.encode(errors="surrogateescape"), 11))
    assert [(run.name, run.line) for run in found] == [("<x:a>", 11), ("<x:b>", 13), ("<x:c>", 15)]
    assert found[1].reading is None
    assert found[1].error.line == 14
    assert found[2].reading.places[0].line == 15


LINES = some.sampled_from(
    [
        A, B, f"<x:c>   {TYPE} {NARROWER} . # again\n", f"_:d {TYPE} {CLUSTER} .\n", about("<x:a>"),
        about("<x:b>"), about("_:d"), about("<x:c>", "tab\\tand \\u0041"), "\n", "# comment\n",
        about("<x:a#1>", "ёж"), '<x:a> <x:p> "text"@EN .\n', "<x:a>\t<x:p>\t<x:o>.\n",
    ]
)  # fmt: skip


@given(some.lists(LINES, max_size=30), some.integers(16, 400))
def test_cut_anywhere_the_descriptions_are_the_same(lines, size):
    text = "".join(lines)
    whole = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "BLOCK", size)
        patch.setattr(runs, "_WINDOW", size // 2)
        pieces = list(Cutter(io.BytesIO(text.encode()), stream().starts, N_TRIPLES).pieces())
    assert b"".join(each.body for each in pieces) == text.encode()
    assert [each for piece in pieces for each in read(piece.body.decode(), line=piece.line)] == whole


@given(some.lists(LINES, min_size=1, max_size=10))
def test_description_is_read_as_it_would_be_alone(lines):
    text = A + "".join(lines)
    first, *_ = stream().read(text.encode(), 1)
    starts = [each.offset for each in runs.pieces(text.encode(), stream().starts)] + [None]
    alone = documents.read(text.encode()[: starts[1]], N_TRIPLES)
    assert dict.fromkeys(first.reading.triples) == dict.fromkeys(alone.triples)
    told = dict(zip(reversed(first.reading.triples), reversed(first.reading.places), strict=True))
    assert told == dict(zip(alone.triples, alone.places, strict=True))


NODES = some.from_regex(
    r"<(https?://[A-Za-z.]{1,9}/[ -~\xa0-\uffff]{0,9}|mailto:[ -~]{0,9}|urn:[ -~]{0,9}|[ -~]{0,9})>",
    fullmatch=True,
)
BLANKS = some.from_regex(r"_:[\w.:-]{1,5}", fullmatch=True)
TAGS = some.sampled_from(
    ["", "", "@en", "@EN", "@en-US", f"^^<{XSD}date>", f"^^<{XSD}string>", f"^^<{RDF}langString>", "^^<rel>"]
)
TEXTS = some.text(some.characters(blacklist_categories=["Cs"]), max_size=8)
ESCAPES = some.sampled_from(["", "\\t", "\\n", '\\"', "\\\\", "\\u0041", "\\b", "\\'", "\\U0001f600", "\\x"])
LITERALS = some.tuples(TEXTS, ESCAPES, TAGS).map(lambda parts: f'"{parts[0]}{parts[1]}"{parts[2]}')
TERMS = some.one_of(NODES, BLANKS, LITERALS)
STATEMENTS = some.tuples(some.one_of(NODES, BLANKS), some.one_of(NODES, some.just(LABEL)), TERMS)


@given(some.lists(STATEMENTS, min_size=1, max_size=2))
def test_what_is_read_without_the_parser_is_read_in_the_same_way(statements):
    body = "".join(f"{' '.join(each)} .\n" for each in statements).encode(errors="surrogatepass")
    if plain.fits(body):
        assert plainly(body) == parsed(body)


def plainly(body: bytes) -> list[tuple[Triple, Place]]:
    found, place = plain.triples(body.decode()), plain.places(body.decode(), 1)
    return [(triple, place(number)) for number, triple in enumerate(found)]


def parsed(body: bytes) -> list[tuple[Triple, Place]]:
    """The triples of each line with their places, as the parser has them; a line may be there twice."""
    alone = documents.read(body, N_TRIPLES)
    place = dict(zip(alone.triples, alone.places, strict=True))
    names: dict[str, str] = {}
    found = []
    for quad in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES):
        terms = str(quad.triple).split(" ", 2)
        named = [names.setdefault(t, f"_:b{len(names) + 1}") if t[0] == "_" else t for t in terms]
        found.append(tuple(named))
    return [(triple, place[triple]._replace(line=number)) for number, triple in enumerate(found, 1)]


EDGES = [
    f'"x"^^<{XSD}string>', f'"x"^^<{RDF}langString>', '"x"@EN', '"x"@en-us', '"x"@e', r'"\b"', r'"\t"',
    r'"\n"', r'"\u0041"', r"\'", r'"\'"', '"\t"', '"\x85"', '"\ufffe"', '"\ue000"', '"\U0001f600"', '"\x7f"',
    "<http://a/%zz>", "<http://a/%41>", "<http://a:x/b>", "<http://a:80/b>", "<http://a/[>", "<http://a/b#c#d>",
    "<http://a/ b>", "<http://a/\ue000>", "<http://a/?\ue000>", "<http://a/ё>", "<http://a.-/b>",
    "<mailto:a>", "<mailto:>", "<urn:a:b>", "<urn:a>", "<tel:+1-2>", "<a>", "_:a.b", "_:1", "_:a-b", "_:ё",
    "<<( <a:b> <a:b> <a:b> )>>",
]  # fmt: skip


@pytest.mark.parametrize("term", EDGES)
def test_what_is_at_the_edge_of_the_plainest_is_read_as_the_parser_reads_it(term):
    body = f"<http://a/b> <http://a/c> {term} .\n".encode(errors="surrogatepass")
    if plain.fits(body):
        assert plainly(body) == parsed(body)


@pytest.mark.parametrize(
    "text",
    ["_:x <", "_:x .", "<http://a/b> _:x <", "_:x <_:x .", "_:x <\\n_:x <", '_:x \\"@en', "_:b1 . _:b2 <"],
)
def test_what_looks_like_a_blank_node_inside_a_text_is_left_as_it_is(text):
    lines = f'_:x <http://a/b> "{text}" .\n<http://a/b> <http://a/c> "{text}"@en .\n_:y <http://a/c> _:x .\n'
    assert plain.fits(lines.encode())
    assert plainly(lines.encode()) == parsed(lines.encode())
    assert [subject for subject, _, _ in plain.triples(lines)] == ["_:b1", "<http://a/b>", "_:b2"]


@pytest.mark.parametrize(
    "line", ['<http://a/b> <http://a/c> "x" . # "y" .', "<http://a/b>  <http://a/c> <http://a/d> ."]
)
def test_line_of_another_form_is_left_to_the_parser(line):
    plainest = '<http://a/b> <http://a/c> "x"@en .'
    assert plainly(f"{plainest}\n".encode()) == [(("<http://a/b>", "<http://a/c>", '"x"@en'), Place(1, 27))]
    assert not plain.fits(f"{plainest}\n{line}\n".encode())
    assert not plain.fits(f"x{plainest}\n".encode())
    assert not plain.fits(f"{plainest}\n{plainest}".encode())


def test_byte_order_mark_is_passed_over():
    (piece,) = Cutter(io.BytesIO(b"\xef\xbb\xbf" + A.encode()), stream().starts, N_TRIPLES).pieces()
    assert (piece.body, piece.end) == (A.encode(), len(A) + 3)


@pytest.mark.parametrize("media_type", [N_TRIPLES, N_QUADS])
@pytest.mark.parametrize("last", [True, False], ids=["at-the-end", "before-others"])
def test_description_that_is_too_long_is_passed_over(monkeypatch, media_type, last):
    monkeypatch.setattr(cutting, "BLOCK", 1000)
    monkeypatch.setattr(cutting, "MOST", 5000)
    of_graph = media_type == N_QUADS
    long = A + about("<x:a#1>") * 2000
    if of_graph:
        long = long.replace(" .\n", " <x:a> .\n")
    text = long + ("" if last else (B.replace(" .\n", " <x:b> .\n") if of_graph else B))
    pieces = list(Cutter(io.BytesIO(text.encode()), stream(media_type).starts, media_type).pieces())
    told = [(each.too_long is not None, each.line) for each in pieces]
    assert told == [(True, 1), (False, 2002)][: 1 if last else 2]
    assert pieces[-1].end == len(text)
    assert all(len(each.body) < 3000 for each in pieces)


def test_line_without_end_takes_no_memory(monkeypatch):
    monkeypatch.setattr(cutting, "BLOCK", 1000)
    monkeypatch.setattr(cutting, "MOST", 5000)
    cutter = Cutter(io.BytesIO(A.encode() + b'<x:a> <x:p> "' + b"x" * 100_000), stream().starts, N_TRIPLES)
    longest = max(len(cutter._waiting) for _ in cutter.pieces())
    assert longest < 8000


def test_findings_after_the_last_record_are_cut_off(tmp_path):
    out = tmp_path / "findings.jsonl"
    sink = Sink(out)
    sink.seen("<x:a>", 1)
    sink.write(b"first\n", at(10))
    sink.keep()
    sink.seen("<x:b>", 2)
    sink.write(b"second\n", at(20))
    sink.close(done=False)
    again = Sink(out, resume=True)
    assert again.record == at(10, written=6)
    assert out.read_bytes() == b"first\n"
    assert (again.seen("<x:a>", 9), again.seen("<x:b>", 9)) == (1, None)
    again.write(b"third\n", at(30))
    again.close(done=True)
    assert out.read_bytes() == b"first\nthird\n"
    assert list(tmp_path.iterdir()) == [out]


def test_findings_that_lost_something_are_not_gone_on_with(tmp_path):
    out = tmp_path / "findings.jsonl"
    sink = Sink(out)
    sink.write(b"first\n", at(10))
    sink.keep()
    sink.close(done=False)
    out.write_bytes(b"fir")
    with pytest.raises(BadParameter, match="shorter"):
        Sink(out, resume=True)


def test_two_runs_do_not_write_one_file(tmp_path):
    sink = Sink(tmp_path / "findings.jsonl")
    with pytest.raises(BadParameter):
        Sink(tmp_path / "findings.jsonl", resume=True)
    sink.close(done=True)


def test_names_are_told_apart_by_the_thousand(tmp_path):
    sink = Sink(None)
    names = [f"<https://data.example.org/{number}>" for number in range(5000)]
    assert [sink.seen(name, line) for line, name in enumerate(names)] == [None] * 5000
    assert [sink.seen(name, 1) for name in itertools.islice(names, 10)] == list(range(10))
    sink.close(done=True)
