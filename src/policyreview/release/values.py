"""A release as a repository holds it, verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from policyreview.release.manifest import Manifest
    from policyreview.signoff.verification import Reason


@dataclass(frozen=True, slots=True)
class Release:
    """A release tag, verified.

    Attributes:
        tag: The ref's name.
        object: What the ref names.
        ok: Whether it is a release of an approved version; None where that could not be told.
        reasons: Why, in the order in which they should be read.
        manifest: What it says, None where that can't be read.
    """

    tag: str
    object: str
    ok: bool | None
    reasons: tuple[Reason, ...]
    manifest: Manifest | None

    @property
    def policy(self) -> str | None:
        """The policy that it releases."""
        return self.manifest.subject.policy if self.manifest else None

    @property
    def version(self) -> str | None:
        """The version that it releases."""
        return self.manifest.subject.version if self.manifest else None

    @property
    def effective_date(self) -> date | None:
        """From which day that version binds."""
        return self.manifest.effective_date if self.manifest else None
