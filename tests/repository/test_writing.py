"""A sign-off's commit: what it contains, what it leaves alone, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gitmaking import ADA, Made, initialised

from policyreview.errors import Cancelled, CouldNotTell, PolicyReviewError, Refused, WrongUse
from policyreview.repository import Repository, Signing, commit_files, settings

if TYPE_CHECKING:
    from collections.abc import Callable

PRIVACY = "policies/privacy.md"
RECORD = ".policyreview/records/privacy/2026-12-01/ada-1.toml"
CHANGES = {PRIVACY: b"# Privacy\n\nEffective December 1, 2026\n", RECORD: b"format = 1\n"}


def sign_off(path: Path, ref: str = "HEAD", **more: object) -> str:
    with Repository.open(path) as repository:
        expected = repository.resolve(ref)
        options: dict[str, object] = {
            "changes": CHANGES,
            "message": "Approve privacy\n\nPolicy: privacy\n",
            "author": ADA,
            **more,
        }
        return commit_files(repository, ref=ref, expected=expected, **options)  # type: ignore[arg-type]


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


def test_it_is_signed_with_a_key_file_and_git_agrees(
    library: Made, signing: Signing, key_file: Path, tmp_path: Path
) -> None:
    oid = sign_off(library.path, sign=signing)

    allowed = tmp_path / "allowed"
    allowed.write_text("ada@example.org " + key_file.with_suffix(".pub").read_text())
    told = library.git(
        "-c", f"gpg.ssh.allowedSignersFile={allowed}", "log", "-1", "--format=%G?", oid
    )
    assert told == "G"


def test_it_is_signed_by_a_key_that_only_an_agent_holds(
    library: Made, key_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE)
    try:
        assert agent.stdout is not None
        agent.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        subprocess.run(["ssh-add", "-q", str(key_file)], check=True)
        public = key_file.with_suffix(".pub").read_text().strip()

        oid = sign_off(library.path, sign=Signing("ssh", f"key::{public}"))
    finally:
        agent.terminate()
        agent.communicate()

    with Repository.open(library.path) as repository:
        assert b"BEGIN SSH SIGNATURE" in (repository.commit(oid).signature or b"")


def test_the_users_own_settings_choose_the_key_where_nobody_names_one(
    library: Made, key_file: Path
) -> None:
    library.git("config", "--global", "gpg.format", "ssh")
    library.git("config", "--global", "user.signingKey", str(key_file))

    oid = sign_off(library.path, sign=Signing())

    assert "BEGIN SSH SIGNATURE" in library.git("cat-file", "commit", oid)


@pytest.mark.parametrize(
    ("key", "reason"),
    [("missing", "the key can't be"), ("key::ssh-ed25519 AAAA", "Signing failed")],
)
def test_a_signing_that_fails_says_why_and_changes_nothing(
    library: Made, tmp_path: Path, key: str, reason: str
) -> None:
    head = library.git("rev-parse", "HEAD")
    name = key if key.startswith("key::") else str(tmp_path / key)

    with pytest.raises(CouldNotTell, match=reason):
        sign_off(library.path, sign=Signing("ssh", name))

    assert library.git("rev-parse", "HEAD") == head
    assert library.git("status", "--porcelain") == ""


def test_a_key_with_a_passphrase_never_waits_for_a_terminal(library: Made, tmp_path: Path) -> None:
    key = tmp_path / "locked"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(key)], check=True
    )

    with pytest.raises(CouldNotTell, match="passphrase"):
        sign_off(library.path, sign=Signing("ssh", str(key), timeout=30))


def hanging_program(library: Made, tmp_path: Path) -> Path:
    """A signing program of the user's that never ends, and tells its process id."""
    program = tmp_path / "hang"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")
    program.chmod(0o755)
    library.git("config", "--global", "gpg.ssh.program", str(program))
    return tmp_path / "pid"


def test_a_signing_program_that_hangs_is_stopped_with_all_it_started(
    library: Made, key_file: Path, tmp_path: Path
) -> None:
    told = hanging_program(library, tmp_path)

    with pytest.raises(CouldNotTell, match="within 1 seconds"):
        sign_off(library.path, sign=Signing("ssh", str(key_file), timeout=1))

    assert not Path(f"/proc/{told.read_text().strip()}/root").exists() or gone(told)


def gone(told: Path) -> bool:
    status = Path(f"/proc/{told.read_text().strip()}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


def test_cancelling_stops_the_signing_program_and_changes_nothing(
    library: Made, key_file: Path, tmp_path: Path
) -> None:
    head = library.git("rev-parse", "HEAD")
    told = hanging_program(library, tmp_path)

    with pytest.raises(Cancelled):
        sign_off(library.path, sign=Signing("ssh", str(key_file)), cancelled=told.exists)

    assert library.git("rev-parse", "HEAD") == head


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


def edit(library: Made) -> None:
    library.write(PRIVACY, "edited\n")


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


def test_the_first_commit_of_an_empty_repository_can_be_made(made: Made) -> None:
    with Repository.open(made.path) as repository:
        oid = commit_files(
            repository, ref="HEAD", expected=None, changes=CHANGES, message="Begin\n", author=ADA
        )

    assert made.git("rev-list", "HEAD") == oid
    assert made.git("status", "--porcelain") == ""


def test_a_bare_repository_can_be_written(library: Made, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(library.path), str(bare)], check=True)

    oid = sign_off(bare, ref="refs/heads/main")

    assert Made(bare).git("rev-parse", "main") == oid


def test_a_branch_that_is_not_checked_out_is_written_without_touching_the_files(
    library: Made,
) -> None:
    library.git("branch", "proposal")
    edit(library)

    oid = sign_off(library.path, ref="refs/heads/proposal")

    assert library.git("rev-parse", "proposal") == oid
    assert library.git("status", "--porcelain") == f" M {PRIVACY}"
    assert not (library.path / ".policyreview").exists()


def test_a_linked_work_tree_and_the_main_one_both_follow_their_branch(
    library: Made, tmp_path: Path
) -> None:
    other = Made(tmp_path / "other")
    library.git("worktree", "add", "-q", "-b", "side", str(other.path))

    sign_off(other.path)
    sign_off(other.path, ref="refs/heads/main")
    sign_off(library.path, ref="refs/heads/side", changes={"policies/terms.md": b"new\n"})

    for tree in (library, other):
        assert tree.git("status", "--porcelain") == ""
        assert (tree.path / RECORD).exists()
    assert (other.path / "policies/terms.md").read_text() == "new\n"


def test_a_work_tree_elsewhere_follows(library: Made, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    library.git("config", "core.worktree", str(elsewhere))
    library.git("checkout", "-q", "-f", "main")
    (elsewhere / ".git").write_text(f"gitdir: {library.path / '.git'}\n")

    sign_off(elsewhere)

    assert (elsewhere / RECORD).exists()
    assert Made(elsewhere).git("status", "--short") == ""


def test_a_folder_that_knows_nothing_of_the_repository_is_not_its_work_tree(
    library: Made, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    library.git("config", "core.worktree", str(elsewhere))

    for way in (library.path, library.path / ".git"):
        with pytest.raises(CouldNotTell, match="says that its files are in"):
            sign_off(way)

    assert list(elsewhere.iterdir()) == []


def test_a_submodules_checkout_follows(library: Made, tmp_path: Path) -> None:
    outer = initialised(tmp_path / "outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library.path), "sub"
    )
    outer.commit("Add submodule")

    sign_off(outer.path / "sub")

    assert Made(outer.path / "sub").git("status", "--porcelain") == ""
    assert (outer.path / "sub" / RECORD).exists()


def test_a_sha256_repository_can_be_written(tmp_path: Path, signing: Signing) -> None:
    library = initialised(tmp_path / "long", "--object-format=sha256")
    library.add({PRIVACY: "# Privacy\n"})

    oid = sign_off(library.path, sign=signing)

    assert len(oid) == 64
    assert library.git("status", "--porcelain") == ""
    with Repository.open(library.path) as repository:
        assert b"SSH SIGNATURE" in (repository.commit(oid).signature or b"")


@pytest.mark.parametrize("setting", ["core.splitIndex", "feature.manyFiles", "core.untrackedCache"])
def test_other_forms_of_the_index_follow(library: Made, setting: str) -> None:
    library.git("config", setting, "true")
    library.add({"policies/more.md": "more\n"})

    sign_off(library.path)

    assert library.git("status", "--porcelain") == ""
    library.add({"policies/more.md": "more and more\n"})
    assert RECORD in library.git("ls-tree", "-r", "--name-only", "HEAD")


def test_marks_of_sparse_and_assumed_files_are_kept(library: Made) -> None:
    library.git("update-index", "--assume-unchanged", PRIVACY)
    library.git("update-index", "--skip-worktree", "policies/terms.md")
    library.write("policies/terms.md", "my own\n")

    sign_off(library.path)

    marks = library.git("ls-files", "-v", "policies").split("\n")
    assert marks == [f"h {PRIVACY}", "S policies/terms.md"]
    assert (library.path / "policies/terms.md").read_text() == "my own\n"


def test_a_text_left_out_of_a_sparse_checkout_is_signed_without_appearing(library: Made) -> None:
    library.add({"docs/a.md": "a\n"})
    library.git("sparse-checkout", "set", "--cone", "--sparse-index", "docs")
    assert not (library.path / PRIVACY).exists()

    sign_off(library.path)

    assert not (library.path / PRIVACY).exists()
    assert library.git("show", f"HEAD:{PRIVACY}") == CHANGES[PRIVACY].decode().rstrip("\n")
    assert library.git("status", "--porcelain") == ""


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


def test_settings_of_the_user_by_folder_count_for_signing(library: Made) -> None:
    home = Path(os.environ["HOME"])
    (home / "work").write_text('[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tprogram = mine\n')
    library.git("config", "--global", f"includeIf.gitdir:{library.path}/.path", str(home / "work"))

    with Repository.open(library.path) as repository:
        assert settings(repository).signing() == ("gpg.format=ssh", "gpg.ssh.program=mine")


def test_writing_what_is_there_already_is_no_commit(library: Made) -> None:
    text = (library.path / PRIVACY).read_bytes()

    with pytest.raises(PolicyReviewError, match="nothing to commit"):
        sign_off(library.path, changes={PRIVACY: text})


def test_it_is_signed_with_openpgp(
    library: Made, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    subprocess.run(
        ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "ada@example.org"],
        check=True,
        capture_output=True,
    )
    try:
        oid = sign_off(library.path, sign=Signing("openpgp", "ada@example.org"))
        assert library.git("log", "-1", "--format=%G?", oid) in {"G", "U"}
        with pytest.raises(CouldNotTell, match=r"private key is (not )?here"):
            sign_off(
                library.path,
                changes={PRIVACY: b"again\n"},
                sign=Signing("openpgp", "nobody@example.org"),
            )
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], check=True)
