"""A text as tokens: the units that a comparison inserts and deletes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from policyreview.documents.scripts import CJK, MARKS

_WORD = rf"[^\W_{CJK}][^\W_{CJK}{MARKS}]*(?:[{MARKS}]+[^\W_{CJK}{MARKS}]*)*"
TOKEN: Final = rf"[{CJK}][{MARKS}]*|{_WORD}(?:['’]{_WORD})*|\S[{MARKS}]*"
"""What is one token, as a regular expression."""

_ASCII = re.compile(r"[a-zA-Z0-9]+(?:'[a-zA-Z0-9]+)*|\S")  # the same where there is no other


def tokens(text: str) -> list[tuple[int, int]]:
    """Spans of the tokens of ``text``, in order, white space left out.

    One token is one CJK character, one word of other letters or digits (with its combining marks
    and inner apostrophes), or one punctuation mark.
    """
    token = _ASCII if text.isascii() else _any()
    return [found.span() for found in token.finditer(text)]


@cache
def _any() -> re.Pattern[str]:
    return re.compile(TOKEN)  # takes long enough to be put off until a text needs it
