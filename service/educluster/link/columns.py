"""A table with a column of names: which column is meant, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from educluster.errors import BadParameter

_SHOWN = 20  # names of columns that are told


@dataclass(frozen=True)
class Sheet:
    """A table as it was sent: its name, its head, its rows, each as long as the head; how it was written.

    `encoding` is Python's name of it, `separator` the sign between two cells, "" where there is one column.
    """

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    separator: str
    marked: bool = False  # with a byte order mark, as Excel writes it

    def column(self, named: str) -> int:
        """Return the place of a column by its name, or by its number, 2 or #2; "" is the only one.

        Raises BadParameter, which tells those there are.
        """
        if not named.strip():
            return self._only()
        wanted = named.strip()
        for each in (wanted, wanted.casefold()):
            found = [place for place, name in enumerate(self.head) if each in (name, name.casefold().strip())]
            if len(found) == 1:
                return found[0]
            if found:
                numbers = ", ".join(str(place + 1) for place in found)
                raise BadParameter(
                    f"several columns are called «{wanted[:100]}»", f"give the number of one: {numbers}"
                )
        number = wanted.removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 10 and 0 < int(number) <= len(self.head):
            return int(number) - 1
        raise self._unknown(f"the table has no column «{wanted[:100]}»")

    def texts(self, column: int) -> list[str]:
        """Return what is to be matched: each text of a column once, in its order, without empty ones."""
        return list(dict.fromkeys(text for text in self.cells(column) if text))

    def cells(self, column: int) -> Iterator[str]:
        """Yield the text of each row, white space made one space; "" where there is none."""
        return (" ".join(row[column].split()) for row in self.rows)

    def _only(self) -> int:
        if len(self.head) == 1:
            return 0
        raise self._unknown("the table has several columns, and none is named")

    def _unknown(self, problem: str) -> BadParameter:
        known = [name or str(place) for place, name in enumerate(self.head, 1)]
        more = ", …" if len(known) > _SHOWN else ""
        listed = ", ".join(f"«{name[:60]}»" for name in known[:_SHOWN])
        return BadParameter(problem, f"name one of its columns: {listed}{more}", known[:_SHOWN], "column")


def unlike(name: str, taken: Collection[str]) -> str:
    """Return a name for another column, which none of those there are has."""
    while name in taken:
        name += "_"
    return name
