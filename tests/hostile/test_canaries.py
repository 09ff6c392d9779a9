"""Nothing that a repository can configure is run: not by a command, not by a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from arming import Canaries, arm, git
from terminals import Pty

from policyreview.cli.commands import COMMANDS
from policyreview.demo import build

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.demo import Demo

DAY = ("--effective", "2027-03-01", "--backdated", "--yes")
READING = (
    ("list",),
    ("list", "--paths", "--json"),
    ("--ref", "hole", "list"),
    ("status",),
    ("status", "terms", "--me", "robin"),
    ("show", "terms"),
    ("--ref", "hole", "show", "privacy"),
    ("show", "terms", "--at", "2025-06-01", "--raw", "--language", "en"),
    ("history", "terms"),
    ("diff", "terms"),
    ("diff", "terms", "HEAD~2", "HEAD", "--html"),
    ("--ref", "hole", "diff", "privacy"),
    ("parallel", "terms"),
    ("check",),
    ("inspect", "policies/terms.md"),
    ("verify",),
    ("verify", "--strict", "--json"),
    ("verify", "policy/terms/2025-03-03"),
    ("--ref", "hole", "verify"),
    ("releases",),
    ("in-force", "--on", "2025-06-10"),
    ("charter", "show"),
    ("charter", "check"),
    ("trust",),
    ("init",),
    ("doctor",),
    ("completion", "bash"),
    ("demo", "--no-open", "--dir", "."),
)
SIGNING = (
    ("approve", "terms", *DAY, "--meaning", "read", "--dry-run"),
    ("comment", "terms", "-m", "Seen"),
    ("reject", "domains", "-m", "No"),
    ("withdraw", "domains", "-m", "Yes after all"),
    ("approve", "terms", "--meaning", "approved for publication", "--yes"),
    ("release", "terms", "--yes"),
    ("trust", "pin", "--yes"),
)


@pytest.fixture(scope="module")
def armed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Canaries]:
    """One armed demo for the tests that don't change what the others look at."""
    folder = tmp_path_factory.mktemp("armed")
    demo = build(folder / "demo")
    return demo, arm(demo.folder, folder / "scratch")


def run(demo: Demo, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "policyreview", *arguments],
        cwd=demo.folder,
        env={**os.environ, **demo.environment()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_32_no_command_runs_what_a_repository_configures(armed: tuple[Demo, Canaries]) -> None:
    demo, canaries = armed
    done: dict[tuple[str, ...], int] = {}
    for command in (*READING, *SIGNING):
        answer = run(demo, *command)
        assert canaries.fired() == set(), command
        said = answer.stdout + answer.stderr
        assert answer.returncode in {0, 1, 2, 3}, (command, said)
        assert b"Traceback" not in said, (command, said)
        assert b"fault of policyreview" not in said, (command, said)
        done[command] = answer.returncode
    for command in SIGNING[:2]:
        assert done[command] == 0, (command, run(demo, *command).stderr)

    named = {word for command in done for word in command}
    asked = {name for name, entry in COMMANDS.items() if not entry.hidden}
    assert asked <= named, f"no canary was watched while these ran: {asked - named}"


def test_32_no_screen_runs_what_a_repository_configures(tmp_path: Path) -> None:
    demo = build(tmp_path / "demo")
    canaries = arm(demo.folder, tmp_path / "scratch")
    pty = Pty(
        [sys.executable, "-m", "policyreview", "."],
        {**os.environ, **demo.environment()},
        cwd=demo.folder,
    )
    try:
        pty.wait_for("Terms of Service", "1/2")
        for key in ("j", "k", "?", "\x1b"):
            pty.press(key)
            pty.settle()
        pty.press("v")
        pty.wait_for("Terms")
        pty.settle()
        pty.press("C")
        pty.wait_for("Signers", "digest")
        pty.press("\x1b")
        pty.settle()
        pty.press("\x1b")
        pty.settle()
        pty.press("\r")
        pty.wait_for("viewed")
        for key in ("1", "3", "4", "5", "2", "]", "h", "\x1b"):
            pty.press(key)
            pty.settle()
        if "viewed" not in pty.screen():
            pty.press("\r")
            pty.wait_for("viewed")
        pty.settle(1.0)
        pty.press("a")
        pty.wait_for("Sign this approval")
        pty.settle(1.0)
        pty.press("\x13")
        pty.wait_for("Signed and verified")
        assert canaries.fired() == set()
        pty.press("\x11")
    finally:
        pty.close()
    assert canaries.fired() == set()


def test_a_repository_that_claims_another_work_tree_runs_nothing_and_touches_nothing(
    armed: tuple[Demo, Canaries], tmp_path: Path
) -> None:
    demo, canaries = armed
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep.txt").write_text("mine\n")
    git(demo.folder, "config", "core.worktree", str(elsewhere), check=True)
    canaries.fired()

    for command in (*READING[:4], *SIGNING[:2]):
        answer = run(demo, *command)
        assert canaries.fired() == set(), command
        assert answer.returncode == 3, command
        assert b"says that its files are in" in answer.stderr
    git(demo.folder, "config", "--unset", "core.worktree")
    canaries.fired()
    assert [path.name for path in elsewhere.iterdir()] == ["keep.txt"]


def test_a_git_file_that_leads_elsewhere_runs_nothing(
    armed: tuple[Demo, Canaries], tmp_path: Path
) -> None:
    demo, canaries = armed
    folder = tmp_path / "lead"
    folder.mkdir()
    (folder / ".git").write_text(f"gitdir: {demo.folder / '.git'}\n")

    for command in (("list",), ("verify",), ("show", "terms")):
        done = subprocess.run(
            [sys.executable, "-m", "policyreview", *command],
            cwd=folder,
            env={**os.environ, **demo.environment()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode in {0, 1, 2, 3}
        assert b"Traceback" not in done.stderr
    assert canaries.fired() == set()


def test_the_canaries_sing_when_plain_git_is_asked(armed: tuple[Demo, Canaries]) -> None:
    demo, canaries = armed
    text = demo.folder / "policies" / "terms.md"
    text.write_text(text.read_text() + "More.\n")
    without_filters = []
    for name in ("evil", "half"):
        for key in ("process=", "clean=", "smudge=", "required=false"):
            without_filters += ["-c", f"filter.{name}.{key}"]

    for command in (
        ["status"],
        ["diff"],
        ["diff", "--no-ext-diff"],
        ["log", "-p", "-1", "--show-signature"],
        ["add", "policies/terms.md"],
        ["commit", "-q", "-m", "x", "--trailer", "x: y"],
        ["tag", "-s", "-m", "x", "signed"],
        ["evil"],
        ["fetch", "origin"],
        ["fetch", "evil"],
        ["cat-file", "-p", "hole:policies/privacy.md"],
        ["checkout", "-q", "hole"],
        ["submodule", "update", "--init"],
        ["commit", "--amend"],
        # a filter that fails may keep git from committing; hooks are asked without it
        [*without_filters, "commit", "--allow-empty", "-q", "-m", "y"],
    ):
        git(demo.folder, *command)

    fired = canaries.fired()
    wanted = {"diff.external", "diff.evil.command", "alias.evil", "core.sshCommand"}
    wanted |= {"remote.evil.url", "gpg.program", "filter.evil.process"}
    assert len(fired) >= 8, fired
    assert any(name.startswith("hooksPath-") for name in fired), fired
    assert len(fired & wanted) >= 3, fired
