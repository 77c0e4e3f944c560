"""Put what a document tells of a thing together; pure: a graph in, plain values out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from educluster import names
from educluster.describe.model import Claim, Form, Part, Statements, Thing
from educluster.documentation import Place
from educluster.graphs import Graph, Namespace, address, iri, is_blank, is_iri, literal, text

_EC, _OA, _RDF = Namespace(names.EC), Namespace(names.OA), Namespace(names.RDF)
_DCTERMS, _SKOS, _XL = Namespace(names.DCTERMS), Namespace(names.SKOS), Namespace(names.SKOSXL)
_PROV, _ORG = Namespace(names.PREFIXES["prov"]), Namespace(names.ORG)
_SCRIPTS = {"CYRILLIC": "Cyrl", "LATIN": "Latn"}
Families = Mapping[str, tuple[str, ...]]


def thing(node: str, graph: Graph, families: Families, incoming: Iterable[tuple[str, str]] = ()) -> Thing:
    """Return what a graph tells of the thing with this IRI."""
    token = iri(node)
    statements = _statements(graph, token)
    return Thing(
        iri=node,
        types=tuple(map(address, filter(is_iri, graph.objects(token, _RDF.type)))),
        forms=tuple(_forms(graph, token, families)),
        statements=statements,
        parts={each.iri: each for each in _parts(graph, token, statements)},
        claims=tuple(claims(graph)),
        incoming=tuple(incoming),
        graph=graph,
    )


def claims(graph: Graph) -> list[Claim]:
    """Return the claims of a graph, by source and in their order there."""
    found = [_claim(graph, each) for each in graph.subjects(_RDF.type, _EC.Claim)]
    return sorted(found, key=lambda each: (each.sources, each.iri))


def script(form: str, language: str) -> str:
    """Return the script of a form by its tag, else by its letters; nothing where they are of none or both.

    Source: ISO 15924.
    """
    tagged = language.partition("-")[2].title()
    if tagged in _SCRIPTS.values():
        return tagged
    first = {unicodedata.name(sign, "").partition(" ")[0] for sign in form if sign.isalpha()}
    found = {_SCRIPTS[each] for each in first if each in _SCRIPTS}
    return found.pop() if len(found) == 1 else ""


def tag(language: str) -> str:
    """Return a language tag as it is usually written: the store has it in small letters.

    Source: RFC 5646, section 2.1.1.
    """
    first, *others = language.split("-")
    return "-".join([first.lower(), *(each.title() if len(each) == 4 else each.upper() for each in others)])


def _statements(graph: Graph, token: str) -> Statements:
    return {address(name): tuple(values) for name, values in graph.about(token).items()}


def _forms(graph: Graph, token: str, families: Families) -> list[Form]:
    found = [
        _form(graph, label, kind == _XL.prefLabel, families)
        for kind in (_XL.prefLabel, _XL.altLabel)
        for label in graph.objects(token, kind)
    ]
    return sorted(found, key=lambda each: (not each.preferred, each.language, each.text))


def _form(graph: Graph, label: str, preferred: bool, families: Families) -> Form:
    written = literal(graph.value(label, _XL.literalForm) or '""')
    sources = tuple(sorted(map(text, graph.objects(label, _DCTERMS.source))))
    return Form(
        text=written.lexical,
        language=written.language,
        script=script(written.lexical, written.language),
        preferred=preferred,
        attestation=text(graph.value(label, _EC.attestation)),
        status=text(graph.value(label, _EC.reviewStatus)),
        sources=sources,
        families=tuple(sorted({family for each in sources for family in families.get(each, ())})),
    )


def _parts(graph: Graph, token: str, statements: Statements) -> Iterable[Part]:
    """Yield the nodes that the description of a cluster is made of: those told of in the same document."""
    named = {each for name, values in statements.items() if name != names.RDF + "type" for each in values}
    for each in sorted(filter(is_iri, named - {token})):
        found = graph.about(each)
        if found and _XL.Label not in found.get(_RDF.type, {}):
            yield Part(address(each), _statements(graph, each))


def _claim(graph: Graph, node: str) -> Claim:
    def one(predicate: str) -> str:
        return text(graph.value(node, predicate))

    return Claim(
        iri=address(node),
        subject=one(_EC.subject),
        relation=one(_EC.relation),
        object=graph.value(node, _EC.object) or '""',
        stance=one(_EC.stance),
        sources=tuple(sorted(map(text, graph.objects(node, _DCTERMS.source)))),
        people=tuple(sorted(map(text, graph.objects(node, _PROV.wasAttributedTo)))),
        reader=one(_EC.readBy),
        day=one(_EC.readOn),
        status=one(_EC.reviewStatus),
        notes=graph.all_texts(node, _SKOS.note),
        places=tuple(sorted(_places(graph, node), key=_in_order)),
    )


def _places(graph: Graph, node: str) -> Iterable[Place]:
    for locator in filter(is_blank, graph.objects(node, _EC.locator)):
        selectors = graph.objects(locator, _OA.hasSelector)
        finder = next((found for each in selectors if (found := graph.value(each, _OA.exact))), None)
        yield Place(
            work=text(graph.value(locator, _OA.hasSource)),
            section=text(graph.value(locator, _EC.section)),
            ordinal=text(graph.value(locator, _EC.ordinal)),
            page=text(graph.value(locator, _EC.page)),
            finder=text(finder),
        )


def _in_order(place: Place) -> tuple[str, int, str, int]:
    return place.work, _number(place.page), place.section, _number(place.ordinal)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0
