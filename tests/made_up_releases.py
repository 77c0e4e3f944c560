"""Two made-up releases of a few terms, one older and one newer than what is packaged, as dumps."""

from __future__ import annotations

from pathlib import Path

from educluster.store import dumps
from educluster.store.dumps import Head

OLD, NEW = "00000000000000aa", "00000000000000bb"  # their digests
OLD_VERSION, NEW_VERSION = "0.0.8", "9.0.0"
_PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix graph: <https://w3id.org/educluster/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_OLDER = """
    ec:Prerequisite a owl:Class ; rdfs:label "prerequisite"@en .
    ec:Condition a owl:Class ; rdfs:subClassOf ec:Prerequisite ; rdfs:label "a condition"@en .
    ec:hasCondition a owl:ObjectProperty ; rdfs:label "has condition"@en .
    ecr:principle-succession a skos:Concept ; skos:prefLabel "succession & more"@en .
"""
_NEWER = """
    ec:Prerequisite a owl:Class ; rdfs:label "prerequisite"@en .
    ec:Condition a owl:Class ; rdfs:subClassOf ec:Prerequisite ; rdfs:label "a condition"@en ;
        owl:deprecated true ; dcterms:isReplacedBy ec:Prerequisite ;
        skos:changeNote "Since 9.0.0: said <twice>."@en , "С 9.0.0: сказано дважды."@ru .
    ec:hasCondition a owl:ObjectProperty ; rdfs:label "has condition"@en ; rdfs:domain ec:Prerequisite .
"""


def write(folder: Path) -> tuple[Path, Path]:
    """Write the dumps of the two, the older first."""
    older = _dump(folder / "older.trig", OLD_VERSION, "2020-02-01", OLD, _OLDER)
    return older, _dump(folder / "newer.trig", NEW_VERSION, "2031-05-06", NEW, _NEWER)


def _dump(file: Path, version: str, date: str, release: str, terms: str) -> Path:
    header = (
        f'<https://w3id.org/educluster/ns> a owl:Ontology ; owl:versionInfo "{version}" ; '
        f'dcterms:modified "{date}"^^xsd:date .'
    )
    body = f"{_PREFIXES}\ngraph:ontology {{\n    {header}{terms}}}\n".encode()
    file.write_bytes(dumps.headed(Head(version, date, release), body))
    return file
