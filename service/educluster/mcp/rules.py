"""A rule as it is told: from its shape, with the passages it rests on."""

from __future__ import annotations

import difflib
import re

from educluster import names
from educluster.errors import NotFound
from educluster.mcp import told
from educluster.reports.model import Texts, in_language
from educluster.rulebook import Rule, book, lexicon

_PUT_IN = re.compile(r"\{[$?]\w+\}")  # where a report puts what it found


def rule(name: str, language: str) -> told.Rule:
    """Return a rule, in all profiles that have it of their own.

    Raises NotFound, which tells what was probably meant.
    """
    owned = [each for profile in book().names for each in book().profile(profile).own]
    wanted = name.removeprefix(names.ECS).removeprefix("ecs:").upper()
    found = [each for each in owned if each.name.upper() == wanted]
    if not found:
        near = difflib.get_close_matches(wanted, {each.name for each in owned}, 3)
        remedy = f"perhaps {' or '.join(sorted(near))} is meant" if near else "a rule is called S01, S02, …"
        raise NotFound(f"there is no rule «{name[:40]}»", remedy)
    return told.Rule(found[0].name, [_constraint(each, language) for each in found])


def _constraint(rule: Rule, language: str) -> told.Constraint:
    return told.Constraint(
        profile=rule.profile,
        title=_said(rule.titles, language),
        message=_said(rule.messages, language),
        remedy=_said(rule.remedies, language),
        severity=rule.severity.value,
        softer={names.last_part(stage): severity.value for stage, severity in rule.softer.items()},
        stages=[names.last_part(stage) for stage in rule.stages],
        path=str(rule.path or ""),
        sources=[_source(each, language) for each in rule.sources],
    )


def _source(iri: str, language: str) -> told.Source:
    source = lexicon().source(iri)
    work, place = in_language(source.work, language), in_language(source.place, language)
    return told.Source(source.iri, work, place, source.finder)


def _said(texts: Texts, language: str) -> str:
    return _PUT_IN.sub("…", in_language(texts, language))
