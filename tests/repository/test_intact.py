"""What git tells of a commit, held against the commit's own bytes."""

from __future__ import annotations

import pytest

from policyreview.repository.intact import Told
from policyreview.repository.objects import commit_head

TREE, ONE, TWO = "1" * 40, "2" * 40, "3" * 40
TOLD = Told("4" * 40, (ONE,), TREE, "ada@example.org", "bo@example.org", "1780000000")
PEOPLE = (
    "author Ada Osei <ada@example.org> 1770000000 +0000\n"
    "committer Bo Lind <bo@example.org> 1780000000 +0100\n"
)


def head(*, parents: tuple[str, ...] = (ONE,), people: str = PEOPLE) -> bytes:
    lines = "".join(f"parent {parent}\n" for parent in parents)
    return commit_head(f"tree {TREE}\n{lines}{people}\nA message\n".encode())


def test_what_git_tells_rightly_agrees() -> None:
    assert TOLD.agrees(head(), cut=False)


@pytest.mark.parametrize(
    "other",
    [
        TOLD._replace(tree=TWO),
        TOLD._replace(parents=(TWO,)),
        TOLD._replace(parents=()),
        TOLD._replace(parents=(ONE, TWO)),
        TOLD._replace(author_email="bo@example.org"),
        TOLD._replace(committer_email="ada@example.org"),
        TOLD._replace(time="1780000001"),
        TOLD._replace(time=""),
    ],
)
def test_what_git_tells_otherwise_does_not(other: Told) -> None:
    assert not other.agrees(head(), cut=False)


def test_parents_are_missing_only_where_history_may_end() -> None:
    end = TOLD._replace(parents=())
    assert end.agrees(head(), cut=True)
    assert not TOLD.agrees(head(parents=(ONE, TWO)), cut=True)


@pytest.mark.parametrize("people", ["", "author nobody\ncommitter nobody\n"])
def test_of_odd_lines_of_people_git_tells_nothing_that_is_not_in_them(people: str) -> None:
    nobody = TOLD._replace(author_email="", committer_email="", time="")
    assert nobody.agrees(head(people=people), cut=False)
    assert not TOLD.agrees(head(people=people), cut=False)
    assert not nobody._replace(parents=(TWO,)).agrees(head(people=people), cut=False)


@pytest.mark.parametrize("encoding", ["latin1", "GBK", "nonsense"])
def test_people_of_a_commit_in_another_encoding_are_compared(encoding: str) -> None:
    bytes_ = head(people=PEOPLE + f"encoding {encoding}\n")
    assert TOLD.agrees(bytes_, cut=False)
    assert not TOLD._replace(author_email="bo@example.org").agrees(bytes_, cut=False)
    assert not TOLD._replace(time="1780000001").agrees(bytes_, cut=False)
    told = TOLD._replace(author_email="ad\u00e9a@example.org")
    assert told.agrees(bytes_.replace(b"<ada@", b"<ad\xe9a@"), cut=False)


def test_git_finds_nobody_in_a_commit_that_says_it_is_utf_16() -> None:
    bytes_ = head(people=PEOPLE + "encoding utf-16\n")
    nobody = TOLD._replace(author_email="", committer_email="", time="")
    assert nobody.agrees(bytes_, cut=False)
    assert not TOLD._replace(author_email="bo@example.org").agrees(bytes_, cut=False)
    assert not nobody.agrees(head(people=PEOPLE + "encoding latin1\n"), cut=False)


def test_people_with_names_of_any_letters_are_compared() -> None:
    bytes_ = head(people=PEOPLE.replace("Ada Osei", "林悦"))
    assert TOLD.agrees(bytes_, cut=False)
    assert not TOLD._replace(author_email="bo@example.org").agrees(bytes_, cut=False)
    assert not TOLD._replace(time="1780000001").agrees(bytes_, cut=False)
    assert TOLD._replace(author_email="ada@\udce9.org").agrees(
        bytes_.replace(b"ada@example", b"ada@\xe9"), cut=False
    )
