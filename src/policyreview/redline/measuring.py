"""How much a passage says, its addresses and tags left aside."""

from __future__ import annotations

import re

from policyreview.documents.tokenizing import tokens
from policyreview.redline.paragraphs import MARKUP

ADDRESS = re.compile(rf"\]\([^)\s]*\)?|https?:\S+|{MARKUP.pattern}")
"""An address, of a link or as it stands, or a tag."""

_MANY = 20  # tokens: where there are so many it doesn't matter how many exactly
_LONG = 400  # code points: so many are many words in any writing
_KANA = re.compile("[\u3041-\u3096]{1,2}|[\u30a1-\u30fa\u30fc-\u30fe]+")


def said(text: str, markup: re.Pattern[str], known: int) -> int:
    """How many tokens a text has, markup left aside; ``known`` is the number of all of them.

    If there are many, it may be somewhat more.
    """
    plain = markup.sub(" ", text)
    return known if known >= _MANY and plain == text else len(tokens(plain))


def parts(text: str) -> int:
    """How many tokens of a Japanese text only go on with a word: kana, of which a word has many."""
    if text.isascii() or len(text) > _LONG:
        return 0
    return sum(len(found) - 1 for found in _KANA.findall(text))
