"""The quick reader of records gives what the strict one gives, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.errors import Refused
from policyreview.signoff.dateform import same_form
from policyreview.signoff.record import (
    Acknowledged,
    ClauseComment,
    Record,
    SeenClause,
    SeenRelease,
    Stamp,
    dump,
    parse_strictly,
)
from policyreview.signoff.recordread import read_written
from policyreview.signoff.subject import Subject, SubjectText, sorted_texts

words = st.text(min_size=1, max_size=12)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
oids = st.text("0123456789abcdef", min_size=40, max_size=40)
numbers = st.integers(0, 10**6)


def tuples(values: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[object]:
    return st.lists(values, min_size=least, max_size=2).map(tuple)


records = st.builds(
    Record,
    subject=st.builds(
        Subject,
        words,
        words,
        st.dates(date(1000, 1, 1)),
        st.none() | words,
        st.none() | digests,
        st.lists(
            st.builds(SubjectText, words, words, words, oids, digests), min_size=1, max_size=2
        ).map(sorted_texts),
    ),
    subject_digest=digests,
    verdict=st.sampled_from(["approve", "reject", "withdraw", "comment"]),
    meaning=words,
    languages=st.lists(words, min_size=1, max_size=3, unique=True).map(tuple),
    signer=words,
    name=words,
    time=st.datetimes(datetime(1000, 1, 2), datetime(9000, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    nonce=st.text("0123456789abcdef", min_size=16, max_size=16),
    base=st.none() | oids,
    charter=st.none() | digests,
    backdated=st.booleans(),
    stamps=tuples(st.builds(Stamp, words, words, numbers, numbers, words, words, words)),
    clauses=tuples(st.builds(SeenClause, words, words, words, st.booleans())),
    acknowledged=tuples(st.builds(Acknowledged, words, words, numbers, words)),
    comments=tuples(st.builds(ClauseComment, words, st.just("") | words, st.just("") | words)),
    releases=tuples(st.builds(SeenRelease, words, oids)),
)


def strictly(data: bytes) -> Record | None:
    try:
        return parse_strictly(data)
    except Refused:
        return None


@given(records)
def test_what_the_quick_reader_reads_the_strict_one_reads_alike(record: Record) -> None:
    data = dump(record)
    quick = read_written(data)
    assert quick is None or quick == strictly(data)


@given(records, st.data())
def test_a_record_changed_anywhere_is_read_alike_or_left_alone(
    record: Record, data: st.DataObject
) -> None:
    raw = dump(record)
    at = data.draw(st.integers(0, len(raw)))
    cut = data.draw(st.integers(0, 3))
    put = data.draw(st.sampled_from([b"", b"\n", b'"', b"\\", b"0", b"9", b"[", b" ", b"#", b"\r"]))
    changed = raw[:at] + put + raw[at + cut :]
    quick = read_written(changed)
    assert quick is None or quick == strictly(changed)


def test_an_ordinary_record_is_read_quickly() -> None:
    text = SubjectText("zh-CN", "policies/隐私.md", "100644", "a" * 40, "b" * 64)
    record = Record(
        Subject("privacy", "2030-03-01", date(2030, 3, 1), None, None, (text,)),
        "c" * 64,
        "approve",
        "approved for publication",
        ("en", "zh-CN"),
        "ada",
        "Ada Osei",
        datetime(2026, 1, 1, tzinfo=UTC),
        "0" * 16,
        stamps=(Stamp("zh-CN", text.path, 3, 40, "2026年5月12日", "2030年3月1日"),),
    )
    assert read_written(dump(record)) == record


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("May 12, 2026", "December 1, 2026"),
        ("12 May 2026", "1 December 2026"),
        ("4 mai 2026", "1er décembre 2026"),
        ("2026年5月12日", "2026年12月1日"),
        ("二〇二六年五月十二日", "二〇二六年十二月一日"),
        ("令和8年5月12日", "令和8年12月1日"),
        ("2026-05-12", "2026-12-01"),
        ("05/12/2026", "12/01/2026"),
        ("12th of May 2026", "1st of December 2026"),
        ("Tuesday, May 12, 2026", "Tuesday, December 1, 2026"),
    ],
)
def test_a_date_written_again_in_its_form_is_a_stamp(before: str, after: str) -> None:
    assert same_form(before, after, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("do not sell", "do sell"),
        ("May 12, 2026", "do sell"),
        ("30", "1"),
        ("7 30 90", "1 12 2026"),
        ("May 12, 2026", "December 2, 2026"),
        ("May 12, 2026 we", "December 1, 2026 not"),
        ("not 2026", "2026"),
        ("12 May 2026", "1 May 2026"),
        ("May 12, 2026", "December 1, 2026 "),
        ("400 days 2026", "1 days 2026"),
        ("", "December 1, 2026"),
    ],
)
def test_anything_else_is_no_stamp(before: str, after: str) -> None:
    assert not same_form(before, after, date(2026, 12, 1))
