"""Naming the clauses in which two revisions of a text differ."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from policyreview.documents.naming import TOP, clause_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyreview.documents import Clause, Document

_LONGEST = 2 * 1024 * 1024
WHOLE = "the whole text"


@lru_cache(maxsize=64)
def changed_clauses(
    old: bytes, new: bytes, path: str, language: str
) -> tuple[tuple[str, str], ...]:
    """The innermost clauses that differ.

    Args:
        old: A file's bytes.
        new: The same file's bytes later.
        path: For the kind of text.
        language: Of the part that is asked about, where the file holds several.

    Returns:
        Clause (by its name, ``documents.naming``, else 'the beginning') and what became of it
        (``changed``, ``inserted``, ``deleted``, ``moved``, ``renumbered``), in the text's order;
        empty where only line ends or white space differ.
    """
    if old == new:
        return ()
    if len(old) + len(new) > _LONGEST:
        return ((WHOLE, "changed"),)
    from policyreview.documents import read
    from policyreview.redline import compare

    before, after = read(old, name=path), read(new, name=path)
    grounds = {
        id(document): _grounds(document, _names(document, language)) for document in (before, after)
    }
    found: dict[str, str] = {}
    for block in compare(before.text, after.text).blocks:
        if block.change == "kept":
            continue
        document, span = (after, block.new) if block.new is not None else (before, block.old)
        if span is None or not _in_language(document, span[0], language):
            continue
        name = _clause_at(document, span, grounds[id(document)])
        found[name] = block.change if name not in found else "changed"
    return tuple(found.items())


def changed_names(old: bytes, new: bytes, path: str, language: str) -> tuple[str, ...]:
    """Only the names of the clauses that differ."""
    return tuple(name for name, _ in changed_clauses(old, new, path, language))


def _in_language(document: Document, position: int, language: str) -> bool:
    parts = [part for part in document.parts if part.language == language]
    if not parts or len(document.parts) < 2:
        return True
    return any(start <= position < end for part in parts for start, end in part.shown)


def _names(document: Document, language: str) -> dict[int, str]:
    """The names of the clauses in a language, which are told apart within it."""
    return clause_names(
        clause for clause in document.clauses if _in_language(document, clause.start, language)
    )


def _grounds(document: Document, names: Mapping[int, str]) -> tuple[list[int], list[str]]:
    """Where the innermost clause becomes another one, in order, and what it is called from there.

    Clauses stand in order and nest.
    """
    edges, called = [0], [TOP]
    around: list[Clause] = []

    def leave(position: int) -> None:
        while around and around[-1].end <= position:
            edges.append(around.pop().end)
            called.append(names.get(around[-1].start, TOP) if around else TOP)

    for clause in document.clauses:
        leave(clause.start)
        around.append(clause)
        edges.append(clause.start)
        called.append(names.get(clause.start, TOP))
    leave(len(document.text))
    return edges, called


def _clause_at(
    document: Document, span: tuple[int, int], grounds: tuple[list[int], list[str]]
) -> str:
    """The innermost clause around the first word of a span."""
    text = document.text
    start = span[0]
    while start < span[1] - 1 and text[start].isspace():
        start += 1
    edges, called = grounds
    return called[bisect_right(edges, start) - 1]
