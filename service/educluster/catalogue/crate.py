"""The description of a folder with a release.  Source: RO-Crate Metadata Specification 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence

from educluster import names
from educluster.catalogue.parts import PARTS, Edition, File
from educluster.catalogue.writing import PUBLISHED_BY, PUBLISHER
from educluster.names import LICENCE

CRATE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_MORE_TERMS = {"sha256": "https://schema.org/sha256"}  # which the context of 1.1 has not


def describe_crate(edition: Edition, files: Sequence[File]) -> bytes:
    """Return the metadata file of a folder with these files."""
    graph = [_descriptor(), _root(edition, files), *(_file(each) for each in files), *_others()]
    told = {"@context": [_CONTEXT, _MORE_TERMS], "@graph": graph}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _descriptor() -> dict[str, object]:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }


def _root(edition: Edition, files: Sequence[File]) -> dict[str, object]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "identifier": PARTS[0].version_iri(edition.version),
        "name": f"educluster {edition.version}: what is said of educational clusters",
        "description": "A release: an ontology of educational clusters, the concepts of the literature on "
        "them, the claims it makes with their places, descriptions of real clusters, and pages about these.",
        "version": edition.version,
        "alternateName": edition.release,
        "datePublished": edition.date,
        "inLanguage": list(names.LANGUAGES),
        "license": {"@id": LICENCE},
        "publisher": {"@id": PUBLISHER},
        "creator": {"@id": PUBLISHER},
        "hasPart": [{"@id": each.name} for each in files],
    }


def _file(file: File) -> dict[str, object]:
    return {
        "@id": file.name,
        "@type": "File",
        "name": file.name,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.digest,
    }


def _others() -> list[dict[str, object]]:
    licence: dict[str, object] = {
        "@id": LICENCE,
        "@type": "CreativeWork",
        "name": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    }
    return [{"@id": PUBLISHER, "@type": "Organization", "name": PUBLISHED_BY}, licence]
