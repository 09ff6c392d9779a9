"""A file's text is the same whether its beginning was shown before or not."""

from __future__ import annotations

import pickle

import pytest

from policyreview.documents import decode
from policyreview.tui.work.filed import Filed

CHINESE = "第一条 我们收集您的姓名和地址。\r\n"
IN_BYTES = {
    "UTF-8": (CHINESE * 400).encode(),
    "UTF-8, ASCII first": ("We do.\n" * 400 + CHINESE * 400).encode(),
    "UTF-8 with a mark": (CHINESE * 400).encode("utf-8-sig"),
    "UTF-16": (CHINESE * 400).encode("utf-16"),
    "GB 18030": (CHINESE * 400).encode("gb18030"),
    "beginning with a wide bracket": ("（一）" * 2000).encode(),
    "beyond the usual planes": ("𠮷野家" * 2000).encode(),
    "damaged at once": b"\xe4\xb8 " + (CHINESE * 400).encode(),
    "short": CHINESE.encode(),
    "empty": b"",
}


@pytest.mark.parametrize("data", IN_BYTES.values(), ids=IN_BYTES)
def test_a_beginning_is_what_the_whole_text_begins_with(data: bytes) -> None:
    whole = decode(data).text
    for most in (1, 99, 100, 101, 102, 5000):
        assert Filed(data).beginning(most) == whole[:most]
    file = Filed(data)
    assert file.text == whole
    assert file.beginning(100) == whole[:100]
    assert file.marked == decode(data).bom


@pytest.mark.parametrize("data", IN_BYTES.values(), ids=IN_BYTES)
def test_bytes_that_were_let_go_for_the_text_come_back_from_it(data: bytes) -> None:
    file = Filed(data)
    assert pickle.loads(pickle.dumps(file)) == file
    assert file.text == decode(data).text
    assert file.data == data
    assert pickle.loads(pickle.dumps(file)) == file == Filed(data)


def test_files_with_one_byte_between_them_are_not_equal() -> None:
    assert Filed(b"one\n") != Filed(b"one\r\n")
    assert Filed(b"one\n") != Filed("\ufeffone\n".encode())
    read = Filed(b"one\n")
    assert read.text == "one\n"
    assert read != Filed(b"two\n")
