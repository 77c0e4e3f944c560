"""ask: stored questions of the current release, of another, of the live store; tables, and what is told."""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest

from educluster import artifacts, ask, errors, formats, names, store
from educluster.answer import Answering, as_json
from educluster.ask import Asking, showing
from educluster.ask.kept import Kept
from educluster.config import Settings, Tier
from educluster.questions import Column
from educluster.store import loading
from educluster.tables import NOTHING, Cell

ANYBODY = Tier("anonymous", 20, 1000)
DAY = datetime.date(2026, 11, 22)
MEMBERS, CLUSTER = "members-of-a-cluster", "cluster-chirchik-icpe"
CONDITIONS, PRINCIPLE = "conditions-of-a-principle", "principle-succession"
SIX = {"principle": "principle-natural-interconnection"}  # which has six conditions
NEW, LATER = f"{names.ECR}cluster-new", f"{names.ECR}cluster-later"


@dataclass
class Shelf:
    """Live versions, of which one is current, and releases beside them."""

    current: store.Loaded
    folder: Path
    releases: dict[str, store.Loaded] = field(default_factory=dict)

    def made(self, name, quads):
        """Return a store of its own with these quads, as a worker opens one."""
        path = self.folder / name
        with_them = pyoxigraph.Store(str(self.folder / f"{name}-written"))
        with_them.update(f"PREFIX ec: <{names.EC}> PREFIX rdfs: <{names.RDFS}> INSERT DATA {{ {quads} }}")
        with_them.flush()
        with_them.backup(str(path))
        return path

    @contextmanager
    def reading(self):
        yield self.current

    def release_of(self, wanted):
        if wanted in self.releases:
            return self.releases[wanted]
        raise errors.NotFound(f"the release {wanted} is not held", "ask elsewhere")


@pytest.fixture(scope="module")
def asking(folder, loaded):
    settings = Settings(data=folder, workers=1, query_seconds=20, cache_mb=4)
    with closing(Answering(settings, partial(store.reading, folder))) as answering:
        answering.wait_until_ready()
        yield Asking(answering, partial(store.release_of, folder), ANYBODY)


@pytest.fixture
def shelf(folder, loaded, tmp_path):
    """A live store with a cluster more than the release has, which is the real one."""
    found = Shelf(loaded, tmp_path, {loaded.release: store.release_of(folder, loaded.release)})
    path = found.made("live", f'<{NEW}> a ec:Cluster ; rdfs:label "the new one"@en .')
    found.current = replace(loaded, version=f"{loaded.release}-000002", checkpoint=path)
    return found


@pytest.fixture
def on_shelf(folder, shelf):
    settings = Settings(data=folder, workers=1, query_seconds=20, cache_mb=4)
    with closing(Answering(settings, shelf.reading)) as answering:
        yield Asking(answering, shelf.release_of, ANYBODY)


def rows(found):
    return [
        {name: term["value"] for name, term in row.items()} for row in found.results["results"]["bindings"]
    ]


# Which data answer


def test_the_current_release_answers_where_nothing_else_is_said(asking, loaded):
    found = asking.ask(MEMBERS, {"cluster": CLUSTER})
    assert (found.version.release, found.version.live) == (loaded.release, False)
    assert found.version == asking.version()
    assert found.version.told.endswith(f"), release {loaded.release}")
    assert found.version.date.year >= 2026
    assert {row["cluster"] for row in rows(found)} == {names.ECR + CLUSTER}


def test_users_graphs_answer_live_alone(on_shelf, shelf):
    with pytest.raises(errors.BadParameter, match="it is not in the class ec:Cluster"):
        on_shelf.ask(MEMBERS, {"cluster": "cluster-new"})
    found = on_shelf.ask(MEMBERS, {"cluster": "The new one"}, version="live")
    assert (found.version.live, found.version.commit, rows(found)) == (True, shelf.current.version, [])
    assert found.given["cluster"] == "cluster-new"
    with pytest.raises(errors.BadParameter):
        on_shelf.ask(MEMBERS, {"cluster": CLUSTER}, version="live")


def test_a_commit_is_seen_live_at_once(on_shelf, shelf):
    path = shelf.made("later", f"<{LATER}> a ec:Cluster .")
    assert [each.iri for each in on_shelf.choices(parameter(MEMBERS, "cluster"), "live")] == [NEW]
    shelf.current = replace(shelf.current, version=f"{shelf.current.release}-000003", checkpoint=path)
    assert [each.iri for each in on_shelf.choices(parameter(MEMBERS, "cluster"), "live")] == [LATER]
    assert on_shelf.version("live").commit.endswith("-000003")


def test_a_live_answer_names_the_commit_that_it_is_of_though_another_came_in_between(
    on_shelf, shelf, monkeypatch
):
    on_shelf.ask(MEMBERS, {"cluster": "cluster-new"}, version="live")
    answer = Answering.answer

    def late(*given):
        shelf.current = replace(shelf.current, version=f"{shelf.current.release}-000009")
        return answer(*given)

    monkeypatch.setattr(Answering, "answer", late)
    found = on_shelf.ask(MEMBERS, {"cluster": "cluster-new"}, version="live")
    assert found.version.commit.endswith("-000009")


def test_another_release_answers_by_its_digest_and_no_other_in_its_place(on_shelf, shelf):
    path = shelf.made("old", f"<{LATER}> a ec:Cluster .")
    shelf.releases["00000000000000aa"] = store.Loaded("00000000000000aa", "00000000000000aa", path, 1)
    found = on_shelf.ask(MEMBERS, {"cluster": "cluster-later"}, version="00000000000000aa")
    assert (found.version.release, rows(found)) == ("00000000000000aa", [])
    assert rows(on_shelf.ask(MEMBERS, {"cluster": CLUSTER}))
    with pytest.raises(errors.NotFound, match="not held"):
        on_shelf.ask(MEMBERS, {"cluster": CLUSTER}, version="00000000000000bb")
    shelf.releases["00000000000000cc"] = replace(
        shelf.releases["00000000000000aa"],
        version="00000000000000cc",
        checkpoint=shelf.folder / "gone" / "store",
    )
    with pytest.raises(errors.Unavailable, match="the release gone was removed"):
        on_shelf.ask(MEMBERS, {"cluster": CLUSTER}, version="00000000000000cc")


def test_a_release_that_has_another_query_for_the_question_says_so(on_shelf, shelf, asking):
    question, cluster = ask.question(MEMBERS), f"<{LATER}> a ec:Cluster ."
    described = f"<{names.ECR}question-{MEMBERS}> <{names.DCTERMS}identifier>"
    for release, digest in (("00000000000000aa", question.digest), ("00000000000000bb", "another")):
        graph = f'GRAPH <{names.GRAPH}questions> {{ {described} "{digest}" }}'
        path = shelf.made(digest, f"{cluster} {graph}")
        shelf.releases[release] = store.Loaded(release, release, path, 2)
        found = on_shelf.ask(MEMBERS, {"cluster": "cluster-later"}, version=release)
        first = on_shelf.about(found, "en", "https://one.example/", DAY).made[0]
        is_told = "has another query for this question" in first
        assert found.is_asked_otherwise == is_told == (digest == "another")
    assert not asking.ask(MEMBERS, {"cluster": CLUSTER}).is_asked_otherwise


def test_versions_that_are_asked_in_turns_stay_apart(on_shelf, shelf):
    """Each answer is kept, and none is given for another version; the worker has two stores open."""
    one = partial(on_shelf.ask, CONDITIONS, {"principle": PRINCIPLE})
    whole = rows(one())
    assert whole
    for _ in range(3):
        assert rows(one()) == whole
        assert rows(on_shelf.ask(MEMBERS, {"cluster": "cluster-new"}, version="live")) == []
    assert one().answered.cached
    assert on_shelf.ask(MEMBERS, {"cluster": "cluster-new"}, version="live").answered.cached


# What is asked


def parameter(question, name):
    return ask.question(question).parameters[name]


def test_values_are_bound_and_never_a_part_of_the_text(asking):
    """The same text is asked whatever the value: what is given cannot close a bracket."""
    for value in ('x" } UNION { ?a ?b ?c } #', "ecr:x> } #"):
        with pytest.raises(errors.BadParameter):
            asking.ask(MEMBERS, {"cluster": value})


def test_a_question_that_is_not_there_is_told_with_what_was_meant(asking):
    with pytest.raises(errors.NotFound, match="perhaps members-of-a-cluster"):
        asking.ask("member-of-a-cluster", {})


def test_the_language_of_the_names_is_the_readers_unless_another_is_given(asking):
    answers = [asking.ask(CONDITIONS, {"principle": PRINCIPLE, **given}, language) for given, language in
               (({}, "ru"), ({"language": "ru"}, "en"), ({}, "en"))]  # fmt: skip
    russian, given, english = ([row["label"] for row in rows(found)] for found in answers)
    assert russian == given != english


def test_pages_follow_one_another_and_say_whether_there_are_more(asking):
    def page(limit, offset, choice=as_json):
        return asking.ask(CONDITIONS, SIX, limit=limit, offset=offset, choice=choice)

    whole = rows(page(None, 0))
    assert len(whole) == 6
    first, second = page(3, 0), page(3, 3)
    assert rows(first) + rows(second) == whole[:6]
    assert (first.more, first.answered.cut, first.answered.rows) == (True, "", 3)
    assert "link" not in first.results["head"]
    last = page(len(whole), 0)
    assert (rows(last), last.more) == (whole, False)
    assert page(3, 0).answered.cached
    assert page(3, 0).more
    for name in ("csv", "tsv", "xml"):
        answered = page(3, 0, partial(formats.named, name)).answered
        assert (answered.rows, answered.more) == (3, True)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (5, -1)])
def test_a_page_that_cannot_be_is_refused(asking, limit, offset):
    with pytest.raises(errors.BadParameter):
        asking.ask(MEMBERS, {"cluster": CLUSTER}, limit=limit, offset=offset)


def test_a_page_has_no_more_rows_than_the_tier(asking):
    found = asking.ask(CONDITIONS, SIX, limit=50, tier=replace(ANYBODY, rows=2))
    assert (found.limit, len(rows(found)), found.more) == (2, 2, True)


def test_who_has_an_answer_is_told_that_it_is_the_same(asking):
    found = asking.ask(MEMBERS, {"cluster": CLUSTER}, limit=5)
    assert found.etag
    assert asking.ask(MEMBERS, {"cluster": CLUSTER}, limit=5, seen=found.etag).answered.fresh
    assert not asking.ask(MEMBERS, {"cluster": CLUSTER}, limit=6, seen=found.etag).answered.fresh
    assert not asking.ask(MEMBERS, {"cluster": "cluster-c-edu-cluj"}, limit=5, seen=found.etag).answered.fresh


# What is known


def test_choices_have_names_and_are_found_by_them(asking):
    choices = asking.choices(parameter(CONDITIONS, "principle"))
    assert PRINCIPLE in {each.value for each in choices}
    (found,) = choices.find("последовательность")
    assert found.value == PRINCIPLE
    named = [each.label("ru") for each in choices.sorted("ru")]
    assert named == sorted(named, key=str.casefold)


def test_where_any_iri_may_be_given_there_is_no_choice(asking):
    free = [each for question in asking.book.questions.values() for each in question.parameters.values()
            if each.type == "iri" and not each.source]  # fmt: skip
    assert free
    assert not len(asking.choices(free[0]))


def test_each_thing_has_its_names(asking):
    labels = asking.labels()
    assert {"en", "ru", "uz"} <= labels[names.ECR + PRINCIPLE].keys()
    assert labels[f"{names.EC}Cluster"]["en"]


def test_what_is_known_is_read_once_though_many_ask_at_the_same_time(on_shelf, monkeypatch):
    asked = []
    answer = Answering.answer
    monkeypatch.setattr(Answering, "answer", lambda *given: (asked.append(given[1].query), answer(*given))[1])
    threads = [threading.Thread(target=on_shelf.labels) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    on_shelf.prepare()
    on_shelf.prepare()
    assert len(asked) == len(set(asked))


def test_at_most_two_versions_are_kept_and_the_current_one_always(on_shelf, shelf):
    on_shelf.labels()
    current = on_shelf.labels()
    for number in range(3, 6):
        shelf.current = replace(shelf.current, version=f"{shelf.current.release}-00000{number}")
        on_shelf.version("live")
    assert on_shelf.labels() is current
    assert len(on_shelf._versions._known) == 2


# What people see


def test_a_table_has_the_columns_of_the_question_and_names_in_the_language(asking):
    found = asking.ask(CONDITIONS, {"principle": PRINCIPLE}, "ru")
    table = asking.table(found, "ru")
    question = ask.question(CONDITIONS)
    assert [column.name for column in table.columns] == list(question.columns)
    assert table.columns[0].label == question.columns[table.columns[0].name].label("ru")
    assert table.rows[0][0] == Cell("последовательность", iri=names.ECR + PRINCIPLE)
    assert asking.table(found, "ru") == table
    assert asking.table(found, "en").rows[0][0].text == asking.labels()[names.ECR + PRINCIPLE]["en"]


def test_what_is_told_of_an_answer_is_the_same_each_time(asking):
    found = asking.ask(CONDITIONS, SIX, "ru", limit=3)
    address = "https://e.org" + ask.path(found, "csv", "ru")
    about = asking.about(found, "ru", address, DAY)
    assert about == asking.about(found, "ru", address, DAY)
    assert (about.name, about.release, about.retrieved, about.more) == (
        CONDITIONS,
        found.version.release,
        DAY,
        True,
    )
    assert about.parameters[0][0] == "Принцип"
    assert about.parameters[1] == ("Язык названий", "русский")
    assert dict(about.citations).keys() == {"gost", "apa", "bibtex", "ris", "csl"}
    assert all(
        address.replace("&", "") in text.replace("&", "").replace("\\", "") for _, text in about.citations
    )
    assert about.made
    assert "VALUES ?principle { ecr:principle-natural-interconnection }" in about.query


def test_an_address_asks_the_same_again(asking):
    found = asking.ask(MEMBERS, {"cluster": CLUSTER}, "uz", limit=3, offset=2)
    parts = urlsplit(ask.path(found, "csv"))
    assert parts.path == f"/questions/{MEMBERS}.csv"
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    paging = {name: int(given.pop(name)) for name in ("limit", "offset")}
    version = given.pop("version")
    again = asking.ask(MEMBERS, given, "en", version, **paging)
    assert (again.results, again.etag) == (found.results, found.etag)


def question_of(columns):
    told = {name: {"en": name, "ru": name, "uz": name} for name in columns}
    texts = {"en": "a", "ru": "а", "uz": "a"}
    columns = {name: Column(name, kind, told[name], {"yes-no": texts}) for name, kind in columns.items()}
    question = ask.question(MEMBERS)
    return replace(question, columns=columns)


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (None, NOTHING),
        ({"type": "uri", "value": "urn:a"}, Cell("имя", iri="urn:a")),
        ({"type": "uri", "value": "urn:b"}, Cell("name", iri="urn:b")),
        ({"type": "uri", "value": "urn:c"}, Cell("nomi", iri="urn:c")),
        ({"type": "uri", "value": f"{names.EC}X"}, Cell("ec:X", iri=f"{names.EC}X")),
        ({"type": "bnode", "value": "b0"}, Cell("_:b0", iri="_:b0")),
        ({"type": "literal", "value": "yes-no"}, Cell("а", lexical="yes-no")),
        ({"type": "literal", "value": "yes-no", "xml:lang": "en"}, Cell("yes-no", language="en")),
        ({"type": "literal", "value": "007", "datatype": f"{names.XSD}integer"},
         Cell("007", datatype=f"{names.XSD}integer", number=7)),
        ({"type": "literal", "value": "1.50", "datatype": f"{names.XSD}decimal"},
         Cell("1.50", datatype=f"{names.XSD}decimal", number=Decimal("1.50"))),
        ({"type": "literal", "value": "1e3", "datatype": f"{names.XSD}double"},
         Cell("1e3", datatype=f"{names.XSD}double", number=1000.0)),
        ({"type": "literal", "value": "many", "datatype": f"{names.XSD}integer"},
         Cell("many", datatype=f"{names.XSD}integer")),
        ({"type": "literal", "value": "9" * 9999, "datatype": f"{names.XSD}integer"},
         Cell("9" * 9999, datatype=f"{names.XSD}integer")),
        *(
            ({"type": "literal", "value": text, "datatype": names.XSD + kind},
             Cell(text, datatype=names.XSD + kind))
            for kind, text in (
                ("decimal", "sNaN"), ("decimal", "1e9"), ("double", "INF"), ("double", "nan"),
                ("integer", "9" * 3000), ("integer", "1_0"), ("integer", "\N{ARABIC-INDIC DIGIT THREE}"),
            )
        ),
        ({"type": "literal", "value": "2020-02-29", "datatype": f"{names.XSD}date"},
         Cell("2020-02-29", datatype=f"{names.XSD}date", date=datetime.date(2020, 2, 29))),
        ({"type": "literal", "value": "2020-02-29Z", "datatype": f"{names.XSD}date"},
         Cell("2020-02-29Z", datatype=f"{names.XSD}date")),
        ({"type": "literal", "value": "true", "datatype": f"{names.XSD}boolean"},
         Cell("да", datatype=f"{names.XSD}boolean", lexical="true")),
        ({"type": "literal", "value": "perhaps", "datatype": f"{names.XSD}boolean"},
         Cell("perhaps", datatype=f"{names.XSD}boolean")),
    ],
)  # fmt: skip
def test_a_term_is_a_cell(term, cell):
    labels = {
        "urn:a": {"en": "name", "ru": "имя"},
        "urn:b": {"uz": "nomi", "en": "name"},
        "urn:c": {"uz": "nomi"},
    }
    row = {} if term is None else {"thing": term}
    results = {"head": {"vars": ["thing"]}, "results": {"bindings": [row]}}
    table = showing.table(question_of({"thing": "term"}), results, labels, "ru")
    assert table.rows == ((cell,),)


def test_yes_and_no_are_a_table_without_rows():
    table = showing.table(question_of({}), {"head": {}, "boolean": True}, {}, "uz")
    assert (table.asked, table.rows, table.columns) == (True, (), ())


# What is kept


def test_what_was_made_is_kept_but_not_for_ever():
    kept, made = Kept(most=2, largest=3), []

    def get(key, value):
        return kept.get(key, lambda: made.append(value) or value, len(value))

    assert [get(*each) for each in ("a1", "a2", "b3", "c4", "a5")] == ["1", "1", "3", "4", "5"]
    assert [get("", "6"), get("", "7"), get("d", "long"), get("d", "e")] == ["6", "7", "long", "e"]


def test_what_is_asked_for_while_it_is_made_is_made_once():
    kept, made, begun = Kept(), [], threading.Event()

    def make():
        begun.set()
        time.sleep(0.2)  # the others ask meanwhile
        made.append(1)
        return "a table"

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(kept.get, "a", make)
        begun.wait(10)
        others = [threads.submit(kept.get, "a", make) for _ in range(3)]
        assert {each.result() for each in (first, *others)} == {"a table"}
    assert made == [1]


def test_what_is_kept_takes_so_much_room_together_and_no_more():
    kept = Kept(most=100, largest=60, whole=100)
    for name in ("a", "b", "c"):
        kept.get(name, lambda: "first", 40)
    assert [kept.get(name, lambda: "second", 40) for name in ("c", "b", "a")] == ["first", "first", "second"]


# The packaged ones


def test_every_packaged_question_has_an_answer_to_its_example(asking):
    for question in asking.book.questions.values():
        given = {name: each.example for name, each in question.parameters.items()}
        found = asking.ask(question.name, given, limit=1000)
        table = asking.table(found, "uz")
        assert table.rows or table.asked is not None, question.name
        assert asking.about(found, "uz", "https://e.org" + ask.path(found), DAY).made


def test_a_query_that_cannot_be_read_is_told_with_file_and_line_when_it_is_loaded(monkeypatch, tmp_path):
    text = (artifacts.root() / "queries" / "questions" / f"{MEMBERS}.rq").read_text()
    file = tmp_path / f"{MEMBERS}.rq"
    monkeypatch.setattr(artifacts, "questions", lambda: [file])
    monkeypatch.setattr(artifacts, "sources", list)
    monkeypatch.setattr(artifacts, "derivations", list)
    file.write_text("\ufeff" + text)
    loading.fill(pyoxigraph.Store())
    for slip in ("  ?a ?b .\n", "  ?a nowhere:b ?c .\n"):
        file.write_text(text.replace("WHERE {\n", "WHERE {\n" + slip, 1))
        line = file.read_text().splitlines().index(slip.rstrip()) + 1
        told = rf"^{MEMBERS}\.rq:({line}|{line + 1}): this is no SPARQL"  # the engine may notice it behind
        with pytest.raises(ValueError, match=told):
            loading.fill(pyoxigraph.Store())


def test_a_broken_file_is_told_when_the_book_is_loaded(monkeypatch, tmp_path):
    for file in artifacts.questions()[:2]:
        (tmp_path / file.name).write_text(file.read_text())
    monkeypatch.setattr(artifacts, "questions", lambda: sorted(tmp_path.glob("*.rq")))
    ask.stored.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"\.rq:1: there is no expected answer"):
            ask.stored()
    finally:
        ask.stored.cache_clear()
