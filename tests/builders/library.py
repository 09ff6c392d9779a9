"""The builder of repositories: what a test needs of one, in a few words each."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from builders.keys import ssh_key
from policyreview.library import Library, open_library
from policyreview.signoff import plan, sign, verify
from policyreview.signoff.keys import choose_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from policyreview.signoff import Report, SigningKey
    from policyreview.signoff.make import Plan, Signed

ENGLISH = """# Privacy Policy

Effective Date: May 12, 2026

## 1. What we collect

We collect your name and your address.

## 2. What we do with it

### 2.1 Service

We use it to provide the service.

### 2.2 Sharing

We do not sell it.
"""

CHINESE = """# 隐私政策

生效日期：2026年5月12日

## 1. 我们收集的信息

我们收集您的姓名和地址。

## 2. 我们如何使用信息

### 2.1 服务

我们使用这些信息来提供服务。

### 2.2 共享

我们不会出售您的信息。
"""

NAMES = {
    "ada": "Ada Osei",
    "bo": "Bo Lindqvist",
    "cy": "Cy Tanaka",
    "dee": "Dee Marsh",
}
START = 1_780_000_000  # 2026-05-28: before every sign-off that a test makes


@dataclass(frozen=True)
class Person:
    """A signer of a test, with the private key file."""

    id: str
    name: str
    email: str
    key: Path

    @property
    def public(self) -> str:
        return " ".join(self.key.with_suffix(".pub").read_text().split()[:2])


def charter_text(
    people: Sequence[Person],
    *,
    needs: str = "legal = 1",
    number: int = 1,
    owners: Sequence[str] | None = None,
    owner_quorum: int = 1,
    roles: Mapping[str, Sequence[str]] | None = None,
    rules: str | None = None,
    keys: Mapping[str, str] | None = None,
    more: str = "",
) -> str:
    """A charter with these people.

    Args:
        needs: The inline table of the one rule for all policies.
        roles: Signers by role; by default ``legal`` for everybody.
        rules: ``[[rule]]`` tables in place of the one.
        keys: The ``[[signer.key]]`` tables of a person, in place of their one SSH key.
        more: Text at the end.
    """
    ids = [person.id for person in people]
    chosen_owners = list(owners) if owners is not None else ids[:1]
    out = [
        f'format = 1\nnumber = {number}\nrelease_roles = ["legal"]\n',
        f"[owners]\nsigners = {_list(chosen_owners)}\nquorum = {owner_quorum}\n",
    ]
    for person in people:
        key = (keys or {}).get(person.id) or f'[[signer.key]]\nssh = "{person.public}"\n'
        out.append(
            f'[[signer]]\nid = "{person.id}"\nname = "{person.name}"\n'
            f'emails = ["{person.email}"]\n{key}'
        )
    for role, holders in (roles or {"legal": ids}).items():
        out.append(f'[[role]]\nname = "{role}"\nsigners = {_list(holders)}\n')
    out.append(rules if rules is not None else f"[[rule]]\nneeds = {{ {needs} }}\n")
    return "\n".join([*out, more])


def _list(items: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


@dataclass
class LibraryBuilder:
    """A repository under construction."""

    root: Path
    people: dict[str, Person] = field(default_factory=dict)
    clock: int = START

    # -- making ---------------------------------------------------------------------------------

    def git(
        self,
        *args: str,
        author: str = "Wes Hall <wes@example.org>",
        env: Mapping[str, str] | None = None,
        data: bytes | None = None,
        check: bool = True,
    ) -> str:
        """Run git as somebody who is no signer, a minute later each time."""
        self.clock += 60
        name, _, rest = author.partition(" <")
        stamp = f"@{self.clock} +0000"
        who = {
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": rest.rstrip(">"),
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": rest.rstrip(">"),
            "GIT_COMMITTER_DATE": stamp,
        }
        done = subprocess.run(
            ["git", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", *args],
            cwd=self.root,
            env={**os.environ, **who, **(env or {})},
            input=data,
            capture_output=True,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"git {args}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        message: str = "Change",
        *,
        author: str = "Wes Hall <wes@example.org>",
        sign_with: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> str:
        """Commit files (None removes one), signed with a key where one is given."""
        for path, content in files.items():
            target = self.root / path
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "-A", "--", *files)
        signed = self.signing(sign_with) if sign_with else []
        flag = ["-S"] if sign_with else []
        self.git(*signed, "commit", "-q", *flag, "-m", message, author=author, env=env)
        return self.head

    @staticmethod
    def signing(key: Path) -> list[str]:
        """Options that make git sign with a key file."""
        return ["-c", "gpg.format=ssh", "-c", f"user.signingKey={key}"]

    def with_signers(self, *ids: str, kind: str = "ed25519") -> Self:
        for one in ids:
            name = NAMES.get(one, one.title())
            self.people[one] = Person(one, name, f"{one}@example.org", ssh_key(one, kind))
        return self

    def with_charter(self, text: str | None = None, **options: object) -> Self:
        """Commit a charter: the given text, or one of ``charter_text``."""
        made = text if text is not None else charter_text(list(self.people.values()), **options)  # type: ignore[arg-type]
        self.commit({"policyreview.toml": made}, "Set the charter")
        return self

    def with_policy(self, name: str = "privacy", text: str = ENGLISH, **languages: str) -> Self:
        """Commit a policy; further languages as ``zh=CHINESE``."""
        files: dict[str, str | bytes | None] = {f"policies/{name}.md": text}
        for tag, words in languages.items():
            files[f"policies/{name}.{tag.replace('_', '-')}.md"] = words
        self.commit(files, f"Add {name}")
        return self

    # -- signing --------------------------------------------------------------------------------

    def key(self, who: str) -> SigningKey:
        return choose_key((), str(self.people[who].key))

    def plan(
        self, who: str, policy: str = "privacy", day: str | None = None, **options: object
    ) -> Plan:
        """Plan a sign-off of somebody's."""
        given: dict[str, object] = {
            "effective_date": date.fromisoformat(day) if day else None,
            "key": self.key(who),
            "today": date(2026, 6, 1),
            **options,
        }
        return plan(self.library(), policy, **given)  # type: ignore[arg-type]

    def sign(
        self, who: str, policy: str = "privacy", day: str | None = None, **options: object
    ) -> Signed:
        despite = options.pop("despite", ())
        return sign(self.plan(who, policy, day, **options), despite=despite)  # type: ignore[arg-type]

    def approved_by(
        self, who: str, policy: str = "privacy", day: str = "2030-03-01", **options: object
    ) -> Self:
        self.sign(who, policy, day, **options)
        return self

    # -- looking --------------------------------------------------------------------------------

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def library(self, ref: str | None = None) -> Library:
        return open_library(self.root, ref=ref)

    def verify(self, ref: str | None = None) -> Report:
        return verify(self.library(ref))

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def records(self) -> list[str]:
        return sorted(
            str(p.relative_to(self.root)) for p in (self.root / ".policyreview").rglob("*.toml")
        )


def a_library(folder: Path) -> LibraryBuilder:
    """An empty repository on branch ``main``."""
    root = folder / "library"
    root.mkdir(parents=True)
    builder = LibraryBuilder(root)
    builder.git("init", "-q", "-b", "main", ".")
    return builder
