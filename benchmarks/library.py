"""Time of the pass over a library's whole history, beside a plain ``git log`` of the same.

And of reading what all its policies say of themselves, alone and together with the last changes,
as a list has them.

Run it with the project's Python: ``python benchmarks/library.py [--repo PATH]``. Cold is without
the cache, warm with it, extended with the cache of the commit twenty before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

from synthetic import measured, options, peer, repository

from policyreview.library import open_library
from policyreview.repository import Repository, last_changes


def look(path: Path, rev: str) -> None:
    """Tell every file's last change at a revision."""
    with Repository.open(path) as opened:
        for _ in last_changes(opened, opened.resolve(rev)):
            pass


def read_all(path: Path, *, changes: bool = False) -> None:
    """Find every policy and read what its texts say of themselves, as a screen's rows fill in.

    Args:
        path: The repository.
        changes: Whether their last changes are wanted too.
    """
    library = open_library(path)
    with library.repository:
        if changes:
            library.begin_changes()
        for _ in library.progress():
            pass
        if changes:
            for _ in library.last_changes(p for policy in library.policies for p in policy.paths):
                pass


def main() -> int:
    """Measure and print the table; 1 where a figure misses its aim."""
    given = options(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = repository(given, Path(folder))
        cache = Path(folder) / "cache"
        os.environ["POLICYREVIEW_CACHE_DIR"] = str(cache)
        times: dict[str, list[tuple[float, float]]] = {}
        for _ in range(given.runs):
            runs = {
                "git log --name-only -z": peer(path, "log", "--name-only", "-z"),
                "before": lambda: look(path, "HEAD~20"),
                "extended by 20 commits": lambda: look(path, "HEAD"),
                "warm": lambda: look(path, "HEAD"),
            }
            for name, work in runs.items():
                times.setdefault(name, []).append(measured(work))
            shutil.rmtree(cache)
            times.setdefault("cold", []).append(measured(lambda: look(path, "HEAD")))
            shutil.rmtree(cache)
            for changes, what in ((False, "policies"), (True, "policies and last changes")):
                for name in (f"{what}, cold", f"{what}, warm"):
                    work = partial(read_all, path, changes=changes)
                    times.setdefault(name, []).append(measured(work))
                shutil.rmtree(cache)
    best = {
        name: (min(cpu for cpu, _ in cells), min(wall for _, wall in cells))
        for name, cells in times.items()
    }
    floor = best["git log --name-only -z"]

    def ratio(which: int) -> float:
        return best["policies and last changes, cold"][which] / floor[which]

    print("| what | CPU ms | wall ms | aim |\n|---|---|---|---|")
    aims = {
        "git log --name-only -z": "the peer",
        "cold": f"≤ 1.1x: CPU {best['cold'][0] / floor[0]:.2f}x,"
        f" wall {best['cold'][1] / floor[1]:.2f}x",
        "warm": "≤ 100",
        "extended by 20 commits": "≤ warm + 50",
        "policies, cold": f"CPU {best['policies, cold'][0] / floor[0]:.2f}x the peer",
        "policies, warm": "≤ 100",
        "policies and last changes, cold": f"≤ 1.1x: CPU {ratio(0):.2f}x, wall {ratio(1):.2f}x",
        "policies and last changes, warm": "≤ 100",
    }
    for name, aim in aims.items():
        print(f"| {name} | {best[name][0]:,.0f} | {best[name][1]:,.0f} | {aim} |")
    good = (
        best["cold"][1] <= 1.1 * floor[1]
        and best["warm"][0] <= 100
        and best["extended by 20 commits"][0] <= best["warm"][0] + 50
        and ratio(1) <= 1.1
    )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
