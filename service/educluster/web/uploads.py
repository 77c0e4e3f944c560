"""The documents that a request carries for a graph: its body, or the files of a form."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import FileStorage

from educluster import formats
from educluster.errors import BadDocument, UnknownFormat
from educluster.formats import Format
from educluster.web import parameters
from educluster.write import Document

_WITH_FILES = "multipart/form-data"
_VAGUE = {"", "application/octet-stream", "text/plain"}  # what clients say of a file that they do not know


def document() -> Document:
    """Return the document that is the body; an empty one without a type is empty in every format.

    Raises UnknownFormat.  Source: SPARQL 1.1 Graph Store HTTP Protocol, sections 5 and 5.3.
    """
    parameters.refuse_encoded()
    body = request.get_data(cache=False)
    written_in = _format() if body or request.mimetype else formats.N_TRIPLES
    return Document(body, written_in.media_type)


def documents() -> tuple[Document, ...]:
    """Return the documents that are the body, or the files of a form; none where the body is empty.

    Raises UnknownFormat, BadDocument.  Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.5.
    """
    if request.mimetype == _WITH_FILES:
        parameters.refuse_encoded()
        return _files()
    sent = document()
    return (sent,) if sent.body else ()


def _format() -> Format:
    """Return the format of the body: RDF/XML, where the client does not say.  Source: section 5."""
    if not request.mimetype:
        return formats.RDF_XML
    return formats.sent(request.mimetype, formats.DOCUMENTS)


def _files() -> tuple[Document, ...]:
    for field in request.form:
        problem = f"the field «{field[:40]}» is no file"
        raise BadDocument(problem, "send each document as a file: curl -F file=@graph.ttl")
    files = [each for _, each in request.files.items(multi=True) if each.filename]
    if not files:
        raise BadDocument("there is no file in the form", "send at least one: curl -F file=@graph.ttl")
    return tuple(Document(each.read(), _of_file(each).media_type) for each in files)


def _of_file(file: FileStorage) -> Format:
    """Return the format of a file: by its own type where it says one, else by its ending."""
    parameters.refuse_charset(file.mimetype_params)
    if file.mimetype not in _VAGUE:
        return formats.sent(file.mimetype, formats.DOCUMENTS)
    try:
        return formats.of_ending(file.filename or "", formats.DOCUMENTS)
    except UnknownFormat:
        if file.mimetype == "text/plain":
            return formats.N_TRIPLES
        raise
