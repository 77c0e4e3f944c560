"""The project's IRIs: namespaces, named graphs, and the prefixes that are shown.  Pure: no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BASE = "https://w3id.org/educluster/"  # of relative IRIs in a query.  SPARQL 1.1 Protocol, section 2.3
EC = "https://w3id.org/educluster/ns#"
ECR = "https://w3id.org/educluster/id/"
ECC = "https://w3id.org/educluster/claim/"
ECS = "https://w3id.org/educluster/shapes#"
GRAPH = "https://w3id.org/educluster/graph/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of the data

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "ec": EC,
        "ecc": ECC,
        "ecr": ECR,
        "ecs": ECS,
        "fabio": "http://purl.org/spar/fabio/",
        "oa": OA,
        "org": ORG,
        "owl": OWL,
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": RDF,
        "rdfs": RDFS,
        "sh": SH,
        "skos": SKOS,
        "skosxl": SKOSXL,
        "xsd": XSD,
    }
)

LANGUAGES = ("en", "ru", "uz")


def shorten(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI as a prefixed name where a shown prefix covers it, else in angle brackets."""
    for prefix, namespace in prefixes.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#?"):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def last_part(iri: str) -> str:
    """Return what an IRI ends with, after its last / or #."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
