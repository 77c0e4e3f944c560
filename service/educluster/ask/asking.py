"""Ask stored questions, of the current release, another, or the live store."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from educluster import citations, questions
from educluster.answer import Answering, Asked, Choice, Dataset, as_json
from educluster.ask import showing
from educluster.ask.found import Found
from educluster.ask.kept import Kept, Versions
from educluster.ask.stored import question as stored_question
from educluster.ask.stored import stored
from educluster.ask.versions import DataVersion, Facts
from educluster.citations import Citation
from educluster.config import Tier
from educluster.errors import BadParameter
from educluster.questions import Book, Choices, Parameter, Question, Term, Texts
from educluster.store import Loaded
from educluster.tables import About, Table


class Asking:
    """Asks stored questions.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held;
    `tier` is what a question may use where nothing else is said.
    """

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded], tier: Tier) -> None:
        self._answering, self._tier = answering, tier
        self._versions = Versions(answering, release_of, tier)
        self._tables: Kept[Table] = Kept()
        self._made: Kept[tuple[str, ...]] = Kept()

    @property
    def book(self) -> Book:
        """Return the stored questions."""
        return stored()

    def question(self, name: str) -> Question:
        """Return a question; raises NotFound, which tells what was probably meant."""
        return stored_question(name)

    def ask(
        self,
        name: str,
        given: Mapping[str, str],
        language: str = "en",
        version: str = "",
        limit: int | None = None,
        offset: int = 0,
        choice: Choice = as_json,
        seen: str = "",
        *,
        tier: Tier | None = None,
        seconds: float | None = None,
        client: str = "",
    ) -> Found:
        """Return the answer to a question with these values; `seen` is what a client sent as If-None-Match.

        The version "" is the current release, "live" the store with its users' graphs, another a release by
        its digest or version.  Raises NotFound, BadParameter, and what `Answering.answer` raises.
        """
        question, tier = self.question(name), tier or self._tier
        facts, release = self._versions.facts(version)
        terms = questions.typed(question, given, facts.choices, language)
        limit, offset = _page(question, limit, offset, tier)
        asked = Asked(
            query=questions.paged(question, limit and limit + 1, offset).encode(),
            dataset=Dataset(),
            tier=tier,
            seconds=seconds,
            client=client,
            bindings=tuple((name, _bound(term)) for name, term in terms.items()),
            checkpoint=release,
            page=limit or 0,
        )
        told, answered = facts.version, self._answering.answer(asked, choice, seen)
        if told.live:
            told = replace(told, commit=answered.version)
        otherwise = facts.asks_otherwise(question)
        return Found(question, terms, asked, answered, told, language, limit, offset, otherwise)

    def prepare(self) -> None:
        """Read the questions and what is known of the current release, so that nobody has to wait for it."""
        self._versions.facts("")[0].prepare(_sources(self.book))

    def choices(self, parameter: Parameter, version: str = "") -> Choices:
        """Return what may be given for a parameter of type iri; nothing where that may be any IRI."""
        facts, _ = self._versions.facts(version)
        return facts.choices(parameter) or Choices((), {})

    def labels(self, version: str = "") -> Mapping[str, Texts]:
        """Return what each thing is called, by its IRI and by language."""
        facts, _ = self._versions.facts(version)
        return facts.labels

    def version(self, version: str = "") -> DataVersion:
        """Return which data a version is."""
        facts, _ = self._versions.facts(version)
        return facts.version

    def table(self, found: Found, language: str) -> Table:
        """Return an answer, which was asked for in JSON, as a table; things are called by their names."""

        def make() -> Table:
            return showing.table(found.question, found.results, self._of(found).labels, language)

        return self._tables.get(found.tag(language), make, found.answered.size)

    def about(self, found: Found, language: str, address: str, today: datetime.date) -> About:
        """Return what is told about an answer that was asked for in JSON, and can be had at an address."""
        question, version = found.question, found.version
        citation = self.citation(found, language, address, today)
        return About(
            title=question.title(language),
            description=question.description(language),
            parameters=citation.values,
            query=found.query,
            digest=question.digest,
            release=citation.release,
            version=version.told,
            date=version.date,
            retrieved=today,
            address=address,
            citations=tuple((style, write(citation)) for style, write in citations.STYLES.items()),
            made=(*showing.warnings(found.is_asked_otherwise, language), *self._paragraphs(found, language)),
            language=language,
            name=question.name,
            more=found.more,
            titles=tuple(question.titles.items()),
        )

    def citation(self, found: Found, language: str, address: str, today: datetime.date) -> Citation:
        """Return what a citation of an answer names."""
        question, version = found.question, found.version
        return Citation(
            title=question.title(language),
            creator=citations.CREATOR,
            publisher=citations.CREATOR,
            version=version.version,
            release=version.commit if version.live else version.release,
            date=version.date,
            accessed=today,
            address=address,
            digest=question.digest,
            language=language,
            values=showing.values(question, found.terms, self._of(found).labels, language, self.book.words),
        )

    def _paragraphs(self, found: Found, language: str) -> tuple[str, ...]:
        version = "" if found.version.live else found.version.wanted  # claims are none of users' graphs

        def make() -> tuple[str, ...]:
            given = [term.value for term in found.terms.values() if term.kind == "iri"]
            standing = self._versions.facts(version)[0].standing
            return showing.paragraphs(standing, found.results, given, language)

        return self._made.get(found.tag(language), make)

    def _of(self, found: Found) -> Facts:
        facts, _ = self._versions.facts(found.version.wanted)
        return facts


def _sources(book: Book) -> list[str]:
    """Return the schemes and classes whose members may be given."""
    parameters = (each for question in book.questions.values() for each in question.parameters.values())
    return sorted({each.source for each in parameters if each.source})


def _bound(term: Term) -> tuple[str, str, str, str]:
    return term.kind, term.value, term.language, term.datatype


def _page(question: Question, limit: int | None, offset: int, tier: Tier) -> tuple[int | None, int]:
    """Return how many rows are asked for at most, and from which on.

    Raises BadParameter for numbers that cannot be, and for an offset where an answer has one page.
    """
    if (limit is not None and limit < 1) or offset < 0:
        raise BadParameter("limit is less than 1, or offset less than 0", "give whole numbers from there on")
    if question.is_one_page:
        if offset:
            raise BadParameter(
                f"the answer to {question.name} has one page", "leave offset out", (), "offset"
            )
        return None, 0
    return (limit if limit is None or not tier.rows else min(limit, tier.rows)), offset
