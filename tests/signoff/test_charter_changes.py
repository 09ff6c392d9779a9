"""A charter changed through the command line: proposed, compared, signed by its old owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library, charter_text, ssh_key
from builders.commands import command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo", "cy").with_policy()
    text = charter_text(list(library.people.values()), owners=["ada", "bo"], owner_quorum=2)
    return library.with_charter(f"# Who signs here.\n{text}")


def edited(library: LibraryBuilder, *changes: tuple[str, str]) -> None:
    path = library.root / "policyreview.toml"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def in_force(library: LibraryBuilder) -> int:
    charter = library.verify().charter
    assert charter is not None
    return charter.number


def test_a_change_takes_effect_when_a_quorum_of_the_old_owners_has_signed(
    library: LibraryBuilder,
) -> None:
    edited(library, ("quorum = 2", "quorum = 1"), ("legal = 1", "legal = 2"))
    proposed = command(library, "charter", "propose")
    assert proposed.exit == 0, proposed
    assert "Lowers the quorum of owners from 2 to 1 of 2." in proposed.out
    assert "from 1 of legal to 2 of legal" in proposed.out
    text = (library.root / "policyreview.toml").read_text()
    assert text.startswith("# Who signs here.\n")
    assert "number = 2" in text
    early = command(library, "charter", "sign", "--key", library.people["ada"].key)
    early.refused("policyreview.toml has changes that are not committed")
    library.commit({"policyreview.toml": text}, "Propose charter 2")
    first = command(library, "charter", "sign", "--key", library.people["ada"].key)
    assert first.exit == 0, first
    assert in_force(library) == 1
    assert command(library, "verify").exit == 1
    again = command(library, "charter", "sign", "--key", library.people["ada"].key)
    assert again.exit == 0
    assert in_force(library) == 1  # one owner counts once
    second = command(library, "charter", "sign", "--key", library.people["bo"].key)
    assert second.exit == 0, second
    assert in_force(library) == 2
    assert command(library, "verify").exit == 0


def test_an_owner_signs_for_a_charter_from_a_file_in_one_commit(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    new = charter_text(list(library.people.values()), number=2, needs="legal = 2")
    path = tmp_path / "new.toml"
    path.write_text(new)
    answer = command(library, "charter", "sign", path, "--key", library.people["ada"].key)
    assert answer.exit == 0, answer
    assert library.read("policyreview.toml").decode() == new
    assert in_force(library) == 2


def test_who_is_no_owner_cannot_sign_for_a_charter(library: LibraryBuilder) -> None:
    edited(library, ("number = 1", "number = 2"), ("legal = 1", "legal = 2"))
    before = library.head
    answer = command(library, "charter", "sign", "--key", library.people["cy"].key)
    answer.refused("is no owner's of the charter in force")
    assert library.head == before


def test_a_charter_that_does_not_follow_is_not_signed_for(library: LibraryBuilder) -> None:
    edited(library, ("number = 1", "number = 5"))
    answer = command(library, "charter", "sign", "--key", library.people["ada"].key)
    answer.refused("the one after 1 is wanted")


def test_a_comparison_says_what_changes_in_sentences(library: LibraryBuilder) -> None:
    second = " ".join(ssh_key("ada-two").with_suffix(".pub").read_text().split()[:2])
    people = list(library.people.values())
    new = charter_text(
        people[:2],
        number=2,
        owners=["ada"],
        rules="[[rule]]\nneeds = { legal = 1 }\nseparation = false\n",
        keys={
            "ada": f'[[signer.key]]\nssh = "{people[0].public}"\nuntil = 2026-12-31\n'
            f'[[signer.key]]\nssh = "{second}"\n'
        },
    )
    path = library.root.parent / "new.toml"
    path.write_text(new)
    answer = command(library, "charter", "diff", path, "--json")
    assert answer.exit == 1
    said = answer.json["changes"]
    for sentence in (
        "Bo Lindqvist is no owner any more.",
        "Lowers the quorum of owners from 2 to 1 of 1.",
        "Adds the ssh key SHA256:",
        "is valid until 2026-12-31, not always.",
        "Removes the signer Cy Tanaka (cy)",
        "Takes the role legal from",
        "Who wrote a change may approve it for all policies.",
    ):
        assert any(sentence in text for text in said), said
    assert command(library, "charter", "diff").out.startswith("The charter says what")


def test_an_invalid_charter_is_neither_proposed_nor_signed_for(library: LibraryBuilder) -> None:
    edited(library, ('signers = ["ada", "bo"]', 'signers = ["*"]'))
    for action in ("propose", "sign", "diff"):
        assert "is invalid" in command(library, "charter", action).err
