"""Write docs/sources.md: which article says what, and where the families of texts agree.

Run by `make docs`.  The same claims make the same bytes.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph

from educluster import names
from educluster.store import loading

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sources.md"
REGISTER = ROOT / "corpus" / "literature" / "claims" / "numbers.csv"
STANCES = ("Asserts", "ReportsAnother", "Hedges", "Denies", "Infers")
STATES = ("claimed", "compared", "doubled", "withdrawn")
OURS = names.ECR + "work-educluster"
LITERATURE = names.GRAPH + "literature"  # elsewhere, facts of the corpus may rest on an article
LISTS = {  # a scheme, and the relation from an entry to the items of its list
    "Principles": ("principles", "hasCondition"),
    "Directions": ("directions", "hasActivity"),
}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.PREFIXES.items())
INTRODUCTION = """# What each article says

Made from the claims by `make docs`. A number is that of a claim: 012 under Sulaymonov 2023 stands for
`ecc:sulaymonov-2023-012`, where the place in the text is told. The claims were read by software; each says
whether a person has checked it.

Articles of one family of texts are not independent: the text of 2023 restates that of 2020, and the article
of 2016 shares an ancestor with JPIP article 523. So agreement is counted by family, not by article.

Where the corpus describes a real cluster from an article, that is a claim of the corpus and not counted here.
"""

NUMBERS = """Each article was given its numbers in the order of its text. What only our comparison says is a
claim of educluster (compared), what an article says twice is one claim (doubled), and what did not hold is
withdrawn.

"""


@dataclass(frozen=True)
class Work:
    """An article: its name in claims, how it is called, and its family."""

    iri: str
    label: str
    family: str

    @property
    def name(self) -> str:
        """Return how its claims begin."""
        return self.iri.removeprefix(names.ECR + "work-")


@dataclass(frozen=True)
class Claim:
    """What a work says, with its stance; symmetric relations are turned to one side, so that equals meet."""

    number: str
    statement: tuple[str, str, str]
    stance: str
    work: str


@dataclass(frozen=True)
class Entry:
    """A member of a scheme, and its place in a list where it has one."""

    iri: str
    label: str
    scheme: str
    title: str
    position: int


class Sources:
    """What the page is made of, read once from the packaged graphs."""

    def __init__(self) -> None:
        self._store = pyoxigraph.Store()
        loading.fill(self._store)

    def rows(self, query: str) -> list[list[str]]:
        """Return the rows of a query, each value as a text, empty where it is missing."""
        found = self._store.query(HEAD + query, use_default_graph_as_union=True)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise TypeError("a table is made from a SELECT")
        return [[getattr(term, "value", None) or "" for term in row] for row in found]

    @cached_property
    def works(self) -> list[Work]:
        """Return the articles that claims go back to, family by family."""
        found = self.rows(f"""
            SELECT DISTINCT ?work ?label ?family
            WHERE {{
              GRAPH <{LITERATURE}> {{ ?claim a ec:Claim ; dcterms:source ?work }}
              ?work a fabio:JournalArticle ; rdfs:label ?label ; ec:inFamily ?node .
              ?node rdfs:label ?family .
              FILTER(LANG(?family) = "en")
            }}
            ORDER BY ?family ?label""")
        return [Work(*row) for row in found]

    @cached_property
    def claims(self) -> list[Claim]:
        """Return the claims of the articles and our own, in the order of their numbers."""
        symmetric = {row[0] for row in self.rows("SELECT ?p WHERE { ?p a owl:SymmetricProperty }")}
        found = self.rows(f"""
            SELECT ?claim ?subject ?relation ?object ?stance ?work
            WHERE {{
              GRAPH <{LITERATURE}> {{
                ?claim a ec:Claim ; ec:subject ?subject ; ec:relation ?relation ; ec:object ?object ;
                  ec:stance ?stance ; dcterms:source ?work .
              }}
              ?work a ?kind .
            }}
            ORDER BY ?claim""")
        return [_claim(row, symmetric) for row in _unique(found)]

    @cached_property
    def entries(self) -> list[Entry]:
        """Return the members of schemes, in the order of their lists."""
        found = self.rows("""
            SELECT ?entry ?label ?scheme ?title ?position
            WHERE {
              ?entry skos:inScheme ?scheme ; skos:prefLabel ?label .
              ?scheme dcterms:title ?title .
              FILTER(LANG(?label) = "en" && LANG(?title) = "en")
              OPTIONAL { ?entry ec:position ?position }
            }""")
        entries = [
            Entry(iri, label, scheme, title, int(place or 0)) for iri, label, scheme, title, place in found
        ]
        return sorted(entries, key=lambda entry: (entry.title, entry.position, entry.label, entry.iri))

    def items(self, relation: str) -> dict[str, list[str]]:
        """Return what each subject of a relation is joined to."""
        found: dict[str, list[str]] = {}
        query = (
            f"SELECT DISTINCT ?subject ?item WHERE {{ ?subject ec:{relation} ?item }} ORDER BY ?subject ?item"
        )
        for subject, item in self.rows(query):
            found.setdefault(subject, []).append(item)
        return found


def _unique(rows: Iterable[list[str]]) -> list[list[str]]:
    return [list(row) for row in dict.fromkeys(tuple(row) for row in rows)]


def _claim(row: list[str], symmetric: set[str]) -> Claim:
    claim, subject, relation, value, stance, work = row
    if relation in symmetric:
        subject, value = sorted((subject, value))
    return Claim(
        claim.removeprefix(names.ECC), (subject, relation, value), stance.removeprefix(names.EC), work
    )


def table(head: list[str], rows: Iterable[list[object]]) -> str:
    """Return a table of Markdown whose first column is text."""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def of_claims(sources: Sources) -> str:
    """Return how many claims each work has, by stance."""
    counted = Counter((claim.work, claim.stance) for claim in sources.claims)
    total = Counter(claim.work for claim in sources.claims)
    works = [(work.iri, work.label) for work in sources.works] + [(OURS, "educluster")]
    head = ["work", "claims", "asserts", "reports another", "hedges", "denies", "infers"]
    rows = [[label, total[iri], *(counted[iri, each] for each in STANCES)] for iri, label in works]
    return table(head, rows)


def of_numbers(sources: Sources) -> str:
    """Return what became of the numbers that each article was given."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        states = Counter((row["claim"].rpartition("-")[0], row["state"]) for row in csv.DictReader(file))
    head = ["article", "numbers", *STATES]
    rows = [[states[work.name, state] for state in STATES] for work in sources.works]
    return table(head, ([work.label, sum(row), *row] for work, row in zip(sources.works, rows, strict=True)))


def of_schemes(sources: Sources) -> str:
    """Return how many entries of each scheme each article has."""
    typed = {(claim.statement[0], claim.work) for claim in sources.claims if _names(claim)}
    works = [*(work.iri for work in sources.works), OURS]
    members: dict[str, list[str]] = {}
    for entry in sources.entries:
        members.setdefault(entry.title, []).append(entry.iri)
    head = ["scheme", "entries", *(work.label for work in sources.works), "educluster"]
    rows = [
        [title, len(iris), *(sum((iri, work) in typed for iri in iris) for work in works)]
        for title, iris in members.items()
    ]
    return table(head, rows)


def _names(claim: Claim) -> bool:
    return claim.statement[1] == names.RDF + "type" and claim.stance != "Denies"


def of_list(sources: Sources, scheme: str, relation: str) -> str:
    """Return an entry to a row, its items below it, with the claim of each article."""
    labels = {entry.iri: entry.label for entry in sources.entries}
    order = {entry.iri: entry.position for entry in sources.entries}
    items = sources.items(relation)
    members = [each for each in sources.entries if each.scheme == f"{names.ECR}scheme-{scheme}"]
    members.sort(key=lambda entry: [number == "" for number in _numbers(sources, entry.iri)])
    rows: list[list[object]] = []
    for entry in members:
        rows.append([f"**{entry.label}**", *_numbers(sources, entry.iri)])
        below = sorted(items.get(entry.iri, []), key=lambda iri: (order[iri], iri))
        rows += [[f"{order[iri]}. {labels[iri]}", *_numbers(sources, iri)] for iri in below]
    return table(["entry", *(work.label for work in sources.works)], rows)


def _numbers(sources: Sources, iri: str) -> list[object]:
    """Return the number of the claim by which each article names an entry."""
    named = [claim for claim in sources.claims if claim.statement[0] == iri and _names(claim)]
    found = {claim.work: claim.number for claim in named}
    return [found.get(work.iri, "").rpartition("-")[2] for work in sources.works]


def of_agreement(sources: Sources) -> str:
    """Return how many statements one family holds, and how many both do."""
    families = {work.iri: work.family for work in sources.works}
    kinds: dict[str, Callable[[Claim], bool]] = {
        "that something is one of its kind": _names,
        "that two things are related": lambda claim: not _names(claim) and claim.stance != "Denies",
    }
    every = sorted(set(families.values()))
    rows = [_agreement(kind, filter(of_kind, sources.claims), families) for kind, of_kind in kinds.items()]
    return table(["statement", *(f"only “{family}”" for family in every), "both", "all"], rows)


def _agreement(kind: str, claims: Iterable[Claim], families: dict[str, str]) -> list[object]:
    held: dict[tuple[str, str, str], set[str]] = {}
    for claim in claims:
        if claim.work in families:
            held.setdefault(claim.statement, set()).add(families[claim.work])
    alone = Counter(next(iter(each)) for each in held.values() if len(each) == 1)
    both = sum(len(each) > 1 for each in held.values())
    return [kind, *(alone[family] for family in sorted(set(families.values()))), both, len(held)]


def of_shared(sources: Sources) -> str:
    """Return the entries that works of both families name, scheme by scheme."""
    families = {work.iri: work.family for work in sources.works}
    held: dict[str, set[str]] = {}
    for claim in filter(_names, sources.claims):
        if claim.work in families:
            held.setdefault(claim.statement[0], set()).add(families[claim.work])
    shared: dict[str, list[str]] = {}
    for entry in sources.entries:
        if len(held.get(entry.iri, ())) > 1:
            shared.setdefault(entry.title, []).append(entry.label)
    return "\n".join(f"- **{scheme}**: {'; '.join(labels)}" for scheme, labels in sorted(shared.items()))


def of_denials(sources: Sources) -> str:
    """Return the statements that one work makes and another denies."""
    labels = {entry.iri: entry.label for entry in sources.entries}
    by_statement: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in sources.claims:
        by_statement.setdefault(claim.statement, []).append(claim)
    lines = []
    for (subject, relation, value), claims in sorted(by_statement.items()):
        if {"Denies"} < {claim.stance for claim in claims}:
            told = "; ".join(f"`ecc:{claim.number}` {_word(claim.stance)}" for claim in claims)
            said = f"{labels[subject]} – {names.shorten(relation)} – {labels.get(value, f'“{value}”')}"
            lines.append(f"- {said}: {told}")
    return "\n".join(lines) or "None."


def _word(stance: str) -> str:
    return {"ReportsAnother": "reports it"}.get(stance, f"{stance.lower()} it")


def page() -> str:
    """Return the whole page."""
    sources = Sources()
    lists = [f"## {title}\n\n{of_list(sources, *what)}" for title, what in LISTS.items()]
    parts = [
        INTRODUCTION.rstrip(),
        "## Claims\n\n" + of_claims(sources),
        NUMBERS + of_numbers(sources),
        "## Entries of each scheme\n\n" + of_schemes(sources),
        *lists,
        "## Agreement of the families\n\n" + of_agreement(sources),
        "Named in both families:\n\n" + of_shared(sources),
        "## Contradictions\n\n" + of_denials(sources),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
