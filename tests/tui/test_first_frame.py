"""The first frame: painted before Textual is imported, losing no key, giving the terminal back."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from policyreview.errors import CouldNotTell
from policyreview.tui.firstframe import frame
from policyreview.tui.start import check_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from builders.library import LibraryBuilder


def fresh(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_the_first_frame_needs_no_textual() -> None:
    code = (
        "import sys, policyreview.tui, policyreview.tui.firstframe;"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')))"
    )
    assert fresh(code) == "[]"


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
def test_a_hostile_name_puts_no_escape_into_the_first_frame(theme: str) -> None:
    text = frame("evil\x1b]0;x\x07\u202e隐私", 40, 10, theme)
    assert "\x1b]" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "隐私" in text


class Wire:
    """A program on a pty, and the bytes it wrote."""

    def __init__(self, code: str, folder: Path, **more: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        env = {**os.environ, **more}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=env,
            start_new_session=True,
        )
        self.seen = b""

    def until(self, text: bytes) -> None:
        """Read until the bytes came."""
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 60)
            assert ready, self.seen[-2000:]
            self.seen += os.read(self.master, 65536)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self.process.poll() is None:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if ready:
                self.seen += os.read(self.master, 65536)
        return self.process.returncode


RUN = "import sys; from policyreview.tui import run; sys.exit(run('.'))"


def test_keys_typed_before_textual_is_there_are_not_lost(policies: LibraryBuilder) -> None:
    wire = Wire(RUN, policies.root)
    wire.until("reading …".encode())
    wire.press(b"?")  # Textual is being imported now
    wire.until(b"Help: Library")
    wire.press(b"\x11")
    assert wire.end() == 0
    assert wire.seen.index(b"reading") < wire.seen.index(b"Help: Library")


def test_a_policy_chosen_before_textual_is_there_opens(policies: LibraryBuilder) -> None:
    with (library := policies.library()).repository:
        assert library.policies  # so that its rows are those of the last time
    wire = Wire(RUN, policies.root)
    wire.until("reading …".encode())
    wire.press(b"j\r")
    wire.until(b"viewed")  # a key of the Review
    wire.press(b"\x11")
    assert wire.end() == 0
    assert b"still being read" not in wire.seen


def test_rows_that_are_not_known_yet_are_waited_for(policies: LibraryBuilder) -> None:
    wire = Wire(RUN, policies.root)
    wire.until("reading …".encode())
    wire.press(b"j\r")  # nothing was kept from an earlier time
    wire.until(b"viewed")
    wire.until(b"Privacy Policy")
    wire.press(b"\x11")
    assert wire.end() == 0
    assert b"There is no policy under the cursor" not in wire.seen


def test_the_program_ends_with_its_terminal_where_no_signal_tells_it(
    policies: LibraryBuilder,
) -> None:
    wire = Wire(RUN, policies.root)
    wire.until(b"Cookies")
    os.close(wire.slave)
    os.close(wire.master)
    assert wire.process.wait(timeout=60) == 129


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_program_told_to_end_gives_the_terminal_back_and_leaves_no_file_behind(
    policies: LibraryBuilder, tmp_path: Path, number: signal.Signals
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    wire = Wire(RUN, policies.root, TMPDIR=str(passing))
    wire.until(b"Cookies")
    wire.process.send_signal(number)
    assert wire.end() == 128 + number
    wire.until(b"\x1b[?1049l")
    assert termios.tcgetattr(wire.slave) == wire.before
    assert list(passing.iterdir()) == []


def test_garbage_is_collected_again_after_leaving(policies: LibraryBuilder) -> None:
    code = f"import gc, sys\n{RUN.replace('sys.exit', 'code = ')}\nprint('GC', gc.isenabled())"
    wire = Wire(code, policies.root)
    wire.until(b"Cookies")
    wire.press(b"q")
    assert wire.end() == 0
    wire.until(b"GC True")


def test_the_first_table_needs_no_git_no_facts_and_no_line_breaker() -> None:
    code = (
        "import sys\n"
        "import policyreview.library.lasttime, policyreview.tui.app\n"
        "import policyreview.tui.screens.library\n"
        "print(*sorted(m for m in sys.modules if m.startswith('policyreview.')))"
    )
    found = set(fresh(code).split())
    assert "policyreview.library.listing" in found
    assert not found & {
        "policyreview.library.library",
        "policyreview.library.facts",
        "policyreview.repository.git",
        "policyreview.repository.model",
        "policyreview.standing.values",
        "policyreview.terminal.breaking",
    }


def test_the_terminal_is_as_before_after_leaving(policies: LibraryBuilder) -> None:
    wire = Wire(RUN, policies.root)
    wire.until(b"Cookies")
    wire.press(b"q")
    assert wire.end() == 0
    assert termios.tcgetattr(wire.slave)[:4] == wire.before[:4]
    assert wire.seen.rstrip().rfind(b"\x1b[?1049l") > wire.seen.rfind(b"\x1b[?1049h")
    assert b"\x1b[?25h" in wire.seen[-200:]


def test_a_folder_that_is_no_repository_ends_with_a_sentence_on_the_old_screen(
    tmp_path: Path,
) -> None:
    code = (
        "import sys\nfrom policyreview.tui import run\nfrom policyreview.errors import *\n"
        "try:\n    run('.')\nexcept PolicyReviewError as error:\n"
        "    print('SAID', error.exit_code, type(error).__name__)\n"
    )
    wire = Wire(code, tmp_path)
    assert wire.end() == 0
    wire.until(b"SAID 2 WrongUse")
    assert wire.seen.rfind(b"\x1b[?1049l") < wire.seen.index(b"SAID")
    assert termios.tcgetattr(wire.slave)[:4] == wire.before[:4]


def test_without_a_terminal_one_sentence_says_why_not() -> None:
    with pytest.raises(CouldNotTell, match="need a terminal"):
        check_terminal()


def test_a_dumb_terminal_is_told_why_not(tmp_path: Path) -> None:
    code = (
        "from policyreview.tui import run\nfrom policyreview.errors import *\n"
        "try:\n    run('.')\nexcept CouldNotTell as error:\n    print('SAID', error)\n"
    )
    wire = Wire(code, tmp_path, TERM="dumb")
    wire.end()
    wire.until(b"SAID The terminal says that it is 'dumb'")
    assert b"\x1b" not in wire.seen
