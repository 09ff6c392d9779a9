"""A waiver is what somebody wrote into a file: it marks a finding in the Review, and hides none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import LibraryBuilder, a_library
from policyreview.checks import waivers
from policyreview.library import open_library
from policyreview.tui.work.findings import Noticed, notice
from policyreview.tui.work.texts import text_at

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# Privacy Policy

Effective Date: May 12, 2026

## 1. Sharing

We do not sell it, and we do no\u200bt share it.

## 3. Rights

You may ask for a copy.
"""


def noticed(library: LibraryBuilder) -> tuple[Noticed, ...]:
    opened = open_library(library.root)
    policy = opened.policy("privacy")
    assert opened.commit is not None
    text = text_at(opened, policy, "en", opened.commit)
    found = notice(opened, policy, text, None, None)
    opened.repository.close()
    return found


def test_waived_findings_are_shown_as_waived_and_hidden_text_as_ever(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    library.commit({"policies/privacy.md": TEXT})
    before = noticed(library)
    hidden = [each for each in before if each.finding.bars_signing]
    others = [each for each in before if not each.finding.bars_signing]
    assert hidden
    assert others
    waived = [waivers.waive(each.finding, reason="It is right.", signer="ada") for each in before]
    library.commit({waivers.path_of("privacy"): waivers.dump(waived)})
    after = noticed(library)
    assert [each for each in after if each.finding.bars_signing] == hidden
    told = [each.finding for each in after if not each.finding.bars_signing]
    assert [each.text for each in told] == [f"{each.finding.text} (waived)" for each in others]
    assert {each.level for each in told} == {"notice"}
