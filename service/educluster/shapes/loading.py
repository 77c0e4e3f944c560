"""Load shapes: a packaged profile, or a file of the user's own, which is read more warily."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pkgutil import resolve_name

from educluster import documents, names
from educluster.errors import BadDocument, BadParameter, NotValidated
from educluster.graphs import Graph, Namespace, is_iri, text
from educluster.reports import ProfileName
from educluster.reports.model import Texts
from educluster.rulebook import Rule, Scored, book
from educluster.shapes.description import refuse_triple_terms
from educluster.shapes.knowledge import Knowledge, knowledge
from educluster.shapes.linting.anatomy import shapes_in
from educluster.shapes.linting.leniency import without_unknown
from educluster.shapes.linting.lint import advice, refuse_unfit
from educluster.shapes.linting.reference import refuse_passed_over
from educluster.shapes.results import Engine, Probe
from educluster.shapes.telling.prepared import Prepared

DEFAULT = "compiled"
# By name and not imported: pySHACL and rdflib take 30 MB, and are seldom asked.
ENGINES = {
    "compiled": "educluster.shapes.compiled:compile_shapes",
    "pyshacl": "educluster.shapes.reference:PyShacl",
}
_NAMED = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")
_SH = Namespace(names.SH)


@dataclass(frozen=True)
class Shapes:
    """Shapes, ready to be used: their rules, and the vocabulary that descriptions point to.

    `own` says that they are a user's, and not a profile of ours; `notes` are what is odd about them.  `rules`
    go by the IRIs of their shapes.
    """

    profile: ProfileName
    graph: Graph
    engine: Engine
    rules: Mapping[str, Rule]
    scores: tuple[Scored, ...]
    known: Knowledge
    vocabulary: Graph
    own: bool = False
    notes: tuple[Texts, ...] = ()

    def rule_of(self, shape: str) -> Rule | None:
        """Return the rule that a shape (its token) carries or is a part of; None where it is part of none."""
        if shape not in self._ruled:
            self._ruled[shape] = self._look_up(shape)
        return self._ruled[shape]

    @cached_property
    def prepared(self) -> Prepared:
        """Return what telling works out once, since it depends on the shapes alone."""
        return Prepared(self.graph, self.rules, self.known)

    @cached_property
    def _ruled(self) -> dict[str, Rule | None]:
        return {}

    def _look_up(self, shape: str) -> Rule | None:
        seen: set[str] = set()
        waiting = [shape]
        while waiting:
            node = waiting.pop()
            if (iri := text(node)) in self.rules:
                return self.rules[iri]
            seen.add(node)
            waiting += self.graph.pointing(node).keys() - seen
        return None


def load(profile: str, settings: Mapping[str, str] | None = None, engine: str = DEFAULT) -> Shapes:
    """Return the packaged profile of that name, or name@version, with thresholds of the user's own.

    Raises BadParameter for a profile, a threshold or an engine that there is not.
    """
    found = book().profile(profile)
    graph = Graph(book().triples(profile, settings))
    name = ProfileName(
        iri=found.iri,
        name=found.name,
        version=found.version,
        titles=found.titles,
        digest=book().digest(profile, settings),
        settings=dict(sorted((settings or {}).items())),
    )
    return Shapes(
        profile=name,
        graph=graph,
        engine=_engine(engine, graph),
        rules={rule.shape: rule for rule in found.rules},
        scores=found.scores,
        known=knowledge(),
        vocabulary=knowledge().vocabulary(*_asked(graph)),
    )


def own(body: bytes, media_type: str, name: str, engine: str = DEFAULT, lenient: bool = False) -> Shapes:
    """Return the shapes in a document of the user's own.

    Raises BadDocument for what cannot be read, and for all that would be passed over or fail later.  With
    `lenient`, constraints in unknown terms of SHACL's are left out and named in the notes.
    """
    reading = documents.read(body, media_type)
    refuse_triple_terms(reading)
    whole = Graph(reading.triples)
    graph, left_out = without_unknown(whole) if lenient else (whole, ())
    refuse_unfit(graph)
    known, settings = knowledge(), {"lenient": "true"} if lenient else {}
    return Shapes(
        profile=ProfileName("", name, "", {}, _digest(body, settings), settings),
        graph=graph,
        engine=_tried(engine, graph),
        rules={},
        scores=(),
        known=known,
        vocabulary=known.vocabulary(None, None),
        own=True,
        notes=(*left_out, *advice(graph, known.words.terms)),
    )


@contextmanager
def blaming_shapes(own: bool) -> Iterator[None]:
    """Say of a failure of the engine that the shapes are to blame, where they are a user's own.

    Raises BadDocument instead of NotValidated.
    """
    try:
        yield
    except NotValidated as error:
        if not own:
            raise
        remedy = "mend what it names; SHACL 1.0 is what is checked here"
        problem = " ".join(error.problem.split())
        raise BadDocument(f"the shapes cannot be applied: {problem}", remedy) from error


def _digest(body: bytes, settings: Mapping[str, str]) -> str:
    """Return a SHA-256, in hex digits, over shapes and how they are taken; of the bytes alone by default."""
    told = "".join(f"\0{name}={value}" for name, value in settings.items())
    return hashlib.sha256(body + told.encode()).hexdigest()


def _engine(name: str, graph: Graph) -> Engine:
    """Return the engine of a name over shapes; raise BadParameter where there is none of that name."""
    if name not in ENGINES:
        raise BadParameter(f"there is no engine «{name}»", f"choose one of: {', '.join(ENGINES)}")
    engine: Engine = resolve_name(ENGINES[name])(graph)
    return engine


def _tried(name: str, graph: Graph) -> Engine:
    """Return an engine after a node of which nothing is said was held against every shape.

    Raises BadDocument for what it cannot apply, or would pass over.
    """
    if name == "pyshacl":
        refuse_passed_over(graph)
    nobody = "<urn:educluster:nobody>"
    with blaming_shapes(True):
        engine = _engine(name, graph)
        engine.probe(Graph(), [Probe(nobody, shape) for shape in shapes_in(graph)])
    return engine


def _asked(shapes: Graph) -> tuple[frozenset[str], frozenset[str]]:
    """Return the classes and the relations of the vocabulary that shapes ask for.

    Classes are those named as targets or for values; and what a query names, as either.
    """
    classes = {kind for each in (_SH["class"], _SH.targetClass) for kind in shapes.back[each]}
    in_queries = {
        f"<{names.PREFIXES[prefix]}{local}>"
        for query in shapes.back[_SH.select]
        for prefix, local in _NAMED.findall(text(query))
        if prefix in names.PREFIXES
    }
    in_paths = {value for _, _, value in shapes if is_iri(value)}
    return frozenset(classes | in_queries), frozenset(in_queries | in_paths)
