from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, said, screen_text

from builders.library import CHINESE, ENGLISH, LibraryBuilder
from policyreview.documents import clauses
from policyreview.redline import compare
from policyreview.tui.sources import OneColumn, TwoColumns
from policyreview.tui.sources.clausewise import Clausewise
from policyreview.tui.sources.headings import Headings

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZE = (120, 60)


def clause(name: str, *paragraphs: str) -> str:
    topic = name.rpartition(" ")[2].lower()
    body = paragraphs or tuple(f"Of {topic} this is said {n}." for n in range(1, 6))
    return "\n\n".join((f"## {name}", *body)) + "\n\n"


OLD = (
    "# Terms of Tidelamp\n\nThese terms bind who rents a lamp.\n\n"
    + clause("1. Renting")
    + clause("2. Paying")
    + clause("3. Lending")
    + clause("4. Ending")
)
NEW = OLD.replace("Of paying this is said 2.", "Of paying this was said 2.")


async def opened(pilot: Pilot[int], *keys: str) -> str:
    await press(pilot, "slash", "=terms", "enter", "enter", *keys)
    return screen_text(pilot)


def commit(policies: LibraryBuilder, *texts: str) -> None:
    for text in texts:
        policies.commit({"policies/terms.md": text})


@pytest.mark.parametrize("mode", ["2", "3"])
async def test_a_clause_with_a_change_is_shown_whole_and_the_others_are_folded(
    policies: LibraryBuilder, mode: str
) -> None:
    commit(policies, OLD, NEW)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        shown = await opened(pilot, mode, "e")
        assert "Clauses with a change are shown whole, the others are folded." in shown
        assert "## 2. Paying" in shown
        assert all(f"Of paying this is said {n}." in shown for n in (1, 3, 4, 5))
        assert "Of renting" not in shown
        assert "Of lending" not in shown
        assert "2 clauses, 12 paragraphs, without a change (enter unfolds)" in shown
        await press(pilot, "e", "g")
        shown = screen_text(pilot)
        assert "without a change" not in shown
        assert "Of renting this is said 3." in shown


async def test_words_stay_marked_in_a_clause_that_is_shown_whole(policies: LibraryBuilder) -> None:
    commit(policies, OLD, NEW)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        assert "Of paying this iswas said 2." in await opened(pilot, "3", "e")
        await press(pilot, "E")
        shown = screen_text(pilot)
        assert "Of paying this is said 2." in shown
        assert "Of paying this was said 2." in shown
        assert "Of renting" not in shown


async def test_folding_takes_the_place_of_whole_clauses_and_they_go_back_to_it(
    policies: LibraryBuilder,
) -> None:
    commit(policies, OLD, NEW)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        assert "Of paying this is said 5." not in await opened(pilot, "3", "f")
        await press(pilot, "e")
        assert "Of paying this is said 5." in screen_text(pilot)
        await press(pilot, "e")
        shown = screen_text(pilot)
        assert "Only what is near a change is shown." in shown
        assert "Of paying this is said 5." not in shown
        await press(pilot, "e", "f", "g")
        assert "without a change" not in screen_text(pilot)


async def test_clauses_that_are_folded_are_unfolded_and_searched(policies: LibraryBuilder) -> None:
    commit(policies, OLD, NEW)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        await opened(pilot, "3", "e", "g", "enter")
        shown = screen_text(pilot)
        assert "Of renting this is said 3." in shown
        assert "Of lending" not in shown
        await press(pilot, "slash", *"lending this is said 4", "enter")
        assert "Of lending this is said 4." in screen_text(pilot)


async def test_clauses_that_are_folded_are_not_ticked_and_ticking_goes_on_behind_them(
    policies: LibraryBuilder,
) -> None:
    commit(policies, OLD, NEW.replace("Of ending this is said 3.", "Of ending this was said 3."))
    async with playing(policies.root, TODAY, SIZE) as pilot:
        assert "0/4 viewed" in await opened(pilot, "3", "e", "g", "]", "{", "{", "space")
        assert "Clauses that are folded can't be ticked; enter unfolds them." in said(pilot)
        await press(pilot, "}", "space", "space")
        shown = screen_text(pilot)
        assert "2/4 viewed" in shown
        assert [line[:20].split() for line in shown.split("\n") if line.startswith("✓")] == [
            ["✓~", "2", "Paying"],
            ["✓~", "4", "Ending"],
        ]


async def test_an_item_that_is_folded_away_is_not_ticked_and_nothing_is_said_on_it(
    policies: LibraryBuilder,
) -> None:
    items = (
        "(a) Of oil this is said.\n\n(b) Of wicks this is said.\n\n(c) Of glass this is said.\n\n"
    )
    text = NEW + "## 5. Keeping\n\n" + items
    commit(policies, OLD + "## 5. Keeping\n\n" + items, text)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        await opened(pilot, "3", "e", "G", "space")
        assert "Clauses that are folded can't be ticked; enter unfolds them." in said(pilot)
        assert "✓" not in screen_text(pilot)
        await press(pilot, "c")
        assert "Nothing can be said on clauses that are folded; enter unfolds them." in said(pilot)
        await press(pilot, "f", "f", "g", "space")
        assert "Clauses that are folded can't be ticked; enter unfolds them." in said(pilot)


async def test_a_clause_that_got_another_number_is_not_folded_away_beside_the_other_language(
    policies: LibraryBuilder,
) -> None:
    policies.with_policy("privacy", ENGLISH, zh_CN=CHINESE)
    policies.commit({"policies/privacy.md": ENGLISH.replace("## 2. ", "## 7. ")})
    async with playing(policies.root, TODAY, SIZE) as pilot:
        for keys in (["slash", "=privacy", "enter", "enter", "5", "f"], ["f", "e"]):
            await press(pilot, *keys)
            shown = screen_text(pilot)
            assert "## 2.7." in shown
            assert "without a change" in shown


async def test_a_clause_is_shown_whole_beside_the_other_language(policies: LibraryBuilder) -> None:
    changed = ENGLISH.replace("your name and your address", "your name and your birthday")
    policies.with_policy("privacy", ENGLISH, zh_CN=CHINESE)
    policies.commit({"policies/privacy.md": changed})
    async with playing(policies.root, TODAY, SIZE) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "enter", "5", "e")
        shown = screen_text(pilot)
        assert "birthday" in shown
        assert "姓名" in shown
        assert "⋯ 2 paragraphs without a change (enter unfolds)" in shown
        assert "⋯ 3 clauses, 5 paragraphs, without a change (enter unfolds)" in shown
        assert "We do not sell it." not in shown


async def test_in_a_text_without_clauses_paragraphs_are_folded(policies: LibraryBuilder) -> None:
    plain = "\n\n".join(f"Nothing is new in what stands here, which is {n}." for n in range(30))
    commit(policies, plain, plain.replace("which is 20", "which was 20"))
    async with playing(policies.root, TODAY, SIZE) as pilot:
        shown = await opened(pilot, "3", "e")
        assert "This text has no clauses: paragraphs without a change are folded." in shown
        assert "paragraphs without a change (enter unfolds)" in shown
        assert "which is 10" not in shown


async def test_one_text_alone_has_no_clauses_to_fold(policies: LibraryBuilder) -> None:
    commit(policies, OLD, NEW)
    async with playing(policies.root, TODAY, SIZE) as pilot:
        shown = await opened(pilot, "1", "e")
        assert "Only a comparison of two revisions can be folded: 2, 3 or 5." in shown


def whole(old: str, new: str, kind: type[OneColumn | TwoColumns] = OneColumn) -> list[str]:
    """The first lines of all paragraphs that are shown of a comparison."""
    source = kind(compare(old, new), ("",), (Headings(), Headings()), lambda *_: "")
    changed = {row for row in range(len(source)) if source.is_changed(row)}
    changed -= source.changes.said("renumbered")
    shown = Clausewise(source, clauses(new), clauses(old)).whole(changed)
    return [source.search_text(row).strip().split("\n")[0] for row in sorted(shown)]


def test_of_a_clause_that_lost_its_last_paragraph_all_is_shown_and_nothing_of_the_next() -> None:
    shown = whole(OLD, OLD.replace("Of paying this is said 5.\n\n", ""))
    assert shown[0] == "## 2. Paying"
    assert shown[-1] == "Of paying this is said 5."
    assert len(shown) == 6


def test_a_clause_that_is_gone_or_new_opens_none_beside_it() -> None:
    shorter = OLD.replace(clause("3. Lending"), "")
    for texts in ((OLD, shorter), (shorter, OLD)):
        shown = whole(*texts)
        assert shown[0] == "## 3. Lending"
        assert shown[-1] == "Of lending this is said 5."
        assert len(shown) == 6


def test_a_clause_that_moved_is_whole_at_both_ends() -> None:
    moved = OLD.replace(clause("1. Renting"), "") + clause("1. Renting")
    assert whole(OLD, moved) == ["## 1. Renting", "## 1. Renting"]  # all of it is one passage


def test_the_headings_of_the_clauses_around_it_are_shown() -> None:
    nested = OLD.replace("## 2. Paying\n", "## 2. Paying\n\nMoney first.\n\n### 2.1 When\n")
    shown = whole(nested, nested.replace("Of paying this is", "Of paying this was"))
    assert shown[:2] == ["## 2. Paying", "### 2.1 When"]
    assert "Money first." not in shown


def test_an_item_belongs_to_the_clause_that_it_stands_in() -> None:
    items = clause("2. Paying", "You pay", "(a) in time,", "(b) in full,", "(c) in coins.")
    old = OLD.replace(clause("2. Paying"), items)
    shown = whole(old, old.replace("in full", "in part"))
    assert shown[0] == "## 2. Paying"
    assert shown[-1] == "(c) in coins."
    assert "Of lending this is said 1." not in shown


def test_an_item_among_items_with_headings_is_a_clause_like_them() -> None:
    items = clause("2. Paying", "a. **In time.** You pay.", "b. You pay in full.", "Nothing else.")
    old = OLD.replace(clause("2. Paying"), items)
    shown = whole(old, old.replace("**In time.** You", "**In time.** We"))
    assert shown == ["## 2. Paying", "a. **In time.** You pay."]


def test_what_stands_above_the_first_clause_is_shown_when_it_changed() -> None:
    shown = whole(OLD, OLD.replace("who rents a lamp", "who borrows a lamp"))
    assert "These terms bind who rents a lamp." in shown
    assert "## 1. Renting" not in shown


def test_a_clause_with_another_number_only_is_not_shown_whole() -> None:
    renumbered = OLD.replace("## 4. Ending", "## 5. Ending")
    assert whole(OLD, renumbered) == []
