"""A sign that every text has in which a pattern is found: most texts lack it, and need not be searched."""

from __future__ import annotations

import re

_GROUP = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
_ITEM = re.compile(
    r"""
    (?P<escaped> \\. ) | \[ (?P<alone> [^\]\\^] ) \] | (?P<class> \[ (?: \\. | [^\]\\] )* \] )
    | (?P<open> \( ) | (?P<choice> \| ) | (?P<special> [.^$] ) | (?P<plain> . )
    """,
    re.VERBOSE | re.DOTALL,
)
# What means more than its signs: \x2D, (?x), a ] that stands first in a class, classes within classes.
_STRANGE = re.compile(r"\\(?![sSdDwWiIcCbBnrtpP])[a-zA-Z0-9]|\(\?|\[\^?\]|\[\[|-\[")
_TIMES = re.compile(r"(?P<none>[?*]|\{0)?(?:[+?*]|\{[^}]*\}|[0-9,]*\})*")


def needed(pattern: str, flags: str) -> str:
    """Return one sign without which a pattern is found in no term's token; nothing where none is certain.

    It is none that has a small and a capital form, since flags may make them one; none that is escaped in a
    token; and @ only where there is no other, since every text with a language has it.
    """
    if set(flags) & {"q", "x"} or _STRANGE.search(pattern):
        return ""
    found, position = "", 0
    while position < len(pattern):
        item = _ITEM.match(pattern, position)
        if item is None or item["choice"]:
            return ""
        end = _end_of_group(pattern, position) if item["open"] else item.end()
        times = _TIMES.match(pattern, end)
        sign = _sign(item)
        if found in ("", "@") and times is not None and not times["none"] and _is_certain(sign):
            found = sign
        position = times.end() if times is not None else end
    return found


def _sign(item: re.Match[str]) -> str:
    """Return the sign that an item of a pattern stands for, if it is one."""
    escaped = item["escaped"]
    if escaped:
        return "" if escaped[1].isalnum() else str(escaped[1])
    return str(item["alone"] or item["plain"] or "")


def _is_certain(sign: str) -> bool:
    return " " <= sign <= "~" and sign not in '"\\' and sign.lower() == sign.upper()


def _end_of_group(pattern: str, start: int) -> int:
    depth = 0
    for sign in _GROUP.finditer(pattern, start):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    return len(pattern)
