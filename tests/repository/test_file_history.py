"""The history of a file, and the last change of every file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from gitmaking import Made

from policyreview.errors import Cancelled
from policyreview.repository import Repository, last_changes, revisions
from policyreview.repository import folders as own_folders

if TYPE_CHECKING:
    from pathlib import Path

PRIVACY = "policies/privacy.md"
TEXT = "".join(f"Paragraph {number} says something of its own.\n" for number in range(30))


def subjects(made: Made, path: str, rev: str = "HEAD") -> list[str]:
    with Repository.open(made.path) as repository:
        return [one.subject for one in revisions(repository, path, repository.resolve(rev))]


def last(made: Made, rev: str = "HEAD", paths: list[str] | None = None) -> dict[str, str]:
    with Repository.open(made.path) as repository:
        found = last_changes(repository, repository.resolve(rev), paths)
        return {one.path: one.subject for one in found}


def test_a_files_commits_come_newest_first_with_blob_and_author(library: Made) -> None:
    library.add({PRIVACY: "# Privacy\n\nNew.\n"}, "Revise privacy")

    with Repository.open(library.path) as repository:
        new, old = revisions(repository, PRIVACY, repository.resolve("HEAD"))

    assert (new.subject, old.subject) == ("Revise privacy", "Add privacy")
    assert new.blob == library.git("rev-parse", f"HEAD:{PRIVACY}")
    assert new.parents == (library.git("rev-parse", "HEAD~1"),)
    assert (new.author, new.email) == ("Ada Osei", "ada@example.org")


def test_renames_and_moves_of_the_folder_are_followed(made: Made) -> None:
    made.add({"docs/privacy.md": TEXT}, "One")
    made.git("mv", "docs/privacy.md", "docs/data.md")
    made.add({"docs/data.md": TEXT + "More.\n"}, "Two")
    made.git("mv", "docs", "policies")
    made.commit("Three")

    with Repository.open(made.path) as repository:
        found = list(revisions(repository, "policies/data.md", repository.resolve("HEAD")))

    assert [(one.subject, one.path) for one in found] == [
        ("Three", "policies/data.md"),
        ("Two", "docs/data.md"),
        ("One", "docs/privacy.md"),
    ]


def test_a_copy_begins_where_it_was_copied(made: Made) -> None:
    made.add({"a.md": TEXT}, "One")
    made.add({"b.md": TEXT}, "Two")

    assert subjects(made, "b.md") == ["Two"]


def test_a_deleted_and_remade_file_keeps_its_whole_history(made: Made) -> None:
    made.add({"a.md": TEXT}, "One")
    made.git("rm", "-q", "a.md")
    made.commit("Two")
    made.add({"a.md": "other\n"}, "Three")

    with Repository.open(made.path) as repository:
        found = list(revisions(repository, "a.md", repository.resolve("HEAD")))

    assert [one.subject for one in found] == ["Three", "Two", "One"]
    assert found[1].blob is None


def merged(made: Made, *, content: str | None) -> None:
    made.add({"a.md": TEXT, "b.md": "b\n"}, "Base")
    made.git("checkout", "-q", "-b", "side")
    made.add({"a.md": "side\n" + TEXT}, "Side")
    made.git("checkout", "-q", "main")
    made.add({"b.md": "b\nb\n"}, "Main")
    made.git("merge", "-q", "--no-commit", "--no-ff", "side")
    if content is not None:
        made.write("a.md", content)
    made.commit("Merge")


def test_a_merge_that_made_nothing_new_is_no_revision(made: Made) -> None:
    merged(made, content=None)

    assert subjects(made, "a.md") == ["Side", "Base"]
    assert last(made) == {"a.md": "Side", "b.md": "Main"}


def test_a_merge_that_made_a_text_of_its_own_is_a_revision(made: Made) -> None:
    merged(made, content="other\n" + TEXT)

    assert subjects(made, "a.md") == ["Merge", "Side", "Base"]
    assert last(made) == {"a.md": "Merge", "b.md": "Main"}


def test_work_that_a_merge_threw_away_is_not_the_last_change(made: Made) -> None:
    merged(made, content=TEXT)

    assert last(made)["a.md"] == "Base"


def test_dates_that_run_backwards_change_nothing(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"@{1_700_000_000 - number * 1000} +0000")
        made.add({"a.md": f"{number}\n", f"{number}.md": "x\n"}, f"Commit {number}")

    assert subjects(made, "a.md") == [f"Commit {number}" for number in (4, 3, 2, 1, 0)]
    assert last(made)["a.md"] == "Commit 4"


@pytest.mark.parametrize("name", ["sp ace.md", "隐私.md", "*.md", ":(top)x.md", "-x.md", "a\tb.md"])
def test_any_name_of_a_file_has_its_history(made: Made, name: str) -> None:
    made.add({name: "1\n", "other.md": "1\n"}, "One")
    made.add({name: "2\n"}, "Two")

    assert subjects(made, name) == ["Two", "One"]
    assert last(made) == {name: "Two", "other.md": "One"}


def test_marks_of_the_record_format_in_a_subject_confuse_nothing(made: Made) -> None:
    made.add({"a.md": "1\n"}, "\x01One\x02:100644 :")
    made.add({"a.md": "2\n"}, ":100644 100644 a b M")

    assert subjects(made, "a.md") == [":100644 100644 a b M", "\x01One\x02:100644 :"]
    assert last(made) == {"a.md": ":100644 100644 a b M"}


def test_only_the_files_asked_for_are_told(library: Made) -> None:
    assert last(library, paths=[PRIVACY, "nothing.md"]) == {PRIVACY: "Add privacy"}


def cached(library: Made) -> list[Path]:
    return list((own_folders.cache_dir() / "last-changes").rglob("*.json"))


def test_the_answer_is_kept_for_its_commit_and_readable_by_its_owner_only(library: Made) -> None:
    first = last(library)
    (place,) = cached(library)
    assert place.stem == library.git("rev-parse", "HEAD")
    assert place.stat().st_mode & 0o777 == 0o600

    place.write_bytes(place.read_bytes().replace(b"Add privacy", b"From cache!"))

    assert first[PRIVACY] == "Add privacy"
    assert last(library)[PRIVACY] == "From cache!"


def test_new_commits_extend_the_kept_answer(library: Made) -> None:
    last(library)
    (place,) = cached(library)
    place.write_bytes(place.read_bytes().replace(b"Add privacy", b"From cache!"))
    library.add({"policies/terms.md": "new\n"}, "Revise terms")

    assert last(library) == {PRIVACY: "From cache!", "policies/terms.md": "Revise terms"}


def test_a_kept_answer_of_another_branch_is_not_extended(library: Made) -> None:
    library.git("checkout", "-q", "-b", "side")
    library.add({PRIVACY: "side\n"}, "Side")
    last(library)
    library.git("checkout", "-q", "main")
    library.add({PRIVACY: "main\n"}, "Main")

    assert last(library)[PRIVACY] == "Main"


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"[1]", b'{"format":1}', b"\xff" * 50, b"[" * 100_000, b"null"]
)
def test_a_damaged_cache_is_ignored(library: Made, junk: bytes) -> None:
    last(library)
    (place,) = cached(library)
    place.write_bytes(junk)

    assert last(library)[PRIVACY] == "Add privacy"


def test_a_cache_folder_that_cannot_be_written_is_no_reason_to_fail(
    library: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYREVIEW_CACHE_DIR", str(library.path / PRIVACY))

    assert last(library)[PRIVACY] == "Add privacy"


def test_the_pass_can_be_cancelled(opened: Repository) -> None:
    with pytest.raises(Cancelled):
        list(last_changes(opened, opened.resolve("HEAD"), cancelled=lambda: True))


def test_rows_come_as_they_are_known_and_the_pass_can_be_left(library: Made) -> None:
    with Repository.open(library.path) as repository:
        rows = last_changes(repository, repository.resolve("HEAD"))
        assert next(rows).subject == "Add terms"
        rows.close()  # type: ignore[attr-defined]


@pytest.mark.shared
@pytest.mark.parametrize(
    "bundle", ["mozilla-legal-docs-a", "github-site-policy", "canada-digital-playbook"]
)
def test_last_changes_of_real_repositories_are_gits(
    shared: Path, tmp_path: Path, bundle: str
) -> None:
    subprocess.run(
        ["git", "clone", "-q", str(shared / f"data/{bundle}.bundle"), str(tmp_path / "real")],
        check=True,
    )
    real = Made(tmp_path / "real")

    with Repository.open(real.path) as repository:
        found = list(last_changes(repository, repository.resolve("HEAD")))

    assert len(found) == len(real.git("ls-files").split("\n"))
    for one in found[::7]:
        assert one.commit == real.git("log", "-1", "--format=%H", "--", one.path)


@pytest.mark.shared
def test_a_real_file_is_followed_over_its_move_to_another_folder(
    shared: Path, tmp_path: Path
) -> None:
    bundle = shared / "data/mozilla-legal-docs-a.bundle"
    subprocess.run(["git", "clone", "-q", str(bundle), str(tmp_path / "real")], check=True)
    real = Made(tmp_path / "real")
    path = "zh-CN/firefox_privacy_notice.md"

    with Repository.open(real.path) as repository:
        found = list(revisions(repository, path, repository.resolve("HEAD")))

    followed = set(real.git("log", "--follow", "--format=%H", "--", path).split())
    assert len(followed) == 65
    assert followed <= {one.commit for one in found}
    assert {one.path for one in found} == {path, "firefox_privacy_notice/zh-CN.md"}
