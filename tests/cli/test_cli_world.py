"""Odd machines: no writable folder, no git, no UTF-8, a hostile repository."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Repo, Run

EVERY = (
    ["list"],
    ["status"],
    ["show", "privacy"],
    ["history", "privacy"],
    ["diff", "privacy"],
    ["parallel", "privacy"],
    ["check"],
    ["verify"],
    ["releases"],
    ["in-force"],
    ["trust"],
    ["charter"],
    ["doctor"],
)


def test_folders_that_cannot_be_written_keep_no_command_from_reading(run: Run, repo: Repo):
    nowhere = {
        f"POLICYREVIEW_{what}_DIR": f"/proc/nowhere/{what}" for what in ("CACHE", "STATE", "CONFIG")
    }
    for arguments in EVERY:
        answer = run(*arguments, cwd=repo.path, env=nowhere)
        assert "fault" not in answer.err, answer
        assert answer.code in {0, 1, 2}, answer
    assert "can't be written" in run("doctor", cwd=repo.path, env=nowhere).out


def test_reading_changes_nothing_in_the_repository(run: Run, repo: Repo):
    def state() -> dict[str, bytes | str]:
        return {
            str(path): path.read_bytes() if path.is_file() else "folder"
            for path in repo.path.rglob("*")
        }

    before = state()
    for arguments in EVERY:
        run(*arguments, cwd=repo.path)
        assert state() == before, arguments


@pytest.mark.parametrize(("place", "charmap"), [("zh_CN", "GBK"), ("en_US", "ISO-8859-1")])
def test_in_another_encoding_than_utf8_a_repository_with_such_names_is_read(
    run: Run, repo: Repo, tmp_path: Path, place: str, charmap: str
):
    if shutil.which("localedef") is None:
        pytest.skip("localedef is not installed")
    name = f"{place}.{charmap}"
    locales = tmp_path / "locales"
    locales.mkdir()
    made = subprocess.run(
        ["localedef", "-i", place, "-f", charmap, locales / name], capture_output=True, check=False
    )
    if not (locales / name).is_dir():
        pytest.skip(made.stderr.decode())
    folder = repo.path.rename(tmp_path / "politique 政策")
    repo = type(repo)(folder)
    repo.write("policies/confidentialité.md", "# Vie privée\n\nNous gardons vos données.\n")
    repo.commit()
    spoken = {"LOCPATH": str(locales), "LC_ALL": name, "PYTHONUTF8": "0"}
    policies = run("list", "--json", cwd=folder, env=spoken).json["policies"]
    assert ("confidentialité", "Vie privée") in {(one["id"], one["title"]) for one in policies}
    typed = "confidentialité".encode(charmap)
    done = subprocess.run(
        [sys.executable, "-m", "policyreview", "show", typed],
        cwd=folder,
        env={**os.environ, **spoken},
        capture_output=True,
        check=True,
    )
    assert "Vie privée" in done.stdout.decode(charmap)
    written = "confidentialité\nici".encode()  # by a script, in UTF-8 and on two lines
    done = subprocess.run(
        [sys.executable, "-m", "policyreview", "show", written],
        cwd=folder,
        env={**os.environ, **spoken},
        capture_output=True,
        check=False,
    )
    assert "confidentialité" in done.stderr.decode(charmap)


def test_without_git_it_says_so(run: Run, repo: Repo, tmp_path: Path):
    answer = run("list", cwd=repo.path, env={"PATH": str(tmp_path)})
    assert answer.code == 3
    assert answer.err.startswith("policyreview: ")
    assert "git" in answer.err.lower()
    doctor = run("doctor", cwd=repo.path, env={"PATH": str(tmp_path)})
    assert doctor.code == 1
    assert "missing git" in " ".join(doctor.out.split())


def test_an_ascii_terminal_gets_every_character_in_some_form(run: Run, repo: Repo):
    world = {
        "LANG": "en_US.ISO-8859-1",
        "LC_ALL": "",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
    }
    shown = run("show", "privacy", "--language", "zh-CN", cwd=repo.path, env=world)
    assert shown.code == 0
    assert "\\u9690" in shown.out
    listed = run("list", "--json", cwd=repo.path, env=world)
    assert listed.out.isascii()
    assert listed.json["policies"][0]["id"] == "privacy"


@pytest.fixture
def hostile(repo: Repo, tmp_path: Path) -> tuple[Repo, Path]:
    """A repository whose configuration runs a canary wherever git would run something."""
    canary = tmp_path / "canary"
    script = tmp_path / "bird.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "gpg.program",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "credential.helper",
    ):
        repo.git("config", name, str(script))
    for hook in ("post-index-change", "reference-transaction", "pre-commit", "post-checkout"):
        shutil.copy(script, repo.path / ".git/hooks" / hook)
    (repo.path / ".git/info").mkdir(exist_ok=True)
    (repo.path / ".git/info/attributes").write_text("* diff=evil filter=evil\n")
    return repo, canary


def test_no_command_runs_anything_from_a_repository(run: Run, hostile: tuple[Repo, Path]):
    repo, canary = hostile
    for arguments in (*EVERY, ["approve", "privacy", "--effective", "2100-01-01"], ["init"]):
        answer = run(*arguments, cwd=repo.path)
        assert not canary.exists(), arguments
        assert "Traceback" not in answer.err


def test_strange_paths_are_listed_safely(run: Run, repo: Repo):
    name = "policies/terms\x1b[31m\n\u202e.md"
    repo.write(name, "# Terms of Service\n\nEffective May 1, 2026\n\nWe agree on everything.\n")
    repo.commit()
    for arguments in (["list", "--paths"], ["list", "--json"], ["check"], ["status"]):
        answer = run(*arguments, cwd=repo.path)
        assert not set(answer.out + answer.err) & set("\x1b\u202e"), arguments
    paths = [
        text["path"]
        for policy in run("list", "--json", cwd=repo.path).json["policies"]
        for text in policy["texts"]
    ]
    assert name in paths


def test_a_link_in_place_of_a_text_is_broken_and_not_followed(run: Run, repo: Repo, tmp_path: Path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Terms of Service\n\nSecret.\n")
    (repo.path / "policies/terms.md").symlink_to(secret)
    repo.commit()
    (terms,) = [
        policy
        for policy in run("list", "--json", cwd=repo.path).json["policies"]
        if policy["id"] == "terms"
    ]
    assert terms["status"] == "broken"
    answer = run("show", "terms", cwd=repo.path)
    assert answer.code != 0
    assert "Secret" not in answer.out + answer.err
    assert "symbolic link" in answer.err


def test_a_shallow_clone_with_a_charter_claims_nothing(run: Run, repo: Repo, tmp_path: Path):
    repo.write("policyreview.toml", "format = 1\nnumber = 1\n").commit()
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{repo.path}", str(clone)], check=True
    )
    answer = run("verify", cwd=clone)
    assert answer.code in {1, 3}
    assert "shallow" in answer.out
