"""A sign-off's signature: by which key it is made, and what stops it."""

from __future__ import annotations

import os
import select
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from signing_off import PRIVACY, sign_off

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository import Repository, Signing, settings

if TYPE_CHECKING:
    from gitmaking import Made


def test_it_is_signed_with_a_key_file_and_git_agrees(
    library: Made, signing: Signing, key_file: Path, tmp_path: Path
) -> None:
    oid = sign_off(library.path, sign=signing)

    allowed = tmp_path / "allowed"
    allowed.write_text("ada@example.org " + key_file.with_suffix(".pub").read_text())
    told = library.git(
        "-c", f"gpg.ssh.allowedSignersFile={allowed}", "log", "-1", "--format=%G?", oid
    )
    assert told == "G"


def test_it_is_signed_by_a_key_that_only_an_agent_holds(
    library: Made, key_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE)
    try:
        assert agent.stdout is not None
        agent.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        subprocess.run(["ssh-add", "-q", str(key_file)], check=True)
        public = key_file.with_suffix(".pub").read_text().strip()

        oid = sign_off(library.path, sign=Signing("ssh", f"key::{public}"))
    finally:
        agent.terminate()
        agent.communicate()

    with Repository.open(library.path) as repository:
        assert b"BEGIN SSH SIGNATURE" in (repository.commit(oid).signature or b"")


def test_the_users_own_settings_choose_the_key_where_nobody_names_one(
    library: Made, key_file: Path
) -> None:
    library.git("config", "--global", "gpg.format", "ssh")
    library.git("config", "--global", "user.signingKey", str(key_file))

    oid = sign_off(library.path, sign=Signing())

    assert "BEGIN SSH SIGNATURE" in library.git("cat-file", "commit", oid)


@pytest.mark.parametrize(
    ("key", "reason"),
    [("missing", "the key can't be"), ("key::ssh-ed25519 AAAA", "Signing failed")],
)
def test_a_signing_that_fails_says_why_and_changes_nothing(
    library: Made, tmp_path: Path, key: str, reason: str
) -> None:
    head = library.git("rev-parse", "HEAD")
    name = key if key.startswith("key::") else str(tmp_path / key)

    with pytest.raises(CouldNotTell, match=reason):
        sign_off(library.path, sign=Signing("ssh", name))

    assert library.git("rev-parse", "HEAD") == head
    assert library.git("status", "--porcelain") == ""


def test_a_key_with_a_passphrase_never_waits_for_a_terminal(library: Made, tmp_path: Path) -> None:
    key = tmp_path / "locked"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(key)], check=True
    )

    with pytest.raises(CouldNotTell, match="passphrase"):
        sign_off(library.path, sign=Signing("ssh", str(key), timeout=30))


def hanging_program(library: Made, tmp_path: Path) -> Path:
    """A signing program of the user's that never ends, and tells its process id."""
    program = tmp_path / "hang"
    told = tmp_path / "pid"
    program.write_text(
        f"#!/bin/sh\necho $$ > {told}.new && mv {told}.new {told} && exec sleep 600\n"
    )
    program.chmod(0o755)
    library.git("config", "--global", "gpg.ssh.program", str(program))
    return told


def test_a_signing_program_that_hangs_is_stopped_with_all_it_started(
    library: Made, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = hanging_program(library, tmp_path)
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    monkeypatch.setattr("tempfile.tempdir", None)

    with pytest.raises(CouldNotTell, match="within 3 seconds"):
        sign_off(library.path, sign=Signing("ssh", str(key_file), timeout=3))

    assert ended(told)
    assert list(passing.iterdir()) == []


def ended(told: Path) -> bool:
    """If the process that told its id has ended, or does so within ten seconds."""
    try:
        process = os.pidfd_open(int(told.read_text()))
    except ProcessLookupError:
        return True
    try:
        return select.select([process], [], [], 10)[0] == [process]
    finally:
        os.close(process)


def test_cancelling_stops_the_signing_program_and_changes_nothing(
    library: Made, key_file: Path, tmp_path: Path
) -> None:
    head = library.git("rev-parse", "HEAD")
    told = hanging_program(library, tmp_path)

    with pytest.raises(Cancelled):
        sign_off(library.path, sign=Signing("ssh", str(key_file)), cancelled=told.exists)

    assert ended(told)
    assert library.git("rev-parse", "HEAD") == head


def test_settings_of_the_user_by_folder_count_for_signing(library: Made) -> None:
    home = Path(os.environ["HOME"])
    (home / "work").write_text('[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tprogram = mine\n')
    library.git("config", "--global", f"includeIf.gitdir:{library.path}/.path", str(home / "work"))

    with Repository.open(library.path) as repository:
        assert settings(repository).signing() == ("gpg.format=ssh", "gpg.ssh.program=mine")


def test_it_is_signed_with_openpgp(
    library: Made, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    subprocess.run(
        ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "ada@example.org"],
        check=True,
        capture_output=True,
    )
    try:
        oid = sign_off(library.path, sign=Signing("openpgp", "ada@example.org"))
        assert library.git("log", "-1", "--format=%G?", oid) in {"G", "U"}
        with pytest.raises(CouldNotTell, match=r"private key is (not )?here"):
            sign_off(
                library.path,
                changes={PRIVACY: b"again\n"},
                sign=Signing("openpgp", "nobody@example.org"),
            )
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], check=True)
