"""A few small folders that stand for any number of files are told of, and not listed for ever."""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from arming import git
from asking import Asked, ask
from test_malformed import commit_of, entry, on_top, tree_of, written

from builders import LibraryBuilder, a_library
from builders.commands import approve
from builders.forging import object_bytes
from policyreview.repository.objects import object_id

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    made = a_library(tmp_path).with_signers("ada").with_charter().with_policy()
    made.approved_by("ada")
    return made


def many(library: LibraryBuilder, digits: int) -> str:
    """A folder of so many tens of files, times ten for each digit."""
    below, mode = written(library, "blob", b"x"), "100644"
    for _ in range(digits):
        entries = b"".join(entry(mode, b"d%d" % n, below) for n in range(10))
        below, mode = written(library, "tree", entries), "40000"
    return below


def told(asked: Asked, sentence: bytes, *, seconds: float, megabytes: int) -> None:
    asked.is_sound()
    assert asked.code == 3, asked
    assert sentence in asked.err
    assert asked.seconds < seconds, asked
    assert asked.megabytes < megabytes, asked


@pytest.mark.parametrize("command", ["list", "show privacy", "check", "status"])
def test_a_billion_files_are_not_listed(library: LibraryBuilder, command: str) -> None:
    on_top(library, entry("40000", b"zz", many(library, 9)))
    answer = ask(*command.split(), cwd=library.root)
    told(answer, b"holds more files, or longer paths, than are listed", seconds=5, megabytes=600)


def test_paths_of_any_length_are_not_listed(library: LibraryBuilder) -> None:
    below, mode = written(library, "blob", b"x"), "100644"
    for _ in range(2_000):
        data = entry(mode, b"d" * 200, below)
        below, mode = object_id("tree", data), "40000"
        path = library.root / ".git" / "objects" / below[:2] / below[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(b"tree %d\0%s" % (len(data), data), 1))
    on_top(library, entry("40000", b"zz", below))
    answer = ask("list", cwd=library.root)
    told(answer, b"holds more files, or longer paths, than are listed", seconds=5, megabytes=600)


def test_many_files_that_come_and_go_are_not_followed_for_ever(library: LibraryBuilder) -> None:
    plain = tree_of(library)
    on_top(library, entry("40000", b"zz", many(library, 5)))
    full = tree_of(library)
    for _ in range(30):
        commit_of(library, plain)
        commit_of(library, full)
    commit_of(library, plain)
    answer = ask("verify", cwd=library.root)
    told(answer, b"changes more than 5,000,000 files", seconds=25, megabytes=900)


def test_a_million_records_are_not_judged(library: LibraryBuilder) -> None:
    folders = [".policyreview/records", ".policyreview", ""]
    ids = [library.git("rev-parse", f"HEAD:{folder}") for folder in folders]
    data = object_bytes(library, "tree", ids[0]) + entry("40000", b"zz", many(library, 6))
    new = written(library, "tree", data)
    for old, above in pairwise(ids):
        changed = object_bytes(library, "tree", above)
        new = written(library, "tree", changed.replace(bytes.fromhex(old), bytes.fromhex(new)))
    commit_of(library, new)
    answer = ask("verify", cwd=library.root)
    told(answer, b"more than the 300,000 that are judged", seconds=20, megabytes=900)


def test_large_charters_that_nobody_signs_are_not_all_read(library: LibraryBuilder) -> None:
    pages = ", ".join(f'"page-{n}"' for n in range(50))
    roles = "".join(
        f'[[role]]\nname = "r{n}"\nsigners = ["ada"]\npolicies = [{pages}]\n' for n in range(1_500)
    )
    plain = library.read("policyreview.toml").decode().replace("number = 1", "number = 2")
    stream = []
    for n in range(60):
        charter = f"{plain}\n{roles}# {n}\n".encode()
        stream.append(b"commit refs/heads/main\ncommitter E <e@x> %d +0000\n" % (1767225600 + n))
        stream.append(b"data 0\n" if n else b"data 0\nfrom refs/heads/main^0\n")
        stream.append(b"M 100644 inline policyreview.toml\ndata %d\n" % len(charter))
        stream.append(charter + b"\n")
    git(library.root, "fast-import", "--quiet", data=b"".join(stream), check=True)
    answer = ask("verify", cwd=library.root)
    answer.is_sound()
    assert b"has the signatures of 0 of the 1 owners needed" in answer.out
    assert answer.seconds < 15, answer


def test_text_that_was_changed_to_and_fro_is_followed_in_time(library: LibraryBuilder) -> None:
    one = library.read("policies/privacy.md")
    stream = [b"blob\nmark :%d\ndata %d\n%s\n" % (n, len(one) + n, one + b"." * n) for n in (1, 2)]
    for n in range(30_000):
        stream.append(b"commit refs/heads/main\ncommitter E <e@x> %d +0000\n" % (1767225600 + n))
        stream.append(b"data 0\n" if n else b"data 0\nfrom refs/heads/main^0\n")
        stream.append(b"M 100644 :%d policies/privacy.md\n" % (1 + n % 2))
    git(library.root, "fast-import", "--quiet", data=b"".join(stream), check=True)
    library.git("reset", "-q", "--hard")
    assert approve(library, "ada", "2031-01-01").exit == 0
    answer = ask("verify", cwd=library.root)
    answer.is_sound()
    assert answer.code == 0
    assert answer.seconds < 6, answer
