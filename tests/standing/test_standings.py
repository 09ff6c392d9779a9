"""Standings of real repositories: what texts state, what changed since, what is behind."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.library import a_library
from policyreview.library import open_library
from policyreview.standing import STATUSES, standings
from policyreview.standing.changed import since
from policyreview.standing.kept import Kept, key_of
from policyreview.standing.past import policy_at
from policyreview.standing.stated import last_day, next_month
from policyreview.standing.values import Behind

if TYPE_CHECKING:
    from pathlib import Path

EN = (
    "# Privacy Policy\n\nEffective date: March 1, 2026\n\n## 1. What we keep\n\n"
    "We keep your address for 30 days.\n\n## 2. Who sees it\n\nNobody but us sees it.\n"
)
ZH = (
    "# 隐私政策\n\n生效日期：2026年3月1日\n\n## 1. 我们保存什么\n\n"
    "我们将您的地址保存 30 天。\n\n## 2. 谁能看到\n\n除我们之外没有人能看到。\n"
)
DAY = date(2026, 11, 22)


class Made:
    """A repository with commits of whole texts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "policies").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.path, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, **texts: str) -> str:
        names = {"en": "privacy.md", "zh": "privacy.zh-CN.md"}
        for tag, text in texts.items():
            (self.path / "policies" / names[tag]).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "library")


def behind(made: Made, base: str) -> tuple[int | None, tuple[Behind, ...]]:
    library = open_library(made.path)
    with library.repository:
        kept = Kept(library)
        found = since(library, library.policy("privacy"), base, kept)
        kept.save()
        assert since(library, library.policy("privacy"), base, Kept(library)) == found
        return found


def test_a_clause_changed_in_one_language_leaves_the_other_behind(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.commit(en=EN.replace("30 days", "40 days"))
    assert behind(made, base) == (1, (Behind("zh-CN", ("1 What we keep",)),))


def test_a_clause_changed_in_both_counts_once_and_nothing_is_behind(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.commit(en=EN.replace("30 days", "40 days"), zh=ZH.replace("30 天", "40 天"))
    assert behind(made, base) == (1, ())


def test_two_languages_that_changed_in_different_clauses_are_apart(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.commit(
        en=EN.replace("30 days", "40 days"),
        zh=ZH.replace("除我们之外没有人", "除我们和您之外没有人"),
    )
    assert behind(made, base) == (2, (Behind("zh-CN", ("1 What we keep",)),))


def test_a_clause_added_in_one_language_alone_is_named(made: Made):
    base = made.commit(en=EN, zh=ZH)
    more = "\n## 3. Cookies\n\nOur website stores two cookies in your browser.\n"
    made.commit(en=EN + more, zh=ZH.replace("除我们之外", "除我们和您之外"))
    (lag,) = behind(made, base)[1]
    assert "3 Cookies" in lag.clauses
    assert "1 What we keep" not in lag.clauses


def test_reflowed_lines_change_no_clause(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.commit(en=EN.replace("We keep your address", "We keep\nyour address"))
    assert behind(made, base) == (0, ())


def test_what_changed_is_kept_and_falls_with_the_next_change(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.commit(en=EN.replace("30 days", "40 days"))
    left = (Behind("zh-CN", ("1 What we keep",)),)
    assert behind(made, base) == (1, left)
    library = open_library(made.path)
    with library.repository:
        assert Kept(library).find(key_of(library.policy("privacy"), base)) == (1, left)
    made.commit(zh=ZH.replace("30 天", "40 天"))
    assert behind(made, base) == (1, ())
    made.commit(en=EN, zh=ZH)
    assert behind(made, base) == (0, ())


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"{}"])
def test_damaged_answers_are_found_again(made: Made, own_world: Path, damage: bytes):
    base = made.commit(en=EN, zh=ZH)
    made.commit(en=EN.replace("30 days", "40 days"))
    left = (Behind("zh-CN", ("1 What we keep",)),)
    assert behind(made, base) == (1, left)
    (answers,) = (own_world / "cache" / "changed").iterdir()
    answers.write_bytes(damage)
    assert behind(made, base) == (1, left)
    kept = b'[1,[["zh-CN",["1 What we keep"]]]]'
    for wrong in (
        b"null",
        b"[]",
        b'["1",[]]',
        b"[1,[2]]",
        b'[1,["zh"]]',
        b'[1,[["zh",[2]]]]',
        b"{}",
    ):
        assert kept in answers.read_bytes()
        answers.write_bytes(answers.read_bytes().replace(kept, wrong))
        assert behind(made, base) == (1, left)


def test_a_policy_found_by_its_history_is_compared_each_time(made: Made):
    base = made.commit(en=EN)
    made.git("mv", "policies/privacy.md", "policies/data.md")
    made.commit()
    library = open_library(made.path)
    with library.repository:
        kept, policy = Kept(library), library.policy("data")
        assert since(library, policy, base, kept) == (0, ())
        kept.save()
        assert Kept(library).find(key_of(policy, base)) is None


def test_a_policy_is_found_at_a_revision_where_its_files_had_other_names(made: Made):
    base = made.commit(en=EN, zh=ZH)
    made.git("mv", "policies/privacy.md", "policies/data.md")
    made.git("mv", "policies/privacy.zh-CN.md", "policies/data.zh-CN.md")
    made.commit()
    library = open_library(made.path)
    with library.repository:
        _, then = policy_at(library, "data", base)
        assert then.id == "privacy"


def test_a_policy_is_found_at_a_revision_where_nothing_looked_like_one(made: Made):
    notes = "Some words to begin with.\n\nAnd some more of them, kept for a later day.\n"
    names = {"first/draft-en.md": "en/1-rules.md", "second/other-fr.md": "fr/1-regles.md"}
    for at, (old, new) in enumerate(names.items()):
        for path in (old, new):
            (made.path / path).parent.mkdir()
        (made.path / old).write_text(f"{notes}{at}\n")
    begun = made.commit()
    for old, new in names.items():
        made.git("mv", old, new)
    made.commit()
    library = open_library(made.path)
    with library.repository:
        assert library.at(begun).policies == ()
        (now,) = library.policies
        _, then = policy_at(library, now.id, begun)
        assert [(text.language, text.path) for text in then.texts] == [
            ("en", "first/draft-en.md"),
            ("fr", "second/other-fr.md"),
        ]


def test_the_last_change_is_the_newest_of_all_texts_also_from_the_cache(made: Made):
    made.commit(en=EN, zh=ZH)
    newest = made.commit(zh=ZH.replace("30 天", "40 天"))

    def told() -> str | None:
        library = open_library(made.path)
        with library.repository:
            (found,) = standings(library, day=DAY)
            return found.last_change.commit if found.last_change else None

    assert told() == newest
    assert told() == newest
    (made.path / "notes.txt").write_text("nothing")
    made.commit()
    assert told() == newest
    assert told() == newest


def test_without_a_charter_the_text_states_its_date_and_nothing_is_in_force(made: Made):
    made.commit(en=EN, zh=ZH)
    library = open_library(made.path)
    with library.repository:
        (found,) = standings(library, day=DAY)
    assert (found.status, found.effective_date) == ("never approved", "2026-03-01")
    assert (found.in_force_since, found.need, found.have) == (None, None, 0)
    assert found.last_change is not None
    assert found.last_change.author == "Ada"


def test_an_invalid_charter_approves_nothing_and_breaks_no_list(made: Made):
    (made.path / "policyreview.toml").write_text("format = 99\n")
    made.commit(en=EN)
    library = open_library(made.path)
    with library.repository:
        (found,) = standings(library, day=DAY)
    assert found.status in STATUSES
    assert found.status not in {"approved", "scheduled", "in force", "review due"}


@given(st.dates(max_value=date(9998, 1, 1)), st.integers(1, 11))
def test_so_many_months_later_is_in_that_month_and_on_no_later_day(day: date, months: int):
    later = next_month(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-02", date(2026, 2, 28)),
        ("2026", date(2026, 12, 31)),
        ("2026-02-30", None),
        ("nonsense", None),
        ("9999-12", date(9999, 12, 31)),
    ],
)
def test_a_date_that_names_no_day_ends_on_its_last(iso: str, day: date | None):
    assert last_day(iso) == day


def test_an_approval_for_a_day_that_had_passed_says_that_it_had(tmp_path: Path):
    library = a_library(tmp_path).with_signers("ada").with_charter().with_policy("privacy")
    library.sign("ada", day="2026-01-01", despite=["effective-past"])
    found = standings(library.library(), day=DAY)[0]
    assert (found.status, found.have, found.need) == ("in review", 1, 1)
    assert "The effective date 2026-01-01 had passed when it was signed" in found.why
    assert "missing" not in found.why
