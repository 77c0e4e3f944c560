"""/validate: a description in, its report out, 200 whether it conforms or not; for a browser, a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from flask import Blueprint, Response, g, render_template, request, url_for

from educluster import formats, reports
from educluster import validate as job
from educluster.errors import BadDocument, BadParameter, UnknownFormat
from educluster.formats import Format
from educluster.reports import Report, Severity
from educluster.rulebook import book
from educluster.web.frame import known_only, language
from educluster.web.service import service

pages = Blueprint("validation", __name__)

_Get = Callable[[str], str | None]

_WITH_FILES = "multipart/form-data"
_FORMS = {_WITH_FILES, "application/x-www-form-urlencoded"}
_EITHER = {"engine", "lenient"}  # fields of a form that may stand in its address too
_TEXTS, _UPLOADS = {"profile", "fail-on", "set", "text", "read-as", *_EITHER}, {"document", "shapes"}
_TRUTHS = {"": False, "true": True, "false": False}


@dataclass(frozen=True)
class _Asked:
    """What was sent: the document, what it is held against, the answer's format."""

    document: job.Document
    wish: job.Wish
    written_in: Format


@pages.get("/validate")
def form() -> str:
    """Return the page on which a description is given."""
    known_only("profile")
    return render_template("validate.html", **_choices(job.Wish(request.args.get("profile", "base"))))


@pages.post("/validate")
def check() -> Response:
    """Answer with the report on the document that is the body, or that a form holds."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnknownFormat("a compressed document is not read here", "send it as it is")
    asked = _of_form() if request.mimetype in _FORMS else _of_body()
    started = perf_counter()
    report = job.validate(service().validators, asked.document, asked.wish)
    response = _answer(report, asked)
    response.headers["Server-Timing"] = f"validate;dur={(perf_counter() - started) * 1000:.1f}"
    return response


@pages.get("/report.css")
def style() -> Response:
    """Return the style of reports."""
    return Response(reports.STYLE, content_type="text/css; charset=utf-8")


def _answer(report: Report, asked: _Asked) -> Response:
    """Return the report in the format that was asked for; as HTML within the frame of the pages."""
    if asked.written_in is not formats.HTML:
        rendered = reports.render(report, asked.written_in.media_type, language())
        return Response(rendered, content_type=asked.written_in.content_type)
    told = reports.fragment(report, language(), partial(_page_of, language()))
    page = render_template("report.html", fragment=told, **_choices(asked.wish))
    return Response(page, content_type=formats.HTML.content_type)


def _page_of(asked: str, rule: str) -> str:
    """Return the address of a rule's page in a language."""
    return url_for("rules.rule", name=rule, lang=asked)


def _choices(wish: job.Wish) -> dict[str, object]:
    """Return what the form offers, and what of it is chosen."""
    held = [(name, version) for name in book().names for version in book().versions(name)]
    return {
        "profiles": [book().profile(f"{name}@{version}") for name, version in held],
        "chosen": book().profile(wish.profile),
        "set": " ".join(f"{name}={value}" for name, value in wish.settings.items()),
        "fail_on": wish.fail_on.value,
        "lenient": wish.lenient,
        "engine": wish.engine,
        "engines": job.ENGINES,
        "severities": [each.value for each in Severity],
        "documents": formats.DOCUMENTS,
    }


def _of_body() -> _Asked:
    known_only("profile", "fail-on", "set", *_EITHER)
    sent = formats.sent(request.headers.get("Content-Type", ""), formats.DOCUMENTS)
    body = request.get_data(cache=False)
    if not body.strip():
        raise BadDocument("the document is empty", "send a description: curl --data-binary @cluster.ttl")
    return _Asked(
        job.Document("document", body, sent), _wish(request.args.get, request.args.getlist("set")), _format()
    )


def _of_form() -> _Asked:
    """Return what a form holds: a file or a text, shapes of the user's own, the choices.

    Raises BadDocument where there is no document, or more than one; BadParameter for a field, or a parameter
    of the address, that would be passed over.
    """
    known_only(*_EITHER)
    _refuse_fields()
    read_as = request.form.get("read-as", "")
    document = _document(read_as)
    shapes = _file("shapes", "")
    settings = [each for field in request.form.getlist("set") for each in field.split()]
    return _Asked(document, _wish(_field, settings, shapes), _format())


def _field(name: str) -> str | None:
    """Return a field of the form; engine and leniency may stand in the address instead."""
    in_form, in_address = request.form.get(name), request.args.get(name) if name in _EITHER else None
    if in_form and in_address:
        raise BadParameter(f"«{name}» stands in the form and in the address", "send it once")
    return in_form or in_address


def _refuse_fields() -> None:
    """Raise BadParameter for a field that would be passed over, UnknownFormat for a bare document."""
    sent = {*request.form, *request.files}
    if request.mimetype != _WITH_FILES and not sent & (_TEXTS | _UPLOADS):
        remedy = "say what it is: -H 'Content-Type: text/turtle'"
        raise UnknownFormat("a document was sent without its media type, as a form", remedy)
    for unknown in sorted(sent - _TEXTS - _UPLOADS):
        known = ", ".join(sorted(_TEXTS | _UPLOADS))
        raise BadParameter(f"the form has no field «{unknown[:40]}»", f"those known are: {known}")
    for name in sorted((_UPLOADS & set(request.form)) | (_TEXTS & set(request.files))):
        wanted = "a file" if name in _UPLOADS else "a text"
        raise BadParameter(f"the field «{name}» is not {wanted}", f"send {wanted} in it")
    for name in sorted(_TEXTS - {"set"}):
        if len(request.form.getlist(name)) > 1:
            raise BadParameter(f"the field «{name}» stands twice", "send it once")


def _document(read_as: str) -> job.Document:
    found = [each for each in (_file("document", read_as), _text(read_as)) if each]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadDocument("there is no description", "choose a file, or paste a description into the field")
    raise BadDocument("there is a file and a text as well", "send one of the two")


def _file(field: str, read_as: str) -> job.Document | None:
    """Return an uploaded file; None where none was chosen: browsers send that as a file without a name."""
    sent = [(each.filename, each) for each in request.files.getlist(field) if each.filename]
    if not sent:
        return None
    if len(sent) > 1:
        remedy = "send one at a time; the command line takes many: educluster validate"
        raise BadDocument(f"there are {len(sent)} files as «{field}»", remedy)
    ((name, file),) = sent
    written_in = (
        formats.named(read_as, formats.DOCUMENTS) if read_as else formats.of_ending(name, formats.DOCUMENTS)
    )
    return job.Document(name, file.read(), written_in)


def _text(read_as: str) -> job.Document | None:
    text = g.text = request.form.get("text", "")  # a page about an error gives it back
    if not text.strip():
        return None
    written_in = formats.named(read_as, formats.DOCUMENTS) if read_as else formats.TURTLE
    body = text.replace("\r\n", "\n").encode(errors="surrogatepass")  # as it was typed: browsers send CR LF
    return job.Document("text", body, written_in)


def _format() -> Format:
    return formats.choose(request.headers.get("Accept", ""), formats.REPORTS)


def _wish(given: _Get, settings: list[str], shapes: job.Document | None = None) -> job.Wish:
    profile = given("profile") or "base"
    book().profile(profile)  # one that there is not is told before the work, not after it
    return job.Wish(
        profile=profile,
        settings=_settings(settings, shapes),
        fail_on=_fail_on(given("fail-on") or "violation"),
        shapes=shapes,
        engine=given("engine") or job.ENGINES[0],
        lenient=_truth("lenient", given("lenient") or ""),
    )


def _settings(given: list[str], shapes: job.Document | None) -> dict[str, str]:
    if given and shapes:
        raise BadParameter("a threshold is set, but the shapes are your own", "change the number in them")
    return job.settings(given)


def _truth(name: str, value: str) -> bool:
    if value not in _TRUTHS:
        raise BadParameter(f"{name} cannot be «{value}»", "write true, or leave it out")
    return _TRUTHS[value]


def _fail_on(name: str) -> Severity:
    try:
        return Severity(name)
    except ValueError as error:
        choices = ", ".join(each.value for each in Severity)
        raise BadParameter(f"fail-on cannot be «{name}»", f"choose one of: {choices}") from error
