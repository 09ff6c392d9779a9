"""What a story is made of: changes to texts, sign-offs and releases, and the texts after each step.

The samples are the texts after the last change. What stood before is found by undoing the edits,
so that each sentence is written down once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the story.

    Attributes:
        name: As git and the screens print it.
        email: An address that nobody can have.
        id: Short name in the charter, ``""`` for those who sign nothing.
    """

    name: str
    email: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A passage that was replaced. Both stand exactly once in the text that they are in."""

    file: str
    before: str
    after: str

    def undone(self, text: str) -> str:
        """The text before the edit.

        Raises:
            ValueError: The passage does not stand there exactly once.
        """
        if text.count(self.after) != 1:
            raise ValueError(
                f"{self.file}: {self.after[:60]!r} stands {text.count(self.after)} times"
            )
        return text.replace(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Added:
    """A passage that was put in: from ``first`` until the next ``until``, which stood before."""

    file: str
    first: str
    until: str

    def undone(self, text: str) -> str:
        """The text before the passage was put in.

        Raises:
            ValueError: The passage does not stand there exactly once.
        """
        if text.count(self.first) != 1:
            raise ValueError(
                f"{self.file}: {self.first[:60]!r} stands {text.count(self.first)} times"
            )
        start = text.index(self.first)
        return text[:start] + text[text.index(self.until, start) :]


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that people made by hand.

    Attributes:
        new: Files that come with it.
        renamed: Old and new name of files that it moves.
        branch: The branch it is on; others than ``main`` start at the tip of ``main``.
    """

    author: Someone
    when: datetime
    message: str
    edits: tuple[Edit | Added, ...] = ()
    new: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    branch: str = "main"


@dataclass(frozen=True, slots=True)
class Chartering:
    """The commit that brings the charter."""

    author: Someone
    when: datetime
    message: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A signed word of one signer.

    Attributes:
        effective: The date of the version that it speaks of, None where it has none yet.
        stamps: What it writes into texts whose later state the samples show.
    """

    signer: Someone
    when: datetime
    policy: str
    verdict: Literal["approve", "reject", "comment"]
    effective: date | None
    meaning: str
    comment: str = ""
    stamps: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A signed tag on an approved version."""

    signer: Someone
    when: datetime
    policy: str


Step = Change | Chartering | SignOff | Release


@dataclass(frozen=True, slots=True)
class Scene:
    """A step and every text after it, by file name."""

    step: Step
    texts: Mapping[str, str] = field(repr=False)


def scenes(steps: Sequence[Step], samples: Mapping[str, str]) -> tuple[Scene, ...]:
    """Each step with the texts after it; after the last step of ``main`` they are the samples.

    Raises:
        ValueError: An edit does not fit the samples: the story is wrong.
    """
    out: list[Scene] = []
    texts = dict(samples)
    for step in reversed(steps):
        if isinstance(step, Change) and step.branch != "main":
            out.append(Scene(step, _redone(step, texts)))
            continue
        out.append(Scene(step, dict(texts)))
        texts = _before(step, texts)
    if texts:
        raise ValueError(f"no step brings {', '.join(texts)}")
    return tuple(reversed(out))


def _before(step: Step, texts: Mapping[str, str]) -> dict[str, str]:
    before = dict(texts)
    edits: tuple[Edit | Added, ...] = ()
    if isinstance(step, SignOff):
        edits = step.stamps
    elif isinstance(step, Change):
        edits = step.edits
    for edit in reversed(edits):
        before[edit.file] = edit.undone(before[edit.file])
    if isinstance(step, Change):
        for old, new in step.renamed:
            before[old] = before.pop(new)
        for file in step.new:
            del before[file]
    return before


def _redone(step: Change, texts: Mapping[str, str]) -> dict[str, str]:
    after = dict(texts)
    for edit in step.edits:
        if not isinstance(edit, Edit) or after[edit.file].count(edit.before) != 1:
            raise ValueError(f"{edit.file}: the edit on {step.branch} does not fit")
        after[edit.file] = after[edit.file].replace(edit.before, edit.after)
    return after
