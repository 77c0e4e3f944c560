"""write.Writer: changes are whole, lasting and visible; what may not be written is refused."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import small_release
from educluster import store
from educluster.errors import BadDocument, BadQuery, Deadline, Forbidden, LimitReached, NoRoom, NotFound
from educluster.write import Delete, Document, Post, Put, Update
from small_release import CLUSTERS, DERIVED, MINE, graph, graphs, turtle, writing

ONE = f"<{MINE}> <https://example.org/p> "


@pytest.fixture(autouse=True)
def release(monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "first", "second")


@pytest.fixture
def writer(tmp_path):
    with writing(tmp_path / "data", graph_triples=100, store_triples=200, waiting=100) as found:
        yield found


def number(value):
    return f'{ONE}"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_put_makes_a_graph_and_replaces_it(writer):
    first = writer.apply(Put(MINE, turtle("<> <p> 1 , 2 , 1 .")))
    assert (first.created, first.triples) == (True, 2)
    second = writer.apply(Put(MINE, turtle("<> <p> 3 .")))
    assert (second.created, second.triples) == (False, 1)
    assert second.version == writer.current.version > first.version
    assert graph(writer.current, MINE) == {number(3)}


def test_post_adds_to_a_graph_and_makes_it_where_it_is_not(writer):
    assert writer.apply(Post(MINE, turtle("<> <p> 1 ."))).created
    assert not writer.apply(Post(MINE, turtle("<> <p> 2 ."))).created
    assert graph(writer.current, MINE) == {number(1), number(2)}


def test_delete_ends_a_graph_once(writer):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    writer.apply(Delete(MINE))
    assert MINE not in graphs(writer.current)
    with pytest.raises(NotFound, match="there is no graph <https://example"):
        writer.apply(Delete(MINE))


def test_unnamed_graph_is_made_by_its_first_triple_and_always_there_to_be_deleted(writer):
    writer.apply(Delete(None))
    assert writer.apply(Put(None, turtle("<https://example.org/s> <https://example.org/p> 1 ."))).created
    assert not writer.apply(Post(None, turtle("<https://example.org/s> <https://example.org/p> 2 ."))).created
    assert len(graph(writer.current, None)) == 2
    writer.apply(Delete(None))
    assert not graph(writer.current, None)


def test_empty_document_makes_a_graph_that_is_there(writer):
    assert writer.apply(Put(MINE, turtle(""))).created
    assert MINE in graphs(writer.current)
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    writer.apply(Put(MINE, turtle("")))
    assert MINE in graphs(writer.current)
    assert not graph(writer.current, MINE)


def test_blank_nodes_of_two_documents_never_meet(writer):
    text = '[] <p> _:a . _:a <q> "x" .'
    both = (*turtle(text), Document(b'{"@id": "_:a", "https://example.org/q": "y"}', "application/ld+json"))
    writer.apply(Post(MINE, both))
    writer.apply(Post(MINE, turtle(text)))
    subjects = {line.split()[0] for line in graph(writer.current, MINE)}
    assert len(graph(writer.current, MINE)) == len(subjects) == 5


@pytest.mark.parametrize(
    ("text", "media_type", "said"),
    [
        (f"<{MINE}> <{MINE}> 1 ", "text/turtle", "line 1"),
        (f"<{MINE}> <{MINE}> <{MINE}> <{MINE}/other> .", "application/n-quads", "a graph of its own"),
        ("<!DOCTYPE x><x/>", "application/rdf+xml", "DOCTYPE"),
        ('{"@context": "https://example.org/c", "@id": "x"}', "application/ld+json", "remote @context"),
        ('{"a":' * 300 + "1" + "}" * 300, "application/ld+json", "levels deep"),
    ],
    ids=["syntax", "named graph", "doctype", "remote context", "deep"],
)
def test_document_that_is_refused_changes_nothing(writer, text, media_type, said):
    before = writer.current
    with pytest.raises(BadDocument, match=said):
        writer.apply(Put(MINE, (Document(text.encode(), media_type),)))
    assert writer.current == before


def test_graph_named_in_a_document_as_the_one_that_is_written_is_taken(writer):
    quad = f"<{MINE}> <{MINE}> <{MINE}> <{MINE}> ."
    writer.apply(Put(MINE, (Document(quad.encode(), "application/n-quads"),)))
    assert len(graph(writer.current, MINE)) == 1


@pytest.mark.parametrize("kind", [Put, Post, Delete])
def test_packaged_graph_is_read_only_and_the_refusal_names_it(writer, kind):
    change = kind(CLUSTERS) if kind is Delete else kind(CLUSTERS, turtle("<> <p> 1 ."))
    with pytest.raises(Forbidden, match=f"<{CLUSTERS}>"):
        writer.apply(change)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{CLUSTERS}> {{ <a:a> <a:b> 1 }} }}",
        f"CLEAR GRAPH <{CLUSTERS}>",
        f"DROP GRAPH <{DERIVED}>",
        f"MOVE <{CLUSTERS}> TO <{MINE}>",
        f"COPY <{MINE}> TO <{CLUSTERS}>",
        f"WITH <{CLUSTERS}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { <a:a> <a:b> 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT {{ GRAPH ?g {{ <a:a> <a:b> 1 }} }} WHERE {{ BIND(IRI('{DERIVED}') AS ?g) }}",
        "BASE <https://w3id.org/educluster/> CREATE GRAPH <graph/derived2>",
    ],
)
def test_update_of_a_packaged_graph_is_refused_and_nothing_is_changed(writer, text):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    before = writer.current
    with pytest.raises(Forbidden, match="read-only"):
        writer.apply(Update(text.encode()))
    assert writer.current == before


def test_clear_all_means_what_a_client_may_write(writer):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    writer.apply(Update(b"CLEAR ALL"))
    assert not graph(writer.current, MINE)
    assert graph(writer.current, CLUSTERS)
    writer.apply(Update(b"DROP ALL"))
    assert graphs(writer.current) == {CLUSTERS, DERIVED}


def test_update_with_a_graph_variable_reaches_what_a_client_may_write(writer):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    text = "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), 'mine')) }"
    writer.apply(Update(text.encode()))
    assert not graph(writer.current, MINE)


def test_using_is_the_dataset_of_the_request(writer):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    text = f"INSERT {{ GRAPH <{MINE}/copy> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    writer.apply(Update(text.encode(), using=(MINE,)))
    assert graph(writer.current, MINE + "/copy") == {number(1)}


@pytest.mark.parametrize(
    "change",
    [
        Put("https://example.net/x", turtle(""), ("https://example.org/",)),
        Put(None, turtle(""), ("https://example.org/",)),
        Update(b"INSERT DATA { <a:a> <a:b> 1 }", within=("https://example.org/",)),
        Update(b"CLEAR ALL", within=("https://example.org/",)),
    ],
    ids=["other graph", "unnamed graph", "update", "clear all"],
)
def test_token_writes_only_below_the_beginnings_it_has(writer, change):
    with pytest.raises(Forbidden, match="may not write"):
        writer.apply(change)
    assert writer.apply(Put(MINE, turtle(""), ("https://example.org/",))).created


def test_update_that_cannot_be_parsed_fails_alone_among_those_that_wait(writer):
    good = [Update(f"INSERT DATA {{ GRAPH <{MINE}> {{ <{MINE}> <a:b> {n} }} }}".encode()) for n in range(20)]
    bad = [Update(b"INSERT DATA { nonsense"), Put(CLUSTERS, turtle("")), Put(MINE + "/2", turtle("<"))]
    with ThreadPoolExecutor(23) as threads:
        futures = [threads.submit(writer.apply, change) for change in [*good, *bad]]
    errors = [type(future.exception()) for future in futures]
    assert errors == [type(None)] * 20 + [BadQuery, Forbidden, BadDocument]
    assert len(graph(writer.current, MINE)) == 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT DATA { <a:a> <a:b> }", "line 1, column 27: the update cannot be parsed"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
        ("DROP GRAPH <a:none>", "SILENT"),
        ("INSERT { <a:a> <a:b> ?x } WHERE { BIND(<a:f>(1) AS ?x) }", "functions"),
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } } ; DROP GRAPH <a:none>", "SILENT"),
    ],
)
def test_update_that_is_refused_says_why_and_changes_nothing(writer, text, said):
    before = writer.current
    with pytest.raises(BadQuery, match=said):
        writer.apply(Update(text.encode()))
    writer.apply(Update(b"INSERT DATA { <a:c> <a:b> 1 }"))
    assert graphs(writer.current) == graphs(before)


def test_changes_that_wait_share_a_commit_and_each_is_in_the_version_it_was_told(writer):
    before = writer.current.number
    with ThreadPoolExecutor(16) as threads:
        put = [Put(f"{MINE}/{n}", turtle("<> <p> 1 .")) for n in range(64)]
        versions = [done.version for done in threads.map(writer.apply, put)]
    assert writer.current.number - before < 64
    assert {f"{MINE}/{n}" for n in range(64)} <= graphs(writer.current)
    assert max(versions) == writer.current.version


def test_bound_of_a_graph_is_told_before_it_is_reached_and_nothing_passes_it(writer):
    def put(first, last):
        return writer.apply(Post(MINE, turtle("".join(f"<> <p> {n} ." for n in range(first, last)))))

    assert put(0, 70).warning == ""
    assert "--graph-triples" in put(70, 90).warning
    before = writer.current
    with pytest.raises(NoRoom, match=r"--graph-triples \(100 triples; .*mine> has 90, and this may add 11"):
        put(90, 101)
    values = " ".join(f"({n})" for n in range(50))
    text = f"INSERT {{ GRAPH <{MINE}> {{ <a:a> <a:b> ?n }} }} WHERE {{ VALUES (?n) {{ {values} }} }}"
    with pytest.raises(NoRoom, match="--graph-triples"):
        writer.apply(Update(text.encode()))
    assert writer.current == before
    writer.apply(Update(f"CLEAR GRAPH <{MINE}>".encode()))
    assert put(0, 100).created is False


def test_update_whose_operations_feed_each_other_passes_no_bound_either(writer):
    graph_of = f"GRAPH <{MINE}> {{ ?a ?b ?c . ?d ?e ?f }}"
    data = " ".join(f"<a:{n}> <a:b> {n} ." for n in range(20))
    growing = f"INSERT {{ GRAPH <{MINE}> {{ ?a ?e ?f . ?d ?b ?c }} }} WHERE {{ {graph_of} }}"
    before = writer.apply(Put(MINE + "/kept", turtle("<> <p> 1 ."))).version
    with pytest.raises(NoRoom, match=r"--graph-triples .*mine> would have more"):
        writer.apply(Update(f"INSERT DATA {{ GRAPH <{MINE}> {{ {data} }} }} ; {growing}".encode()))
    assert writer.current.version == before
    few = f"INSERT DATA {{ GRAPH <{MINE}> {{ <a:1> <a:b> 1 . <a:2> <a:b> 2 }} }} ; {growing}"
    writer.apply(Update(few.encode()))
    assert len(graph(writer.current, MINE)) == 4
    assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE, MINE + "/kept"}


def test_bound_of_the_store_counts_all_graphs(writer):
    def put(n, triples):
        return writer.apply(Put(f"{MINE}/{n}", turtle("".join(f"<> <p> {n} ." for n in range(triples)))))

    put(1, 90)
    assert "the store" in put(2, 80).warning
    with pytest.raises(NoRoom, match="--store-triples"):
        put(3, 50)
    writer.apply(Delete(f"{MINE}/1"))
    assert put(3, 50).created


def test_triples_are_counted_when_nobody_has_written_for_a_while(writer):
    writer.apply(Put(MINE, turtle("<> <p> 1 , 2 , 3 .")))
    until = time.monotonic() + 20
    while not writer.current.counted and time.monotonic() < until:
        time.sleep(0.05)
    assert writer.current.triples == 4 + 3


def test_checkpoint_that_is_read_stays_and_the_others_go(writer, tmp_path):
    writer.apply(Put(MINE, turtle("<> <p> 1 .")))
    with writer.reading() as read, store.reading(tmp_path / "data") as held:
        for n in range(40):
            writer.apply(Put(MINE, turtle(f"<> <p> {n} .")))
        assert graph(read, MINE) == graph(held, MINE) == {number(1)}
    assert left(tmp_path / "data", 6) <= 6


def left(data, wanted):
    """Return how many checkpoints are left; so many are waited for."""
    until = time.monotonic() + 20
    while (found := len(list((data / "checkpoints").iterdir()))) > wanted and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_checkpoints_that_writers_left_which_are_gone_go(tmp_path):
    for turn in range(4):
        with writing(tmp_path / "data") as writer:
            for n in range(3):
                writer.apply(Put(MINE, turtle(f"<> <p> {turn * 10 + n} .")))
    with writing(tmp_path / "data"):
        assert left(tmp_path / "data", 5) <= 5


def test_checkpoint_that_a_large_change_makes_before_it_begins_goes(tmp_path):
    many = turtle("".join(f"<s{n}> <p> {n} .\n" for n in range(21_000)))
    with writing(tmp_path / "data", update_seconds=300) as writer:
        for n in range(3):
            for document in (turtle(f"<> <p> {n} ."), turtle(f"<> <q> {n} ."), many):
                writer.apply(Put(MINE, document))
        assert left(tmp_path / "data", 5) <= 5


def test_checkpoint_that_was_read_when_its_turn_to_go_came_goes_later(writer, tmp_path):
    with store.reading(tmp_path / "data"):
        for n in range(10):
            writer.apply(Put(MINE, turtle(f"<> <p> {n} .")))
        assert left(tmp_path / "data", 6) == 6
    for n in range(10):
        writer.apply(Put(MINE, turtle(f"<> <p> {n} .")))
    assert left(tmp_path / "data", 5) <= 5


def test_large_graph_is_put_posted_and_deleted(tmp_path):
    many = turtle("".join(f"<s{n}> <p> {n} .\n" for n in range(25_000)))
    with writing(tmp_path / "data", update_seconds=300) as writer:
        assert writer.apply(Put(MINE, many)).triples == 25_000
        assert writer.apply(Put(MINE, turtle("<> <p> 1 ."))).triples == 1
        writer.apply(Post(MINE, many))
        assert len(graph(writer.current, MINE)) == 25_001
        writer.apply(Delete(MINE))
        assert MINE not in graphs(writer.current)


def test_update_that_takes_too_much_memory_is_ended_and_the_next_is_done(tmp_path):
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
    text = f"INSERT {{ <a:a> <a:b> ?s40 }} WHERE {{ BIND('long' AS ?s0) {doubled} FILTER(STRLEN(?s40) > 0) }}"
    with writing(tmp_path / "data", update_mb=300) as writer:
        with pytest.raises(LimitReached, match="--update-mb"):
            writer.apply(Update(text.encode()))
        writer.wait_until_ready()
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE}


def test_update_that_takes_too_long_is_ended_and_the_next_is_done(tmp_path):
    endless = (
        "INSERT { GRAPH <a:g> { ?a ?b ?c } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    )
    values = "".join(f"<> <p> {n} ." for n in range(60))
    with writing(tmp_path / "data", update_seconds=2) as writer:
        writer.apply(Put(None, turtle(values)))
        with pytest.raises(Deadline, match="--update-seconds"):
            writer.apply(Update(endless.encode()))
        writer.wait_until_ready()
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE}
