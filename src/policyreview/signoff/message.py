"""The message of a sign-off commit: a sentence for people, then the trailers; written and read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.signoff.record import Record

_VERBS = {"approve": "Approve", "reject": "Reject", "withdraw": "Withdraw", "comment": "Comment on"}
_SAYS = {
    "approve": "approves",
    "reject": "rejects",
    "withdraw": "takes back what they said of",
    "comment": "comments on",
}
_TRAILER = re.compile(r"([A-Za-z][A-Za-z-]{0,30}): (.{0,400})")
_MOST_LINES = 40


def write(record: Record, title: str) -> str:
    """The commit message of a record.

    Args:
        record: The record that the commit adds.
        title: What the policy calls itself.
    """
    subject = record.subject
    name = _line(title, 60) or subject.policy
    head = f"{_VERBS[record.verdict]} {name}"
    if record.verdict == "approve" and subject.effective_date:
        head += f", effective {subject.effective_date.isoformat()}"
    said = f"{_line(record.name, 80)} {_SAYS[record.verdict]} version {_line(subject.version, 80)}"
    said += f" of {_line(subject.policy, 80)} ({', '.join(record.languages)})"
    said += f": {_line(record.meaning, 200)}." if record.meaning else "."
    remarks = [_line(c.text, 500) for c in record.comments if not c.clause]
    body = "\n\n".join([head, said, *remarks])
    return f"{body}\n\n{trailers(record)}"


def trailers(record: Record) -> str:
    """The trailers of a record, one a line."""
    subject = record.subject
    day = subject.effective_date.isoformat() if subject.effective_date else "none"
    return (
        f"Policy: {_line(subject.policy, 300)}\n"
        f"Version: {_line(subject.version, 300)}\n"
        f"Effective-Date: {day}\n"
        f"Verdict: {record.verdict}\n"
        f"Subject-Digest: {record.subject_digest}\n"
        f"Signer: {_line(record.signer, 300)}\n"
    )


def read_trailers(message: str) -> dict[str, str]:
    """The trailers at the end of a message; the last of a repeated one."""
    paragraph = message.rstrip("\n").rsplit("\n\n", 1)[-1]
    found: dict[str, str] = {}
    for line in paragraph.split("\n")[-_MOST_LINES:]:
        if match := _TRAILER.fullmatch(line):
            found[match[1]] = match[2]
    return found


@lru_cache(maxsize=1024)
def _line(text: str, most: int) -> str:
    """One line without control characters, at most so many code points."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
