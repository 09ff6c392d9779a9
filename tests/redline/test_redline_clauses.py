"""What happened to each clause, and the sentence above the redline."""

from __future__ import annotations

import pytest

from policyreview.redline import compare
from policyreview.redline.summary import summarise

OLD = """# Terms of Lantern

## 1. Accounts

You keep your password secret and tell nobody about it, not even us.

## 2. Fees

You pay Lantern monthly in advance, by card or by letter, as you prefer.

## 3. Ending

Either side may end this agreement with thirty days of notice in writing.

## 4. Law

The law of Arcadia governs, and the court of Arcadia town hears disputes.
"""


def test_equal_texts_have_nothing_to_tell() -> None:
    redline = compare(OLD, OLD)
    assert redline.summary.sentence() == "No change."
    assert all(clause.change == "kept" for clause in redline.clauses)


def test_a_changed_clause_is_the_only_one_named() -> None:
    redline = compare(OLD, OLD.replace("thirty", "sixty"))
    told = [c.new.number for c in redline.clauses if c.change == "changed" and c.new]
    assert told == ["3"]
    assert redline.summary.sentence() == "1 clause changed."


def test_a_removed_clause_stands_in_its_old_place_and_the_others_are_renumbered() -> None:
    head, rest = OLD.split("## 2. Fees", 1)
    tail = rest.split("## 3.", 1)[1]
    new = head + "## 2." + tail.replace("## 4.", "## 3.")
    redline = compare(OLD, new)
    fates = [(c.change, (c.old or c.new).number) for c in redline.clauses if c.change != "kept"]  # type: ignore[union-attr]
    assert fates == [("removed", "2"), ("renumbered", "3"), ("renumbered", "4")]
    assert redline.summary.sentence() == "1 clause removed, 2 renumbered."


def test_a_clause_that_moved_says_from_where_to_where() -> None:
    parts = OLD.split("\n## ")
    moved = [parts[0], *parts[2:], parts[1]]
    new = "\n## ".join(p.rstrip("\n") + "\n" for p in moved)
    for k, title in enumerate(("Fees", "Ending", "Law", "Accounts"), 1):
        number = next(n for n in "1234" if f"{n}. {title}" in new)
        new = new.replace(f"## {number}. {title}", f"## {k}. {title}")
    redline = compare(OLD, new)
    said = [c.sentence() for c in redline.clauses if c.moved]
    assert said == ["moved from 1 to 4"]


def _told(old: str, new: str) -> list[str]:
    return [
        f"{side.title}: {each.sentence()}"
        for each in compare(old, new).clauses
        if each.change != "kept" and (side := each.new or each.old)
    ]


def test_a_figure_parted_in_a_clause_that_is_renumbered_or_moved_is_told_too() -> None:
    fee = "2.{0} Pay a fee of {1} euros to us.\n"
    renumbered = summarise(compare(fee.format(1, "3.5"), fee.format(2, "3. 5"))).sentence()
    assert renumbered == "1 clause changed."
    ends = "## Ending\n\nEither of us may end this with a letter that says so, for any reason.\n"
    fees = "## Fees\n\nYou pay a fee of {} euros to us before the first day of each new month.\n"
    laws = "\n## Law\n\nThe law of the land in which our lamps are made governs these terms.\n"
    head = "# Terms\n\nThese terms are about lamps.\n\n"
    old = f"{head}{fees.format('3.5')}\n{ends}{laws}"
    new = f"{head}{ends}{laws}\n{fees.format('3. 5')}"
    assert summarise(compare(old, new)).sentence() == "1 clause moved (1 with changes)."


def test_of_a_paragraph_in_no_clause_that_moved_a_parted_figure_is_told_as_a_change() -> None:
    fee = "Who brings it back late pays {} crowns a day, until it is back where it belongs to us."
    lent = "The lamp is lent to you for a week and you pay the fee at the counter of our shop."
    opened = "The shop is open from Monday to Friday, and on the first Saturday of a month as well."
    mended = "Broken lamps are mended by us, whoever it was that broke them, and you pay for glass."
    old = "\n\n".join((lent, fee.format("3.5"), opened, mended)) + "\n"
    for figure, said in (
        ("3. 5", "1 paragraph moved (1 with changes)."),
        ("3.5", "1 paragraph moved."),
    ):
        new = "\n\n".join((lent, opened, mended, fee.format(figure))) + "\n"
        assert summarise(compare(old, new)).sentence() == said
    wrapped = "\n\n".join((lent, opened, mended, fee.format("3.5").replace(" until", "\nuntil")))
    assert summarise(compare(old, wrapped)).sentence() == "1 paragraph moved."


def test_clauses_within_a_row_of_which_only_the_numbers_changed_are_renumbered() -> None:
    head = "| Terms | In short |\n|---|---|\n| **6\\. Words**<br>A lamp is a light. | Words. |\n"
    doors = (
        "| **{0}\\. Doors**<br><br>**{0}.1 Opening**<br><br>Doors are opened at dawn by the keeper."
        "<br><br>**{0}.2 Closing**<br><br>They are shut when the last guest is gone. | Doors. |\n"
    )
    stairs = "| **7\\. Stairs**<br><br>Stairs are swept by whoever lives on them. | Stairs. |\n"
    old, new = head + doors.format(7), head + stairs + doors.format(8)
    assert compare(old, new).summary.sentence() == "1 clause added, 3 renumbered."


def test_a_heading_that_is_a_link_to_itself_is_only_renumbered() -> None:
    text = (
        "## [{0}. Lamps and Stairs](#{1}-lamps-and-stairs)\n\nLamps stand on stairs.\n\n"
        "## [{2}. Doors](#{3}-doors)\n\nDoors are painted in spring.\n"
    )
    first = "## [A. Words](#a-words)\n\nA lamp is a light.\n\n"
    letters = "## [B. Letters](#b-letters)\n\nLetters are answered within two days.\n\n"
    old = first + text.format("B", "b", "C", "c")
    new = first + letters + text.format("C", "c", "D", "d")
    assert compare(old, new).summary.sentence() == "1 clause added, 2 renumbered."


def test_a_clause_is_the_one_that_has_its_heading_wherever_its_text_went() -> None:
    items = "".join(
        f"- Lantern lights the {name} of the town at dusk, summer and winter.\n"
        for name in ("gates", "bridges", "markets", "stairs", "yards")
    )
    old = f"## 6.1 Lights\n\n{items}\n## 6.2 Doors\n\nDoors are painted in spring.\n"
    new = (
        "## 6.1 Lights\n\nAsk the keeper.\n\n### Like pages\n\n"
        f"{items}\n## 6.2 Doors\n\nDoors are painted in spring.\n"
    )
    assert _told(old, new) == ["Lights: changed", "Like pages: added"]


def test_a_clause_that_lost_its_number_is_told_so() -> None:
    body = "Doors are painted in spring, and oiled whenever somebody asks for it.\n"
    old, new = (f"# Rules\n\n## {title}\n\n{body}" for title in ("9.2 Doors", "Doors, as ever"))
    assert _told(old, new) == ["Doors, as ever: no longer numbered 9.2, words changed"]


KEEPING = "We keep the orders of our customers for ten years, because the law of taxes wants that."
READING = "Nobody outside of our accounting department may read them in that time."
DELETING = "We delete the recordings of the lamps in your office after thirty days at the latest."


@pytest.mark.parametrize(
    ("first", "second", "there", "here"),
    [
        (f"{KEEPING} {DELETING}", READING, KEEPING, f"{READING} {DELETING}"),
        (f"{KEEPING}\n\n{DELETING}", READING, KEEPING, f"{READING}\n\n{DELETING}"),
        (READING, f"{KEEPING} {DELETING}", f"{READING} {DELETING}", KEEPING),
    ],
    ids=["a sentence", "a paragraph", "a sentence back"],
)
def test_words_that_went_into_another_clause_change_both(
    first: str, second: str, there: str, here: str
) -> None:
    old, new = (
        f"# T\n\n## 1. Data\n\n{one}\n\n## 2. Access\n\n{two}\n"
        for one, two in ((first, second), (there, here))
    )
    assert _told(old, new) == ["Data: changed", "Access: changed"]
    assert compare(old, new).summary.sentence() == "2 clauses changed."


def test_a_paragraph_that_goes_elsewhere_in_its_clause_changes_it() -> None:
    old, new = (
        f"# T\n\n## 1. Data\n\n{body}\n\n## 2. Law\n\nThat of Arcadia.\n"
        for body in (
            f"{KEEPING}\n\n{DELETING}\n\n{READING}",
            f"{READING}\n\n{KEEPING}\n\n{DELETING}",
        )
    )
    redline = compare(old, new)
    assert redline.summary.sentence() == "1 clause changed."
    assert [c.change for c in redline.clauses] == ["changed", "kept"]


def test_a_paragraph_that_leaves_its_clause_for_a_place_before_all_changes_it() -> None:
    old = f"Read this.\n\n## 1. Data\n\n{KEEPING}\n\n{DELETING}\n\n{READING}\n"
    new = f"{DELETING}\n\nRead this.\n\n## 1. Data\n\n{KEEPING}\n\n{READING}\n"
    assert _told(old, new) == ["Data: changed"]


def test_rows_of_a_table_of_contents_are_told_together_and_not_as_other_paragraphs() -> None:
    def text(*names: str) -> str:
        numbered = list(enumerate(names, 1))
        rows = "".join(f"- [{n}. {name}](#{n}-{name.lower()})\n" for n, name in numbered)
        body = "".join(f"## {n}. {name}\n\nOf {name} all is said here.\n\n" for n, name in numbered)
        return f"# Terms\n\n{rows}\n{body}"

    old = text("Renting", "Paying", "Lending")
    new = text("Lanterns", "Renting", "Paying", "Lending")
    assert summarise(compare(old, new)).sentence() == (
        "1 clause added, 3 renumbered, the table of contents changed."
    )
    noted = new.replace("# Terms\n\n", "# Terms\n\nThese terms bind all of us.\n\n")
    assert summarise(compare(old, noted)).sentence() == (
        "1 clause added, 3 renumbered, 1 other paragraph changed, the table of contents changed."
    )
    linked = old.replace("(#1-renting)", "(#renting)")
    assert summarise(compare(old, linked)).sentence() == "The table of contents changed."
    elsewhere = old.replace("- [1. Renting](#1-renting)", "- [1. Renting](renting.md)")
    assert summarise(compare(old, elsewhere)).sentence() == (
        "1 paragraph changed outside the clauses."
    )


def test_a_few_words_that_went_into_another_clause_change_both() -> None:
    old = f"# T\n\n## Data\n\n{KEEPING}\n\nNo refunds.\n\n## Access\n\n{READING}\n"
    new = f"# T\n\n## Data\n\n{KEEPING}\n\n## Access\n\nNo refunds.\n\n{READING}\n"
    assert _told(old, new) == ["Data: changed", "Access: changed"]


def test_a_passage_that_is_the_same_is_kept_beside_a_new_one() -> None:
    old = "项规定，或者终止服会将您；\nArticle 4 过三十日。\n"
    new = old + "协议的各项守本信息与合作伙伴，的各搜索引擎遵守本协议的；\n"
    assert [b.change for b in compare(old, new).blocks] == ["kept", "inserted"]


def test_another_space_in_a_label_is_no_other_number() -> None:
    old, new = (f"# T\n\nArticle{space}4 {KEEPING}\n\n{READING}\n" for space in (" ", "  "))
    assert "renumbered" not in {b.change for b in compare(old, new).blocks}
