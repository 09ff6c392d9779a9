"""What the Verify screen says to somebody who has read no documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, screen_text

from builders.library import CHINESE, LibraryBuilder, a_library
from policyreview import release
from policyreview.signoff import Reason, Report
from policyreview.tui.screens.verify_lines import Account

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2031-09-01"


@pytest.fixture
def chartered(tmp_path: Path) -> LibraryBuilder:
    """A library whose charter asks for two signers."""
    builder = a_library(tmp_path)
    builder.with_signers("ada", "ben").with_charter(needs="legal = 2")
    return builder.with_policy("privacy", zh_CN=CHINESE)


async def _verify_screen(builder: LibraryBuilder, size: tuple[int, int] = (120, 40)) -> str:
    async with playing(builder.root, TODAY, size) as pilot:
        await press(pilot, "v")
        return " ".join(screen_text(pilot).split())


async def test_a_version_that_lacks_a_signature_is_not_called_wrong(
    chartered: LibraryBuilder,
) -> None:
    chartered.approved_by("ada", day=DAY)
    text = await _verify_screen(chartered)
    assert f"… Version {DAY}, the text as it stands: not approved yet" in text
    assert "2 in the role 'legal' have to approve; 1 has so far." in text
    assert "+ Approved by Ada Osei (legal) on" in text
    assert "- Missing: 1 approval in the role 'legal', by Ben" in text


async def test_nothing_is_said_twice_and_comments_stand_by_their_signer(
    chartered: LibraryBuilder,
) -> None:
    chartered.approved_by("ada", day=DAY)
    chartered.sign("ben", verdict="reject", day=DAY, comment="Clause 2 is too vague.")
    text = await _verify_screen(chartered)
    assert f"x Version {DAY}, the text as it stands: not approved" in text
    assert text.count("Clause 2 is too vague.") == 1
    assert text.count("Ada Osei") == 1


async def test_a_word_that_its_signer_replaced_is_told_as_such(
    chartered: LibraryBuilder,
) -> None:
    chartered.approved_by("ada", day=DAY)
    chartered.sign("ada", verdict="withdraw", day=DAY)
    text = await _verify_screen(chartered)
    assert "a later word of theirs has taken its place" in text
    assert "Ada Osei took back on" in text
    assert "nobody has yet" in text


async def test_a_text_that_changed_since_is_told_apart_from_the_version_that_was_signed(
    chartered: LibraryBuilder,
) -> None:
    chartered.approved_by("ada", day=DAY).approved_by("ben", day=DAY)
    text = chartered.read("policies/privacy.md").decode().replace("not sell", "not rent")
    chartered.commit({"policies/privacy.md": text})
    said = await _verify_screen(chartered)
    assert "x The text as it stands: not approved" in said
    assert "No signature speaks of exactly this text: what was signed is below." in said
    assert f"✓ Version {DAY}: approved" in said
    assert said.count("Approved by Ada Osei") == 1


async def test_a_release_is_named_under_its_version(chartered: LibraryBuilder) -> None:
    chartered.approved_by("ada", day=DAY).approved_by("ben", day=DAY)
    library = chartered.library()
    release.make(release.plan(library, "privacy", key=chartered.key("ada"), today=TODAY))
    text = await _verify_screen(chartered)
    assert f"+ policy/privacy/{DAY} releases privacy {DAY}" in text


@pytest.mark.parametrize("size", [(40, 24), (120, 40)])
async def test_without_a_charter_it_is_said_once_that_no_rule_can_be_asked(
    tmp_path: Path, own_world: Path, size: tuple[int, int]
) -> None:
    (own_world / ".gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@example.org\n")
    builder = a_library(tmp_path)
    builder.with_signers("ada").with_policy("privacy").approved_by("ada", day=DAY)
    text = await _verify_screen(builder, size)
    assert text.count("no charter") == 1
    assert "no rule says whether it is approved" in text
    assert "signed 'approve' on" in text
    assert "counts" not in text


def test_findings_of_one_kind_are_counted_and_not_all_printed() -> None:
    alike = [Reason("foxtrot-merge", f"Merge {n} is odd.", str(n) * 40, "note") for n in range(9)]
    grave = [Reason("evil-merge", f"Merge {n} is evil.", "e" * 40) for n in range(5)]
    report = Report("main", None, None, (), (*alike, *grave))
    text = "\n".join(
        "".join(part for part, _ in line) for line in Account(report, (), 100).lines("privacy")
    )
    assert text.count("is odd") == 1
    assert "It is the same with 8 other commits: 'policyreview verify'" in text
    assert text.count("is evil") == 5
