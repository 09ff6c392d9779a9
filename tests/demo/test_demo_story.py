"""The story that the demo tells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.demo.plot import Added, Change, Edit, Release, Scene, SignOff, scenes
from policyreview.demo.samples import samples
from policyreview.demo.story import SIGNERS, story, waiting_date

DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))


def told(today: date = date(2026, 11, 22)) -> tuple[Scene, ...]:
    return scenes(story(today), {name: data.decode() for name, data in samples().items()})


def test_the_story_ends_with_the_sample_policies() -> None:
    assert told()[-1].texts == {name: data.decode() for name, data in samples().items()}


@given(DAYS)
def test_time_never_runs_backwards_and_the_story_ends_before_today(today: date) -> None:
    times = [step.when for step in story(today)]
    assert times == sorted(times)
    assert times[-1].date() < today


@given(DAYS)
def test_the_waiting_version_begins_on_a_first_of_the_month_at_least_30_days_ahead(
    today: date,
) -> None:
    day = waiting_date(today)
    assert day.day == 1
    assert timedelta(30) <= day - today <= timedelta(62)


def test_a_clock_that_lies_in_the_storys_past_is_not_believed() -> None:
    assert story(date(1970, 1, 1)) == story(date(2026, 1, 1))


def test_nobody_approves_a_text_that_they_wrote() -> None:
    steps = story(date(2026, 11, 22))
    authors = {step.author.name for step in steps if isinstance(step, Change)}
    assert authors.isdisjoint(signer.name for signer in SIGNERS)


def test_the_clauses_of_the_terms_are_changed_moved_renumbered_added_and_removed() -> None:
    plot = told()
    released = next(i for i, scene in enumerate(plot) if isinstance(scene.step, Release))
    old, new = plot[released].texts["terms.md"], plot[-1].texts["terms.md"]
    assert "We aim for 99.9 %" in old
    assert "We aim for 99.95 %" in new
    assert "7.2 You may take your data with you" in old
    assert "5.3 You may take your data with you" in new
    assert "4.2 We may raise a price" in old
    assert "4.3 We may raise a price" in new
    assert "One person may hold several roles" not in old
    assert "4.3 Invoices are sent by post" in old
    assert "Invoices are sent by post" not in new


def test_the_chinese_terms_follow_the_english_ones_later() -> None:
    changes = [scene for scene in told() if isinstance(scene.step, Change)]
    english = next(s for s in changes if "99.95 %" in s.texts.get("terms.md", ""))
    chinese = next(s for s in changes if "99.95%" in s.texts.get("terms.zh-CN.md", ""))
    assert english.step.when < chinese.step.when
    assert "可用率达到 99.9%，" in english.texts["terms.zh-CN.md"]


def test_the_chinese_website_notice_lags_behind_the_english_one() -> None:
    last = told()[-1].texts
    assert "delete the log after 30 days" in last["website.md"]
    assert "90 天后删除日志" in last["website.zh-CN.md"]


def test_one_sign_off_waits_for_another() -> None:
    words = [step for step in story(date(2026, 11, 22)) if isinstance(step, SignOff)]
    waiting = [w for w in words if w.effective and w.effective > date(2026, 11, 22)]
    assert [(word.policy, word.verdict) for word in waiting] == [("terms", "approve")]


def test_an_edit_that_does_not_fit_is_reported() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        Edit("a.md", "old", "new").undone("neither of them")
    with pytest.raises(ValueError, match="stands 2 times"):
        Added("a.md", "new", "until").undone("new new until")
