"""The Review finds a policy's older revisions also where nothing there looks like a policy."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from policyreview.library import open_library
from policyreview.tui.work.texts import text_at

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Some words to begin with.\n\nAnd some more of them, kept for a later day.\n"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_draft_that_became_a_policy_is_the_older_side_of_a_comparison(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "notes.md").write_text(WORDS)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Draft")
    draft = git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "policies").mkdir()
    git(tmp_path, "mv", "drafts/notes.md", "policies/cookies.md")
    git(tmp_path, "commit", "-q", "-m", "Make it a policy")
    library = open_library(tmp_path)
    with library.repository:
        policy = library.policy("cookies")
        (language,) = policy.languages
        old = text_at(library, policy, language, draft)
        assert (old.exists, old.path, old.text) == (True, "drafts/notes.md", WORDS)
        none = text_at(library, policy, "fr", draft)
        assert (none.exists, none.text) == (False, "")
