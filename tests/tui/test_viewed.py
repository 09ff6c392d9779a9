from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.repository.folders import state_dir
from policyreview.tui.work.viewed import Viewed, clause_digest

if TYPE_CHECKING:
    from pathlib import Path


def test_a_tick_survives_a_restart_and_falls_when_the_clause_changes(tmp_path: Path) -> None:
    before = clause_digest("1. We keep it for a year.")
    assert Viewed(tmp_path).toggle("privacy", "en", before)
    again = Viewed(tmp_path)
    assert again.has("privacy", "en", before)
    assert not again.has("privacy", "en", clause_digest("1. We keep it for two years."))
    assert not again.has("privacy", "zh-CN", before)
    assert not again.toggle("privacy", "en", before)
    assert not Viewed(tmp_path).has("privacy", "en", before)


def test_a_broken_file_costs_the_ticks_only(tmp_path: Path) -> None:
    Viewed(tmp_path).toggle("privacy", "en", "d")
    (file,) = (state_dir() / "viewed").iterdir()
    file.write_text("[[[")
    assert not Viewed(tmp_path).has("privacy", "en", "d")
    assert Viewed(tmp_path).toggle("privacy", "en", "d")
