"""Write docs/relations.md: which property each relation of the reading notes became, and why.

Run by `make docs`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "relations.md"
ONTOLOGY = ROOT / "ontology"
REGISTER = ROOT / "corpus" / "literature" / "claims" / "numbers.csv"
INTRODUCTION = """# From the reading notes to properties

When the articles were first read, each relation found in them was noted under a name near to the wording of
the text. The ontology keeps fewer properties, each true of all the relations that it took in: {relations}
relations under {predicates} names became {properties} properties. Turned means that subject and object
changed places. A name that held two meanings stands under several properties; the last column then says which
of its relations are meant, by the kinds of things that they join or one by one. {withdrawn} more were
withdrawn when the articles were read again, since no passage says so; their numbers stay in the register.

This page is made from `ontology/relations.csv` and `ontology/core.ttl` by `make docs`.
"""


def rows() -> list[dict[str, str]]:
    """Return the table of relations, one row for each name or part of a name."""
    with (ONTOLOGY / "relations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def withdrawn() -> int:
    """Return how many relations have no number in the register that is not withdrawn."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        states = [(row["about"], row["state"]) for row in csv.DictReader(file) if " " in row["about"]]
    return len({about for about, _ in states} - {about for about, state in states if state != "withdrawn"})


def order(curie: str) -> tuple[int, str]:
    """Return where a property stands in core.ttl; those of other vocabularies come first."""
    found = re.search(rf"^{re.escape(curie)}$", (ONTOLOGY / "core.ttl").read_text("utf-8"), re.MULTILINE)
    return (found.start() if found else -1, curie)


def english(graph: Graph, term: URIRef, about: URIRef) -> str:
    """Return the English text that a property gives of a term, or nothing."""
    texts = (text for text in graph.objects(term, about) if isinstance(text, Literal))
    return next((str(text) for text in texts if text.language == "en"), "")


def ends(graph: Graph, term: URIRef) -> str:
    """Return domain and range in words, for instance "closed list → any concept"."""

    def end(about: URIRef) -> str:
        found = graph.value(term, about)
        if found == SKOS.Concept:
            return "any concept"
        if not isinstance(found, URIRef):
            return "anything"
        return english(graph, found, RDFS.label) or re.split("[#/]", found)[-1]

    return f"{end(RDFS.domain)} → {end(RDFS.range)}"


def inverse(graph: Graph, term: URIRef) -> str:
    """Return the way back, or why there is none."""
    if (term, RDF.type, OWL.SymmetricProperty) in graph:
        return "the same both ways"
    found = graph.value(term, OWL.inverseOf) or graph.value(None, OWL.inverseOf, term)
    return f"inverse `{graph.qname(str(found))}`" if found else "no inverse of ours"


def table(entries: list[dict[str, str]]) -> str:
    """Return the names that a property took in, as a table of Markdown."""
    lines = ["| name | turned | relations | why | only |", "|---|---|---:|---|---|"]
    for row in entries:
        turned = "yes" if row["turned"] == "yes" else ""
        lines.append(f"| {row['predicate']} | {turned} | {row['relations']} | {row['why']} | {row['only']} |")
    return "\n".join(lines)


def section(graph: Graph, curie: str, entries: list[dict[str, str]]) -> str:
    """Return what is told of one property."""
    term = graph.namespace_manager.expand_curie(curie)
    total = sum(int(row["relations"]) for row in entries)
    facts = [ends(graph, term), inverse(graph, term), f"{total} relation{'s' if total > 1 else ''}"]
    label = english(graph, term, RDFS.label) or re.sub("([A-Z])", r" \1", curie.split(":")[1]).lower()
    told = [english(graph, term, each) for each in (SKOS.definition, SKOS.editorialNote)]
    return "\n\n".join([f"## {label} (`{curie}`)", " · ".join(facts), *filter(None, told), table(entries)])


def page() -> str:
    """Return the whole page."""
    found = rows()
    graph = Graph().parse(ONTOLOGY / "core.ttl", format="turtle")
    properties = sorted({row["property"] for row in found}, key=order)
    introduction = INTRODUCTION.format(
        relations=sum(int(row["relations"]) for row in found),
        predicates=len({row["predicate"] for row in found}),
        properties=len(properties),
        withdrawn=withdrawn(),
    )
    entries = {each: [row for row in found if row["property"] == each] for each in properties}
    sections = [section(graph, each, entries[each]) for each in properties]
    return "\n\n".join([introduction.rstrip(), *sections]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
