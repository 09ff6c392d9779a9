"""A machine that dies while an approval is being made leaves all of it or nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from policyreview.demo import Demo, build

MOMENTS = 8
"""How many instants of a sign-off the test strikes at, spread over its duration."""

APPROVE = ("approve", "terms", "--meaning", "legal review")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("killed") / "demo")


def run(demo: Demo, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=demo.folder,
        env=demo.environment(),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def git(demo: Demo, *args: str) -> str:
    done = run(demo, "git", *args)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, children) for one in (child, *descendants(child))]


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """End a program and everything it started, at one instant."""
    process.send_signal(signal.SIGSTOP)
    for pid in (*descendants(process.pid), process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def test_killed_at_any_moment_the_next_start_finds_all_or_nothing(
    demo: Demo, program: str, tmp_path: Path
) -> None:
    before = git(demo, "rev-parse", "HEAD")
    saved = tmp_path / "saved"
    shutil.copytree(demo.folder, saved)

    def as_before() -> None:
        shutil.rmtree(demo.folder)
        shutil.copytree(saved, demo.folder)

    begun = time.monotonic()
    assert run(demo, program, *APPROVE).returncode == 0
    whole = time.monotonic() - begun
    found = {"all": 0, "nothing": 0}
    for moment in range(MOMENTS):
        as_before()
        process = subprocess.Popen(
            [program, *APPROVE],
            cwd=demo.folder,
            env=demo.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=whole * (moment + 1) / MOMENTS)
        except subprocess.TimeoutExpired:
            kill_all(process)
        status = run(demo, program, "status", "--json")
        assert status.returncode in {0, 1}, status.stderr
        json.loads(status.stdout)
        assert git(demo, "status", "--porcelain") == ""
        assert git(demo, "fsck", "--no-dangling") == ""
        done = git(demo, "rev-parse", "HEAD") != before
        found["all" if done else "nothing"] += 1
        verified = json.loads(run(demo, program, "verify", "--json").stdout)
        terms = next(p for p in verified["policies"] if p["id"] == "terms")
        assert terms["approved"] is done
    assert found["nothing"] > 0
    # and after all that it can still be signed
    as_before()
    assert run(demo, program, *APPROVE).returncode == 0
