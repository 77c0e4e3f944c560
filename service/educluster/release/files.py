"""The files of the parts of a release: each part in each format, and what else holds data."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from educluster import artifacts, catalogue, formats, nanopubs
from educluster.catalogue import PARTS, Edition, File, Offer, Part
from educluster.errors import NotFound
from educluster.formats import Format
from educluster.store import dumps
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot

FORMATS = (formats.TURTLE, formats.TRIG, formats.N_TRIPLES, formats.JSON_LD, formats.RDF_XML)
SSSOM = "sssom.tsv"  # Simple Standard for Sharing Ontological Mappings, a table
NANOPUBS, TRIPLE_TERMS = "nanopubs.trig", "triple-terms.ttl"
BESIDE = "beside"
PIECES = (
    "core",
    "ontology",
    "alignments",
    "concepts",
    "corpus",
    "literature",
    "",
    BESIDE,
)  # the small ones first
_HEADER = """SELECT ?version ?date {
  <https://w3id.org/educluster/ns> <http://www.w3.org/2002/07/owl#versionInfo> ?version ;
    <http://purl.org/dc/terms/modified> ?date .
}"""

Content = tuple[str, str, bytes]  # name, media type, bytes


def head(snapshot: Snapshot, release: str) -> Head:
    """Return which release it is, as its data tell; the day is never that of the computer."""
    told = snapshot.select(_HEADER)[0]
    return Head(told["version"], told["date"], release)


def write_parts(snapshot: Snapshot, told: Head, folder: Path, pieces: Collection[str] = PIECES) -> Edition:
    """Write the files of all parts, or of some pieces, into a folder, and return what they are.

    Raises OSError.
    """
    offers = [_offer(snapshot, told, each, folder) for each in PARTS if each.name in pieces]
    beside = [write(folder, *each) for each in _beside(snapshot, told)] if BESIDE in pieces else []
    return Edition(told.release, told.version, told.date, tuple(offers), tuple(beside))


def piece(part: str, ending: str) -> str:
    """Return the piece that has the file of a part, "" being the whole, with an ending.

    Raises NotFound for a part, or an ending, that there is not.
    """
    known = catalogue.part(part)
    if ending in {each.endings[0] for each in FORMATS}:
        return known.name
    if not known.name and ending in {SSSOM, NANOPUBS, TRIPLE_TERMS}:
        return BESIDE
    name = f"{known.stem('…')}.{ending[:40]}"
    raise NotFound(f"there is no file «{name}» in this release", "see /downloads for those there are")


def unmade(part: Part, version: str) -> Offer:
    """Return what is offered of a part of which no file was made yet: no size is known."""
    return Offer(part, 0, tuple(File(_name(part, version, each), each.media_type, 0, "") for each in FORMATS))


def write(folder: Path, name: str, media_type: str, body: bytes) -> File:
    """Write a file, and return what it is.

    Raises OSError.
    """
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return File(name, media_type, len(body), hashlib.sha256(body).hexdigest())


def of_edition(edition: Edition) -> list[File]:
    """Return all files of an edition."""
    return [*(file for offer in edition.offers for file in offer.files), *edition.beside]


def _offer(snapshot: Snapshot, told: Head, part: Part, folder: Path) -> Offer:
    files = [write(folder, *each) for each in _of_part(snapshot, told, part)]
    return Offer(part, snapshot.size(part), tuple(files))


def _of_part(snapshot: Snapshot, told: Head, part: Part) -> Iterator[Content]:
    for each in FORMATS:
        body = snapshot.dump(each, part)
        if not part.name and each is formats.TRIG:  # which can be asked: educluster query --release
            body = dumps.headed(told, body)
        yield _name(part, told.version, each), each.media_type, body


def _name(part: Part, version: str, written_in: Format) -> str:
    return f"{part.stem(version)}.{written_in.endings[0]}"


def _beside(snapshot: Snapshot, told: Head) -> Iterable[Content]:
    """Yield what is the same in another form: mappings as a table, claims as nanopublications."""
    stem = catalogue.PARTS[0].stem(told.version)
    if told.release == artifacts.release():  # of another release the table is not packaged
        yield f"{stem}.{SSSOM}", formats.TSV.media_type, artifacts.mappings().read_bytes()
    rows = snapshot.select(artifacts.nanopub_query().read_text(encoding="utf-8"))
    yield f"{stem}.{NANOPUBS}", formats.TRIG.media_type, nanopubs.trig(rows)
    yield f"{stem}.{TRIPLE_TERMS}", f"{formats.TURTLE.media_type};version=1.2", nanopubs.triple_terms(rows)
