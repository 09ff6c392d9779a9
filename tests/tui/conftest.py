"""What the tests of the screens share: an app on a real repository, and waiting until it rests."""

from __future__ import annotations

import os

# Textual reads these when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from builders.library import CHINESE, ENGLISH, LibraryBuilder, a_library

NEWER = (
    ENGLISH.replace("your name and your address", "your name, your address and your birthday")
    .replace("### 2.2 Sharing\n\nWe do not sell it.\n", "")
    .replace("## 2. What", "## 1.2 Cookies\n\nWe set one cookie.\n\n## 2. What")
)
NEWER_CHINESE = CHINESE.replace("姓名和地址", "姓名、地址和生日")


@pytest.fixture(scope="session")
def _pictures_folder() -> str:
    """Where the snapshot plugin puts its pictures: it says so in the environment, once."""
    return os.environ.get("TEXTUAL_SNAPSHOT_TEMPDIR", "")


@pytest.fixture(autouse=True)
def _pictures(_pictures_folder: str, own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if _pictures_folder:
        monkeypatch.setenv("TEXTUAL_SNAPSHOT_TEMPDIR", _pictures_folder)


@pytest.fixture
def policies(tmp_path: Path) -> LibraryBuilder:
    """Two policies, one in two languages that changed in both, one never touched again."""
    builder = a_library(tmp_path)
    builder.with_policy("privacy", ENGLISH, zh_CN=CHINESE)
    builder.with_policy("cookies", "# Cookies\n\nEffective Date: June 1, 2026\n\nWe set one.\n")
    builder.commit(
        {"policies/privacy.md": NEWER, "policies/privacy.zh-CN.md": NEWER_CHINESE},
        "Collect birthdays",
        author="Lin Yue 林悦 <lin@example.org>",
    )
    return builder
