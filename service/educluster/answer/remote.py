"""Ask another endpoint in the place of the data here."""

from __future__ import annotations

from educluster import store
from educluster.answer.asked import OFFERED, Choice, decoded
from educluster.formats import Format
from educluster.store.remote import ask_remote  # not by the room's door: workers need not load it


def answer_remotely(endpoint: str, query: bytes, choice: Choice, seconds: float) -> tuple[Format, bytes]:
    """Return the answer of another endpoint, and its format.

    Raises BadParameter, BadQuery, NotAcceptable, Unavailable.
    """
    text = decoded(query)
    written_in = choice(OFFERED[store.inspect(text).form])
    return written_in, ask_remote(endpoint, text, written_in, seconds)
