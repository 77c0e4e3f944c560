"""The grammar of updates: operations, read from their tokens; what is no update is refused, with its place.

LOAD and SERVICE are refused as well; who may write where is told elsewhere.
Source: SPARQL 1.1 Update, sections 3 and 4; SPARQL 1.1 Query, section 19.8 (rules 29 to 57).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from educluster.errors import BadQuery
from educluster.store.operations import Kind, Operation
from educluster.store.prologue import Prologue
from educluster.store.tokens import CHANGING, CLOSES, NOTHING, OPENS, Token, place, tokens

_REFUSED = {"ASK", "CONSTRUCT", "DESCRIBE", "LOAD", "SELECT", "SERVICE"}
_BEGINS_ONE = {",", ";", ".", "{", "}", "[", "<<", "~"}


def read_update(text: str) -> tuple[Operation, ...]:
    """Return the operations of an update in their order.

    Raises BadQuery, with its place, for LOAD and SERVICE, for a query, for what cannot be understood, and for
    graph variables in a template where there are several operations, or functions that change.
    """
    found = tokens(text)
    prologue = Prologue()
    parts = list(_parts(found, prologue, text))
    for part in parts:
        prologue.check(part, text)
    operations = tuple(_Reader(part, prologue, text).operation() for part in parts)
    for operation in operations:
        if operation.variables and (len(operations) > 1 or operation.changing):
            _refuse_variables(operation, text)
    return operations


def _parts(found: list[Token], prologue: Prologue, text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each operation, and take the declarations before it."""
    index = prologue.read(found, 0, text)
    while index < len(found):
        end = index
        while end < len(found) and (found[end].text != ";" or found[end].depth):
            end += 1
        if end == index:
            remedy = "remove it, or write an operation before it"
            raise BadQuery("«;» ends no operation here", remedy, *place(text, found[end].start))
        yield found[index:end]
        index = prologue.read(found, end + 1, text, again=True)


def _refuse_variables(operation: Operation, text: str) -> None:
    problem = (
        f"the graph ?{operation.variables[0]} that this operation writes to is known only when it is done"
    )
    if operation.changing:
        problem += ", and its WHERE calls NOW, RAND, UUID, STRUUID or BNODE"
        raise BadQuery(
            problem, "name the graph by its IRI, or leave the call out", *place(text, operation.start)
        )
    raise BadQuery(problem, "send this operation in a request of its own", *place(text, operation.start))


class _Reader:
    """The tokens of one operation, taken one after another; what does not fit is refused."""

    def __init__(self, part: Sequence[Token], prologue: Prologue, text: str) -> None:
        self._part, self._prologue, self._text = part, prologue, text
        self._index = 0

    def operation(self) -> Operation:
        """Return the operation that the tokens are.  Raises BadQuery."""
        for token in self._part:
            if token.kind == "word" and token.text in _REFUSED:
                self._refuse(token)
        first, second = [*(token.text for token in self._part[:2]), ""][:2]
        if first in {"CLEAR", "DROP", "CREATE"}:
            found = self._of_a_graph()
        elif first in {"ADD", "COPY", "MOVE"}:
            found = self._copy()
        elif second == "DATA":
            found = self._data()
        else:
            found = self._delete_where() if (first, second) == ("DELETE", "WHERE") else self._modify()
        if self._index < len(self._part):
            raise self._unexpected()
        return found

    def _refuse(self, token: Token) -> None:
        if token.text == "LOAD":
            problem = "LOAD is refused: this endpoint fetches nothing"
            remedy = "send the document yourself, by PUT or POST to /graphs"
        elif token.text == "SERVICE":
            problem = "SERVICE is refused: this endpoint asks no other host"
            remedy = "ask the other endpoint yourself, and write its answer with VALUES or INSERT DATA"
        elif token.depth or token is not self._part[0]:
            return  # a query within a WHERE
        else:
            problem = f"{token.text} begins a query, and this address takes updates only"
            remedy = "send it to /sparql"
        raise BadQuery(problem, remedy, *place(self._text, token.start))

    def _of_a_graph(self) -> Operation:
        kind = Kind[self._word("CLEAR", "CREATE", "DROP")]
        self._is("SILENT")
        found = self._begun(kind)
        if kind is not Kind.CREATE and (every := self._is("ALL", "NAMED")):
            return replace(found, every=every)
        graph = None if kind is not Kind.CREATE and self._is("DEFAULT") else self._graph()
        return replace(found, graphs=(graph,))

    def _copy(self) -> Operation:
        kind = Kind[self._word("ADD", "COPY", "MOVE")]
        self._is("SILENT")
        source = self._graph_or_default()
        self._word("TO")
        target = self._graph_or_default()
        graphs = (source, target) if kind is Kind.MOVE else (target,)
        return replace(self._begun(kind), graphs=graphs, source=source, copies=True)

    def _data(self) -> Operation:
        kind = Kind.INSERT_DATA if self._word("DELETE", "INSERT") == "INSERT" else Kind.DELETE_DATA
        self._word("DATA")
        group = self._group()
        graphs, _ = self._targets(group)
        return replace(
            self._begun(kind), graphs=graphs, growth=_growth(group) if kind is Kind.INSERT_DATA else 0
        )

    def _delete_where(self) -> Operation:
        self._word("DELETE")
        self._word("WHERE")
        group = self._group()
        graphs, variables = self._targets(group)
        pattern = self._cut(group)
        head = f"DELETE {pattern} "
        return replace(
            self._begun(Kind.DELETE_WHERE), graphs=graphs, variables=variables, head=head, pattern=pattern
        )

    def _modify(self) -> Operation:
        with_graph = self._iri() if self._is("WITH") else None
        deleted = self._group() if self._is("DELETE") else []
        inserted = self._group() if self._is("INSERT") else []
        if not deleted and not inserted:
            raise self._unexpected("an operation")
        head = self._cut(self._part[: self._index])
        using: list[str] = []
        named: list[str] = []
        while self._is("USING"):
            chosen = named if self._is("NAMED") else using
            chosen.append(self._iri())
        self._word("WHERE")
        pattern = self._cut(self._group())
        graphs, variables = self._targets([*deleted, *inserted], with_graph)
        return replace(
            self._begun(Kind.MODIFY),
            graphs=graphs,
            variables=variables,
            growth=_growth(inserted),
            with_graph=with_graph,
            using=tuple(using),
            using_named=tuple(named),
            head=head + " ",
            pattern=pattern,
        )

    def _targets(
        self, templates: Sequence[Token], default: str | None = None
    ) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
        """Return the graphs and the graph variables of templates; what is not in GRAPH is in the default."""
        graphs: dict[str | None, None] = {}
        variables: dict[str, None] = {}
        within, follows = False, False
        for token in templates:
            if follows:
                follows, within = False, True
                if token.kind == "variable":
                    variables[token.text[1:]] = None
                else:
                    graphs[self._prologue.iri(token, self._text)] = None
            elif token.depth == 1 and token.text == "GRAPH" and token.kind == "word":
                follows = True
            elif token.depth == 1 and token.text == "}":
                within = False
            elif token.depth and not within and token.text != ".":
                graphs[default] = None
        return tuple(graphs), tuple(variables)

    def _begun(self, kind: Kind) -> Operation:
        changing = any(token.kind == "word" and token.text in CHANGING for token in self._part)
        declared, hoisted = self._prologue.declarations(self._part), self._prologue.hoisted
        body, start = self._cut(self._part), self._part[0].start
        return Operation(kind, body, declared, start, changing=changing, hoisted=hoisted)

    def _cut(self, part: Sequence[Token]) -> str:
        return self._text[part[0].start : part[-1].end]

    def _is(self, *words: str) -> str:
        token = self._part[self._index] if self._index < len(self._part) else NOTHING
        if token.kind != "word" or token.text not in words:
            return ""
        self._index += 1
        return token.text

    def _word(self, *words: str) -> str:
        if not (word := self._is(*words)):
            raise self._unexpected(" or ".join(words))
        return word

    def _graph(self) -> str:
        self._word("GRAPH")
        return self._iri()

    def _graph_or_default(self) -> str | None:
        if self._is("DEFAULT"):
            return None
        self._is("GRAPH")
        return self._iri()

    def _iri(self) -> str:
        if self._index >= len(self._part):
            raise self._unexpected("an IRI")
        self._index += 1
        return self._prologue.iri(self._part[self._index - 1], self._text)

    def _group(self) -> Sequence[Token]:
        """Take a group: its braces, which alone have no depth, and what is in it."""
        begin = self._index
        if begin >= len(self._part) or self._part[begin].text != "{":
            raise self._unexpected("«{»")
        self._index += 1
        while self._part[self._index].depth:
            self._index += 1
        self._index += 1
        return self._part[begin : self._index]

    def _unexpected(self, expected: str = "«;»") -> BadQuery:
        rest = self._part[self._index :]
        position = rest[0].start if rest else self._part[-1].end
        problem = f"{expected} has to stand here"
        return BadQuery(problem, "write it as SPARQL 1.1 Update has it", *place(self._text, position))


def _growth(template: Sequence[Token]) -> int:
    """Return an upper bound of the triples of a template: a sign begins one, an item of a list two."""
    triples, lists = 0, [False]
    for token in template:
        if lists[-1]:
            triples += 2
        if token.kind != "sign":
            continue
        triples += 2 if token.text == "{|" else token.text in _BEGINS_ONE
        if token.text in OPENS:
            lists.append(token.text == "(")
        elif token.text in CLOSES:
            lists.pop()
    return triples
