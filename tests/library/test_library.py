"""A library is found in any repository, unchanged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from builders.library import a_library
from policyreview.errors import WrongUse
from policyreview.library import Library, open_library

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = (
    "# Privacy Policy\n\nEffective Date: May 12, 2026\n\nWe collect the personal data that you give us. "  # noqa: E501
    * 3
)
CHINESE = "# 隐私政策\n\n生效日期：2026年5月12日\n\n我们会收集您提供的个人信息，并按照本政策使用这些信息。\n"  # noqa: E501

Make = Callable[..., Library]


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *args],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    opened: list[Library] = []

    def commit(files: dict[str, str | bytes], *, remove: tuple[str, ...] = ()) -> Library:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        for name in remove:
            (folder / name).unlink()
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", f"Write {' '.join(files)}")
        library = open_library(folder)
        opened.append(library)
        return library

    yield commit
    for library in opened:
        library.repository.close()


def listed(library: Library) -> dict[str, list[tuple[str, str]]]:
    return {
        policy.id: [(text.language, text.path) for text in policy.texts]
        for policy in library.policies
    }


def test_languages_named_in_many_ways_make_one_policy_each(make: Make) -> None:
    library = make(
        {
            "PRIVACY.md": ENGLISH, "PRIVACY_CN.md": CHINESE, "README.md": ENGLISH, "LICENSE.md": ENGLISH,  # noqa: E501
            "legal/terms.md": ENGLISH, "legal/terms.zh-CN.md": CHINESE, "en/cookies.md": ENGLISH, "zh/cookies.md": CHINESE,  # noqa: E501
        }
    )  # fmt: skip
    assert listed(library) == {
        "cookies": [("en", "en/cookies.md"), ("zh-CN", "zh/cookies.md")],
        "privacy": [("en", "PRIVACY.md"), ("zh-CN", "PRIVACY_CN.md")],
        "terms": [("en", "legal/terms.md"), ("zh-CN", "legal/terms.zh-CN.md")],
    }


def test_an_unsuffixed_file_may_be_chinese(make: Make) -> None:
    assert listed(make({"privacy.md": CHINESE}))["privacy"] == [("zh-CN", "privacy.md")]


def test_below_policies_everything_counts_and_beside_it_nothing(make: Make) -> None:
    library = make(
        {"policies/support.md": ENGLISH, "policies/README.md": ENGLISH, "terms.md": ENGLISH}
    )
    assert list(listed(library)) == ["support"]


@pytest.mark.shared
def test_a_repository_of_the_five_seeds_lists_all_five(make: Make, shared: Path) -> None:
    seeds = {path.name: path.read_bytes() for path in sorted((shared / "data/seeds").iterdir())}
    library = make(seeds)
    assert len(library.policies) == 5
    bilingual = next(policy for policy in library.policies if policy.id.startswith("003"))
    assert [(text.language, text.lines) for text in bilingual.texts] == [
        ("en", (35, 64)),
        ("zh-CN", (7, 33)),
    ]
    assert bilingual.prevailing == "en"
    chinese = bilingual.text("zh-CN")
    assert chinese is not None
    english = bilingual.text("en")
    assert english is not None
    contents = library.content(chinese), library.content(english)
    assert "Effective Date: 12 May 2026" in contents[0]
    assert contents[1].startswith("English\n\n")
    assert "".join(contents) == library.document(chinese).text


@pytest.mark.shared
@pytest.mark.parametrize(
    ("bundle", "count"),
    [
        ("github-site-policy", 57),
        ("mozilla-legal-docs-a", 8),
        ("letsencrypt-cp-cps", 3),
        ("ota-demo-versions", 19),
        ("zh-en-apps-a", 8),
    ],
)
def test_real_repositories_open_unchanged(
    shared: Path, tmp_path: Path, bundle: str, count: int
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", str(shared / f"data/{bundle}.bundle"), str(clone)], check=True
    )
    library = open_library(clone)
    with library.repository:
        assert len(library.policies) == count
        assert all(policy.broken is None for policy in library.policies)
    assert git(clone, "status", "--porcelain") == ""


def test_work_that_a_merge_threw_away_is_a_revision_that_was_not_taken(make: Make) -> None:
    first = make({"privacy.md": ENGLISH})
    folder = first.repository.root
    assert folder is not None
    make({"privacy.md": ENGLISH + "Ours.\n"})
    git(folder, "switch", "-qc", "side", "HEAD~1")
    make({"privacy.md": ENGLISH + "Theirs.\n"})
    git(folder, "switch", "-q", "main")
    git(folder, "merge", "-q", "-s", "ours", "-m", "Keep ours", "side")
    library = make({"notes.md": "nothing\n"})
    revisions = library.revisions("privacy")
    texts = [
        (library.at(each.commit).content(library.at(each.commit).policy("privacy").texts[0]), each)
        for each in revisions
    ]
    newest = next(text for text, each in texts if each.taken)
    assert newest == library.content(library.policy("privacy").texts[0])
    assert [each.taken for text, each in texts if "Theirs" in text] == [False]
    assert all(each.taken for text, each in texts if "Theirs" not in text)


def test_entries_of_the_charter_settle_what_names_do_not_say(make: Make) -> None:
    library = make(
        {
            "a.md": ENGLISH, "b.md": CHINESE, "drafts/privacy.md": ENGLISH,
            "policyreview.toml": '[[policy]]\nid = "privacy"\ntitle = "Privacy"\nprevailing = "en"\n'  # noqa: E501
            'texts = [{language = "en", path = "a.md"}, {language = "zh-CN", path = "b.md"}, {path = "gone.md"}]\n'  # noqa: E501
            '[[policy]]\nignore = ["drafts/**"]\n',
        }
    )  # fmt: skip
    policy = library.policy("privacy")
    assert policy.paths == ("a.md", "b.md", "gone.md")
    assert policy.title == "Privacy"
    assert policy.broken == "There is no file gone.md at this commit."
    assert list(listed(library)) == ["privacy"]


def test_broken_settings_leave_discovery_at_work(make: Make) -> None:
    library = make({"privacy.md": ENGLISH, "policyreview.toml": "[[policy"})
    assert list(listed(library)) == ["privacy"]
    assert "no valid TOML" in library.problems[0]


def test_links_and_binaries_are_shown_as_such(make: Make, tmp_path: Path) -> None:
    (tmp_path / "repo/terms.md").symlink_to("/etc/passwd")
    library = make({"privacy.md": b"\x89PNG\r\n\x1a\n" + bytes(200)})
    assert (library.policy("privacy").broken or "").startswith("privacy.md is binary, not a text.")
    link = library.policy("terms")
    assert "symbolic link" in (link.broken or "")
    with pytest.raises(WrongUse, match="symbolic link"):
        library.content(link.texts[0])


def test_an_unknown_id_names_near_ones(make: Make) -> None:
    with pytest.raises(WrongUse, match="Did you mean privacy") as caught:
        make({"privacy.md": ENGLISH}).policy("privcy")
    assert caught.value.exit_code == 2


def test_the_history_of_all_texts_is_one_and_follows_renames(make: Make) -> None:
    make({"privacy.md": ENGLISH})
    make({"privacy.zh-CN.md": CHINESE})
    make(
        {"legal/privacy.md": ENGLISH, "legal/privacy.zh-CN.md": CHINESE},
        remove=("privacy.md", "privacy.zh-CN.md"),
    )
    library = make({"legal/privacy.md": ENGLISH + "More.\n"})
    revisions = library.revisions("privacy")
    assert [set(revision.languages) for revision in revisions] == [
        {"en"},
        {"en", "zh-CN"},
        {"zh-CN"},
        {"en"},
    ]
    assert revisions[-1].paths == ("privacy.md",)


def test_another_revision_has_its_own_policies(make: Make) -> None:
    make({"privacy.md": ENGLISH})
    library = make({"terms.md": ENGLISH})
    assert list(listed(library.at("HEAD~1"))) == ["privacy"]


def test_an_unborn_branch_has_no_policies(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    library = open_library(tmp_path)
    with library.repository:
        assert library.policies == ()
        assert library.commit is None


def test_a_remembered_listing_is_the_same_and_a_damaged_one_is_ignored(
    make: Make, own_world: Path
) -> None:
    first = make({"privacy.md": ENGLISH, "privacy.zh.md": CHINESE}).policies
    folder = own_world / "cache/library"
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    again = make({})
    assert again.policies == first
    for path in folder.iterdir():
        path.write_text("{broken")
    assert open_library(again.repository.root or ".").policies == first


def test_names_come_first_and_facts_follow(make: Make) -> None:
    library = make({"privacy.md": CHINESE})
    seen = list(library.progress())
    assert [policy.texts[0].language for policy in seen] == ["und", "zh-CN"]
    assert library.facts(seen[-1].texts[0]).dates[0].date == "2026-05-12"


def test_the_policies_on_the_screen_are_read_first_and_the_rest_can_be_left(make: Make) -> None:
    library = make({f"policies/p{n:03}.md": f"# Policy {n}\n\n{ENGLISH}" for n in range(90)})
    asked = iter(range(9))
    arriving = library.progress(first=["p070", "p071"], cancelled=lambda: next(asked) > 5)
    seen = [policy.title for policy in arriving]
    assert seen[90:92] == ["Policy 70", "Policy 71"]
    assert len(seen) < 100
    assert len(library.policies) == 90


def test_a_policy_that_reading_changes_is_given_again_as_it_is(make: Make) -> None:
    files = {f"policies/p{n:03}.md": ENGLISH for n in range(3)}
    library = make(files | {"policies/p001.zh-CN.md": CHINESE})
    last = {policy.id: policy for policy in library.progress()}
    assert {policy.id: policy for policy in library.policies} == last


def test_files_whose_names_differ_in_capitals_only_are_policies_of_their_own(make: Make) -> None:
    library = make(
        {
            "policies/Privacy.md": ENGLISH,
            "policies/privacy.md": ENGLISH,
            "policies/PRIVACY.md": ENGLISH,
        }
    )
    assert [policy.languages for policy in library.policies] == [("en",)] * 3
    assert library.policy("privacy").paths == ("policies/privacy.md",)


def test_importing_the_library_is_cheap() -> None:
    code = "import sys, policyreview.library; print([m for m in ('dateparser', 'tomlkit', 'subprocess', 'textual') if m in sys.modules])"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


HALVES = (
    "Effective Date: 12 May 2026\n\n"
    "中文\n\n我们会收集您提供的个人信息。\n\n"
    "English\n\nWe collect the personal data that you give us.\n\n© 2026\n"
)


def test_the_header_and_the_footer_of_two_halves_are_read_and_signed_with_one_of_them(
    make: Make,
) -> None:
    library = make({"policies/privacy.md": HALVES})
    chinese, english = (library.policy("privacy").text(tag) for tag in ("zh-CN", "en"))
    assert chinese is not None
    assert english is not None
    assert library.content(chinese).startswith("Effective Date: 12 May 2026")
    assert library.content(english).endswith("© 2026\n")
    assert library.content(chinese) + library.content(english) == HALVES
    assert chinese.lines == (3, 5), "the half's own lines stay what they are"


def test_positions_in_a_half_are_told_as_lines_of_the_file(make: Make) -> None:
    library = make({"policies/privacy.md": HALVES})
    english = library.policy("privacy").text("en")
    assert english is not None
    content, lines = library.content(english), library.content_lines(english)
    at = content.index("We collect")
    assert lines.at(at) == 9
    assert lines.line(3) == 9
    assert HALVES[lines.position(at) :].startswith("We collect")


def test_paragraphs_that_take_turns_are_shared_out_and_nothing_is_left_over(make: Make) -> None:
    rounds = [
        f"我们会收集您提供的个人信息，并按照本政策使用第{n}类信息。\n\n"
        f"We collect the personal data of kind {n} that you give us and use it so.\n\n"
        for n in range(1, 9)
    ]
    text = "# 隐私政策 Privacy Policy\n\n2026-05-12\n\n" + "".join(rounds)
    library = make({"policies/privacy.md": text})
    texts = library.policy("privacy").texts
    spans = sorted(span for one in texts for span in library.content_spans(one))
    assert len(texts) == 2
    assert "".join(text[start:end] for start, end in spans) == text
    assert "我们" not in library.content(next(one for one in texts if one.language == "en"))


def test_a_twin_finds_what_the_library_found_and_outlives_it(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("privacy").library()
    found = library.policies
    twin = library.twin()
    library.repository.close()
    assert twin.policies == found
    assert twin.content(found[0].texts[0]).startswith("# Privacy Policy")
    twin.repository.close()
