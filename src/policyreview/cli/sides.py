"""The two sides of a comparison: a policy's texts at two revisions, paired by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.cli.files import Read
    from policyreview.documents import Lines
    from policyreview.library import ContentLines, Library, Policy, PolicyText


@dataclass(frozen=True, slots=True)
class Pair:
    """One text of a policy at two revisions.

    Attributes:
        language: BCP 47 tag.
        path: Where it is at the newer revision, else where it was.
        old: The older text, ``""`` where there was none.
        new: The newer text, ``""`` where there is none.
        old_lines: Tells a position's line in the older file, of which the text may be a half.
        new_lines: The same of the newer one.
        encodings: What both files are written in, by Python's names; ``""`` for not known.
    """

    language: str
    path: str
    old: str
    new: str
    old_lines: Lines | ContentLines
    new_lines: Lines | ContentLines
    encodings: tuple[str, str] = ("", "")


def asked_for(tags: Iterable[str], language: str | None, policy: str) -> list[str]:
    """The languages that a command speaks of: the one that was named, or all.

    Raises:
        WrongUse: The policy has no text in the one that was named.
    """
    there = list(dict.fromkeys(tags))
    if language is None:
        return there
    if language not in there:
        raise WrongUse(
            f"The policy '{policy}' has no text in '{language}'.",
            hint=f"It has: {', '.join(there)}.",
        )
    return [language]


def pairs(
    old: tuple[Library, Policy] | None, new: tuple[Library, Policy], *, language: str | None = None
) -> tuple[Pair, ...]:
    """Pair the texts of two revisions of a policy by language.

    Args:
        old: The older revision, None where there is none.
        new: The newer one.
        language: Only this one.

    Raises:
        WrongUse: No text is in that language.
    """
    before = {text.language: text for text in old[1].texts} if old else {}
    after = {text.language: text for text in new[1].texts}
    if len(before) == len(after) == 1 and before.keys() != after.keys():
        # The language could be told at one revision only: there is nothing else to compare with.
        before = {next(iter(after)): next(iter(before.values()))}
    found = []
    for tag in asked_for([*after, *before], language, new[1].id):
        left, right = before.get(tag), after.get(tag)
        path = right.path if right else left.path if left else ""
        older = (old[0], left) if old and left else None
        newer = (new[0], right) if right else None
        there, here = _read(older), _read(newer)
        encodings = there.encoding, here.encoding
        lines = _lines(older, there.text), _lines(newer, here.text)
        found.append(Pair(tag, path, there.text, here.text, *lines, encodings))
    return tuple(found)


def _read(side: tuple[Library, PolicyText] | None) -> Read:
    from policyreview.cli.files import Read

    return read(*side) if side else Read("", "")


def _lines(side: tuple[Library, PolicyText] | None, content: str) -> Lines | ContentLines:
    from policyreview.documents import lines_of

    if side is None or side[1].lines is None:
        return lines_of(content)
    library, text = side
    return library.content_lines(text)


def content(library: Library, text: PolicyText) -> str:
    """A text as a comparison sees it: of a whole file, its byte order mark too.

    Raises:
        WrongUse: The text is no ordinary file, or no text.
    """
    return read(library, text).text


def read(library: Library, text: PolicyText) -> Read:
    """The same, with what its file is written in where the text is all of it.

    Raises:
        WrongUse: The text is no ordinary file, or no text.
    """
    from policyreview.cli.files import Read, as_text

    if text.broken is not None:
        raise WrongUse(text.broken)
    if text.lines is None and not text.interleaved:
        return as_text(library.repository.blob(text.blob), text.path)
    return Read(library.content(text), "")
