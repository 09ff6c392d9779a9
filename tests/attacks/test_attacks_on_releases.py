"""Attacks on release tags: moved, remade, renamed, of another object, unsigned."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import Answer, approve, command

if TYPE_CHECKING:
    from pathlib import Path

NAME = "policy/privacy/2030-03-01"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    return library


def released(library: LibraryBuilder, who: str = "ada") -> str:
    """Release by command; the tag object's id."""
    answer = command(library, "release", "privacy", "--key", library.people[who].key, "--json")
    assert answer.exit == 0, answer
    return str(answer.json["object"])


def git_verifies(library: LibraryBuilder, name: str = NAME) -> int:
    allowed = library.root.parent / "allowed"
    allowed.write_text("".join(f"{p.email} {p.public}\n" for p in library.people.values()))
    done = subprocess.run(
        ["git", "-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-tag", name],
        cwd=library.root,
        check=False,
        capture_output=True,
    )
    return done.returncode


def refused(library: LibraryBuilder, code: str, sentence: str, name: str = NAME) -> None:
    """``verify TAG`` ends with 1, for that reason, in these words."""
    answer = command(library, "verify", name, "--json")
    assert answer.exit == 1, answer
    release = _release(answer, name)
    assert release["ok"] is False
    said = [r["text"] for r in release["reasons"] if r["code"] == code]
    assert any(sentence in text for text in said), release


def _release(answer: Answer, name: str) -> Any:
    return next(one for one in answer.json["releases"] if one["tag"] == name)


def test_11_release_tag_moved(library: LibraryBuilder) -> None:
    released(library)
    target = library.git("rev-parse", f"{NAME}^{{commit}}")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    approve(library, "bo", "2030-06-01")  # this sign-off notes the tag object
    body = library.git("for-each-ref", "--format=%(contents:body)", f"refs/tags/{NAME}")
    signing = library.signing(library.people["ada"].key)
    library.git(*signing, "tag", "-f", "-s", "-m", f"Release\n\n{body}", NAME, target)
    assert git_verifies(library) == 0
    refused(library, "tag-moved", "is not the one on file")


def test_11_release_tag_moved_and_noted_again_by_a_later_sign_off(
    library: LibraryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(library)
    target = library.git("rev-parse", f"{NAME}^{{commit}}")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    approve(library, "bo", "2030-06-01")  # this sign-off notes the tag object
    body = library.git("for-each-ref", "--format=%(contents:body)", f"refs/tags/{NAME}")
    signing = library.signing(library.people["ada"].key)
    library.git(*signing, "tag", "-f", "-s", "-m", f"Release\n\n{body}", NAME, target)
    monkeypatch.setenv("POLICYREVIEW_STATE_DIR", str(tmp_path / "elsewhere"))  # nothing seen yet
    approve(library, "ada", "2030-06-01")  # and this one the other
    assert git_verifies(library) == 0
    refused(library, "tag-moved", "is not the one on file")


def test_release_that_prints_another_signers_name(library: LibraryBuilder) -> None:
    released(library)
    body = library.git("for-each-ref", "--format=%(contents:body)", f"refs/tags/{NAME}")
    signing = library.signing(library.people["ada"].key)
    library.git("tag", "-d", NAME)
    renamed = body.replace('name = "Ada Osei"', 'name = "Bo Lindqvist"', 1)
    assert renamed != body
    library.git(*signing, "tag", "-s", "-m", f"Release\n\n{renamed}", NAME, "HEAD")
    assert git_verifies(library) == 0
    answer = command(library, "verify", NAME, "--json")
    said = [reason["text"] for reason in _release(answer, NAME)["reasons"]]
    assert not any("signed by Bo Lindqvist" in text for text in said), said
    assert any("signed by Ada Osei" in text for text in said), said


def test_release_whose_manifest_names_an_approval_that_nobody_gave(
    library: LibraryBuilder,
) -> None:
    released(library)
    body = library.git("for-each-ref", "--format=%(contents:body)", f"refs/tags/{NAME}")
    signing = library.signing(library.people["ada"].key)
    library.git("tag", "-d", NAME)
    head = library.head
    more = (
        f'\n[[approval]]\nsigner = "bo"\nname = "Bo Lindqvist"\nroles = ["legal"]\n'
        f'commit = "{head}"\nkey = "SHA256:abc"\n'
    )
    library.git(*signing, "tag", "-s", "-m", f"Release\n\n{body}{more}", NAME, "HEAD")
    assert git_verifies(library) == 0
    answer = command(library, "verify", NAME, "--json")
    said = [r["text"] for r in _release(answer, NAME)["reasons"] if r["code"] == "manifest-differs"]
    named = f"The manifest names an approval by Bo Lindqvist ({head[:12]})"
    assert said == [f"{named} that does not count for privacy 2030-03-01."]


def test_tag_of_somebody_who_may_not_release_is_not_put_on_file(library: LibraryBuilder) -> None:
    library.git("tag", "-a", "-m", "junk", NAME, "HEAD")
    library.commit({"README.md": "more\n"})
    assert approve(library, "bo", "2030-06-01").exit == 0
    library.git("tag", "-d", NAME)
    command(library, "release", "privacy", "--version", "2030-03-01", "--key",
            library.people["ada"].key)  # fmt: skip
    answer = command(library, "verify", NAME, "--json")
    assert _release(answer, NAME)["ok"] is True, answer


def test_12_tag_deleted_and_made_again(library: LibraryBuilder) -> None:
    first = released(library)
    assert command(library, "releases").exit == 0
    library.git("tag", "-d", NAME)
    assert released(library, "bo") != first
    assert git_verifies(library) == 0
    refused(library, "tag-moved", "is not the one seen here before")


def test_13_signed_tag_object_under_another_name(library: LibraryBuilder) -> None:
    other = "policy/privacy/2031-01-01"
    library.git("update-ref", f"refs/tags/{other}", released(library))
    assert git_verifies(library, other) == 0
    refused(library, "tag-name", "The name inside the tag object differs", other)


@pytest.mark.parametrize("target", ["HEAD:policies/privacy.md", "HEAD^{tree}"])
def test_14_signed_tag_that_points_to_a_blob_or_tree(library: LibraryBuilder, target: str) -> None:
    signing = library.signing(library.people["ada"].key)
    library.git(*signing, "tag", "-s", "-m", "Release", NAME, target)
    assert git_verifies(library) == 0
    refused(library, "tag-target", "not to a commit, so it is no release")


def test_15_lightweight_tag(library: LibraryBuilder) -> None:
    library.git("tag", NAME)
    refused(library, "tag-lightweight", "is a lightweight tag")


def test_15_tag_called_otherwise_is_told_to_be_none(library: LibraryBuilder) -> None:
    library.git("tag", "v1.0")
    answer = command(library, "verify", "v1.0")
    assert answer.exit == 1
    assert "v1.0 is a lightweight tag" in answer.out
    library.git("tag", "privacy")
    policy = command(library, "verify", "privacy", "--json").json
    assert ([one["id"] for one in policy["policies"]], policy["releases"]) == (["privacy"], [])
    command(library, "verify", "v2.0").refused("There is no policy 'v2.0'", exit_code=2)


def test_15_unsigned_tag(library: LibraryBuilder) -> None:
    library.git("tag", "-a", "-m", "Release", NAME)
    refused(library, "tag-unsigned", "has no signature, so it is no release")
