"""answer.Answering: formats, bounds by tier, what is kept, versions that follow one another, graphs."""

import csv
import io
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyoxigraph
import pytest

from educluster import errors, formats, names, platform, store
from educluster.answer import Answering, Asked, Dataset
from educluster.answer.cache import Key
from educluster.config import Settings, Tier

ANYBODY, KNOWN = Tier("anonymous", 20, 5), Tier("token", 20, 7)
LINK = "https://w3id.org/educluster/problems#rows"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
CORPUS = "https://w3id.org/educluster/graph/concepts"


@dataclass
class Shelf:
    """Versions of the data; the current one is read."""

    current: store.Loaded
    made: str

    def put(self, number):
        """Publish a version in which <x:s> has <x:p> with this value; then it is the current one."""
        path = f"{self.made}/{number}"
        if not os.path.isdir(path):
            data = pyoxigraph.Store(f"{self.made}/store-{number}")
            data.update(f"INSERT DATA {{ <x:s> <x:p> {number} . GRAPH <x:g> {{ <x:a> <x:b> <x:c> }} }}")
            data.flush()
            data.backup(path)
        self.current = replace(self.current, version=f"v{number}", checkpoint=Path(path), triples=2)

    @contextmanager
    def reading(self):
        yield self.current


@pytest.fixture(scope="module")
def answering(folder, loaded):
    """The packaged data; one worker, which is kept busy by nobody else."""
    settings = Settings(data=folder, workers=1, query_seconds=20, cache_mb=1)
    with closing(Answering(settings, partial(store.reading, folder))) as made:
        made.wait_until_ready()
        yield made


@pytest.fixture
def shelf(folder, loaded, tmp_path):
    return Shelf(loaded, str(tmp_path))


@pytest.fixture
def on_shelf(folder, shelf):
    settings = Settings(data=folder, workers=1, query_seconds=20, query_mb=64)
    with closing(Answering(settings, shelf.reading)) as made:
        yield made


def first(offered):
    return offered[0]


def named(name):
    return partial(formats.named, name)


def ask(answering, query, choice=first, tier=ANYBODY, dataset=Dataset(), seen="", seconds=None):  # noqa: B008
    return answering.answer(Asked(query.encode(), dataset, tier, seconds), choice, seen)


def test_a_result_is_cut_off_after_the_rows_of_the_tier_and_says_so(answering):
    for tier, rows in ((ANYBODY, 5), (KNOWN, 7)):
        answered = ask(answering, ALL, tier=tier)
        told = json.loads(answered.whole())
        assert (answered.rows, answered.cut, len(told["results"]["bindings"])) == (rows, f"rows={rows}", rows)
        assert told["head"] == {"vars": ["s", "p", "o"], "link": [LINK]}


def test_a_result_that_is_as_long_as_may_be_is_whole(answering):
    answered = ask(answering, ALL + " LIMIT 5")
    told = json.loads(answered.whole())
    assert (answered.rows, answered.cut, told["head"]) == (5, "", {"vars": ["s", "p", "o"]})


def test_a_result_in_xml_says_in_its_head_that_it_is_cut_off(answering):
    answered = ask(answering, ALL, named("xml"))
    data = answered.whole()
    root = ElementTree.fromstring(data)
    assert [link.get("href") for link in root.iter("{http://www.w3.org/2005/sparql-results#}link")] == [LINK]
    assert len(list(root.iter("{http://www.w3.org/2005/sparql-results#}result"))) == 5
    assert answered.size == len(data)


def test_a_result_in_csv_is_cut_off_at_a_row(answering):
    answered = ask(answering, ALL, named("csv"))
    rows = list(csv.reader(io.StringIO(answered.whole().decode(), newline="")))
    assert (len(rows), answered.cut) == (6, "rows=5")


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_a_graph_is_cut_off_after_as_many_triples(answering, name):
    answered = ask(
        answering, "CONSTRUCT WHERE { ?s <https://w3id.org/educluster/ns#position> ?o }", named(name)
    )
    graph = pyoxigraph.parse(
        answered.whole(), pyoxigraph.RdfFormat.from_media_type(answered.format.media_type)
    )
    assert (len(list(graph)), answered.rows, answered.cut) == (5, 5, "triples=5")


def test_no_rows_are_cut_off_where_the_tier_has_no_bound(answering):
    answered = ask(answering, ALL + " LIMIT 3000", named("tsv"), replace(ANYBODY, rows=0))
    assert (answered.rows, answered.cut, answered.whole().count(b"\n")) == (3000, "", 3001)


def test_a_large_result_that_is_cut_off_links_too(answering):
    answered = ask(answering, ALL, tier=replace(ANYBODY, rows=30_000))
    data = answered.whole()
    assert len(data) == answered.size > 1024 * 1024
    told = json.loads(data)
    assert (len(told["results"]["bindings"]), told["head"]["link"]) == (30_000, [LINK])


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?z ?a ?m } LIMIT 1", ["z", "a", "m"]),
        ("SELECT DISTINCT * { ?z a ?k FILTER NOT EXISTS { ?k <x:a> ?hidden } } LIMIT 1", ["z", "k"]),
        (
            "SELECT * { { SELECT (COUNT(?b) AS ?n) ?a { ?b a ?a } GROUP BY ?a } ?z a ?a } LIMIT 1",
            ["n", "a", "z"],
        ),
        ("SELECT ?b ?a { ?a ?x ?b } LIMIT 1", ["b", "a"]),
    ],
)
def test_columns_come_in_the_order_of_the_query(answering, query, columns):
    assert json.loads(ask(answering, query).whole())["head"]["vars"] == columns


def test_a_relative_iri_is_resolved_against_the_base_of_the_project(answering):
    query = "ASK { GRAPH <graph/concepts> { ?s ?p ?o } }"
    assert json.loads(ask(answering, query).whole()) == {"head": {}, "boolean": True}


def test_the_same_answer_is_kept_and_a_client_that_has_it_is_told_so(answering):
    query = "SELECT ?s { ?s a <https://w3id.org/educluster/ns#Principle> } LIMIT 3"
    new, again = ask(answering, query), ask(answering, query)
    assert (new.cached, again.cached, new.whole()) == (False, True, again.whole())
    assert (new.rows, new.etag, new.etag[:3]) == (again.rows, again.etag, 'W/"')
    for seen in (new.etag, f'"other", {new.etag}', new.etag.removeprefix("W/")):
        fresh = ask(answering, query, seen=seen)
        assert (fresh.fresh, fresh.size, fresh.whole(), fresh.etag) == (True, 0, b"", new.etag)
    assert not ask(answering, query, seen='"other"').fresh


def test_a_client_that_has_an_answer_is_told_so_without_evaluation(answering):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    key = {}
    for text in ("ASK {}", slow):
        try:
            key[text] = ask(answering, text, seconds=0.5).etag
        except errors.Deadline:
            key[text] = answering_tag(answering, text)
    assert ask(answering, slow, seen=key[slow], seconds=0.5).fresh


def answering_tag(answering, text):
    """The tag that an answer would have; no door tells it before there is one."""
    with answering._reading() as loaded:
        return Key(
            loaded.version, text.encode(), ((), (), "anonymous", 5), formats.RESULTS_JSON.media_type
        ).etag()


def test_what_an_answer_depends_on_tells_answers_apart(answering):
    query = "SELECT ?o { ?s ?p ?o } LIMIT 2"
    concepts = Dataset(default_graphs=(CORPUS,))
    told = [
        ask(answering, query),
        ask(answering, query + " "),
        ask(answering, query, named("xml")),
        ask(answering, query, tier=KNOWN),
        ask(answering, query, dataset=concepts),
        ask(answering, query, dataset=Dataset(named_graphs=(CORPUS,))),
    ]
    assert len({each.etag for each in told}) == len(told)
    assert not any(each.cached for each in told)


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_by_itself_is_not_kept(answering, call):
    query = f"SELECT ({call} AS ?x) {{}}"
    new, again = ask(answering, query), ask(answering, query)
    assert (new.etag, again.cached, again.fresh) == ("", False, False)


def test_answers_that_are_kept_stay_within_their_bound(answering):
    for number in range(60):
        ask(
            answering, f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT 400 # {number}", tier=replace(ANYBODY, rows=0)
        ).whole()
    assert 500_000 < answering.cache_bytes <= 1024 * 1024


@pytest.mark.parametrize(
    ("tier", "seconds", "limit", "value", "remedy"),
    [
        (replace(ANYBODY, seconds=0.5), None, "--query-seconds", "0.5 seconds", "with a token"),
        (replace(KNOWN, seconds=0.5), None, "--token-seconds", "0.5 seconds", "in parts"),
        (ANYBODY, 0.5, "timeout", "0.5 seconds", "timeout=20 at most"),
        (replace(ANYBODY, seconds=0.5), 10, "--query-seconds", "0.5 seconds", "with a token"),
    ],
    ids=["anonymous", "token", "timeout", "timeout above the tier's"],
)
def test_a_deadline_is_told_by_its_name_and_how_to_get_more(answering, tier, seconds, limit, value, remedy):
    answering.wait_until_ready()
    with pytest.raises(errors.Deadline) as caught:
        ask(answering, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", tier=tier, seconds=seconds)
    assert (caught.value.limit, caught.value.value) == (limit, value)
    assert remedy in caught.value.remedy


def test_a_graph_that_is_not_there_is_an_error(answering):
    with pytest.raises(errors.BadQuery, match="there is no graph <x:none>"):
        ask(answering, ALL, dataset=Dataset(named_graphs=("x:none",)))
    with pytest.raises(errors.BadQuery, match="no IRI"):
        ask(answering, ALL, dataset=Dataset(default_graphs=("<>",)))
    with pytest.raises(errors.NotFound, match="there is no graph <x:none>"):
        answering.dump("x:none", first)
    assert not answering.exists("x:none")


def test_a_graph_is_given_alone_and_kept(answering):
    assert CORPUS in answering.graphs()
    new = answering.dump(CORPUS, named("nt"))
    again = answering.dump(CORPUS, named("nt"), new.etag)
    assert (again.fresh, answering.exists(CORPUS), answering.exists(None)) == (True, True, True)
    whole = replace(ANYBODY, rows=0)
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{CORPUS}> {{ ?s ?p ?o }} }}"
    assert sorted(new.whole().splitlines()) == sorted(
        set(ask(answering, query, named("nt"), whole).whole().splitlines())
    )
    assert answering.dump(None, named("nt")).size == 0  # nothing of it is packaged


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_a_graph_can_be_read_in_each_format(on_shelf, shelf, name):
    shelf.put(1)
    for graph, triple in ((None, "<x:s> <x:p> 1"), ("x:g", "<x:a> <x:b> <x:c>")):
        answered = on_shelf.dump(graph, named(name))
        media = pyoxigraph.RdfFormat.from_media_type(answered.format.media_type)
        found = {quad.triple for quad in pyoxigraph.parse(answered.whole(), media)}
        assert found == {quad.triple for quad in pyoxigraph.parse(f"{triple} .", pyoxigraph.RdfFormat.TURTLE)}


def test_an_answer_is_of_the_version_that_is_current_when_it_is_asked(on_shelf, shelf):
    tags = set()
    for number in (1, 2, 1, 2):
        shelf.put(number)
        answered = ask(on_shelf, "SELECT ?o { <x:s> <x:p> ?o }", named("csv"))
        assert (answered.version, answered.whole().split()) == (f"v{number}", [b"o", str(number).encode()])
        tags.add(answered.etag)
    assert len(tags) == 2
    assert on_shelf.graphs() == ["x:g"]
    assert on_shelf.count() == 2


def test_where_a_checkpoint_is_gone_the_newest_answers_and_is_named(on_shelf, shelf, loaded):
    shelf.put(1)
    shutil.rmtree(shelf.current.checkpoint)
    answered = ask(on_shelf, "ASK {}")
    assert (answered.version, answered.etag) == (loaded.version, "")


@pytest.mark.parametrize("memory_mb", [64, 512])
@pytest.mark.skipif(bool(platform.missing()), reason="this system has no memory limits for processes")
def test_a_worker_that_opens_many_checkpoints_does_not_grow(folder, shelf, memory_mb):
    shelf.put(0)
    before = _children()
    settings = Settings(data=folder, workers=1, query_seconds=20, query_mb=memory_mb)
    with closing(Answering(settings, shelf.reading)) as made:
        made.wait_until_ready()
        (worker,) = _children() - before
        mapped = _mapped(worker)
        for number in range(100):
            shelf.put(number % 3)
            ask(made, f"SELECT * {{ ?s ?p ?o }} # {number}").whole()
        assert _children() - before == {worker}  # it was not lost
        assert _mapped(worker) < mapped + 32 * 1024 * 1024


def _children():
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()[1:]]
    return {int(pid) for pid, parent, told in rows if int(parent) == os.getpid() and "query_worker" in told}


def _mapped(pid):
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[0]) * 4096


# Values that are bound, releases, pages


def bound(answering, query, choice=first, **more):
    return answering.answer(Asked(query.encode(), Dataset(), ANYBODY, **more), choice)


TERMS = {
    "iri": (("iri", "urn:a", "", ""), {"type": "uri", "value": "urn:a"}),
    "text": (("literal", 'a "b" } UNION {', "", names.XSD + "string"), {"value": 'a "b" } UNION {'}),
    "plain": (("literal", "a", "", ""), {"value": "a"}),
    "spoken": (("literal", "а", "ru", ""), {"value": "а", "xml:lang": "ru"}),
    "number": (
        ("literal", "5", "", names.XSD + "integer"),
        {"value": "5", "datatype": names.XSD + "integer"},
    ),
}


@pytest.mark.parametrize("name", TERMS)
def test_a_value_that_is_bound_is_the_term(answering, name):
    given, told = TERMS[name]
    query = "SELECT ?a (BOUND(?a) AS ?is) { OPTIONAL { ?a <urn:no> ?b } }"
    answered = bound(answering, query, bindings=(("a", given),))
    (row,) = json.loads(answered.whole())["results"]["bindings"]
    assert row["a"] == {"type": "literal", **told}
    assert row["is"]["value"] == "true"


def test_an_answer_is_kept_for_the_values_that_were_bound(answering):
    def one(value):
        given = (("a", ("literal", value, "", "")),)
        answered = bound(answering, "SELECT ?a { BIND(1 AS ?b) }", named("csv"), bindings=given)
        return answered.cached, answered.whole().split()[1], answered.etag

    answers = [one("x"), one("y"), one("x"), one("y")]
    assert [each[:2] for each in answers] == [(False, b"x"), (False, b"y"), (True, b"x"), (True, b"y")]
    assert len({each[2] for each in answers}) == 2


def test_what_is_no_iri_is_a_bad_query(answering):
    with pytest.raises(errors.BadQuery, match="no IRI"):
        bound(answering, "SELECT ?a {}", bindings=(("a", ("iri", "no iri", "", "")),))


def test_of_a_page_it_is_told_that_there_are_more_rows_and_not_that_it_was_cut(answering):
    for name, page, rows, more in (
        ("json", 3, 3, True), ("json", 4, 4, False), ("csv", 3, 3, True), ("json", 0, 4, False),
    ):  # fmt: skip
        for _ in range(2):  # also when it is kept
            answered = bound(answering, ALL + " LIMIT 4", named(name), page=page)
            assert (answered.rows, answered.more, answered.cut) == (rows, more, "")
            assert b"link" not in answered.whole().partition(b"results")[0]


def test_a_release_answers_beside_the_live_store_and_both_answers_are_kept(on_shelf, shelf):
    query = "SELECT ?o { <x:s> <x:p> ?o }"
    shelf.put(7)
    release = replace(shelf.current, version="r", release="r")
    shelf.put(1)
    for attempt in range(3):
        there, here = (
            bound(on_shelf, query, named("csv"), checkpoint=release),
            ask(on_shelf, query, named("csv")),
        )
        assert (there.whole().split()[1], here.whole().split()[1]) == (b"7", b"1")
        assert (there.cached, here.cached) == (attempt > 0, attempt > 0)
    bound(on_shelf, f"{query} # another", checkpoint=release)
    assert ask(on_shelf, query, named("csv")).cached  # which the release's left there
    shelf.put(2)
    assert ask(on_shelf, query, named("csv")).whole().split()[1] == b"2"
    assert bound(on_shelf, query, named("csv"), checkpoint=release).cached  # no commit outdates it


def test_a_release_of_the_same_name_is_another_version(on_shelf, shelf):
    query = "SELECT ?o { <x:s> <x:p> ?o }"
    shelf.put(7)
    release = shelf.current
    shelf.put(1)
    release = replace(release, version=shelf.current.version)
    answers = [ask(on_shelf, query, named("csv")), bound(on_shelf, query, named("csv"), checkpoint=release)]
    assert [each.whole().split()[1] for each in answers] == [b"1", b"7"]
    assert len({each.etag for each in answers}) == 2


def test_where_a_release_is_gone_nothing_answers_in_its_place(on_shelf, shelf):
    shelf.put(1)
    gone = replace(shelf.current, checkpoint=shelf.current.checkpoint.parent / "gone" / "store")
    with pytest.raises(errors.Unavailable, match="the release gone was removed, or cannot be read"):
        bound(on_shelf, "ASK {}", checkpoint=gone)
    assert ask(on_shelf, "ASK {}").whole()


@pytest.mark.skipif(bool(platform.missing()), reason="this system has no memory limits for processes")
def test_a_worker_that_opens_many_releases_does_not_grow(folder, shelf):
    releases = []
    for number in range(3):
        shelf.put(number)
        releases.append(shelf.current)
    before = _children()
    with closing(Answering(Settings(data=folder, workers=1, query_seconds=20), shelf.reading)) as made:
        made.wait_until_ready()
        (worker,) = _children() - before
        bound(made, "SELECT * { ?s ?p ?o }", checkpoint=releases[0]).whole()
        mapped = _mapped(worker)
        for number in range(60):
            bound(made, f"SELECT * {{ ?s ?p ?o }} # {number}", checkpoint=releases[number % 3]).whole()
            ask(made, f"SELECT * {{ ?s ?p ?o }} # {number}").whole()
        assert _children() - before == {worker}  # it was not lost
        assert _mapped(worker) < mapped + 64 * 1024 * 1024


def test_answers_come_to_those_who_asked_for_them_while_versions_follow_one_another(folder, shelf):
    settings = Settings(data=folder, workers=2, query_seconds=20)
    for number in range(4):
        shelf.put(number)
    with closing(Answering(settings, shelf.reading, spare=1)) as made, ThreadPoolExecutor(6) as threads:

        def one(number):
            if not number % 10:
                shelf.put(number % 4)
            answered = ask(made, f"SELECT ?o ({number} AS ?n) {{ <x:s> <x:p> ?o }}", named("csv"))
            value, told = answered.whole().decode().split()[1].split(",")
            return (f"v{value}", int(told)) == (answered.version, number)

        assert all(threads.map(one, range(200)))
