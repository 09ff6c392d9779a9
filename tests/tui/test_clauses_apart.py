"""Two clauses that carry one number, and what can't be seen: told apart, and told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import TODAY, playing, press, screen_text

from builders.library import LibraryBuilder, a_library
from policyreview.documents import clauses
from policyreview.library import open_library
from policyreview.signoff.clauses import changed_clauses
from policyreview.tui.columns import Columns
from policyreview.tui.work.remarks import Remark, Remarks
from policyreview.tui.work.seen import seen_clauses
from policyreview.tui.work.viewed import Digests, Viewed, clause_digest

if TYPE_CHECKING:
    from pathlib import Path

OPEN = ("slash", "=privacy", "enter", "enter")
WIDE = (140, 40)
TWICE = """# Terms

## 1. Keeping

### 1.1 Letters

We keep letters for a year in a box.

### 1.1 Parcels

We keep parcels for a week on a shelf.

## 2. Asking

Write to us.
"""


def library_of(tmp_path: Path, *texts: str) -> LibraryBuilder:
    builder = a_library(tmp_path)
    builder.with_policy("privacy", texts[0])
    for text in texts[1:]:
        builder.commit({"policies/privacy.md": text})
    return builder


def marked(shown: str, column: int, mark: str) -> list[str]:
    """Lines of the outline that carry a mark."""
    return [line for line in shown.split("\n")[3:-3] if line[column : column + 1] == mark]


def own(text: str, title: str) -> str:
    """A clause's own words."""
    clause = next(clause for clause in clauses(text) if clause.title == title)
    return text[clause.start : clause.end]


async def test_a_tick_on_one_of_two_clauses_with_one_number_is_not_on_the_other(
    tmp_path: Path,
) -> None:
    builder = library_of(tmp_path, TWICE)
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "1", *["right_curly_bracket"] * 2, "space")
        (line,) = marked(screen_text(pilot), 0, "✓")
        assert "1.1 Letters" in line


async def test_a_comment_on_the_second_is_not_shown_on_the_first(tmp_path: Path) -> None:
    builder = library_of(tmp_path, TWICE)
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "1", *["right_curly_bracket"] * 3, "c", "=Too short", "enter")
        repository = pilot.app.screen._library.repository  # type: ignore[attr-defined]
        kept = Remarks(repository.common_dir).of("privacy")
        assert [remark.clause for remark in kept] == ["1.1 #2"]
        (line,) = marked(screen_text(pilot), 3, '"')
        assert "1.1 Parcels" in line


async def test_a_comment_kept_before_under_the_number_alone_is_on_the_first(
    tmp_path: Path,
) -> None:
    builder = library_of(tmp_path, TWICE)
    with open_library(builder.root).repository as repository:
        Remarks(repository.common_dir).write("privacy", Remark("en", "1.1", "Why a year?"))
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "1", *["right_curly_bracket"] * 2)
        (line,) = marked(screen_text(pilot), 3, '"')
        assert "1.1 Letters" in line


def test_of_two_clauses_with_equal_words_the_first_keeps_the_ticks_of_today() -> None:
    digests = Digests()
    assert digests.of("same") == clause_digest("same")
    assert digests.of("same") != clause_digest("same")
    assert digests.of("other") == clause_digest("other")


def test_a_record_names_the_second_of_two_clauses_with_one_number() -> None:
    after = TWICE.replace("a week on", "a month on").encode()
    assert changed_clauses(TWICE.encode(), after, "privacy.md", "en") == (("1.1 #2", "changed"),)


def test_each_half_of_a_file_counts_its_own_clauses() -> None:
    text = (
        "中文\n\n1. 我们保存您的地址三十天，之后删除。\n\n2. 我们不出售您的数据。\n\n"
        "English\n\n1. We keep your address for thirty days and then delete it.\n\n"
        "2. We sell none of your data to anybody.\n"
    )
    after = text.replace("sell none", "sell nothing")
    found = changed_clauses(text.encode(), after.encode(), "privacy.md", "en")
    assert [name for name, _ in found] == ["2"]


def test_a_clause_counts_as_viewed_by_its_own_tick_alone(tmp_path: Path) -> None:
    after = TWICE.replace("a year", "two years").replace("a week", "a month")
    builder = library_of(tmp_path, TWICE, after)
    library = open_library(builder.root)
    with library.repository as repository:
        viewed = Viewed(repository.common_dir)
        viewed.toggle("privacy", "en", clause_digest(own(after, "Parcels")))
        base = builder.git("rev-parse", "HEAD~1").strip()
        seen = seen_clauses(library, library.policy("privacy"), base, viewed)
    assert ("en", "1.1 #2") in seen
    assert ("en", "1.1") not in seen


def test_a_clause_taken_out_is_viewed_by_its_own_words_also_if_its_number_lives_on(
    tmp_path: Path,
) -> None:
    start, end = TWICE.index("### 1.1 Letters"), TWICE.index("### 1.1 Parcels")
    builder = library_of(tmp_path, TWICE, TWICE[:start] + TWICE[end:])
    library = open_library(builder.root)
    with library.repository as repository:
        viewed = Viewed(repository.common_dir)
        policy, base = library.policy("privacy"), builder.git("rev-parse", "HEAD~1").strip()
        assert ("en", "1.1") not in seen_clauses(library, policy, base, viewed)
        viewed.toggle("privacy", "en", clause_digest(own(TWICE, "Letters")))
        assert ("en", "1.1") in seen_clauses(library, policy, base, viewed)


async def test_another_encoding_is_named_above_the_text(tmp_path: Path) -> None:
    builder = library_of(tmp_path, TWICE.replace("letters", "lettres d’été"), TWICE)
    (builder.root / "policies" / "privacy.md").write_bytes(
        TWICE.replace("letters", "lettres d’été").encode("cp1252")
    )
    builder.git("add", ".")
    builder.git("commit", "-qm", "Save as Windows-1252")
    async with playing(builder.root, TODAY, (160, 40)) as pilot:
        await press(pilot, *OPEN, "3")
        assert "The encoding changed from UTF-8 to Windows-1252." in screen_text(pilot)


async def test_what_cannot_be_seen_is_named_above_the_text_and_at_its_row(tmp_path: Path) -> None:
    after = TWICE.replace("We keep letters", "We keep\u00a0letters")
    builder = library_of(tmp_path, TWICE, "\ufeff" + after.replace("\n", "\r\n"))
    async with playing(builder.root, TODAY, (160, 40)) as pilot:
        await press(pilot, *OPEN, "3")
        shown = screen_text(pilot)
        assert "The byte order mark was added." in shown
        assert "Line ends changed from LF to CRLF." in shown
        assert "White space changed from space to no-break space." in shown
        assert "⟦NBSP⟧" not in shown
        await press(pilot, "W")
        assert "⟦NBSP⟧" in screen_text(pilot)
        view = pilot.app.screen.query_one(Columns)
        while "letters for" not in view.source.search_text(view.here):  # type: ignore[union-attr]
            await press(pilot, "right_square_bracket")
        assert screen_text(pilot).count("White space changed from space to no-break space.") == 2
