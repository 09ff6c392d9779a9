"""Signing from the screen, with real keys and real signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, rest, said, screen_text, until

from builders.keys import ssh_key
from builders.library import CHINESE, LibraryBuilder, a_library
from policyreview.errors import HalfDone
from policyreview.signoff import drafts
from policyreview.tui.screens.signoff import SignoffScreen
from policyreview.tui.work.remarks import Remarks

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture
def chartered(tmp_path: Path) -> LibraryBuilder:
    """A library with a charter that asks for one signer, Ada, whose key git is set up with."""
    builder = a_library(tmp_path)
    builder.with_signers("ada").with_charter().with_policy("privacy", zh_CN=CHINESE)
    return builder


def sign_with(own_world: Path, key: Path) -> None:
    """Set up git with a key, as its user would."""
    config = (
        f"[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = {key}\n"
        "\tname = Ada Osei\n\temail = ada@example.org\n"
    )
    (own_world / ".gitconfig").write_text(config)


async def _fill(pilot: Pilot[int], day: str) -> None:
    await press(pilot, "a", "tab", *([f"={day}"] if day else []))
    await _taken(pilot)


async def _taken(pilot: Pilot[int]) -> None:
    """Wait until the form, which waits for the typing to pause, has taken what was typed."""
    form = pilot.app.screen
    assert isinstance(form, SignoffScreen)
    await until(pilot, lambda: form._timer is None)
    await rest(pilot)


async def test_an_approval_is_signed_stamped_and_verified(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    before = chartered.head
    async with playing(chartered.root, TODAY) as pilot:
        assert "It waits for you" in screen_text(pilot)
        await _fill(pilot, "2031-09-01")
        text = screen_text(pilot)
        assert "May 12, 2026 -> September 1, 2031" in text
        assert "2026年5月12日 -> 2031年9月1日" in text
        assert "Ada Osei" in text
        assert chartered.head == before
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "Signed and verified." in text
        assert chartered.head in text
        await press(pilot, "escape")
        assert "approved: Version 2031-09-01" in screen_text(pilot)
    assert chartered.head != before
    assert b"September 1, 2031" in chartered.read("policies/privacy.md")
    found = chartered.verify().policy("privacy")
    assert found is not None
    assert found.approved is True


async def test_what_stands_is_broken_anew_for_another_width_and_the_keys_are_those_left(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY, (40, 24)) as pilot:
        await _fill(pilot, "2031-09-01")
        await press(pilot, "ctrl+s", "j")
        text = screen_text(pilot)
        assert "ctrl+s sign" not in text
        assert "esc back" in text
        assert chartered.head not in text
        await pilot.resize_terminal(120, 40)
        await rest(pilot)
        assert f"commit     {chartered.head}" in screen_text(pilot)


async def test_signing_without_a_day_goes_to_where_it_is_typed(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    chartered.commit({"policies/privacy.md": "# Privacy Policy\n\n1. We ask for a name.\n"})
    async with playing(chartered.root, TODAY) as pilot:
        await press(pilot, "a", "ctrl+s")
        assert "An approval needs the day" in screen_text(pilot)
        await press(pilot, "=2031-09-01")
        await _taken(pilot)
        assert "version  2031-09-01" in screen_text(pilot)


async def test_on_a_low_screen_a_failure_is_said_whole(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY, (60, 12)) as pilot:
        await _fill(pilot, "2031-09-01")
        chartered.people["ada"].key.unlink()
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Not signed.")
        assert "What you filled in is kept." in said(pilot)


async def test_signing_as_somebody_else_than_oneself_is_said_before(
    tmp_path: Path, own_world: Path
) -> None:
    builder = a_library(tmp_path)
    only_cookies = '[[role]]\nname = "legal"\nsigners = ["ada"]\npolicies = ["cookies"]\n'
    builder.with_signers("ada", "ben").with_charter(roles={"legal": ["ben"]}, more=only_cookies)
    builder.with_policy("privacy")
    sign_with(own_world, builder.people["ada"].key)
    (own_world / ".ssh").mkdir(mode=0o700)
    for name, source in (("id_ed25519", "ben"), ("id_ed25519.pub", "ben.pub")):
        key = builder.people["ben"].key.with_name(source)
        (own_world / ".ssh" / name).write_bytes(key.read_bytes())
    (own_world / ".ssh" / "id_ed25519").chmod(0o600)
    async with playing(builder.root, TODAY) as pilot:
        assert "Ada Osei" in screen_text(pilot)
        await _fill(pilot, "2031-09-01")
        text = " ".join(screen_text(pilot).split())
        assert "You are about to sign as Ben, not as Ada Osei." in text
        await press(pilot, "tab", "tab", "tab", "right")
        await _taken(pilot)
        assert "You are about to sign as" not in screen_text(pilot)


async def test_a_place_can_be_left_out(chartered: LibraryBuilder, own_world: Path) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        await press(pilot, "tab", "tab", "tab", "tab", "space")
        assert "[ ] " in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "Signed and verified." in screen_text(pilot)
    texts = [chartered.read(f"policies/privacy{tag}.md") for tag in ("", ".zh-CN")]
    assert (b"September 1, 2031" in texts[0]) != ("2031年9月1日".encode() in texts[1])


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-02-30", "is no day"),
        ("", "needs the day"),
        ("2026-06-01", "has passed"),
    ],
)
async def test_an_impossible_date_is_refused_with_a_reason(
    chartered: LibraryBuilder,
    own_world: Path,
    day: str,
    why: str,
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    before = chartered.head
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, day)
        assert why in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert why in said(pilot)
    assert chartered.head == before


async def test_what_was_typed_is_there_again_however_the_screen_was_left(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        await press(pilot, "tab", "tab", "=Read it all.")
    async with playing(chartered.root, TODAY) as pilot:  # nothing was said on leaving
        await press(pilot, "a")
        text = screen_text(pilot)
        assert "was kept as a draft" in text
        assert "Read it all." in text
        assert "2031-09-01" in text
        await press(pilot, "ctrl+s")
        assert "Signed and verified." in screen_text(pilot)
        await press(pilot, "escape", "a")
        assert "Read it all." not in screen_text(pilot)


async def test_a_complaint_goes_when_the_date_is_put_right(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-13-01")
        await press(pilot, "ctrl+s")
        assert "is no day" in said(pilot)
        await press(pilot, *["backspace"] * 5, "=09-01")
        await rest(pilot)
        assert "is no day" not in said(pilot)


async def test_a_narrow_screen_still_shows_which_key_signs(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY, size=(72, 24)) as pilot:
        await _fill(pilot, "2031-09-01")
        line = next(one for one in screen_text(pilot).split("\n") if "Signs with" in one)
        assert "Ada Osei" in line
        assert re.search(r"SHA256:\S{8}", line)
        await press(pilot, "ctrl+s")
        assert "stands as commit" in screen_text(pilot)
        assert "its signature holds." in " ".join(screen_text(pilot).split())


async def test_a_narrow_screen_still_shows_what_is_stamped(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY, size=(50, 24)) as pilot:
        await _fill(pilot, "2031-09-01")
        text = " ".join(screen_text(pilot).split())
        assert "May 12, 2026 -> September 1, 2031" in text
        assert "2026年5月12日 -> 2031年9月1日" in text


async def test_without_a_key_the_screen_says_what_to_do(chartered: LibraryBuilder) -> None:
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        text = screen_text(pilot)
        assert "There is no key to sign with" in text
        assert "ssh-add" in text
        await press(pilot, "ctrl+s")
        assert "There is no key" in said(pilot)


async def test_a_wrong_passphrase_keeps_what_was_filled_in(tmp_path: Path, own_world: Path) -> None:
    key = ssh_key("guarded", passphrase="right")
    builder = a_library(tmp_path)
    builder.with_policy("privacy")
    sign_with(own_world, key)
    before = builder.head
    async with playing(builder.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        await press(pilot, "tab", "tab", "=Read it all.")
        await pilot.press("ctrl+s")
        await _until(pilot, "Passphrase of")
        await pilot.press(*"wrong", "enter")
        await rest(pilot)
        text = screen_text(pilot)
        assert "Not signed." in text
        assert "Nothing was changed." in text
        assert "Read it all." in text
        assert builder.head == before
        kept = drafts.load(builder.library().repository, "privacy")
        assert kept is not None
        assert [comment.text for comment in kept.comments] == ["Read it all."]
        await pilot.press("ctrl+s")
        await _until(pilot, "Passphrase of")
        await pilot.press(*"right", "enter")
        await rest(pilot)
        assert "Signed and verified." in screen_text(pilot)
    assert builder.head != before


async def test_a_branch_that_moved_is_read_again_and_the_draft_is_there(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        await press(pilot, "tab", "tab", "=Read it all.")
        moved = chartered.commit({"notes/unrelated.log": "work of another"})
        await press(pilot, "ctrl+s")
        text = " ".join(screen_text(pilot).split())
        assert "Not signed. The branch main moved meanwhile" in text
        assert text.casefold().count("nothing was changed") == 1
        assert "esc goes back and reads what is new" in text
        await press(pilot, "ctrl+s")
        assert "esc goes back and reads it" in said(pilot)
        assert chartered.head == moved
        await press(pilot, "escape")
        assert f"main @ {moved[:10]}" in screen_text(pilot)
        await press(pilot, "a")
        assert "Read it all." in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "Signed and verified." in screen_text(pilot)
    assert chartered.head != moved


async def test_a_commit_that_stands_is_not_called_unsigned(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    why = "The commit 0123456789ab stands on main, but the work tree could not follow: no room."
    async with playing(chartered.root, TODAY) as pilot:
        await _fill(pilot, "2031-09-01")
        screen = pilot.app.screen
        assert isinstance(screen, SignoffScreen)
        screen._show_failure(HalfDone(why, hint="Free the disk, then start the program again."))
        await rest(pilot)
        text = " ".join(screen_text(pilot).split())
        assert why in text
        assert "Free the disk" in text
        assert "Not signed" not in text
        assert "Nothing was changed" not in text
        await press(pilot, "ctrl+s")
        assert "signed already" in said(pilot)
        drafts.forget(chartered.library().repository, "privacy")  # as signing did
        await press(pilot, "escape")
    assert drafts.load(chartered.library().repository, "privacy") is None


async def test_a_comment_without_a_word_is_not_signed(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    before = chartered.head
    async with playing(chartered.root, TODAY) as pilot:
        await press(pilot, "a", "right", "right")
        await _taken(pilot)
        assert "A comment needs words" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "A comment needs words" in said(pilot)
    assert chartered.head == before


async def test_the_meaning_that_an_empty_field_has_follows_the_word(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await press(pilot, "a")
        assert "approved for publication" in screen_text(pilot)
        await press(pilot, "right")
        assert "approved for publication" not in screen_text(pilot)
        assert "Meaning     changes requested" in screen_text(pilot)


async def test_why_there_is_no_key_is_told_whole_before_anything_is_filled_in(
    chartered: LibraryBuilder,
) -> None:
    async with playing(chartered.root, TODAY, size=(80, 24)) as pilot:
        await press(pilot, "a")
        text = " ".join(screen_text(pilot).split())
        assert "No key file was found in ~/.ssh." in text
        assert "-t ed25519' makes one." in text
        assert "esc back" in said(pilot)
        assert "tab field" in said(pilot)
        assert "f1 help" in said(pilot)
        await press(pilot, "tab", "f1")
        assert "Help: Sign-off" in screen_text(pilot)


async def _until(pilot: Pilot[int], words: str) -> None:
    """Wait for a question that a signing program's thread puts."""
    await until(pilot, lambda: words in screen_text(pilot))


async def test_a_draft_is_offered_again(chartered: LibraryBuilder, own_world: Path) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    drafts.keep(
        chartered.library().repository,
        drafts.Draft("privacy", "reject", None, "too vague", ("en",), (), ()),
    )
    async with playing(chartered.root, TODAY) as pilot:
        await press(pilot, "a")
        text = screen_text(pilot)
        assert "was kept as a draft" in text
        assert "too vague" in text
        assert "[ask for changes]" in text


async def test_verify_says_who_signed(chartered: LibraryBuilder, own_world: Path) -> None:
    chartered.approved_by("ada", day="2031-09-01")
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await press(pilot, "v")
        text = screen_text(pilot)
        assert "✓ Version 2031-09-01, the text as it stands: approved" in text
        assert "1 in the role 'legal' has to approve; 1 has." in text
        assert re.search(r"\+ Approved by Ada Osei \(legal\) on 20\d\d-\d\d-\d\d\.", text)


async def test_a_release_is_asked_about_made_and_named(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    chartered.approved_by("ada", day="2031-09-01")
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await pilot.press("r")
        await _until(pilot, "Release Privacy Policy?")
        assert "policy/privacy/2031-09-01" in screen_text(pilot)
        await press(pilot, "enter")
        await rest(pilot)
    assert chartered.git("tag") == "policy/privacy/2031-09-01"


async def test_ticks_and_comments_on_clauses_reach_the_record(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    chartered.approved_by("ada", day="2031-09-01")
    text = chartered.read("policies/privacy.md").decode()
    newer = text.replace("your name and your address", "your name").replace("not sell", "not rent")
    chinese = chartered.read("policies/privacy.zh-CN.md").decode().replace("姓名和地址", "姓名")
    chartered.commit({"policies/privacy.md": newer, "policies/privacy.zh-CN.md": chinese})
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY, (140, 50)) as pilot:
        await press(pilot, "enter", "3", "right_square_bracket", "c", "=Rightly so.", "enter")
        await press(pilot, "space", "a", "tab", *["backspace"] * 10, "=2031-10-01")
        await _taken(pilot)
        text = screen_text(pilot)
        assert "changed clauses not ticked as viewed" in text
        assert "Rightly so." in text
        await press(pilot, "ctrl+s")
        assert "Signed and verified." in screen_text(pilot)
    found = chartered.verify().policy("privacy")
    assert found is not None
    records = [each.record for state in found.versions for each in state.records if each.record]
    record = max(records, key=lambda each: each.subject.version)
    assert [comment.text for comment in record.comments if comment.clause] == ["Rightly so."]
    english = {each.clause: each.seen for each in record.clauses if each.language == "en"}
    assert min(english.values()) is False
    assert any(english.values())
    assert not Remarks(chartered.library().repository.common_dir).of("privacy")


async def test_sign_off_opens_while_the_text_is_still_being_read(
    chartered: LibraryBuilder, own_world: Path
) -> None:
    sign_with(own_world, chartered.people["ada"].key)
    async with playing(chartered.root, TODAY) as pilot:
        await pilot.press("enter", "a")
        await rest(pilot)
        text = screen_text(pilot)
        assert "Your word" in text
        assert "still being read" not in text
