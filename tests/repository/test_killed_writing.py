"""A process killed at any instant of a sign-off leaves all of it or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gitmaking import ADA, Made

from policyreview.errors import CouldNotTell, Refused
from policyreview.repository import Repository, commit_files, recover

WRITER = Path(__file__).with_name("killed_writer.py")
INSTANTS = 14
RECORD = ".policyreview/records/privacy/2026-12-01/ada-1.toml"


def write_and_die(library: Made, head: str, instant: int, ref: str = "refs/heads/main") -> str:
    done = subprocess.run(
        [sys.executable, str(WRITER), str(library.path), ref, head, str(instant)],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode in {0, -9}, done.stderr
    return done.stdout


def state(library: Made) -> dict[str, object]:
    """All that a user could notice, but for the branch's commit."""
    files = {
        str(path.relative_to(library.path)): path.read_bytes()
        for path in sorted(library.path.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(library.path).parts[:1]
    }
    return {
        "tree": library.git("rev-parse", "HEAD^{tree}"),
        "index": library.git("ls-files", "-s", "-v"),
        "status": library.git("status", "--porcelain"),
        "files": files,
        "folders": sorted(
            str(path.relative_to(library.path))
            for path in library.path.rglob("*")
            if path.is_dir() and ".git" not in path.relative_to(library.path).parts
        ),
    }


def leftovers(library: Made) -> list[str]:
    names = [str(path) for path in library.path.rglob("*policyreview-*")]
    names += [str(path) for path in library.path.rglob("index.lock")]
    return names + [str(path) for path in library.path.rglob("journal.json")]


@pytest.fixture
def busy(library: Made) -> Made:
    """The library with staged work, an unstaged edit and an untracked file of the user's."""
    library.add({"notes.md": "one\n", "plan.md": "one\n"}, "Add notes")
    library.write("notes.md", "staged\n")
    library.git("add", "notes.md")
    library.write("notes.md", "staged and edited\n")
    library.write("plan.md", "edited\n")
    library.write("scratch.txt", "mine\n")
    return library


def test_the_writer_passes_the_number_of_instants_that_the_tests_kill_at(busy: Made) -> None:
    told = write_and_die(busy, busy.git("rev-parse", "HEAD"), 99)

    assert told.split()[1] == str(INSTANTS)


@pytest.mark.parametrize("instant", range(INSTANTS))
def test_a_kill_at_any_instant_leaves_all_or_nothing_and_the_next_start_says_which(
    busy: Made, tmp_path: Path, instant: int
) -> None:
    head = busy.git("rev-parse", "HEAD")
    before = state(busy)
    whole = Made(tmp_path / "whole")
    subprocess.run(["cp", "-a", str(busy.path), str(whole.path)], check=True)
    write_and_die(whole, head, 99)
    after = state(whole)

    assert write_and_die(busy, head, instant) == ""
    with Repository.open(busy.path) as repository:
        told = recover(repository)

    moved = busy.git("rev-parse", "HEAD") != head
    assert state(busy) == (after if moved else before)
    assert leftovers(busy) == []
    if told is not None:
        assert told.outcome == ("finished" if moved else "undone")
        assert told.left == ()
        assert ("now follow it" if moved else "nothing of it remains") in told.message
    with Repository.open(busy.path) as repository:
        assert recover(repository) is None


@pytest.mark.parametrize("instant", [3, 5, 8, 9, 11])
def test_the_next_signoff_repairs_what_a_killed_one_left(busy: Made, instant: int) -> None:
    head = busy.git("rev-parse", "HEAD")
    write_and_die(busy, head, instant)

    with Repository.open(busy.path) as repository:
        recover(repository)
        tip = repository.head().commit
        commit_files(
            repository,
            ref="HEAD",
            expected=tip,
            changes={"policies/terms.md": b"# Terms\n"},
            message="Approve terms\n",
            author=ADA,
        )

    assert leftovers(busy) == []
    assert "policies/terms.md" not in busy.git("status", "--porcelain")


def test_while_a_killed_signoff_waits_for_repair_git_does_not_commit_over_it(busy: Made) -> None:
    head = busy.git("rev-parse", "HEAD")
    write_and_die(busy, head, 9)
    assert busy.git("rev-parse", "HEAD") != head

    busy.git("commit", "-m", "mine", check=False)

    assert RECORD in busy.git("ls-tree", "-r", "--name-only", "HEAD")


def test_a_file_edited_after_the_kill_is_left_alone_and_named(busy: Made) -> None:
    write_and_die(busy, busy.git("rev-parse", "HEAD"), 9)
    busy.write("policies/privacy.md", "my own words\n")

    with Repository.open(busy.path) as repository:
        told = recover(repository)

    assert told is not None
    assert told.left == ("policies/privacy.md",)
    assert "policies/privacy.md" in told.message
    assert (busy.path / "policies/privacy.md").read_text() == "my own words\n"


def test_a_kill_is_repaired_though_the_user_removed_the_index_lock(busy: Made) -> None:
    write_and_die(busy, busy.git("rev-parse", "HEAD"), 9)
    (busy.path / ".git/index.lock").unlink()

    with Repository.open(busy.path) as repository:
        told = recover(repository)

    assert told is not None
    assert told.outcome == "finished"
    assert RECORD not in busy.git("status", "--porcelain")


def test_a_damaged_journal_is_named_and_touches_nothing(busy: Made) -> None:
    before = state(busy)
    folder = busy.path / ".git/policyreview"
    folder.mkdir()
    (folder / "journal.json").write_text('{"format": 1, "files": [["../../x", 1, 2, 3]]}')

    with (
        Repository.open(busy.path) as repository,
        pytest.raises(CouldNotTell, match="journal of an earlier sign-off is damaged"),
    ):
        recover(repository)

    assert state(busy) == before


def test_a_made_up_journal_cannot_reach_out_of_the_work_tree(busy: Made, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (busy.path / "link").symlink_to(outside)
    head = busy.git("rev-parse", "HEAD")
    blob = busy.git("rev-parse", "HEAD:notes.md")
    folder = busy.path / ".git/policyreview"
    folder.mkdir()
    (folder / "journal.json").write_text(
        f'{{"format": 1, "token": "0123456789abcdef", "ref": "refs/heads/main", "old": null,'
        f' "new": "{head}", "trees": ["{busy.path}/.git", "{outside}"], "made": ["link/x"],'
        f' "files": [["link/evil.md", "100644", null, "{blob}"]]}}'
    )

    with Repository.open(busy.path) as repository:
        told = recover(repository)

    assert told is not None
    assert list(outside.iterdir()) == []


def test_a_branch_that_is_not_checked_out_is_written_or_not_but_never_half(library: Made) -> None:
    library.git("branch", "proposal")
    head = library.git("rev-parse", "HEAD")
    before = state(library)
    for instant in range(8):
        write_and_die(library, head, instant, "refs/heads/proposal")
        with Repository.open(library.path) as repository:
            recover(repository)
        assert leftovers(library) == []
        if library.git("rev-parse", "proposal") != head:
            break

    assert RECORD in library.git("ls-tree", "-r", "--name-only", "proposal")
    assert state(library) == before


def test_two_signoffs_at_once_the_second_is_told_who_holds_the_lock(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")
    heard: list[str] = []

    def second(_name: str) -> None:
        if heard:
            return
        with Repository.open(library.path) as other, pytest.raises(CouldNotTell) as caught:
            commit_files(
                other,
                ref="HEAD",
                expected=head,
                changes={"policies/terms.md": b"x\n"},
                message="x",
                author=ADA,
                wait=0,
            )
        heard.append(str(caught.value))

    with Repository.open(library.path) as first:
        commit_files(
            first,
            ref="HEAD",
            expected=head,
            changes={"policies/privacy.md": b"x\n"},
            message="x",
            author=ADA,
            step=second,
        )

    assert "Another sign-off is under way" in heard[0]
    assert str(os.getpid()) in heard[0]


def test_a_branch_that_moves_while_the_key_signs_stops_it_with_nothing_changed(busy: Made) -> None:
    head = busy.git("rev-parse", "HEAD")
    before = state(busy)

    def move(name: str) -> None:
        if name == "commit":
            new = busy.git("commit-tree", "-p", head, "-m", "other", f"{head}^{{tree}}")
            busy.git("update-ref", "refs/heads/main", new, head)

    with (
        Repository.open(busy.path) as repository,
        pytest.raises(Refused, match="moved meanwhile"),
    ):
        commit_files(
            repository,
            ref="HEAD",
            expected=head,
            changes={"policies/privacy.md": b"x\n"},
            message="x",
            author=ADA,
            step=move,
        )

    assert state(busy) == before
    assert leftovers(busy) == []


def test_a_branch_that_moves_at_the_last_instant_stops_it_with_nothing_changed(busy: Made) -> None:
    head = busy.git("rev-parse", "HEAD")
    before = state(busy)

    def move(name: str) -> None:
        if name == "prepared":
            new = busy.git("commit-tree", "-p", head, "-m", "other", f"{head}^{{tree}}")
            busy.git("update-ref", "refs/heads/main", new, head)

    with (
        Repository.open(busy.path) as repository,
        pytest.raises(Refused, match="moved meanwhile"),
    ):
        commit_files(
            repository,
            ref="HEAD",
            expected=head,
            changes={"policies/privacy.md": b"x\n", RECORD: b"y\n"},
            message="x",
            author=ADA,
            step=move,
        )

    assert state(busy) == before
    assert leftovers(busy) == []
