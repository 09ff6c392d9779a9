"""What paths tell, and what policyreview.toml settles."""

from __future__ import annotations

import pytest

from policyreview.library.names import excluded, ids_for, policies_folder, sounds_like_policy
from policyreview.library.settings import parse_settings


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/CONTRIBUTING.md", ".github/policy.md", "LICENSE.txt", "a/README.zh.md"],
)
def test_what_stands_beside_policies_is_none(path: str) -> None:
    assert excluded(path)


@pytest.mark.parametrize(
    "path",
    ["PRIVACY.md", "CP-CPS.md", "x/terms of service.md", "tos.txt", "隐私政策.md", "cookies.html"],
)
def test_policies_are_known_by_their_names(path: str) -> None:
    assert sounds_like_policy(path)
    assert not excluded(path)


def test_support_is_a_policy_among_policies_only() -> None:
    assert excluded("support.md")
    assert not excluded("policies/support.md", among_policies=True)


def test_the_policies_folder_is_found_in_any_case() -> None:
    assert policies_folder(["README.md", "Policies/a/privacy.md"]) == "Policies/"
    assert policies_folder(["README.md"]) is None


def test_ids_are_short_and_take_their_folders_when_they_clash() -> None:
    ids = ids_for(
        dict.fromkeys(["legal/privacy.md", "a/terms.md", "b/terms.md", "privacy.html"], 0)
    )
    assert ids == {
        "legal/privacy.md": "legal-privacy",
        "privacy.html": "privacy",
        "a/terms.md": "a-terms",
        "b/terms.md": "b-terms",
    }


def test_of_names_in_other_capitals_the_plain_one_gives_the_id() -> None:
    ids = ids_for(dict.fromkeys(["policies/PRIVACY.md", "policies/privacy.md"], 0))
    assert ids == {"policies/privacy.md": "privacy", "policies/PRIVACY.md": "policies-privacy"}


def test_broken_toml_is_said_in_a_sentence() -> None:
    settings = parse_settings(b"[[policy]\nid=")
    assert settings.policies == ()
    assert "no valid TOML" in settings.problems[0]


def test_a_wrong_entry_is_left_out_and_the_rest_holds() -> None:
    settings = parse_settings(
        b'[[policy]]\nid = "privacy"\nprevailing = "en"\ntexts = [{language = "zh-CN", path = "a.md", lines = [3, 9]}]\n'  # noqa: E501
        b'[[policy]]\nid = "a/b"\n[[policy]]\nignore = ["drafts/**", "*.tmp.md"]\n'
    )
    (entry,) = settings.policies
    assert (entry.id, entry.prevailing, entry.texts[0].lines) == ("privacy", "en", (3, 9))
    assert len(settings.problems) == 1
    assert settings.ignores("drafts/x/privacy.md")
    assert not settings.ignores("privacy.md")
