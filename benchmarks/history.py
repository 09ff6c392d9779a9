"""Time of one file's history and of reading two of its texts, beside git's own commands.

Run it with the project's Python: ``python benchmarks/history.py [--repo PATH]``. The file is one
that was renamed; the repository has a commit-graph with changed paths.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from synthetic import measured, options, peer, repository

from policyreview.repository import Repository, revisions


def renamed_file(path: Path) -> tuple[str, str]:
    """A file that was renamed, by its name now and before."""
    done = subprocess.run(
        ["git", "-C", path, "log", "-M", "--diff-filter=R", "--name-status", "--format="],
        capture_output=True,
        text=True,
        check=True,
    )
    there = set(
        subprocess.run(
            ["git", "-C", path, "ls-tree", "-r", "--name-only", "HEAD"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\n")
    )
    for line in done.stdout.splitlines():
        _, old, new = line.split("\t")
        if new in there:
            return new, old
    raise SystemExit("No file of this repository was renamed.")


def main() -> int:
    """Measure and print the table; 1 where a figure misses its aim."""
    given = options(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = repository(given, Path(folder))
        new, old = renamed_file(path)
        with Repository.open(path) as opened:
            head = opened.resolve("HEAD")
            found = list(revisions(opened, new, head))
            texts = [one.blob for one in found if one.blob][:2]

            def read() -> None:
                for oid in texts:
                    opened.blob(oid)

            read()
            works = {
                "git log --follow": peer(path, "log", "--follow", "--format=%H", "--", new),
                "git log -- f, its name now": peer(path, "log", "--format=%H", "--", new),
                "git log -- f, its name before": peer(path, "log", "--format=%H", "--", old),
                "history of a renamed file": lambda: list(revisions(opened, new, head)),
                "two git show": lambda: [peer(path, "show", oid)() for oid in texts],
                "two texts, 100 times": lambda: [read() for _ in range(100)],
            }
            times: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
            for _ in range(given.runs):
                for name, work in works.items():
                    times[name].append(measured(work))
    best = {
        name: (min(cpu for cpu, _ in cells), min(wall for _, wall in cells))
        for name, cells in times.items()
    }
    print(f"{len(found)} revisions of {new}\n")
    print("| what | CPU ms | wall ms | aim |\n|---|---|---|---|")
    floor = best["git log -- f, its name before"]
    ours = best["history of a renamed file"]
    aims = {
        "git log --follow": "",
        "git log -- f, its name now": "",
        "git log -- f, its name before": "the peer: most of the history",
        "history of a renamed file": f"≤ 1.3x: CPU {ours[0] / floor[0]:.2f}x",
        "two git show": "",
        "two texts, 100 times": "≤ 200",
    }
    for name, aim in aims.items():
        print(f"| {name} | {best[name][0]:,.1f} | {best[name][1]:,.1f} | {aim} |")
    good = ours[0] <= 1.3 * floor[0] and best["two texts, 100 times"][1] <= 200
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
