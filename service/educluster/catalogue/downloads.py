"""What can be downloaded, as a catalogue.  Sources: Data Catalog Vocabulary (DCAT) 3; VoID; SPDX 2.3."""

from __future__ import annotations

from collections.abc import Iterator

from educluster import names
from educluster.catalogue.parts import DATASET, PARTS, Edition, File, Offer, Part
from educluster.catalogue.writing import (
    DCAT,
    DCTERMS,
    FOAF,
    PUBLISHER,
    SPDX,
    VOID,
    about,
    number,
    publisher,
    say,
    write,
)
from educluster.formats import Format
from educluster.graphs import iri, token

CATALOGUE = "https://w3id.org/educluster/downloads"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_DESCRIPTION = (
    "The data of educluster and their parts, each as files in several formats, with sizes and checksums."
)


def address(edition: Edition, offer: Offer | None, file: File, base: str = names.BASE.rstrip("/")) -> str:
    """Return where a file of an edition can be had, and of no later one, on the service at `base`."""
    name = offer.part.name if offer else ""
    ending = file.name.removeprefix((offer.part if offer else PARTS[0]).stem(edition.version))
    return f"{base}/dump{'/' if name else ''}{name}{ending}?version={edition.release}"


def anchor(part: Part) -> str:
    """Return where a part is on the page of downloads."""
    return f"part-{part.name or 'whole'}"


def describe_downloads(edition: Edition, base: str, written_in: Format) -> bytes:
    """Return the catalogue of an edition, whose files the service at `base` gives."""
    return write([*_catalogue(edition), *_datasets(edition, base)], written_in)


def _catalogue(edition: Edition) -> Iterator[str]:
    catalogue = iri(CATALOGUE)
    yield from about(catalogue, DCAT.Catalog)
    yield from say(catalogue, DCTERMS.title, token("What educluster publishes", language="en"))
    yield from say(catalogue, DCTERMS.description, token(_DESCRIPTION, language="en"))
    yield from say(catalogue, DCTERMS.publisher, iri(PUBLISHER))
    yield from say(catalogue, DCTERMS.license, iri(names.LICENCE))
    yield from say(
        catalogue, DCAT.dataset, *(iri(each.part.version_iri(edition.version)) for each in edition.offers)
    )
    yield from publisher()
    yield from about(iri(names.LICENCE), DCTERMS.LicenseDocument)
    yield from about(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
    every = [*edition.beside, *(file for offer in edition.offers for file in offer.files)]
    for each in sorted({_media_type(file) for file in every}):
        yield from about(each, DCTERMS.MediaType)


def _datasets(edition: Edition, base: str) -> Iterator[str]:
    for offer in edition.offers:
        yield from _dataset(edition, offer)
        beside = [] if offer.part.name else edition.beside
        for file in (*offer.files, *beside):
            yield from _distribution(edition, offer, file, base)


def _dataset(edition: Edition, offer: Offer) -> Iterator[str]:
    part, version = offer.part, edition.version
    dataset = iri(part.version_iri(version))
    yield from about(dataset, DCAT.Dataset, VOID.Dataset)
    titles = (token(text, language=of) for of, text in part.full_titles.items())
    yield from say(dataset, DCTERMS.title, *titles)
    texts = (token(text, language=of) for of, text in part.description.items())
    yield from say(dataset, DCTERMS.description, *texts)
    yield from say(dataset, DCAT.version, token(version))
    yield from say(dataset, DCAT.isVersionOf, iri(part.iri))
    yield from say(iri(part.iri), DCAT.hasCurrentVersion, dataset)
    yield from say(dataset, DCTERMS.identifier, token(edition.release))
    yield from say(dataset, DCTERMS.modified, token(edition.date, names.XSD + "date"))
    yield from say(dataset, DCTERMS.publisher, iri(PUBLISHER))
    yield from say(dataset, DCTERMS.license, iri(names.LICENCE))
    page = iri(f"{CATALOGUE}#{anchor(part)}")
    yield from say(dataset, DCAT.landingPage, page)
    yield from about(page, FOAF.Document)
    yield from number(dataset, VOID.triples, offer.triples)
    if part.iri != DATASET:
        whole = iri(PARTS[0].version_iri(version))
        yield from say(whole, DCTERMS.hasPart, dataset)
        yield from say(whole, VOID.subset, dataset)


def _distribution(edition: Edition, offer: Offer, file: File, base: str) -> Iterator[str]:
    dataset, where = iri(offer.part.version_iri(edition.version)), iri(address(edition, offer, file, base))
    distribution = iri(f"{CATALOGUE}#{file.name}")
    yield from say(dataset, DCAT.distribution, distribution)
    yield from about(distribution, DCAT.Distribution)
    yield from say(distribution, DCTERMS.title, token(file.name))
    for each in (DCAT.downloadURL, DCAT.accessURL):  # the second, too, is asked for by DCAT-AP
        yield from say(distribution, each, where)
    yield from say(distribution, DCAT.mediaType, _media_type(file))
    yield from say(distribution, DCTERMS.license, iri(names.LICENCE))
    size = token(str(file.size), names.XSD + "nonNegativeInteger")
    yield from say(distribution, DCAT.byteSize, size)
    checksum = iri(f"{CATALOGUE}#{file.name}-sha256")
    yield from say(distribution, SPDX.checksum, checksum)
    yield from about(checksum, SPDX.Checksum)
    yield from say(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield from say(checksum, SPDX.checksumValue, token(file.digest, names.XSD + "hexBinary"))
    if file in offer.files:
        yield from say(dataset, VOID.dataDump, where)


def _media_type(file: File) -> str:
    return iri(_MEDIA_TYPES + file.media_type.partition(";")[0])
