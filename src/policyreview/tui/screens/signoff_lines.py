"""The lines under the Sign-off's form: places, findings, what stands in the way, what is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.terminal import safe, wrap
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import broken
from policyreview.tui.work.words import counted, languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.signoff import Plan, Signed
    from policyreview.tui.look import Piece
    from policyreview.tui.work.signing import Form, Ground, Outlook, Verdict


@dataclass(frozen=True, slots=True)
class Detail:
    """One line.

    Attributes:
        pieces: What it shows.
        kind: ``place``, ``finding``, ``backdated`` or ``sign`` where the line can be acted on.
        key: Which place or finding.
    """

    pieces: tuple[Piece, ...] = ()
    kind: str = ""
    key: str = ""


def details(outlook: Outlook, form: Form, width: int, known: Ground | None) -> list[Detail]:
    """All lines for what signing now would do.

    Args:
        outlook: What it would do, or why that can't be said.
        form: What is filled in.
        width: Cells of the screen.
        known: Who could sign.
    """
    width = max(20, min(width - 4, 100))
    no_key = known.no_key if known is not None else ""
    another = known.why_another(form) if known is not None else ""
    if outlook.plan is None:
        lines = [Detail(), *_sentences(outlook.problem, width, Role.BAD, "! ")]
        if no_key and no_key not in outlook.problem:
            lines += [Detail(), *_sentences(no_key, width, Role.BAD, "! ")]
        return lines
    plan = outlook.plan
    lines = [_button(plan), Detail()]
    if another:
        lines += [*_sentences(another, width, Role.WARN, "! "), Detail()]
    lines += _notices(plan, form, width)
    lines += _places(plan, form, width)
    lines += _findings(plan, form, width)
    lines += _remarks(plan, width)
    lines += _signed(plan, width)
    return lines


def _head(words: str) -> Detail:
    return Detail(((f" {words}", Role.STRONG),))


def _sentences(text: str, width: int, role: Role, mark: str = "  ") -> list[Detail]:
    shown = safe(text)
    return [
        Detail(((f" {mark if number == 0 else '  '}", role), (shown[start:end], role)))
        for number, (start, end) in enumerate(wrap(shown, width))
    ]


def _notices(plan: Plan, form: Form, width: int) -> list[Detail]:
    lines: list[Detail] = []
    for notice in plan.notices:
        bar = notice.weight == "bar"
        hint = f" {notice.hint}" if notice.hint and "--" not in notice.hint else ""
        lines += _sentences(notice.text + hint, width, Role.BAD if bar else Role.WARN, "! ")
        if notice.code == "effective-past":
            lines.append(_tick("I mean this day, although it has passed", False, "backdated", ""))
    if form.backdated and not any(n.code == "effective-past" for n in plan.notices):
        lines.append(_tick("I mean this day, although it has passed", True, "backdated", ""))
    lines += _not_viewed(plan, width)
    return [*lines, Detail()] if lines else []


def _not_viewed(plan: Plan, width: int) -> list[Detail]:
    """A warning about changed clauses that the signer has not ticked."""
    clauses = plan.record.clauses
    missing = [clause for clause in clauses if not clause.seen]
    if not missing or plan.record.verdict not in {"approve", "reject"}:
        return []
    several = len({clause.language for clause in clauses}) > 1
    names = [f"{c.language} {c.clause}" if several else c.clause for c in missing[:_NAMED]]
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    text = (
        f"{len(missing)} of {counted(len(clauses), 'changed clause')} not ticked as viewed: "
        f"{', '.join(names)}{more}. The record will say so."
    )
    return _sentences(text, width, Role.WARN, "! ")


_NAMED = 8
"""Clauses that are named; of more only the number is told."""


def _remarks(plan: Plan, width: int) -> list[Detail]:
    """The comments on clauses that go with the sign-off."""
    remarks = [comment for comment in plan.record.comments if comment.clause]
    if not remarks:
        return []
    lines = [_head(f"Your {counted(len(remarks), 'comment')} on clauses, signed with it")]
    for remark in remarks:
        where = f"{remark.language} {remark.clause}: "
        lines += _sentences(where + remark.text, width, Role.TEXT, '" ')
    return [*lines, Detail()]


def _tick(words: str, on: bool, kind: str, key: str) -> Detail:
    box = ("[x] ", Role.GOOD) if on else ("[ ] ", Role.TEXT)
    return Detail((("   ", Role.TEXT), box, (words, Role.TEXT)), kind, key)


def _places(plan: Plan, form: Form, width: int) -> list[Detail]:
    """What is stamped where, before and after, whole: it is what the signer answers for."""
    if plan.record.verdict != "approve":
        return []
    if not plan.places:
        words = "No text will be changed: none carries another effective date."
        return [*_sentences(words, width, Role.DIM, ""), Detail()]
    lines = [_head("The date will be written into")]
    for place in plan.places:
        on = (place.path, place.start) not in form.left_out
        box = ("[x] ", Role.GOOD) if on else ("[ ] ", Role.TEXT)
        where = f"{safe(place.path)}:{place.line}"
        label = "" if place.kind == "effective" else f" ({safe(place.kind)})"
        told = (
            (f"{languages((place.language,))}  {where}{label}  ", Role.DIM),
            (safe(place.before), Role.DELETED if on else Role.TEXT),
            (" -> ", Role.DIM),
            (safe(place.after), Role.INSERTED if on else Role.DIM),
        )
        first, *more = broken(told, width - 7)
        key = f"{place.path}:{place.start}"
        lines.append(Detail((("   ", Role.TEXT), box, *first), "place", key))
        lines += [Detail(((" " * 7, Role.TEXT), *rest)) for rest in more]
    return [*lines, Detail()]


def _findings(plan: Plan, form: Form, width: int) -> list[Detail]:
    if not plan.findings:
        return []
    lines = [_head("Look at each of these and tick it before you approve")]
    for path, finding in plan.findings:
        on = finding.digest in form.acknowledged
        words = f"{safe(path)}:{finding.line}  {safe(finding.text)}"
        spans = wrap(words, max(10, width - 7))
        lines.append(_tick(words[spans[0][0] : spans[0][1]], on, "finding", finding.digest))
        lines += [
            Detail(((" " * 7, Role.TEXT), (words[start:end], Role.TEXT)))
            for start, end in spans[1:]
        ]
    return [*lines, Detail()]


def _signed(plan: Plan, width: int) -> list[Detail]:
    record = plan.record
    lines = [_head("What you sign")]
    subject = record.subject
    rows = [
        ("branch", plan.ref.removeprefix("refs/heads/")),
        ("version", subject.version),
        ("texts", ", ".join(f"{text.language} {text.path}" for text in subject.texts)),
        ("subject", record.subject_digest),
    ]
    if record.clauses:
        seen = sum(clause.seen for clause in record.clauses)
        rows.append(("changed", f"{counted(len(record.clauses), 'clause')}, {seen} viewed"))
    lines += labelled(rows, 9, width)
    lines += [Detail(), _head("The commit's message")]
    for line in plan.message.rstrip("\n").split("\n"):
        lines += _sentences(line, width, Role.DIM, "  ")
    return lines


def sentence(sign: str, text: str, role: Role, width: int) -> list[Detail]:
    """A sentence behind its sign, broken for a screen of so many cells."""
    return _sentences(text, max(20, min(width - 6, 100)), role, f"{sign} ")


def stands(signed: Signed, plan: Plan, width: int) -> list[Detail]:
    """What stands once it is signed, on a screen of so many cells."""
    record = plan.record
    rows = [
        ("commit", signed.commit),
        ("branch", plan.ref.removeprefix("refs/heads/")),
        ("record", signed.record_path),
        ("signed by", f"{record.name}, {signed.fingerprint}"),
        ("version", record.subject.version),
        ("subject", record.subject_digest),
    ]
    said = sentence("✓", signed.text, Role.GOOD, width)
    return [*said, Detail(), *labelled(rows, 11, min(width, 100))]


def labelled(rows: Sequence[tuple[str, str]], label: int, width: int) -> list[Detail]:
    """Values behind their names, whole.

    Args:
        rows: Names and values.
        label: Cells of the names.
        width: Cells of name and value together.
    """
    lines: list[Detail] = []
    for name, value in rows:
        shown = safe(value)
        for number, (start, end) in enumerate(wrap(shown, max(10, width - label - 3))):
            first = f"   {name if number == 0 else '':<{label}}"
            lines.append(Detail(((first, Role.DIM), (shown[start:end], Role.TEXT))))
    return lines


_BUTTONS: dict[Verdict, str] = {
    "approve": "Sign this approval",
    "reject": "Sign: changes requested",
    "comment": "Sign this comment",
    "withdraw": "Sign: my word is withdrawn",
}


def _button(plan: Plan) -> Detail:
    """The line that signs."""
    verdict = plan.record.verdict
    words = _BUTTONS[verdict]
    if plan.bars:
        return Detail(((f"   [ {words} ]  not yet:", Role.DIM),), "sign")
    return Detail((("   [ ", Role.DIM), (words, Role.MINE), (" ]  ctrl+s", Role.DIM)), "sign")
