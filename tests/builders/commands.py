"""The real command on a builder's repository, and what it answers about a policy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builders.library import LibraryBuilder


@dataclass(frozen=True)
class Answer:
    """What one command line gave."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refused(self, sentence: str, *, exit_code: int = 1) -> None:
        """It ended with the code and the sentence, and without a traceback."""
        assert self.exit == exit_code, self
        assert sentence in self.err, self.err
        assert "Traceback" not in self.err


def command(
    library: LibraryBuilder, *arguments: object, env: Mapping[str, str] | None = None
) -> Answer:
    """Run ``policyreview ARGUMENTS`` in the repository, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "policyreview", *map(str, arguments)],
        cwd=library.root,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Answer(
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )


@dataclass(frozen=True)
class Verdict:
    """What ``verify --json`` says of one policy, with the findings on the repository."""

    exit: int
    approved: bool | None
    reasons: tuple[dict[str, Any], ...]

    @property
    def codes(self) -> set[str]:
        return {reason["code"] for reason in self.reasons}

    @property
    def text(self) -> str:
        return "\n".join(reason["text"] for reason in self.reasons)

    def no(self, code: str, sentence: str) -> None:
        """It is not approved, for that reason, in these words, and the exit code says so."""
        assert (self.exit, self.approved) == (1, False), self
        self.says(code, sentence)

    def yes(self) -> None:
        """It is approved, and the exit code says so."""
        assert (self.exit, self.approved) == (0, True), self

    def says(self, code: str, sentence: str) -> None:
        """A reason of that code says the sentence."""
        said = [reason["text"] for reason in self.reasons if reason["code"] == code]
        assert any(sentence in text for text in said), self.reasons


def verdict(library: LibraryBuilder, policy: str = "privacy", *arguments: object) -> Verdict:
    """Run ``policyreview verify --json`` and take one policy's part of the answer."""
    answer = command(library, "verify", "--json", *arguments)
    assert "Traceback" not in answer.err, answer.err
    assert answer.out, answer
    values = answer.json
    found = next((p for p in values["policies"] if p["id"] == policy), None)
    releases = [r for one in values["releases"] for r in one["reasons"]]
    reasons = [*values["findings"], *(found["reasons"] if found else []), *releases]
    return Verdict(answer.exit, found["approved"] if found else None, tuple(reasons))


def approve(
    library: LibraryBuilder,
    who: str,
    day: str = "2030-03-01",
    *more: object,
    policy: str = "privacy",
) -> Answer:
    """Run ``policyreview approve`` with a signer's key."""
    key = library.people[who].key
    return command(library, "approve", policy, "--effective", day, "--key", key, *more)
