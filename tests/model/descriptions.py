"""Examples and real clusters, held against the packaged profiles by the engine that the service uses."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
from rdflib import RDF, SH, Graph, Namespace

from educluster import shapes
from educluster.reports import Severity
from educluster.rulebook import book

ROOT = Path(__file__).resolve().parents[2]
EC = Namespace("https://w3id.org/educluster/ns#")
ECR = Namespace("https://w3id.org/educluster/id/")
ECS = Namespace("https://w3id.org/educluster/shapes#")
EXAMPLES = ROOT / "corpus" / "examples"
FROM = re.compile(r"# from: (valid/[\w-]+\.ttl)\n# Invented: \S")  # how a patch of a passing example begins


def found(folder, pattern="*.ttl"):
    files = sorted((ROOT / folder).glob(pattern))
    assert files, f"no {pattern} in {folder}"
    return files


def merged(files):
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


PROFILE = ROOT / "shapes" / "profiles" / "base.ttl"
SHAPES = merged([PROFILE])
VOCABULARY = merged([ROOT / "ontology" / "core.ttl", *found("ontology/concepts")])
VALID, INVALID = found("corpus/examples/valid"), found("corpus/examples/invalid")
PATCHES, TOGETHER = found("corpus/examples/invalid", "*.ru"), found("corpus/examples/together", "*")
CLUSTERS, ORGANISATIONS = found("corpus/clusters"), found("corpus/organisations")
CONSTRAINTS = [rule for name in book().names for rule in book().profile(name).own]


def local(iri):
    return str(iri).rpartition("#")[2]


# By the engine of the service


@cache
def description(file):
    """Return a description; a patch as what it makes of the passing example that it names."""
    if file.suffix == ".ttl":
        return shapes.Description.read(file.read_bytes(), "text/turtle")
    store, text = pyoxigraph.Store(), file.read_text(encoding="utf-8")
    store.load(path=EXAMPLES / FROM.match(text)[1], format=pyoxigraph.RdfFormat.TURTLE)
    before = set(store)
    store.update(text)
    assert set(store) != before, f"{file.name} changes nothing"
    default = pyoxigraph.DefaultGraph()
    body = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=default)
    return shapes.Description.read(body, "application/n-triples")


@cache
def rules_of(profile):
    return shapes.load(profile)


@cache
def findings(file, profile="base"):
    """Return what is found in a description; in a folder, what is found in its descriptions together."""
    if not file.is_dir():
        return shapes.check(rules_of(profile), description(file), Severity.VIOLATION).findings
    together = {each.name: description(each) for each in sorted(file.glob("*.ttl"))}
    return shapes.check_together(rules_of(profile), together, Severity.VIOLATION).findings


def verdicts(file, profile="base"):
    """Return how often each constraint is broken, with its severity at the stage of the description."""
    told = ((local(each.shape), each.severity.value.capitalize()) for each in findings(file, profile))
    return dict(Counter(told))


# By pySHACL alone, as anybody would use it


@cache
def described(file):
    """Return a description with what is known beside it: vocabulary and, for the corpus, organisations."""
    return VOCABULARY + merged([file, *(ORGANISATIONS if file in CLUSTERS else [])])


def validated(data, shapes_graph):
    """Return the results as a multiset of shape, focus node, value and component."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph, inplace=False, advanced=False)
    told = (SH.sourceShape, SH.focusNode, SH.value, SH.sourceConstraintComponent)
    return Counter(
        tuple(report.value(result, each) for each in told)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


@cache
def results(file):
    return validated(described(file), SHAPES)
