"""Opening a repository and reading its refs and objects."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from gitmaking import Made, initialised

from policyreview.errors import CouldNotTell, WrongUse
from policyreview.repository import Head, Repository, git
from policyreview.repository.objects import object_id

PRIVACY = "policies/privacy.md"


def test_a_folder_that_is_no_repository_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is not in a git repository"):
        Repository.open(tmp_path)


def test_a_path_that_does_not_exist_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="There is no"):
        Repository.open(tmp_path / "nothing")


def test_any_folder_or_file_inside_opens_the_repository(library: Made) -> None:
    for path in (library.path, library.path / "policies", library.path / PRIVACY):
        with Repository.open(path) as repository:
            assert repository.root == library.path.resolve()
            assert repository.git_dir == library.path.resolve() / ".git"


def test_opening_from_inside_the_git_folder_finds_the_work_tree(library: Made) -> None:
    with Repository.open(library.path / ".git") as repository:
        assert repository.root == library.path.resolve()


def test_a_bare_repository_opens_without_a_work_tree(library: Made, tmp_path: Path) -> None:
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(library.path), str(tmp_path / "bare")], check=True
    )

    with Repository.open(tmp_path / "bare") as repository:
        assert repository.root is None
        assert len(repository.tree(repository.resolve("HEAD"))) == 2


def test_an_empty_repository_has_a_branch_and_no_commit(made: Made) -> None:
    with Repository.open(made.path) as repository:
        assert repository.head() == Head(None, "main")
        assert repository.branches() == ()
        with pytest.raises(WrongUse, match="no commit yet"):
            repository.resolve("HEAD")


def test_a_detached_head_has_a_commit_and_no_branch(library: Made) -> None:
    library.git("checkout", "-q", "--detach")

    with Repository.open(library.path) as repository:
        assert repository.head() == Head(library.git("rev-parse", "HEAD"), None)


def test_an_unborn_branch_beside_others_has_no_commit(library: Made) -> None:
    library.git("checkout", "-q", "--orphan", "fresh")

    with Repository.open(library.path) as repository:
        assert repository.head() == Head(None, "fresh")


def test_a_linked_work_tree_knows_its_own_and_the_common_folder(
    library: Made, tmp_path: Path
) -> None:
    library.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))

    with Repository.open(tmp_path / "side") as repository:
        assert repository.root == (tmp_path / "side").resolve()
        assert repository.common_dir == library.path.resolve() / ".git"
        assert repository.head().branch == "side"


def test_a_repository_of_another_user_gives_a_sentence(library: Made) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    os.chown(library.path, 12345, 12345)
    os.chown(library.path / ".git", 12345, 12345)

    with pytest.raises(CouldNotTell, match="belongs to another user"):
        Repository.open(library.path)


def test_a_damaged_head_gives_a_sentence(library: Made) -> None:
    (library.path / ".git/HEAD").write_text("ref: refs/heads/main\n" * 3 + "\0")

    with pytest.raises((CouldNotTell, WrongUse)) as caught, Repository.open(library.path) as one:
        one.head()

    assert str(caught.value)


def test_a_broken_configuration_gives_a_sentence(library: Made) -> None:
    (library.path / ".git/config").write_text("[core\n")

    with pytest.raises(CouldNotTell, match=r"can.t be read|could not open"):
        Repository.open(library.path)


def test_a_format_that_git_does_not_know_gives_a_sentence(library: Made) -> None:
    library.git("config", "core.repositoryFormatVersion", "99")

    with pytest.raises(CouldNotTell, match="does not know"):
        Repository.open(library.path)


def test_without_git_on_path_it_says_so(
    library: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    git.version.cache_clear()

    with pytest.raises(CouldNotTell, match="Git was not found on PATH"):
        Repository.open(library.path)


def test_a_git_that_is_too_old_is_named_with_what_is_needed(
    library: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.20.1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    git.version.cache_clear()
    try:
        with pytest.raises(CouldNotTell, match=r"2\.20, which is too old.*2\.34"):
            Repository.open(library.path)
    finally:
        git.version.cache_clear()


@pytest.mark.parametrize("folder", ["odd", "odd/inner", "missing", "plain.txt", "odd/plain.txt"])
def test_files_are_listed_without_one_folder(library: Made, folder: str) -> None:
    names = ["plain.txt", "*.md", ":top.md", "oddly.md", "名/字.md", "odd/a.md", "odd/inner/b.md"]
    head = library.add({**dict.fromkeys(names, "x\n"), "odd/inner/deep/c.md": "x\n"})

    with Repository.open(library.path) as repository:
        every = repository.tree(head)
        some = repository.files(head, without=folder)

    assert some == tuple(one for one in every if not one.path.startswith(f"{folder}/"))


def test_a_tree_of_nothing_but_the_folder_left_out_is_empty(made: Made) -> None:
    head = made.add({"odd/a.md": "x\n"})

    with Repository.open(made.path) as repository:
        assert repository.files(head, without="odd") == ()


def test_files_are_listed_with_paths_as_they_are(library: Made) -> None:
    library.add({"policies/隐私 政策.md": "一\n", "plain.txt": b"\0\xff"})
    (library.path / "link").symlink_to("plain.txt")
    head = library.commit("Link")

    with Repository.open(library.path) as repository:
        entries = {one.path: one for one in repository.tree(head, sizes=True)}

    assert set(entries) == {
        "link",
        "plain.txt",
        PRIVACY,
        "policies/terms.md",
        "policies/隐私 政策.md",
    }
    assert entries["link"].mode == "120000"
    assert not entries["link"].is_file
    assert entries["plain.txt"].size == 2


def test_an_entry_is_found_by_its_exact_path_only(library: Made) -> None:
    with Repository.open(library.path) as repository:
        head = repository.resolve("HEAD")
        found = repository.entry(head, PRIVACY)
        assert found is not None
        assert found.oid == library.git("rev-parse", f"HEAD:{PRIVACY}")
        for path in ("policies/*.md", ":/", "policies/", "nothing", "policies", ""):
            entry = repository.entry(head, path)
            assert entry is None or entry.kind == "tree"


@pytest.mark.parametrize(
    "data",
    [b"", b"no newline", b"\xef\xbb\xbfbom\r\n", b"\0\xff\xfe", b"x" * 300_000, b"\n\n\n"],
    ids=["empty", "no-newline", "bom", "binary", "large", "newlines"],
)
def test_bytes_are_read_as_they_are(library: Made, data: bytes) -> None:
    oid = library.object("blob", data)

    with Repository.open(library.path) as repository:
        assert repository.blob(oid) == data
        assert object_id("blob", data) == oid


def test_many_blobs_come_in_the_order_asked_with_none_for_missing_ones(library: Made) -> None:
    oids = [library.object("blob", str(number).encode() * 50) for number in range(40)]
    wanted = [*oids * 8, "0" * 39 + "1", library.git("rev-parse", "HEAD")]

    with Repository.open(library.path) as repository:
        found = list(repository.blobs(wanted))

    assert [oid for oid, _ in found] == wanted
    assert [data for _, data in found[:40]] == [str(n).encode() * 50 for n in range(40)]
    assert [data for _, data in found[-2:]] == [None, None]


def test_large_blobs_come_whole_between_small_ones(library: Made, opened: Repository) -> None:
    sizes = (10, 65_535, 65_536, 65_537, 3_000_000, 20, 200_000, 30)
    texts = {library.object("blob", b"%d\n" % n * n): b"%d\n" % n * n for n in sizes}
    wanted = [*texts, *reversed(texts)]

    assert [data for _, data in opened.blobs(wanted)] == [texts[oid] for oid in wanted]
    assert [opened.blob(oid) for oid in wanted] == [texts[oid] for oid in wanted]


def test_a_large_damaged_object_gives_a_sentence_and_reading_goes_on(
    library: Made, opened: Repository
) -> None:
    first, second = (library.object("blob", os.urandom(300_000)) for _ in range(2))
    places = [library.path / ".git/objects" / oid[:2] / oid[2:] for oid in (first, second)]
    whole = places[0].read_bytes()
    places[0].chmod(0o644)
    for other in (whole[: len(whole) // 2], places[1].read_bytes()):
        places[0].write_bytes(other)
        for read in (opened.blob, opened.blob_beside):
            with pytest.raises(CouldNotTell, match=r"damaged|could not read"):
                read(first)
            assert object_id("blob", read(second)) == second


def test_a_missing_object_gives_a_sentence(opened: Repository) -> None:
    with pytest.raises(CouldNotTell, match="is missing from the repository"):
        opened.blob("1" * 40)
    with pytest.raises(CouldNotTell, match="no whole object id"):
        opened.blob("HEAD")


def test_an_object_beyond_the_limit_gives_a_sentence_and_reading_goes_on(
    library: Made, opened: Repository
) -> None:
    oid = library.object("blob", b"x" * 1000)

    with pytest.raises(CouldNotTell, match="1,000 bytes, more than the 999"):
        opened.blob(oid, limit=999)

    assert opened.blob(oid, limit=1000) == b"x" * 1000


def test_a_damaged_object_gives_a_sentence_and_reading_goes_on(
    library: Made, opened: Repository
) -> None:
    blob = library.git("rev-parse", f"HEAD:{PRIVACY}")
    place = library.path / ".git/objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:12] + b"junk")
    good = library.git("rev-parse", "HEAD:policies/terms.md")

    with pytest.raises(CouldNotTell, match=r"damaged|could not read"):
        opened.blob(blob)
    assert opened.blob(good) == b"# Terms\n\nBe kind.\n"
    assert dict(opened.blobs([good, blob, good])) == {good: opened.blob(good), blob: None}


def test_a_commit_is_no_blob(library: Made, opened: Repository) -> None:
    with pytest.raises(CouldNotTell, match="is a commit, not a blob"):
        opened.blob(library.git("rev-parse", "HEAD"))


def test_one_reader_serves_many_threads(library: Made, opened: Repository) -> None:
    texts = {library.object("blob", b"%d" % n * 2000): b"%d" % n * 2000 for n in range(8)}
    wrong: list[str] = []

    def read() -> None:
        for oid, data in list(texts.items()) * 20:
            if opened.blob(oid) != data:
                wrong.append(oid)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_branches_and_tags_are_told_with_what_they_come_down_to(library: Made) -> None:
    head = library.git("rev-parse", "HEAD")
    library.git("branch", "side/one")
    library.git("tag", "light")
    library.git("tag", "-a", "-m", "Release", "heavy")

    with Repository.open(library.path) as repository:
        assert [(one.name, one.oid) for one in repository.branches()] == [
            ("main", head),
            ("side/one", head),
        ]
        heavy, light = repository.tags()
        assert (heavy.kind, heavy.peeled, light.kind, light.oid) == ("tag", head, "commit", head)
        assert repository.tag(heavy.oid).name == "heavy"


def test_a_revision_can_be_named_in_gits_ways(library: Made, opened: Repository) -> None:
    head = library.git("rev-parse", "HEAD")

    assert opened.resolve("HEAD") == opened.resolve("main") == opened.resolve(head[:10]) == head
    assert opened.resolve("main~1") == library.git("rev-parse", "HEAD~1")


@pytest.mark.parametrize("rev", ["nonsense", "main~99", "main:policies", "HEAD^{tree}", "a\nb", ""])
def test_a_revision_that_is_no_commit_gives_a_sentence(opened: Repository, rev: str) -> None:
    with pytest.raises(WrongUse):
        opened.resolve(rev)


def test_a_ref_to_a_missing_commit_gives_a_sentence(library: Made) -> None:
    (library.path / ".git/refs/heads/broken").write_text("1" * 40 + "\n")

    with Repository.open(library.path) as repository, pytest.raises(WrongUse):
        repository.resolve("broken")


def test_sha256_repositories_are_read(tmp_path: Path) -> None:
    made = initialised(tmp_path / "long", "--object-format=sha256")
    head = made.add({"a.md": "text\n"})

    with Repository.open(made.path) as repository:
        assert repository.object_format == "sha256"
        (entry,) = repository.tree(head)
        assert repository.blob(entry.oid) == b"text\n"
        assert repository.commit(head).subject == "Change"


def test_importing_the_package_loads_next_to_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import policyreview.repository;"
        "new = set(sys.modules) - before;"
        "print(sorted(n for n in new if n.startswith(('policyreview.repository.', 'subprocess'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_closing_ends_the_reader_and_removes_its_folder(library: Made) -> None:
    repository = Repository.open(library.path)
    folder = repository.shadow.path
    repository.commit(repository.resolve("HEAD"))
    repository.blob_beside(library.git("rev-parse", f"HEAD:{PRIVACY}"))
    assert folder.is_dir()

    repository.close()

    assert not folder.exists()


def test_a_repository_that_is_forgotten_unclosed_leaves_no_process(library: Made) -> None:
    def processes() -> set[str]:
        told = Path(f"/proc/self/task/{threading.get_native_id()}/children")
        return set(told.read_text().split())

    before = processes()
    repository = Repository.open(library.path)
    repository.commit(library.git("rev-parse", "HEAD"))
    repository.blob_beside(library.git("rev-parse", f"HEAD:{PRIVACY}"))
    assert len(processes() - before) == 2
    del repository
    assert processes() <= before


def test_the_folder_of_a_killed_process_is_taken_away_a_day_later(
    library: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    old, fresh, alive = (
        tmp_path / f"policyreview-git-{pid}-{name}"
        for pid, name in ((ended.pid, "old"), (ended.pid, "fresh"), (os.getpid(), "alive"))
    )
    for folder in (old, fresh, alive):
        folder.mkdir()
    for folder in (old, alive):
        os.utime(folder, (1_000_000_000, 1_000_000_000))

    with Repository.open(library.path):
        assert [one.exists() for one in (old, fresh, alive)] == [False, True, True]
