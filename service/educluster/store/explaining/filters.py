"""Which filter removes every row, and what it compared with what."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph

from educluster.store.explaining import terms
from educluster.store.explaining.looking import Looking
from educluster.store.explaining.model import Reason
from educluster.store.explaining.nearest import alike
from educluster.store.explaining.parts import Part
from educluster.store.tokens import CLOSES, OPENS, Token

_TAGS = 12  # language tags that are told
_SEARCHING = {"CONTAINS", "STRSTARTS", "STRENDS", "REGEX"}


def reason(part: Part, before: Sequence[str], bound: frozenset[str], looking: Looking) -> Reason:
    """Return why a filter removes each row of the patterns before it; `bound` are the variables of these."""
    if part.kind in {"exists", "not-exists"}:
        return Reason(part.kind, part.shown, part.line)
    if unbound := sorted(part.names - bound):
        meant = tuple(f"?{each}" for each in alike(unbound[0], bound))
        return Reason("unbound-variable", part.shown, part.line, meant, {"variable": f"?{unbound[0]}"})
    words = [each.text for each in part.tokens if each.kind in {"word", "sign"}]
    if "LANG" in words and (found := _of_language(part, before, looking)):
        return found
    if compared := _compared(part.tokens):
        return _of_value(part, *compared, before, looking)
    return _of_search(part, before, looking, words) or _of_anything(part, before, looking)


def _of_language(part: Part, before: Sequence[str], looking: Looking) -> Reason | None:
    """Return which language tags there are in the place of the wanted one."""
    texts = [each.text for each in part.tokens]
    index = texts.index("LANG")
    name = part.tokens[index + 2].text[1:] if part.tokens[index + 2].kind == "variable" else ""
    if not name:
        return None
    rows = looking.rows(f"DISTINCT (LANG(?{name}) AS ?educluster_tag)", *before, most=_TAGS)
    tags = [row[0].value for row in rows if isinstance(row[0], pyoxigraph.Literal)]
    told = ", ".join(f'"{tag}"' for tag in sorted(tags)) or "—"
    wanted = next((each for each in _constants(part, looking) if each[0] in "\"'"), part.shown)
    meant = tuple(f'"{tag}"' for tag in alike(wanted[1:-1], tags))
    values = {"term": wanted, "variable": f"?{name}", "tags": told}
    return Reason("filter-language", part.shown, part.line, meant, values)


def _constants(part: Part, looking: Looking) -> list[str]:
    """Return the constants of a filter, and the values of its variables that have one."""
    found = (
        looking.bound.get(each.text[1:], "") if each.kind == "variable" else each.text for each in part.tokens
    )
    kinds = {"string", "variable"}
    return [text for text, each in zip(found, part.tokens, strict=True) if text and each.kind in kinds]


def _compared(tokens: Sequence[Token]) -> tuple[str, str] | None:
    """Return the variable and the constant of FILTER(?a = constant), whichever stands first."""
    inner = [each for each in tokens[1:] if each.text not in OPENS | CLOSES.keys()]
    sides: list[list[Token]] = [[]]
    for each in inner:
        if each.kind == "sign" and each.text == "=":
            sides.append([])
        else:
            sides[-1].append(each)
    if len(sides) != 2:
        return None
    for one, other in (sides, sides[::-1]):
        alone = [each for each in one if each.text != "STR"]
        if len(alone) == 1 and alone[0].kind == "variable" and _is_constant(other):
            return alone[0].text[1:], "".join(each.text for each in other)
    return None


def _is_constant(tokens: Sequence[Token]) -> bool:
    first = tokens[0].kind if tokens else ""
    return first in {"string", "number", "iri", "name"} and all(
        each.kind in {"tag", "iri", "name"} or each.text == "^^" for each in tokens[1:]
    )


def _of_value(part: Part, name: str, constant: str, before: Sequence[str], looking: Looking) -> Reason:
    known = looking.term(constant)
    if isinstance(known, pyoxigraph.NamedNode):
        known = pyoxigraph.Literal(known.value)
    if not isinstance(known, pyoxigraph.Literal):
        return _of_anything(part, before, looking)
    return terms.of_literal(part, constant, known, name, looking, *before)


def _of_search(part: Part, before: Sequence[str], looking: Looking, words: Sequence[str]) -> Reason | None:
    """Return whether a text that is searched for is there with other capitals."""
    name = next((each.text[1:] for each in part.tokens if each.kind == "variable"), "")
    text = next((each.text for each in part.tokens if each.kind == "string"), "")
    if not name or not text or not _SEARCHING & set(words):
        return None
    if not looking.holds(*before, f"FILTER(CONTAINS(LCASE(STR(?{name})), LCASE({text})))"):
        return None
    return Reason("filter-case", part.shown, part.line, (), {"term": text, "variable": f"?{name}"})


def _of_anything(part: Part, before: Sequence[str], looking: Looking) -> Reason:
    """Return what the variables of a filter are before it."""
    name = next((each.text[1:] for each in part.tokens if each.kind == "variable"), "")
    if not name:
        return Reason("filter-constant", part.shown, part.line)
    found = [row[0] for row in looking.rows(f"DISTINCT ?{name}", *before, most=4)]
    values = {"variable": f"?{name}", "examples": terms.examples(found, looking)}
    if found and not any(found):
        return Reason("never-bound", part.shown, part.line, (), values)
    return Reason("filter", part.shown, part.line, (), values)
