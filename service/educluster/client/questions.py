"""Stored questions: which there are, their answers, how these are cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from urllib.parse import parse_qsl, quote, urlencode

from educluster.client import answers, asks
from educluster.client.answers import Answer
from educluster.client.asks import Asks
from educluster.client.exchange import Reply

_PAGE = 10_000  # rows that a service gives at once
_PAGING = {"limit", "offset"}


class Questions(Asks):
    """Asks stored questions."""

    def questions(self, text: str = "", *, tag: str = "") -> list[dict[str, object]]:
        """Return the stored questions, or those that have all words of a text.

        Each with `name`, `title`, `parameters`, `columns`, and what else `/questions.json` tells.
        """
        asked = {"q": text or None, "tag": tag or None, "lang": self._language}
        found: list[dict[str, object]] = self._exchange.get("/questions.json", "*/*", asked).json()
        return found

    def ask(
        self,
        question: str,
        /,
        *,
        labels: bool = True,
        limit: int | None = None,
        lang: str = "",
        version: str = "",
        **values: object,
    ) -> Answer:
        """Return the answer to a stored question, all its rows unless `limit` says how many.

        `values` are those of its parameters: `principle="principle-succession"`.  With `labels`, a column
        of names stands beside each column of IRIs.  `version` is a release, or `live`.
        """
        asked = {**values, "lang": lang or self._language, "version": version or None}
        pages = list(self._pages(f"/questions/{quote(question, safe='')}", asked, limit))
        answer = answers.joined([asks.answer(page) for page in pages])
        if labels and answer.truth is None:
            answer = answers.named(answer, answers.joined([self._table_of(page) for page in pages]))
        return replace(answer, address=_address(pages[0]))

    def cite(
        self, question: str, /, style: str = "apa", *, lang: str = "", version: str = "", **values: object
    ) -> str:
        """Return how to cite the answer to a question; styles are gost, apa, bibtex, ris, csl."""
        asked = {**values, "cite": style, "lang": lang or self._language, "version": version or None}
        reply = self._exchange.get(f"/questions/{quote(question, safe='')}", "*/*", asked)
        return reply.body.decode()

    def _pages(self, path: str, asked: Mapping[str, object], limit: int | None) -> Iterator[Reply]:
        """Yield the pages of an answer; the second and later ones are of the version that the first is of."""
        left = limit
        for number in count():
            size = _PAGE if left is None else min(left, _PAGE)
            paging = {"limit": size, "offset": number * _PAGE or None}
            page = self._exchange.get(f"{path}.json", "*/*", {**asked, **paging})
            yield page
            left = None if left is None else left - size
            if left == 0 or not page.link("next"):
                return
            asked = {**asked, "version": asked["version"] or page.headers["Educluster-Version"]}

    def _table_of(self, page: Reply) -> Answer:
        """Return a page of an answer as the service's CSV has it."""
        path, _, asked = page.address.partition("?")
        reply = self._exchange.get(f"{path.removesuffix('.json')}.csv?{asked}", "*/*")
        return asks.table(reply.body.decode())


def _address(page: Reply) -> str:
    """Return where an answer, the first page of which this is, stands for people, in the version it is of."""
    path, _, asked = page.address.partition("?")
    given = {name: value for name, value in parse_qsl(asked) if name not in _PAGING}
    told = {"version": page.headers.get("Educluster-Version", "")} | given
    return f"{path.removesuffix('.json')}?{urlencode(told)}"
