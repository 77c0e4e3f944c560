"""The handler of a worker that checks very many descriptions: a piece of a stream in, what is found out."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from educluster import __version__, names
from educluster.documents.runs import starts
from educluster.documents.streaming import Run, Stream
from educluster.errors import BadDocument, EduclusterError, NotValidated
from educluster.graphs import Namespace, address, iri
from educluster.reports import Document, Report, Severity, stream, structure
from educluster.shapes.checking import findings
from educluster.shapes.loading import Shapes, load, own
from educluster.workers import Json, Write

_RDFS = Namespace(names.RDFS)
_CLUSTER = names.EC + "Cluster"


def bulk_worker(
    profile: str,
    settings: Mapping[str, str],
    language: str,
    fail_on: str,
    face: str,
    written: Mapping[str, str],
) -> Callable[[Json, bytes, Write], Json]:
    """Load a profile, unless it is empty, and return the handler of pieces of a stream.

    `written` has the media type of all pieces, and the class (an IRI, or nothing for ec:Cluster) whose
    members begin a description.  Options: `shapes`, [name, media type, size], where the body begins with
    shapes of the user's own; `line`, at which the piece begins.  The answer is what is told of descriptions
    in which something was found; what is said about it is `rows`, [name, line, outcome, bytes of the answer,
    results by rule] for each description.  Without a line nothing is checked, and what is said are the
    profile, the engine, the classes, and the rules that look beyond one description.
    """
    known = {"": load(profile, settings)} if profile else {}
    gc.freeze()
    gc.disable()  # it looks again and again at what is alive; one look after each piece finds what is not

    def shapes_of(options: Json, body: bytes) -> tuple[Shapes, bytes]:
        if not options.get("shapes"):
            return known[""], body
        name, media_type, size = msgspec.convert(options["shapes"], tuple[str, str, int])
        if name not in known:
            known[name] = own(body[:size], media_type, name)
        return known[name], body[size:]

    def handle(options: Json, body: bytes, write: Write) -> Json:
        shapes, piece = shapes_of(options, body)
        checker = _Checker(shapes, written, language, Severity(fail_on), face)
        if "line" not in options:
            return checker.about
        rows = [checker.row(run, write) for run in checker.read(piece, int(str(options["line"])))]
        gc.collect(0)
        return {"rows": rows}

    return handle


class _Checker:
    """What descriptions are held against, and how it is told."""

    def __init__(
        self, shapes: Shapes, written: Mapping[str, str], language: str, fail_on: Severity, face: str
    ) -> None:
        self._shapes, self._language, self._fail_on, self._face = shapes, language, fail_on, face
        classes = _at_and_below(shapes, written["class"] or _CLUSTER)
        media_type = written["media_type"]
        self._stream = Stream(media_type, classes, starts(media_type, classes))
        self.read = self._stream.read

    @property
    def about(self) -> Json:
        """Return what is the same for all descriptions."""
        return {
            "profile": structure.profile(self._shapes.profile, self._language),
            "own": self._shapes.own,
            "engine": self._shapes.engine.name,
            "classes": sorted(self._stream.classes),
            "notAsked": sorted(rule.name for rule in self._shapes.rules.values() if rule.query),
        }

    def row(self, run: Run, write: Write) -> list[object]:
        """Check a description, write what is found, and return what is to be counted."""
        try:
            report = self._report(run)
        except (BadDocument, NotValidated) as error:
            return self._not_validated(run, error, write)
        if not report.findings:
            return [run.name, run.line, report.verdict.value, 0, {}]
        told = stream.told(self._face, stream.Described(run.name, run.line, report), self._language)
        write(told)
        rules = Counter(each.rule for each in report.findings)
        return [run.name, run.line, report.verdict.value, len(told), rules]

    def _not_validated(self, run: Run, error: EduclusterError, write: Write) -> list[object]:
        told = stream.told(self._face, stream.Described(run.name, run.line, None, str(error)), self._language)
        write(told)
        outcome = "unreadable" if isinstance(error, BadDocument) else "failed"
        return [run.name, run.line, outcome, len(told), {}]

    def _report(self, run: Run) -> Report:
        if run.reading is None:
            raise run.error or NotValidated("the description was not read", "tell us")
        return Report(
            document=Document("", 0, self._stream.media_type),
            profile=self._shapes.profile,
            engine=self._shapes.engine.name,
            version=__version__,
            fail_on=self._fail_on,
            subjects=(),
            findings=tuple(findings(self._shapes, run.reading)),
            not_yet=(),
            unseen=(),
        )


def _at_and_below(shapes: Shapes, kind: str) -> frozenset[str]:
    """Return the IRIs of a class and of those below it in the vocabulary."""
    below = shapes.known.vocabulary(frozenset((iri(kind),)), frozenset())
    return frozenset((kind, *(address(each) for each, _ in below.pairs(_RDFS.subClassOf))))
