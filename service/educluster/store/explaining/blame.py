"""Which part of a query empties its answer: alone, or with those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from educluster.store.explaining import filters, terms
from educluster.store.explaining.looking import Looking
from educluster.store.explaining.model import Reason
from educluster.store.explaining.nearest import alike
from educluster.store.explaining.parts import FRESH, Group, Part, Query, Term

_NEVER = {"optional", "bind"}  # what cannot remove a row
_PARTNERS = 4  # patterns with which one is tried
_BRANCHES = 4  # of UNION that are looked into
_VALUES = 6


class Blame:
    """Looks for the reasons of one query."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    def query(self, query: Query) -> Iterator[Reason]:
        """Yield why a query that has no answer has none, as it is found out.

        Raises Spent and Unreadable.
        """
        if query.limit == 0:
            yield Reason("limit", "LIMIT 0", query.lines["limit"])
            return
        where = query.where
        if (where.parts or where.filters) and not self._holds(where.parts, *where.filters):
            yield from self._group(query.where)
        else:
            yield from self._behind(query)

    def names(self, query: Query) -> Iterator[Reason]:
        """Yield what a query names, and the graph does not have, though the query has to find it."""
        yield from self._of_names(query.where)

    def _behind(self, query: Query) -> Iterator[Reason]:
        """Yield why a query has no answer whose group has solutions."""
        if query.form == "CONSTRUCT":
            yield Reason("template", query.shown, query.line)
        elif query.form == "DESCRIBE":
            yield from self._described(query)
        elif query.having and self._looking.part(query.plain) and not self._looking.part(query.text):
            yield Reason("having", query.having, query.lines["having"])
        elif query.offset and self._looking.part(query.text):
            count = str(self._looking.count(query))
            yield Reason("offset", f"OFFSET {query.offset}", query.lines["offset"], (), {"count": count})
        else:
            yield Reason("behind", query.form, query.line)

    def _described(self, query: Query) -> Iterator[Reason]:
        for token in query.head:
            if token.kind in {"iri", "name"}:
                each = Term("iri", token.text, token.text)
                thing = Term("variable", "?educluster_s", "")
                part = Part("triple", "", token.text, query.line, frozenset(), (each, thing, thing))
                yield from terms.unknown(part, self._looking)

    def _group(self, group: Group) -> Iterator[Reason]:
        """Yield why a group has no solution."""
        if unknown := tuple(self._of_names(group)):
            yield from unknown
            return
        parts = _flat(group.parts)
        index = self._first_empty(parts)
        if index is None:
            yield from self._filters(group, parts)
        elif parts[index].kind == "minus":
            yield Reason("minus", parts[index].shown, parts[index].line)
        elif not self._holds([parts[index]]):
            yield from self._alone(parts[index])
        else:
            yield from self._joined(parts[index], parts[:index])

    def _first_empty(self, parts: Sequence[Part]) -> int | None:
        """Return the first part with which those before it have no solution; None where all have one."""
        able = [index for index, part in enumerate(parts) if part.kind not in _NEVER]
        if not able or self._holds(parts):
            return None
        low, high = 0, len(able) - 1
        while low < high:
            middle = (low + high) // 2
            if self._holds(parts[: able[middle] + 1]):
                low = middle + 1
            else:
                high = middle
        return able[low]

    def _of_names(self, group: Group) -> Iterator[Reason]:
        """Yield what the patterns that have to match name, and the graph does not have."""
        for part in group.parts:
            if part.kind == "triple":
                yield from self._unknown(part)
            elif part.kind in {"graph", "group"}:
                if part.kind == "graph":
                    yield from terms.graph(part, self._looking)
                yield from self._of_names(part.groups[0])
            elif part.query and not part.query.is_one_row:
                yield from self._of_names(part.query.where)

    def _unknown(self, part: Part) -> Iterator[Reason]:
        found = tuple(terms.unknown(part, self._looking))
        if {each.kind for each in found} <= {"not-subject", "not-object"} and self._is_reversed(part):
            found = (_reversed(part),) if found else ()
        yield from found

    def _alone(self, part: Part) -> Iterator[Reason]:
        """Yield why a part has no solution by itself."""
        if part.kind == "triple":
            yield from self._triple(part)
        elif part.kind == "union":
            yield Reason("union", part.shown, part.line, (), {"count": str(len(part.groups))})
            for group in part.groups[:_BRANCHES]:
                yield from self._group(group)
        elif part.kind == "graph":
            name, inner = part.terms[0], part.groups[0]
            yield from self._group(Group(tuple(each.inside(name) for each in inner.parts), inner.filters))
        elif part.kind in {"group", "lateral"}:
            yield from self._group(part.groups[0])
        elif part.query:
            yield from self.query(part.query)
        else:
            yield Reason("values", part.shown, part.line)

    def _triple(self, part: Part) -> Iterator[Reason]:
        """Yield why a triple pattern has no match."""
        bare, looking = part.bare or part.text, self._looking
        if part.terms[1].kind == "other" and (found := tuple(terms.in_a_path(part, looking))):
            yield from found
        elif (part.graph or looking.narrowed) and looking.holds(bare, everywhere=True):
            graphs = ", ".join(map(looking.short, looking.graphs_with(bare))) or "—"
            values = {"term": part.graph.removeprefix("GRAPH "), "graphs": graphs}
            yield Reason("graph" if part.graph else "dataset", part.shown, part.line, (), values)
        elif self._is_reversed(part):
            yield _reversed(part)
        else:
            yield from tuple(terms.literal(part, looking)) or (self._empty(part),)

    def _is_reversed(self, part: Part) -> bool:
        subject, verb, value = part.terms
        constant = [each for each in (subject, value) if each.kind == "iri"]
        if verb.kind != "iri" or verb.text == "a" or len(constant) != 1 or value.kind == "literal":
            return False
        return self._looking.holds(_turned(part.terms))

    def _empty(self, part: Part) -> Reason:
        """Return what there is in the place of what a pattern wants."""
        subject, verb, value = part.terms
        if verb.kind == "iri" and value.kind == "iri":
            pattern = f"?educluster_s {verb.text} ?educluster"
        elif verb.kind == "iri" and subject.kind == "iri":
            pattern = f"{subject.text} ?educluster ?educluster_o"
        else:
            return Reason("empty", part.shown, part.line)
        found = self._looking.rows("DISTINCT ?educluster", pattern, most=_VALUES + 1)
        values = {"examples": terms.examples([row[0] for row in found], self._looking, _VALUES)}
        kind = "empty-value" if value.kind == "iri" else "empty-property"
        return Reason(kind, part.shown, part.line, (), values)

    def _joined(self, part: Part, before: Sequence[Part]) -> Iterator[Reason]:
        """Yield with which of those before it a pattern has no solution."""
        bare = [each.bare or each.text for each in (*before, part)]
        if part.graph and self._looking.holds(*bare, everywhere=True):
            yield Reason("several-graphs", part.shown, part.line, (), {"term": part.graph})
            return
        near = [each for each in reversed(before) if each.names & part.names and each.kind not in _NEVER]
        other = next((each for each in near[:_PARTNERS] if not self._holds([each, part])), None)
        if other is None:
            yield Reason("join-all", part.shown, part.line)
            return
        shared = ", ".join(dict.fromkeys(map(_said, sorted(other.names & part.names))))
        values = {"other": other.shown, "other_line": str(other.line), "variable": shared}
        yield Reason("join", part.shown, part.line, (), values)
        for each in (other, part):
            yield from terms.of_values(each, self._looking)

    def _filters(self, group: Group, parts: Sequence[Part]) -> Iterator[Reason]:
        texts = [part.text for part in parts]
        bound = frozenset(self._looking.bound).union(*(part.names for part in parts))
        alone = [each for each in group.filters if not self._holds(parts, each)]
        for each in alone[:2]:
            reason = filters.reason(each, texts, bound, self._looking)
            yield reason
            inside = each.groups if each.kind == "exists" else ()
            if reason.kind == "never-bound":
                inside = _giving(parts, reason.values["variable"])
            for inner in inside:
                yield from self._of_names(inner)
        if not alone and group.filters:
            shown = " ".join(each.shown for each in group.filters)
            yield Reason("filters", shown, group.filters[0].line)

    def _holds(self, parts: Sequence[Part], *more: Part) -> bool:
        return self._looking.holds(*(part.text for part in (*parts, *more)))


def misspelt(query: Query) -> Iterator[Reason]:
    """Yield a hint for each variable that stands once, and nearly as another that stands more often."""
    times: dict[str, list[Part]] = {}
    for part in _every(query.where):
        for name in part.names:
            times.setdefault(name, []).append(part)
    elsewhere = {token.text[1:] for token in (*query.head, *query.behind) if token.kind == "variable"}
    written = {name: sum(_count(part, name) for part in found) for name, found in times.items()}
    for name, found in times.items():
        if written[name] > 1 or name in elsewhere or name.startswith(FRESH):
            continue
        others = [each for each in {*times, *elsewhere} if each != name]
        if len(name) > 2 and (meant := alike(name, others, 1)):
            values = {"variable": f"?{name}"}
            yield Reason("misspelt-variable", found[0].shown, found[0].line, (f"?{meant[0]}",), values)


def _count(part: Part, name: str) -> int:
    if part.terms and part.kind == "triple":
        return max(1, sum(each.text == f"?{name}" for each in part.terms))
    return max(1, sum(each.kind == "variable" and each.text[1:] == name for each in part.tokens))


def _every(group: Group) -> Iterator[Part]:
    """Yield the innermost parts of a group."""
    for part in (*group.parts, *group.filters):
        if part.groups:
            for each in part.groups:
                yield from _every(each)
        elif part.query:
            yield from _every(part.query.where)
        else:
            yield part


def _flat(parts: Sequence[Part]) -> list[Part]:
    """Return parts, and in the place of GRAPH with triples alone those triples, each in its graph."""
    found: list[Part] = []
    for part in parts:
        inner = part.groups[0] if part.kind in {"graph", "group"} else None
        if inner is None or inner.filters or {each.kind for each in inner.parts} - {"triple", "values"}:
            found.append(part)
        elif part.kind == "group":
            found += inner.parts
        else:
            found += [each.inside(part.terms[0]) for each in inner.parts]
    return found


def _said(name: str) -> str:
    return "[]" if name.startswith(FRESH) else f"?{name}"


def _giving(parts: Sequence[Part], variable: str) -> tuple[Group, ...]:
    """Return the groups in OPTIONAL that should give a variable its value."""
    optional = [part.groups[0] for part in parts if part.kind == "optional"]
    return tuple(group for group in optional if variable[1:] in group.names)


def _reversed(part: Part) -> Reason:
    return Reason("reversed", part.shown, part.line, (_turned(part.terms, shown=True),))


def _turned(found: Sequence[Term], shown: bool = False) -> str:
    subject, verb, value = ((each.shown if shown else each.text) for each in found)
    return f"{value} {verb} {subject}"
