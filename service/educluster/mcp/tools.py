"""The tools: each calls a job and answers little, with where it comes from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from typing import Any, Literal

from educluster import ask, formats, names, reports, validate
from educluster.errors import BadParameter
from educluster.mcp import concepts, rules, told
from educluster.mcp.jobs import Jobs
from educluster.questions import Question
from educluster.tables import Cell, Table

Language = Literal["en", "ru", "uz"]
Written = Literal["ttl", "trig", "nt", "nq", "rdf", "jsonld"]
_QUESTIONS, _ROWS, _FINDINGS = 20, 100, 20  # most of each in an answer


class Tools:
    """The tools over what is on this machine; nothing is written, and nothing that is given is kept."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs, self._asking = jobs, jobs.asking

    @property
    def all(self) -> Sequence[Callable[..., object]]:
        """Return the tools, in the order in which they are listed."""
        return (
            self.search_concepts,
            self.get_concept,
            self.list_questions,
            self.ask_question,
            self.validate,
            self.explain_rule,
        )

    def search_concepts(self, text: str, language: Language = "en", limit: int = 5) -> told.Search:
        """Find what a name or some words mean: a principle, a condition, a person, a work, an organisation.

        The words may be in English, Russian or Uzbek, in either script, and misspelt.  A warning stands with
        a word that means something else in another text.  At most 20 are found.
        """
        most = _bounded("limit", limit, concepts.MOST)
        return concepts.search(self._jobs.lexicons.lexicon(), text, language, most)

    def get_concept(self, concept: str, language: Language = "en", claims: int = 10) -> told.Concept:
        """Tell of a concept: its names, definition, words by work, and who says what about it, and where.

        `concept` is an IRI or a local name (principle-mutual-control).  So many `claims` are told, at most
        50; the review of a claim says whether anybody has checked it.
        """
        most = _bounded("claims", claims, concepts.MOST_CLAIMS)
        thing = self._jobs.describing.thing(concepts.address_of(concept))
        release = self._asking.version().release
        return concepts.concept(thing, self._asking.labels(), language, most, release)

    def list_questions(self, text: str = "", theme: str = "", language: Language = "en") -> told.Questions:
        """List stored questions that have all words of a text, or are of a theme; each with its parameters.

        At most 20 are listed; search with other words, or a theme, for the others.
        """
        book = self._asking.book
        found = book.search(text, language) if text else list(book.questions.values())
        if theme and theme not in book.tags:
            problem = f"there is no theme «{theme[:40]}»"
            raise BadParameter(problem, f"choose one of: {', '.join(book.tags)}", list(book.tags), "theme")
        kept = [each for each in found if not theme or theme in each.tags]
        listed = [_question(each, language) for each in kept[:_QUESTIONS]]
        return told.Questions(listed, len(kept), list(book.tags))

    def ask_question(
        self, name: str, values: dict[str, str] | None = None, language: Language = "en", limit: int = 20
    ) -> told.Answer:
        """Answer a stored question for the values of its parameters; the answer says how it is to be cited.

        At most 100 rows come.  A value that is a thing may be its local name or what it is called.
        """
        found = self._asking.ask(name, values or {}, language, limit=_bounded("limit", limit, _ROWS))
        table = self._asking.table(found, language)
        address = names.BASE.rstrip("/") + ask.path(found, language=language)
        today = datetime.datetime.now(datetime.UTC).date()
        about = self._asking.about(found, language, address, today)
        return told.Answer(
            title=about.title,
            rows=_rows(table),
            answer=table.asked,
            more=found.more,
            made=list(about.made),
            citation=dict(about.citations)["apa"].strip(),
            address=address,
            release=about.release,
        )

    def validate(
        self, document: str, written_in: Written = "ttl", profile: str = "base", language: Language = "en"
    ) -> told.Report:
        """Hold a description of a cluster against a profile of rules; what is given is not kept.

        The rules are drawn from articles and published criteria: the verdict is no accreditation.
        """
        given = formats.named(written_in, formats.DOCUMENTS)
        wish = validate.Wish(profile)
        report = validate.validate(
            self._jobs.validators, validate.Document("document", document.encode(), given), wish
        )
        return _report(json.loads(reports.render(report, formats.JSON.media_type, language)))

    def explain_rule(self, rule: str, language: Language = "en") -> told.Rule:
        """Explain a rule (S08): what it asks, how severely at which stage, and on which passages it rests."""
        return rules.rule(rule, language)


def _bounded(name: str, given: int, most: int) -> int:
    if 1 <= given <= most:
        return given
    raise BadParameter(f"{name} cannot be {given}", f"give a number from 1 to {most}", name=name)


def _question(question: Question, language: str) -> told.Question:
    parameters = [
        told.Parameter(
            each.name, each.type, each.required, str(each.example or each.default or ""), each.help(language)
        )
        for each in question.parameters.values()
    ]
    return told.Question(question.name, question.title(language), question.description(language), parameters)


def _rows(table: Table) -> list[dict[str, told.Shown]]:
    rows: list[dict[str, told.Shown]] = []
    for row in table.rows:
        shown: dict[str, told.Shown] = {}
        for column, cell in zip(table.columns, row, strict=True):
            shown[column.name] = _value(cell)
            if cell.iri:
                shown[f"{column.name}_iri"] = cell.iri
        rows.append(shown)
    return rows


def _value(cell: Cell) -> told.Shown:
    if not cell.is_bound:
        return None
    whole = isinstance(cell.number, int)
    return cell.text if cell.number is None else int(cell.number) if whole else float(cell.number)


def _report(whole: dict[str, Any]) -> told.Report:
    profile = whole["profile"]
    return told.Report(
        verdict=whole["verdict"],
        summary=whole["summary"],
        notice=whole["notice"],
        profile=f"{profile['name']}@{profile['version']}",
        counts=whole["counts"],
        findings=[_finding(each) for each in whole["results"][:_FINDINGS]],
    )


def _finding(result: dict[str, Any]) -> told.Finding:
    return told.Finding(
        rule=result["rule"],
        severity=result["severity"],
        message=result["message"],
        remedy=result["remedy"],
        focus=result["focus"],
        line=result["place"]["line"],
    )
