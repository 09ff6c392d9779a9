"""The redline as git's difftool and external diff driver."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest
from four_clauses import OLD

if TYPE_CHECKING:
    from conftest import Repo

COMMAND = f"{shlex.quote(sys.executable)} -m policyreview diff"


def test_git_difftool_shows_the_redline_after_the_documented_set_up(repo: Repo):
    repo.git("config", "difftool.policyreview.cmd", f'{COMMAND} --files "$LOCAL" "$REMOTE"')
    out = repo.git(
        "difftool", "-y", "-t", "policyreview", "HEAD~1", "HEAD", "--", "policies/privacy.md"
    )
    assert "[-20-]{+30+}" in out


def test_git_takes_the_driver_from_the_environment_and_goes_on_to_the_next_file(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
):
    repo.write("policies/a.bin", b"\0\1\2")
    repo.git("add", "policies/a.bin")
    repo.git("mv", "policies/privacy.zh-CN.md", "policies/privacy.zh.md")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    out = repo.git("diff", "--cached", "-M", "HEAD~1")
    assert "policies/a.bin (new file): It is binary, not a text, and not compared." in out
    assert "[-20-]{+30+}" in out
    assert "policies/privacy.zh-CN.md → policies/privacy.zh.md: " in out


def test_git_is_told_of_a_path_that_begins_with_a_dash_of_modes_and_of_files_without_words(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
):
    for name in ("--stat", "-C.md", "mode.md", "gone.md"):
        repo.write(name, "We keep your name for ten days.\n")
    repo.git("add", ".")
    repo.git("commit", "-qm", "Add files")
    for name in ("--stat", "-C.md"):
        repo.write(name, "We keep your name for nine days.\n")
    (repo.path / "mode.md").chmod(0o755)
    (repo.path / "gone.md").unlink()
    repo.write("empty.md", "")
    repo.git("add", "--all", ".")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    out = repo.git("diff", "--cached", "HEAD").splitlines()
    assert [line for line in out if line[0] not in " ~-"] == [
        "empty.md (new file): No change.",
        "gone.md (deleted): 1 paragraph removed.",
        "mode.md (mode 100644 → 100755): No change.",
    ]
    assert "--stat: 1 paragraph changed." in out
    assert "-C.md: 1 paragraph changed." in out


@pytest.mark.parametrize(
    ("options", "trust", "differ"), [(["--exit-code"], "", 1), ([], "true", 1), ([], "", 0)]
)
def test_the_driver_says_by_its_exit_code_whether_files_differ_to_a_git_that_trusts_it(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    trust: str,
    differ: int,
):
    repo.write("old.md", OLD)
    repo.write("new.md", OLD.replace("thirty", "ninety"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE", trust)
    for new, code in (("new.md", differ), ("old.md", 0)):
        sides = ["old.md", "0" * 40, "100644", new, "0" * 40, "100644"]
        done = subprocess.run(
            [*shlex.split(COMMAND), "--driver", *options, "terms.md", *sides],
            cwd=repo.path, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (code, b"")


def test_a_reader_who_leaves_early_is_no_failure_of_the_driver(repo: Repo, tmp_path: Path):
    repo.write("old.md", OLD * 400)
    repo.write("new.md", OLD.replace("thirty", "ninety") * 400)
    sides = ["old.md", "0" * 40, "100644", "new.md", "0" * 40, "100644"]
    with subprocess.Popen(
        [*shlex.split(COMMAND), "--driver", "terms.md", *sides],
        cwd=repo.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as driver:  # fmt: skip
        assert driver.stdout is not None
        assert driver.stderr is not None
        driver.stdout.read(10)
        driver.stdout.close()
        assert driver.stderr.read() == b""
        assert driver.wait() == 0


def test_git_with_a_pager_gets_colours(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[34;4m30" in repo.git("diff", "HEAD~1", "HEAD")


def test_a_pager_that_is_left_early_makes_git_complain_of_nothing(repo: Repo, tmp_path: Path):
    long = "".join(f"Line {n} says that we keep your name.\n\n" for n in range(20_000))
    repo.write("policies/privacy.md", long.encode())
    shell = f"GIT_EXTERNAL_DIFF='{COMMAND} --driver' git diff -- policies/privacy.md | head -1"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=repo.path, capture_output=True, text=True, check=False, timeout=60
    )
    assert "policies/privacy.md" in done.stdout
    assert done.stderr == ""
