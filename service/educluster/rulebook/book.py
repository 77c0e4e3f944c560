"""All profiles in all their versions; one is put together from its file and those that it builds on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

import pyoxigraph

from educluster import documents, graphs, names
from educluster.errors import BadParameter
from educluster.graphs import Graph, Namespace, Triple, iri
from educluster.names import XSD
from educluster.rulebook import reading
from educluster.rulebook.model import Parameter, Profile

_LONGEST = 12  # signs of a number
_ECS, _OWL, _SH = map(Namespace, (names.ECS, names.OWL, names.SH))


class Book:
    """The profiles by name: `base` is the present version, `base@0.1.0` that one.

    `files` are the bytes of the profiles' files by name, an older one's with its version; `terms` are those
    of the terms that rules use, which stand beside each profile.
    """

    def __init__(self, files: Mapping[str, bytes], terms: bytes) -> None:
        self._files, self._terms = dict(files), terms
        self._read = cache(self._parsed)
        self._graph = cache(lambda name: Graph(self._read(name)))
        self._whole = cache(self._put_together)
        self._chain = cache(self._chained)

    @cached_property
    def names(self) -> list[str]:
        """Return the names of the present profiles, in the order in which they build on one another."""
        present = [name for name in self._files if "@" not in name]
        return sorted(present, key=lambda name: (len(self._chain(name)), name))

    def profile(self, wanted: str) -> Profile:
        """Return a profile.

        Raises BadParameter when there is none of that name and version.
        """
        return self._whole(self._named(wanted))

    def versions(self, name: str) -> list[str]:
        """Return the versions of a profile that are held, the present one first."""
        older = [each.partition("@")[2] for each in self._files if each.startswith(f"{name}@")]
        return [self.profile(name).version, *sorted(older, key=reading.numbers, reverse=True)]

    def triples(self, wanted: str, settings: Mapping[str, str] | None = None) -> list[Triple]:
        """Return the shapes graph of a profile: its own and those below, overrides and thresholds put in.

        Raises BadParameter for a profile, a threshold or a value that there is not.
        """
        found = self._named(wanted)
        profile = self._whole(found)
        changed = _overridden(profile)
        changed |= {(iri(p.rule), iri(p.sets)): value for p, value in _set(profile, settings or {})}
        whole = [*self._read(""), *(each for file in self._chain(found) for each in self._read(file))]
        return [_changed(each, changed) for each in whole]

    def export(self, wanted: str) -> bytes:
        """Return the shapes graph of a profile as Turtle, with the strictest severities, for any engine."""
        lines = "".join(f"{' '.join(each)} .\n" for each in self.triples(wanted))
        whole = (quad.triple for quad in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES))
        turtle = pyoxigraph.RdfFormat.TURTLE
        return pyoxigraph.serialize(whole, format=turtle, prefixes=dict(names.PREFIXES)) or b""

    def everything(self, media_type: str) -> bytes:
        """Return the rules of all present profiles as their files have them, in a format of RDF."""
        whole = dict.fromkeys(each for name in ["", *self.names] for each in self._read(name))
        lines = "".join(f"{' '.join(each)} .\n" for each in whole)
        triples = (quad.triple for quad in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES))
        written_in = pyoxigraph.RdfFormat.from_media_type(media_type)
        return pyoxigraph.serialize(triples, format=written_in, prefixes=dict(names.PREFIXES)) or b""

    def digest(self, wanted: str, settings: Mapping[str, str] | None = None) -> str:
        """Return a SHA-256, in hex digits, over the files of a profile and the thresholds that were set."""
        digest = hashlib.sha256(self._terms)
        for file in self._chain(self._named(wanted)):
            digest.update(self._files[file])
        for name, value in sorted((settings or {}).items()):
            digest.update(f"\0{name}={value}".encode())
        return digest.hexdigest()

    def check(self, wanted: str, settings: Mapping[str, str]) -> None:
        """Raise BadParameter where a threshold is not one of the profile's, or has a value that cannot be."""
        list(_set(self.profile(wanted), settings))

    def _named(self, wanted: str) -> str:
        """Return the file that a name, with or without a version, stands for."""
        name, _, version = wanted.partition("@")
        if wanted in self._files:
            return wanted
        if name in self._files and version == _version(self._graph(name)):
            return name
        choices = ", ".join([each for each in self._files if "@" not in each])
        held = self.versions(name) if name in self._files else []
        remedy = f"its versions are: {', '.join(held)}" if held else f"choose one of: {choices}"
        raise BadParameter(f"there is no profile «{wanted}»", remedy)

    def _chained(self, name: str) -> list[str]:
        """Return the files of a profile: those it builds on before it, each once."""
        below = [each for part in _built_on(self._graph(name)) for each in self._chain(self._named(part))]
        return list(dict.fromkeys([*below, name]))

    def _parsed(self, name: str) -> tuple[Triple, ...]:
        body = self._files[name] if name else self._terms
        return tuple(_renamed(documents.read(body, "text/turtle").triples, name))

    def _put_together(self, name: str) -> Profile:
        own = self._graph(name)
        whole = Graph(each for file in self._chain(name) for each in self._read(file))
        below = [self._whole(self._named(part)) for part in _built_on(own)]
        return reading.profile(own, whole, below)


def _renamed(triples: Iterable[Triple], name: str) -> Iterator[Triple]:
    """Yield triples whose blank nodes are told apart from those of other files."""
    mark = "_:" + "".join(sign for sign in name if sign.isalnum())

    def fresh(node: str) -> str:
        return mark + node[2:] if graphs.is_blank(node) else node

    for subject, predicate, value in triples:
        yield fresh(subject), predicate, fresh(value)


def _version(file: Graph) -> str:
    return reading.said(file, reading.node(file), _OWL.versionInfo)


def _built_on(file: Graph) -> tuple[str, ...]:
    return reading.values(file, reading.node(file), _ECS.buildsOn)


def _overridden(profile: Profile) -> dict[tuple[str, str], str]:
    """Return the severities that rules have here, by shape: for engines that know nothing of profiles."""
    return {(iri(rule.shape), _SH.severity): iri(rule.severity.iri) for rule in profile.rules}


def _set(profile: Profile, settings: Mapping[str, str]) -> Iterator[tuple[Parameter, str]]:
    known = {each.name: each for each in profile.parameters}
    for name, value in settings.items():
        if name not in known:
            choices = ", ".join(f"{each.name}={each.value}" for each in profile.parameters) or "none"
            problem = f"the profile {profile.name} has no threshold «{name}»"
            raise BadParameter(problem, f"those it has, with their values: {choices}")
        yield known[name], _number(known[name], value)


def _number(parameter: Parameter, value: str) -> str:
    whole = parameter.datatype == XSD + "integer"
    pattern = value.isascii() and value.replace(".", "", not whole).isdecimal()
    if not pattern or len(value) > _LONGEST or float(value) < float(parameter.least or 0):
        kind = "a whole number" if whole else "a number"
        remedy = f"write {kind}, {parameter.least or 0} or more, as {parameter.name}={parameter.value}"
        raise BadParameter(f"the threshold {parameter.name} cannot be «{value}»", remedy)
    return graphs.token(value, parameter.datatype)


def _changed(triple: Triple, changed: Mapping[tuple[str, str], str]) -> Triple:
    subject, predicate, value = triple
    return subject, predicate, changed.get((subject, predicate), value)
