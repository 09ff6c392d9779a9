"""Words that are taken back, confirmed, or refused; and records read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library
from builders.forging import texts_of, verified
from policyreview.errors import WrongUse
from policyreview.signoff.record import parse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy("privacy", ENGLISH, zh_CN=CHINESE)
        .with_charter()
    )


def test_a_withdrawn_rejection_stands_no_more(library: LibraryBuilder) -> None:
    library.sign("bo", verdict="reject", comment="2.2 is wrong")
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is False
    library.sign("bo", verdict="withdraw")
    assert verified(library).approved is True


def test_a_withdrawn_approval_counts_no_more(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    library.sign("ada", verdict="withdraw")
    found = verified(library)
    assert found.approved is False
    assert "Missing: 1 approval in the role 'legal'" in texts_of(found)


def test_a_record_of_today_reads_back_as_it_was_signed(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01", comment='Fine – 好的 "quoted"\n\tline')
    record = parse(library.read(signed.record_path))
    assert record.path == signed.record_path
    assert record.comments[0].text == 'Fine – 好的 "quoted"\n\tline'
    assert record.subject.digest == record.subject_digest


def test_a_past_date_confirmed_expressly_holds(library: LibraryBuilder) -> None:
    library.sign("ada", day="2026-01-01", backdated=True)
    assert verified(library).approved is True


def test_an_approval_without_a_date_is_refused(library: LibraryBuilder) -> None:
    with pytest.raises(WrongUse, match="needs the day"):
        library.plan("ada")
