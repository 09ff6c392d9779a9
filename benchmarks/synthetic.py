"""Find or make the synthetic repository that the benchmarks of git reading run on."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAKER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "gen_repo.py"


def options(text: str) -> argparse.ArgumentParser:
    """The options that these benchmarks share."""
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--repo", type=Path, help="a repository made before, instead of a new one")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--commits", type=int, default=50000)
    parser.add_argument("--runs", type=int, default=3)
    return parser


def repository(given: argparse.Namespace, folder: Path) -> Path:
    """The repository to run on: the one given, or a new one with a commit-graph."""
    if given.repo:
        return given.repo
    if not MAKER.exists():
        sys.exit("Give a repository with --repo: the maker is not beside this checkout.")
    place = folder / "repository"
    subprocess.run(
        [
            sys.executable,
            MAKER,
            place,
            "--files",
            str(given.files),
            "--commits",
            str(given.commits),
            "--graph",
            "changed-paths",
            "--no-checkout",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return place


def cpu() -> float:
    """Seconds of CPU time so far, of this process and of those that it waited for."""
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall time of some work, in milliseconds."""
    before, began = cpu(), time.perf_counter()
    work()
    return 1000 * (cpu() - before), 1000 * (time.perf_counter() - began)


def peer(path: Path, *args: str) -> Callable[[], object]:
    """A git command on a repository, its output thrown away."""
    env = {"PATH": os.environ["PATH"], "HOME": os.devnull, "LC_ALL": "C"}
    return lambda: subprocess.run(
        ["git", "-C", path, *args], stdout=subprocess.DEVNULL, env=env, check=True
    )
