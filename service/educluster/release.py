"""Write a release: the graphs in five formats, pages, drawings, context, VoID, reports and checksums.

The same data give the same bytes in every process, so that anybody can make a release again and compare.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from educluster import __version__, artifacts, documentation, formats, names, reports, shapes
from educluster.documentation import About, Download, Handbook, Rows
from educluster.reports import Entry, Severity
from educluster.store import dumps
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot

_FORMATS = (formats.TURTLE, formats.TRIG, formats.N_TRIPLES, formats.JSON_LD, formats.RDF_XML)
_STEM = f"educluster-{__version__}"
_SUMS = "SHA256SUMS"
_PROFILE = "base"  # that the real clusters are held against


@dataclass(frozen=True)
class Released:
    """What was written: the files with their sizes, and how many triples they hold."""

    files: tuple[Download, ...]
    triples: int


def release(out: Path) -> Released:
    """Write the release into a folder, which is made where it is missing.

    Raises OSError when the folder cannot be written.
    """
    snapshot = Snapshot()
    handbook = documentation.gather(_rows(snapshot))
    out.mkdir(parents=True, exist_ok=True)
    (out / _SUMS).unlink(missing_ok=True)  # a release that was cut off must not look whole
    files = [_write(out, *each) for each in (*_dumps(snapshot), *_machine_files(snapshot, handbook))]
    about = About(__version__, _date(snapshot), tuple(files))
    files += [_write(out, *page) for page in (*_pages(handbook, about), *_reports())]
    _write(out, _SUMS, "text/plain", _checksums(files))
    return Released(tuple(files), snapshot.size())


def _write(out: Path, name: str, media_type: str, body: bytes) -> Download:
    file = out / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(body)
    return Download(name, media_type, len(body), hashlib.sha256(body).hexdigest())


def _rows(snapshot: Snapshot) -> Rows:
    return Rows(**{path.stem: snapshot.select(path.read_text()) for path in artifacts.document_queries()})


def _dumps(snapshot: Snapshot) -> Iterator[tuple[str, str, bytes]]:
    for part, graph in (("", None), ("-ontology", "ontology")):
        for each in _FORMATS:
            body = snapshot.dump(each, graph)
            if graph is None and each is formats.TRIG:  # which can be asked: educluster query --release
                body = dumps.headed(Head(__version__, _date(snapshot), artifacts.release()), body)
            yield f"{_STEM}{part}.{each.endings[0]}", each.media_type, body


def _machine_files(snapshot: Snapshot, handbook: Handbook) -> Iterator[tuple[str, str, bytes]]:
    context = documentation.json_ld_context(handbook.entries)
    yield "context.jsonld", formats.JSON_LD.media_type, _json(context)
    yield "void.ttl", formats.TURTLE.media_type, _void(snapshot).encode()


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _pages(handbook: Handbook, about: About) -> Iterator[tuple[str, str, bytes]]:
    for language in names.LANGUAGES:
        drawing = documentation.draw(handbook.entries, language)
        yield f"{_STEM}.{language}.svg", "image/svg+xml", drawing.encode()
        page = documentation.render(handbook, about, language)
        yield f"{_STEM}.{language}.html", formats.HTML.media_type, page.encode()


def _reports() -> Iterator[tuple[str, str, bytes]]:
    """Yield the reports on the real clusters, one by one as JSON and all together as pages and a table."""
    profile = shapes.load(_PROFILE)
    read = {file.stem: _description(file) for file in artifacts.descriptions()}
    found = [Entry(name, shapes.check(profile, each, Severity.VIOLATION)) for name, each in read.items()]
    for each in found:
        if each.report:
            told = reports.render(each.report, formats.JSON.media_type, "en")
            yield f"reports/{each.document}.json", formats.JSON.media_type, told
    found.append(
        Entry(f"{len(read)} documents together", shapes.check_together(profile, read, Severity.VIOLATION))
    )
    for language in names.LANGUAGES:
        page = reports.render_all(found, formats.HTML.media_type, language)
        yield f"{_STEM}-reports.{language}.html", formats.HTML.media_type, page
    yield (
        f"{_STEM}-reports.csv",
        formats.CSV.media_type,
        reports.render_all(found, formats.CSV.media_type, "en"),
    )


def _description(file: Path) -> shapes.Description:
    return shapes.Description.read(file.read_bytes(), formats.TURTLE.media_type)


def _checksums(files: list[Download]) -> bytes:
    """Return the lines that `sha256sum --check` reads."""
    by_name = sorted(files, key=lambda file: file.name)
    return "".join(f"{file.digest}  {file.name}\n" for file in by_name).encode()


def _date(snapshot: Snapshot) -> str:
    """Return the day that the header says; never that of the computer, which would change the bytes."""
    asked = "SELECT ?date { <https://w3id.org/educluster/ns> <http://purl.org/dc/terms/modified> ?date }"
    return snapshot.select(asked)[0]["date"]


def _void(snapshot: Snapshot) -> str:
    """Return the description of the dataset and its parts.  Source: VoID, sections 2 to 4."""
    whole = "<https://w3id.org/educluster/dataset>"
    date = _date(snapshot)
    parts = [
        "# The dataset of a release and its parts, counted.",
        "",
        f"@prefix dcterms: <{names.DCTERMS}> .",
        "@prefix void:    <http://rdfs.org/ns/void#> .",
        f"@prefix xsd:     <{names.XSD}> .",
        "",
        _dataset(snapshot, whole, date),
    ]
    return "\n".join([*parts, *(_part(snapshot, graph) for graph in snapshot.graphs())])


def _dataset(snapshot: Snapshot, iri: str, date: str) -> str:
    lines = [
        "a void:Dataset",
        'dcterms:title "educluster: what is said of educational clusters"@en',
        f'dcterms:hasVersion "{__version__}"',
        f'dcterms:identifier "{artifacts.release()}"',
        f'dcterms:modified "{date}"^^xsd:date',
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        f'void:uriSpace "{names.ECR}"',
        f"void:triples {snapshot.size()}",
        *(f"void:feature <http://www.w3.org/ns/formats/{each}>" for each in ("Turtle", "TriG", "JSON-LD")),
        *(f"void:subset <{names.GRAPH}{graph}>" for graph in snapshot.graphs()),
        *_partitions(snapshot, "class", "void:class", "void:entities", "?entity a ?each"),
        *_partitions(snapshot, "property", "void:property", "void:triples", "?entity ?each ?value"),
    ]
    return f"{iri}\n    " + " ;\n    ".join(lines) + " .\n"


def _partitions(snapshot: Snapshot, kind: str, of: str, counted: str, pattern: str) -> Iterator[str]:
    asked = f"SELECT ?each (COUNT(*) AS ?count) WHERE {{ {pattern} }} GROUP BY ?each"
    for row in snapshot.select(asked):
        yield f"void:{kind}Partition [ {of} <{row['each']}> ; {counted} {row['count']} ]"


def _part(snapshot: Snapshot, graph: str) -> str:
    return f"<{names.GRAPH}{graph}>\n    a void:Dataset ;\n    void:triples {snapshot.size(graph)} .\n"
