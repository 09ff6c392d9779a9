"""Approvals of the privacy policy from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answer, Repo, Run

LATER = "2100-01-01"


def approve(run: Run, repo: Repo, key: Path, *more: str) -> Answer:
    return run("approve", "privacy", "--effective", LATER, "--key", key, *more, cwd=repo.path)


def approved(run: Run, repo: Repo, keys: Path) -> None:
    for name in ("ada", "ben"):
        assert approve(run, repo, keys / name).code == 0
