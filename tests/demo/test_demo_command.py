"""`policyreview demo`, from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def policyreview(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policyreview", *words],
        cwd=cwd,
        env=dict(os.environ),
        check=False,
        capture_output=True,
        text=True,
    )


def test_demo_makes_a_library_that_a_shell_can_work_in(tmp_path: Path) -> None:
    made = policyreview("demo", "--dir", "here", "--no-open", "--json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    answer = json.loads(made.stdout)
    assert answer["reused"] is False
    folder = Path(answer["folder"])
    assert folder == tmp_path / "here"
    # a shell that has read the file acts as the demo's reader
    script = '. .demo/activate && "$0" -m policyreview verify --json'
    said = subprocess.run(
        ["sh", "-c", script, sys.executable],
        cwd=folder,
        env=dict(os.environ),
        check=False,
        capture_output=True,
        text=True,
    )
    approved = {p["id"]: p["approved"] for p in json.loads(said.stdout)["policies"]}
    assert approved["privacy"] is True
    assert approved["terms"] is False
    # a second time it is found
    again = policyreview("demo", "--dir", "here", "--no-open", "--json", cwd=tmp_path)
    assert json.loads(again.stdout)["reused"] is True


def test_without_a_terminal_to_open_it_on_no_demo_is_made(tmp_path: Path) -> None:
    said = policyreview("demo", cwd=tmp_path)
    assert said.returncode == 3
    assert "need a terminal" in said.stderr
    assert "policyreview demo --no-open" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_demo_refuses_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = policyreview("demo", "--dir", ".", "--no-open", cwd=tmp_path)
    assert said.returncode == 2
    assert "is not empty" in said.stderr
    assert "Traceback" not in said.stderr


def test_demo_tells_on_a_terminal_what_it_does_and_names_people_as_they_are_written(
    tmp_path: Path,
) -> None:
    ours, theirs = os.openpty()
    with open(tmp_path / "said", "wb") as said:  # noqa: PTH123
        made = subprocess.run(
            [sys.executable, "-m", "policyreview", "demo", "--dir", "here", "--no-open"],
            cwd=tmp_path,
            env=dict(os.environ),
            check=False,
            stdout=theirs,
            stderr=said,
        )
    os.close(theirs)
    os.close(ours)
    assert made.returncode == 0
    lines = (tmp_path / "said").read_text().splitlines()
    assert "policyreview: Signing terms as Mirela Quist …" in lines
    assert "policyreview: Writing the history …" in lines
