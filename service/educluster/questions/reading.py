"""Read the file of a question: its header, in YAML behind «#+», and its query."""

from __future__ import annotations

import re
from collections.abc import Mapping

from educluster.questions.header import Header
from educluster.questions.model import BadQuestion, Body, Column, Indicator, Parameter, Question, Texts
from educluster.questions.parameters import parameter
from educluster.questions.syntax import body
from educluster.questions.words import Words, texts

KINDS = ("iri", "text", "term", "number", "date", "flag")
RESERVED = frozenset({"lang", "version", "limit", "offset", "format", "timeout", "cite"})  # of the addresses
_MARK = "#+"
_KEYS = """
    title description answers parameters columns tags view indicator expected limited
""".split()
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][A-Za-z0-9]*")


def read(file: str, text: str, words: Words) -> Question:
    """Return the question that a file holds; its name is the file's, without folder and ending.

    Raises BadQuestion, which names file and line.
    """
    name = file.replace("\\", "/").rpartition("/")[2].removesuffix(".rq")
    if not _NAME.fullmatch(name):
        remedy = "name it in small Latin letters, digits and single dashes: who-said-it-first.rq"
        raise BadQuestion(file, 1, f"«{name}» cannot stand in an address", remedy)
    lines_of = text.removeprefix("\ufeff").splitlines()  # some editors of Windows put the mark there
    numbered = list(enumerate(lines_of, 1))
    header = Header(file, [(at, line[len(_MARK) :]) for at, line in numbered if line.startswith(_MARK)])
    header.only(set(_KEYS))
    lines = [(at, line) for at, line in numbered if not line.startswith(_MARK)]
    query, place = _query(file, lines)
    found = _Reader(header, words, body(query, place))
    return Question(
        name=name,
        titles=texts(header, "title"),
        descriptions=texts(header, "description"),
        query=query,
        body=found.body,
        parameters=found.parameters(),
        columns=found.columns(),
        tags=found.tags(),
        view=header.one_of(words.views, "view"),
        answers=header.text("answers"),
        indicator=found.indicator(),
        ordered=header.flag("expected", "ordered"),
        limited=found.limited(),
    )


class _Place:
    """Makes an error of a place in the query."""

    def __init__(self, file: str, numbers: list[int], query: str) -> None:
        self._file, self._numbers, self._query = file, numbers, query

    def __call__(self, position: int, problem: str, remedy: str) -> BadQuestion:
        line = self._query.count("\n", 0, position)
        number = self._numbers[line] if line < len(self._numbers) else 1
        return BadQuestion(self._file, number, problem, remedy)


def _query(file: str, lines: list[tuple[int, str]]) -> tuple[str, _Place]:
    """Return the text of the query, without the empty lines around it."""
    while lines and not lines[0][1].strip():
        lines = lines[1:]
    query = "\n".join(line for _, line in lines).strip()
    return query, _Place(file, [number for number, _ in lines], query)


class _Reader:
    """What a header says, checked against its query."""

    def __init__(self, header: Header, words: Words, body: Body) -> None:
        self._header, self._words, self.body = header, words, body

    def parameters(self) -> Mapping[str, Parameter]:
        """Return the parameters by name; each is a variable that the query can have bound."""
        found = {
            str(name): parameter(self._header, self._words, str(name))
            for name in self._header.mapping("parameters")
        }
        for name in found:
            path = ("parameters", name)
            self._check_name(name, *path)
            if name in RESERVED:
                remedy = "call it and its variable otherwise"
                raise self._header.wrong(f"«{name}» means something else in an address", remedy, *path)
            if name not in self.body.used:
                remedy = f"write ?{name} where the value is wanted, or leave the parameter out"
                raise self._header.wrong(f"the query does not use ?{name}", remedy, *path)
            if self.body.form == "SELECT" and name not in self.body.selected:
                remedy = f"add ?{name} to the SELECT: only what is selected can be bound"
                raise self._header.wrong(f"the query does not select ?{name}", remedy, *path)
        return found

    def columns(self) -> Mapping[str, Column]:
        """Return the columns by name, in the order in which they are shown; none of an ASK."""
        header, told = self._header, self._header.mapping("columns")
        if self.body.form == "SELECT" and not told:
            raise header.wrong("no column is named", "name those that are shown: {concept: iri}", "columns")
        found = {str(name): self._column(str(name)) for name in told}
        for name in found:
            if name not in self.body.selected:
                remedy = f"select ?{name}, or leave the column out"
                raise header.wrong(f"the query does not select ?{name}", remedy, "columns", name)
        for name in self.body.selected:
            if name not in found and name not in header.mapping("parameters"):
                problem = f"?{name} is selected, but no column and no parameter"
                raise header.wrong(problem, "name it in columns, or do not select it", "columns")
        return found

    def _column(self, name: str) -> Column:
        header, path = self._header, ("columns", name)
        self._check_name(name, *path)
        if not isinstance(header.get(*path), dict):
            return Column(name, header.one_of(KINDS, *path), self._label(name), self._values(name))
        header.only({"kind", "label"}, *path)
        kind = header.one_of(KINDS, *path, "kind")
        labels = texts(header, *path, "label") if header.get(*path, "label") else self._label(name)
        return Column(name, kind, labels, self._values(name))

    def _label(self, name: str) -> Texts:
        if name in self._words.columns:
            return self._words.columns[name]
        remedy = "write {kind: …, label: {en: …, ru: …, uz: …}}, or add it to words.yaml"
        raise self._header.wrong(f"no word is known for the column {name}", remedy, "columns", name)

    def _values(self, name: str) -> Mapping[str, Texts]:
        return self._words.values.get(name, {})

    def _check_name(self, name: str, *path: str) -> None:
        if not _VARIABLE.fullmatch(name):
            remedy = "begin it with a small Latin letter; letters and digits follow"
            raise self._header.wrong(f"«{name}» cannot be a name here", remedy, *path)

    def tags(self) -> tuple[str, ...]:
        """Return the tags, all of which have words."""
        header, found = self._header, self._header.get("tags")
        if not isinstance(found, list) or not found:
            raise header.wrong("there are no tags", "write some: [principles, conditions]", "tags")
        for at, tag in enumerate(map(str, found)):
            if tag not in self._words.tags:
                remedy = "add it to words.yaml, or write one that stands there"
                raise header.wrong(f"no word is known for the tag {tag}", remedy, "tags", str(at))
        return tuple(dict.fromkeys(map(str, found)))

    def indicator(self) -> Indicator | None:
        """Return how a figure is computed, where the question is of one."""
        header = self._header
        if header.get("indicator") is None:
            return None
        header.only({"formula", "source", "note"}, "indicator")
        formula, source = header.text("indicator", "formula"), header.text("indicator", "source")
        if not formula:
            raise header.wrong("the indicator has no formula", "write formula: …", "indicator")
        if not source.startswith("https://"):
            raise header.wrong("the indicator has no source", "write source: https://…", "indicator")
        return Indicator(formula, source, texts(header, "indicator", "note"))

    def limited(self) -> bool:
        """Return whether the query ends in a LIMIT, which the header has to say."""
        said = self._header.flag("limited")
        if said == self.body.limited:
            return said
        if said:
            raise self._header.wrong("the query ends in no LIMIT", "leave limited out", "limited")
        problem = "the query ends in a LIMIT, which paging would change"
        raise self._header.wrong(problem, "leave it out, or write limited: true")
