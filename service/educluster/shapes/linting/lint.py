"""What makes shapes unfit to be used: a check that would be passed over in silence must not be promised."""

from __future__ import annotations

from collections.abc import Iterator

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, address, iri, is_iri
from educluster.reports.model import Texts
from educluster.shapes.linting.anatomy import (
    LISTS,
    below,
    called,
    checks,
    in_order,
    is_active,
    subjects,
    with_target,
)
from educluster.shapes.linting.leniency import without_unknown
from educluster.shapes.linting.queries import refuse_unfit_queries
from educluster.shapes.linting.terms import DRAFT, nearest, refuse_other_namespaces, unknown_terms
from educluster.shapes.linting.wellformed import refuse_ill_formed

OWL, RDF, SH = map(Namespace, (names.OWL, names.RDF, names.SH))
_ALL_LISTS = (*LISTS, SH["in"], SH.languageIn, SH.ignoredProperties, SH.alternativePath)
_MOST = 5  # unknown terms that are named
_DEEPEST = 50  # shapes within each other: they are compiled and run by recursion
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
_OF_THE_DRAFT = {
    "en": "The shapes use {}, of the draft of SHACL 1.2: other engines may pass over it in silence.",
    "ru": "Формы используют {} из черновика SHACL 1.2: другие программы могут молча это пропустить.",
    "uz": "Shakllar SHACL 1.2 qoralamasidagi {} dan foydalanadi: boshqa dasturlar uni indamay oʻtkazib "
    "yuborishi mumkin.",
}


def refuse_unfit(shapes: Graph) -> None:
    """Raise BadDocument for shapes of which a part, or the whole, would be passed over.

    These are unknown terms, imports, broken lists, shapes that refer to themselves, what is ill-formed, unfit
    queries, and a file without a shape that has a target and a constraint.
    """
    _refuse_unknown(shapes)
    refuse_other_namespaces(shapes)
    _refuse_imports(shapes)
    _refuse_lists(shapes)
    _refuse_depth(shapes)
    refuse_ill_formed(shapes)
    refuse_unfit_queries(shapes)
    _refuse_idle(shapes)


def advice(shapes: Graph, known: frozenset[str]) -> Iterator[Texts]:
    """Yield what is odd about shapes that can be used: unknown names of ours, what is missing or off."""
    used = {address(node) for triple in shapes for node in triple if is_iri(node)}
    own = {address(node) for node in subjects(shapes) if is_iri(node)}
    for term in sorted(used - known - own):
        if term.startswith(_OURS):
            yield _about(_UNKNOWN_TERM, names.shorten(term))
    for term in DRAFT:
        if shapes.forth[SH[term]]:
            yield _about(_OF_THE_DRAFT, f"sh:{term}")
    silent = shapes.back[SH.property].keys() - shapes.forth[SH.message].keys()
    for shape in filter(is_iri, in_order(silent)):
        yield _about(_NO_MESSAGE, shape)
    yield from _on_idle_shapes(shapes)


def _on_idle_shapes(shapes: Graph) -> Iterator[Texts]:
    for shape in in_order(shapes.forth[SH.deactivated]):
        if not is_active(shapes, shape):
            yield _about(_SWITCHED_OFF, called(shapes, shape))
    for shape in in_order(with_target(shapes)):
        if not checks(shapes, shape):
            yield _about(_NO_CONSTRAINT, called(shapes, shape))


def _about(texts: Texts, thing: str) -> Texts:
    return {language: text.format(thing) for language, text in texts.items()}


def _refuse_unknown(shapes: Graph) -> None:
    """Raise BadDocument for terms that are none of SHACL's, as far as SHACL is checked here."""
    if not (found := unknown_terms(shapes)):
        return
    if len(found) == 1:
        term, place = names.shorten(found[0]), _place_of(shapes, found[0])
        problem = f"the shapes use {term}, which is not checked here{place and ','}{place}"
        raise BadDocument(problem, _instead(shapes))
    named = ", ".join(names.shorten(each) + _place_of(shapes, each) for each in found[:_MOST])
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    raise BadDocument(f"the shapes use what is not checked here: {named}{more}", _instead(shapes))


def _place_of(shapes: Graph, term: str) -> str:
    """Return at which shape a term is used first, where it is used as a property."""
    return next((f" at the shape {called(shapes, each)}" for each in in_order(shapes.forth[iri(term)])), "")


def _instead(shapes: Graph) -> str:
    """Return what to do about unknown terms; leaving them out only where what is left could be used."""
    found = unknown_terms(shapes)[:_MOST]
    meant = [(near, each) for each in found if (near := nearest(each))]
    remedies = [f"write {names.shorten(near)} for {names.shorten(each)}" for near, each in meant]
    remedies += ["state the rule in SHACL 1.0"]
    if _is_fit_without(shapes):
        remedies += ["let such constraints be left out (--lenient, ?lenient=true)"]
    *first, last = remedies
    return f"{', '.join(first)}, or {last}" if first else last


def _is_fit_without(shapes: Graph) -> bool:
    """Return whether shapes could be used without what is not known."""
    try:
        rest = without_unknown(shapes).shapes
        if unknown_terms(rest):  # a class, or a value: only constraints are left out
            return False
        refuse_unfit(rest)
    except BadDocument:
        return False
    return True


def _refuse_imports(shapes: Graph) -> None:
    if shapes.forth[OWL.imports]:
        raise BadDocument("the shapes import others, which are not fetched", "put all shapes into one file")


def _refuse_idle(shapes: Graph) -> None:
    """Raise BadDocument where no document whatever could fail to conform."""
    if not (found := with_target(shapes)) and not shapes.forth[SH.deactivated]:
        problem = "no shape has a target, so nothing would be checked"
        raise BadDocument(problem, "say which nodes are meant: sh:targetClass, sh:targetNode …")
    if not any(checks(shapes, shape) for shape in found):
        problem = "the shapes that have a target check nothing"
        raise BadDocument(problem, "give them a constraint (sh:property [ … ]), or take away sh:deactivated")


def _refuse_lists(shapes: Graph) -> None:
    """Raise BadDocument for a list that is none, among values that must be one or look like one."""
    asked = {head: shape for each in _ALL_LISTS for shape, head in shapes.pairs(each)}
    cells = shapes.forth[RDF.first]
    begun = {node for node in cells if node not in shapes.back[RDF.rest]}
    heads = dict.fromkeys(begun) | asked
    seen = {node for head in in_order(heads) for node in _nodes(shapes, head, heads[head] or head)}
    for node in in_order(cells.keys() - seen):
        raise _no_list(shapes, node)


def _nodes(shapes: Graph, head: str, shape: str) -> set[str]:
    """Return the nodes of a list; raise BadDocument where it has no end, or a member too many or too few."""
    seen: set[str] = set()
    node = head
    while node != RDF.nil:
        rest, first = shapes.objects(node, RDF.rest), shapes.objects(node, RDF.first)
        if node in seen or len(first) != 1 or len(rest) != 1:
            raise _no_list(shapes, shape)
        seen.add(node)
        (node,) = rest
    return seen


def _no_list(shapes: Graph, shape: str) -> BadDocument:
    problem = f"a list at the shape {called(shapes, shape)} has no end, or lacks a part"
    return BadDocument(problem, "write lists in round brackets: ( … )")


def _refuse_depth(shapes: Graph) -> None:
    """Raise BadDocument for a shape that refers to itself, or to too many within each other.

    Every level takes away the shapes that refer only to those taken away before: what stays is a circle.
    """
    left = {shape: set(below(shapes, shape)) for shape in subjects(shapes)}
    left = {shape: referred for shape, referred in left.items() if referred}
    for _ in range(_DEEPEST):
        done = [shape for shape, referred in left.items() if not referred & left.keys()]
        for shape in done:
            del left[shape]
    if not left:
        return
    for shape in in_order(left):
        if _reaches_itself(left, shape):
            problem = f"the shape {called(shapes, shape)} refers to itself"
            raise BadDocument(problem, "SHACL leaves open what that means: undo it")
    raise BadDocument(f"shapes stand more than {_DEEPEST} deep in each other", "state them side by side")


def _reaches_itself(referred: dict[str, set[str]], shape: str) -> bool:
    reached: set[str] = set()
    waiting = [shape]
    while waiting:
        new = (referred.get(waiting.pop(), set()) & referred.keys()) - reached
        reached |= new
        waiting += new
    return shape in reached
