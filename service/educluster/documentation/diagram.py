"""A drawing of the classes and of the properties that join them, as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from educluster import names
from educluster.documentation.model import OBJECT_PROPERTY, Entry

_LINE, _STEP, _LEFT, _WIDTH = 18, 22, 16, 1240
_NAMES, _ENDS = 14, 470  # where the names begin, and where the properties stand
_LABELS = (names.RDFS + "label",)


def draw(entries: Mapping[str, Entry], language: str) -> str:
    """Return the tree of classes; beside each, the properties that lead from it, with what they lead to."""
    rows = list(_rows(entries, language))
    height = _LINE * (len(rows) + 2)
    body = "\n".join(_row(number, *row) for number, row in enumerate(rows, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" lang="{language}" font-family="system-ui, sans-serif" font-size="13">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _row(number: int, depth: int, name: str, properties: str) -> str:
    y, x = _LINE * (number + 1), _LEFT + _STEP * depth
    mark = f'<path d="M{x - 10} {y - 5}h7" stroke="#888"/>' if depth else ""
    joined = f'<text x="{_ENDS}" y="{y}" fill="#555">{escape(properties)}</text>' if properties else ""
    weight = "" if depth else ' font-weight="bold"'
    return f'{mark}<text x="{x}" y="{y}" fill="#111"{weight}>{escape(name)}</text>{joined}'


def _rows(entries: Mapping[str, Entry], language: str) -> Iterator[tuple[int, str, str]]:
    classes = {iri: entry for iri, entry in entries.items() if entry.is_class}
    parents = {
        iri: [each for each in entry.links.get(names.RDFS + "subClassOf", ()) if each in classes]
        for iri, entry in classes.items()
    }
    children: dict[str, list[str]] = {iri: [] for iri in classes}
    for iri, above in parents.items():
        for each in _nearest(above, parents):
            children[each].append(iri)

    def label(iri: str) -> str:
        return classes[iri].text(language, *_LABELS)[0] if iri in classes else names.last_part(iri)

    def below(iri: str, depth: int) -> Iterator[tuple[int, str, str]]:
        yield depth, label(iri), _properties(entries, iri, language, label)
        for each in sorted(children[iri], key=label):
            yield from below(each, depth + 1)

    for iri in sorted((iri for iri, above in parents.items() if not above), key=label):
        yield from below(iri, 0)


def _nearest(above: list[str], parents: Mapping[str, list[str]]) -> list[str]:
    """Return those of the superclasses that are above no other: derived ones are left out of the tree."""
    return [each for each in above if not any(each in parents[other] for other in above if other != each)]


def _properties(entries: Mapping[str, Entry], iri: str, language: str, label: Callable[[str], str]) -> str:
    found = []
    for entry in sorted(entries.values(), key=lambda each: each.iri):
        if OBJECT_PROPERTY in entry.types and iri in entry.links.get(names.RDFS + "domain", ()):
            ranges = entry.links.get(names.RDFS + "range", ())
            end = f" → {label(ranges[0])}" if ranges else ""
            found.append(entry.text(language, *_LABELS)[0] + end)
    shown = found[:3]
    more = f" … +{len(found) - 3}" if len(found) > 3 else ""
    return " · ".join(shown) + more
