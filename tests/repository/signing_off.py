"""A sign-off's commit as the tests of writing make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gitmaking import ADA

from policyreview.repository import Repository, commit_files

if TYPE_CHECKING:
    from pathlib import Path

    from gitmaking import Made

PRIVACY = "policies/privacy.md"
RECORD = ".policyreview/records/privacy/2026-12-01/ada-1.toml"
CHANGES = {PRIVACY: b"# Privacy\n\nEffective December 1, 2026\n", RECORD: b"format = 1\n"}


def sign_off(path: Path, ref: str = "HEAD", **more: object) -> str:
    with Repository.open(path) as repository:
        expected = repository.resolve(ref)
        options: dict[str, object] = {
            "changes": CHANGES,
            "message": "Approve privacy\n\nPolicy: privacy\n",
            "author": ADA,
            **more,
        }
        return commit_files(repository, ref=ref, expected=expected, **options)  # type: ignore[arg-type]


def edit(library: Made) -> None:
    """Edit the policy as a user would, and leave it so."""
    library.write(PRIVACY, "edited\n")
