"""A column that was matched: what each text of it may mean, what was chosen, and of which data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from educluster.errors import BadDocument, BadParameter
from educluster.link.columns import Sheet
from educluster.store.iris import is_iri

EXACT, CLOSE = "exactMatch", "closeMatch"  # the relations of SKOS, section 10
RELATIONS = (EXACT, CLOSE)

Reason = tuple[str, float]


@dataclass(frozen=True)
class Offer:
    """A thing that a text may mean, by which of its names, how well (0 to 100), and why.

    `note` is what the thing is; `warning` what has to be known of a false friend, by language.
    """

    iri: str
    label: str
    name: str
    score: float
    is_match: bool
    reasons: tuple[Reason, ...] = ()
    warning: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Chosen:
    """What a text is taken to mean, how it stands to it, and whether a person said so."""

    offer: Offer
    relation: str
    confirmed: bool = False


@dataclass(frozen=True)
class Subjects:
    """What the rows are about: `base` and a number, or the cell of a column; nothing named without either."""

    base: str = ""
    column: int | None = None

    def __post_init__(self) -> None:
        if self.base and not is_iri(self.base):
            problem = f"«{self.base[:200]}» is no beginning of an IRI"
            raise BadParameter(problem, "give one such as https://example.org/school/", (), "base")

    @property
    def named(self) -> bool:
        """Return whether the rows have IRIs."""
        return bool(self.base) or self.column is not None

    def iri(self, row: tuple[str, ...], number: int) -> str:
        """Return the IRI of what a row is about, by its number from 1 on; "" where nothing is named.

        Raises BadDocument for an empty cell, and for what is no IRI, behind its base where there is one.
        """
        if not self.named:
            return ""
        cell = row[self.column].strip() if self.column is not None else str(number)
        if not cell:
            raise BadDocument(f"row {number} has a name, and nothing that tells it apart", "fill its cell")
        found = self.base + quote(cell, safe="") if self.base else cell
        if is_iri(found):
            return found
        problem = f"row {number} is called «{found[:100]}», which is no IRI"
        remedy = "give another base" if self.base else "give a base too, which these names are put behind"
        raise BadDocument(problem, remedy)


@dataclass(frozen=True)
class About:
    """The data that a table was linked to, and when."""

    release: str
    version: str
    day: datetime.date


@dataclass(frozen=True)
class Linked:
    """A table, its column, what each text of that may mean, and what was chosen of it."""

    sheet: Sheet
    column: int
    subjects: Subjects
    language: str
    offers: Mapping[str, tuple[Offer, ...]]
    chosen: Mapping[str, Chosen]
    about: About

    @property
    def title(self) -> str:
        """Return what the column is called."""
        return self.sheet.head[self.column] or f"column{self.column + 1}"

    @property
    def empty(self) -> int:
        """Return how many rows have nothing in the column."""
        return sum(not text for text in self.sheet.cells(self.column))

    @property
    def warned(self) -> list[str]:
        """Return the texts of which an offer is warned about."""
        return [text for text, offers in self.offers.items() if any(each.warning for each in offers)]

    def rows(self) -> Iterator[tuple[str, str, Chosen | None]]:
        """Yield for each row what it is about ("" where that has no IRI), its text, and what that means."""
        pairs = zip(self.sheet.rows, self.sheet.cells(self.column), strict=True)
        for number, (row, text) in enumerate(pairs, 1):
            yield self.subjects.iri(row, number) if text else "", text, self.chosen.get(text)

    def mappings(self) -> Iterator[tuple[str, str, Chosen]]:
        """Yield each mapping once: what it is about, its text, what that means."""
        seen = set[tuple[str, str]]()
        for subject, text, chosen in self.rows():
            if chosen and (subject, text) not in seen:
                seen.add((subject, text))
                yield subject, text, chosen

    def confirmed(self, said: Mapping[str, tuple[str, str]]) -> Linked:
        """Return it with what a person said of some texts: an IRI ("" for none of them), and a relation.

        Raises BadParameter for what was not offered, or is no relation.
        """
        chosen = dict(self.chosen)
        for text, (iri, relation) in said.items():
            chosen.pop(text, None)
            if iri:
                chosen[text] = Chosen(self._offered(text, iri), _relation(relation), confirmed=True)
        return replace(self, chosen=chosen)

    def _offered(self, text: str, iri: str) -> Offer:
        for each in self.offers.get(text, ()):
            if each.iri == iri:
                return each
        problem = f"«{iri[:200]}» was not offered for «{text[:100]}»"
        raise BadParameter(problem, "choose one of its candidates, or none", (), "choice")


def _relation(given: str) -> str:
    if given in RELATIONS:
        return given
    problem = f"the relation cannot be «{given[:40]}»"
    raise BadParameter(problem, f"give one of: {', '.join(RELATIONS)}", RELATIONS, "relation")
