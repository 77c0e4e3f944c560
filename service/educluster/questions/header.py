"""YAML whose values know their lines; hides the parser."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence

import yaml

from educluster.questions.model import BadQuestion

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the other is six times as slow
_DAYS = "tag:yaml.org,2002:timestamp"  # stay texts: one that cannot be would be told without its line
_RESOLVERS = {
    first: [(tag, pattern) for tag, pattern in several if tag != _DAYS]
    for first, several in _BASE.yaml_implicit_resolvers.items()
}
_Loader = type("_Loader", (_BASE,), {"yaml_implicit_resolvers": _RESOLVERS})


class Header:
    """A mapping in YAML, from numbered lines of a file.

    Raises BadQuestion where it is none, or a key stands twice.
    """

    def __init__(self, file: str, lines: Sequence[tuple[int, str]]) -> None:
        self.file, self._numbers = file, [number for number, _ in lines]
        self._places: dict[tuple[str, ...], int] = {}
        self._value = self._read("\n".join(line for _, line in lines))
        if not isinstance(self._value, dict):
            raise self.wrong("there is no header", "begin the file with lines «#+ key: value», in YAML")

    def _read(self, text: str) -> object:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None
            self._place(node, ())
            return loader.construct_document(node)
        except BadQuestion:
            raise
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            problem = f"this is no YAML: {error.problem}"
            raise BadQuestion(
                self.file, self._number(line), problem, "mend it; texts with a colon stand in quotes"
            ) from error
        except (yaml.YAMLError, ValueError, TypeError) as error:  # a character or a date that cannot be
            raise BadQuestion(self.file, self._number(0), f"this is no YAML: {error}", "mend it") from error
        finally:
            loader.dispose()

    def _place(self, node: yaml.Node, path: tuple[str, ...]) -> None:
        """Note the line of each key and each item."""
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (*path, str(key.value))
                if place in self._places:
                    line = self._number(key.start_mark.line)
                    raise BadQuestion(
                        self.file, line, f"«{key.value}» stands here twice", "leave one of them"
                    )
                self._places[place] = self._number(key.start_mark.line)
                self._place(value, place)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                self._places[(*path, str(number))] = self._number(value.start_mark.line)

    def _number(self, line: int) -> int:
        """Return the line of the file of a line of the text."""
        return self._numbers[min(line, len(self._numbers) - 1)] if self._numbers else 1

    def line(self, *path: str) -> int:
        """Return the line of what stands at a path, or of what is nearest around it."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, self._number(0))

    def wrong(self, problem: str, remedy: str, *path: str) -> BadQuestion:
        """Return the error of what stands at a path."""
        return BadQuestion(self.file, self.line(*path), problem, remedy)

    def get(self, *path: str) -> object:
        """Return the value at a path; None where there is none."""
        found: object = self._value
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def mapping(self, *path: str) -> Mapping[str, object]:
        """Return the mapping at a path; an empty one where there is nothing.

        Raises BadQuestion for anything else.
        """
        found = self.get(*path)
        if found is None:
            return {}
        if isinstance(found, dict):
            return found
        what = " of ".join(reversed(path)) or "the header"
        raise self.wrong(f"{what} is no mapping", "write {name: value, …}", *path)

    def text(self, *path: str) -> str:
        """Return the value at a path as text; "" where there is none.

        Raises BadQuestion for a list or a mapping.
        """
        found = self.get(*path)
        if found is None:
            return ""
        if isinstance(found, dict | list):
            raise self.wrong(f"{' of '.join(reversed(path))} is not one value", "write one", *path)
        return str(found).lower() if isinstance(found, bool) else str(found).strip()

    def flag(self, *path: str) -> bool:
        """Return whether true stands at a path; raises BadQuestion for what is neither true nor false."""
        found = self.get(*path)
        if found is None or isinstance(found, bool):
            return bool(found)
        raise self.wrong(f"{' of '.join(reversed(path))} is no truth value", "write true or false", *path)

    def one_of(self, allowed: Collection[str], *path: str) -> str:
        """Return the value at a path, which is one of those allowed.

        Raises BadQuestion.
        """
        found = self.text(*path)
        if found in allowed:
            return found
        what, there = " of ".join(reversed(path)), f"there is no «{found}»" if found else "it is missing"
        raise self.wrong(f"{what}: {there}", advice(found, allowed), *path)

    def only(self, allowed: Collection[str], *path: str) -> None:
        """Raise BadQuestion for a key that is not known."""
        for name in self.mapping(*path):
            if str(name) not in allowed:
                where = f" in {' of '.join(reversed(path))}" if path else ""
                raise self.wrong(f"no key is «{name}»{where}", advice(str(name), allowed), *path, str(name))


def advice(found: str, allowed: Collection[str]) -> str:
    """Return what to write instead: what was probably meant, and all that may stand there."""
    near = difflib.get_close_matches(found, allowed, 1)
    meant = f"«{near[0]}» is probably meant; " if near else ""
    return f"{meant}write one of: {', '.join(sorted(allowed))}"
