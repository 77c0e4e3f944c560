"""What claims, and what was found of them, are called in one language."""

from __future__ import annotations

from dataclasses import dataclass

from educluster.names import RDF
from educluster.passages.claims import Library
from educluster.passages.model import Claim, Locator, Name, Place, Report, Sure
from educluster.passages.wording import WORDS

PARTS = ("subject", "relation", "object", "stance", "readBy", "reviewStatus")  # of a claim


@dataclass(frozen=True)
class Part:
    """An IRI, where it is one, and its name."""

    iri: str | None
    name: Name

    @property
    def shown(self) -> str:
        """Return the name, with an asterisk where it is a translation of ours."""
        return self.name.text + "*" * self.name.ours


class Speaker:
    """A language, and the names that things have in it."""

    def __init__(self, library: Library, language: str) -> None:
        self._library, self.language = library, language
        self.words = WORDS[language]

    def name(self, iri: str) -> Name:
        """Return what something is called; that a thing is of a type has no name in the graph."""
        return Name(self.words["type"]) if iri == RDF + "type" else self._library.name(iri, self.language)

    def parts(self, claim: Claim) -> dict[str, Part]:
        """Return what a claim consists of, then what is told about it; a part that is a text has no IRI."""
        iris = (claim.subject, claim.relation, claim.object, claim.stance, claim.read_by, claim.review_status)
        parts = {name: self._part(iri) for name, iri in zip(PARTS, iris, strict=True)}
        return {**parts, "object": Part(None, Name(claim.object))} if claim.object_is_text else parts

    def _part(self, iri: str) -> Part:
        return Part(iri, self.name(iri)) if iri else Part(None, Name(""))

    def summary(self, report: Report) -> str:
        """Return how many locators were found, and how surely."""
        told = [
            self.words["count"].format(count=report.counts[sure], how=self.words[sure.value])
            for sure in Sure
            if report.counts.get(sure)
        ]
        everything = sum(report.counts.values())
        found = everything - report.counts.get(Sure.NOT_FOUND, 0)
        return self.words["found"].format(found=found, all=everything, counts=", ".join(told))

    def where_said(self, locator: Locator) -> str:
        """Return where in the article a reader looks."""
        page = f"{self.words['page']} {locator.page}" if locator.page else ""
        return ", ".join(filter(None, (locator.section, locator.ordinal, page)))

    def where_found(self, place: Place, unit: str) -> str:
        """Return where in the copy a passage stands."""
        first, last = place.first_line, place.last_line
        if unit == "page" and place.first_page and place.last_page:
            first, last = place.first_page, place.last_page
        return f"{self.words[unit]} {first}" if first == last else f"{self.words[unit + 's']} {first}–{last}"
