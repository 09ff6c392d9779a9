"""Judging only what new commits touch gives what judging everything anew gives, or isn't done."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import a_library
from builders.commands import approve, command, verdict
from builders.forging import agreed
from builders.library import CHINESE, ENGLISH, charter_text
from policyreview.errors import PolicyReviewError
from policyreview.signoff import resuming, sealing, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from builders import LibraryBuilder
    from policyreview.signoff import Report

PATH = "policies/privacy.md"
NAMES = ("privacy", "terms", "cookies")


def world(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Be a user whose folders are there."""
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"POLICYREVIEW_{kind}_DIR", str(folder / kind.lower()))


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo", "cy").with_charter()
    library.with_policy("privacy", zh_CN=CHINESE)
    for name in NAMES[1:]:
        library.with_policy(name, ENGLISH.replace("Privacy", name.title()))
    return library


class Story:
    """Something happens in a library, again and again, at random."""

    def __init__(self, library: LibraryBuilder, seed: int) -> None:
        self.library = library
        self.random = random.Random(seed)
        self.day = 1
        self.number = 1

    def happen(self) -> None:
        deeds: list[Callable[[], object]] = [
            self.edit, self.edit, self.sign, self.sign, self.sign, self.sign, self.drop, self.move,
            self.copy, self.part_and_merge, self.note, self.misplace, self.amend,
        ]  # fmt: skip
        try:
            self.random.choice(deeds)()
        except PolicyReviewError:
            self.note()

    def a_text(self) -> str:
        found = sorted((self.library.root / "policies").glob("*.md"))
        return str(self.random.choice(found).relative_to(self.library.root))

    def edit(self) -> None:
        path = self.a_text()
        text = self.library.read(path).decode()
        author = self.random.choice(["Wes Hall <wes@example.org>", "Bo L <bo@example.org>"])
        self.library.commit({path: f"{text}\nAnd {self.random.random()}.\n"}, author=author)

    def sign(self) -> None:
        self.day += self.random.choice([0, 0, 1])
        verdict = self.random.choice(["approve"] * 6 + ["reject", "withdraw", "comment"])
        self.library.sign(
            self.random.choice(["ada", "bo", "cy"]),
            self.random.choice(NAMES),
            f"2031-{1 + self.day // 28:02}-{1 + self.day % 28:02}",
            verdict=verdict,
            comment="So be it." if verdict in {"reject", "comment"} else "",
        )

    def drop(self) -> None:
        records = self.library.records() if (self.library.root / ".policyreview").exists() else []
        if records:
            path = self.random.choice(records)
            data = self.library.read(path)
            self.library.commit({path: None}, "Drop a record")
            if self.random.random() < 0.5:
                self.library.commit({path: data}, "Put it back")

    def move(self) -> None:
        path = self.a_text()
        to = path.replace(".md", "-2.md") if len(path) < 40 else path.replace("-2", "")
        self.library.commit({to: self.library.read(path), path: None}, "Move a text")

    def copy(self) -> None:
        self.library.commit({f"policies/c{self.random.randrange(99)}.md": ENGLISH}, "Copy a text")

    def part_and_merge(self) -> None:
        git = self.library.git
        git("checkout", "-q", "-b", "side")
        try:
            self.edit()
            self.sign()
        except PolicyReviewError:
            pass
        finally:
            git("checkout", "-q", "main")
        self.note()
        git("merge", "-q", "--no-ff", "-m", "Merge", "side")
        git("branch", "-D", "side")

    def note(self) -> None:
        self.library.commit({"README.md": f"{self.random.random()}\n"}, "Note something")

    def misplace(self) -> None:
        records = self.library.records() if (self.library.root / ".policyreview").exists() else []
        if records and self.random.random() < 0.3:
            path = self.random.choice(records)
            there = f".policyreview/records/terms/9/ada-{self.random.randrange(10**9):016}.toml"
            self.library.commit({there: self.library.read(path)}, "Copy a record")

    def amend(self) -> None:
        self.number += 1
        people = list(self.library.people.values())
        needs = self.random.choice(["legal = 1", "legal = 2"])
        agreed(
            self.library, "ada", charter_text(people, number=self.number, needs=needs),
            with_charter=True,
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_it_is_what_a_cold_verification_says_whatever_happened(
    library: LibraryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    story, resumed = Story(library, seed), 0
    for number in range(10):
        for _ in range(story.random.randrange(1, 4)):
            story.happen()
        world(monkeypatch, tmp_path / "at home")
        opened = library.library()
        resumed += resuming.recall(opened) is not None
        one = {story.random.choice(NAMES)}
        alone = verify(opened, only=one)
        found = verify(opened, brief=True)
        world(monkeypatch, tmp_path / f"elsewhere {number}")
        assert found.as_json() == verify(library.library()).as_json()
        assert alone.policies == verify(library.library(), only=one).policies
    assert resumed or "record-misplaced" in str(found.as_json())


def verified(library: LibraryBuilder) -> Report:
    return verify(library.library(), brief=True)


def goes_on(library: LibraryBuilder) -> bool:
    return resuming.recall(library.library()) is not None


def kept() -> Path:
    (file,) = (Path(os.environ["POLICYREVIEW_CACHE_DIR"]) / "verified").glob("*.judged")
    return file


def edited(library: LibraryBuilder) -> None:
    """The approved text says the contrary."""
    text = library.read(PATH).decode()
    library.commit({PATH: text.replace("do not sell", "sell")})


@pytest.fixture
def approved(library: LibraryBuilder) -> LibraryBuilder:
    approve(library, "ada")
    assert verified(library).policy("privacy").approved  # type: ignore[union-attr]
    library.commit({"README.md": "More.\n"})
    assert goes_on(library)
    return library


def test_an_edit_after_what_was_verified_is_found(approved: LibraryBuilder) -> None:
    edited(approved)
    assert goes_on(approved)
    verdict(approved).no("stale", "clause 2.2.")
    assert verdict(approved, "terms").approved is False  # nobody has signed for it


def test_a_record_taken_away_later_is_found(approved: LibraryBuilder) -> None:
    (record,) = approved.records()
    approved.commit({record: None})
    assert goes_on(approved)
    assert "was deleted after it was added" in command(approved, "verify").out


def test_a_text_that_moves_away_later_is_found(approved: LibraryBuilder) -> None:
    approved.commit({PATH: None, "elsewhere.md": approved.read(PATH)})
    assert goes_on(approved)
    assert command(approved, "verify").exit == 1


@pytest.mark.parametrize(
    "poison",
    [
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"0" * 64 + data[64:],
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.partition(b"\n")[2],
    ],
    ids=["edited", "resealed", "cut", "empty", "unsealed"],
)
def test_a_file_that_somebody_changed_is_not_gone_on_from(
    approved: LibraryBuilder, poison: Callable[[bytes], bytes]
) -> None:
    edited(approved)
    kept().write_bytes(poison(kept().read_bytes()))
    assert not goes_on(approved)
    verdict(approved).no("stale", "clause 2.2.")


def test_a_file_made_with_another_users_key_is_not_gone_on_from(
    approved: LibraryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = kept()
    world(monkeypatch, tmp_path / "the attacker's")
    verified(approved)
    theirs = kept()
    assert theirs.name == mine.name
    world(monkeypatch, mine.parent.parent.parent)
    monkeypatch.setenv("POLICYREVIEW_CACHE_DIR", str(mine.parent.parent))
    monkeypatch.setenv("POLICYREVIEW_CONFIG_DIR", str(tmp_path / "config"))
    shutil.copy(theirs, mine)
    shutil.copy(theirs.with_suffix(".json"), mine.with_suffix(".json"))
    assert not goes_on(approved)


def test_another_form_of_what_is_kept_is_not_gone_on_from(
    approved: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "_FORM", resuming._FORM + 1)
    assert not goes_on(approved)


def test_another_pin_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    assert command(approved, "trust", "--pin").exit == 0
    assert not goes_on(approved)


def test_a_branch_set_back_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    verified(approved)
    approved.git("reset", "-q", "--hard", "HEAD~2")
    approved.commit({"README.md": "Another.\n"})
    answer = command(approved, "verify")
    assert answer.exit == 1
    assert "it was rolled back or rewritten" in answer.out


def test_a_branch_swapped_for_a_side_line_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    verified(approved)
    approved.git("checkout", "-q", "-b", "side", "HEAD~2")
    approved.commit({"other.txt": "1\n"})
    approved.git("merge", "-q", "--no-ff", "-m", "Merge", "main")
    approved.git("branch", "-f", "main", "side")
    approved.git("checkout", "-q", "main")
    assert "no longer on its first-parent line" in command(approved, "verify").out


def test_another_branch_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    approved.git("checkout", "-q", "-b", "other")
    assert not goes_on(approved)


def test_a_replace_ref_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    approved.git("replace", "HEAD", "HEAD~2")
    assert not goes_on(approved)
    assert "refs/replace" in command(approved, "verify").out


def test_a_key_that_others_can_read_is_not_gone_on_from(approved: LibraryBuilder) -> None:
    (Path(os.environ["POLICYREVIEW_CONFIG_DIR"]) / "seal-key").chmod(0o644)
    assert not goes_on(approved)
    assert sealing.key_of_user(make=False) is None


def test_another_charter_has_everything_judged_anew(approved: LibraryBuilder) -> None:
    people = list(approved.people.values())
    new = charter_text(people, number=2, needs="legal = 2")
    agreed(approved, "ada", new, with_charter=True)
    found = verified(approved)
    assert found.as_json() == verify(approved.library()).as_json()
    assert found.charter is not None
    assert found.charter.number == 2


def test_a_new_commit_that_is_not_what_its_id_says_is_found(approved: LibraryBuilder) -> None:
    import zlib

    from builders.forging import object_bytes

    edited(approved)
    tip = approved.head
    approved.commit({"README.md": "Done.\n"})
    data = object_bytes(approved, "commit", tip).replace(b"Change", b"Chance")
    path = approved.root / ".git" / "objects" / tip[:2] / tip[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"commit %d\0" % len(data) + data))
    assert goes_on(approved)
    verdict(approved).says("history-damaged", f"{tip[:12]} is not what its id says")
