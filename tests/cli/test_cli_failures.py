"""What goes wrong is said in a sentence with the right exit code, whatever it is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Repo, Run


def test_an_unknown_command_names_the_one_that_was_meant(run: Run):
    run("lst").says(2, "There is no command and no folder named 'lst'. Did you mean 'list'?")


def test_an_unknown_option_is_wrong_use(run: Run):
    run("list", "--nonsense").says(2, "No such option")


def test_a_folder_that_is_no_repository_is_said_by_every_way_in(run: Run, tmp_path: Path):
    run(tmp_path).says(2, "is not in a git repository")
    run("list", cwd=tmp_path).says(2, "is not in a git repository")
    run("-C", tmp_path, "list").says(2, "is not in a git repository")
    run("list", "-C", tmp_path).says(2, "is not in a git repository")


def test_a_folder_that_does_not_exist_is_wrong_use(run: Run, tmp_path: Path):
    run("-C", tmp_path / "nowhere", "list").says(2, "There is no folder ")
    run("-C", tmp_path / "nowhere", "list").says(2, "nowhere. Give a repository's path.")


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "privacy"], ["check"], ["verify"], ["trust"], ["charter"]]
)
def test_a_repository_whose_objects_are_lost_could_not_be_told(
    run: Run, repo: Repo, arguments: list[str]
):
    for folder in (repo.path / ".git" / "objects").iterdir():
        shutil.rmtree(folder)
    answer = run(*arguments, cwd=repo.path)
    answer.says(3, "'git fsck' says where.")
    assert answer.out == ""


def test_a_repository_without_policies_says_so_when_asked_what_is_in_force(
    run: Run, tmp_path: Path
):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    answer = run("in-force", cwd=tmp_path)
    assert (answer.code, answer.out) == (1, "There is no policy in this repository.\n")


def test_a_repository_opens_no_screen_without_a_terminal(run: Run, repo: Repo):
    run(repo.path).says(3, "The screens need a terminal")
    run(cwd=repo.path).says(3, "The screens need a terminal")


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "20260101", "2026-1-1", ""])
def test_a_day_that_does_not_exist_is_wrong_use(run: Run, repo: Repo, day: str):
    answer = run("list", "--on", day, cwd=repo.path)
    answer.says(2, day)


def test_an_unknown_policy_is_wrong_use(run: Run, repo: Repo):
    for command in (["show"], ["history"], ["diff"], ["parallel"], ["check"], ["status"]):
        run(*command, "nonsense", cwd=repo.path).says(2, "nonsense")


def test_an_unknown_revision_is_wrong_use(run: Run, repo: Repo):
    run("list", "--ref", "no-such-branch", cwd=repo.path).says(2, "no-such-branch")
    run("diff", "privacy", "no-such-branch", cwd=repo.path).says(2, "no-such-branch")


def test_a_revision_that_looks_like_an_option_is_no_option(run: Run, repo: Repo):
    run("list", "--ref", "--output=x", cwd=repo.path).says(2, "--output=x")
    assert not (repo.path / "x").exists()


def test_a_full_disk_is_said_and_is_no_success(run: Run, repo: Repo):
    for arguments in (["list"], ["--version"], ["--help"], ["diff", "privacy", "--json"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "policyreview", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                cwd=repo.path,
                check=False,
            )
        assert done.returncode == 3, arguments
        said = done.stderr.decode()
        assert said == (
            "policyreview: The output could not be written: the disk is full. "
            "See that what takes it can be written and has room.\n"
        )


def test_a_reader_that_goes_away_ends_it_silently(repo: Repo):
    script = f'"{sys.executable}" -m policyreview history privacy --json | true'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        capture_output=True,
        cwd=repo.path,
        check=False,
    )
    assert done.stderr == b""


def test_an_output_that_is_closed_is_a_sentence(repo: Repo):
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m policyreview list >&-'],
        capture_output=True,
        cwd=repo.path,
        check=False,
    )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"policyreview: ")


def test_ctrl_c_ends_with_130_and_one_sentence(repo: Repo):
    fifo = repo.path / "waiting.md"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-m", "policyreview", "inspect", str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=repo.path,
    )
    # Opening the pipe for writing returns when the command has opened it for reading.
    with fifo.open("wb"):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert err == b"policyreview: Stopped.\n"


def test_a_fault_of_the_program_is_a_sentence_and_a_file(run: Run, repo: Repo, own_world: Path):
    broken = repo.path / "sitecustomize.py"
    broken.write_text(
        "import policyreview.cli.session as s\n"
        "def fail(self): raise ZeroDivisionError('secret detail')\n"
        "s.Session.library = fail\n"
    )
    answer = run("list", cwd=repo.path, env={"PYTHONPATH": str(repo.path)})
    answer.says(3, "This is a fault of policyreview itself (ZeroDivisionError)")
    kept = list((own_world / "state").glob("fault-*.txt"))
    assert len(kept) == 1
    assert "secret detail" in kept[0].read_text()
    assert str(kept[0]) in answer.err


def test_what_a_command_line_says_is_neutralised_in_the_sentence(run: Run):
    answer = run("lis\x1b]0;owned\x07t")
    assert answer.code == 2
    assert "\x1b" not in answer.err
    assert "\x07" not in answer.err
