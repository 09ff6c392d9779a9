"""TOML files of ours: read what somebody hostile may have written, bounded; quote what we write."""

from __future__ import annotations

import re
import tomllib

DEEPEST = 8
"""Levels of tables and lists that a file of ours may have."""

# Dots in one key and open brackets, checked before tomllib sees them: it keeps every beginning of
# a dotted key (memory grows with the square) and recurses once for each bracket.
_MOST_DOTS = 16
_MOST_BRACKETS = 32
_MARKS = re.compile(r'"""|\'\'\'|["\'#\[\]{}.=,\n]')
_ENDS = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    "'''": re.compile(r"(?:[^']|'(?!''))*+'{3,5}", re.DOTALL),
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+"'),
    "'": re.compile(r"[^'\n]*+'"),
    "#": re.compile(r"[^\n]*+"),
}


class TomlProblem(Exception):  # noqa: N818  (becomes a sentence, never reaches a user as such)
    """Why a file of ours cannot be taken: the end of a sentence, without its full stop."""


def basic_string(text: str) -> str:
    """A TOML basic string; what TOML can't hold becomes U+FFFD."""
    out = []
    for c in text:
        code = ord(c)
        if c in '"\\':
            out.append("\\" + c)
        elif code < 0x20 or code == 0x7F:
            out.append(f"\\u{code:04X}")
        else:
            out.append("\ufffd" if 0xD800 <= code <= 0xDFFF else c)
    return '"' + "".join(out) + '"'


def read_toml(data: bytes, *, largest: int) -> dict[str, object]:
    """Parse TOML of at most ``largest`` bytes and eight levels.

    Raises:
        TomlProblem: The file is too large, no UTF-8, nested too deeply, or no TOML.
    """
    if len(data) > largest:
        raise TomlProblem(f"it has {len(data)} bytes, more than the {largest} allowed")
    if b"\0" in data:
        raise TomlProblem("it holds a NUL byte")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise TomlProblem("it is not UTF-8") from None
    _refuse_bombs(text)
    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise TomlProblem("it is nested too deeply") from None
    except ValueError as error:
        reason = str(error).partition("\n")[0][:200]
        raise TomlProblem(f"it is no valid TOML ({reason})") from None
    if _depth(table) > DEEPEST:
        raise TomlProblem("it is nested too deeply")
    return table


def _refuse_bombs(text: str) -> None:
    """Count dots and brackets outside of strings and comments, in one pass.

    Where a string does not end, tomllib stops too: what follows needs no look.
    """
    dots = brackets = at = 0
    while found := _MARKS.search(text, at):
        mark, at = found[0], found.end()
        if mark in _ENDS:
            ended = _ENDS[mark].match(text, at)
            if ended is None:
                return
            at = ended.end()
        elif mark == ".":
            dots += 1
        elif mark in "[{":
            brackets += 1
            dots = 0
        elif mark in "]}":
            brackets = max(0, brackets - 1)
        else:
            dots = 0
        if dots > _MOST_DOTS or brackets > _MOST_BRACKETS:
            raise TomlProblem("it is nested too deeply")


def _depth(value: object) -> int:
    deepest = 0
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        item, level = waiting.pop()
        deepest = max(deepest, level)
        if level > DEEPEST:
            break
        if isinstance(item, dict):
            waiting.extend((child, level + 1) for child in item.values())
        elif isinstance(item, list):
            waiting.extend((child, level + 1) for child in item)
    return deepest
