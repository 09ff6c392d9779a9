"""Word tables in the source: written by meaning, looked up by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping


_Meaning = TypeVar("_Meaning", bound=str)


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text that is written with `` | `` between them."""
    return tuple(text.split(" | "))


def words(text: str) -> frozenset[str]:
    """The words of a text that is written with spaces between them."""
    return frozenset(text.split())


def by_word(meanings: Mapping[_Meaning, str]) -> dict[str, _Meaning]:
    """Each word's meaning, from each meaning's words with `` | `` between them."""
    return {word: meaning for meaning, all_ in meanings.items() for word in all_.split(" | ")}
