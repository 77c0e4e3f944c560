"""How an answer was made and what it cannot show: paragraphs whose every number is counted in the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat

from educluster import names
from educluster.ask.provenance_standing import (
    ACCEPTED,
    ASSERTS,
    ATTESTED,
    CHECKED,
    CHOSEN,
    DISPUTED,
    TRANSLATED,
    UNKNOWN,
    Claim,
    Gap,
    Name,
    Query,
    Standing,
    read,
)
from educluster.ask.provenance_words import FOREIGN, Speaker

__all__ = ["MOST", "Query", "Standing", "paragraphs", "read"]

MOST = 500  # things of an answer that are counted
_LISTED = 8  # properties that are named
_REVIEWED = {CHECKED, ACCEPTED}
_ORIGINS = {"attested": ATTESTED, "chosen": CHOSEN, "translated": TRANSLATED}


def paragraphs(standing: Standing, iris: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the paragraphs about an answer, by the IRIs in its rows and those of its parameters.

    What stands behind a thing are the claims whose subject it is, and itself where it is a claim; agreement
    is told by families of texts.  The first 500 things are counted.
    """
    found = [iri for iri in dict.fromkeys(iris) if standing.knows(iri)]
    speaker = Speaker(language)
    if not found:
        return (speaker.say("nothing"), speaker.say("silence"))
    teller = _Teller(standing, _Behind.of(standing, found[:MOST]), speaker)
    told = (teller.literature(), teller.reading(), teller.pages(), teller.names(), teller.gaps())
    bounded = [speaker.say("bounded", n=MOST, all=len(found))] if len(found) > MOST else []
    last = " ".join((speaker.say("silence"), *bounded))
    return (*(" ".join(each) for each in map(list, told) if each), last)


@dataclass(frozen=True)
class _Behind:
    """What stands behind the things of one answer."""

    things: list[str]
    claims: list[Claim]
    names: list[Name]
    gaps: list[Gap]
    pages: set[str]

    @classmethod
    def of(cls, standing: Standing, things: list[str]) -> _Behind:
        claims = {each.iri: each for thing in things for each in standing.claims.get(thing, ())}
        gaps = {each.iri: each for thing in things for each in standing.gaps.get(thing, ())}
        told = {source for each in claims.values() for source in each.sources}
        pages = {page for thing in things for page in standing.sources.get(thing, ())}
        return cls(
            things=things,
            claims=list(claims.values()),
            names=[each for thing in things for each in standing.names.get(thing, ())],
            gaps=list(gaps.values()),
            pages=pages | {source for source in told if not source.startswith(names.BASE)},
        )


@dataclass(frozen=True)
class _Teller:
    """What is told of that, in one language."""

    standing: Standing
    behind: _Behind
    speaker: Speaker

    def literature(self) -> Iterator[str]:
        """Yield from which works and families the claims come, what is inferred, and how they are made."""
        say = self.speaker.say
        if not self.behind.claims:
            yield say("none")
            return
        yield from self._works()
        if own := [each for each in self.behind.claims if self._is_own(each)]:
            yield say("own", n=len(own))
        bare = [thing for thing in self.behind.things if not self.standing.claims.get(thing)]
        if bare:
            yield say("without", n=len(bare), all=len(self.behind.things))
        yield say("stances", list=self._counts(each.stance for each in self.behind.claims))

    def _works(self) -> Iterator[str]:
        """Yield how many claims the works make, each claim once, and how many families these are."""
        families = self.standing.families
        works = Counter(
            source for each in self.behind.claims for source in each.sources if source in families
        )
        if not works:
            return
        claims = sum(any(source in families for source in each.sources) for each in self.behind.claims)
        common = {families[work] for work in works}
        counted = self.speaker.counted
        yield self.speaker.say(
            "literature",
            claims=counted("claim", claims),
            works=counted("work", len(works)),
            families=counted("family", len(common)),
            list=self._listed(works),
        )
        if len(works) > len(common):
            yield self.speaker.say("alike")
        if len(common) > 1:
            yield self.speaker.say("agreed", n=self._agreed())

    def _agreed(self) -> int:
        """Return how many statements families assert alike; that a thing is of a kind counts for none."""
        stated = defaultdict[tuple[str, str, str], set[str]](set)
        for claim in self.behind.claims:
            if claim.stance == ASSERTS and claim.states[1] != names.RDF + "type":
                stated[claim.states].update(map(self.standing.families.get, claim.sources, repeat("")))
        return sum(len(families - {""}) > 1 for families in stated.values())

    def _is_own(self, claim: Claim) -> bool:
        """Return whether a claim is made by the project alone."""
        families = self.standing.families
        return all(source.startswith(names.ECR) and source not in families for source in claim.sources)

    def reading(self) -> Iterator[str]:
        """Yield who read the claims, and what came of their review."""
        claims = self.behind.claims
        if not claims:
            return
        readers = self._counts(each.reader for each in claims)
        statuses = self._counts(each.status for each in claims)
        yield self.speaker.say("readers", list=readers, statuses=statuses)
        if not any(each.status in _REVIEWED for each in claims):
            yield self.speaker.say("unchecked")

    def pages(self) -> Iterator[str]:
        """Yield from how many pages the facts come, and when these were read."""
        pages = self.behind.pages
        if not pages:
            return
        days = self.speaker.days(
            each.day for each in self.behind.claims if not pages.isdisjoint(each.sources)
        )
        read = self.speaker.say("read", days=days) if days else ""
        yield self.speaker.say("pages", pages=self.speaker.counted("page", len(pages)), read=read)

    def names(self) -> Iterator[str]:
        """Yield where the names in the reader's language come from, and which nobody has reviewed."""
        given = [each for each in self.behind.names if each.language == self.speaker.language]
        if not given:
            return
        origins = Counter(each.attestation for each in given)
        parts = [(self.speaker.say(word), origins[iri]) for word, iri in _ORIGINS.items() if origins[iri]]
        count = self.speaker.counted("name", len(given))
        yield self.speaker.say("names", names=count, list=self.speaker.listed(parts))
        ours = [each for each in given if each.attestation == TRANSLATED and each.status not in _REVIEWED]
        if ours:
            yield self.speaker.say("unreviewed", n=len(ours))

    def gaps(self) -> Iterator[str]:
        """Yield what was looked for and not found, and on what the sources disagree."""
        unknown = [each for each in self.behind.gaps if each.kind == UNKNOWN]
        disputed = [each for each in self.behind.gaps if each.kind == DISPUTED]
        if unknown:
            day = max(each.day for each in unknown)
            last = self.speaker.say("last", day=self.speaker.day(day)) if day else ""
            yield self._gap("unknown", unknown, last)
        if disputed:
            yield self._gap("disputed", disputed)

    def _gap(self, sentence: str, gaps: list[Gap], last: str = "") -> str:
        values = self.speaker.counted("value", len(gaps))
        listed = self._counts((each.property for each in gaps), most=_LISTED)
        return self.speaker.say(sentence, values=values, list=listed, last=last)

    def _counts(self, iris: Iterable[str], most: int | None = None) -> str:
        return self._listed(Counter(iris), most)

    def _listed(self, counts: Mapping[str, int], most: int | None = None) -> str:
        """Return names and numbers, the greatest first; of more than so many the rest as three dots."""
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        listed = self.speaker.listed((self._label(iri), number) for iri, number in ordered[:most])
        return listed if most is None or len(ordered) <= most else f"{listed}; …"

    def _label(self, iri: str) -> str:
        """Return what something is called, in this language, else in English, else its name in the graph."""
        if not iri:
            return self.speaker.say("not said")
        labels = self.standing.labels.get(iri) or FOREIGN.get(iri, {})
        return labels.get(self.speaker.language) or labels.get("en") or names.shorten(iri)
