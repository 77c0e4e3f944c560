"""The client as a whole."""

from __future__ import annotations

from educluster.client.exchange import Exchange
from educluster.client.questions import Questions
from educluster.client.things import Things


class Client(Questions, Things):
    """Asks a service, such as one that `educluster serve` runs; safe to use from several threads.

    Every method raises what `educluster.errors` has: BadRequest and its kinds for what can be mended,
    NotFound, LimitReached, Unavailable where nobody answers, Deadline after `seconds`.  A `token` is
    needed for nothing here, but with one a query may take longer and have more rows.
    """

    def __init__(
        self,
        address: str = "http://127.0.0.1:8000",
        *,
        seconds: float = 60.0,
        token: str = "",
        lang: str = "en",
    ) -> None:
        super().__init__(Exchange(address, seconds, token), lang)
