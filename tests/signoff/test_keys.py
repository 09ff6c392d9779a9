"""Keys on offer and signing with each kind: files, agents, passphrases, OpenPGP."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library, agent, charter_text, gpg_home, ssh_key
from builders.forging import verified
from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.signoff import available_keys, drafts, offers, sign
from policyreview.signoff.agent import agent_keys
from policyreview.signoff.keys import choose_key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa", "ecdsa384", "ecdsa521"])
def test_every_kind_of_ssh_key_signs_and_verifies(tmp_path: Path, kind: str) -> None:
    library = a_library(tmp_path).with_signers("ada", kind=kind).with_policy().with_charter()
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is True


def test_an_agent_signs_while_no_key_file_is_there(
    library: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with agent(library.people["bo"].key) as running:
        monkeypatch.setenv("SSH_AUTH_SOCK", running.socket)
        offered = offers(library.verify().charter, policy="privacy")
        assert offered[0].text == "You are Bo Lindqvist (legal)."
        assert offered[0].key.where == "agent"
        plan = library.plan("bo", day="2030-03-01", key=None)
        assert plan.signer is not None
        assert plan.signer.id == "bo"
        sign(plan)
    assert verified(library).approved is True


def test_no_agent_and_no_key_is_a_sentence_with_what_to_do(library: LibraryBuilder) -> None:
    assert available_keys() == ()
    with pytest.raises(CouldNotTell, match="No ssh-agent is running here") as caught:
        choose_key((), None)
    assert "ssh -A" in caught.value.hint
    plan = library.plan("ada", day="2030-03-01", key=None)
    assert [bar.code for bar in plan.bars] == ["no-key"]


def test_a_dead_agent_is_told_and_does_not_hang(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "nobody"))
    assert "does not answer" in agent_keys().problem


def test_an_agent_that_never_answers_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import socket

    path = tmp_path / "mute"
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(path))
        mute.listen()
        assert "does not answer" in agent_keys(str(path), seconds=0.2).problem


def _with_guarded_key(library: LibraryBuilder) -> None:
    guarded = ssh_key("ada-guarded", passphrase="open sesame")
    public = " ".join(guarded.with_suffix(".pub").read_text().split()[:2])
    people = list(library.people.values())
    keys = {"ada": f'[[signer.key]]\nssh = "{public}"\n'}
    object.__setattr__(library.people["ada"], "key", guarded)
    library.root.joinpath("policyreview.toml").unlink()
    library.git("rm", "-q", "--cached", "policyreview.toml")
    library.git("commit", "-q", "--amend", "--allow-empty", "-m", "No charter")
    library.with_charter(charter_text(people, keys=keys))


def test_a_guarded_key_signs_with_the_passphrase_that_is_asked_for(
    library: LibraryBuilder,
) -> None:
    _with_guarded_key(library)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "open sesame"

    plan = library.plan("ada", day="2030-03-01")
    assert plan.key is not None
    assert plan.key.encrypted
    sign(plan, ask=ask)
    assert len(asked) == 1
    assert verified(library).approved is True


@pytest.mark.parametrize("answer", ["wrong", None])
def test_a_wrong_passphrase_changes_nothing_and_keeps_the_draft(
    library: LibraryBuilder, answer: str | None
) -> None:
    _with_guarded_key(library)
    before = library.head
    plan = library.plan("ada", day="2030-03-01", comment="Read it twice.")
    with pytest.raises(CouldNotTell, match="passphrase"):
        sign(plan, ask=lambda _: answer)
    assert library.head == before
    assert library.git("status", "--porcelain") == ""
    draft = drafts.load(plan.library.repository, "privacy")
    assert draft is not None
    assert draft.comments[0].text == "Read it twice."
    sign(plan, ask=lambda _: "open sesame")
    assert drafts.load(plan.library.repository, "privacy") is None


def test_a_guarded_key_without_anybody_to_ask_fails_at_once(library: LibraryBuilder) -> None:
    _with_guarded_key(library)
    with pytest.raises(CouldNotTell) as caught:
        library.sign("ada", day="2030-03-01")
    assert "passphrase" in str(caught.value) or "asked" in str(caught.value)


def test_openpgp_signs_and_verifies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    with gpg_home("Ada Osei <ada@example.org>") as home:
        monkeypatch.setenv("GNUPGHOME", str(home))
        certificate = subprocess.run(
            ["gpg", "--batch", "--armor", "--export"],
            check=True,
            capture_output=True,
            env=dict(os.environ),
        ).stdout.decode()
        library.with_charter(keys={"ada": f"[[signer.key]]\nopenpgp = '''\n{certificate}'''\n"})
        key = next(key for key in available_keys() if key.kind == "openpgp")
        plan = library.plan("ada", day="2030-03-01", key=key)
        assert plan.signer is not None
        sign(plan)
        assert verified(library).approved is True
        assert library.git("verify-commit", "HEAD", check=False) == ""
        library.git("commit", "-q", "--amend", "-m", "forged")
    assert verified(library).approved is False


def test_the_key_that_the_users_own_git_names_comes_first(
    library: LibraryBuilder, own_world: Path
) -> None:
    (own_world / ".gitconfig").write_text(
        f"[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = {library.people['bo'].key}\n"
    )
    assert available_keys()[0].where == "git configuration"
    library.git("config", "user.signingKey", str(library.people["ada"].key))
    assert available_keys()[0].path == str(library.people["bo"].key)


def test_a_default_key_command_of_the_user_names_a_key_of_the_agent(
    library: LibraryBuilder, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = library.people["bo"].key.with_suffix(".pub")
    (own_world / ".gitconfig").write_text(
        f'[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tdefaultKeyCommand = cat {public}\n'
    )
    with agent(library.people["ada"].key, library.people["bo"].key) as running:
        monkeypatch.setenv("SSH_AUTH_SOCK", running.socket)
        assert available_keys()[0].public == library.people["bo"].public


def test_a_key_is_chosen_by_file_fingerprint_signer_or_comment(
    library: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    charter = library.verify().charter
    with agent(library.people["ada"].key, library.people["bo"].key) as running:
        monkeypatch.setenv("SSH_AUTH_SOCK", running.socket)
        offered = offers(charter, policy="privacy")
        bo = library.key("bo").fingerprint
        for wanted in (str(library.people["bo"].key), bo, bo[:15], "bo", "bo@test"):
            assert choose_key(offered, wanted).fingerprint == bo
        with pytest.raises(WrongUse, match="No key on offer here is called nobody"):
            choose_key(offered, "nobody")


def test_the_branch_that_moved_meanwhile_stops_the_sign_off(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    moved = library.commit({"README.md": "meanwhile\n"})
    with pytest.raises(Refused, match="moved meanwhile"):
        sign(plan)
    assert library.head == moved
    assert library.records() == []


def test_a_text_edited_in_the_work_tree_stops_the_sign_off(library: LibraryBuilder) -> None:
    (library.root / "policies/privacy.md").write_text("half written\n")
    with pytest.raises(Refused):
        library.sign("ada", day="2030-03-01")
    assert (library.root / "policies/privacy.md").read_text() == "half written\n"


def test_a_branch_that_is_not_checked_out_is_signed_without_touching_the_work_tree(
    library: LibraryBuilder,
) -> None:
    from datetime import date

    from policyreview.signoff import plan

    library.git("branch", "proposal")
    before = library.head
    made = plan(
        library.library("proposal"),
        "privacy",
        effective_date=date(2030, 3, 1),
        key=library.key("ada"),
        today=date(2026, 6, 1),
    )
    sign(made)
    assert library.head == before
    assert library.git("status", "--porcelain") == ""
    found = library.verify("proposal").policy("privacy")
    assert found is not None
    assert found.approved is True
