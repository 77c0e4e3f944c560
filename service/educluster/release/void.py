"""The dataset of a release and its graphs, counted, and the links that lead out of it, as VoID in Turtle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from educluster import catalogue, names
from educluster.catalogue import PARTS
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot

_WHOLE = PARTS[0].iri
_LINKS = f"""SELECT ?link ?target WHERE {{
  GRAPH <{names.GRAPH}alignments> {{ ?subject ?link ?target }}
  FILTER(ISIRI(?target) && STRSTARTS(STR(?subject), "{names.BASE}") && ?subject != <{names.GRAPH}alignments>)
}}"""


def describe(snapshot: Snapshot, told: Head) -> bytes:
    """Return the description of the dataset and its parts.  Source: VoID, sections 2 to 5."""
    parts = [
        "# The dataset of a release and its parts, counted, and its links to the vocabularies of others.",
        "",
        f"@prefix dcterms: <{names.DCTERMS}> .",
        "@prefix void:    <http://rdfs.org/ns/void#> .",
        f"@prefix xsd:     <{names.XSD}> .",
        "",
        _dataset(snapshot, told),
    ]
    parts += [_part(graph, size) for graph, size in snapshot.sizes().items()]
    return "\n".join([*parts, *_linksets(snapshot)]).encode()


def _dataset(snapshot: Snapshot, told: Head) -> str:
    lines = [
        "a void:Dataset",
        'dcterms:title "educluster: what is said of educational clusters"@en',
        f'dcterms:hasVersion "{told.version}"',
        f'dcterms:identifier "{told.release}"',
        f'dcterms:modified "{told.date}"^^xsd:date',
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        f'void:uriSpace "{names.ECR}"',
        f"void:triples {snapshot.size()}",
        *(f"void:feature <http://www.w3.org/ns/formats/{each}>" for each in ("Turtle", "TriG", "JSON-LD")),
        *(f"void:subset <{names.GRAPH}{graph}>" for graph in snapshot.sizes()),
        *_partitions(snapshot, "class", "void:class", "void:entities", "?entity a ?each"),
        *_partitions(snapshot, "property", "void:property", "void:triples", "?entity ?each ?value"),
    ]
    return f"<{_WHOLE}>\n    " + " ;\n    ".join(lines) + " .\n"


def _partitions(snapshot: Snapshot, kind: str, of: str, counted: str, pattern: str) -> Iterator[str]:
    asked = f"SELECT ?each (COUNT(*) AS ?count) WHERE {{ {pattern} }} GROUP BY ?each"
    for row in snapshot.select(asked):
        yield f"void:{kind}Partition [ {of} <{row['each']}> ; {counted} {row['count']} ]"


def _part(graph: str, size: int) -> str:
    return f"<{names.GRAPH}{graph}>\n    a void:Dataset ;\n    void:triples {size} .\n"


def _linksets(snapshot: Snapshot) -> Iterator[str]:
    """Yield the linksets, each of one kind of link into one vocabulary."""
    counted = Counter(
        (catalogue.namespace(row["target"]), row["link"])
        for row in snapshot.select(_LINKS)
        if not row["target"].startswith(names.BASE)
    )
    for (target, link), size in sorted(counted.items()):
        if target:
            yield (
                f"[]\n    a void:Linkset ;\n    void:subjectsTarget <{_WHOLE}> ;\n"
                f"    void:objectsTarget <{target}> ;\n    void:linkPredicate <{link}> ;\n"
                f"    void:triples {size} .\n"
            )
