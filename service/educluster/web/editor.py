"""The page of /sparql for people: a field for the query, examples, and the answer below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote_plus

from flask import Response, g, render_template, request, url_for
from werkzeug.exceptions import NotFound

from educluster import ask, formats, questions
from educluster.answer import Answered, Asked
from educluster.config import Tier
from educluster.formats import Format
from educluster.questions import Question
from educluster.web import results
from educluster.web.addresses import local
from educluster.web.frame import language
from educluster.web.results import Shown
from educluster.web.service import service
from educluster.web.watch import notes

LONGEST_LINK = 6000  # what proxies let through with ease; a longer query is sent as a form
_START = """PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?principle ?name WHERE {
  ?principle a ec:Principle ; skos:prefLabel ?name .
  FILTER(langMatches(lang(?name), "LANGUAGE"))
} ORDER BY ?name"""


def keep(query: bytes) -> None:
    """Remember the query, so that the page about an error gives it back."""
    g.query = query


def form() -> Response:
    """Return the page without an answer; `?example=` fills the field with a stored question.

    Raises NotFound for a question that is not known.
    """
    name = request.args.get("example")
    return _page(_example(name) if name else _START.replace("LANGUAGE", language()))


def answer(asked: Asked) -> Response:
    """Return the page with the answer to a query.

    Raises what `Answering.answer` raises.
    """
    tier = asked.tier
    rows = min(tier.rows, results.MOST_ROWS) if tier.rows else results.MOST_ROWS
    bounded = replace(asked, tier=Tier(f"{tier.name} page", tier.seconds, rows))
    answered = service().answering.answer(bounded, _readable)
    noted = notes()
    noted.rows, noted.cut, noted.cached = answered.rows, answered.cut, answered.cached
    shown = _shown(answered)
    response = _page(
        asked.query.decode(),
        shown=shown,
        is_empty=answered.rows == 0 or shown.truth is False,
        cut=len(shown.rows) if shown.more else _number(answered.cut),
        downloads=_downloads(shown, answered.format),
        asked=asked,
    )
    response.headers["Educluster-Version"] = answered.version
    if answered.cut:
        response.headers["Educluster-Cut"] = answered.cut
    return response


def _page(query: str, **shown: object) -> Response:
    functions = {"said": _title, "link": _link, "described": described()}
    page = render_template("sparql.html", query=query, examples=_examples(), **functions, **shown)
    return Response(page, content_type=formats.HTML.content_type)


def _readable(offered: Sequence[Format]) -> Format:
    return formats.TURTLE if formats.TURTLE in offered else formats.RESULTS_JSON


def _shown(answered: Answered) -> Shown:
    if not results.fits(answered.size):
        answered.data.close()
        return Shown(too_large=True)
    data = answered.whole()
    if answered.format is formats.TURTLE:
        return Shown(graph=data.decode())
    return results.of_bindings(data)


def _number(cut: str) -> int:
    """Return at how many rows or triples an answer was cut, 0 where it is whole."""
    return int(cut.partition("=")[2] or 0)


def _downloads(shown: Shown, found: Format) -> tuple[Format, ...]:
    if shown.truth is not None:
        return formats.BOOLEANS
    return formats.GRAPHS if found in formats.GRAPHS else formats.BINDINGS


def _link(asked: Asked, written_in: Format) -> str:
    """Return the address of an answer in a format; nothing where it would be too long."""
    given: dict[str, object] = {"query": asked.query.decode(), "format": written_in.name}
    for name, value in (
        ("default-graph-uri", asked.dataset.default_graphs),
        ("named-graph-uri", asked.dataset.named_graphs),
        ("timeout", asked.seconds),
    ):
        if value:
            given[name] = value
    named = (asked.query, *asked.dataset.default_graphs, *asked.dataset.named_graphs)
    if sum(map(len, named)) > LONGEST_LINK:
        return ""  # to quote it takes its time
    address = url_for("sparql.query", **given)  # type: ignore[arg-type]
    return address if len(address) <= LONGEST_LINK else ""


def described() -> Callable[[str], str]:
    """Return what gives the address at which a name is described: there are many of them in a table.

    What is ours has a page; what others named is asked for.
    """
    spoken = language()
    address = url_for("sparql.query", format="html", lang=spoken)

    def of(iri: str) -> str:
        return local(iri, spoken) or f"{address}&query={quote_plus(f'DESCRIBE <{iri}>')}"

    return of


def _examples() -> Mapping[str, Question]:
    """Return the stored questions, by their names."""
    return ask.stored().questions


def _example(name: str) -> str:
    """Return the query of a stored question, with its example values."""
    try:
        question = _examples()[name]
    except KeyError as error:
        raise NotFound(f"there is no example «{name}»; /sparql lists those there are") from error
    return questions.shown(question, questions.examples(question))


def _title(question: Question) -> str:
    return question.title(language())
