"""What reaches a terminal can neither command it nor hide from its reader."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.terminal import hidden, safe

any_text = st.text(st.characters(exclude_categories=()))


def test_plain_text_in_any_script_stays_as_it_is() -> None:
    for text in ("Privacy Policy, § 3(a)", "隐私政策：第三条", "Datenschutzerklärung", "Политика"):
        assert safe(text) == text


def test_an_escape_sequence_becomes_visible() -> None:
    assert safe("\x1b]52;c;QUJD\x07") == "␛]52;c;QUJD␇"


def test_c1_controls_become_visible() -> None:
    assert safe("\x9b31mred") == "⟦U+009B⟧31mred"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\u202e", "⟦RLO⟧"),
        ("\u200b", "⟦ZWSP⟧"),
        ("\xad", "⟦SHY⟧"),
        ("\U000e0041", "⟦U+E0041⟧"),
        ("\udcff", "\\xff"),
        ("\t", "    "),
        ("\xa0", " "),
        ("\n", "␊"),
        ("n\u0336o\u0336", "n⟦U+0336⟧o⟦U+0336⟧"),
    ],
)
def test_what_cannot_be_seen_is_shown(raw: str, shown: str) -> None:
    assert safe(raw) == shown


def test_line_feeds_are_kept_only_where_lines_are_wanted() -> None:
    assert safe("a\nb", multiline=True) == "a\nb"
    assert safe("a\r\nb", multiline=True) == "a␍\nb"


def test_no_code_point_of_unicode_passes_that_a_terminal_obeys_or_hides() -> None:
    for code in range(sys.maxunicode + 1):
        shown = safe(chr(code))
        assert shown
        for char in shown:
            assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}, hex(code)


def test_hidden_characters_are_reported_with_place_and_name() -> None:
    (found,) = hidden("pay\u202edna")
    assert (found.start, found.end, found.code) == (3, 4, 0x202E)
    assert found.name == "right-to-left override"


def test_ordinary_line_ends_and_tabs_are_not_hidden_characters() -> None:
    assert hidden("a\tb\r\nc\n") == ()


@given(any_text, any_text)
def test_text_may_be_cut_before_or_after_it_is_made_safe(a: str, b: str) -> None:
    assert safe(a + b) == safe(a) + safe(b)


@given(any_text)
def test_safe_text_stays_the_same_when_made_safe_again(text: str) -> None:
    once = safe(text)
    assert safe(once) == once


@given(any_text)
def test_each_hidden_character_is_changed_by_safe(text: str) -> None:
    for found in hidden(text):
        assert safe(text[found.start : found.end]) != text[found.start : found.end]
        assert not re.search(r"[\x00-\x1f]", found.name)
