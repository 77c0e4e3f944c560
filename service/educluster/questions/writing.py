"""The texts of a question: a page of its answer, and the query for people, with its values in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from educluster import names
from educluster.questions.model import Question, Term

_NAME = re.compile(r"[A-Za-z][\w-]*:\w(?:[\w-]*\w)?", re.ASCII)
_PROLOGUE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_PREFIX = re.compile(r"^PREFIX\s+([\w-]*):", re.IGNORECASE | re.MULTILINE)


def paged(question: Question, limit: int | None, offset: int = 0) -> str:
    """Return the query of so many rows from a place on; as it is where it has one answer or its own LIMIT."""
    query = question.query
    if question.is_one_page:
        return query
    if limit is not None:
        query += f"\nLIMIT {int(limit)}"
    return f"{query}\nOFFSET {int(offset)}" if offset else query


def shown(question: Question, terms: Mapping[str, Term]) -> str:
    """Return the query with its values written into it, which runs anywhere.

    They stand as VALUES at the beginning of its group, the IRIs as prefixed names; a prefix that is not
    declared there is.
    """
    if not terms:
        return question.query
    prefixes = dict(question.body.prefixes)
    values = [f"  VALUES ?{name} {{ {_written(each, prefixes)} }}" for name, each in terms.items()]
    at = question.body.inside
    added = {prefix: prefixes[prefix] for prefix in prefixes if prefix not in question.body.prefixes}
    head, tail = question.query[:at], question.query[at:]
    rest = tail if tail.startswith("\n") else f"\n {tail}"
    return _declared(head, added) + "\n" + "\n".join(values) + rest


def _written(term: Term, prefixes: dict[str, str]) -> str:
    """Return a term as a query with these prefixes can have it, which are added to."""
    if term.kind != "iri":
        return term.n3()
    for known in (prefixes, names.PREFIXES):
        name = names.shorten(term.value, known)
        prefix = name.partition(":")[0]
        if _NAME.fullmatch(name) and prefixes.get(prefix, names.PREFIXES.get(prefix)) == known[prefix]:
            prefixes[prefix] = known[prefix]
            return name
    return term.n3()


def _declared(head: str, added: Mapping[str, str]) -> str:
    """Return the beginning of a query with further prefixes, each before the first that follows it."""
    for prefix, namespace in sorted(added.items()):
        line = f"PREFIX {prefix}: <{namespace}>\n"
        later = [each for each in _PREFIX.finditer(head) if each[1] > prefix]
        last = list(_PREFIX.finditer(head))
        if later:
            at = later[0].start()
        elif last:
            at = head.index("\n", last[-1].end()) + 1 if "\n" in head[last[-1].end() :] else 0
        else:
            at = 0
        head = head[:at] + line + head[at:]
    return head
