"""Findings judged to be no fault: written beside the policy, lapsing with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Repo, Run

TEXT = """\
# Privacy Policy

Effective date: March 1, 2026

## 1. What we keep

We keep your address for 30 days.

## 2. Who sees it

Nobody but us sees it.
"""


def test_a_finding_is_waived_with_a_reason_until_its_words_change(run: Run, repo: Repo):
    repo.write("policies/privacy.md", f"{TEXT}\n## 4. More\n\nMore is kept for a day.\n")
    repo.commit()

    def gaps() -> list[bool]:
        found = run("check", "privacy", "--json", cwd=repo.path).json["findings"]
        return [each["waived"] for each in found if each["rule"] == "numbering-gap"]

    assert gaps() == [False]
    run("check", "privacy", "--waive", "numbering-gap", cwd=repo.path).says(2, "needs a reason")
    why = ("--reason", "Clause 3 was taken out.", "--by", "ada")
    run("check", "privacy", "--waive", "mojibake", *why, cwd=repo.path).says(2, "find no mojibake")
    answer = run("check", "privacy", "--waive", "numbering-gap", *why, cwd=repo.path)
    assert answer.code == 0, answer
    assert "1 finding is waived in .policyreview/waivers/privacy.toml." in answer.out
    assert gaps() == [False]  # not before it is committed
    repo.commit("Waive it")
    assert gaps() == [True]
    again = run("check", "privacy", "--waive", "numbering-gap", *why, cwd=repo.path)
    assert "All of it is waived already" in again.out
    assert "ada" in (repo.path / ".policyreview/waivers/privacy.toml").read_text()
    text = (repo.path / "policies/privacy.md").read_text()
    repo.write("policies/privacy.md", text.replace("## 4. More", "## 5. More"))
    repo.commit()
    assert gaps() == [False]


def test_hidden_text_is_not_waived(run: Run, repo: Repo):
    repo.write("policies/privacy.md", TEXT.replace("Nobody", "No\u200bbody"))
    repo.commit()
    refused = run(
        "check", "privacy", "--waive", "hidden-zero-width", "--reason", "Fine", cwd=repo.path
    )
    refused.says(1, "Hidden text can't be waived")
