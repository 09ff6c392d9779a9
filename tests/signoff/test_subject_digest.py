"""The digest of a subject, the quick way and by the rule of ``docs/format.md``."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policyreview.errors import WrongUse
from policyreview.signoff.canonical import tagged_digest
from policyreview.signoff.subject import SUBJECT_TAG, Subject, SubjectText, digest

words = st.text(
    st.characters() | st.sampled_from('"\\/\b\n\t\x7f\x00\u2028é中\U0001f600\ud800'), max_size=6
)
texts = st.builds(SubjectText, words, words, st.just("100644"), st.just("1" * 40), words)
subjects = st.builds(
    Subject,
    words,
    words,
    st.none() | st.dates(date(1, 1, 1)),
    st.none() | words,
    st.none() | words,
    st.lists(texts, max_size=3).map(tuple),
)


def by_the_rule(subject: Subject) -> str:
    day = subject.effective_date
    return tagged_digest(
        SUBJECT_TAG,
        {
            "effective_date": day.isoformat() if day else None,
            "policy": subject.policy,
            "prevailing": subject.prevailing,
            "previous": subject.previous,
            "texts": [
                {"language": t.language, "mode": t.mode, "path": t.path, "sha256": t.sha256}
                for t in sorted(subject.texts)
            ],
            "version": subject.version,
        },
    )


@given(subjects)
def test_any_subject_has_the_digest_of_its_canonical_json(subject: Subject) -> None:
    try:
        expected = by_the_rule(subject)
    except WrongUse:
        expected = ""
    try:
        found = digest(subject)
    except WrongUse:
        found = ""
    assert found == expected
