"""An OpenPGP key with a passphrase, asked for by a real pinentry-curses over the screen."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from terminals import Tmux

from builders import LibraryBuilder, a_library, gpg_home
from builders.commands import command, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.terminal

PASSPHRASE = "correct horse"
PROMPT = "Passphrase:"

FIELDS = ("Effective", "Meaning", "Comment")


@pytest.fixture
def gnupg(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Ada's OpenPGP key behind a passphrase; the agent asks each time, on the terminal."""
    pinentry = shutil.which("pinentry-curses")
    if pinentry is None or shutil.which("gpg") is None:
        pytest.skip("gpg and pinentry-curses are needed")
    with gpg_home("Ada Osei <ada@example.org>", passphrase=PASSPHRASE) as home:
        monkeypatch.setenv("GNUPGHOME", str(home))
        subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=True)  # it knows the passphrase
        (home / "gpg-agent.conf").write_text(
            f"pinentry-program {pinentry}\ndefault-cache-ttl 0\nmax-cache-ttl 0\n"
        )
        config = "[gpg]\n\tformat = openpgp\n[user]\n\tsigningKey = ada@example.org\n"
        (own_world / ".gitconfig").write_text(config)
        yield home


@pytest.fixture
def library(tmp_path: Path, gnupg: Path) -> LibraryBuilder:
    """A library whose charter knows Ada by that key alone."""
    certificate = subprocess.run(
        ["gpg", "--homedir", str(gnupg), "--armor", "--export", "ada@example.org"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    key = f'[[signer.key]]\nopenpgp = """\n{certificate}"""\n'
    builder = a_library(tmp_path).with_signers("ada").with_policy()
    return builder.with_charter(keys={"ada": key})


@pytest.fixture
def signing(tmp_path: Path, library: LibraryBuilder) -> Iterator[Tmux]:
    """The Sign-off, filled in but for the signature, on a terminal that nobody named (GPG_TTY)."""
    tmux = Tmux(tmp_path, os.environ)
    tmux.start([sys.executable, "-m", "policyreview", str(library.root)])
    try:
        tmux.wait_for("It waits for you", "Privacy Policy")
        tmux.press_when_ready("a", "Signs with  Ada Osei", "needs the day", busy="being read")
        into_the_field(tmux, "Effective", "2")
        tmux.type("031-09-01")
        tmux.wait_for("-> September 1, 2031", "Sign this approval")
        into_the_field(tmux, "Comment", "R")
        tmux.type("ead it all.")
        tmux.wait_for("Comment     Read it all.", "Sign this approval")
        yield tmux
    finally:
        tmux.close()


def into_the_field(tmux: Tmux, label: str, first: str) -> None:
    """Go to a field and type its first character, which tells that this is the field."""

    def stands() -> list[str]:
        rows = [row.strip() for row in tmux.screen().split("\n")]
        return [row for row in rows if row.startswith(FIELDS) and row.endswith(first)]

    for _ in range(6):
        tmux.press("Tab")
        tmux.type(first)
        for _ in range(40):
            if rows := stands():
                break
            select.select([], [], [], 0.05)
        else:
            continue  # it is no field for words
        if rows[0].startswith(label):
            return
        tmux.press("BSpace")
        while stands():
            select.select([], [], [], 0.05)
    pytest.fail(f"the field {label} was not reached:\n{tmux.screen()}")


def test_the_screen_makes_room_for_pinentry_and_comes_back_signed(
    library: LibraryBuilder, signing: Tmux
) -> None:
    before = library.head
    signing.press("C-s")
    signing.wait_for(PROMPT, "Ada Osei", without="Signs with")
    signing.type(PASSPHRASE)
    signing.press("Enter")
    signing.wait_for("Signed and verified.")
    assert library.head != before
    verdict(library).yes()
    assert command(library, "verify").out.count("Approved by Ada Osei (legal)") == 1


def test_a_wrong_passphrase_and_then_the_right_one(library: LibraryBuilder, signing: Tmux) -> None:
    signing.press("C-s")
    signing.wait_for(PROMPT)
    signing.type("wrong")
    signing.press("Enter")
    signing.wait_for(PROMPT, "Bad Passphrase")
    signing.type(PASSPHRASE)
    signing.press("Enter")
    signing.wait_for("Signed and verified.")
    verdict(library).yes()


def test_three_wrong_passphrases_keep_the_draft(library: LibraryBuilder, signing: Tmux) -> None:
    before = library.head
    signing.press("C-s")
    for said in ("", "(try 2 of 3)", "(try 3 of 3)"):
        signing.wait_for(PROMPT, said)
        signing.type("wrong")
        signing.press("Enter")
    kept_and_offered_again(library, signing, before)


def test_pinentry_left_by_cancel_keeps_the_draft(library: LibraryBuilder, signing: Tmux) -> None:
    before = library.head
    signing.press("C-s")
    signing.wait_for(PROMPT)
    signing.press("Tab", "Tab", "Enter")  # past OK, onto Cancel
    kept_and_offered_again(library, signing, before)


def kept_and_offered_again(library: LibraryBuilder, tmux: Tmux, before: str) -> None:
    """Nothing is signed, the screen says so, and the next start offers what was written."""
    tmux.wait_for("Not signed.", "Nothing was changed.", "Read it all.")
    assert library.head == before
    tmux.press("C-q")
    tmux.wait_for_end()
    tmux.start_again([sys.executable, "-m", "policyreview", str(library.root)])
    tmux.wait_for("It waits for you", "Privacy Policy")
    tmux.press_when_ready("a", "was kept as a draft", "Read it all.", busy="being read")
    tmux.press("C-s")
    tmux.wait_for(PROMPT)
    tmux.type(PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Signed and verified.")
    verdict(library).yes()


def test_the_command_line_lets_pinentry_ask_on_its_terminal(
    tmp_path: Path, library: LibraryBuilder
) -> None:
    tmux = Tmux(tmp_path, os.environ)
    program = [sys.executable, "-m", "policyreview", "-C", str(library.root)]
    try:
        tmux.start([*program, "approve", "privacy", "--effective", "2031-09-01", "--yes"])
        tmux.wait_for(PROMPT, "Ada Osei")
        tmux.type(PASSPHRASE)
        tmux.press("Enter")
        tmux.wait_for("its signature holds")
    finally:
        tmux.close()
    verdict(library).yes()


def propose(library: LibraryBuilder) -> None:
    text = library.read("policyreview.toml").decode()
    changed = text.replace("number = 1", "number = 2", 1)
    library.commit({"policyreview.toml": f"{changed}# Mended.\n"}, "Propose another charter")


def test_pinentry_asks_an_owner_who_signs_for_a_charter_on_the_command_line(
    tmp_path: Path, library: LibraryBuilder
) -> None:
    propose(library)
    tmux = Tmux(tmp_path, os.environ)
    program = [sys.executable, "-m", "policyreview", "-C", str(library.root)]
    try:
        tmux.start([*program, "charter", "sign"])
        tmux.wait_for(PROMPT, "Ada Osei")
        tmux.type(PASSPHRASE)
        tmux.press("Enter")
        tmux.wait_for("Ada Osei agrees to charter number 2.")
    finally:
        tmux.close()
    assert library.git("log", "-1", "--format=%s") == "Agree to charter 2"


def test_the_charter_screen_makes_room_for_pinentry_and_comes_back_signed(
    tmp_path: Path, library: LibraryBuilder
) -> None:
    propose(library)
    tmux = Tmux(tmp_path, os.environ)
    tmux.start([sys.executable, "-m", "policyreview", str(library.root)])
    try:
        tmux.wait_for("Privacy Policy")
        tmux.press_when_ready("C", "Charter 2 waits for its owners", busy="being read")
        tmux.press("C-s")
        tmux.wait_for("Agree to charter 2 in place of 1?", "You sign as Ada Osei")
        tmux.press("Enter")
        tmux.wait_for(PROMPT, "Ada Osei", without="Agree to charter")
        tmux.type(PASSPHRASE)
        tmux.press("Enter")
        tmux.wait_for("Ada Osei agrees to charter 2", without="waits for its owners")
    finally:
        tmux.close()
    assert library.git("log", "-1", "--format=%s") == "Agree to charter 2"
