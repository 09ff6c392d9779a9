"""A text of four clauses, to compare with others made of it."""

from __future__ import annotations

OLD = """# Terms

## 1. Keeping

We keep the addresses of our visitors for thirty days,
and then we delete every one of them.

## 2. Sharing

We share nothing with anybody, unless a court of law tells us to,
and we say so to those whom it concerns.

## 3. Asking

Write to our office, and we answer within a week of your letter.

## 4. Leaving

Close your account at any time, we ask for no reason and for no fee.
"""


def section(number: int) -> str:
    """The text of a section."""
    start = OLD.index(f"## {number}.")
    end = OLD.find(f"## {number + 1}.")
    return OLD[start:end] if end > 0 else OLD[start:] + "\n"
