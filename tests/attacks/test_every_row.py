"""The list of attacks and the tests named after them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


@pytest.mark.shared
def test_every_attack_on_the_list_has_a_test_of_its_number(shared: Path) -> None:
    listed = re.findall(r"^\| (\d+) \|", (shared / "attacks.md").read_text(), re.MULTILINE)
    tests = Path(__file__).resolve().parents[1]
    named = {
        int(number)
        for file in tests.rglob("test_*.py")
        for number in re.findall(r"^def test_(\d\d)_", file.read_text(), re.MULTILINE)
    }
    assert len(listed) >= 44
    assert [number for number in listed if int(number) not in named] == []
