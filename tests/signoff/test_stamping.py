"""Stamping: each date in its own form and language, and no other byte."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import CHINESE, ENGLISH, a_library
from builders.forging import verified
from policyreview.signoff.stamp import apply, places, stamp_file

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Effective May 31, 2020", "Effective December 1, 2026"),
        ("Effective Date: 12 May 2026", "Effective Date: 1 December 2026"),
        ("生效日期：2026年5月12日", "生效日期：2026年12月1日"),
        ("Effective date: 2026-05-12", "Effective date: 2026-12-01"),
    ],
)
def test_a_date_is_stamped_in_its_own_form(line: str, after: str) -> None:
    text = f"# Privacy Policy\n\n{line}\n\nWe collect your name.\n"
    stamped = stamp_file("privacy.md", text.encode(), DAY)
    assert stamped.data.decode() == text.replace(line, after)


def test_the_version_beside_the_date_is_stamped_when_it_is_that_date() -> None:
    text = "# Privacy Policy\n\nEffective Date: 12 May 2026Version: 2026-05-12\n\nWords.\n"
    stamped = stamp_file("privacy.md", text.encode(), DAY)
    assert "Effective Date: 1 December 2026Version: 2026-12-01" in stamped.data.decode()
    assert [stamp.kind for stamp in stamped.stamps] == ["effective", "version"]


def test_a_text_without_a_date_is_left_as_it_is() -> None:
    data = b"# Privacy Policy\n\nWe collect your name.\n"
    assert stamp_file("privacy.md", data, DAY).data is data


def test_a_text_that_says_the_date_already_has_no_place() -> None:
    assert places("p.md", b"# Privacy Policy\n\nEffective Date: December 1, 2026\n", DAY) == ()


def test_a_place_can_be_left_out() -> None:
    text = "# Privacy Policy\n\nEffective Date: 12 May 2026Version: 2026-05-12\n\nWords.\n"
    every = places("privacy.md", text.encode(), DAY)
    stamped = stamp_file("privacy.md", text.encode(), DAY, leave_out=[every[1]])
    assert "1 December 2026Version: 2026-05-12" in stamped.data.decode()
    assert stamped.places == every


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("name", "n\xe4me").encode("latin-1"),
        lambda text: text.encode() + b"\nstray \xff byte\n",
    ],
    ids=["crlf", "bom", "utf-16", "no final newline", "latin-1", "stray byte"],
)
def test_no_other_byte_changes_whatever_the_encoding(encode: object, tmp_path: Path) -> None:
    assert callable(encode)
    data: bytes = encode(ENGLISH)
    stamped = stamp_file("privacy.md", data, DAY)
    assert len(stamped.stamps) == 1
    one = stamped.stamps[0]
    back = one.__class__(
        one.language, one.path, one.line, one.start, one.after, one.before, one.kind
    )
    assert apply(stamped.data, [back]) == data
    library = a_library(tmp_path).with_signers("ada")
    library.commit({"policies/privacy.md": data})
    library.with_charter().sign("ada", day="2030-03-01")
    assert verified(library).approved is True


def test_both_halves_of_a_bilingual_file_are_stamped_in_their_own_language(tmp_path: Path) -> None:
    both = f"中文\n\n{CHINESE}\nEnglish\n\n{ENGLISH}"
    library = a_library(tmp_path).with_signers("ada").with_policy("privacy", both).with_charter()
    plan = library.plan("ada", day="2030-03-01")
    assert {stamp.after for stamp in plan.stamps} == {"2030年3月1日", "March 1, 2030"}
    assert {text.language for text in plan.record.subject.texts} >= {"en"}
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is True


def test_every_seed_is_signed_and_verified_as_it_is(shared: Path, tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada")
    seeds = sorted((shared / "data" / "seeds").iterdir())
    library.commit({f"policies/{seed.name}": seed.read_bytes() for seed in seeds if seed.is_file()})
    library.with_charter()
    policies = library.library().policies
    assert len(policies) == 5
    for policy in policies:
        before = {path: library.read(path) for path in policy.paths}
        plan = library.plan("ada", policy.id, "2030-03-01", acknowledged=True)
        for path, data in plan.files:
            assert abs(len(data) - len(before[path])) < 60
        library.sign("ada", policy.id, "2030-03-01", acknowledged=True)
    report = library.verify()
    assert [p.approved for p in report.policies] == [True] * 5
