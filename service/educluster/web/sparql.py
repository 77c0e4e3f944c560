"""/sparql: the query operation of the SPARQL 1.1 Protocol (section 2.1)."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from educluster import formats
from educluster.answer import OFFERED, Asked, Dataset
from educluster.config import Tier
from educluster.errors import BadParameter, BadQuery, NotFound
from educluster.web import describing, editor, operations, parameters, sending
from educluster.web.parameters import Values
from educluster.web.service import service
from educluster.web.watch import notes

pages = Blueprint("sparql", __name__)

_FORMATS = (*formats.BINDINGS, *formats.GRAPHS, formats.HTML)
_ENDINGS = sorted({name for each in _FORMATS for name in (each.name, *each.endings)})


@pages.route("/sparql", methods=["GET", "POST"])
@pages.route("/sparql.<ending>", methods=["GET", "POST"])
def query(ending: str = "") -> Response:
    """Answer a query in the format that the client likes best; without one, say what is served here.

    Raises NotFound for an ending that is none of a format.
    """
    if ending and ending not in _ENDINGS:
        raise NotFound(f"there is no format «{ending[:20]}»", f"end the address in .{', .'.join(_ENDINGS)}")
    sent = operations.sent(operations.QUERY)
    if sent.is_bare:
        return _described(sent.beside, ending)
    editor.keep(sent.text)
    notes().kind, notes().query = "query", sent.text
    found = asked(sent.text, sent.beside)
    if _is_for_a_reader(found, sent.beside, ending):
        return editor.answer(found)
    choice = partial(parameters.chosen, given=sent.beside, ending=ending)
    return sending.answered(partial(service().answering.answer, found, choice, sending.seen()))


def _described(given: Values, ending: str) -> Response:
    """Return the page on which to ask, or the description of the service.

    Raises BadQuery where all but the query was given.
    """
    if [name for name in operations.QUERY.beside - parameters.FORMAT if name in given]:
        raise BadQuery("there is no query", "give one, as the parameter «query»")
    best = parameters.chosen((*describing.FORMATS, formats.HTML), given, ending)
    return editor.form() if best is formats.HTML else describing.description(best)


def asked(text: bytes, given: Values) -> Asked:
    """Return what is asked, of the tier that the client's token gives it.

    Raises BadParameter, Unauthorized, Forbidden.
    """
    bounds = tier()
    dataset = Dataset(given.iris("default-graph-uri"), given.iris("named-graph-uri"))
    return Asked(text, dataset, bounds, seconds(given, bounds), notes().client)


def tier() -> Tier:
    """Return the tier of bounds that the client's token gives it.

    Raises Unauthorized, Forbidden for one that is not known, or not for queries.
    """
    served = service()
    token = served.access.who(request.headers.get("Authorization"))
    if token:
        served.access.need(token, "query")
    return served.settings.tier(token is not None)


def seconds(given: Values, tier: Tier) -> float | None:
    """Return the time that the client gives a query.

    Raises BadParameter for more than its tier has.
    """
    wished = given.seconds("timeout")
    if wished and tier.seconds and wished > tier.seconds:
        problem = f"timeout={wished:g} is more than the {tier.seconds:g} seconds that a query may take"
        raise BadParameter(problem, f"give {tier.seconds:g} at most; it is in seconds")
    return wished


def _is_for_a_reader(asked: Asked, given: Values, ending: str) -> bool:
    """Return whether the page is liked better than all formats of the answer; it has to be named for that."""
    if not parameters.names_page(given, ending):
        return False
    form = service().answering.form(asked)
    return parameters.chosen((*OFFERED[form], formats.HTML), given, ending) is formats.HTML
