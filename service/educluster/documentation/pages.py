"""One page for each language: every entry, what is written of it and what the articles say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from educluster import names
from educluster.documentation import words
from educluster.documentation.model import (
    ANNOTATION_PROPERTY,
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    About,
    Claim,
    Entry,
    Handbook,
    Texts,
)

_LABELS = (names.SKOS + "prefLabel", names.RDFS + "label", names.DCTERMS + "title")
_DEFINITION, _SCOPE, _NOTE = (names.SKOS + each for each in ("definition", "scopeNote", "editorialNote"))
_POSITION = names.EC + "position"
_KINDS = {"object": OBJECT_PROPERTY, "datatype": DATATYPE_PROPERTY, "annotation": ANNOTATION_PROPERTY}
_PREFIXES = {
    **names.PREFIXES,
    "cito": "http://purl.org/spar/cito/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "gufo": "http://purl.org/nemo/gufo#",
    "schema": "https://schema.org/",
    "vivo": "http://vivoweb.org/ontology/core#",
}
_ENVIRONMENT = Environment(
    loader=PackageLoader("educluster.documentation"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Link:
    """What a reader sees of a term, the anchor on this page or the address it leads to, and its language."""

    shown: str
    target: str
    language: str


@dataclass(frozen=True)
class Row:
    """A word, and what stands beside it."""

    word: str
    links: tuple[Link, ...]
    more: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, its title, and its entries in order."""

    anchor: str
    title: str
    definition: str
    entries: tuple[Entry, ...]


def render(handbook: Handbook, about: About, language: str) -> str:
    """Return the page in one language as HTML that loads nothing but the drawing beside it."""
    view = _View(handbook, language)
    template = _ENVIRONMENT.get_template("page.html")
    return template.render(
        about=about, view=view, language=language, languages=names.LANGUAGES, sections=list(view.sections())
    )


@dataclass(frozen=True)
class _View:
    """What the template asks for."""

    handbook: Handbook
    language: str

    def word(self, key: str) -> str:
        return words.said(words.HEADINGS, key, self.language)

    def sections(self) -> Iterator[Section]:
        terms = [entry for entry in self.handbook.entries.values() if entry.of_ontology]
        yield self._section("classes", [entry for entry in terms if entry.is_class])
        for key, kind in _KINDS.items():
            yield self._section(key, [entry for entry in terms if kind in entry.types])
        kinds = set(_KINDS.values())
        yield self._section(
            "values", [entry for entry in terms if not entry.is_class and not kinds & set(entry.types)]
        )
        schemes = {scheme for entry in self.handbook.entries.values() for scheme in entry.schemes}
        for scheme in sorted(schemes):
            yield self._scheme(scheme)

    def _section(self, key: str, entries: list[Entry]) -> Section:
        ordered = sorted(entries, key=lambda entry: entry.anchor)
        return Section(f"part-{key}", self.word(key), "", tuple(ordered))

    def _scheme(self, scheme: str) -> Section:
        texts = self.handbook.titles[scheme]
        of = _titled(scheme, texts)
        # Of two schemes that share an entry, the first in the order of names has it: an anchor stands once.
        mine = [entry for entry in self.handbook.entries.values() if scheme == min(entry.schemes, default="")]
        ordered = sorted(mine, key=lambda entry: (_position(entry), entry.anchor))
        definition = of.text(self.language, _DEFINITION)[0]
        return Section(
            names.last_part(scheme), of.text(self.language, *_LABELS)[0], definition, tuple(ordered)
        )

    def label(self, entry: Entry) -> tuple[str, str]:
        return entry.text(self.language, *_LABELS)

    def definition(self, entry: Entry) -> tuple[str, str]:
        return entry.text(self.language, _DEFINITION)

    def notes(self, entry: Entry) -> list[tuple[str, str]]:
        found = [entry.text(self.language, _SCOPE), entry.text(self.language, _NOTE)]
        return [note for note in found if note[0]]

    def examples(self, entry: Entry) -> tuple[str, str]:
        return entry.text(self.language, names.SKOS + "example")

    def link(self, iri: str) -> Link:
        entry = self.handbook.entries.get(iri)
        if entry:
            shown, language = self.label(entry)
            return Link(shown or entry.anchor, f"#{entry.anchor}", language)
        if iri in self.handbook.titles:
            text = _titled(iri, self.handbook.titles[iri]).text(self.language, *_LABELS)
            return Link(text[0] or names.shorten(iri, _PREFIXES), iri, text[1])
        return Link(names.shorten(iri, _PREFIXES), iri, "")

    def rows(self, entry: Entry) -> Iterator[Row]:
        for kind in entry.types:
            if word := words.said(words.CHARACTERISTICS, kind, self.language):
                yield Row(word, ())
        instance_of = [kind for kind in entry.types if kind.startswith(names.EC)]
        if instance_of:
            yield Row(self.word("is"), tuple(map(self.link, instance_of)))
        for each, others in sorted(entry.links.items(), key=self._order):
            yield Row(self._property(each), tuple(map(self.link, others)))
        if entry.chain:
            yield Row(self.word("chain"), tuple(map(self.link, entry.chain)))
        for condition in entry.conditions:
            yield Row(self.word("when"), tuple(map(self.link, condition)))
        if entry.disjoint:
            yield self._disjoint(entry)

    def _order(self, link: tuple[str, tuple[str, ...]]) -> tuple[int, str]:
        known = list(words.LINKS)
        return (known.index(link[0]) if link[0] in known else len(known), link[0])

    def _property(self, iri: str) -> str:
        return words.said(words.LINKS, iri, self.language) or self.link(iri).shown

    def _disjoint(self, entry: Entry) -> Row:
        if len(entry.disjoint) <= 6:
            return Row(self.word("disjoint"), tuple(map(self.link, entry.disjoint)))
        return Row(self.word("disjoint"), (), self.word("others").format(len(entry.disjoint)))

    def statement(self, claim: Claim) -> tuple[str, Link | str]:
        """Return the relation and the object of a claim; a text stays one."""
        relation = self.word("is") if claim.relation == names.RDF + "type" else self._property(claim.relation)
        if claim.object.startswith(("https://", "http://")):
            return relation, self.link(claim.object)
        return relation, claim.object

    def stance(self, claim: Claim) -> str:
        return words.said(words.STANCES, claim.stance, self.language)

    def others(self, claim: Claim) -> list[Link]:
        """Return those whose view a work reports."""
        if claim.stance != names.EC + "ReportsAnother":
            return []
        return sorted(map(self.link, claim.people), key=lambda link: link.shown)

    def unreviewed(self, claim: Claim) -> bool:
        return claim.status == names.EC + "Proposed"


def _titled(iri: str, texts: Texts) -> Entry:
    """Return an entry of something that is none on the page: only its texts are known."""
    return Entry(iri, (), (), texts, {}, (), (), (), (), ())


def _position(entry: Entry) -> int:
    found = entry.texts.get(_POSITION, {}).get("", ())
    return int(found[0]) if found else 10_000
