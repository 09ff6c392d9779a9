"""Which status a policy has on a day, fact by fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.standing import STATUSES, ApprovedVersion, Facts, decide, in_force, scheduled
from policyreview.standing.values import Behind

DAY = date(2026, 11, 22)
SPRING = ApprovedVersion("2026-03-01", date(2026, 3, 1), "a" * 40)
WINTER = ApprovedVersion("2026-12-01", date(2026, 12, 1), "b" * 40)
APPROVED = Facts(approved=(SPRING,), current=SPRING.label, is_approved=True, have=2, need=2)


def status(facts: Facts, day: date = DAY) -> str:
    return decide(facts, day)[0]


def test_a_policy_that_nobody_signed_was_never_approved():
    assert decide(Facts(need=2), DAY) == ("never approved", "Nobody has signed it yet.")


def test_without_a_charter_nothing_is_approved_by_rule():
    found, why = decide(Facts(), DAY)
    assert found == "never approved"
    assert "no charter" in why


def test_an_invalid_charter_is_not_called_missing():
    found, why = decide(Facts(charter_invalid=True), DAY)
    assert found == "never approved"
    assert why == "The charter is invalid, so no rule says who approves it."


def test_without_a_charter_signatures_are_counted_and_still_nothing_is_approved():
    found, why = decide(Facts(have=2), DAY)
    assert found == "in review"
    assert why == "2 signatures speak of this text; without a charter nothing is approved by rule."


def test_one_of_two_approvals_is_in_review_and_names_who_is_missing():
    found, why = decide(Facts(have=1, need=2, waiting=("Ben Ito", "Cai Roth")), DAY)
    assert found == "in review"
    assert why == "1 of 2 approvals, 1 missing. It waits for Ben Ito or Cai Roth."


def test_who_is_waited_for_is_said_by_how_many_are_missing():
    people = ("Ada", "Ben", "Cai")
    one, two, three = (decide(Facts(have=1, need=1 + n, waiting=people), DAY)[1] for n in (1, 2, 3))
    assert one.endswith("It waits for Ada, Ben or Cai.")
    assert two.endswith("It waits for 2 of Ada, Ben and Cai.")
    assert three.endswith("It waits for Ada, Ben and Cai.")


def test_approvals_that_do_not_suffice_say_why_they_do_not():
    why_not = "The effective date 2026-01-01 had passed when it was signed, and nobody says why."
    found, why = decide(Facts(have=1, need=1, held_back=why_not), DAY)
    assert found == "in review"
    assert why == f"1 of 1 approvals, and still not approved: {why_not}"


def test_an_approved_version_binds_from_its_effective_date():
    assert status(APPROVED, SPRING.effective_date) == "in force"
    assert status(APPROVED, SPRING.effective_date - timedelta(days=1)) == "approved"


def test_a_released_version_that_binds_later_is_scheduled():
    released = replace(APPROVED, approved=(replace(SPRING, released=True),))
    assert status(released, date(2026, 2, 28)) == "scheduled"


def test_a_reject_stands_in_the_way_of_an_approved_version():
    found, why = decide(replace(APPROVED, rejected_by=("Ada Osei",)), DAY)
    assert (found, why) == ("changes requested", "Ada Osei asked for changes.")


def test_a_broken_policy_is_broken_whatever_was_signed():
    assert decide(replace(APPROVED, broken="It is a link."), DAY) == ("broken", "It is a link.")


def test_new_words_after_an_approval_are_changed():
    found, why = decide(Facts(approved=(SPRING,), need=2), DAY)
    assert found == "changed"
    assert "2026-03-01" in why


def test_a_translation_that_did_not_follow_is_said_before_the_change():
    found, why = decide(Facts(approved=(SPRING,), need=2, behind=(Behind("zh-CN"),)), DAY)
    assert found == "translation behind"
    assert "zh-CN" in why


def test_a_review_is_due_on_its_day_and_not_before():
    due = replace(APPROVED, review_by=DAY)
    assert status(due, DAY) == "review due"
    assert status(due, DAY - timedelta(days=1)) == "in force"


def test_what_could_not_be_told_is_not_called_good_or_bad():
    found, why = decide(Facts(need=1, unknown="The clone is shallow."), DAY)
    assert (found, why) == ("unknown", "The clone is shallow.")
    assert decide(replace(APPROVED, is_approved=False, unknown="No."), DAY) == ("unknown", "No.")


def test_the_latest_effective_version_is_in_force_and_the_next_one_scheduled():
    both = (SPRING, WINTER)
    assert in_force(both, DAY) == SPRING
    assert scheduled(both, DAY) == WINTER
    assert in_force(both, date(2026, 12, 1)) == WINTER
    assert in_force(both, date(2026, 1, 1)) is None


def test_of_two_versions_with_one_date_the_later_approved_binds():
    second = replace(SPRING, label="2026-03-01.2", commit="c" * 40)
    assert in_force((SPRING, second), DAY) == second


versions = st.builds(
    ApprovedVersion,
    label=st.text(min_size=1, max_size=5),
    effective_date=st.dates(),
    commit=st.just("a" * 40),
    released=st.booleans(),
)


@given(st.lists(versions, max_size=6), st.dates())
def test_a_version_in_force_is_effective_and_a_scheduled_one_is_not(
    approved: list[ApprovedVersion], day: date
):
    binding, coming = in_force(approved, day), scheduled(approved, day)
    assert binding is None or binding.effective_date <= day
    assert coming is None or coming.effective_date > day
    assert (binding is None and coming is None) == (not approved)


@given(
    st.builds(
        Facts,
        broken=st.none() | st.just("It is a link."),
        approved=st.lists(versions, max_size=3).map(tuple),
        is_approved=st.booleans(),
        have=st.integers(0, 3),
        need=st.none() | st.integers(0, 3),
        rejected_by=st.sampled_from([(), ("Ada",)]),
        comments=st.integers(0, 2),
        behind=st.sampled_from([(), (Behind("zh"),)]),
        review_by=st.none() | st.dates(),
    ),
    st.dates(),
)
def test_every_policy_has_a_known_status_and_a_sentence(facts: Facts, day: date):
    found, why = decide(facts, day)
    assert found in STATUSES
    assert why.endswith(".")


@pytest.mark.parametrize("facts", [Facts(), Facts(have=1), Facts(have=9, comments=3)])
def test_no_charter_never_gives_an_approved_status(facts: Facts):
    assert status(facts) not in {"approved", "scheduled", "in force", "review due"}
