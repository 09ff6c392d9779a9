"""From nothing to a signed, verified approval, in a real terminal and by keys alone."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from policyreview.demo import build

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Tmux

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_a_newcomer_goes_from_demo_to_a_signed_and_verified_approval(
    tmp_path: Path, tmux: Tmux, program: str, columns: int, rows: int
) -> None:
    folder = tmp_path / "demo"
    tmux.start([program, "demo", "--dir", str(folder)], columns=columns, rows=rows)
    # the Library: what waits for the reader stands first, under the cursor
    tmux.wait_for("Terms of Service", "1/2", "It waits for you")
    tmux.press("Enter")
    # the Review: what changed since the version in force
    tmux.wait_for("approved 2025-03-03", ", 0/", " viewed")
    tmux.press("]")
    tmux.wait_for("1 of")
    tmux.press("Space")
    tmux.wait_for(", 1/", " viewed")
    # the Sign-off: the date that the first signer chose, and whose key will sign
    tmux.press_when_ready("a", "Signs with  Robin Okafor", "Sign this approval", busy="being read")
    tmux.press("C-s")
    tmux.wait_for("Signed and verified")
    tmux.press("Escape")
    # the Library again, where nothing waits any longer
    tmux.wait_for("approved", "2/2", "Terms of Service", without="It waits for you")
    tmux.press("C-q")
    tmux.wait_for_end()

    demo = build(folder)
    assert demo.reused
    done = subprocess.run(
        [program, "verify", "--json"],
        cwd=folder,
        env=demo.environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    policies = {policy["id"]: policy for policy in json.loads(done.stdout)["policies"]}
    assert policies["terms"]["approved"] is True
    assert _agents(folder) == []


def _agents(folder: Path) -> list[str]:
    return [str(socket) for socket in (folder / ".demo").rglob("*.sock")]
