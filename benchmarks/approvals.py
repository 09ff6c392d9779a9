"""Make a repository with any number of signed approvals, fast: signed in process, no git each."""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import subprocess
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from policyreview.repository.objects import object_id
from policyreview.signoff import message
from policyreview.signoff.record import Record, Stamp, dump
from policyreview.signoff.subject import Subject, SubjectText, sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICIES = 100
START = 1_700_000_000
TEXT = """# Policy {name}

Effective Date: {day:%B} {day.day}, {day.year}

## 1. What we collect

We collect your name, your address and {edit} other things.

## 2. What we do with it

We use it to provide the service. We do not sell it.
"""


@dataclass(frozen=True)
class Signer:
    """A person with a key in this process."""

    id: str
    key: Ed25519PrivateKey

    @property
    def blob(self) -> bytes:
        """The public key in wire form."""
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return _strings(b"ssh-ed25519", raw)

    @property
    def line(self) -> str:
        """The public key as a line of authorized_keys."""
        return f"ssh-ed25519 {base64.b64encode(self.blob).decode()}"

    def sign(self, payload: bytes) -> bytes:
        """An armoured signature as git makes it (OpenSSH PROTOCOL.sshsig)."""
        hashed = hashlib.sha512(payload).digest()
        signed = b"SSHSIG" + _strings(b"git", b"", b"sha512", hashed)
        inner = _strings(b"ssh-ed25519", self.key.sign(signed))
        data = b"SSHSIG" + struct.pack(">I", 1)
        data += _strings(self.blob, b"git", b"", b"sha512", inner)
        text = base64.b64encode(data).decode()
        lines = [text[at : at + 70] for at in range(0, len(text), 70)]
        return "\n".join(
            ["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----"]
        ).encode()


@dataclass(frozen=True)
class Planned:
    """One commit to be made: its files, and who signs it."""

    files: tuple[tuple[str, bytes], ...]
    message: str
    author: str
    signer: Signer | None


def make(folder: Path, approvals: int, *, policies: int = POLICIES) -> Path:
    """Make a bare repository in which each version of a policy is edited, then approved by two.

    Args:
        folder: Where it is to be; missing.
        approvals: Number of sign-offs.
        policies: Number of policies among which they go round.
    """
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
    signers = [Signer(name, Ed25519PrivateKey.generate()) for name in ("ada", "bo", "cy")]
    planned = list(_plan(signers, approvals, policies))
    trees = _trees(folder, planned)
    tip = _commits(folder, planned, trees)
    subprocess.run(["git", "-C", folder, "update-ref", "refs/heads/main", tip], check=True)
    return folder


def _plan(signers: list[Signer], approvals: int, policies: int) -> Iterator[Planned]:
    day = date(2030, 1, 1)
    texts = {f"p{n:03}": (day, 0) for n in range(policies)}
    previous: dict[str, str | None] = dict.fromkeys(texts)
    first = tuple((f"policies/{n}.md", _text(n, *state)) for n, state in texts.items())
    yield Planned(first, "Add the policies\n", "Wes Hall <wes@example.org>", None)
    charter = _charter(signers).encode()
    yield Planned(
        (("policyreview.toml", charter),), "Set the charter\n", "Wes Hall <wes@example.org>", None
    )
    made = 0
    names = list(texts)
    turn = 0
    while made < approvals:
        name = names[turn % policies]
        day, edit = texts[name]
        path = f"policies/{name}.md"
        old = _text(name, day, edit + 1)
        yield Planned(((path, old),), f"Edit {name}\n", "Wes Hall <wes@example.org>", None)
        later = day + timedelta(days=1)
        new = _text(name, later, edit + 1)
        texts[name] = (later, edit + 1)
        oid, sha = object_id("blob", new), sha256_of(new)
        text = SubjectText("en", path, "100644", oid, sha)
        subject = Subject(name, later.isoformat(), later, None, previous[name], (text,))
        digest = subject.digest
        previous[name] = digest
        before, after = (f"{d:%B} {d.day}, {d.year}" for d in (day, later))
        stamp = Stamp("en", path, 3, old.index(before.encode()), before, after)
        for number, signer in enumerate((signers[turn % 3], signers[(turn + 1) % 3])):
            if made == approvals:
                break
            record = Record(
                subject=subject,
                subject_digest=digest,
                verdict="approve",
                meaning="approved for publication",
                languages=("en",),
                signer=signer.id,
                name=signer.id.title(),
                time=datetime.fromtimestamp(START + 60 * made, UTC),
                nonce=f"{made:016x}",
                charter=sha256_of(charter),
                stamps=() if number else (stamp,),
            )
            files = [(record.path, dump(record))]
            if not number:
                files.append((path, new))
            author = f"{signer.id.title()} <{signer.id}@example.org>"
            yield Planned(tuple(files), message.write(record, f"Policy {name}"), author, signer)
            made += 1
        turn += 1


def _text(name: str, day: date, edit: int) -> bytes:
    return TEXT.format(name=name, day=day, edit=edit).encode()


def _charter(signers: list[Signer]) -> str:
    ids = ", ".join(f'"{s.id}"' for s in signers)
    people = "".join(
        f'[[signer]]\nid = "{s.id}"\nname = "{s.id.title()}"\nemails = ["{s.id}@example.org"]\n'
        f'[[signer.key]]\nssh = "{s.line}"\n'
        for s in signers
    )
    return (
        f"format = 1\nnumber = 1\n[owners]\nsigners = [{ids}]\nquorum = 2\n{people}"
        f'[[role]]\nname = "legal"\nsigners = [{ids}]\n[[rule]]\nneeds = {{ legal = 2 }}\n'
    )


def _trees(folder: Path, planned: list[Planned]) -> list[str]:
    """The tree of each planned commit, written by ``git fast-import``."""
    process = subprocess.Popen(
        ["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE
    )
    assert process.stdin is not None
    for number, one in enumerate(planned):
        lines = [b"commit refs/made/trees\n", b"committer x <x@x> %d +0000\n" % number]
        lines += [b"data 0\n"]
        for path, data in one.files:
            lines += [b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)), data, b"\n"]
        process.stdin.write(b"".join(lines))
    process.stdin.close()
    if process.wait():
        raise SystemExit("git fast-import failed")
    listed = subprocess.run(
        ["git", "-C", folder, "log", "--reverse", "--format=%T", "refs/made/trees"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    subprocess.run(["git", "-C", folder, "update-ref", "-d", "refs/made/trees"], check=True)
    return listed


def _commits(folder: Path, planned: list[Planned], trees: list[str]) -> str:
    """Write the signed commits as one pack; the last one's id."""
    parent = ""
    body = [b"PACK" + struct.pack(">II", 2, len(planned))]
    for number, (one, tree) in enumerate(zip(planned, trees, strict=True)):
        when = f"{one.author} {START + 60 * number} +0000"
        head = f"tree {tree}\n" + (f"parent {parent}\n" if parent else "")
        head += f"author {when}\ncommitter {when}\n"
        payload = f"{head}\n{one.message}".encode()
        data = payload
        if one.signer is not None:
            folded = one.signer.sign(payload).replace(b"\n", b"\n ")
            data = head.encode() + b"gpgsig " + folded + b"\n\n" + one.message.encode()
        parent = object_id("commit", data)
        body.append(_packed(data))
    pack = b"".join(body)
    pack += hashlib.sha1(pack, usedforsecurity=False).digest()
    subprocess.run(
        ["git", "-C", folder, "index-pack", "--stdin"],
        input=pack,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return parent


def _packed(data: bytes) -> bytes:
    """A commit as an entry of a pack (gitformat-pack)."""
    size = len(data)
    byte, size = (1 << 4) | (size & 15), size >> 4
    head = bytearray()
    while size:
        head.append(byte | 0x80)
        byte, size = size & 0x7F, size >> 7
    head.append(byte)
    return bytes(head) + zlib.compress(data, 1)


def _strings(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def allowed(folder: Path) -> Path:
    """An allowed signers file for git itself, of the charter's keys, beside the repository."""
    import tomllib

    text = subprocess.run(
        ["git", "-C", folder, "show", "main:policyreview.toml"], check=True, capture_output=True
    ).stdout.decode()
    path = folder / "allowed_signers"
    path.write_text(
        "".join(
            f'{s["emails"][0]} namespaces="git" {s["key"][0]["ssh"]}\n'
            for s in tomllib.loads(text)["signer"]
        )
    )
    return path


if __name__ == "__main__":
    import sys
    from pathlib import Path

    os.umask(0o077)
    make(Path(sys.argv[1]), int(sys.argv[2]))
