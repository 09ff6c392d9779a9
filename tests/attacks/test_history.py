"""Attacks on the history itself: merges, replaced objects, rewritten and swapped lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, git_verdict, object_bytes, raw_object

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


def of_an_odd_mode(library: LibraryBuilder) -> None:
    """Put a commit in place of HEAD whose folder of policies has a mode that git never writes."""
    tree = object_bytes(library, "tree", "HEAD^{tree}")
    commit = object_bytes(library, "commit", "HEAD")
    odd = raw_object(library, "tree", tree.replace(b"40000 policies\0", b"40755 policies\0"))
    data = b"tree " + odd.encode() + commit[commit.index(b"\n") :]
    library.git("update-ref", "HEAD", raw_object(library, "commit", data))


def test_25_evil_merge_below_a_folder_of_an_odd_mode(library: LibraryBuilder) -> None:
    """Git takes 40755 for a folder as well as 40000."""
    approve(library, "ada")
    library.commit({"README.md": "base\n"})
    of_an_odd_mode(library)
    library.git("checkout", "-q", "-b", "side")
    library.commit({"policies/privacy.zh-CN.md": "# 隐私政策\n\n我们不会出售您的信息。\n"})
    of_an_odd_mode(library)
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "main\n"})
    of_an_odd_mode(library)
    library.git("merge", "-q", "--no-ff", "--no-commit", "side")
    library.commit({PATH: library.read(PATH).decode().replace("do not sell", "sell")}, "Merge side")
    of_an_odd_mode(library)
    assert "do not sell" not in library.git("show", f"HEAD:{PATH}")
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
    found.says("history-incomplete", "What was there before")
    assert found.codes == {"history-incomplete", "charter-unpinned"}
    assert command(LibraryBuilder(clone), "verify", "--strict").exit != 0
    pinned = command(LibraryBuilder(clone), "trust", "--pin")
    pinned.refused("the first commit of its history is not known", exit_code=3)


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
    verdict(library).says("foxtrot-merge", "whose parents are swapped")


def test_branches_that_were_brought_up_to_date_are_told_in_one_sentence(
    library: LibraryBuilder,
) -> None:
    for number in range(5):
        library.git("checkout", "-q", "-b", f"change-{number}", "main")
        library.commit({f"notes-{number}.md": "change\n"})
        library.git("checkout", "-q", "main")
        library.commit({"README.md": f"{number}\n"})
        library.git("checkout", "-q", f"change-{number}")
        library.git("merge", "-q", "--no-ff", "-m", "Bring it up to date", "main")
        library.git("checkout", "-q", "main")
        library.git("merge", "-q", "--no-ff", "-m", "Merge it", f"change-{number}")
    (found,) = [one for one in verdict(library).reasons if one["code"] == "foxtrot-merge"]
    assert (found["weight"], found["commit"]) == ("note", library.head)
    assert "5 merges" in found["text"]


ALIKE = [
    ("policies/PRIVACY.md", "policies/privacy.md"),
    ("Policies/privacy.md", "policies/privacy.md"),
    ("PolicyReview.toml", "policyreview.toml"),
]


@pytest.mark.parametrize(("odd", "known"), ALIKE)
def test_39_path_that_differs_from_a_texts_in_case_only(
    library: LibraryBuilder, odd: str, known: str
) -> None:
    approve(library, "ada")
    library.commit({odd: "# Another\n\nWe sell everything.\n"})
    found = verdict(library)
    found.says("path-alike", f"{odd} and {known} differ in capital letters or Unicode form only")
    if odd.endswith(".md"):  # a text of its own, which nobody has approved
        assert not (found.approved is True and "We sell" in command(library, "show", "privacy").out)
    signing = command(
        library, "approve", "privacy", "--effective", "2031-01-01", "--dry-run", "--json",
        "--key", library.people["ada"].key,
    )  # fmt: skip
    assert "path-alike" in {notice["code"] for notice in signing.json["notices"]}


def test_39_path_beside_a_text_does_not_take_its_place(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    entry = f'[[policy]]\nid = "privacy"\ntexts = [{{ path = "{PATH}" }}]\n'
    library.with_charter(more=entry)
    approve(library, "ada")
    library.commit({"policies/PRIVACY.md": "# Privacy Policy\n\nWe sell everything.\n"})
    found = verdict(library)
    found.yes()
    found.says("path-alike", "some computers can hold only one of them")
    assert "We do not sell it." in command(library, "show", "privacy").out


def test_39_newline_and_escape_in_a_path_are_shown_as_signs(library: LibraryBuilder) -> None:
    path = "policies/a\n\x1b[31mb.md"
    library.commit({path: "# Terms\n\nEffective Date: May 1, 2026\n\nWe sell.\n"})
    identity = command(library, "list", "--json").json["policies"][0]["id"]
    assert identity.isprintable()
    approve(library, "ada", policy=identity).refused(
        "The path policies/a␊␛[31mb.md can't be written: it holds a control character.", exit_code=2
    )
    for arguments in (["verify"], ["list"], ["status"], ["show", identity], ["verify", "--json"]):
        answer = command(library, *arguments)
        assert answer.exit in {0, 1}, answer
        assert "\x1b" not in answer.out + answer.err
    found = verdict(library, identity)
    assert found.approved is False
    found.says("never-approved", f"Nobody has signed for {identity} yet.")


def test_39_nul_in_a_path_is_no_tree(library: LibraryBuilder) -> None:
    approve(library, "ada")
    verdict(library).yes()
    evil_folder(library, added=[("100644", b"z\0.md", b"# Evil\n")])
    for arguments in (["verify"], ["verify", "--json"], ["list"], ["status"]):
        command(library, *arguments).refused("tree object", exit_code=3)
    assert command(library, "verify", "--json").out == ""
    approve(library, "ada", "2031-01-01").refused("tree object", exit_code=3)


@pytest.mark.parametrize("folder", [b".git", b".GIT", b".g\xe2\x80\x8cit", b"GIT~1", b".."])
def test_39_a_git_folder_in_a_tree_is_reported_and_never_written_out(
    library: LibraryBuilder, folder: bytes
) -> None:
    signed = approve(library, "ada").out.strip()
    evil_folder(library, folder=folder, added=[("100644", b"config", b"[core]\n")])
    assert git_verdict(library, signed) == "G"
    before = (library.root / ".git" / "config").read_bytes()
    outside = sorted(library.root.parent.iterdir())
    found = verdict(library)
    assert (found.exit, found.approved) == (1, True)
    found.says("path-refused", "into git's own folder or out of the work tree")
    assert "Traceback" not in approve(library, "ada", "2031-01-01").err
    assert (library.root / ".git" / "config").read_bytes() == before
    assert sorted(library.root.parent.iterdir()) == outside


@pytest.mark.parametrize(
    "name", [b".git.", b".GIT ", b".git::$INDEX_ALLOCATION", b"git~1 .", b"a\\..\\.git\\config"]
)
def test_39_name_that_windows_takes_for_a_git_folder(library: LibraryBuilder, name: bytes) -> None:
    assert approve(library, "ada").exit == 0
    evil_folder(library, folder=name, added=[("100644", b"a.md", b"# Another\n")])
    found = verdict(library)
    assert found.exit == 1
    found.says("path-refused", "somebody made it by hand")
    approve(library, "bo", "2031-01-01").refused("The tree holds")


def test_path_that_stands_in_a_tree_twice(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    evil_folder(library, added=[("100644", b"privacy.md", b"# Privacy\n\nWe sell.\n")])
    assert git_verdict(library, signed) == "G"
    assert "We do not sell it." in library.git("show", f"HEAD:{PATH}")
    verdict(library).no("path-twice", f"The tree holds {PATH} twice")


@pytest.mark.parametrize(
    ("code", "folder", "added"),
    [
        ("path-twice", b"policies", ("100644", b"privacy.md", b"# Privacy\n\nWe sell.\n")),
        ("path-order", b"policies", ("100644", b"a.md", b"# Another\n\nWe sell.\n")),
        ("path-order", b"policies/x", ("100644", b"a.md", b"# Another\n\nWe sell.\n")),
        ("path-refused", b"..", ("100644", b"a.md", b"# Another\n\nWe sell.\n")),
        ("path-twice", b"README.md", ("100644", b"a.md", b"# Another\n\nWe sell.\n")),
    ],
    ids=["twice", "unsorted", "slash-in-a-name", "out", "file-and-folder"],
)
def test_nobody_signs_on_a_tree_that_programs_read_in_different_ways(
    library: LibraryBuilder, code: str, folder: bytes, added: tuple[str, bytes, bytes]
) -> None:
    library.commit({"README.md": "Read me.\n"})
    assert approve(library, "ada").exit == 0
    evil_folder(library, folder=folder, added=[added])
    before = library.head
    verdict(library).says(code, "The tree ")
    assert verdict(library).exit == 1
    approve(library, "bo", "2031-01-01").refused("The tree ")
    assert library.head == before


def test_octopus_merge_with_content_that_no_parent_has(library: LibraryBuilder) -> None:
    approve(library, "ada")
    base = library.head
    for branch in ("one", "two"):
        library.git("checkout", "-q", "-b", branch, base)
        library.commit({f"{branch}.txt": branch})
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge both", "one", "two")
    parents = library.git("rev-list", "--parents", "-n", "1", "HEAD").split()[1:]
    text = library.read(PATH).replace(b"do not sell", b"sell")
    (library.root / PATH).write_bytes(text)
    library.git("add", "-A")
    options = [word for parent in parents for word in ("-p", parent)]
    signing = library.signing(library.people["bo"].key)
    tree = library.git("write-tree")
    evil = library.git(*signing, "commit-tree", "-S", *options, "-m", "Merge both", tree)
    library.git("update-ref", "refs/heads/main", evil)
    assert git_verdict(library, evil) == "G"
    found = verdict(library)
    found.no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")
    found.says("merge-unknown", "more than two parents cannot be made again")


def evil_folder(
    library: LibraryBuilder,
    *,
    folder: bytes = b"policies",
    added: list[tuple[str, bytes, bytes]],
) -> None:
    """Commit a tree that no git command would make: entries put into a folder by hand."""

    def tree(data: bytes) -> str:
        return library.git("hash-object", "-w", "-t", "tree", "--stdin", "--literally", data=data)

    def raw(name: str) -> bytes:
        return object_bytes(library, "tree", library.git("rev-parse", name))

    inner = raw(f"HEAD:{folder.decode()}") if folder == b"policies" else b""
    for mode, name, data in added:
        blob = library.git("hash-object", "-w", "--stdin", data=data)
        inner += mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob)
    top = raw("HEAD^{tree}")
    entry = b"40000 " + folder + b"\0"
    new = entry + bytes.fromhex(tree(inner))
    at = top.find(entry)
    top = top[:at] + new + top[at + len(new) :] if at >= 0 else new + top
    commit = library.git("commit-tree", "-p", "HEAD", "-m", "Evil tree", tree(top))
    library.git("update-ref", "refs/heads/main", commit)


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


@pytest.mark.parametrize("name", ["refs/tags/HEAD", "refs/heads/HEAD", "refs/HEAD"])
@pytest.mark.parametrize("detached", [False, True], ids=["on a branch", "detached"])
def test_ref_called_head_hides_no_policy(
    library: LibraryBuilder, name: str, detached: bool
) -> None:
    approve(library, "ada")
    library.commit({PATH: library.read(PATH).replace(b"do not sell", b"sell")})
    if detached:
        library.git("checkout", "-q", "--detach")
    library.git("update-ref", name, f"{library.head}~1")
    found = verdict(library)
    found.no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")
    assert "privacy" in command(library, "list").out
    assert command(library, "trust", "--pin").exit == 0


def test_44_branch_without_a_commit_where_a_history_is_pinned(library: LibraryBuilder) -> None:
    assert command(library, "trust", "--pin").exit == 0
    library.git("checkout", "-q", "--orphan", "empty")
    found = verdict(library)
    assert found.exit == 1
    found.says("not-this-repository", "the branch has no commit")
