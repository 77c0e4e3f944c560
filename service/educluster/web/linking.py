"""/link: a table in, what its names mean, out; for a browser, a page on which a person confirms it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from educluster import formats, names, store
from educluster.errors import TooLarge, UnknownFormat
from educluster.formats import Format
from educluster.link import Lexicon, classes, linking, reading, words, writing
from educluster.link.columns import Sheet
from educluster.link.linked import CLOSE, RELATIONS, About, Linked, Offer, Subjects
from educluster.link.linking import Wish
from educluster.matching import THRESHOLD
from educluster.web import linking_form, parameters
from educluster.web.frame import OWN_NAMES, known_only, language
from educluster.web.linking_form import State
from educluster.web.service import service
from educluster.web.watch import notes

pages = Blueprint("linking", __name__)

MOST_ROWS = 10_000
_SHOWN = 50  # texts on a page
_BATCH = (
    1000  # texts for which a worker is asked at once, within the time of a query; others have turns between
)
_SAMPLES = 3  # cells of a column, to choose it by
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
_FACES = tuple(each for each in formats.LINKED if each is not formats.HTML)


@dataclass(frozen=True)
class _Job:
    """What is to be done: a table with its column, what is wanted of it, and what it is matched with."""

    state: State
    sheet: Sheet
    column: int
    subjects: Subjects
    wish: Wish
    lexicon: Lexicon

    @property
    def texts(self) -> list[str]:
        """Return the texts of the column, each once."""
        return self.sheet.texts(self.column)

    def linked(self, texts: list[str] | None = None) -> Linked:
        """Return what the texts mean, or some of them."""
        match = service().linking.match(self.lexicon, self.wish, language(), notes().client)
        version = store.release_about(service().settings.data, self.lexicon.release).version
        about = About(self.lexicon.release, version, datetime.datetime.now(datetime.UTC).date())
        return linking.link(
            self.sheet, self.column, self.wish, match, about, self.subjects, _BATCH, texts=texts
        )


@pages.get("/link")
def form() -> str:
    """Return the page on which a table is given."""
    known_only()
    return render_template(
        "link.html",
        classes=classes.offered(service().lexicons.lexicon(), language()),
        languages_of_names=OWN_NAMES,
        threshold=THRESHOLD,
        encodings=reading.ENCODINGS,
        separators=list(reading.SEPARATORS),
        most_rows=MOST_ROWS,
        most_bytes=service().settings.body_bytes,
    )


@pages.post("/link")
def link() -> Response:
    """Answer with what the names of a table mean: on a page, or in the format that is asked for."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnknownFormat("a compressed table is not read here", "send it as it is")
    if request.mimetype in _FORMS:
        known_only()
        state, written_in = linking_form.of_form(_most_carried()), _format_of_form()
    else:
        known_only(*linking_form.WISHES, *parameters.FORMAT)
        sent = formats.sent(request.headers.get("Content-Type", ""), formats.TABLES)
        state = linking_form.of_body(f"table.{sent.endings[0]}")
        given = parameters.of_address(linking_form.WISHES | parameters.FORMAT)
        written_in = parameters.chosen(formats.LINKED, given)
    sheet = _sheet(state)
    if written_in is formats.HTML and not state.column.strip() and len(sheet.head) > 1:
        return _choice_of_column(state, sheet)
    job = _job(state, sheet)
    return _page(job) if written_in is formats.HTML else _file(job, written_in)


def _sheet(state: State) -> Sheet:
    """Return the table; raise TooLarge for one with more rows than are linked at once."""
    sheet = reading.read(state.name, state.body, state.encoding, state.separator, state.headed)
    if len(sheet.rows) > MOST_ROWS:
        remedy = "send it in parts, or link it on the command line: educluster link"
        raise TooLarge("rows of a table", str(MOST_ROWS), remedy)
    return sheet


def _job(state: State, sheet: Sheet) -> _Job:
    lexicon = service().lexicons.lexicon()
    wish = Wish(classes.classes(lexicon, state.types), state.language, state.threshold)
    identifier = sheet.column(state.identifier) if state.identifier else None
    return _Job(state, sheet, sheet.column(state.column), Subjects(state.base, identifier), wish, lexicon)


def _file(job: _Job, written_in: Format) -> Response:
    """Return the whole table with what was found and said."""
    texts = job.texts
    said = {texts[number]: chosen for number, chosen in job.state.said.items() if number in range(len(texts))}
    linked = job.linked().confirmed(said)
    response = Response(writing.written(linked, written_in.name, language()))
    response.content_type = written_in.content_type
    file = writing.file_name(linked, written_in.name)
    response.headers.set("Content-Disposition", "attachment", filename=file)
    response.headers["Cache-Control"] = "no-store"
    return response


def _choice_of_column(state: State, sheet: Sheet) -> Response:
    samples = [[row[place] for row in sheet.rows[:_SAMPLES]] for place in range(len(sheet.head))]
    columns = list(zip(sheet.head, samples, strict=True))
    return _html("link_column.html", state=linking_form.packed(state), columns=columns, sheet=sheet)


def _page(job: _Job) -> Response:
    """Return the page of some texts, those that need a look first."""
    texts, whole = job.texts, None if job.state.order else job.linked()
    order = tuple(_order(whole)) if whole else job.state.order
    start = min(job.state.go, max(len(order) - 1, 0)) // _SHOWN * _SHOWN
    shown = [number for number in order[start : start + _SHOWN] if number in range(len(texts))]
    some = whole or job.linked([texts[number] for number in shown])
    said = {texts[number]: job.state.said[number] for number in shown if number in job.state.said}
    some = some.confirmed(said)
    chosen = {number: _said(some, texts[number]) for number in shown}
    state = replace(job.state, order=order, go=start, shown=chosen)
    return _html(
        "link_review.html",
        told=f"{words.read(job.sheet, language())}; {words.told(whole, language())}" if whole else "",
        job=job,
        state=linking_form.packed(state),
        shown=[(number, texts[number], *_offered(some, texts[number])) for number in shown],
        counts=_counts(job),
        chosen=chosen,
        start=start,
        size=_SHOWN,
        whole=len(order),
        said=len(job.state.said),
        relations=RELATIONS,
        faces=_FACES,
        words=words,
        page_of=_page_of,
        shorten=names.shorten,
    )


def _order(linked: Linked) -> list[int]:
    """Return the numbers of the texts: doubtful ones first, then those surely meant, then the rest."""

    def rank(text: str) -> int:
        chosen, offers = linked.chosen.get(text), linked.offers[text]
        if not offers:
            return 3
        if not chosen or any(each.warning for each in offers):
            return 0
        return 1 if chosen.relation == CLOSE else 2

    ranks = [rank(text) for text in linked.offers]
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def _said(linked: Linked, text: str) -> tuple[str, str]:
    chosen = linked.chosen.get(text)
    return (chosen.offer.iri, chosen.relation) if chosen else ("", CLOSE)


def _offered(linked: Linked, text: str) -> tuple[tuple[Offer, ...], list[str]]:
    """Return what a text may mean, and each warning about that once."""
    offers = linked.offers[text]
    warnings = dict.fromkeys(words.warning(each, language()) for each in offers)
    return offers, [each for each in warnings if each]


def _counts(job: _Job) -> dict[str, int]:
    counted: dict[str, int] = {}
    for text in job.sheet.cells(job.column):
        counted[text] = counted.get(text, 0) + 1
    return counted


def _page_of(iri: str) -> str:
    """Return where a thing of ours is shown."""
    return f"{request.script_root}/{iri.removeprefix(names.BASE)}"


def _format_of_form() -> Format:
    """Return the format that a button of the form names, else the one that the client likes best."""
    if wanted := request.form.get("format"):
        return formats.named(wanted, formats.LINKED)
    return formats.choose(request.headers.get("Accept", ""), (formats.HTML, *_FACES))


def _most_carried() -> int:
    """Return how large what a form carries may be, unpacked: a table, and what was said of its texts."""
    return 2 * service().settings.body_bytes + 1024 * 1024


def _html(template: str, **shown: object) -> Response:
    response = Response(render_template(template, **shown), content_type=formats.HTML.content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
