"""Where sentences begin and end among the tokens of a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.redline.sides import NEW_EDGE, OLD_EDGE
from policyreview.redline.words import ALIKE, is_itself

if TYPE_CHECKING:
    from policyreview.redline.sides import Side

_STOPS = frozenset(".!?;:。！？；：")
_PAUSES = frozenset(";:；：")
_CLOSING = frozenset("'\"”’)]）」』】")
_TRAILING = frozenset(",，、") | _PAUSES | _CLOSING - frozenset("'\"”’")
_ADDRESS = 60  # tokens: an address is no longer than that
_ENDING = frozenset(sign for each in _STOPS | _CLOSING for sign in (each, each.translate(ALIKE)))
"""The codes of these signs."""
_EDGES = frozenset(OLD_EDGE + NEW_EDGE)


def is_word(side: Side, token: int) -> bool:
    """Whether a token is a word or a number."""
    code = side.codes[token]
    return (code if is_itself(code) else _sign(side, token)).isalnum()


def _sign(side: Side, token: int) -> str:
    """The first character of a token, which is all of it if it is no word."""
    return side.text[side.start(token)]


def _is_edge(side: Side, token: int) -> bool:
    return side.codes[token] in _EDGES


def stops(side: Side, token: int) -> bool:
    """Whether a sentence, or a part of one that can stand alone, ends with a token."""
    code = side.codes[token]
    if code not in _ENDING:
        return code in _EDGES
    sign = _sign(side, token)
    if sign in _CLOSING:
        return not _is_edge(side, token - 1) and _sign(side, token - 1) in _STOPS
    if sign not in _STOPS:
        return False
    ends = side.end(token)
    return ord(sign) > 0x2FF or ends == len(side.text) or side.text[ends].isspace()


def back(side: Side, token: int, weight: int, taken: bytearray) -> int:
    """The beginning of the sentence that a run begins in, where that is near."""
    low = max(0, token - max(4, weight // 3))
    for at in range(token, low - 1, -1):
        if stops(side, at - 1):
            return at
        if taken[at - 1]:
            break  # words that stayed are no part of what moved
    return token


def on(side: Side, token: int, weight: int, taken: bytearray) -> int:
    """Behind the end of the sentence that a run ends in, where that is near."""
    at, left = token, max(4, weight // 3)
    while not ended(side, at):
        if taken[at] or left < 1:
            return token
        code = side.codes[at]
        if code == "(" and side.codes[at - 1] == "]":
            # a link is as long as its words
            end = side.codes.find(")", at, at + _ADDRESS)
            if end > 0 and not any(taken[at:end]) and _EDGES.isdisjoint(side.codes[at:end]):
                at = end + 1
                continue
        left -= code not in "[]"
        at += 1
    return at


def ended(side: Side, at: int) -> bool:
    """Whether a sentence, with its closing quotes and brackets, ends before a token."""
    if at == len(side.codes) or _is_edge(side, at):
        return True
    return stops(side, at - 1) and not stops(side, at)


def trails(side: Side, token: int) -> bool:
    """Whether a token is a sign that belongs to the words before it."""
    return not _is_edge(side, token) and _sign(side, token) in _TRAILING


def pauses(side: Side, token: int) -> bool:
    """Whether a token ends a clause, but no sentence."""
    return not _is_edge(side, token) and _sign(side, token) in _PAUSES
