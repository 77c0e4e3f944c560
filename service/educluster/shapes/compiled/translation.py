"""A regular expression of XPath, as others write it too, written for RE2.

Source: XPath and XQuery Functions and Operators 3.1, section 5.6.1; XML Schema 1.1, part 2, section G.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from educluster.errors import BadDocument
from educluster.shapes.compiled.characters import ESCAPES, Characters, Property, named, posix
from educluster.shapes.compiled.datatypes import Ranges

_OTHER_ENGINE = "ask the other engine (--engine pyshacl, ?engine=pyshacl)"
REPETITIONS = 1_000  # RE2's own bound
_COUNTED = 9  # digits

_SHOWN = 80  # characters of a pattern in a message
_SPECIAL = frozenset(r"\.[]{}()*+?^$|-")
_CONTROLS = {"n": 10, "r": 13, "t": 9, "f": 12, "v": 11, "a": 7, "e": 27}
_REFUSED = {
    "?=": "looks ahead with (?=…)",
    "?!": "looks ahead with (?!…)",
    "?<=": "looks behind with (?<=…)",
    "?<!": "looks behind with (?<!…)",
    "?>": "holds fast to a group with (?>…)",
    "?(": "asks a condition with (?(…)…)",
    "?P=": "refers back with (?P=…)",
    "?|": "resets its groups with (?|…)",
    "?R": "calls itself with (?R)",
    "?&": "calls a group with (?&…)",
}
_COUNT = re.compile(r"([0-9]+)(?:,([0-9]*))?\}")
_AT_MOST = re.compile(r",[0-9]+\}")
_MODES = re.compile(r"\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])")
_NAMED_GROUP = re.compile(r"\?P?<[A-Za-z_][A-Za-z0-9_]*>")
_PROPERTY = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}|([A-Z])")
_CODE_POINT = re.compile(r"x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_RANGE = re.compile(r"-(?![\]\[]|\\[dDwWsSiIcCpP]).", re.DOTALL)  # a hyphen that stands last is itself
_POSIX = re.compile(r"\[:(\^?)([a-z]+):\]")


def refused(text: str, does: str) -> BadDocument:
    """Return the error for what is a regular expression, but takes more than linear time."""
    return BadDocument(
        f"the pattern «{_shown(text)}» {does}, which cannot be done in linear time",
        f"write it without, or {_OTHER_ENGINE}",
    )


def broken(text: str, why: str, remedy: str = "mend the pattern") -> BadDocument:
    """Return the error for what is no regular expression."""
    return BadDocument(f"the pattern «{_shown(text)}» cannot be read: {why}", remedy)


def too_often(text: str) -> BadDocument:
    """Return the error for repetitions that RE2 does not count."""
    return BadDocument(
        f"the pattern «{_shown(text)}» counts more than {REPETITIONS} repetitions, which is the most",
        f"write it with sh:minLength and sh:maxLength, with * or +, or {_OTHER_ENGINE}",
    )


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def translate(text: str, flags: frozenset[str], mark: str = "") -> str:
    """Return a pattern for RE2.

    With a mark, it is one for texts in which the mark stands at each boundary of a word.  Raises BadDocument.
    """
    if "q" in flags:
        return ("(?i)" if "i" in flags else "") + re.escape(text)
    return _Writer(text, flags, mark).written()


class _Writer:
    """Reads a pattern from left to right; each step takes some of it and returns what RE2 is to read."""

    def __init__(self, text: str, flags: frozenset[str], mark: str) -> None:
        self.text, self.at = text, 0
        self.flags, self.outer = flags, list[frozenset[str]]()
        self.mark = mark

    def written(self) -> str:
        found = ["(?i)" if "i" in self.flags else ""]
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            step = _STEPS.get(char)
            found.append(step(self) if step else self.plain(char))
        return "".join(found)

    def plain(self, char: str) -> str:
        if "x" in self.flags and char in " \t\r\n":
            return ""
        return self.atom("\\" + char if char in _SPECIAL else char)

    def atom(self, written: str) -> str:
        return f"(?:{self.mark}?{written})" if self.mark else written

    def dot(self) -> str:
        if "s" not in self.flags:
            return self.atom(rf"[^\n\r{self.mark}]")
        return self.atom(f"[^{self.mark}]" if self.mark else "(?s:.)")

    def start(self) -> str:
        return "(?m:^)" if "m" in self.flags else "^"

    def end(self) -> str:
        return self.atom("(?m:$)" if "m" in self.flags else "$")

    def bar(self) -> str:
        return "|"

    def repetition(self) -> str:
        return self.text[self.at - 1] + self.manner()

    def count(self) -> str:
        found = _COUNT.match(self.text, self.at)
        if found is None:
            if _AT_MOST.match(self.text, self.at):
                raise broken(self.text, "a repetition has no least number", "write {0,n} for {,n}")
            return self.atom(r"\{")
        if any(each and (len(each) > _COUNTED or int(each) > REPETITIONS) for each in found.groups()):
            raise too_often(self.text)
        self.at = found.end()
        return "{" + found[0] + self.manner()

    def manner(self) -> str:
        """Take what follows a repetition: ? for as few as may be; + cannot be had."""
        lazy = self.take("?")
        if self.text.startswith("+", self.at):
            raise refused(self.text, "holds fast to a repetition with a + after it")
        return "?" if lazy else ""

    def group(self) -> str:
        for opening, does in _REFUSED.items():
            if self.text.startswith(opening, self.at):
                raise refused(self.text, does)
        if modes := _MODES.match(self.text, self.at):
            return self.modes(modes)
        named_group = _NAMED_GROUP.match(self.text, self.at)
        if self.text.startswith("?", self.at) and not named_group:
            raise broken(self.text, f"({self.text[self.at : self.at + 2]}… opens no group that is known")
        self.outer.append(self.flags)
        self.at = named_group.end() if named_group else self.at
        return "("

    def modes(self, found: re.Match[str]) -> str:
        """Take (?i) or (?i: with other letters, or with none; those that RE2 lacks are minded here."""
        before, on, off = self.flags, set(found[1]), set(found[2] or "")
        if unknown := (on | off) - set("imsxu"):  # u, Unicode, is always so
            raise broken(self.text, f"the flag {min(unknown)} is not known", "use s, m, i or x")
        self.at = found.end()
        if found[3] == ":":
            self.outer.append(before)
        self.flags = (before | on) - off
        case = "" if ("i" in before) is ("i" in self.flags) else "i" if "i" in on else "-i"
        return f"(?{case}{found[3]}" if case or found[3] == ":" else ""

    def close(self) -> str:
        if self.outer:
            self.flags = self.outer.pop()
        return ")"

    def escape(self) -> str:
        char = self.text[self.at : self.at + 1]
        if char == "b":
            self.at += 1
            return self.mark or r"\b"
        if char in ("A", "z", "Z"):
            self.at += 1
            return "^" if char == "A" else self.atom("$")
        found = Characters()
        code = self.member(found)
        if code is None:
            return self.atom(found.written(self.mark))
        return self.atom(rf"\x{{{code:X}}}")

    def characters(self) -> str:
        return self.atom(self.brackets().written(self.mark))

    def brackets(self) -> Characters:
        """Take a class, of which [ is taken already."""
        found, start = Characters(self.take("^")), self.at
        while not (self.at > start and self.take("]")):
            if self.at >= len(self.text):
                raise broken(self.text, "a [ is not closed", "close it, or write \\[ for the character")
            if self.at > start and self.take("-["):
                return self.difference(found)
            self.members(found)
        return found

    def difference(self, found: Characters) -> Characters:
        without = found.without(self.brackets())
        if not self.take("]"):
            raise broken(self.text, "something follows what is subtracted from a class")
        if without is None or "i" in self.flags:
            raise refused(self.text, "subtracts a class from what has no single opposite")
        return without

    def members(self, found: Characters) -> None:
        """Take a character, a range, or an escape for several."""
        if by_name := _POSIX.match(self.text, self.at):
            self.at = by_name.end()
            found.add(posix(by_name[2]), bool(by_name[1]))
            return
        self.at += 1
        char = self.text[self.at - 1]
        first = self.member(found) if char == "\\" else ord(char)
        if first is not None:
            found.add(((first, self.last(found, first)),))

    def last(self, found: Characters, first: int) -> int:
        """Take the rest of a range, if there is one."""
        if not _RANGE.match(self.text, self.at):
            return first
        char = self.text[self.at + 1]
        self.at += 2
        last = self.member(found) if char == "\\" else ord(char)
        if last is None or last < first:
            raise broken(self.text, f"the range {chr(first)}-{char} runs backwards")
        return last

    def member(self, found: Characters) -> int | None:
        """Take what follows a backslash: a character, which is returned, or several, which are added."""
        char = self.text[self.at : self.at + 1]
        if code := _CODE_POINT.match(self.text, self.at):
            self.at = code.end()
            return self.code_point(code)
        self.at += 1
        if char and char in "pP":
            found.add(self.property(), char == "P")
        elif char.lower() in ESCAPES:
            found.add(ESCAPES[char.lower()], char.isupper())
        else:
            return self.single(char)
        return None

    def property(self) -> Property | Ranges:
        name = _PROPERTY.match(self.text, self.at)
        members = named(name[1] or name[2]) if name else None
        if name is None or members is None:
            what = name[0] if name else self.text[self.at : self.at + 1]
            remedy = "name a category as \\p{Lu}, or write the range of characters"
            raise broken(self.text, f"\\p{what} is no category or block that is known", remedy)
        self.at = name.end()
        return members

    def code_point(self, found: re.Match[str]) -> int:
        code = int(found[1] or found[2] or found[3], 16)
        if code > 0x10FFFF:
            raise broken(self.text, f"\\{found[0]} is no character")
        return code

    def single(self, char: str) -> int:
        if char.isdigit() and char != "0":
            raise refused(self.text, f"refers back with \\{char}")
        if char in ("k", "g"):
            raise refused(self.text, f"refers back with \\{char}")
        if not char or (char.isascii() and char.isalnum() and char not in _CONTROLS):
            problem = f"\\{char} is no escape that is known" if char else "it ends in a backslash"
            raise broken(self.text, problem, "write \\\\ for a backslash")
        return _CONTROLS.get(char, ord(char))

    def take(self, what: str) -> bool:
        found = self.text.startswith(what, self.at)
        self.at += len(what) if found else 0
        return found


_STEPS: dict[str, Callable[[_Writer], str]] = {
    "\\": _Writer.escape,
    "[": _Writer.characters,
    "(": _Writer.group,
    ")": _Writer.close,
    ".": _Writer.dot,
    "^": _Writer.start,
    "$": _Writer.end,
    "|": _Writer.bar,
    "*": _Writer.repetition,
    "+": _Writer.repetition,
    "?": _Writer.repetition,
    "{": _Writer.count,
}
