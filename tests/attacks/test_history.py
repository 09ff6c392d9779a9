"""Attacks on the history itself: merges, replaced objects, rewritten and swapped lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, git_verdict

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def merge_begun(library: LibraryBuilder) -> None:
    """A merge of a branch that adds a Chinese text, not committed yet."""
    library.git("checkout", "-q", "-b", "side")
    library.commit({"policies/privacy.zh-CN.md": "# 隐私政策\n\n我们不会出售您的信息。\n"})
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "main\n"})
    library.git("merge", "-q", "--no-ff", "--no-commit", "side")


def test_25_evil_merge(library: LibraryBuilder) -> None:
    approve(library, "ada")
    merge_begun(library)
    text = library.read(PATH).decode().replace("do not sell", "sell")
    merge = library.commit({PATH: text}, "Merge side", sign_with=library.people["bo"].key)
    assert git_verdict(library, merge) == "G"
    assert not library.git("log", "-p", "-1", "--format=", merge)
    verdict(library).no("evil-merge", f"The merge differs from its recomputation: {PATH}")


def test_25_record_that_only_a_merge_holds(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    merge_begun(library)
    merge = forged(library, plan, sign_with=library.people["ada"].key)
    assert git_verdict(library, merge) == "G"
    verdict(library).no("record-in-merge", "was added by a merge, not by a sign-off")


def test_26_replace_ref_over_a_signed_commit(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    library.commit({PATH: library.read(PATH).replace(b"do not sell", b"sell")})
    library.git("replace", library.head, signed)
    assert git_verdict(library, library.head) == "G"
    found = verdict(library)
    found.no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")
    found.says("replace-refs", "they were ignored")


def test_27_grafts(library: LibraryBuilder) -> None:
    approve(library, "ada")
    grafts = library.root / ".git" / "info" / "grafts"
    grafts.write_text(f"{library.head}\n")
    found = verdict(library)
    found.yes()
    found.says("grafts", "it was ignored")


def test_27_shallow_clone(library: LibraryBuilder, tmp_path: Path) -> None:
    approve(library, "ada")
    library.commit({"README.md": "more\n"})
    clone = tmp_path / "clone"
    library.git("clone", "-q", "--depth", "1", f"file://{library.root}", str(clone))
    found = verdict(LibraryBuilder(clone))
    assert (found.exit, found.approved) == (3, None)
    found.says("history-incomplete", "git fetch --unshallow")
    assert command(LibraryBuilder(clone), "verify", "--strict").exit != 0


def test_34_force_push_to_before_an_approval(library: LibraryBuilder) -> None:
    before = library.head
    signed = approve(library, "ada").out.strip()
    verdict(library).yes()
    library.git("reset", "-q", "--hard", before)
    found = verdict(library)
    assert found.exit == 1
    found.says("rollback", f"The sign-off {signed[:12]} for privacy")
    found.says("rollback", "is no longer in its history")


def test_35_foxtrot_merge_with_its_parents_swapped(library: LibraryBuilder) -> None:
    base = library.head
    signed = approve(library, "ada").out.strip()
    verdict(library).yes()
    library.git("checkout", "-q", "-b", "mine", base)
    library.commit({"README.md": "mine\n"})
    library.git("merge", "-q", "--no-ff", "-m", "Merge branch 'main' into mine", "main")
    library.git("branch", "-q", "-f", "main")
    library.git("checkout", "-q", "main")
    assert git_verdict(library, signed) == "G"
    found = verdict(library)
    assert found.exit == 1
    found.says("foxtrot-merge", "has its parents swapped")


def test_35_foxtrot_merge_that_puts_a_line_with_merges_aside(library: LibraryBuilder) -> None:
    base = library.head
    library.git("checkout", "-q", "-b", "proposal")
    library.commit({"notes.md": "proposal\n"})
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge proposal", "proposal")
    library.git("checkout", "-q", "-b", "mine", base)
    library.commit({"README.md": "mine\n"})
    library.git("merge", "-q", "--no-ff", "-m", "Merge main", "main")
    library.git("branch", "-q", "-f", "main")
    library.git("checkout", "-q", "main")
    verdict(library).says("foxtrot-merge", "if its parents are swapped")


def test_39_paths_that_differ_in_case_or_hold_a_newline(library: LibraryBuilder) -> None:
    approve(library, "ada")
    evil = {"policies/PRIVACY.md": "# Evil\n", "policies/a\n\x1b[31mb.md": "# Evil\n"}
    library.commit({**evil})
    for arguments in (["verify"], ["list"], ["verify", "--json"]):
        answer = command(library, *arguments)
        assert answer.exit in {0, 1}, answer
        assert "\x1b" not in answer.out + answer.err
        assert "\n\x1b[31mb" not in answer.out
    found = verdict(library)
    assert found.approved is not True or "policies/PRIVACY.md" not in found.text


def test_39_a_git_folder_in_a_tree_is_never_written_out(library: LibraryBuilder) -> None:
    blob = library.git("hash-object", "-w", "--stdin", data=b"[core]\nfsmonitor = touch canary\n")
    inner = library.git("mktree", data=f"100644 blob {blob}\tconfig\n".encode())
    listed = library.git("ls-tree", "HEAD") + f"\n040000 tree {inner}\t.git\n"
    tree = library.git("mktree", data=listed.encode())
    commit = library.git("commit-tree", "-p", "HEAD", "-m", "Evil tree", tree)
    library.git("update-ref", "refs/heads/main", commit)
    before = (library.root / ".git" / "config").read_bytes()
    for arguments in (["verify"], ["list"], ["verify", "--json"]):
        assert "Traceback" not in command(library, *arguments).err
    assert approve(library, "ada").exit in {0, 1, 3}
    assert (library.root / ".git" / "config").read_bytes() == before
    assert not (library.root / "canary").exists()


def test_44_pinned_root_replaced_by_a_new_history_with_the_same_texts(
    library: LibraryBuilder,
) -> None:
    signed = approve(library, "ada").out.strip()
    assert command(library, "trust", "--pin").exit == 0
    assert command(library, "verify", "--strict").exit == 0
    assert git_verdict(library, signed) == "G"
    library.git("checkout", "-q", "--orphan", "fresh")
    library.commit({}, "The same texts, another history", sign_with=library.people["ada"].key)
    library.git("branch", "-q", "-M", "main")
    assert git_verdict(library, library.head) == "G"
    found = verdict(library)
    assert found.exit == 1
    found.says("not-this-repository", "This is not the repository that you trust")
