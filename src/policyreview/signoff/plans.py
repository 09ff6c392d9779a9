"""What a signer is about to sign, complete before anything is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.errors import CouldNotTell, PolicyReviewError, Refused

if TYPE_CHECKING:
    from policyreview.checks.finding import Finding
    from policyreview.library import Library, Policy
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.keys import SigningKey
    from policyreview.signoff.record import Record, Stamp

MEANINGS = (
    "approved for publication",
    "legal review",
    "translation checked",
    "equivalence",
)
"""Meanings to choose from; a signer may write another."""


Weight = Literal["bar", "warning"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the signer should know before signing.

    Attributes:
        code: Stable name.
        text: One plain sentence.
        weight: ``bar``: signing is refused until it is settled; ``warning``: it is not.
        hint: What to do about it, ``""`` if nothing.
    """

    code: str
    text: str
    weight: Weight
    hint: str = ""

    def refusal(self) -> PolicyReviewError:
        """The error for signing despite it; a missing key or a damaged file breaks no rule."""
        untold = {"no-key", "history-damaged", "pin-unread"}
        kind = CouldNotTell if self.code in untold else Refused
        return kind(self.text, hint=self.hint)


@dataclass(frozen=True, slots=True)
class Plan:
    """A sign-off, ready to be signed if ``bars`` is empty.

    Attributes:
        library: Of the commit that it was made for.
        policy: What is signed.
        ref: Full name of the branch that the sign-off will stand on.
        parent: That branch's commit; if it has moved when signing, nothing is changed.
        record: The record that will be added, but for its time.
        files: The stamped files, path and bytes; empty where nothing is stamped.
        places: Every place that could be stamped, those left out too.
        findings: What has to be acknowledged before signing, each with its text's path.
        key: The key that will sign, None where none was found.
        signer: Whose key that is by the charter, None where it is nobody's.
        charter: The charter in force, None where there is none.
        message: The commit's message.
        notices: Bars and warnings.
    """

    library: Library
    policy: Policy
    ref: str
    parent: str
    record: Record
    files: tuple[tuple[str, bytes], ...]
    places: tuple[Stamp, ...]
    findings: tuple[tuple[str, Finding], ...]
    key: SigningKey | None
    signer: Signer | None
    charter: Charter | None
    message: str
    notices: tuple[Notice, ...]

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The places that will be stamped."""
        return self.record.stamps

    @property
    def bars(self) -> tuple[Notice, ...]:
        """Why it cannot be signed as it is."""
        return tuple(n for n in self.notices if n.weight == "bar")

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What the signer should know."""
        return tuple(n for n in self.notices if n.weight == "warning")
