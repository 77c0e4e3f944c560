"""The report as HTML: a page that loads nothing, and the same as a part of another page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from educluster import names
from educluster.reports.grouping import Alike, alike
from educluster.reports.model import Entry, Finding, NotYet, Report, Severity, Texts
from educluster.reports.speaking import (
    Said,
    Speaker,
    bare,
    clean,
    engine,
    file_name,
    profile_name,
    said,
    short,
)


def _shown(value: object) -> object:
    """Return a value as it is written: text that is no markup without what HTML forbids."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=PackageLoader("educluster.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_shown,
)
STYLE = _ENVIRONMENT.get_template("report.css").render()


def fragment(report: Report, language: str, page_of: Callable[[str], str] | None = None) -> str:
    """Return the report without a page around it: what stands under a heading of the first level.

    `page_of` gives the address of a rule's page; without it, rules link to their own IRIs.
    """
    return _View(report, language, page_of=page_of).html


def render(report: Report, language: str) -> bytes:
    """Return a page about one document."""
    return _page("page.html", _View(report, language), language)


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return a page about several documents, the table of their verdicts first."""
    listed = [_Listed(place, each, language) for place, each in enumerate(entries, 1)]
    return _page("pages.html", listed, language)


def _page(template: str, shown: _View | list[_Listed], language: str) -> bytes:
    words = Speaker(language).words
    page = _ENVIRONMENT.get_template(template)
    return page.render(shown=shown, words=words, language=language, style=Markup(STYLE)).encode()


class _View(Speaker):
    """What the template asks for: the report, its headings' level, what its anchors begin with."""

    def __init__(
        self,
        report: Report,
        language: str,
        level: int = 2,
        anchor: str = "",
        page_of: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(language)
        self.report, self.level, self.anchor, self._page_of = report, level, anchor, page_of
        self.profile = profile_name(report)

    @property
    def html(self) -> str:
        return _ENVIRONMENT.get_template("fragment.html").render(view=self, report=self.report)

    def said(self, texts: Texts) -> Said:
        return said(texts, self.language)

    def bare(self, token: str) -> str:
        return bare(token)

    def engine(self, report: Report) -> str:
        return engine(report)

    def short(self, token: str) -> str:
        return short(token)

    def about_rule(self, finding: Finding | NotYet) -> str:
        """Return the address of what is said of a rule; nothing for a rule of a user's own."""
        if not self.report.profile.iri:
            return ""
        return self._page_of(finding.rule) if self._page_of else names.ECS + finding.rule

    def is_link(self, iri: str) -> bool:
        return iri.startswith(("https://", "http://"))

    def groups(self) -> Iterator[tuple[Severity, int, list[Alike]]]:
        """Yield each severity that has results, how many, and these by their constraints."""
        numbered = list(enumerate(self.report.findings, 1))
        for severity in Severity:
            if group := [each for each in numbered if each[1].severity is severity]:
                yield severity, len(group), list(alike(group))


@dataclass(frozen=True)
class _Listed:
    """One document of several."""

    place: int
    entry: Entry
    language: str

    @property
    def name(self) -> str:
        return file_name(self.entry)

    @property
    def error(self) -> str:
        return self.entry.error

    @property
    def view(self) -> _View | None:
        report = self.entry.report
        return _View(report, self.language, 3, f"d{self.place}-") if report else None
