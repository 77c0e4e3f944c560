"""/outdated: is my data up to date?  A document, a table or an endpoint in, what to mend out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, g, render_template, request

from educluster import formats, names
from educluster import outdated as job
from educluster.errors import BadDocument, BadParameter
from educluster.formats import Format
from educluster.outdated import Document, Finding, Told
from educluster.web import addresses, parameters, sparql
from educluster.web.frame import known_only
from educluster.web.parameters import Values
from educluster.web.service import service
from educluster.web.watch import notes

pages = Blueprint("outdated", __name__)

_WITH_FILES = "multipart/form-data"
_ANSWERS = (formats.JSON, formats.HTML, formats.CSV, formats.TEXT, formats.UPDATE)
_CHOICES = {"version", "endpoint", "read-as", *parameters.FORMAT}
_MOST = 500  # findings on a page
_LONGEST = 100_000  # characters of a patch on a page
_WRITTEN: Mapping[Format, Callable[[Told], bytes]] = {
    formats.JSON: job.as_json,
    formats.CSV: job.as_csv,
    formats.TEXT: job.as_text,
    formats.UPDATE: lambda told: job.patch(told).encode(),
}


@dataclass(frozen=True)
class _Shown:
    """What a page shows of a finding: what is the matter, and where our names lead to here."""

    found: Finding
    meant: tuple[tuple[str, str, str], ...]  # short name, address, relation

    @property
    def name(self) -> str:
        """Return the name as short as it can be written."""
        return names.shorten(self.found.use.iri)


@pages.get("/outdated")
def form() -> str:
    """Return the page on which data are given."""
    known_only("version")
    return _page()


@pages.post("/outdated")
def check() -> Response:
    """Tell what is unknown, deprecated or renamed in the body, in what a form holds, or at an endpoint."""
    parameters.refuse_encoded()
    values = parameters.of_address(_CHOICES)
    is_form = request.mimetype in {_WITH_FILES, parameters.FORM}
    if is_form:
        values += _fields()
    written_in = parameters.chosen(_ANSWERS, values)
    told = _told(values, is_form)
    if written_in is formats.HTML:
        return Response(_page(told), content_type=formats.HTML.content_type)
    response = Response(_WRITTEN[written_in](told), content_type=written_in.content_type)
    if is_form and written_in in {formats.CSV, formats.UPDATE}:
        response.headers["Content-Disposition"] = f'attachment; filename="outdated.{written_in.name}"'
    return response


def _told(values: Values, is_form: bool) -> Told:
    """Return what is found; raises BadDocument where there is nothing to look at, or more than one thing."""
    vocabulary = service().following.vocabulary(values.one("version") or "")
    address, document = values.one("endpoint"), _document(values, is_form)
    if address and document:
        raise BadDocument("there is an endpoint and a document as well", "send one of the two")
    if address:
        return service().outdated.endpoint(address, vocabulary, sparql.tier(), notes().client)
    if document is None:
        raise BadDocument(
            "there are no data", "send a document as the body; or choose a file, or paste a text"
        )
    return service().outdated.document(document, vocabulary, notes().client)


def _fields() -> Values:
    """Return the choices that a form holds.

    Raises BadParameter for a field that would be passed over.
    """
    for unknown in sorted({*request.form, *request.files} - _CHOICES - {"document", "text"}):
        known = ", ".join(sorted({*_CHOICES, "document", "text"}))
        raise BadParameter(f"the form has no field «{unknown[:40]}»", f"those known are: {known}")
    return Values([pair for pair in request.form.items(multi=True) if pair[0] in _CHOICES])


def _document(values: Values, is_form: bool) -> Document | None:
    if not is_form:
        body = request.get_data(cache=False)
        if not body:
            return None
        return Document("document", body, _read_as(values) or formats.sent(request.mimetype, job.READ))
    found = [each for each in (*_files(values), _text(values)) if each]
    if len(found) > 1:
        raise BadDocument("there are several documents", "send one at a time")
    return found[0] if found else None


def _files(values: Values) -> list[Document]:
    sent = [each for each in request.files.getlist("document") if each.filename]
    return [
        Document(
            each.filename or "",
            each.read(),
            _read_as(values) or formats.of_ending(each.filename or "", job.READ),
        )
        for each in sent
    ]


def _text(values: Values) -> Document | None:
    text = g.text = request.form.get("text", "")
    if not text.strip():
        return None
    body = text.replace("\r\n", "\n").encode(errors="surrogatepass")
    return Document("text", body, _read_as(values) or formats.TURTLE)


def _read_as(values: Values) -> Format | None:
    named = values.one("read-as")
    return formats.named(named, job.READ) if named else None


def _page(told: Told | None = None) -> str:
    patch = job.patch(told) if told else ""
    return render_template(
        "outdated.html",
        told=told,
        shown=[_shown(each) for each in told.findings[:_MOST]] if told else [],
        patch=patch if len(patch) <= _LONGEST else "",
        others=list(told.others.items())[:_MOST] if told else [],
        documents=job.READ,
        endpoints=service().outdated.endpoints,
        editions=service().following.editions,
    )


def _shown(found: Finding) -> _Shown:
    meant = tuple(
        (names.shorten(each.iri), addresses.local(each.iri), names.last_part(each.relation))
        for each in found.meant
    )
    return _Shown(found, meant)
