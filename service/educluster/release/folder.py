"""The folder of a release: its parts, pages, drawings, context, descriptions, reports and checksums."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from educluster import artifacts, catalogue, documentation, formats, names
from educluster.catalogue import PARTS, Edition, File
from educluster.documentation import About, Download, Handbook, Rows
from educluster.release import reporting, void
from educluster.release.files import Content, head, of_edition, write, write_parts
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot

_SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Released:
    """What was written: the files with their sizes, and how many triples they hold."""

    files: tuple[File, ...]
    triples: int


def release(out: Path) -> Released:
    """Write the release into a folder, which is made where it is missing.

    Raises OSError when the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)  # first: the rest takes some seconds
    snapshot = Snapshot()
    told = head(snapshot, artifacts.release())
    handbook = documentation.gather(_rows(snapshot))
    (out / _SUMS).unlink(missing_ok=True)  # a release that was cut off must not look whole
    edition = write_parts(snapshot, told, out)
    files = of_edition(edition)
    files += [write(out, *each) for each in _machine_files(snapshot, handbook, edition, told)]
    about = About(told.version, told.date, tuple(Download(**asdict(each)) for each in files))
    stem = PARTS[0].stem(told.version)
    files += [write(out, *each) for each in (*_pages(handbook, about), *reporting.on_clusters(stem))]
    files.append(
        write(out, catalogue.CRATE, formats.JSON_LD.media_type, catalogue.describe_crate(edition, files))
    )
    write(out, _SUMS, "text/plain", _checksums(files))
    return Released(tuple(files), snapshot.size())


def _rows(snapshot: Snapshot) -> Rows:
    return Rows(**{path.stem: snapshot.select(path.read_text()) for path in artifacts.document_queries()})


def _machine_files(snapshot: Snapshot, handbook: Handbook, edition: Edition, told: Head) -> Iterator[Content]:
    context = documentation.json_ld_context(handbook.entries)
    yield "context.jsonld", formats.JSON_LD.media_type, _json(context)
    yield "void.ttl", formats.TURTLE.media_type, void.describe(snapshot, told)
    dcat = catalogue.describe_downloads(edition, names.BASE.rstrip("/"), formats.TURTLE)
    yield "dcat.ttl", formats.TURTLE.media_type, dcat
    yield "logo.svg", "image/svg+xml", artifacts.logo().read_bytes()


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _pages(handbook: Handbook, about: About) -> Iterator[Content]:
    stem = PARTS[0].stem(about.version)
    for language in names.LANGUAGES:
        drawing = documentation.draw(handbook.entries, language)
        yield f"{stem}.{language}.svg", "image/svg+xml", drawing.encode()
        page = documentation.render(handbook, about, language)
        yield f"{stem}.{language}.html", formats.HTML.media_type, page.encode()


def _checksums(files: list[File]) -> bytes:
    """Return the lines that `sha256sum --check` reads."""
    by_name = sorted(files, key=lambda file: file.name)
    return "".join(f"{file.digest}  {file.name}\n" for file in by_name).encode()
