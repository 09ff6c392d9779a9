"""Differences between two revisions that a reader can't see, each by its name and place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from policyreview.terminal import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.redline.model import Redline, Span, Token

Kind: TypeAlias = Literal[
    "line ends", "final line end", "byte order mark", "Unicode form", "space", "hyphen",
    "hidden character",
]  # fmt: skip

_BREAK = re.compile(r"\r\n|\r|\n")
_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
_BOM = "\ufeff"
_HYPHENS = ("-", "\u2010", "\u2011", "\u2212")  # nobody tells them from each other by looking
_ODD_SPACE = re.compile(r"[^\S \t\r\n]")  # white space other than the usual kinds


@dataclass(frozen=True, slots=True)
class Invisible:
    """One difference that can't be seen in the text.

    Attributes:
        kind: What kind of difference.
        text: One sentence that names it.
        old: Where in the old text; ``None`` where there is no one place.
        new: Where in the new text.
    """

    kind: Kind
    text: str
    old: Span | None
    new: Span | None


def invisible(redline: Redline) -> tuple[Invisible, ...]:
    """Name the invisible differences of two revisions: those of the whole text, then by place."""
    if redline.old == redline.new:
        return ()
    return (*_whole(str(redline.old), str(redline.new)), *_places(redline))


def _whole(old: str, new: str) -> Iterator[Invisible]:
    ends = [_ends(text) for text in (old, new)]
    if ends[0] and ends[1] and ends[0] != ends[1]:
        names = [" and ".join(_NAMES[e] for e in each) for each in ends]
        yield Invisible(
            "line ends", f"Line ends changed from {names[0]} to {names[1]}.", None, None
        )
    closed = [text.endswith(("\n", "\r")) for text in (old, new)]
    if closed[0] != closed[1] and old and new:
        said = "added" if closed[1] else "removed"
        yield Invisible(
            "final line end", f"The line end at the end of the text was {said}.",
            (len(old.rstrip("\r\n")), len(old)), (len(new.rstrip("\r\n")), len(new)),
        )  # fmt: skip
    marked = [text.startswith(_BOM) for text in (old, new)]
    if marked[0] != marked[1]:
        said = "added" if marked[1] else "removed"
        yield Invisible(
            "byte order mark", f"The byte order mark was {said}.", (0, marked[0]), (0, marked[1])
        )


def _ends(text: str) -> list[str]:
    """The kinds of line ends in a text."""
    return sorted(set(_BREAK.findall(text))) if "\r" in text else ["\n"] * ("\n" in text)


def _places(redline: Redline) -> Iterator[Invisible]:
    """The differences that have a place."""
    old, new = str(redline.old), str(redline.new)
    mixed = len(_ends(old)) > 1 and _ends(old) == _ends(new)
    if old.isascii() and new.isascii() and not (mixed or _control(old) or _control(new)):
        return
    for block in redline.blocks:
        if block.old and block.new and old[slice(*block.old)] == new[slice(*block.new)]:
            continue
        i, j = block.old[0] if block.old else 0, block.new[0] if block.new else 0
        tokens = block.tokens
        for k, (kind, text) in enumerate(tokens):
            following = tokens[k + 1] if k + 1 < len(tokens) else ("=", "")
            paired = kind == "-" and following[0] == "+"
            if paired:
                yield from _pair(text, following[1], i, j)
            elif kind != "=" and not (kind == "+" and k and tokens[k - 1][0] == "-"):
                yield from _odd_space((kind, text), i, j)
            if mixed and kind != "=" and text.isspace():
                yield from _line_end(old, new, i, j)
            if kind != "=":
                yield from _hidden((kind, text), i, j)
            i += len(text) if kind in "=-" else 0
            j += len(text) if kind in "=+" else 0


def _control(text: str) -> bool:
    return any(mark in text for mark in ("\x0b", "\x0c", "\x1b", "\x00", "\x7f", "\x08"))


def _pair(gone: str, come: str, i: int, j: int) -> Iterator[Invisible]:
    """A stretch that was replaced by one that looks the same."""
    places = ((i, i + len(gone)), (j, j + len(come)))
    if gone.isspace() and come.isspace():
        names = [_space_names(text) for text in (gone, come)]
        if names[0] != names[1] and (_ODD_SPACE.search(gone) or _ODD_SPACE.search(come)):
            yield Invisible("space", f"White space changed from {names[0]} to {names[1]}.", *places)
    elif gone in _HYPHENS and come in _HYPHENS:
        names = [unicodedata.name(sign).lower() for sign in (gone, come)]
        yield Invisible("hyphen", f"Hyphen changed from {names[0]} to {names[1]}.", *places)
    elif unicodedata.normalize("NFC", gone) == unicodedata.normalize("NFC", come):
        forms = [_form(text) for text in (gone, come)]
        yield Invisible(
            "Unicode form",
            f"The same letters, written as {forms[1]} instead of {forms[0]}.",
            *places,
        )


def _odd_space(token: Token, i: int, j: int) -> Iterator[Invisible]:
    """White space of an unusual kind that came where none was, or went."""
    kind, text = token
    if text.isspace() and _ODD_SPACE.search(text):
        said, places = "inserted", ((i, i), (j, j + len(text)))
        if kind == "-":
            said, places = "removed", ((i, i + len(text)), (j, j))
        yield Invisible("space", f"White space was {said}: {_space_names(text)}.", *places)


def _line_end(old: str, new: str, i: int, j: int) -> Iterator[Invisible]:
    """A line that ends with another sign than before, in texts that have several."""
    gone, come = _break_at(old, i), _break_at(new, j)
    if gone and come and gone.group() != come.group():
        names = _NAMES[gone.group()], _NAMES[come.group()]
        said = f"A line end changed from {names[0]} to {names[1]}."
        yield Invisible("line ends", said, gone.span(), come.span())


def _break_at(text: str, at: int) -> re.Match[str] | None:
    return _BREAK.match(text, at - 1 if text[max(0, at - 1) : at + 1] == "\r\n" else at)


def _space_names(text: str) -> str:
    seen = dict.fromkeys(_BREAK.sub("\n", text))
    plain = {" ": "space", "\t": "tab", "\n": "line end"}
    return " and ".join(
        plain.get(c) or unicodedata.name(c, "").lower() or f"U+{ord(c):04X}" for c in seen
    )


def _form(text: str) -> str:
    for form in ("NFC", "NFD"):
        if unicodedata.normalize(form, text) == text:
            return {"NFC": "single characters (NFC)", "NFD": "letters and marks (NFD)"}[form]
    return "a mixed form"


def _hidden(token: Token, i: int, j: int) -> Iterator[Invisible]:
    """Hidden characters among what was inserted or deleted."""
    kind, text = token
    for found in hidden(text):
        name = f"{found.name} (U+{found.code:04X})"
        if kind == "-":
            place = (i + found.start, i + found.end)
            yield Invisible(
                "hidden character", f"A hidden character was removed: {name}.", place, (j, j)
            )
        else:
            place = (j + found.start, j + found.end)
            yield Invisible(
                "hidden character", f"A hidden character was inserted: {name}.", (i, i), place
            )
