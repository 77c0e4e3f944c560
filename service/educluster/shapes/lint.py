"""What makes shapes unfit to be used: a check that would be passed over in silence must not be promised."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rdflib
from rdflib.namespace import OWL, RDF, SH
from rdflib.term import Node

from educluster import names
from educluster.errors import BadDocument
from educluster.reports.model import Texts
from educluster.shapes.anatomy import LISTS, below, called, checks, in_order, is_active, with_target
from educluster.shapes.queries import refuse_unfit_queries
from educluster.shapes.rdf import token
from educluster.shapes.wellformed import refuse_ill_formed

# The terms of SHACL 1.0 Core and SHACL-SPARQL that pySHACL evaluates.
_KNOWN = set(
    """
    NodeShape PropertyShape Shape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI
    BlankNodeOrLiteral IRIOrLiteral ConstraintComponent Parameter PrefixDeclaration SPARQLConstraint
    SPARQLAskValidator SPARQLSelectValidator SPARQLExecutable
    targetClass targetNode targetObjectsOf targetSubjectsOf property path alternativePath inversePath
    zeroOrMorePath oneOrMorePath zeroOrOnePath severity message name description order group defaultValue
    deactivated class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and
    or xone node qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
    ignoredProperties hasValue in sparql select ask prefixes declare prefix namespace labelTemplate parameter
    optional validator nodeValidator propertyValidator PropertyGroup shapesGraph suggestedShapesGraph
    """.split()
)
_ALL_LISTS = (*LISTS, SH["in"], SH.languageIn, SH.ignoredProperties, SH.alternativePath)
_DEEPEST = 10  # shapes within each other: pySHACL gives up a little later
_ALMOST_SHACL = re.compile(r"https?://(?:www\.)?w3\.org/ns/shacl[#/]\w")
_OURS = (names.EC, names.ECR, names.ECS)

_UNKNOWN_TERM = {
    "en": "The shapes name {}, which the ontology does not have: nothing can match it.",
    "ru": "Формы называют {}, чего в онтологии нет: этому ничто не может соответствовать.",
    "uz": "Shakllar {} ni nomlaydi, u ontologiyada yoʻq: unga hech narsa mos kelmaydi.",
}
_NO_MESSAGE = {
    "en": "The shape {} has no message of its own (sh:message); the report uses the engine's words.",
    "ru": "У формы {} нет собственного сообщения (sh:message); в отчёте стоят слова программы.",
    "uz": "{} shaklining oʻz xabari (sh:message) yoʻq; hisobotda dastur soʻzlari turadi.",
}
_SWITCHED_OFF = {
    "en": "The shape {} is switched off (sh:deactivated): it was not checked.",
    "ru": "Форма {} отключена (sh:deactivated): по ней ничего не проверено.",
    "uz": "{} shakli oʻchirilgan (sh:deactivated): u boʻyicha hech narsa tekshirilmadi.",
}
_NO_CONSTRAINT = {
    "en": "The shape {} has a target and no constraint: it finds nothing.",
    "ru": "У формы {} есть цель, но нет ни одного ограничения: она ничего не находит.",
    "uz": "{} shaklining nishoni bor, lekin birorta cheklovi yoʻq: u hech narsa topmaydi.",
}


def refuse_unfit(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for shapes of which a part, or the whole, would be passed over.

    These are unknown terms, imports, broken lists, shapes that refer to themselves, what is ill-formed, unfit
    queries, and a file without a shape that has a target and a constraint.
    """
    _refuse_terms(shapes)
    _refuse_lists(shapes)
    _refuse_depth(shapes)
    refuse_ill_formed(shapes)
    refuse_unfit_queries(shapes)
    _refuse_idle(shapes)


def advice(shapes: rdflib.Graph, known: frozenset[str]) -> Iterator[Texts]:
    """Yield what is odd about shapes that can be used: unknown names of ours, what is missing or off."""
    used = {str(node) for triple in shapes for node in triple if isinstance(node, rdflib.URIRef)}
    own = {str(node) for node in shapes.subjects()}
    for term in sorted(used - known - own):
        if term.startswith(_OURS):
            yield _about(_UNKNOWN_TERM, names.shorten(term))
    silent = set(shapes.objects(None, SH.property)) - set(shapes.subjects(SH.message, None))
    for shape in in_order(silent):
        if isinstance(shape, rdflib.URIRef):
            yield _about(_NO_MESSAGE, token(shape))
    yield from _on_idle_shapes(shapes)


def _on_idle_shapes(shapes: rdflib.Graph) -> Iterator[Texts]:
    for shape in in_order(set(shapes.subjects(SH.deactivated))):
        if not is_active(shapes, shape):
            yield _about(_SWITCHED_OFF, called(shapes, shape))
    for shape in in_order(with_target(shapes)):
        if not checks(shapes, shape):
            yield _about(_NO_CONSTRAINT, called(shapes, shape))


def _about(texts: Texts, thing: str) -> Texts:
    return {language: text.format(thing) for language, text in texts.items()}


def _refuse_terms(shapes: rdflib.Graph) -> None:
    iris = {str(node) for triple in shapes for node in triple if isinstance(node, rdflib.URIRef)}
    for iri in sorted(iris):
        if iri.startswith(names.SH) and (term := iri.removeprefix(names.SH)) not in _KNOWN:
            raise BadDocument(
                f"the shapes use sh:{term}, which is not checked here", "state the rule in SHACL 1.0"
            )
        if _ALMOST_SHACL.match(iri) and not iri.startswith(names.SH):
            raise BadDocument(f"<{iri}> is not SHACL", f"the namespace of SHACL is <{names.SH}>")
    if (None, OWL.imports, None) in shapes:
        raise BadDocument("the shapes import others, which are not fetched", "put all shapes into one file")


def _refuse_idle(shapes: rdflib.Graph) -> None:
    """Raise BadDocument where no document whatever could fail to conform."""
    if not (found := with_target(shapes)) and not set(shapes.subjects(SH.deactivated)):
        problem = "no shape has a target, so nothing would be checked"
        raise BadDocument(problem, "say which nodes are meant: sh:targetClass, sh:targetNode …")
    if not any(checks(shapes, shape) for shape in found):
        problem = "the shapes that have a target check nothing"
        raise BadDocument(problem, "give them a constraint (sh:property [ … ]), or take away sh:deactivated")


def _refuse_lists(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for a list that is none, among values that must be one or look like one."""
    asked = {head: shape for each in _ALL_LISTS for shape, head in shapes.subject_objects(each)}
    begun = {node for node in shapes.subjects(RDF.first) if (None, RDF.rest, node) not in shapes}
    heads = dict.fromkeys(begun) | asked
    seen = {node for head in in_order(set(heads)) for node in _nodes(shapes, head, heads[head] or head)}
    for node in in_order(set(shapes.subjects(RDF.first)) - seen):
        raise _no_list(shapes, node)


def _nodes(shapes: rdflib.Graph, head: Node, shape: Node) -> set[Node]:
    """Return the nodes of a list; raise BadDocument where it has no end, or a member too many or too few."""
    seen: set[Node] = set()
    node = head
    while node != RDF.nil:
        rest, first = list(shapes.objects(node, RDF.rest)), list(shapes.objects(node, RDF.first))
        if node in seen or len(first) != 1 or len(rest) != 1:
            raise _no_list(shapes, shape)
        seen.add(node)
        node = rest[0]
    return seen


def _no_list(shapes: rdflib.Graph, shape: Node) -> BadDocument:
    problem = f"a list at the shape {called(shapes, shape)} has no end, or lacks a part"
    return BadDocument(problem, "write lists in round brackets: ( … )")


def _refuse_depth(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for a shape that refers to itself, or to too many within each other.

    Every level takes away the shapes that refer only to those taken away before: what stays is a circle.
    """
    left = {shape: set(below(shapes, shape)) for shape in set(shapes.subjects())}
    left = {shape: referred for shape, referred in left.items() if referred}
    for _ in range(_DEEPEST):
        done = [shape for shape, referred in left.items() if not referred & left.keys()]
        for shape in done:
            del left[shape]
    if not left:
        return
    for shape in in_order(set(left)):
        if _reaches_itself(left, shape):
            problem = f"the shape {token(shape)} refers to itself"
            raise BadDocument(problem, "SHACL leaves open what that means: undo it")
    raise BadDocument(f"shapes stand more than {_DEEPEST} deep in each other", "state them side by side")


def _reaches_itself(referred: dict[Node, set[Node]], shape: Node) -> bool:
    reached: set[Node] = set()
    waiting = [shape]
    while waiting:
        new = (referred.get(waiting.pop(), set()) & referred.keys()) - reached
        reached |= new
        waiting += new
    return shape in reached
