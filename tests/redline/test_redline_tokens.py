"""A text is read as the same tokens, whichever way of reading it is the quickest."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policyreview.redline.reading import Reader, Tokens
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE
from policyreview.redline.words import ALIKE, Codes, pieces

words = st.sampled_from(
    [
        "data", "Don't", "l’eau", "über", "1,000", "1,00", "2026-05-12", "2026-05-123", "x1", "_",
        "(a)", "3.2", "https://a.example/b?c=1", "您的个人信息", "の", "か\u3099", "ｶ", "Ａ１",
        "，", "。", "“", "”", "’", "—", "e\u0301", "भाषा", "한국어", "\U00020000", ".", ",", ";",
        "'", "\x01", "\x02",
        " ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\r\n",
    ]
)  # fmt: skip
texts = st.lists(words, max_size=40).map("".join)


def read(text: str) -> list[tuple[int, int]]:
    return spans_of(Reader().read(text, 0, len(text)))


def spans_of(tokens: Tokens) -> list[tuple[int, int]]:
    assert len(tokens.starts) == len(tokens.codes) + 1
    return [(tokens.starts[k], tokens.end(k)) for k in range(len(tokens.codes))]


def one_by_one(text: str) -> list[tuple[int, int]]:
    at = len(text) - len(text.lstrip())
    spans = []
    for piece in pieces(text.lstrip()):
        spans.append((at, at + len(piece.rstrip())))
        at += len(piece)
    return spans


@settings(deadline=None, max_examples=400)
@given(texts)
@example("我们收集 1,000 条信息，包括2026-05-12的x1。")
@example("Don't  share\nit.")
def test_tokens_are_where_a_plain_search_finds_them(text: str) -> None:
    assert read(text) == one_by_one(text)


@settings(deadline=None, max_examples=400)
@given(texts)
@example("We keep logs, e-mail (all)\nof it.")
@example("We keep  logs\tof it.")
@example("我们收集 1,000 条信息，包括2026-05-12的x1。")
@example("您的个人信息和您的\n 数据。")
def test_what_tokens_are_and_where_they_are_can_be_read_one_after_the_other(text: str) -> None:
    reader = Reader()
    codes, row = reader.codes_of(text, 0, len(text))
    for places in (
        reader.places_of(text, 0, len(text), row),
        reader.places_of(text, 0, len(text)),
    ):
        assert spans_of(Tokens(text, codes, places)) == one_by_one(text)
    assert codes == reader.read(text, 0, len(text)).codes


def test_no_sign_that_is_another_one_written_differently_stands_for_a_word() -> None:
    codes = Codes()
    assert not {chr(sign) for sign in ALIKE} & set(codes.of(map(str, range(20_000))))


@settings(deadline=None, max_examples=400)
@given(texts, texts)
def test_a_word_has_one_code_and_another_word_another(old: str, new: str) -> None:
    reader = Reader()
    codes: dict[str, str] = {}
    for text in (old, new):
        tokens = reader.read(text, 0, len(text))
        for code, (start, end) in zip(tokens.codes, spans_of(tokens), strict=True):
            word = unicodedata.normalize("NFC", text[start:end])
            assert codes.setdefault(word, code) == code
    told = [code for word, code in codes.items() if any(c.isalnum() for c in word)]
    assert len(set(told)) == len(told)
    assert not {OLD_EDGE, NEW_EDGE} & set(codes.values())
