"""Where words of Japanese go on, as far as its two syllabaries show."""

from __future__ import annotations

import re

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
"""Han characters, as the inside of a class."""
KANA = re.compile("[\u3041-\u3096]")
"""Hiragana, which any Japanese text has."""

_ENDING = re.compile(
    f"(?<={KANA.pattern})[いうくけしすせたちっつてなねみめらりるれろんだ](?!{KANA.pattern})"
)
"""A hiragana, no particle, that alone is left of a word before a sign of another writing."""
_GOES_ON = re.compile(
    f"(?<=[{HAN}])(?=[いうえきぎくぐけげせちつてぬねびぶべみむめわ]|まれ)(?!いた[だし]|くだ|つい)"
    f"|(?<=[{HAN}\u3041-\u3096])(?=[ぁぃぅぇぉっゃゅょらりるれろん])|(?<=っ)(?=[てた])"
)
"""A place where a Japanese word goes on: no particle begins like that."""
_WORDS = re.compile(
    "かかわらず|もしくは|かどうか|いかなる|ならびに|あるいは|あたって|さまざま|したがって|いただ[いかきくけ]|たとえば"
    "|そのため|ください|くださる|ません|ました|でした|ましょう|よって|おいて|おける|ついて|ともに|および|または|ただし"
    "|さらに|すべて|すでに|これら|それら|いずれ|しかし|あなた|かかる|である|であり|され|させ|ため|もの|こと|とき|ところ"
    "|これ|それ|この|その|どの|また|ここ|そこ|ます|です|でき|する|して|した|しな|いう|いる|いな|おり|ある|あり|ない|なく"
    "|なる|なり|なら|など|まで|から|より|だけ|のみ|よう|たり"
)
"""Japanese words in hiragana that policies are full of, the longer ones first."""
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30fe]+")


def within(text: str) -> set[int]:
    """The places of a text within words as far as hiragana and katakana tell."""
    places = {found.start() for each in (_GOES_ON, _ENDING) for found in each.finditer(text)}
    words = [found.span() for each in (_WORDS, _KATAKANA) for found in each.finditer(text)]
    return places.union(*(range(start + 1, end) for start, end in words))


def hiragana(text: str) -> bool:
    """Whether a text is hiragana and nothing else."""
    return all(map(KANA.match, text))
