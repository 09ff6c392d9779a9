"""A sign-off's commit: what it contains, what it leaves alone, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from signing_off import CHANGES, PRIVACY, RECORD, edit, sign_off

from policyreview.errors import CouldNotTell, PolicyReviewError, Refused, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from gitmaking import Made


def test_the_commit_has_one_parent_the_message_and_exactly_the_changes(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")

    oid = sign_off(library.path)

    assert library.git("rev-parse", "HEAD") == oid
    assert library.git("rev-list", "--parents", "-1", "HEAD") == f"{oid} {head}"
    assert library.git("log", "-1", "--format=%B").rstrip() == "Approve privacy\n\nPolicy: privacy"
    assert library.git("diff", "--name-status", head, oid).split() == ["A", RECORD, "M", PRIVACY]
    assert library.git("status", "--porcelain") == ""
    assert (library.path / PRIVACY).read_bytes() == CHANGES[PRIVACY]
    assert library.git("reflog", "-1", "--format=%gs") == "policyreview: Approve privacy"


def test_what_the_caller_finds_wrong_with_the_commit_stops_it(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")

    def refuse(_commit: object) -> None:
        raise Refused("The signature is not the key's.")

    with pytest.raises(Refused, match="not the key's"):
        sign_off(library.path, check=refuse)

    assert library.git("rev-parse", "HEAD") == head
    assert not (library.path / RECORD).exists()


def test_staged_work_edits_and_other_files_stay_as_they_are(library: Made) -> None:
    library.write("policies/terms.md", "staged\n")
    library.git("add", "policies/terms.md")
    library.write("policies/terms.md", "edited\n")
    library.write("scratch.txt", "mine\n")
    before = library.git("status", "--porcelain")
    staged = library.git("diff", "--cached")

    sign_off(library.path)

    assert library.git("status", "--porcelain") == before
    assert library.git("diff", "--cached") == staged
    assert (library.path / "policies/terms.md").read_text() == "edited\n"


def test_the_users_next_commit_keeps_the_record(library: Made) -> None:
    sign_off(library.path)

    library.add({"policies/terms.md": "# Terms\n\nBe kinder.\n"})

    assert RECORD in library.git("ls-tree", "-r", "--name-only", "HEAD")


def test_a_texts_permissions_and_mode_are_kept(library: Made) -> None:
    (library.path / PRIVACY).chmod(0o755)
    library.commit("Make it executable")

    sign_off(library.path)

    assert library.git("ls-tree", "HEAD", PRIVACY).startswith("100755")
    assert os.access(library.path / PRIVACY, os.X_OK)
    assert library.git("status", "--porcelain") == ""


def stage(library: Made) -> None:
    library.write(PRIVACY, "staged\n")
    library.git("add", PRIVACY)


def edit_one_byte_of_the_same_length(library: Made) -> None:
    place = library.path / PRIVACY
    told = place.stat()
    place.write_bytes(place.read_bytes().replace(b"2020", b"2021"))
    os.utime(place, ns=(told.st_atime_ns, told.st_mtime_ns))


def delete(library: Made) -> None:
    (library.path / PRIVACY).unlink()


def crlf(library: Made) -> None:
    place = library.path / PRIVACY
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))


def link(library: Made) -> None:
    place = library.path / PRIVACY
    place.rename(library.path / "real.md")
    place.symlink_to("../real.md")


def linked_folder(library: Made) -> None:
    (library.path / "policies").rename(library.path / "elsewhere")
    (library.path / "policies").symlink_to("elsewhere")


def record_in_the_way(library: Made) -> None:
    library.write(RECORD, "mine\n")


def record_folder_is_a_link(library: Made) -> None:
    (library.path / ".policyreview").symlink_to("/tmp")


@pytest.mark.parametrize(
    ("touch", "sentence"),
    [
        (stage, "policies/privacy.md has staged changes"),
        (edit, "policies/privacy.md has changes that are not committed"),
        (edit_one_byte_of_the_same_length, "policies/privacy.md has changes"),
        (delete, "policies/privacy.md is deleted in the work tree"),
        (crlf, "CRLF line ends in the work tree where the commit has LF"),
        (link, "policies/privacy.md is not an ordinary file"),
        (linked_folder, "policies is no folder but a file or link"),
        (record_in_the_way, "stands in the way"),
        (record_folder_is_a_link, ".policyreview is no folder but a file or link"),
    ],
)
def test_texts_must_be_as_committed(
    library: Made, touch: Callable[[Made], None], sentence: str
) -> None:
    touch(library)
    head = library.git("rev-parse", "HEAD")
    before = library.git("status", "--porcelain")

    with pytest.raises(Refused, match=sentence):
        sign_off(library.path)

    assert library.git("rev-parse", "HEAD") == head
    assert library.git("status", "--porcelain") == before
    assert not (library.path / ".git/index.lock").exists()


def test_an_edit_made_while_the_key_signs_stops_it(library: Made) -> None:
    def step(name: str) -> None:
        if name == "commit":
            edit(library)

    with pytest.raises(Refused, match="not committed"):
        sign_off(library.path, step=step)

    assert (library.path / PRIVACY).read_text() == "edited\n"
    assert not (library.path / ".git/index.lock").exists()


def test_an_edit_made_after_the_branch_moved_is_not_lost(library: Made) -> None:
    def step(name: str) -> None:
        if name == "branch":
            edit(library)

    sign_off(library.path, step=step)

    assert (library.path / PRIVACY).read_text() == "edited\n"
    assert library.git("status", "--porcelain") == f" M {PRIVACY}"


@pytest.mark.parametrize(
    "path",
    [
        "../out.md",
        "/etc/x",
        ".git/hooks/x",
        "a/.GIT/x",
        "a//b",
        "",
        "a\nb",
        "git~1/x",
        ".g\u200cit/x",
    ],
)
def test_paths_that_could_leave_the_tree_are_refused(library: Made, path: str) -> None:
    with pytest.raises(WrongUse):
        sign_off(library.path, changes={path: b"x"})


@pytest.mark.parametrize("path", ["policies/Privacy.md", "policies/privacy.md/x", "policies"])
def test_paths_that_clash_with_the_tree_are_refused(library: Made, path: str) -> None:
    with pytest.raises(Refused):
        sign_off(library.path, changes={path: b"x"})


def test_a_link_or_submodule_in_place_of_a_text_is_refused(library: Made) -> None:
    (library.path / "policies/alias.md").symlink_to("privacy.md")
    library.commit("Link")

    with pytest.raises(Refused, match="not an ordinary file"):
        sign_off(library.path, changes={"policies/alias.md": b"x"})


def test_a_detached_head_is_refused_with_a_sentence(library: Made) -> None:
    library.git("checkout", "-q", "--detach")

    with pytest.raises(Refused, match="HEAD is detached"):
        sign_off(library.path)


def test_an_index_held_by_another_git_process_gives_a_sentence(
    library: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyreview.repository.settle.INDEX_WAIT", 0.0)
    (library.path / ".git/index.lock").write_text("")
    head = library.git("rev-parse", "HEAD")

    with pytest.raises(CouldNotTell, match="Another git process is using the index"):
        sign_off(library.path)

    assert library.git("rev-parse", "HEAD") == head
    assert (library.path / ".git/index.lock").exists()


def test_a_branch_being_rebased_is_refused(library: Made) -> None:
    library.git("branch", "side")
    place = library.path / ".git/rebase-merge"
    place.mkdir()
    (place / "head-name").write_text("refs/heads/side\n")

    with pytest.raises(Refused, match="being rebased"):
        sign_off(library.path, ref="refs/heads/side")


@pytest.mark.parametrize("limit", [100, 4000])
def test_a_full_disk_gives_a_sentence_and_changes_nothing(library: Made, limit: int) -> None:
    head = library.git("rev-parse", "HEAD")
    script = Path(__file__).with_name("limited_writer.py")

    done = subprocess.run(
        [sys.executable, str(script), str(library.path), str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("CouldNotTell: "), done.stderr
    assert "larger than allowed" in done.stdout
    assert library.git("rev-parse", "HEAD") == head
    assert library.git("status", "--porcelain") == ""
    assert not (library.path / ".git/index.lock").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_git_folder_that_cannot_be_written_gives_a_sentence(library: Made) -> None:
    (library.path / ".git").chmod(0o555)

    with pytest.raises(CouldNotTell, match="may not write"):
        sign_off(library.path)


def test_something_in_place_of_the_lock_folder_gives_a_sentence(library: Made) -> None:
    (library.path / ".git/policyreview").write_text("")

    with pytest.raises(CouldNotTell, match="git folder can't be written"):
        sign_off(library.path)


def test_without_a_name_git_cannot_commit_and_says_what_to_run(library: Made) -> None:
    with pytest.raises(WrongUse, match="your name and address"):
        sign_off(library.path, author=None)


def test_the_users_name_is_taken_from_their_settings(library: Made) -> None:
    library.git("config", "--global", "user.name", "Bo Lind")
    library.git("config", "--global", "user.email", "bo@example.org")

    sign_off(library.path, author=None)

    assert library.git("log", "-1", "--format=%an <%ae>") == "Bo Lind <bo@example.org>"


def test_writing_what_is_there_already_is_no_commit(library: Made) -> None:
    text = (library.path / PRIVACY).read_bytes()

    with pytest.raises(PolicyReviewError, match="nothing to commit"):
        sign_off(library.path, changes={PRIVACY: text})
