"""Runs the real command in a process of its own, on real repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003
from typing import Any

import pytest

from builders.library import Person, charter_text


@dataclass(frozen=True)
class Answer:
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def says(self, code: int, sentence: str) -> None:
        """It failed with the code and the sentence, on the error output, without a traceback."""
        assert self.code == code, self
        assert sentence in self.err, self.err
        assert self.err.startswith("policyreview: ")
        assert "Traceback" not in self.err


Run = Callable[..., Answer]


@pytest.fixture
def run() -> Run:
    """Run ``policyreview ARGUMENTS`` and give what came out."""

    def run(
        *arguments: object,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        input: str | None = None,  # noqa: A002
    ) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "policyreview", *map(str, arguments)],
            capture_output=True,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            input=input.encode() if input is not None else None,
            stdin=None if input is not None else subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return Answer(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
        )

    return run


class Repo:
    """A git repository made for one test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Ada Osei")
        self.git("config", "user.email", "ada@example.org")

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        stamp = f"{day}T12:00:00 +0000"
        dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            capture_output=True,
            env={**os.environ, **dates},
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, name: str, text: str | bytes) -> Repo:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def commit(self, message: str = "Change the texts", *, day: str = "2026-01-01") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")


PRIVACY = """\
# Privacy Policy

Effective date: March 1, 2026

## 1. What we keep

We keep your address for 30 days.

## 2. Who sees it

Nobody but us sees it.
"""

PRIVACY_ZH = """\
# 隐私政策

生效日期：2026年3月1日

## 1. 我们保存什么

我们将您的地址保存 30 天。

## 2. 谁能看到

除我们之外没有人能看到。
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with one policy in English and Chinese, and a second revision of both."""
    made = Repo(tmp_path / "library")
    made.write("policies/privacy.md", PRIVACY.replace("30 days", "20 days"))
    made.write("policies/privacy.zh-CN.md", PRIVACY_ZH.replace("30 天", "20 天"))
    made.commit("Add the privacy policy", day="2026-01-01")
    made.write("policies/privacy.md", PRIVACY)
    made.write("policies/privacy.zh-CN.md", PRIVACY_ZH)
    made.commit("Keep addresses for 30 days", day="2026-02-01")
    return made


@pytest.fixture
def empty_repo(tmp_path: Path) -> Repo:
    """A repository without a commit."""
    return Repo(tmp_path / "empty")


@pytest.fixture
def keys(own_world: Path) -> Path:
    """Private keys of ada, ben and a stranger, in a folder."""
    folder = own_world / "keys"
    folder.mkdir()
    for name in ("ada", "ben", "eve"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)],
            check=True,
        )
    return folder


@pytest.fixture
def chartered(repo: Repo, keys: Path) -> Repo:
    """The library with a charter that asks for two of Ada and Ben."""
    people = [
        Person("ada", "Ada Osei", "ada@example.org", keys / "ada"),
        Person("ben", "Ben 周", "ben@example.org", keys / "ben"),
    ]
    rules = "[[rule]]\nneeds = { legal = 2 }\nseparation = false\n"
    repo.write("policyreview.toml", charter_text(people, rules=rules))
    repo.commit("Say who signs", day="2026-02-02")
    return repo
