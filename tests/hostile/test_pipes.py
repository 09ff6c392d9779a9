"""A folder handed over can hold pipes where git reads files: nothing waits for them."""

from __future__ import annotations

import os
import socket
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command

if TYPE_CHECKING:
    from pathlib import Path

READ = (
    "HEAD", "config", "commondir", "packed-refs", "shallow", "index", "refs/heads/main",
    "refs/replace/x", "objects/info/alternates", "objects/pack/x.idx", "policyreview/journal.json",
    "objects/pack/multi-pack-index", "objects/info/commit-graph", "logs/refs/heads/main",
    "objects/info/commit-graphs/commit-graph-chain", "sharedindex.1234", "worktrees/x/HEAD",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    return library


@pytest.mark.parametrize("name", READ)
def test_pipe_where_git_reads_a_file_is_named_and_not_waited_for(
    library: LibraryBuilder, name: str
) -> None:
    path = library.root / ".git" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    command(library, "verify").refused(f"{path} is no ordinary file", exit_code=3)


def piped(path: Path) -> str:
    """Put a pipe in place of a file; the sentence that names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return f"{path} is no ordinary file"


def loose(library: LibraryBuilder, name: str) -> Path:
    oid = library.git("rev-parse", name)
    return library.root / ".git" / "objects" / oid[:2] / oid[2:]


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "HEAD:policies/privacy.md", "HEAD~1"])
@pytest.mark.parametrize("asked", ["verify", "list", "status"])
def test_pipe_in_place_of_an_object_is_named(
    library: LibraryBuilder, name: str, asked: str
) -> None:
    sentence = piped(loose(library, name))
    command(library, asked).refused(sentence, exit_code=3)


@pytest.mark.parametrize("ending", ["pack", "idx"])
def test_pipe_in_place_of_a_pack_is_named(library: LibraryBuilder, ending: str) -> None:
    library.git("repack", "-a", "-d", "-q")
    (part,) = (library.root / ".git" / "objects" / "pack").glob(f"*.{ending}")
    sentence = piped(part)
    command(library, "verify").refused(sentence, exit_code=3)


def test_link_to_a_pipe_in_place_of_an_object_is_named(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = loose(library, "HEAD")
    path.unlink()
    path.symlink_to(tmp_path / "pipe")
    command(library, "verify").refused(f"{path} is no ordinary file", exit_code=3)


def test_pipe_in_a_folder_of_objects_that_is_a_link_is_named(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    path = loose(library, "HEAD")
    path.parent.rename(tmp_path / "elsewhere")
    path.parent.symlink_to(tmp_path / "elsewhere")
    assert command(library, "verify").exit == 0
    sentence = piped(path)
    command(library, "verify").refused(sentence, exit_code=3)


@pytest.mark.parametrize("written", ["{}", "../../../other/.git/objects", '"{}"'])
def test_pipe_in_an_object_store_that_is_borrowed_from_is_named(
    library: LibraryBuilder, tmp_path: Path, written: str
) -> None:
    other = tmp_path / "other"
    library.git("clone", "-q", "--no-hardlinks", str(library.root), str(other))
    store = other / ".git" / "objects"
    store.parent.parent.joinpath("more").mkdir()
    info = library.root / ".git" / "objects" / "info"
    info.mkdir(exist_ok=True)
    (info / "alternates").write_text(f"# others\n{written.format(store)}\n")
    assert command(library, "verify").exit == 0
    path = store / "12" / ("3" * 38)
    piped(path)
    answer = command(library, "verify")
    answer.refused("is no ordinary file", exit_code=3)
    assert f"12/{'3' * 38}" in answer.err


@pytest.mark.parametrize(
    "written",
    ["[include]\n\tpath = pipe", '[include] path = "pi\\\npe" ; so', "[include]PATH=pipe"],
)
def test_pipe_that_the_settings_include_is_named(library: LibraryBuilder, written: str) -> None:
    config = library.root / ".git" / "config"
    before = config.read_text()
    config.write_text(f"{before}\n[include]\n\tpath = more\n")
    (config.parent / "more").write_text(f"{written}\n")
    assert command(library, "verify").exit == 0  # what is not there is not included
    sentence = piped(config.parent / "pipe")
    command(library, "verify").refused(sentence, exit_code=3)


def test_pipe_where_another_work_trees_git_folder_leads_is_named(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    library.git("worktree", "add", "-q", str(tmp_path / "linked"))
    other = tmp_path / "other"
    library.git("clone", "-q", str(library.root), str(other))
    common = library.root / ".git" / "worktrees" / "linked" / "commondir"
    common.write_text(f"{other}/.git\n")
    sentence = piped(other / ".git" / "config")
    command(library, "verify").refused(sentence, exit_code=3)


@pytest.mark.parametrize("name", ["HEAD", "HEAD:policies/privacy.md"])
def test_folder_or_socket_in_place_of_an_object_ends_in_a_sentence(
    library: LibraryBuilder, name: str
) -> None:
    path = loose(library, name)
    path.unlink()
    path.mkdir()
    answer = command(library, "verify")
    assert answer.exit == 3, answer
    path.rmdir()
    # the address of a socket may be no longer than 107 bytes
    with socket.socket(socket.AF_UNIX) as server, chdir(path.parent):
        server.bind(path.name)
    answer = command(library, "verify")
    assert answer.exit == 3, answer


def test_socket_of_gits_own_daemon_is_left_alone(library: LibraryBuilder) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        with chdir(library.root / ".git"):
            server.bind("fsmonitor--daemon.ipc")
        assert command(library, "verify").exit == 0


def test_pipe_in_place_of_the_git_folder_is_named(library: LibraryBuilder) -> None:
    (library.root / ".git").rename(library.root / "git")
    os.mkfifo(library.root / ".git")
    command(library, "list").refused(".git is no ordinary file", exit_code=3)


def test_pipe_in_a_linked_work_trees_git_folder_is_named(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    linked = tmp_path / "linked"
    library.git("worktree", "add", "-q", str(linked))
    assert command(LibraryBuilder(linked), "list").exit == 0
    (library.root / ".git" / "packed-refs").unlink(missing_ok=True)
    os.mkfifo(library.root / ".git" / "packed-refs")
    command(LibraryBuilder(linked), "list").refused("packed-refs is no ordinary file", exit_code=3)


def test_pipe_in_place_of_a_text_in_the_work_tree_is_not_opened(library: LibraryBuilder) -> None:
    path = library.root / "policies" / "privacy.md"
    path.unlink()
    os.mkfifo(path)
    assert command(library, "verify").exit == 0
    approve(library, "ada", "2031-01-01").refused("policies/privacy.md is not an ordinary file")


@pytest.mark.parametrize("said", [b"gitdir: a\0b\n", b"gitdir: " + b"x" * 5000, b"\xff\xfe", b""])
def test_git_file_that_leads_nowhere_ends_in_a_sentence(
    library: LibraryBuilder, said: bytes
) -> None:
    (library.root / ".git").rename(library.root / "git")
    (library.root / ".git").write_bytes(said)
    answer = command(library, "list")
    assert answer.exit in {2, 3}, answer
    assert "fault of policyreview" not in answer.err


def test_alternates_and_includes_that_lead_nowhere_are_left_to_git(
    library: LibraryBuilder,
) -> None:
    info = library.root / ".git" / "objects" / "info"
    info.mkdir(exist_ok=True)
    (info / "alternates").write_bytes(b"a\0b\n\xff\xfe\n" + b"x" * 5000 + b"\n..\n.\n")
    config = library.root / ".git" / "config"
    more = b"\n[include]\n\tpath = \xff\xfe\n\tpath = config\n\tpath = " + b"x" * 5000 + b"\n"
    config.write_bytes(config.read_bytes() + more)
    answer = command(library, "list")
    assert answer.exit in {0, 3}, answer
    assert "fault of policyreview" not in answer.err


def test_lock_that_git_is_told_to_wait_for_for_ever_is_told(library: LibraryBuilder) -> None:
    library.git("config", "core.filesRefLockTimeout", "-1")
    (library.root / ".git" / "refs" / "heads" / "main.lock").touch()
    before = library.git("rev-parse", "HEAD")
    approve(library, "ada", "2031-01-01").refused("holds its lock", exit_code=3)
    assert library.git("rev-parse", "HEAD") == before
