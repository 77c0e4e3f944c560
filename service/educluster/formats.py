"""Media types and what they mean here; which of them a client gets.  Pure: no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from educluster.errors import BadParameter, NotAcceptable, UnknownFormat

_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")  # RFC 9110, section 12.4.2
_ELSEWHERE = {  # what clients call them in a parameter: SPARQLWrapper, Virtuoso
    "turtle": "ttl",
    "n3": "ttl",
    "ntriples": "nt",
    "nquads": "nq",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
    "json-ld": "jsonld",
}


@dataclass(frozen=True)
class Format:
    """A serialisation: its name on the command line and as a file ending, its media type, and older ones."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return the media type, then the others under which clients ask for it."""
        return (self.media_type, *self.aliases)

    @property
    def content_type(self) -> str:
        """Return the header: text says its charset, since HTTP's own default would not be UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("ttl", "text/turtle", ("application/x-turtle",), ("ttl",))
TRIG = Format("trig", "application/trig", ("application/x-trig",), ("trig",))
N_TRIPLES = Format("nt", "application/n-triples", ("text/plain",), ("nt",))
N_QUADS = Format("nq", "application/n-quads", (), ("nq",))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "xml", "owl"))
JSON_LD = Format("jsonld", "application/ld+json", ("application/json",), ("jsonld", "json"))

RESULTS_JSON = Format("json", "application/sparql-results+json", ("application/json", "text/json"), ("srj",))
RESULTS_XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",))
CSV = Format("csv", "text/csv", (), ("csv",))
TSV = Format("tsv", "text/tab-separated-values", (), ("tsv",))

JSON = Format("json", "application/json", (), ("json",))
TEXT = Format("text", "text/plain", (), ("txt",))
HTML = Format("html", "text/html", ("application/xhtml+xml",), ("html",))
PDF = Format("pdf", "application/pdf", (), ("pdf",))
WORD = Format(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (), ("docx",)
)
WORKBOOK = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (), ("xlsx",))
BIBTEX = Format("bib", "application/x-bibtex", ("text/x-bibtex",), ("bib",))
RIS = Format("ris", "application/x-research-info-systems", (), ("ris",))
CSL = Format("csl", "application/vnd.citationstyles.csl+json", (), ("csl",))
NOTEBOOK = Format("ipynb", "application/x-ipynb+json", (), ("ipynb",))
SARIF = Format("sarif", "application/sarif+json", (), ("sarif",))
JUNIT = Format("junit", "application/junit+xml", (), ())
RECONCILIATION = Format("reconciliation", "application/reconciliation.v1+json")  # of the API's 1.0 draft
SSSOM = Format("sssom", "text/tab-separated-values", (), ("sssom.tsv",))
CSVW = Format("csvw", "application/csvm+json", (), ("csv-metadata.json",))
UPDATE = Format("ru", "application/sparql-update", (), ("ru",))
PROBLEM = Format("problem", "application/problem+json")

DOCUMENTS = (TURTLE, TRIG, N_TRIPLES, N_QUADS, RDF_XML, JSON_LD)
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
BINDINGS = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
BOOLEANS = (RESULTS_JSON, RESULTS_XML)
REPORTS = (JSON, TURTLE, JSON_LD, TEXT, HTML, CSV, SARIF, JUNIT)
SEVERAL = (JSON, TEXT, HTML, CSV, SARIF, JUNIT)  # that hold the reports on several documents
ANSWERS = (HTML, RESULTS_JSON, CSV, TSV, RESULTS_XML, WORKBOOK, WORD, TURTLE, BIBTEX, RIS, CSL, NOTEBOOK)
TABLES = (CSV, TSV, TEXT)  # with a column of names, as people have them
LINKED = (CSV, JSON, SSSOM, TURTLE, CSVW, HTML)  # what comes of them
PAGES = (HTML, JSON, TURTLE)  # of a rule or a profile
COPIES = (TEXT, PDF, WORD)  # of an article, as people have them
PASSAGES = (TEXT, JSON, CSV)


@lru_cache(256)  # most clients send one of a few headers, and reading one takes longer than a small query
def choose(accept: str, offered: tuple[Format, ...]) -> Format:
    """Return the offered format that the client likes best.

    An empty header accepts everything; ties go to the order of `offered`.  A type refused with q=0
    is never chosen.  Raises NotAcceptable.  Source: RFC 9110, section 12.5.1.
    """
    wishes = [_wish(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    scored = [(_quality(each, wishes), -place, each) for place, each in enumerate(offered)]
    quality, _, best = max(scored, key=lambda item: item[:2])
    if quality > 0:
        return best
    raise NotAcceptable(
        f"none of the formats in «{accept[:200]}» is offered here", f"accept one of: {_list(offered)}"
    )


def sent(content_type: str, read: Sequence[Format]) -> Format:
    """Return the format that a Content-Type names.

    Raises UnknownFormat, which lists those that are read.
    """
    media_type = content_type.split(";")[0].strip().lower()
    for each in read:
        if media_type in each.media_types:
            return each
    named = f"the media type «{media_type[:80]}»" if media_type else "a document without a Content-Type"
    raise UnknownFormat(f"{named} is not read here", f"send one of: {_list(read)}")


def of_ending(file_name: str, read: Sequence[Format]) -> Format:
    """Return the format that a file's ending names.

    Raises UnknownFormat, which lists those that are read.
    """
    ending = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    for each in read:
        if ending in each.endings:
            return each
    endings = ", ".join(f".{ending}" for each in read for ending in each.endings)
    problem = f"the ending of «{file_name[-80:]}» is not known"
    raise UnknownFormat(problem, f"name the file with one of: {endings}")


def named(name: str, offered: Sequence[Format]) -> Format:
    """Return the format of that name.

    Raises NotAcceptable, which lists the names offered.
    """
    for each in offered:
        if each.name == name:
            return each
    names = ", ".join(each.name for each in offered)
    raise NotAcceptable(f"the format «{name}» is not offered here", f"ask for one of: {names}")


def called(names: Iterable[str], offered: Sequence[Format]) -> Format:
    """Return the one format that names call: its name here or elsewhere, a file ending, a media type.

    Clients send several names, to be understood by services of several makes; those not known count as
    nothing beside one that is.  Raises NotAcceptable where none is offered, BadParameter where two are.
    """
    given = [name.strip() for name in names]
    found = {each for name in given if (each := _meant(name.lower(), offered))}
    if len(found) == 1:
        return found.pop()
    if found:
        both = ", ".join(each.name for each in offered if each in found)
        raise BadParameter(f"several formats are asked for: {both}", "ask for one of them")
    listed = ", ".join(each.name for each in offered)
    problem = f"the format «{', '.join(given)[:80]}» is not offered here"
    raise NotAcceptable(problem, f"ask for one of: {listed}")


def _meant(name: str, offered: Sequence[Format]) -> Format | None:
    """Return the format that a name means; its own name goes before an ending, as json does."""
    name = name.replace(" ", "+")  # a plus sign that was not percent-encoded
    by_name = (each for each in offered if each.name == _ELSEWHERE.get(name, name))
    by_ending = (each for each in offered if name in each.endings)
    by_type = (each for each in offered if name in each.media_types)
    return next(chain(by_name, by_ending, by_type), None)


def _list(formats: Iterable[Format]) -> str:
    return ", ".join(each.media_type for each in formats)


def _wish(part: str) -> tuple[str, float]:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    return media_range, float(quality) if _QUALITY.fullmatch(quality) else 0.0


def _quality(offered: Format, wishes: Sequence[tuple[str, float]]) -> float:
    """Return the quality of the most specific range that covers a format; 0 when none does."""
    family = offered.media_type.split("/")[0]
    for media_range in (*offered.media_types, f"{family}/*", "*/*"):
        for wished, quality in wishes:
            if wished == media_range:
                return quality
    return 0.0
