"""CPU time of starting commands, beside that of an empty Python, in paired runs.

Run it with the project's Python: ``python -m benchmarks.commands [--runs N]``. The figure that
counts is the CPU time (user and system, children included) above ``python -c pass``.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT_MS = 100.0
TEXT = "# {title}\n\nEffective date: March {day}, 2026\n\n## 1. Scope\n\nWe keep it short.\n"
PYTHON = [sys.executable]


def small_library(folder: Path) -> Path:
    """A repository with five policies in two languages and a few commits."""
    library = folder / "library"
    (library / "policies").mkdir(parents=True)
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": "bench@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=library, env=environment, check=True)

    git("init", "-q", "-b", "main")
    for day, name in enumerate(("privacy", "terms", "cookies", "security", "conduct"), start=1):
        for suffix in ("", ".zh-CN"):
            path = library / "policies" / f"{name}{suffix}.md"
            path.write_text(TEXT.format(title=name.capitalize(), day=day), encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", f"Add {name}")
    return library


def cpu_ms(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """User and system time of one run and of what it started, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    """Measure, print the table, give 1 where a figure is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    program = [*PYTHON, "-m", "policyreview"]
    cases = {
        "--version": [*program, "--version"],
        "list": [*program, "list"],
        "list --json": [*program, "list", "--json"],
        "--help": [*program, "--help"],
    }
    over = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = small_library(folder)
        environment = {
            **os.environ,
            # As installed: compiled once, in a folder of its own.
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            **{
                f"POLICYREVIEW_{what}_DIR": str(folder / what)
                for what in ("CACHE", "STATE", "CONFIG")
            },
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"{'command':14} {'CPU ms':>8} {'empty':>8} {'more':>8}   limit {LIMIT_MS:.0f}")
        for label, command in cases.items():
            cpu_ms(command, library, environment)  # the caches are warm from here
            pairs = [
                (
                    cpu_ms([*PYTHON, "-c", "pass"], library, environment),
                    cpu_ms(command, library, environment),
                )
                for _ in range(runs)
            ]
            empty = statistics.median(pair[0] for pair in pairs)
            whole = statistics.median(pair[1] for pair in pairs)
            more = statistics.median(pair[1] - pair[0] for pair in pairs)
            over = over or (more > LIMIT_MS and label != "--help")
            print(f"{label:14} {whole:8.1f} {empty:8.1f} {more:8.1f}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
