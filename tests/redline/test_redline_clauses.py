"""What happened to each clause, and the sentence above the redline."""

from __future__ import annotations

from policyreview.redline import compare

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
