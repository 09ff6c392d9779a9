"""Bytes become text and come back to the byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import decode, is_binary
from policyreview.errors import Refused


@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    assert decode(data).encode() == data


@given(st.text(), st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "gb18030", "latin-1"]))
def test_text_in_any_usual_encoding_comes_back(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert decode(data).encode() == data


def test_a_mark_is_kept_and_is_no_part_of_the_text() -> None:
    decoded = decode(codecs.BOM_UTF8 + "隐私".encode())
    assert decoded.text == "隐私"
    assert decoded.bom
    assert decoded.encode("政策") == codecs.BOM_UTF8 + "政策".encode()


def test_chinese_in_its_old_encodings_is_read() -> None:
    text = "本政策说明我们如何收集、使用和保护您的个人信息。生效日期：2026年5月4日。"
    assert decode(text.encode("gb18030")).text == text


def test_latin_1_is_read_as_such() -> None:
    assert decode("Politique de confidentialité – été".encode("cp1252")).text.endswith("été")


def test_one_stray_byte_does_not_change_the_rest() -> None:
    decoded = decode("隐私政策".encode() + b"\xff" + "结束".encode())
    assert decoded.text == "隐私政策\udcff结束"


@pytest.mark.parametrize(
    ("text", "newline"),
    [("a\nb", "\n"), ("a\r\nb\r\n", "\r\n"), ("a\rb", "\r"), ("a\r\nb\n", "mixed"), ("a", "")],
)
def test_line_ends_are_told(text: str, newline: str) -> None:
    assert decode(text.encode()).newline == newline


def test_a_stray_nul_is_no_binary_but_a_pdf_is() -> None:
    assert not is_binary(b"Privacy Policy\0 and much more text than that")
    assert not is_binary(codecs.BOM_UTF16_LE + "Privacy".encode("utf-16-le"))
    assert is_binary(b"%PDF-1.7 text")
    assert is_binary(bytes(range(256)) * 4)


def test_a_character_that_the_encoding_lacks_is_refused_in_a_sentence() -> None:
    decoded = decode("Datenschutzerklärung".encode("latin-1"))
    with pytest.raises(Refused, match="does not have"):
        decoded.encode("2026年")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("euc-kr", "시행일: 2024년 5월 3일\n\n회사는 이용자가 제공하는 개인정보를 수집합니다.\n"),
        ("shift_jis", "施行日：2024年5月3日\n\n当社は、お客様が提供する個人情報を取得します。\n"),
        ("euc-jp", "施行日：2024年5月3日\n\n当社は、お客様が提供する個人情報を取得します。\n"),
        ("cp1251", "Вступает в силу 3 мая 2024 г.\n\nМы собираем данные при создании записи.\n"),
        (
            "cp1252",
            "Date d’effet : 3 février 2024\n\nNous protégeons vos données à caractère privé.\n",
        ),
        ("gb18030", "生效日期：2024年5月3日\n\n我们收集您提供的信息，并仅用于本政策。\n"),
        ("big5", "生效日期：2024年5月3日\n\n我們蒐集您提供的資訊，並僅用於本政策。\n"),
    ],
)
def test_texts_in_the_encodings_of_their_lands_are_read_and_written_back(
    encoding: str, text: str
) -> None:
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.encode() == data


def test_bytes_that_are_no_text_in_any_encoding_are_binary() -> None:
    stray = bytes(range(256)) * 20
    assert is_binary(stray)
    assert is_binary(b"\x93\xfa\x01\x80" * 10 + b"\xc3\x28 text " * 40)
    assert not is_binary("Vous protégez vos données. ".encode("cp1252") * 40)
