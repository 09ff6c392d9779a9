"""A history read from one log: commits of any form, each as its bytes and git have it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from policyreview.repository import Repository, intact, logged
from policyreview.repository.intact import Followed
from policyreview.repository.logged import read_log

if TYPE_CHECKING:
    from pathlib import Path


PEOPLE = b"author A <a@x> 1 +0000\ncommitter B <b@x> 2 +0000\n"
ODD = {
    "spaces at the end": PEOPLE + b"\nOne  \n\n  two\n\n\n",
    "blank lines first": PEOPLE + b"\n\n \nOne\n",
    "no line feed at the end": PEOPLE + b"\nOne",
    "a NUL": PEOPLE + b"\nOne\0two\n",
    "two authors": PEOPLE.replace(b"\ncommitter", b"\nauthor C <c@x> 3 +0000\ncommitter")
    + b"\nOne\n",
    "a nameless author": PEOPLE.replace(b"A <a@x> 1 +0000", b"a@x") + b"\nOne\n",
    "an encoding": PEOPLE.replace(b"a@x", b"\xe9@x") + b"encoding latin1\n\nOne\n",
    "an unknown header and no message": PEOPLE + b":100644 100644 1 2 M\n",
    "a long message": PEOPLE + b"\n" + b"x" * 4_000_000 + b"\n",
}
USUAL = {
    "a message": PEOPLE + b"\nOne\n\n    two\n:100644 three\ncommit four\n",
    "no message": PEOPLE + b"\n",
    "other letters": PEOPLE.replace(b"A <a@x>", "É <é@x>".encode()) + "\n中文\n".encode(),
    "no UTF-8": PEOPLE.replace(b"a@x", b"\xe9@x") + b"\n\xff\xfe\n",
    "a signature": PEOPLE + b"gpgsig -----BEGIN SSH SIGNATURE-----\n AA==\n \n\nOne\n",
    "a tag that was merged": PEOPLE + b"mergetag object 1\n type commit\n\nOne\n",
}


def git(root: Path, *args: str, data: bytes | None = None) -> str:
    done = subprocess.run(["git", "-C", root, *args], input=data, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def committed(root: Path, *said: bytes) -> list[str]:
    """Commits upon each other of the forms given, each with another file."""
    made: list[str] = []
    for number, about in enumerate(said):
        blob = git(root, "hash-object", "-w", "--stdin", data=b"%d" % number)
        tree = git(root, "mktree", data=f"100644 blob {blob}\tcommit {number}\n".encode())
        head = f"tree {tree}\n" + "".join(f"parent {parent}\n" for parent in made[-1:])
        data = head.encode() + about
        made.append(
            git(root, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", data=data)
        )
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


@pytest.mark.parametrize("form", [*ODD, *USUAL])
def test_a_commit_of_any_form_is_told_as_git_tells_it(root: Path, form: str) -> None:
    usual = USUAL["a message"]
    made = committed(root, usual, (ODD | USUAL)[form], usual)
    with Repository.open(root) as repository:
        followed = Followed(repository)
        told = list(read_log(repository, made[-1], followed=followed))
        assert list(followed.strangers()) == []
    assert [one.commit for one in told] == made
    assert [one.parents for one in told] == [(), (made[0],), (made[1],)]
    assert [change.path for one in told for change in one.changes if change.new.strip("0")] == [
        "commit 0",
        "commit 1",
        "commit 2",
    ]
    form_of_git = "--format=%T%x00%ae%x00%ce%x00%ct"
    for one in told:
        args = ["log", "-1", "--encoding=UTF-8", form_of_git, one.commit]
        assert [*one[2:6]] == git(root, *args).split("\0")


@pytest.mark.parametrize("form", USUAL)
def test_a_commit_as_git_writes_it_is_not_read_again(root: Path, form: str) -> None:
    made = committed(root, USUAL[form])
    with Repository.open(root) as repository:
        followed = Followed(repository, wanted="commit ")
        list(read_log(repository, made[0], followed=followed))
        assert followed.kept == {made[0]: repository.commit(made[0]).raw}


def test_of_many_long_commits_only_some_are_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = committed(root, *[USUAL["a message"]] * 3)
    with Repository.open(root) as repository:
        sizes = [len(repository.commit(oid).raw) for oid in made]
        monkeypatch.setattr(intact, "_MOST_KEPT", sum(sizes) - 1)
        followed = Followed(repository, wanted="commit ")
        told = list(read_log(repository, made[-1], followed=followed))
        assert [one.commit for one in told] == made
        assert len(followed.kept) == 2
        assert list(followed.strangers()) == []


def test_of_a_field_that_has_no_end_only_so_much_is_kept() -> None:
    pieces = [b"x\0com", *[b"mit " * 16_384] * 100]
    (_, (last,)) = logged._fields(iter(pieces), None)
    assert len(last) < 40 * 65_536


def test_where_a_clone_was_cut_off_a_commit_has_no_parents(root: Path, tmp_path: Path) -> None:
    made = committed(root, *[USUAL["a message"]] * 3)
    git(root, "update-ref", "HEAD", made[-1])
    git(root, "clone", "-q", "--depth=2", root.as_uri(), "cut")
    with Repository.open(tmp_path / "cut") as repository:
        followed = Followed(repository)
        told = list(read_log(repository, made[-1], followed=followed))
        assert list(followed.strangers()) == []
    assert [(one.commit, one.parents) for one in told] == [(made[1], ()), (made[2], (made[1],))]


def test_a_history_that_ends_where_its_commits_do_not_is_not_sound(root: Path) -> None:
    made = committed(root, *[USUAL["a message"]] * 3)
    with Repository.open(root) as repository:
        followed = Followed(repository)
        told = list(read_log(repository, made[-1], without=made[0], followed=followed))
        assert [one.parents for one in told] == [(), (made[1],)]
        assert made[1] in list(followed.strangers())
