"""Write docs/rules.md: every rule with its severity by stage, its passages and its examples.

Run by `make docs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from educluster import names
from educluster.reports import Source
from educluster.rulebook import Lexicon, Profile, Rule, book, lexicon

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"
STAGES = ("formation", "emergence", "development", "maturity", "decline", "ended")
MARKS = {"violation": "V", "warning": "W", "info": "I"}
CANDIDATES = [f"S{number:02}" for number in range(1, 64)]
REFUSED: dict[str, str] = {}  # a candidate rule that is none, and why
INTRODUCTION = """# Rules

{profiles} profiles, {rules} rules, {constraints} constraints, {examples} examples. Every rule stands in
`shapes/profiles/`, and everything about it is read from there: this page (`make docs`), the pages
`/profiles` and `/rules/<id>`, the reports. The numbers S01 to S63 are those of the candidate rules that were
drawn from the articles; D are about how a description is written, P about persons, G look at several
descriptions together, C ask for sources, and the others are published criteria of others, as far as they
are known.

V is a violation, W a warning, I a hint, at the stages formation, emergence, development, maturity, decline
and ended of the cluster; a dash says that the rule is not asked there. Where no valid stage is given the
strictest holds. A rule of several lines has several constraints. An example that ends in `.ru` is a change
to the valid description that its first line names.
"""


def main() -> None:
    """Write the page."""
    profiles = [book().profile(name) for name in book().names]
    PAGE.write_text("\n".join(lines(profiles, lexicon())) + "\n", encoding="utf-8")


def lines(profiles: list[Profile], words: Lexicon) -> Iterator[str]:
    """Yield the lines of the page."""
    own = [rule for profile in profiles for rule in profile.own]
    yield INTRODUCTION.format(
        profiles=len(profiles),
        rules=len({rule.name for rule in own}),
        constraints=len(own),
        examples=len({example for rule in own for example in (*rule.passing, *rule.failing)}),
    )
    yield from candidates(own)
    for profile in profiles:
        yield from section(profile, profiles, words)


def candidates(own: list[Rule]) -> Iterator[str]:
    """Yield the table of the candidate rules: the profile of each, or why it is none."""
    where = {rule.name: rule.profile for rule in own}
    missing = [each for each in CANDIDATES if each not in where and each not in REFUSED]
    if missing:
        raise SystemExit(f"neither a rule nor refused: {', '.join(missing)}")
    yield "## The candidates S01 to S63\n"
    for profile in dict.fromkeys(where[each] for each in CANDIDATES if each in where):
        yield f"- `{profile}`: {', '.join(each for each in CANDIDATES if where.get(each) == profile)}"
    refused = [f"- {name}: {reason}" for name, reason in REFUSED.items()]
    yield "\nNone is refused.\n" if not refused else "\nRefused:\n\n" + "\n".join(refused) + "\n"


def section(profile: Profile, profiles: list[Profile], words: Lexicon) -> Iterator[str]:
    """Yield what is said of a profile and of its own rules."""
    yield f"## {profile.titles['en']}: `{profile.name}@{profile.version}`\n"
    yield profile.descriptions["en"] + "\n"
    drawn = ", ".join(filter(None, (source(words.source(each)) for each in profile.sources)))
    yield f"Owner: the educluster project. Drawn from: {drawn or 'our own decisions'}."
    if profile.builds_on:
        yield f"Builds on: {', '.join(f'`{each}`' for each in profile.builds_on)}."
    for each in profile.parameters:
        yield f"Threshold: `--set {each.name}={each.value}`, {each.titles['en']}."
    for change in profile.changes:
        yield f"Change: {change['en']}"
    yield ""
    for rule in profile.own:
        yield from constraint(rule, profiles, words)


def constraint(rule: Rule, profiles: list[Profile], words: Lexicon) -> Iterator[str]:
    """Yield what is said of a constraint."""
    local = names.last_part(rule.shape)
    part = "" if local == rule.name else f" (`{local}`)"
    yield f"### {rule.name}{part} {rule.titles['en']}\n"
    yield f"{rule.messages['en']}\n"
    yield f"- severity: {'; '.join(severities(rule, profiles))}"
    yield f"- rests on: {'; '.join(source(words.source(each)) for each in rule.sources)}"
    yield f"- passes: {', '.join(f'`{each}`' for each in rule.passing)}"
    yield f"- fails: {', '.join(f'`{each}`' for each in rule.failing)}\n"


def severities(rule: Rule, profiles: list[Profile]) -> Iterator[str]:
    """Yield the severities of a rule by stage, once for the profiles that agree on them."""
    found: dict[str, list[str]] = {}
    for profile in profiles:
        for each in profile.rules:
            if each.shape == rule.shape:
                found.setdefault(" ".join(mark(each, stage) for stage in STAGES), []).append(profile.name)
    for marks, where in found.items():
        yield marks if len(found) == 1 else f"{marks} in {', '.join(where)}"


def mark(rule: Rule, stage: str) -> str:
    """Return the letter of a rule's severity at a stage; a dash where it is not asked."""
    iri = f"{names.ECR}stage-{stage}"
    return MARKS[rule.severity_at(iri).value] if rule.applies_at(iri) else "–"


def source(found: Source) -> str:
    """Return where a rule comes from, as a link where it is an address."""
    if not found.work:
        return f"<{found.iri}>"
    place = re.sub(r"; .*", "", found.place.get("en", ""))
    return ", ".join(filter(None, (found.work["en"], place))) + (
        f" (`{names.shorten(found.iri)}`)" if found.iri.startswith(names.ECC) else ""
    )


if __name__ == "__main__":
    main()
