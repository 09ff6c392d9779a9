"""Releases: made only at quorum, and every way to counterfeit one refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from policyreview import release
from policyreview.errors import Refused
from policyreview.release.manifest import read

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.release import Release, Released

NAME = "policy/privacy/2030-03-01"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy()
        .with_charter(needs="legal = 2")
        .approved_by("ada")
        .approved_by("bo")
    )


def released(library: LibraryBuilder, who: str = "ada") -> Released:
    return release.make(release.plan(library.library(), "privacy", key=library.key(who)))


def verified(library: LibraryBuilder, name: str = NAME) -> Release:
    return release.verify_tag(library.library(), name)


def codes(found: Release) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_a_release_is_a_signed_tag_with_the_manifest_as_its_message(
    library: LibraryBuilder,
) -> None:
    made = released(library)
    assert made.tag == NAME
    assert library.git("cat-file", "-t", NAME) == "tag"
    found = verified(library)
    assert found.ok is True
    assert found.manifest is not None
    assert [a.signer for a in found.manifest.approvals] == ["ada", "bo"]
    assert found.effective_date == date(2030, 3, 1)
    message = library.git(
        "for-each-ref", "--format=%(contents:subject)%0a%0a%(contents:body)", f"refs/tags/{NAME}"
    )
    assert read(message + "\n") == found.manifest


def test_a_version_short_of_its_quorum_is_not_released(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy()
        .with_charter(needs="legal = 2")
        .approved_by("ada")
    )
    with pytest.raises(Refused, match="Missing: 1 approval in the role 'legal'"):
        release.plan(library.library(), "privacy", key=library.key("ada"))


def test_who_holds_no_release_role_does_not_release(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy()
    library.with_charter(roles={"legal": ["ada"], "privacy": ["bo"]}).approved_by("ada")
    plan = release.plan(library.library(), "privacy", key=library.key("bo"))
    with pytest.raises(Refused, match="Bo Lindqvist may not release privacy"):
        release.make(plan)


def test_a_version_is_released_once(library: LibraryBuilder) -> None:
    released(library)
    with pytest.raises(Refused, match="is there already"):
        released(library)


def test_a_tag_signed_by_a_stranger_is_no_release(library: LibraryBuilder) -> None:
    message = release.plan(library.library(), "privacy", key=library.key("ada")).message
    library.with_signers("mallory")
    key = library.people["mallory"].key
    library.git(*library.signing(key), "tag", "-s", "--cleanup=verbatim", "-m", message, NAME)
    found = verified(library)
    assert found.ok is False
    assert "signer-unknown" in codes(found)


def test_a_tag_of_a_text_that_nobody_approved_is_no_release(library: LibraryBuilder) -> None:
    plan = release.plan(library.library(), "privacy", key=library.key("ada"))
    text = library.read("policies/privacy.md").decode()
    evil = library.commit({"policies/privacy.md": text.replace("do not sell", "sell")})
    message = plan.message.replace(plan.target, evil)
    key = library.people["ada"].key
    library.git(*library.signing(key), "tag", "-s", "--cleanup=verbatim", "-m", message, NAME)
    found = verified(library)
    assert found.ok is False
    assert "subject-mismatch" in codes(found)


def test_what_is_in_force_on_a_day_follows_the_effective_dates(library: LibraryBuilder) -> None:
    released(library)
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    library.approved_by("ada", day="2031-01-01").approved_by("bo", day="2031-01-01")

    def on(day: str) -> release.InForce:
        return release.in_force(library.library(), date.fromisoformat(day))[0]

    assert on("2029-12-31").state is None
    assert [s.version for s in on("2029-12-31").coming] == ["2030-03-01", "2031-01-01"]
    first, second = on("2030-12-31"), on("2031-01-01")
    assert first.state is not None
    assert first.state.version == "2030-03-01"
    assert first.release == NAME
    assert second.state is not None
    assert second.state.version == "2031-01-01"
    assert second.release is None
    assert second.state.records[0].record is not None
    assert second.state.records[0].record.subject.previous == first.state.subject_digest
