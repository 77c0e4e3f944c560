"""outdated: names in documents and tables, held against a made-up release; the patch is run."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import names
from educluster.errors import BadDocument
from educluster.outdated import Kind, as_csv, as_json, as_text, patch
from educluster.outdated.judging import judged
from educluster.outdated.known import Known
from educluster.outdated.reading import READ, uses
from educluster.versions import Kind as Named
from educluster.versions import Publication, Term, Vocabulary

EC, ECR = names.EC, names.ECR
HEAD = f"@prefix ec: <{EC}> .\n@prefix ecr: <{ECR}> .\n@prefix ex: <http://example.org/> .\n"
TERMS = (
    Term(EC + "Cluster", Named.CLASS),
    Term(EC + "Undertaking", Named.CLASS),
    Term(EC + "hasMember", Named.PROPERTY),
    Term(EC + "territory", Named.PROPERTY),
    Term(ECR + "principle-succession", Named.CONCEPT),
    Term(
        EC + "oldMember",
        Named.PROPERTY,
        notes={"en": "It was vague."},
        deprecated=True,
        replacements=(EC + "hasMember",),
    ),
    Term(EC + "olderMember", Named.PROPERTY, deprecated=True, replacements=(EC + "oldMember",)),
    Term(EC + "Split", Named.CLASS, deprecated=True, replacements=(EC + "Cluster", EC + "Undertaking")),
    Term(ECR + "principle-old", Named.CONCEPT, deprecated=True, replacements=(ECR + "principle-succession",)),
)  # fmt: skip
RELEASE = Vocabulary("0" * 16, "0.2.0", "2027-01-01", {each.iri: each for each in TERMS})
PUBLISHED = {
    EC + "oldMember": Publication(EC + "oldMember", Named.PROPERTY, "0.1.0", "0.2.0"),
    EC + "future": Publication(EC + "future", Named.PROPERTY, "0.3.0"),
    names.ECS + "S08": Publication(names.ECS + "S08", Named.RULE, "0.1.0"),
}
ORG = "http://www.w3.org/ns/org#"
KNOWN = Known(
    RELEASE.terms,
    [ORG + "member", names.RDF + "type"],
    [(EC + "Cluster", names.SKOS + "closeMatch", ORG + "OrganizationalCollaboration")],
)


def told(text, media_type="text/turtle"):
    body = text if isinstance(text, bytes) else text.encode()
    return judged("data", uses(body, media_type), KNOWN, RELEASE, PUBLISHED)


def found(text, media_type="text/turtle"):
    """What is found of each name, without its namespace: kind, and what takes its place."""
    return {
        names.last_part(each.use.iri): (each.kind, names.last_part(each.replacement))
        for each in told(text, media_type).findings
    }


@pytest.mark.parametrize(
    ("triple", "expected"),
    [
        ("ex:a a ec:Cluster", None),
        ("ex:a a ec:Clustre", ("unknown", "")),
        ("ex:a ec:hasmember ex:b", ("misspelt", "hasMember")),
        ("ex:a ec:has_member ex:b", ("misspelt", "hasMember")),
        ("ex:a <http://w3id.org/educluster/ns/territory> ex:b", ("misspelt", "territory")),
        ("ex:a ex:b <https://W3ID.org/educluster/succession>", ("unknown", "")),
        ("ex:a ec:oldMember ex:b", ("renamed", "hasMember")),
        ("ex:a ec:olderMember ex:b", ("renamed", "hasMember")),
        ("ex:a ec:OldMember ex:b", ("misspelt", "hasMember")),
        ("ex:a a ec:Split", ("deprecated", "")),
        ("ex:a ec:future ex:b", ("newer", "")),
        (f"ex:a ex:b <{names.ECS}S08>", None),
        (f"ex:a ex:b <{names.ECS}S99>", ("unknown", "")),
        (f"ex:a ex:b <{names.BASE}questions/contradictions>", None),
        (f"ex:a ex:b <{names.GRAPH}registered/mine>", None),
        (f"ex:a ex:b <{names.BASE}ns/0.9.0> , <{names.BASE}ns.ttl> , <{names.BASE}graph/core/1.0.0>", None),
        (f"ex:a a <{names.BASE}Cluster>", ("misspelt", "Cluster")),
        ("ex:a ex:b <https://w3id.org/educluster/id/principle-succession.ttl>", None),
        (f"ex:a a <{ORG}OrganizationalCollaboration>", ("foreign", "")),
        (f"ex:a <{ORG}member> ex:b", None),
        ("ex:a a ex:cluster", ("foreign", "")),
    ],
)  # fmt: skip
def test_each_name_is_told_with_what_takes_its_place(triple, expected):
    assert list(found(f"{HEAD}{triple} .").values()) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("triple", "near"),
    [
        ("ex:a a ec:Clustre", [(EC + "Cluster", "")]),
        ("ex:a ex:b ecr:principle-sucession", [(ECR + "principle-succession", "")]),
        ("ex:a a ec:Zzz", []),
        (f"ex:a a <{ORG}OrganizationalCollaboration>", [(EC + "Cluster", names.SKOS + "closeMatch")]),
    ],
)
def test_what_is_near_is_offered_and_why(triple, near):
    (finding,) = told(f"{HEAD}{triple} .").findings
    assert [(each.iri, each.relation) for each in finding.meant] == near


def test_terms_of_others_are_no_fault_and_what_is_not_known_is_counted():
    result = told(f"{HEAD}ex:a a <{ORG}OrganizationalCollaboration> ; ex:b ex:c ; a ec:Cluster .")
    assert (result.is_up_to_date, result.current, result.others) == (True, 1, {"http://example.org/": 1})


def test_versions_and_notes_are_those_of_the_release():
    (finding,) = told(f"{HEAD}ex:a ec:oldMember ex:b .").findings
    assert (finding.version, finding.notes) == ("0.2.0", {"en": "It was vague."})
    assert (
        "deprecated since 0.2.0: write ec:hasMember; It was vague."
        in as_text(told(f"{HEAD}ex:a ec:oldMember ex:b .")).decode()
    )


# Where

MANY_LINES = f"""{HEAD}
ecr:principle-old
    ex:b ec:Split ,
        ec:Cluster ;
    ec:oldMember
        ex:c , ex:d .
ex:e a ec:Split .
"""


def places(text, media_type):
    return {
        names.last_part(each.use.iri): [(spot.line, spot.within) for spot in each.use.spots]
        for each in told(text, media_type).findings
    }


def test_lines_are_those_on_which_the_names_stand():
    assert places(MANY_LINES, "text/turtle") == {
        "principle-old": [(5, "")],
        "Split": [(6, ""), (10, "")],
        "oldMember": [(8, "")],
    }


def test_of_names_that_are_settled_no_places_are_told():
    read = {each.iri: each for each in uses(MANY_LINES.encode(), "text/turtle", {EC + "Split"})}
    assert (read[EC + "Split"].count, read[EC + "Split"].spots) == (2, ())
    assert read[EC + "oldMember"].spots


def test_places_in_json_ld_are_pointers_and_in_rdf_xml_elements():
    text = '{"@context": {"ec": "EC"},\n "@id": "a:b",\n "ec:oldMember": {"@id": "ec:Split"}}'.replace(
        "EC", EC
    )
    assert places(text, "application/ld+json") == {
        "oldMember": [(3, "/ec:oldMember")],
        "Split": [(3, "/ec:oldMember")],
    }
    text = (
        f'<rdf:RDF xmlns:rdf="{names.RDF}" xmlns:ec="{EC}">\n<ec:Split rdf:about="http://example.org/a">\n'
        f'<ec:oldMember rdf:resource="http://example.org/b"/>\n</ec:Split>\n</rdf:RDF>'
    )
    assert places(text, "application/rdf+xml") == {
        "oldMember": [(3, "/rdf:RDF/ec:Split[1]/ec:oldMember[1]")],
        "Split": [(2, "/rdf:RDF/ec:Split[1]")],
    }


TABLE = (
    'Ном{0}type\r\nа{0}ec:Clustre\r\n"two\r\nlines"{0}"ec:Split <https://w3id.org/educluster/ns#Cluster>"\r\n'
    "б{0}ec:oldMember | org:OrganizationalCollaboration\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_of_a_table_are_read_however_a_spreadsheet_writes_it(encoding, separator):
    media_type = "text/tab-separated-values" if separator == "\t" else "text/csv"
    body = TABLE.format(separator).encode(encoding)
    assert places(body, media_type) == {
        "Clustre": [(2, "type")],
        "Split": [(3, "type")],
        "oldMember": [(5, "type")],
        "OrganizationalCollaboration": [(5, "type")],
    }
    assert told(body, media_type).current == 1


@given(st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=6), st.sampled_from(READ))
def test_any_text_is_read_or_refused_and_told_in_every_form(rows, written_in):
    text = "\n".join(",".join(row) for row in rows)
    try:
        result = told(text.encode(errors="replace"), written_in.media_type)
    except BadDocument:
        return
    assert as_json(result)
    assert as_csv(result)
    assert as_text(result)
    pyoxigraph.Store().update(patch(result))


# The patch

DATA = f"""{HEAD}
ex:a a ec:Split ; ec:oldMember ex:b , ec:olderMember ; ec:hasmember ecr:principle-old ; ex:b ec:Clustre .
ecr:principle-old ex:says "kept" .
ex:graph {{ ex:a ec:olderMember ex:b . <http://w3id.org/educluster/id/principle_succession> ex:b ex:c . }}
"""


def patched(text, times=1):
    store = pyoxigraph.Store()
    store.load(text.encode(), format=pyoxigraph.RdfFormat.TRIG)
    update = patch(told(text, "application/trig"))
    for _ in range(times):
        store.update(update)
    return store


def test_the_patch_mends_what_is_sure_in_every_graph_and_leaves_what_is_not():
    store = patched(DATA)
    after = store.dump(format=pyoxigraph.RdfFormat.TRIG).decode()
    assert set(found(after, "application/trig")) == {"Split", "Clustre"}
    assert len(store) == len(
        pyoxigraph.Dataset(pyoxigraph.parse(DATA.encode(), format=pyoxigraph.RdfFormat.TRIG))
    )
    told_of = pyoxigraph.NamedNode(ECR + "principle-succession")
    assert [
        quad.object.value
        for quad in store.quads_for_pattern(told_of, None, None)
        if quad.object.value == "kept"
    ]


def test_the_patch_may_be_run_twice():
    once, twice = (set(patched(DATA, times)) for times in (1, 2))
    assert once == twice


def test_the_patch_leaves_what_a_release_says_of_its_own_deprecated_names():
    own = (
        f"{HEAD}ecr:principle-old <{names.OWL}deprecated> true ; "
        f"<{names.DCTERMS}isReplacedBy> ecr:principle-succession ."
    )
    before = set(pyoxigraph.parse(own.encode(), format=pyoxigraph.RdfFormat.TRIG))
    assert set(patched(own)) == before


def test_a_patch_of_what_is_up_to_date_changes_nothing():
    text = f"{HEAD}ex:a a ec:Cluster ."
    assert "nothing to mend" in patch(told(text))
    assert len(patched(text)) == 1


def test_an_iri_in_a_patch_cannot_end_its_comment_or_its_brackets():
    text = 'x\n"https://w3id.org/educluster/ns#a%3E%20;DROP"\n'
    assert [each.kind for each in told(text, "text/csv").findings] == [Kind.UNKNOWN]
    assert not [line for line in patch(told(text, "text/csv")).splitlines() if line and line[0] != "#"]
