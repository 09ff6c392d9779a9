"""Comments on clauses that a reader has written and not signed yet, kept in the state folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, PolicyReviewError
from policyreview.repository.folders import state_dir, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LONGEST = 2_000
"""Characters of one comment."""
_MOST = 500
"""Comments on one policy."""
_LARGEST = 4 * 1024 * 1024
"""Bytes of the file that are read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on one clause.

    Attributes:
        language: Of the text that the clause stands in.
        clause: What a record calls the clause.
        text: The comment.
    """

    language: str
    clause: str
    text: str


class Remarks:
    """The comments of one repository that wait for the next sign-off."""

    def __init__(self, repository: Path) -> None:
        """Read the comments.

        Args:
            repository: The repository's common git folder, which tells repositories apart.
        """
        name = hashlib.sha256(str(repository.resolve()).encode("utf-8", "surrogateescape"))
        self._file = state_dir() / "remarks" / f"{name.hexdigest()[:24]}.json"
        self._known: dict[str, tuple[Remark, ...]] = self._read()

    def _read(self) -> dict[str, tuple[Remark, ...]]:
        try:
            if self._file.stat().st_size > _LARGEST:
                return {}
            known = json.loads(self._file.read_text("utf-8"))["remarks"]
            return {
                str(policy): tuple(
                    Remark(str(each["language"]), str(each["clause"]), str(each["text"])[:LONGEST])
                    for each in rows
                )
                for policy, rows in known.items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}

    def of(self, policy: str) -> tuple[Remark, ...]:
        """The comments on a policy, in the order in which they were written."""
        return self._known.get(policy, ())

    def on(self, policy: str, language: str, clause: str) -> str:
        """The comment on a clause, ``""`` where there is none."""
        places = (each for each in self.of(policy) if each.clause == clause)
        return next((each.text for each in places if each.language == language), "")

    def write(self, policy: str, remark: Remark) -> None:
        """Keep a comment in place of an earlier one on the clause; an empty one removes it.

        Raises:
            CouldNotTell: It could not be written down.
        """
        place = (remark.language, remark.clause)
        rest = [each for each in self.of(policy) if (each.language, each.clause) != place]
        text = " ".join(remark.text.split())[:LONGEST]
        if text:
            rest.append(Remark(*place, text))
        self._keep(policy, rest)

    def forget(self, policy: str) -> None:
        """Drop the comments on a policy, once they are signed."""
        if self.of(policy):
            with contextlib.suppress(PolicyReviewError):
                self._keep(policy, ())

    def _keep(self, policy: str, remarks: Iterable[Remark]) -> None:
        self._known = {**self._known, policy: tuple(remarks)[:_MOST]}
        rows = {
            name: [{"language": r.language, "clause": r.clause, "text": r.text} for r in known]
            for name, known in self._known.items()
            if known
        }
        data = json.dumps({"format": 1, "remarks": rows}).encode()
        try:
            write_private(self._file, data)
        except OSError as error:
            raise CouldNotTell(
                f"The comment could not be kept: {error.strerror or error}.",
                hint="It is there until you leave the program.",
            ) from error
