"""Versions: what changed between made-up releases, what it asks for, how data are mended, what is kept."""

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from educluster import documents, names, versions
from educluster.graphs import Graph
from educluster.versions import Kind, Publication, Severity, Term, Vocabulary, What

PREFIXES = """
    @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix ec: <https://w3id.org/educluster/ns#> .
    @prefix ecc: <https://w3id.org/educluster/claim/> .
    @prefix ecr: <https://w3id.org/educluster/id/> .
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FIRST = """
    <https://w3id.org/educluster/ns> a owl:Ontology ; owl:versionInfo "1.0.0" ;
        dcterms:modified "2027-01-01"^^xsd:date .
    ec:Thing a owl:Class ; rdfs:label "thing"@en ; skos:definition "All that is meant."@en .
    ec:Body a owl:Class ; rdfs:subClassOf ec:Thing .
    ec:School a owl:Class ; rdfs:subClassOf ec:Body ; rdfs:label "school"@en .
    ec:Person a owl:Class ; rdfs:subClassOf ec:Thing .
    ec:has a owl:ObjectProperty ; rdfs:domain ec:Body ;
        rdfs:range [ owl:unionOf ( ec:School ec:Person ) ] .
    ecr:one a skos:Concept ; skos:inScheme ecr:all ; skos:prefLabel "one"@en .
    ecr:all a skos:ConceptScheme .
    ecr:town a ec:Body .
    ecr:form a skosxl:Label .
    ecc:x-001 a ec:Claim ; ec:subject ecr:one ; ec:relation ec:has ; ec:object ecr:two ;
        ec:stance ec:Asserts .
"""


def made(turtle, **told):
    triples = documents.read((PREFIXES + turtle).encode(), "text/turtle").triples
    return replace(versions.read(Graph(triples)), **told)


def iri(name):
    prefix, _, local = name.partition(":")
    return names.PREFIXES[prefix] + local


def changed(old, new, version="9.0.0"):
    """Return what changed where one passage of the first release is written otherwise."""
    assert old in FIRST
    return versions.changes(made(FIRST), made(FIRST.replace(old, new), version=version))


def only(changes):
    (one,) = changes
    return one


# Reading


def test_attested_forms_are_no_terms_and_all_else_is():
    read = made(FIRST)
    assert (read.version, read.date) == ("1.0.0", "2027-01-01")
    kinds = {names.last_part(each): term.kind for each, term in read.terms.items()}
    assert kinds == {
        **dict.fromkeys(("Thing", "Body", "School", "Person"), Kind.CLASS),
        "has": Kind.PROPERTY,
        "one": Kind.CONCEPT,
        "all": Kind.SCHEME,
        "x-001": Kind.CLAIM,
        "town": Kind.THING,
    }


@pytest.mark.parametrize(
    "same",
    [
        pytest.param("ec:School rdfs:subClassOf ec:Thing .", id="a superclass that follows"),
        pytest.param("[] a owl:AllDisjointClasses ; owl:members ( ec:Body ) .", id="apart from nothing"),
        pytest.param("ecr:form skosxl:literalForm 'Form'@uz .", id="an attested form"),
    ],
)
def test_what_makes_no_difference_to_users_is_no_change(same):
    assert not versions.changes(made(FIRST), made(FIRST + same))


def test_expressions_are_compared_by_what_they_say_not_by_how_blank_nodes_are_called():
    one = """ec:A a owl:Class ; rdfs:subClassOf
        [ owl:onProperty ec:has ; owl:someValuesFrom [ owl:unionOf ( ec:B ec:C ) ] ] ."""
    two = """ec:A a owl:Class ; rdfs:subClassOf _:x . _:x owl:someValuesFrom _:y ; owl:onProperty ec:has .
        _:y owl:unionOf ( ec:C ec:B ) ."""
    other = two.replace("ec:C ec:B", "ec:C ec:D")
    assert made(one).terms == made(two).terms
    assert versions.changes(made(one), made(other)).severity is Severity.MAJOR


def test_an_expression_that_holds_itself_is_read():
    assert made("ec:A a owl:Class ; rdfs:subClassOf _:x . _:x owl:complementOf _:x .").terms


# Comparing

_UNION = "[ owl:unionOf ( ec:School ec:Person ) ]"


@pytest.mark.parametrize(
    ("old", "new", "what", "facet", "severity"),
    [
        ('"thing"@en', '"entity"@en', What.LABEL, "en", Severity.PATCH),
        ('"thing"@en', '"thing"@en , "narsa"@uz', What.LABEL, "uz", Severity.PATCH),
        ('"All that is meant."', '"All that is."', What.DEFINITION, "en", Severity.PATCH),
        ("rdfs:domain ec:Body ;", "rdfs:domain ec:School ;", What.NARROWED, "domain", Severity.MAJOR),
        ("rdfs:domain ec:Body ;", "rdfs:domain ec:Thing ;", What.WIDENED, "domain", Severity.MINOR),
        ("rdfs:domain ec:Body ;", "", What.WIDENED, "domain", Severity.MINOR),
        ("rdfs:domain ec:Body ;", "rdfs:domain ec:Body , ec:School ;",
         What.NARROWED, "domain", Severity.MAJOR),
        (_UNION, "ec:Person", What.NARROWED, "range", Severity.MAJOR),
        (_UNION, "[ owl:unionOf ( ec:Person ec:Body ) ]", What.WIDENED, "range", Severity.MINOR),
        ("ec:has a owl:ObjectProperty", "ec:has a owl:ObjectProperty , owl:FunctionalProperty",
         What.NARROWED, "characteristic", Severity.MAJOR),
        ("ec:School a owl:Class ; rdfs:subClassOf ec:Body",
         "ec:School a owl:Class ; rdfs:subClassOf ec:Thing",
         What.CHANGED, "parent", Severity.MAJOR),
        ("ec:Person a owl:Class", "ec:Person a owl:Class ; rdfs:subClassOf ec:Body",
         What.NARROWED, "parent", Severity.MAJOR),
        ("ec:Person a owl:Class", "ec:Person a owl:Class ; rdfs:subClassOf org:Agent",
         What.CHANGED, "parent", Severity.MINOR),
        ("ec:Person a owl:Class", "ec:Person a owl:Class ; owl:disjointWith ec:Body",
         What.NARROWED, "disjoint", Severity.MAJOR),
        ("skos:inScheme ecr:all ;", "", What.CHANGED, "scheme", Severity.MAJOR),
        ("skos:inScheme ecr:all ;", "skos:inScheme ecr:all , ecr:more ;",
         What.CHANGED, "scheme", Severity.MINOR),
        ("ec:stance ec:Asserts", "ec:stance ec:Denies", What.CHANGED, "stance", Severity.MAJOR),
        ("ec:Person a owl:Class", "ec:Person a owl:ObjectProperty", What.CHANGED, "kind", Severity.BREACH),
        ("ecr:town a ec:Body", "ecr:town a ec:School", What.CHANGED, "type", Severity.PATCH),
        ("ecr:all a skos:ConceptScheme .", "", What.REMOVED, "", Severity.BREACH),
        ("ecr:all a", "ecr:more a skos:Concept . ecr:all a", What.ADDED, "concept", Severity.MINOR),
        ("ec:Person a owl:Class", "ec:Person a owl:Class ; owl:deprecated true",
         What.DEPRECATED, "", Severity.MINOR),
    ],
)  # fmt: skip
def test_a_change_is_told_with_what_it_asks_of_users(old, new, what, facet, severity):
    found = changed(old, new)
    assert found.severity is severity
    told = only(each for each in found if (each.what, each.facet) == (what, facet))
    assert found.of(told.iri)
    assert {each.what for each in found} <= {what, What.ADDED}


def test_a_level_that_is_put_in_between_takes_nothing_away():
    between = "rdfs:subClassOf ec:New . ec:New a owl:Class ; rdfs:subClassOf ec:Body . ec:School"
    found = changed("rdfs:subClassOf ec:Body ;", f"{between}")
    assert (found.severity, {each.what for each in found}) == (Severity.MINOR, {What.ADDED, What.CHANGED})


def test_a_deprecated_term_leads_to_what_lives_over_several_steps_and_in_no_circle():
    read = made("""
        ec:A owl:deprecated true ; dcterms:isReplacedBy ec:B , ec:C .
        ec:B owl:deprecated true ; dcterms:isReplacedBy ec:D .
        ec:C owl:deprecated true ; dcterms:isReplacedBy ec:A .
        ec:D a owl:Class .
    """)
    assert read.living(iri("ec:A")) == (iri("ec:D"),)
    assert read.living(iri("ec:D")) == ()
    assert [names.last_part(each.iri) for each in read.deprecated] == ["A", "B", "C"]


LOCAL = st.sampled_from("abcdef")
TERMS = st.builds(
    Term,
    iri=LOCAL.map(lambda each: names.EC + each),
    kind=st.sampled_from([Kind.CLASS, Kind.PROPERTY]),
    labels=st.dictionaries(st.sampled_from(["en", "ru"]), st.sampled_from(["x", "y"])),
    facets=st.dictionaries(
        st.sampled_from(["parent", "domain", "range", "disjoint", "characteristic"]),
        st.frozensets(LOCAL.map(lambda each: names.EC + each), min_size=1, max_size=2),
    ),
    deprecated=st.booleans(),
)
VOCABULARIES = st.lists(TERMS, max_size=4, unique_by=lambda each: each.iri).map(
    lambda terms: Vocabulary("", "1.0.0", "", {each.iri: each for each in terms})
)


@settings(max_examples=40)
@given(VOCABULARIES, VOCABULARIES)
def test_every_difference_is_told_and_none_that_is_not_there(old, new):
    found = versions.changes(old, new)
    differing = {each for each in {*old.terms, *new.terms} if old.terms.get(each) != new.terms.get(each)}
    assert {each.iri for each in found} == differing
    assert (found.severity is Severity.NONE) == (old.terms == new.terms)
    assert sum(map(len, found.by_what.values())) == len(found)
    assert all(each.severity for each in found)


@settings(max_examples=40)
@given(VOCABULARIES, VOCABULARIES)
def test_what_is_only_added_is_never_severe(old, new):
    both = Vocabulary("", "1.1.0", "", {**new.terms, **old.terms})
    assert versions.changes(old, both).severity <= Severity.MINOR


# Versions


@pytest.mark.parametrize(
    ("old", "severity", "least"),
    [
        ("1.2.3", Severity.NONE, "1.2.3"),
        ("1.2.3", Severity.PATCH, "1.2.4"),
        ("1.2.3", Severity.MINOR, "1.3.0"),
        ("1.2.3", Severity.MAJOR, "2.0.0"),
        ("0.1.0", Severity.MAJOR, "0.2.0"),
        ("0.1.0", Severity.MINOR, "0.2.0"),
        ("0.1.0", Severity.PATCH, "0.1.1"),
    ],
)
def test_the_version_tells_how_much_changed(old, severity, least):
    assert versions.least_version(old, severity) == least


@given(st.tuples(*[st.integers(0, 99)] * 3), st.sampled_from(Severity))
def test_a_severer_change_never_asks_for_less(numbers, severity):
    old = ".".join(map(str, numbers))
    least = versions.number(versions.least_version(old, severity))
    assert least >= versions.number(old)
    assert least <= versions.number(versions.least_version(old, max(severity, Severity.MAJOR)))


# Migrating

DEPRECATED = """
    ec:Old a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy ec:New .
    ec:New a owl:Class ; dcterms:replaces ec:Old .
    ec:old a owl:ObjectProperty ; owl:deprecated true ; dcterms:isReplacedBy ec:new .
    ec:new a owl:ObjectProperty .
    ecr:split a skos:Concept ; owl:deprecated true ; dcterms:isReplacedBy ecr:one , ecr:two .
"""
MINE = "<a:me> a ec:Old ; ec:old <a:you> , ec:Old . <a:you> ec:about ecr:split ."


def test_the_updates_mend_data_in_every_graph_and_leave_what_is_said_of_the_terms():
    update = versions.migrations(made(DEPRECATED))
    store = pyoxigraph.Store()
    theirs = pyoxigraph.NamedNode("a:graph")
    for graph in (pyoxigraph.DefaultGraph(), theirs):
        store.load(PREFIXES + DEPRECATED + MINE, pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    store.update(update)
    mended = MINE.replace("ec:Old", "ec:New").replace("ec:old", "ec:new")
    expected = set(pyoxigraph.parse(PREFIXES + DEPRECATED + mended, pyoxigraph.RdfFormat.TURTLE))
    for graph in (pyoxigraph.DefaultGraph(), theirs):
        assert {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)} == {
            quad.triple for quad in expected
        }
    assert "choose" in update
    store.update(update)
    assert len(store) == 2 * len(expected)


def test_where_nothing_is_deprecated_there_is_nothing_to_run():
    assert versions.migrations(made(FIRST)) == ""


def test_what_a_narrower_domain_leaves_out_is_found():
    found = changed("rdfs:domain ec:Body ;", "rdfs:domain ec:School ;")
    query = versions.affected(only(found))
    store = pyoxigraph.Store()
    store.load(
        PREFIXES + "<a:x> a ec:Body ; ec:has <a:y> . <a:z> a ec:School ; ec:has <a:y> .",
        pyoxigraph.RdfFormat.TURTLE,
    )
    assert [row["subject"].value for row in store.query(query)] == ["a:x"]
    assert versions.affected(only(changed('"thing"@en', '"entity"@en'))) == ""


# The promise

LISTED = versions.add({}, made(FIRST), {iri("ecr:form"): Kind.LABEL})


def kept(old, new, version, **told):
    return versions.unkept(made(FIRST), made(FIRST.replace(old, new), version=version, **told), LISTED)


def test_the_list_is_the_same_after_it_was_written_and_read():
    assert versions.published(versions.written(LISTED)) == LISTED
    with pytest.raises(ValueError, match="twice"):
        versions.published(versions.written(LISTED) + "ns#Body,class,1.0.0,,,\n")


FORMS = {iri("ecr:form"): Kind.LABEL}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("", "", (), id="as listed"),
        pytest.param("ecr:all a skos:ConceptScheme .", "", ("vanished",), id="vanished"),
        pytest.param("ecr:all a skos:ConceptScheme", "ecr:all a owl:Class", ("used again",), id="used again"),
        pytest.param("ecr:all a", "ecr:new a skos:Concept . ecr:all a", ("not listed",), id="not listed"),
        pytest.param("All that is meant", "What is meant", ("another definition",), id="defined otherwise"),
        pytest.param("rdfs:domain ec:Body ;", "", ("tied",), id="tied otherwise"),
        pytest.param('"thing"@en', '"entity"@en', (), id="called otherwise"),
        pytest.param(
            "ec:Person a owl:Class",
            "ec:Person a owl:Class ; owl:deprecated true",
            ("deprecated",),
            id="deprecated",
        ),
    ],
)
def test_a_release_that_is_not_as_listed_is_told(old, new, told):
    found = versions.broken(LISTED, made(FIRST.replace(old, new) if old else FIRST), FORMS)
    assert len(found) == len(told)
    assert all(part in line for part, line in zip(told, found, strict=True))
    assert versions.broken(LISTED, made(FIRST), {}) == (
        "ecr:form has vanished, which was published in 1.0.0",
    )


@pytest.mark.parametrize(
    ("version", "is_kept"),
    [("1.0.0", False), ("1.0.1", False), ("1.1.0", False), ("2.0.0", True), ("2.1.0", True)],
)
def test_a_narrower_term_asks_for_a_major_version(version, is_kept):
    told = kept("rdfs:domain ec:Body ;", "rdfs:domain ec:School ;", version)
    assert bool(told) is not is_kept
    assert all("2.0.0" in line for line in told)


def test_a_term_is_not_removed_by_any_version():
    told = kept("ecr:all a skos:ConceptScheme .", "", "9.0.0")
    assert [line for line in told if "ecr:all is gone" in line]


def test_a_name_is_not_used_again_by_any_version():
    assert "take a new IRI" in only(kept("ec:Person a owl:Class", "ec:Person a owl:ObjectProperty", "9.0.0"))


def test_a_term_is_not_deprecated_without_saying_why_and_what_to_use():
    assert "dcterms:isReplacedBy and skos:changeNote" in only(
        kept("ec:Person a owl:Class", "ec:Person a owl:Class ; owl:deprecated true", "1.1.0")
    )
    assert not kept("ec:Person a owl:Class", f"ec:Person a owl:Class ; {SAID}", "1.1.0")


SAID = 'owl:deprecated true ; dcterms:isReplacedBy ec:Body ; skos:changeNote "Said twice."@en'
DONE = FIRST.replace("ec:Person a owl:Class", f"ec:Person a owl:Class ; {SAID}")


@pytest.mark.parametrize(
    ("version", "date", "told"),
    [
        ("1.2.0", "2029-06-01", "until the next major version"),
        ("2.0.0", "2029-02-28", "until 2029-03-01"),
        ("2.0.0", "2029-03-01", ""),
    ],
)
def test_a_deprecated_term_works_for_two_years_and_one_major_version(version, date, told):
    person = iri("ec:Person")
    listed = {**LISTED, person: Publication(person, Kind.CLASS, "1.0.0", "1.1.0", "2027-03-01")}
    tied = f"{SAID} ; rdfs:subClassOf ec:Thing"
    assert tied in DONE
    old, new = made(DONE, version="1.1.0"), made(DONE.replace(tied, SAID), version=version, date=date)
    found = [line for line in versions.unkept(old, new, listed) if "ec:Person" in line]
    assert bool(found) is bool(told)
    assert all(told in line for line in found)
    assert "at once" in only(line for line in versions.unkept(old, new, LISTED) if "ec:Person" in line)
