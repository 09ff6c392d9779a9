"""The values that git's objects become: commits, people, tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.repository.pointers import ObjectKind

LATEST_TIME = 253_402_300_799
"""9999-12-31T23:59:59Z: the last second that ``datetime`` can hold; later times become this."""

SIGNATURE_HEADERS = frozenset({"gpgsig", "gpgsig-sha256"})


@dataclass(frozen=True, slots=True)
class Person:
    """An author, committer or tagger.

    Attributes:
        name: As written, possibly empty.
        email: As written, possibly empty or no address at all.
        time: Epoch seconds, held within 0 and ``LATEST_TIME``.
        offset: Minutes east of UTC, held within a day.
        sound: Whether the line had git's form; times out of bounds are not sound either.
    """

    name: str
    email: str
    time: int
    offset: int
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, parsed strictly.

    Attributes:
        oid: Its id.
        tree: Its tree's oid.
        parents: Their oids, in order.
        author: Who wrote the change.
        committer: Who made the commit.
        message: Decoded by the ``encoding`` header; what does not decode is kept as surrogates.
        signature: The first signature header's value (``gpgsig``, or ``gpgsig-sha256`` in a
            repository of that format), unfolded, each line with its newline; None without one.
        payload: The bytes that were signed: the commit without its signature headers.
        headers: Every header in order, repeated ones too; values unfolded, without the last
            newline.
        raw: The object's bytes.
    """

    oid: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str
    signature: bytes | None
    payload: bytes = field(repr=False)
    headers: tuple[tuple[str, bytes], ...] = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def signature_headers(self) -> tuple[str, ...]:
        """The names of its signature headers, in order."""
        return tuple([name for name, _ in self.headers if name in SIGNATURE_HEADERS])

    @property
    def subject(self) -> str:
        """The message's first paragraph on one line."""
        return subject_of(self.message)


@dataclass(slots=True)
class SignedCommit:
    """What a signature on a commit speaks of; the attributes are those of :class:`Commit`."""

    tree: str
    parents: tuple[str, ...]
    message: str
    signature: bytes | None
    payload: bytes
    signature_headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag's object, parsed strictly.

    Attributes:
        oid: Its id.
        target: The oid of what it tags.
        kind: What the target is.
        name: The name written inside, which may differ from the ref's.
        tagger: Who made it; None in very old tags.
        message: Without the signature.
        signature: The armoured signature that ends the message, None without one.
        payload: The bytes that were signed.
        raw: The object's bytes.
    """

    oid: str
    target: str
    kind: ObjectKind
    name: str
    tagger: Person | None
    message: str
    signature: bytes | None
    payload: bytes = field(repr=False)
    raw: bytes = field(repr=False)


def subject_of(message: str) -> str:
    """The first paragraph of a commit message as one line."""
    lines: list[str] = []
    for line in message.lstrip("\n").split("\n"):
        if not line.strip():
            break
        lines.append(line.strip())
    return " ".join(lines)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long task has come.

    Attributes:
        text: What is being done, a few plain words.
        done: Steps done.
        total: Steps in all, None where that is not known.
    """

    text: str
    done: int = 0
    total: int | None = None
