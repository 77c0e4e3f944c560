"""/update: the update operation of the SPARQL 1.1 Protocol (section 2.2), with a token of scope update."""

from __future__ import annotations

from flask import Blueprint, Response

from educluster.web import operations, writing
from educluster.web.service import service
from educluster.web.watch import notes
from educluster.write import Update

pages = Blueprint("update", __name__)


@pages.post("/update")
def update() -> Response:
    """Apply an update: on disk, and seen by the next query, when this is answered."""
    token = writing.writer()
    sent = operations.sent(operations.UPDATE)
    notes().query = sent.text
    change = Update(
        text=sent.text,
        using=sent.beside.iris("using-graph-uri"),
        using_named=sent.beside.iris("using-named-graph-uri"),
        within=token.graphs,
    )
    return writing.committed(service().writer.apply(change))
