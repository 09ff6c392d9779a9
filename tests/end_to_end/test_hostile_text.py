"""Escape sequences in a repository reach the terminal in no command and on no screen."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminals import Pty

EVIL = (
    "\x1b]0;EVIL\x07",  # the window's title
    "\x1b]52;c;RVZJTA==\x07",  # the clipboard
    "\x1b[31;5mEVIL\x1b[2J\x1b[1;1H",  # colours, and a screen wiped
    "\x1bP$qEVIL\x1b\\",  # a question that the terminal answers as if typed
    "\x9b5mEVIL",  # the same in one character, C1
    "\u202eLIVE\u202c",  # text that runs backwards
    "\x08\x08\x0fEVIL\x7f",
)
ALL = "".join(EVIL)

# Nothing of this is ever sent by the program itself.
FORBIDDEN = (
    rb"\x1b\]0;EVIL",
    rb"\x1b\]52",
    rb"\x1b\[31;5m",
    rb"\x1bP\$q",
    rb"\xc2[\x80-\x9f]",
    rb"\xe2\x80\xae",
    rb"\x07",
    rb"\x0f",
    rb"\x7f",
)


def git(folder: Path, *args: str, data: bytes | None = None) -> None:
    subprocess.run(["git", *args], cwd=folder, input=data, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with escapes in text, message, author, branch and path."""
    folder = tmp_path_factory.mktemp("hostile")
    git(folder, "init", "-q", "-b", "main")
    person = f"E{ALL}ve <eve{EVIL[0]}@example.com>".encode()
    stream = b"feature done\n"
    for number, day in enumerate(("1 May 2025", "1 June 2025"), start=1):
        text = (
            f"# Privacy {ALL}\n\nEffective Date: {day}\n\n1. Scope {ALL}\n\nBody {number} {ALL}\n"
        )
        message = f"Say {ALL}\n\nand {ALL}\n".encode()
        stream += b"commit refs/heads/main\n"
        for role in (b"author", b"committer"):
            stream += role + b" " + person + f" {1748000000 + number} +0000\n".encode()
        stream += b"data %d\n%s\n" % (len(message), message)
        for path in ("policies/privacy.md", f"policies/terms{EVIL[2]}{EVIL[4]}.md"):
            quoted = path.replace("\x1b", "\\033")
            body = text.encode()
            stream += f'M 100644 inline "{quoted}"\ndata {len(body)}\n'.encode() + body + b"\n"
    git(folder, "fast-import", "--quiet", data=stream + b"done\n")
    git(folder, "branch", f"next{EVIL[4]}{EVIL[5]}", "main")
    git(folder, "reset", "-q", "--hard")
    return folder


def assert_clean(wire: bytes) -> None:
    for pattern in FORBIDDEN:
        found = re.search(pattern, wire)
        assert found is None, wire[max(0, found.start() - 60) : found.end() + 20]


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["status"],
        ["show", "privacy"],
        ["history", "privacy"],
        ["diff", "privacy", "HEAD~1", "HEAD"],
        ["check"],
        ["verify"],
        ["releases"],
        ["inspect", "policies/privacy.md"],
        ["list", "--json"],
        ["show", f"no{ALL}such"],
        ["--ref", f"next{EVIL[4]}{EVIL[5]}", "list"],
        ["--ref", f"none{ALL}", "list"],
        ["approve", "privacy", "--effective", "2027-01-01", "--meaning", "read"],
    ],
    ids=lambda words: " ".join(words[:2])[:20].encode("ascii", "replace").decode(),
)
def test_33_no_command_lets_an_escape_through(
    hostile: Path, program: str, terminal: Callable[..., Pty], command: list[str]
) -> None:
    pty = terminal([program, *command], cwd=hostile)
    code = pty.wait()
    assert code in {0, 1, 2, 3}
    assert b"Traceback" not in pty.wire
    assert pty.wire
    assert_clean(pty.wire)


def test_33_no_screen_lets_an_escape_through(
    hostile: Path, program: str, terminal: Callable[..., Pty]
) -> None:
    pty = terminal([program, "."], cwd=hostile)
    pty.wait_for("Privacy")
    # the list, its help, a review in each mode, its history, verification and sign-off
    for keys in ("j", "k", "?", "\x1b", "\r", "1", "2", "3", "4", "5", "h", "\x1b", "v", "\x1b"):
        pty.press(keys)
        pty.settle()
    pty.press("a")
    pty.settle()
    pty.press("\x1b")
    pty.settle()
    assert b"Traceback" not in pty.wire
    assert "EVIL" in pty.screen()
    pty.press("\x11")
    assert pty.wait() == 0
    assert_clean(pty.wire)
