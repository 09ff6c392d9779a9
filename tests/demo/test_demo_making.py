"""Making the demo, in a folder of its own and nowhere else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from policyreview.demo import Demo, build
from policyreview.demo.samples import samples
from policyreview.demo.story import DRAFT_BRANCH, waiting_date
from policyreview.demo.world import inside
from policyreview.errors import CouldNotTell, WrongUse
from policyreview.library import open_library
from policyreview.signoff import verify

TODAY = date(2026, 11, 22)


def git(demo: Demo, *args: str) -> str:
    done = subprocess.run(
        ["git", *args],
        cwd=demo.folder,
        env=demo.environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("made") / "demo", today=TODAY)


def test_the_library_has_a_real_history_by_several_people(demo: Demo) -> None:
    assert len(git(demo, "log", "--format=%H").split()) >= 24
    assert len(set(git(demo, "log", "--format=%an").splitlines())) >= 5
    assert DRAFT_BRANCH in git(demo, "branch", "--list")


def test_two_versions_are_approved_and_released_and_one_waits(demo: Demo) -> None:
    with inside(demo.environment()):
        report = verify(open_library(demo.folder))
    assert report.findings == ()
    approved = {one.policy: one.approved for one in report.policies}
    assert approved["privacy"] is True
    assert approved["terms"] is False
    assert git(demo, "tag", "--list").split() == [
        "policy/privacy/2025-06-02",
        "policy/terms/2025-03-03",
    ]


def test_the_files_are_as_committed_and_the_private_folder_is_no_part_of_them(demo: Demo) -> None:
    assert git(demo, "status", "--porcelain") == ""
    assert ".demo" not in git(demo, "ls-files")


def test_nothing_but_the_date_is_stamped_into_the_samples(demo: Demo) -> None:
    day = waiting_date(TODAY)
    expected = samples()
    for name, old, new in (
        ("terms.md", "March 3, 2025", f"{day:%B} {day.day}, {day.year}"),
        ("terms.zh-CN.md", "2025年3月3日", f"{day.year}年{day.month}月{day.day}日"),
    ):
        expected[name] = expected[name].replace(old.encode(), new.encode())
    folder = demo.folder / "policies"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == expected


def test_keys_can_be_read_by_their_owner_only(demo: Demo) -> None:
    for key in (demo.folder / ".demo" / "keys").iterdir():
        if not key.suffix:
            assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE((demo.folder / ".demo").stat().st_mode) == 0o700


def test_the_same_day_makes_the_same_texts_and_dates(demo: Demo, tmp_path: Path) -> None:
    again = build(tmp_path / "again", today=TODAY)
    form = "--format=%an %ad %cd %B"
    first, second = (git(made, "log", form, "--", "policies") for made in (demo, again))
    assert first == second


def test_a_second_time_the_demo_is_found_and_left_alone(demo: Demo) -> None:
    before = git(demo, "rev-parse", "HEAD")
    again = build(demo.folder)
    assert again.reused
    assert git(again, "rev-parse", "HEAD") == before


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUse, match="is not empty"):
        build(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_half_a_demo_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / ".demo").mkdir()
    with pytest.raises(WrongUse, match="half a demo"):
        build(tmp_path)


def test_a_demo_that_is_interrupted_leaves_an_empty_folder(tmp_path: Path) -> None:
    def interrupt(words: str) -> None:
        if words.startswith("signing privacy"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("")
    with pytest.raises(CouldNotTell, match="could not be written"):
        build(tmp_path / "demo")


def test_the_environment_is_as_before_once_the_demo_is_closed(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", "/the/users/own")
    monkeypatch.setenv("GIT_DIR", "/the/users/own")
    before = dict(os.environ)
    with demo.opened():
        assert os.environ["HOME"].startswith(str(demo.folder))
        assert os.environ["SSH_AUTH_SOCK"] != "/the/users/own"
        assert "GIT_DIR" not in os.environ
    assert dict(os.environ) == before


def snapshot(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(path), path.lstat().st_mtime_ns, path.lstat().st_size) for path in folder.rglob("*")
    )


def test_nothing_outside_the_folder_is_touched(own_world: Path, tmp_path: Path) -> None:
    """With no git identity, a home that can't be written, and a temporary folder of its own."""
    own_world.chmod(0o500)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    try:
        before = snapshot(own_world)
        script = (
            "import sys; from pathlib import Path; from policyreview.demo import build\n"
            "build(Path(sys.argv[1]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "demo")],
            env={**os.environ, "TMPDIR": str(scratch)},
            cwd=scratch,
            check=False,
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert snapshot(own_world) == before
        assert list(scratch.iterdir()) == []
    finally:
        own_world.chmod(0o700)


def test_no_process_stays_behind(tmp_path: Path) -> None:
    build(tmp_path / "demo")
    commands = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append(entry.read_bytes())
        except OSError:
            continue
    assert not [c for c in commands if str(tmp_path).encode() in c]
