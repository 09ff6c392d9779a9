"""Nothing that a repository brings along is ever run, and its tricks are seen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from gitmaking import ADA, Made

from policyreview.errors import CouldNotTell, PolicyReviewError, WrongUse
from policyreview.repository import (
    Repository,
    Signing,
    commit_files,
    file_state,
    git,
    last_changes,
    make_tag,
    recover,
    revisions,
    settings,
)
from policyreview.repository.mergestore import Ancestry, MergeStore
from policyreview.repository.paths import odd

if TYPE_CHECKING:
    from pathlib import Path

PRIVACY = "policies/privacy.md"


def armed(library: Made, canary: Path) -> None:
    """Point everything that git can be made to run at a program that leaves a canary."""
    program = library.path.parent / "evil.sh"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {canary}\ncat\nexit 0\n')
    program.chmod(0o755)
    library.add({".gitattributes": "* filter=evil diff=evil merge=evil text=auto\n"}, "Attributes")
    hooks = library.path / ".git" / "hooks"
    for hook in (
        "pre-commit",
        "commit-msg",
        "prepare-commit-msg",
        "post-commit",
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "post-rewrite",
        "pre-auto-gc",
        "fsmonitor-watchman",
    ):
        (hooks / hook).unlink(missing_ok=True)
        (hooks / hook).symlink_to(program)
    included = library.path / ".git" / "more"
    included.write_text(f"[core]\n\tfsmonitor = {program}\n[gpg]\n\tprogram = {program}\n")
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "merge.evil.driver",
        "gpg.program",
        "gpg.openpgp.program",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "gpg.x509.program",
        "uploadpack.packObjectsHook",
        "sequence.editor",
        "pager.log",
        "pager.diff",
        "interactive.diffFilter",
        "trailer.x.command",
    ):
        library.git("config", key, str(program))
    library.git("config", "core.hooksPath", str(hooks))
    library.git("config", "include.path", "more")
    library.git("config", "filter.evil.required", "true")
    library.git("config", "alias.log", f"!{program}")
    library.git("config", "commit.gpgsign", "true")
    library.git("config", "log.showSignature", "true")
    canary.unlink(missing_ok=True)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "canary"


def test_nothing_runs_in_any_operation(
    library: Made, canary: Path, signing: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = library.git("rev-parse", "HEAD")
    side = library.git("commit-tree", "-p", base, "-m", "side", "HEAD^{tree}")
    armed(library, canary)
    (library.path / PRIVACY).touch()
    monkeypatch.chdir(library.path)

    with Repository.open(library.path / "policies") as repository:
        head = repository.resolve("main")
        entries = repository.tree(head, sizes=True)
        assert repository.head().branch == "main"
        assert len(list(repository.blobs(one.oid for one in entries))) == len(entries)
        assert [one.name for one in repository.branches()] == ["main"]
        assert repository.tags() == repository.replace_refs() == ()
        assert len(list(revisions(repository, PRIVACY, head))) == 1
        assert len(list(last_changes(repository, head))) == len(entries)
        assert len(list(repository.commits(repository.ancestry(head)))) == 3
        entry = repository.entry(head, PRIVACY)
        assert entry is not None
        assert file_state(repository, PRIVACY, entry) == "same"
        merged = MergeStore(repository).merge(head, side, Ancestry((base,)))
        assert merged == (repository.commit(head).tree, frozenset())
        oid = commit_files(
            repository,
            ref="HEAD",
            expected=head,
            changes={PRIVACY: b"new\n", ".policyreview/records/x.toml": b"x\n"},
            message="Approve\n",
            author=ADA,
            sign=signing,
        )
        make_tag(repository, "policy/privacy/2026-12-01", oid, "Release\n", signing, tagger=ADA)
        assert recover(repository) is None

    assert not canary.exists(), canary.read_text()
    assert (library.path / PRIVACY).read_bytes() == b"new\n"


def test_the_canary_does_sing_when_git_itself_is_asked(library: Made, canary: Path) -> None:
    armed(library, canary)

    library.git("status", check=False)

    assert canary.exists()


def test_a_signing_program_of_the_repository_is_not_used_but_its_key_may_be_named(
    library: Made, canary: Path, key_file: Path
) -> None:
    armed(library, canary)
    library.git("config", "gpg.format", "ssh")
    library.git("config", "user.signingKey", str(key_file))

    with Repository.open(library.path) as repository:
        oid = commit_files(
            repository,
            ref="HEAD",
            expected=repository.resolve("HEAD"),
            changes={PRIVACY: b"new\n"},
            message="Approve\n",
            author=ADA,
            sign=Signing(),
        )
        assert b"SSH SIGNATURE" in (repository.commit(oid).signature or b"")

    assert not canary.exists()


def test_a_git_program_in_the_repository_is_not_taken_for_git(
    library: Made, canary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = library.path / "git"
    fake.write_text(f"#!/bin/sh\ntouch {canary}\n")
    fake.chmod(0o755)
    monkeypatch.chdir(library.path)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")

    with Repository.open(".") as repository:
        assert repository.head().commit

    assert not canary.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "/nowhere"),
        ("GIT_WORK_TREE", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_EXTERNAL_DIFF", "/bin/false"),
        ("GIT_TRACE", "1"),
        ("GIT_CONFIG_PARAMETERS", "'core.bare=true'"),
        ("LC_ALL", "zh_CN.UTF-8"),
        ("GIT_NAMESPACE", "other"),
    ],
)
def test_variables_of_the_caller_do_not_reach_git(
    library: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with Repository.open(library.path) as repository:
        assert len(repository.tree(repository.resolve("HEAD"))) == 2
        with pytest.raises(WrongUse, match="There is no commit called"):
            repository.resolve("nonsense")


def test_replace_refs_over_a_commit_are_ignored_and_reported(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")
    false = library.git("commit-tree", "-m", "False", "HEAD^{tree}")
    library.git("replace", head, false)

    with Repository.open(library.path) as repository:
        assert repository.commit(head).subject == "Add terms"
        assert len(list(repository.ancestry(head))) == 2
        assert [one.name for one in repository.replace_refs()] == [head]


def test_grafts_are_ignored_and_reported(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")
    (library.path / ".git/info/grafts").write_text(f"{head}\n")

    with Repository.open(library.path) as repository:
        assert len(list(repository.ancestry(head))) == 2
        assert repository.has_grafts()


def test_a_shallow_clone_is_reported_and_read_as_far_as_it_goes(
    library: Made, tmp_path: Path
) -> None:
    Made(tmp_path).git("clone", "-q", "--depth=1", f"file://{library.path}", "shallow")

    with Repository.open(tmp_path / "shallow") as repository:
        head = repository.resolve("HEAD")
        assert repository.is_shallow()
        assert list(repository.ancestry(head)) == [head]
        assert {one.commit for one in last_changes(repository, head)} == {head}


def test_a_partial_clone_does_not_fetch_while_reading(
    library: Made, tmp_path: Path, canary: Path
) -> None:
    library.git("config", "uploadpack.allowFilter", "true")
    Made(tmp_path).git(
        "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{library.path}", "partial"
    )
    partial = Made(tmp_path / "partial")
    partial.git("config", "remote.origin.uploadpack", f"touch {canary}; false")

    with Repository.open(partial.path) as repository:
        entry = repository.entry(repository.resolve("HEAD"), PRIVACY)
        assert entry is not None
        with pytest.raises(CouldNotTell, match="missing from the repository"):
            repository.blob(entry.oid)
        assert list(repository.blobs([entry.oid])) == [(entry.oid, None)]
        assert [one.path for one in last_changes(repository, repository.resolve("HEAD"))]

    assert not canary.exists()


def test_odd_paths_are_listed_as_they_are_and_named(made: Made) -> None:
    blob = made.object("blob", b"x\n")
    names = ["A.md", "a.md", "new\nline.md", "latin-\udce9.md", "caf\u00e9.md", "cafe\u0301.md"]
    data = "".join(f"100644 blob {blob}\t{name}\0" for name in names)
    tree = made.git("mktree", "-z", data=data.encode("utf-8", "surrogateescape"))
    commit = made.git("commit-tree", "-m", "odd", tree)

    with Repository.open(made.path) as repository:
        entries = repository.tree(commit)
        told = dict(odd(entries))

    assert {one.path for one in entries} == set(names)
    assert "only in case" in told["a.md"]
    assert "control character" in told["new\nline.md"]
    assert "not UTF-8" in told["latin-\udce9.md"]
    assert "Unicode form" in told["caf\u00e9.md"]


def test_a_git_folder_inside_a_tree_is_listed_and_named(made: Made) -> None:
    blob = made.object("blob", b"[core]\n")
    raw = b"100644 config\0" + bytes.fromhex(blob)
    inner = made.object("tree", raw)
    outer = made.object("tree", b"40000 .git\0" + bytes.fromhex(inner))
    commit = made.git("commit-tree", "-m", "odd", outer)

    with Repository.open(made.path) as repository:
        assert odd(repository.tree(commit)) == ((".git/config", "names a git folder"),)


def test_other_bytes_under_an_objects_name_are_noticed(library: Made) -> None:
    blob = library.git("rev-parse", f"HEAD:{PRIVACY}")
    other = library.object("blob", b"# Privacy\n\nWe sell everything.\n")
    objects = library.path / ".git/objects"
    (objects / blob[:2] / blob[2:]).unlink()
    (objects / other[:2] / other[2:]).rename(objects / blob[:2] / blob[2:])

    with Repository.open(library.path) as repository:
        with pytest.raises(CouldNotTell, match="damaged"):
            repository.blob(blob)
        assert list(repository.blobs([blob])) == [(blob, None)]


def test_a_revision_is_never_read_as_an_option(library: Made, canary: Path) -> None:
    with Repository.open(library.path) as repository:
        for rev in (f"--output={canary}", "-h", "--all", "--help", "--git-dir=/", "--"):
            with pytest.raises(WrongUse):
                repository.resolve(rev)

    assert not canary.exists()


def test_a_tag_that_hides_behind_a_branchs_name_is_noticed(library: Made) -> None:
    library.git("tag", "main", "HEAD~1")

    with Repository.open(library.path) as repository:
        with pytest.raises(WrongUse, match="more than one thing"):
            repository.resolve("main")
        assert repository.resolve("refs/heads/main") == library.git("rev-parse", "HEAD")
        assert repository.head().branch == "main"


def test_complaints_of_git_are_captured_and_kept_short(library: Made, capfd: object) -> None:
    with pytest.raises(PolicyReviewError) as caught:
        git.run(["cat-file", "-p", "x" * 5000], git_dir=library.path / ".git", purpose="own")

    assert len(str(caught.value)) < 500
    assert "fatal" not in str(caught.value)


def test_a_remote_command_uses_the_users_programs_and_not_the_repositorys(
    library: Made, canary: Path
) -> None:
    armed(library, canary)
    library.git("config", "--global", "core.sshCommand", "false mine")
    library.git("config", "--global", "credential.helper", "store")

    with Repository.open(library.path) as repository:
        chosen = settings(repository).remote()
        done = git.run(
            ["ls-remote", "ssh://nowhere.invalid/x"],
            git_dir=repository.git_dir,
            purpose="remote",
            config=chosen,
            check=False,
        )
        ext = git.run(
            ["ls-remote", f"ext::touch {canary}"],
            git_dir=repository.git_dir,
            purpose="remote",
            config=chosen,
            check=False,
        )

    assert chosen == ("core.sshCommand=false mine", "core.askPass=", "credential.helper=store")
    assert done.returncode != 0
    assert ext.returncode != 0
    assert not canary.exists()


def test_what_reads_never_talks_to_a_remote(library: Made, tmp_path: Path) -> None:
    with Repository.open(library.path) as repository:
        done = git.run(
            ["ls-remote", str(library.path)], git_dir=repository.git_dir, purpose="own", check=False
        )

    assert done.returncode != 0
