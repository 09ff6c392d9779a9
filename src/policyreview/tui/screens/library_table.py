"""How the Library's table looks: its columns for a width, its orders, and the preview's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview import terminal
from policyreview.terminal import safe
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import broken
from policyreview.tui.widgets.lines import column
from policyreview.tui.work.words import age, counted, day_of, languages, short

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from policyreview.library import Policy
    from policyreview.standing import Standing
    from policyreview.tui.look import Piece
    from policyreview.tui.work.questions import Me


@dataclass(frozen=True, slots=True)
class Entry:
    """One policy, and where it stands once that is known."""

    policy: Policy
    standing: Standing | None = None


STATUS_ROLES = {
    "broken": Role.BAD,
    "unknown": Role.WARN,
    "changes requested": Role.BAD,
    "never approved": Role.WARN,
    "translation behind": Role.WARN,
    "in review": Role.WARN,
    "changed": Role.WARN,
    "approved": Role.GOOD,
    "scheduled": Role.GOOD,
    "in force": Role.GOOD,
    "review due": Role.WARN,
}


# -- orders -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of the table."""

    words: str
    key: Callable[[Entry], tuple[object, ...]]
    column: str


def _urgency(entry: Entry) -> tuple[object, ...]:
    standing = entry.standing
    if standing is None:
        return (1, 99, _name(entry))
    from policyreview.standing import STATUSES

    return (not standing.waits_for_me, STATUSES.index(standing.status), _name(entry))


def _name(entry: Entry) -> tuple[object, ...]:
    """By title, numbers in it by their value."""
    parts = _DIGITS.split(entry.policy.title.casefold())
    values = tuple((int(p[:18]), "") if p.isdecimal() else (-1, p) for p in parts)
    return (values, entry.policy.id)


_DIGITS = re.compile(r"([0-9]+)")


def _status(entry: Entry) -> tuple[object, ...]:
    return (entry.standing.status if entry.standing else "~", _name(entry))


def _effective(entry: Entry) -> tuple[object, ...]:
    date = entry.standing.effective_date if entry.standing else None
    return (date is None, "" if date is None else _descending(date), _name(entry))


def _descending(text: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in text)


def _changed(entry: Entry) -> tuple[object, ...]:
    change = entry.standing.last_change if entry.standing else None
    return (-(change.time if change else 0), _name(entry))


SORTS: tuple[Sort, ...] = (
    Sort("what waits for you, then status", _urgency, "Status"),
    Sort("name", lambda entry: (_name(entry),), "Policy"),
    Sort("status", _status, "Status"),
    Sort("effective date, newest first", _effective, "Effective"),
    Sort("last change, newest first", _changed, "Last change"),
)


def matches(entry: Entry, words: str) -> bool:
    """Whether every word typed stands in the policy's id, title, paths, status or languages."""
    policy = entry.policy
    status = entry.standing.status if entry.standing else ""
    mine = "waiting" if entry.standing and entry.standing.waits_for_me else ""
    whole = " ".join(
        (policy.id, policy.title, *policy.paths, *policy.languages, status, mine)
    ).casefold()
    return all(word in whole for word in words.casefold().split())


# -- columns ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its cells, how soon it gives way on a narrow screen (high first)."""

    head: str
    width: int
    gives_way: int
    right: bool = False


_COLUMNS = (
    Column("Policy", 24, 0),
    Column("Status", 18, 0),
    Column("Effective", 10, 1),
    Column("Languages", 9, 2),
    Column("Signed", 6, 3, right=True),
    Column("In force", 10, 6),
    Column("Changed", 10, 7),
    Column("Last change", 12, 5),
    Column("By", 18, 8),
)
_MARK = 3
_BETWEEN = 2


def _chosen(width: int) -> list[tuple[Column, int]]:
    """The columns that a width has room for; names take what is left, then languages."""
    columns = list(_COLUMNS)

    def used() -> int:
        return _MARK + sum(c.width + _BETWEEN for c in columns)

    while used() > width and len(columns) > 2:
        columns.remove(max(columns, key=lambda c: c.gives_way))
    spare = max(0, width - used())
    name = min(spare, 36)
    extra = {"Policy": name, "Languages": min(spare - name, 24)}
    return [(each, each.width + extra.get(each.head, 0)) for each in columns]


def head(width: int, sort: Sort) -> list[Piece]:
    """The line of column heads; the one that the order goes by is marked."""
    pieces: list[Piece] = [(" " * _MARK, Role.DIM)]
    for each, wide in _chosen(width):
        role = Role.STRONG if each.head == sort.column else Role.DIM
        pieces.append(column(each.head, wide, role, right=each.right))
        pieces.append((" " * _BETWEEN, Role.DIM))
    return pieces


def line(
    entry: Entry, width: int, today: dt.date, *, known: bool, alone: bool = True
) -> list[Piece]:
    """One policy's line.

    Args:
        entry: The policy.
        width: Cells.
        today: For ages.
        known: Whether all facts have arrived: then what is missing is missing, not awaited.
        alone: Whether no other policy has its title; else its id stands behind it.
    """
    standing = entry.standing
    mine = standing is not None and standing.waits_for_me
    pieces: list[Piece] = [(" * " if mine else "   ", Role.MINE)]
    for each, wide in _chosen(width):
        text, role = _cell(each.head, entry, today, known=known)
        if each.head == "Policy" and not alone:
            text = f"{text} ({safe(entry.policy.id)})"
        pieces.append(column(text, wide, role, right=each.right))
        pieces.append((" " * _BETWEEN, Role.TEXT))
    return pieces


def _cell(name: str, entry: Entry, today: dt.date, *, known: bool) -> tuple[str, Role]:
    policy, standing = entry.policy, entry.standing
    if name == "Policy":
        return safe(policy.title or policy.id), Role.TEXT
    if name == "Languages":
        return languages(policy.languages), Role.TEXT
    if standing is None:
        return ("?" if known else "…"), Role.DIM
    change = standing.last_change
    values: dict[str, tuple[str, Role]] = {
        "Status": (standing.status, STATUS_ROLES.get(standing.status, Role.TEXT)),
        "Effective": (safe(standing.effective_date or "–"), Role.TEXT),
        "In force": (safe(standing.version_in_force or "–"), Role.TEXT),
        "Signed": (_signed(standing), Role.TEXT),
        "Changed": (_changed_words(standing), Role.DIM),
        "Last change": (age(change.time, today) if change else "–", Role.DIM),
        "By": (safe(change.author) if change else "", Role.DIM),
    }
    return values[name]


def _signed(standing: Standing) -> str:
    if standing.status == "unknown":
        return "?"
    if standing.need is None:
        return str(standing.have) if standing.have else "–"
    return f"{standing.have}/{standing.need}"


def _changed_words(standing: Standing) -> str:
    if not standing.changed_clauses:
        return "–"
    return counted(standing.changed_clauses, "clause")


# -- preview ------------------------------------------------------------------------------


def about(entry: Entry, width: int, me: Me | None) -> list[tuple[Piece, ...]]:
    """The preview's lines about a policy, before its text."""
    policy, standing = entry.policy, entry.standing
    lines = _whole(((safe(policy.title or policy.id), Role.STRONG),), width)
    if standing is not None:
        role = STATUS_ROLES.get(standing.status, Role.TEXT)
        why = safe(standing.why)
        text = f"{standing.status}: {why}"
        spans = terminal.wrap(text, width)  # its tables aren't made for the first table
        lines += [((f"  {text[start:end]}", role),) for start, end in spans]
        lines += _waiting(standing, width, me)
        lines += _dates(standing, width)
    shown = policy.texts if len(policy.texts) <= _MOST + 1 else policy.texts[:_MOST]
    for text_of in shown:
        language = "language unknown" if text_of.language == "und" else safe(text_of.language)
        part = "" if text_of.lines is None else f", lines {text_of.lines[0]}–{text_of.lines[1]}"
        place = f"  {safe(text_of.path)}{part}"
        lines += _whole(((language, Role.TEXT), (place, Role.DIM)), width)
    if len(shown) < len(policy.texts):
        lines.append(((f"  and {len(policy.texts) - len(shown)} more", Role.DIM),))
    if standing is not None and standing.last_change is not None:
        change = standing.last_change
        made = (
            (f"{day_of(change.time)}  {short(change.commit)}  ", Role.DIM),
            (safe(change.author), Role.TEXT),
            (f"  {safe(change.subject)}", Role.DIM),
        )
        lines += _whole(made, width)
    return lines


def _whole(pieces: tuple[Piece, ...], width: int) -> list[tuple[Piece, ...]]:
    """Safe pieces on as many lines as they need."""
    return [(("  ", Role.TEXT), *line) for line in broken(pieces, width)]


_MOST = 8
"""Texts that the preview names; of more it tells how many."""


def _waiting(standing: Standing, width: int, me: Me | None) -> Sequence[tuple[Piece, ...]]:
    if standing.waits_for_me:
        return _whole((("It waits for you: enter reviews it, a signs off.", Role.MINE),), width)
    if standing.waits_for and standing.status != "in review":  # why it is in review says so
        names = ", ".join(me.name_of(signer) if me else signer for signer in standing.waits_for)
        return _whole(((f"It waits for {safe(names)}.", Role.TEXT),), width)
    return []


def _dates(standing: Standing, width: int) -> Sequence[tuple[Piece, ...]]:
    parts: list[str] = []
    if standing.version_in_force and standing.in_force_since:
        parts.append(f"in force: {_since(standing.version_in_force, standing.in_force_since)}")
    if standing.next_version and standing.next_date:
        parts.append(f"next: {_since(standing.next_version, standing.next_date, 'from')}")
    if standing.effective_date:
        parts.append(f"the text says: effective {standing.effective_date}")
    words = safe("; ".join(parts))
    return [((f"  {words[a:b]}", Role.TEXT),) for a, b in terminal.wrap(words, width) if parts]


def _since(version: str, day: dt.date, word: str = "since") -> str:
    """A version and the day from which it binds; most versions are called after that day."""
    return f"{word} {day}" if version == str(day) else f"{version}, {word} {day}"
