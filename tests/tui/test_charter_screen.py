"""The Charter screen: in force, trusted or not, about to change, faulty, absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, an_app, playing, press, rest, screen_text, until

from builders.commands import command
from builders.forging import agreed
from builders.library import CHINESE, LibraryBuilder, a_library, charter_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

# Public keys that never change, so that the pictures don't either.
KEYS = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJU+gHhFv8Cpk3bzkqsFo9bKp0gVnxRXmjWnUTRCQVOZ",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE2Mq1wTPjvL3Gk6ZJ8v4OIcFkQX8mBfC2hmH8cX8WlS",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGf4Wk1lJt9iQ3tq0cDgJ1n8y5QnV2eBx1mZr7u0sK9a",
)
FIXED = f"""format = 1
number = 1
review_months = 12
release_roles = ["legal"]

[owners]
signers = ["ada", "lin"]
quorum = 2

[[signer]]
id = "ada"
name = "Ada Osei"
emails = ["ada@example.org", "ada.osei@example.org"]

[[signer.key]]
ssh = "{KEYS[0]}"
since = 2025-01-01
until = 2026-06-01

[[signer.key]]
ssh = "{KEYS[1]}"
since = 2026-06-01

[[signer]]
id = "lin"
name = "林悦 (Lin Yue)"
emails = ["lin@example.org"]

[[signer.key]]
ssh = "{KEYS[2]}"

[[role]]
name = "legal"
signers = ["ada"]

[[role]]
name = "翻译"
signers = ["lin"]
languages = ["zh"]

[[rule]]
needs = {{ legal = 1 }}

[[rule]]
languages = ["zh"]
needs = {{ "翻译" = 1 }}
meaning = "equivalence"
separation = false
"""


def a_fixed_library(folder: Path, *, proposed: bool = False) -> LibraryBuilder:
    builder = a_library(folder).with_policy("privacy", zh_CN=CHINESE).with_charter(FIXED)
    if proposed:
        changed = FIXED.replace("number = 1", "number = 2").replace("quorum = 2", "quorum = 1")
        builder.commit({"policyreview.toml": changed.replace("= 12", "= 6")}, "Propose")
    return builder


def a_signed_library(folder: Path, *, owner_quorum: int = 1) -> LibraryBuilder:
    builder = a_library(folder).with_signers("ada", "bo").with_policy()
    return builder.with_charter(owners=["ada", "bo"], owner_quorum=owner_quorum)


async def the_charter(builder: LibraryBuilder, size: tuple[int, int] = (120, 50)) -> str:
    """What the screen shows."""
    async with playing(builder.root, TODAY, size) as pilot:
        await press(pilot, "C")
        return screen_text(pilot)


async def test_it_shows_who_may_sign_with_which_keys_and_by_which_rules(tmp_path: Path) -> None:
    text = await the_charter(a_fixed_library(tmp_path))
    assert "Charter 1" in text
    assert "You have not pinned it" in text
    assert "2 of 2 have to sign for each change of the charter: Ada Osei and 林悦" in text
    assert "Ada Osei (ada)  ada@example.org" in text
    assert text.count("ssh SHA256:") == 3
    assert "valid from 2025-01-01 until 2026-06-01, not today" in text
    assert "valid from 2026-06-01\n" in text
    assert "翻译 for all policies in zh: 林悦 (Lin Yue)" in text
    assert "For all policies: 1 of legal; who wrote a change does not count." in text
    assert "in zh: 1 of 翻译 saying 'equivalence'; who wrote a change counts too." in text
    assert "Each version is looked at again after 12 months." in text
    assert "Whoever holds legal may tag releases." in text


async def test_it_opens_from_verify_too_and_goes_back(tmp_path: Path) -> None:
    async with playing(a_fixed_library(tmp_path).root, TODAY) as pilot:
        await press(pilot, "v", "C")
        assert "Signers" in screen_text(pilot)
        await press(pilot, "escape")
        assert "verify" in screen_text(pilot)


async def test_it_says_what_is_pinned(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    assert command(builder, "trust", "--pin").exit == 0
    assert "It is the one that you pinned." in await the_charter(builder)


async def test_it_says_that_owners_changed_the_pinned_one(tmp_path: Path) -> None:
    builder = a_signed_library(tmp_path)
    assert command(builder, "trust", "--pin").exit == 0
    people = list(builder.people.values())
    agreed(builder, "ada", charter_text(people, number=2, owners=["ada"]), with_charter=True)
    text = await the_charter(builder)
    assert "Charter 2" in text
    assert "You pinned number 1; its owners have agreed to each change since." in text


async def test_it_says_that_this_is_not_the_pinned_repository(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    assert command(builder, "trust", "--pin").exit == 0
    builder.git("checkout", "-q", "--orphan", "fresh")
    builder.commit({}, "The same texts, another history")
    assert "This is not the repository that you trust" in await the_charter(builder)


async def test_a_change_waits_for_owners_who_are_named(tmp_path: Path, own_world: Path) -> None:
    builder = a_signed_library(tmp_path, owner_quorum=2)
    people = list(builder.people.values())
    new = charter_text(people, number=2, owners=["ada", "bo"], owner_quorum=1)
    agreed(builder, "bo", new, with_charter=True)
    key = builder.people["ada"].key
    (own_world / ".gitconfig").write_text(f"[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = {key}\n")
    text = await the_charter(builder)
    assert "Charter 2 waits for its owners" in text
    assert "- Lowers the quorum of owners from 2 to 1 of 2." in text
    assert "signed  Bo Lindqvist" in text
    assert "missing Ada Osei" in text
    assert "You can sign for it as Ada Osei: 'policyreview charter sign'." in text
    assert command(builder, "charter", "sign").exit == 0
    text = await the_charter(builder)
    assert "Charter 2" in text
    assert "waits for its owners" not in text


@pytest.fixture
def proposed(tmp_path: Path, own_world: Path) -> LibraryBuilder:
    """A charter that Bo has signed for and that waits for Ada, who sits here."""
    builder = a_signed_library(tmp_path, owner_quorum=2)
    people = list(builder.people.values())
    new = charter_text(people, number=2, owners=["ada", "bo"], owner_quorum=1)
    agreed(builder, "bo", new, with_charter=True)
    key = builder.people["ada"].key
    (own_world / ".gitconfig").write_text(f"[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = {key}\n")
    return builder


async def asked(pilot: Pilot[int]) -> str:
    """Go to the charter and ask to sign; the question that comes."""
    await press(pilot, "C")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: "Agree to charter" in screen_text(pilot))
    return screen_text(pilot)


async def test_an_owner_signs_for_a_change_after_seeing_what_it_is(
    proposed: LibraryBuilder,
) -> None:
    before = proposed.head
    async with playing(proposed.root, TODAY) as pilot:
        text = await asked(pilot)
        assert "Agree to charter 2 in place of 1?" in text
        assert text.count("- Lowers the quorum of owners from 2 to 1 of 2.") == 2
        assert "You sign as Ada Osei with" in text
        assert proposed.head == before
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "Ada Osei agrees to charter 2" in text
        assert "waits for its owners" not in text
        await press(pilot, "ctrl+s")
        assert "No change of the charter waits for a signature." in screen_text(pilot)
        await press(pilot, "escape")
        assert proposed.head[:10] in screen_text(pilot)
    assert proposed.git("rev-parse", "HEAD^") == before
    assert "number 2" in command(proposed, "verify").out


async def test_the_key_that_signs_is_shown_only_where_it_does(
    proposed: LibraryBuilder, own_world: Path
) -> None:
    async with playing(proposed.root, TODAY) as pilot:
        await press(pilot, "C")
        assert "ctrl+s sign " in screen_text(pilot).split("\n")[-1]
        await asked(pilot)
        await press(pilot, "enter", "escape", "C")
        assert "Charter 2" in screen_text(pilot)
        assert "ctrl+s sign " not in screen_text(pilot).split("\n")[-1]
    people = list(proposed.people.values())
    proposed.commit({"policyreview.toml": charter_text(people, number=3, owners=["ada", "bo"])})
    (own_world / ".gitconfig").unlink()
    async with playing(proposed.root, TODAY) as pilot:
        await press(pilot, "C")
        assert "Charter 3 waits" in screen_text(pilot)
        assert "ctrl+s sign " not in screen_text(pilot).split("\n")[-1]


@pytest.mark.parametrize("no", ["escape", "n"])
async def test_nothing_is_signed_for_when_the_answer_is_no(
    proposed: LibraryBuilder, no: str
) -> None:
    before = proposed.head
    async with playing(proposed.root, TODAY) as pilot:
        await asked(pilot)
        await press(pilot, no)
        assert "Nothing was signed." in screen_text(pilot)
    assert proposed.head == before


async def test_a_long_change_is_agreed_to_only_once_its_end_was_shown(
    proposed: LibraryBuilder,
) -> None:
    people = list(proposed.people.values())
    roles = "".join(f'\n[[role]]\nname = "r{n}"\nsigners = ["ada"]\n' for n in range(40))
    new = charter_text(people, number=2, owners=["ada", "bo"], owner_quorum=1) + roles
    proposed.commit({"policyreview.toml": new})
    async with playing(proposed.root, TODAY, (80, 24)) as pilot:
        assert "You sign as" not in await asked(pilot)
        await pilot.press("pagedown", "enter")
        assert "You sign as Ada Osei" in screen_text(pilot)


async def test_who_is_no_owner_is_told_why_they_cannot_sign_for_it(
    proposed: LibraryBuilder, own_world: Path
) -> None:
    (own_world / ".gitconfig").unlink()
    async with playing(proposed.root, TODAY) as pilot:
        await press(pilot, "C", "ctrl+s")
        assert "An owner signs for it with 'policyreview charter sign'." in screen_text(pilot)


async def test_a_change_in_the_work_tree_is_shown_before_it_is_committed(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    changed = FIXED.replace('"ada.osei@example.org"', '"osei@example.org"')
    (builder.root / "policyreview.toml").write_text(changed)
    text = await the_charter(builder)
    assert "Charter 1 is being written" in text
    assert "- Adds the address osei@example.org of Ada Osei." in text
    assert "'policyreview charter propose' puts the number 2 in." in text


async def test_a_number_that_was_skipped_is_told(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    builder.commit({"policyreview.toml": FIXED.replace("number = 1", "number = 3")})
    text = await the_charter(builder)
    assert "Charter 3 waits for its owners" in text
    assert "It has number 3, and the one after 1 is wanted" in text


async def test_every_problem_is_listed_and_the_old_charter_stays(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    broken = FIXED.replace('signers = ["ada"]', 'signers = ["*"]').replace("legal = 1", "law = 1")
    builder.commit({"policyreview.toml": broken})
    text = await the_charter(builder)
    assert "Charter 1" in text
    assert "Problems" in text
    assert "Role legal names * as a signer: everybody is nobody." in text
    assert "A rule needs the role law, which no [[role]] defines." in text


async def test_a_problem_in_the_work_tree_is_listed(tmp_path: Path) -> None:
    builder = a_fixed_library(tmp_path)
    (builder.root / "policyreview.toml").write_text(FIXED.replace("quorum = 2", "quorum = 5"))
    text = await the_charter(builder)
    assert "In the work tree: [owners] asks for 5 of 2 owners" in text


async def test_without_a_charter_it_says_what_to_do(tmp_path: Path) -> None:
    builder = a_library(tmp_path).with_policy()
    text = await the_charter(builder)
    assert "No charter" in text
    assert "'policyreview init' writes a first one" in text


async def test_an_invalid_charter_is_not_called_none(tmp_path: Path) -> None:
    builder = a_library(tmp_path).with_policy()
    builder.with_charter(FIXED.replace("quorum = 2", "quorum = 5"))
    async with playing(builder.root, TODAY) as pilot:
        assert "charter invalid" in screen_text(pilot).split("\n")[0]
        await press(pilot, "C")
        text = screen_text(pilot)
    assert "Invalid charter" in text
    assert "[owners] asks for 5 of 2 owners" in text
    assert "writes a first one" not in text


async def test_without_a_charter_the_title_says_so(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path).with_policy().root, TODAY) as pilot:
        assert "no charter" in screen_text(pilot).split("\n")[0]


async def test_escapes_in_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    builder = a_library(tmp_path).with_policy()
    builder.with_charter(FIXED.replace("Ada Osei", "Ada\\u001b[31m Osei \\u202e"))
    text = await the_charter(builder)
    assert "\x1b" not in text
    assert "\u202e" not in text


STORIES = {"in_force": False, "proposed": True}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES)
def test_charter_picture(
    tmp_path: Path, snap_compare: Callable[..., bool], story: str, size: tuple[int, int]
) -> None:
    async def play(pilot: Pilot[int]) -> None:
        await rest(pilot)
        await press(pilot, "C")

    builder = a_fixed_library(tmp_path, proposed=STORIES[story])
    assert snap_compare(an_app(builder.root, TODAY), terminal_size=size, run_before=play)
