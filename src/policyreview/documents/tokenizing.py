"""A text as tokens: the units that a comparison inserts and deletes."""

from __future__ import annotations

import re
from typing import Final

from policyreview.documents.scripts import CJK, MARKS

_WORD = rf"[^\W_{CJK}][^\W_{CJK}{MARKS}]*(?:[{MARKS}]+[^\W_{CJK}{MARKS}]*)*"
TOKEN: Final = rf"[{CJK}][{MARKS}]*|{_WORD}(?:['’]{_WORD})*|\S[{MARKS}]*"
"""What is one token, as a regular expression."""

_TOKEN = re.compile(TOKEN)


def tokens(text: str) -> list[tuple[int, int]]:
    """Spans of the tokens of ``text``, in order, white space left out.

    One token is one CJK character, one word of other letters or digits (with its combining marks
    and inner apostrophes), or one punctuation mark.
    """
    return [found.span() for found in _TOKEN.finditer(text)]
