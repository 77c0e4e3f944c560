"""What the parts of a report are called in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from educluster import names
from educluster.graphs import Path
from educluster.reports.model import (
    Answer,
    Entry,
    Finding,
    Place,
    Report,
    Row,
    Score,
    Severity,
    Source,
    Statement,
    Term,
    Texts,
    Unseen,
    in_language,
    tag_for,
)
from educluster.reports.words import WORDS

# What a terminal would obey, XML forbids, or turns a line of text round.  Source: XML 1.0, section 2.2.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


_PREFIXED = re.compile(r"\b([a-z]+):[A-Za-z]")


@dataclass(frozen=True)
class Said:
    """A text and the language it is in, which may not be the one asked for; "" where that is not said."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


def said(texts: Texts, language: str) -> Said:
    """Return the text in a language, or in another where there is none.  See `tag_for`."""
    tag = tag_for(texts, language)
    return Said(texts.get(tag, ""), tag)


def clean(text: str) -> str:
    """Return a text without the characters that no face for people can show."""
    return _UNFIT.sub("\ufffd", text)


def bare(token: str) -> str:
    """Return an IRI without its brackets; other terms as they are."""
    return token[1:-1] if token.startswith("<") and not token.startswith("<<") else token


def short(token: str) -> str:
    """Return an IRI with a prefix where one is known; other terms as they are."""
    iri = bare(token)
    return token if iri == token else names.shorten(iri).strip("<>")


def file_name(entry: Entry) -> str:
    """Return the name of a document as text; bytes of it that are none become signs of their own."""
    return clean(entry.document.encode(errors="surrogateescape").decode(errors="replace"))


def profile_name(report: Report) -> str:
    """Return the profile as people write it: base@1.0."""
    return "@".join(filter(None, (report.profile.name, report.profile.version)))


def engine(report: Report) -> str:
    """Return which engine, and which version of educluster; ours names the version itself."""
    ours = report.engine.startswith(f"educluster {report.version}")
    return report.engine if ours else f"{report.engine}, educluster {report.version}"


def is_own(report: Report) -> bool:
    """Return whether the shapes are a user's own."""
    return not report.profile.iri.startswith(names.ECS)


class Speaker:
    """A language, and what is said in it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = WORDS[language]

    def text(self, texts: Texts) -> str:
        """Return the text in this language, or in another where there is none."""
        return in_language(texts, self.language)

    def name(self, term: Term) -> str:
        """Return what a term is called; the term itself where it has no label."""
        return self.text(term.labels) or short(term.token)

    def summary(self, report: Report) -> str:
        """Return the verdict and the counts."""
        counts = "; ".join(f"{self.words[each.value + 's']}: {n}" for each, n in report.counts.items())
        return f"{self.words[report.verdict.value]} — {counts}."

    def notice(self, report: Report) -> str:
        """Return what the verdict is not."""
        return self.words["notice own" if is_own(report) else "notice"]

    def severities(self, severity: Severity) -> str:
        """Return the heading over the results of one severity."""
        return self.words[severity.value.capitalize() + "s"]

    def place(self, place: Place) -> str:
        """Return where in the document something stands, as far as that is certain."""
        parts = {
            "line": place.line,
            "column": place.column,
            "pointer": place.pointer,
            "element": place.element,
        }
        return ", ".join(f"{self.words[key]} {each}" for key, each in parts.items() if each is not None)

    def path(self, path: Path | None, words: Texts) -> str:
        """Return a path in words, and as SPARQL writes it."""
        if path is None:
            return ""
        in_words = self.text(words)
        return f"{in_words} ({path})" if in_words else str(path)

    def node(self, term: Term) -> str:
        """Return a node's label and the node."""
        label = self.text(term.labels)
        return f"{label} ({short(term.token)})" if label else short(term.token)

    def value(self, term: Term | None) -> str:
        """Return a value as it stands in the document, with its label where it is a node."""
        return self.node(term) if term else ""

    def where(self, finding: Finding) -> str:
        """Return the place, the node and the path of a result."""
        parts = (self.place(finding.place), self.node(finding.focus), self.path(finding.path, finding.words))
        return " · ".join(filter(None, parts))

    def source(self, source: Source) -> str:
        """Return the work, the place in it and the words to look for; nothing where no work is known."""
        look_for = f"{self.words['look for']}: «{source.finder}»" if source.finder else ""
        return ", ".join(filter(None, (self.text(source.work), self.text(source.place), look_for)))

    def source_with_address(self, source: Source, address: str) -> str:
        """Return a source and its address in brackets; the address alone where no work is known."""
        told = self.source(source)
        return f"{told} ({address})" if told else address

    def unseen_by_kind(self, report: Report) -> list[tuple[str, list[Unseen]]]:
        """Return the nodes that no shape looked at, by the names of their classes."""
        found: dict[str, list[Unseen]] = {}
        for each in report.unseen:
            kinds = ", ".join(map(self.name, each.kinds)) or self.words["no kind"]
            found.setdefault(kinds, []).append(each)
        return list(found.items())

    def prefixes(self, report: Report) -> dict[str, str]:
        """Return the prefixes that what is to be written needs, with their namespaces."""
        texts = " ".join(self.text(each.remedies) for each in report.findings)
        used = set(_PREFIXED.findall(texts))
        return {prefix: iri for prefix, iri in names.PREFIXES.items() if prefix in used}

    def statement(self, given: Statement) -> str:
        """Return what is said instead of a value: the state and what it means, the note, the date."""
        state = given.state.value
        means = f"{self.words[state]} ({self.words[state + ' means']})"
        told = (self.text(given.note), given.date, self.place(given.place))
        return ": ".join(filter(None, (means, ", ".join(filter(None, told)))))

    def counts(self, counted: Score | Row) -> str:
        """Return how many parts have each answer."""
        return ", ".join(f"{self.words[each.value]}: {counted.count(each)}" for each in Answer)

    def settings(self, report: Report) -> str:
        """Return the thresholds that were set."""
        return ", ".join(f"{name} = {value}" for name, value in sorted(report.profile.settings.items()))
