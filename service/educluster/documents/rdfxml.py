"""RDF/XML with every value marked, each at the path of its element and its line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from xml.parsers import expat
from xml.sax.saxutils import escape

from educluster import names
from educluster.documents.marks import CannotMark, Marked, Sign
from educluster.documents.statements import NOWHERE, Place

_DEEPEST = 100  # elements
_KEPT = {names.RDF + name for name in ("datatype", "parseType")}
_IN_TEXT, _IN_ATTRIBUTE = {"\r": "&#13;"}, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}


class Kind(Enum):
    """What an element is.  Source: RDF 1.1 XML Syntax, section 7.2."""

    AROUND = "rdf:RDF"
    NODE = "a node"
    PROPERTY = "a property whose value is a node, a text, or named by an attribute"
    RESOURCE = "a property that is a node itself"
    COLLECTION = "a property whose value is a list of nodes"
    LITERAL = "a property whose value is XML"
    MARKUP = "within such a value"


_CHILD = {
    Kind.AROUND: Kind.NODE,
    Kind.NODE: Kind.PROPERTY,
    Kind.RESOURCE: Kind.PROPERTY,
    Kind.PROPERTY: Kind.NODE,
    Kind.COLLECTION: Kind.NODE,
    Kind.LITERAL: Kind.MARKUP,
    Kind.MARKUP: Kind.MARKUP,
}
_PARSED = {"Resource": Kind.RESOURCE, "Collection": Kind.COLLECTION}


@dataclass
class _Element:
    path: str
    kind: Kind
    spaces: dict[str, str]  # namespaces by prefix
    place: Place = NOWHERE  # of its value
    written: str = ""  # its name, marked
    whole: bool = False  # its value is told by attributes or elements, not by text
    children: Counter[str] = field(default_factory=Counter)

    def named(self, name: str, attribute: bool = False) -> str:
        """Return the IRI that a name stands for."""
        prefix, colon, local = name.rpartition(":")
        return local if attribute and not colon else self.spaces.get(prefix, "") + local


def mark(text: str) -> Marked:
    """Return an RDF/XML document, known to be one, with its values marked.

    Raises CannotMark where it is nested too deeply: the paths would outgrow the document.
    """
    try:
        return _Marking(text).run()
    except expat.ExpatError as error:
        raise CannotMark(str(error)) from error


class _Marking:
    def __init__(self, text: str) -> None:
        self._text, self._sign = text, Sign(text)
        self._pieces: list[str] = []
        self._places: list[Place] = []
        self._open: list[_Element] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.ordered_attributes = self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = lambda data: self._pieces.append(escape(data, _IN_TEXT))

    def run(self) -> Marked:
        """Return the marked document."""
        self._parser.Parse(self._text.encode(), True)
        return Marked("".join(self._pieces), self._sign, self._places.__getitem__)

    def _start(self, name: str, attributes: list[str]) -> None:
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        element = self._element(name, pairs)
        self._open.append(element)
        if element.kind is Kind.NODE:
            pairs = self._node(element, name, pairs)
        elif element.kind in (Kind.PROPERTY, Kind.RESOURCE):
            pairs = self._property(element, pairs)
        told = "".join(f' {key}="{escape(value, _IN_ATTRIBUTE)}"' for key, value in pairs)
        self._pieces.append(f"<{element.written}{told}>")
        if element.kind is Kind.RESOURCE:
            target = self._sign.target(self._new(element.place))
            space = f'xmlns:m="{self._sign.predicate[: -len(self._sign.text)]}" xmlns:r="{names.RDF}"'
            self._pieces.append(f'<m:{self._sign.text} {space} r:resource="{target}"/>')

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.kind is Kind.LITERAL or (element.kind is Kind.PROPERTY and not element.whole):
            self._pieces.append(self._sign.mark(self._new(element.place)))
        self._pieces.append(f"</{element.written}>")

    def _element(self, name: str, pairs: list[tuple[str, str]]) -> _Element:
        """Return an element with what it is; the one around it is told that it holds one."""
        if len(self._open) > _DEEPEST:
            raise CannotMark(name)
        around = self._open[-1] if self._open else None
        path = f"/{name}"
        if around:
            around.whole = True
            around.children[name] += 1
            path = f"{around.path}/{name}[{around.children[name]}]"
        element = _Element(path, Kind.NODE, _spaces(around, pairs), written=name)
        element.kind = _kind(element, around, name, pairs)
        element.place = Place(line=self._parser.CurrentLineNumber, element=path)
        return element

    def _new(self, place: Place) -> int:
        self._places.append(place)
        return len(self._places) - 1

    def _node(self, node: _Element, name: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the attributes of a node, marked; one that has no name gets one."""
        around = self._open[-2] if len(self._open) > 1 else node
        value = self._new(around.place if around.kind is Kind.PROPERTY else node.place)
        marked = [self._attribute(node, pair, ("about", "ID", "nodeID"), value) for pair in pairs]
        if not node.named(name).startswith(names.RDF):
            node.written = name + self._sign.mark(self._new(node.place))
        return marked + self._name(node, pairs, ("about", "ID", "nodeID"), value)

    def _property(self, element: _Element, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the attributes of a property, marked; a node told by attributes alone gets a name."""
        if element.kind is Kind.RESOURCE:
            return pairs
        value = self._new(element.place)
        marked = [self._attribute(element, pair, ("resource", "nodeID"), value) for pair in pairs]
        if marked == pairs:
            return pairs
        element.whole = True
        return marked + self._name(element, pairs, ("resource", "nodeID"), value)

    def _attribute(
        self, element: _Element, pair: tuple[str, str], naming: tuple[str, ...], value: int
    ) -> tuple[str, str]:
        """Return an attribute with its mark: that of the value where it names it, else one of its own."""
        name, text = pair
        iri = element.named(name, attribute=True)
        local = iri.removeprefix(names.RDF)
        if not _is_marked(name) or iri in _KEPT or (local == "ID" and "ID" not in naming):
            return pair
        number = value if iri != local and local in naming else self._new(element.place)
        as_iri = iri != local and local in ("about", "resource", "type")
        return name, text + (self._sign.after(text, number) if as_iri else self._sign.mark(number))

    def _name(
        self, element: _Element, pairs: list[tuple[str, str]], naming: tuple[str, ...], value: int
    ) -> list[tuple[str, str]]:
        """Return the attribute that names a blank node; none where it has a name, or one cannot be given."""
        named = {element.named(name, attribute=True) for name, _ in pairs}
        prefix = next((key for key, space in element.spaces.items() if key and space == names.RDF), None)
        if prefix is None or named & {names.RDF + each for each in naming}:
            return []
        return [(f"{prefix}:nodeID", self._sign.mark(value))]


def _is_marked(name: str) -> bool:
    """Return whether an attribute may be one of RDF: it has a prefix, and not one of XML's own."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and prefix not in ("xml", "xmlns")


def _spaces(around: _Element | None, pairs: list[tuple[str, str]]) -> dict[str, str]:
    declared = {key.partition(":")[2]: value for key, value in pairs if key.partition(":")[0] == "xmlns"}
    known = around.spaces if around else {}
    return {**known, **declared} if declared else known


def _kind(element: _Element, around: _Element | None, name: str, pairs: list[tuple[str, str]]) -> Kind:
    if around is None:
        return Kind.AROUND if element.named(name) == f"{names.RDF}RDF" else Kind.NODE
    kind = _CHILD[around.kind]
    if kind is not Kind.PROPERTY:
        return kind
    parsed = {value for key, value in pairs if element.named(key, attribute=True) == f"{names.RDF}parseType"}
    return _PARSED.get(parsed.pop(), Kind.LITERAL) if parsed else kind
