"""Make ontology/alignments/*.ttl, and the counts in docs/alignments.md, from the one table of mappings.

    python tools/alignments.py [FOLDER]

FOLDER is where to write, the repository itself when left out.  The same table makes the same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "ontology" / "alignments" / "mappings.sssom.tsv"
PAGE = ROOT / "docs" / "alignments.md"
COUNTS = ("<!-- counts, made by tools/alignments.py -->\n", "<!-- end of counts -->\n")
GRAPH = """
<https://w3id.org/educluster/graph/alignments>
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:title "How terms of educluster stand to terms of other vocabularies"@en .
""".strip()
WIKIDATA = "wikidata"  # its items are told by number, so the file says their labels, and when these were seen
HEADER = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": str(OWL),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# What OWL says of a class or a property needs both ends declared; a match is an annotation, for any IRI.
LOGICAL = {
    "rdfs:subClassOf": (OWL.Class,),
    "owl:equivalentClass": (OWL.Class,),
    "rdfs:subPropertyOf": PROPERTIES,
    "owl:equivalentProperty": PROPERTIES,
}


@dataclass(frozen=True)
class Mapping:
    """A row of the table: names are as written there, with prefixes."""

    subject: str
    predicate: str
    object: str
    label: str
    date: str
    denied: bool

    @property
    def target(self) -> str:
        """Return the vocabulary mapped to, which is also the name of its file."""
        return self.object.partition(":")[0]


@dataclass(frozen=True)
class Table:
    """The rows, and the namespace of each prefix in them."""

    namespaces: dict[str, str]
    mappings: list[Mapping]

    def iri(self, name: str) -> URIRef:
        """Return the IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return URIRef((HEADER | self.namespaces)[prefix] + local)


def read(path: Path) -> Table:
    """Return the table of an SSSOM file: comment lines with its metadata, then tab-separated rows."""
    lines = path.read_text("utf-8").splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    curies = (line.split(": ") for line in head[head.index("curie_map:") + 1 :])
    rows = csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t")
    return Table({prefix.strip(): namespace for prefix, namespace in curies}, [_mapping(row) for row in rows])


def _mapping(row: dict[str, str]) -> Mapping:
    return Mapping(
        subject=row["subject_id"],
        predicate=row["predicate_id"],
        object=row["object_id"],
        label=row["object_label"],
        date=row["mapping_date"],
        denied=row["predicate_modifier"] == "Not",
    )


def ontology() -> Graph:
    """Return the terms declared in the repository, ours and foreign."""
    graph = Graph()
    for name in ("core", "external"):
        graph.parse(ROOT / "ontology" / f"{name}.ttl", format="turtle")
    return graph


def turtle(target: str, table: Table, declared: Graph) -> str:
    """Return the file of one vocabulary."""
    stated = [each for each in table.mappings if each.target == target and not each.denied]
    blocks = [GRAPH, *_declarations(stated, table, declared)]
    if target == WIKIDATA:
        blocks += sorted({_item(each) for each in stated})
    for subject, rows in groupby(sorted(stated, key=lambda each: each.subject), lambda each: each.subject):
        blocks.append(_block(subject, rows))
    body = "\n\n".join(blocks)
    return f"{_comment(target)}\n{_prefixes(body, table)}\n{body}\n"


def _comment(target: str) -> str:
    return (
        f"# How terms of educluster stand to {target}: made from mappings.sssom.tsv by tools/alignments.py.\n"
        "# Edit the table and not this file; it tells why each relation was chosen, and no stronger one.\n"
    )


def _prefixes(body: str, table: Table) -> str:
    known = HEADER | table.namespaces
    used = sorted(set(re.findall(r"(?<![\w-])([\w-]+):", body)) & set(known))
    width = max(map(len, used)) + 1
    return "".join(f"@prefix {prefix + ':':<{width}} <{known[prefix]}> .\n" for prefix in used)


def _declarations(stated: list[Mapping], table: Table, declared: Graph) -> Iterator[str]:
    kinds = dict(_kind(each, table, declared) for each in stated)
    for name in sorted(kinds):
        if not any(declared.objects(table.iri(name), RDF.type)):
            yield f"{name}\n    a owl:{kinds[name].removeprefix(str(OWL))} ."


def _kind(mapping: Mapping, table: Table, declared: Graph) -> tuple[str, str]:
    """Return the foreign term that a mapping needs declared, with its kind in OWL.

    Raises ValueError where the table joins what OWL cannot join.
    """
    if mapping.predicate.startswith("skos:"):
        return mapping.predicate, OWL.AnnotationProperty
    kinds = set(declared.objects(table.iri(mapping.subject), RDF.type))
    fitting = [kind for kind in LOGICAL[mapping.predicate] if kind in kinds]
    if len(fitting) != 1:
        raise ValueError(f"{mapping.subject} is of no kind that allows {mapping.predicate}; use a match")
    return mapping.object, fitting[0]


def _item(mapping: Mapping) -> str:
    label, seen = f'rdfs:label "{mapping.label}"@en', f'dcterms:date "{mapping.date}"^^xsd:date'
    return f"{mapping.object}\n    {label} ;\n    {seen} ."


def _block(subject: str, rows: Iterable[Mapping]) -> str:
    objects: dict[str, list[str]] = {}
    for each in sorted(rows, key=lambda each: (each.predicate, each.object)):
        objects.setdefault(each.predicate, []).append(each.object)
    lines = [f"    {predicate} {' , '.join(names)}" for predicate, names in objects.items()]
    return f"{subject}\n" + " ;\n".join(lines) + " ."


def counts(mappings: list[Mapping]) -> str:
    """Return a table of how many mappings there are by vocabulary and relation."""
    told = Counter((each.target, "Not" if each.denied else each.predicate) for each in mappings)
    targets = sorted({target for target, _ in told})
    relations = sorted({relation for _, relation in told}, key=lambda name: (name == "Not", name))
    rows = [["vocabulary", *relations, "all"], ["---", *["---:"] * (len(relations) + 1)]]
    for target in targets:
        numbers = [told[target, relation] for relation in relations]
        rows.append([target, *(str(number or "") for number in numbers), str(sum(numbers))])
    sums = [sum(told[target, relation] for target in targets) for relation in relations]
    rows.append(["all", *map(str, sums), str(sum(sums))])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def page(text: str, mappings: list[Mapping]) -> str:
    """Return the page with the counts between its two marks made anew."""
    before, rest = text.split(COUNTS[0])
    return before + COUNTS[0] + counts(mappings) + COUNTS[1] + rest.split(COUNTS[1])[1]


def main(folder: Path) -> None:
    """Write all files below a folder, and remove those of vocabularies that the table has no longer."""
    table, declared = read(TABLE), ontology()
    alignments, docs = folder / "ontology" / "alignments", folder / "docs"
    made = {
        alignments / f"{target}.ttl": turtle(target, table, declared)
        for target in {each.target for each in table.mappings if not each.denied}
    }
    made[docs / PAGE.name] = page(PAGE.read_text("utf-8"), table.mappings)
    for stale in set(alignments.glob("*.ttl")) - set(made):
        stale.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
