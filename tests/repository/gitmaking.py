"""Build real repositories with plain git, for the tests of everything that touches git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.repository import Person

if TYPE_CHECKING:
    from pathlib import Path

ADA = Person("Ada Osei", "ada@example.org", 1_790_000_000, 60)


@dataclass
class Made:
    """A repository that a test builds with plain git."""

    path: Path

    def git(self, *args: str, data: bytes | None = None, check: bool = True) -> str:
        done = subprocess.run(
            [
                "git",
                "-c",
                "user.name=Ada Osei",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "commit.gpgsign=false",
                "-C",
                str(self.path),
                *args,
            ],
            input=data,
            capture_output=True,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(done.stderr.decode())
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> None:
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, message: str = "Change", **files: str) -> str:
        for path, text in files.items():
            self.write(path, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def add(self, files: dict[str, str | bytes], message: str = "Change") -> str:
        for path, text in files.items():
            self.write(path, text)
        return self.commit(message)

    def object(self, kind: str, data: bytes) -> str:
        """Write any bytes as an object, sound or not."""
        return self.git("hash-object", "-w", "--literally", "-t", kind, "--stdin", data=data)


def initialised(path: Path, *options: str) -> Made:
    subprocess.run(["git", "init", "-q", "-b", "main", *options, str(path)], check=True)
    return Made(path)
