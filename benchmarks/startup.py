"""How soon the first frame and the first usable screen stand, beside the smallest Textual app.

The peer is an app of one widget. Both are started in turn, so that whatever else the machine does
falls on both. Usable is when Textual has drawn the policies in the table and keys act; statuses
still fill in then. The library was opened before at the same commit.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from screens_wire import Terminal
from synthetic import options, repository

from policyreview.library import open_library
from policyreview.tui.screens.library_table import SORTS, Entry

MINIMAL = """
import os
os.environ["TEXTUAL_ANIMATIONS"] = "none"
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("READY")
Minimal().run()
"""
OURS = "import sys; from policyreview.tui import run; sys.exit(run(sys.argv[1]))"


def one(command: list[str], first: bytes, *usable: bytes) -> tuple[float, float, float]:
    """Milliseconds to the first frame and to the usable screen, and CPU milliseconds until then."""
    terminal = Terminal(command)
    frame = terminal.until(first)
    ready = max(terminal.until(text) for text in usable)
    spent = terminal.fine_cpu()
    terminal.close()
    return frame, ready, spent


def _top(root: Path) -> bytes:
    """The title of the policy that the table begins with."""
    with (library := open_library(root)).repository:
        rows = sorted(map(Entry, library.policies), key=SORTS[0].key)
    return rows[0].policy.title.encode()


def main() -> int:
    """Print the table; 1 where a figure misses its aim."""
    parser = options(__doc__ or "")
    parser.set_defaults(files=1000, commits=10_000, runs=9)
    chosen = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        minimal = folder / "minimal.py"
        minimal.write_text(MINIMAL)
        small, large = _small(folder / "small"), repository(chosen, folder)
        print(
            "| what | first frame | usable | minimal app | ratio | CPU, minimal app | ratio | aim |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for name, root, aim in (("5 policies", small, 1.15), ("many policies", large, 1.3)):
            ours = [sys.executable, "-c", OURS, str(root)]
            top = _top(root)
            one(ours, b"reading", b" @ ", top)  # the caches are warm from here on
            pairs = [
                (
                    one([sys.executable, str(minimal)], b"READY", b"READY"),
                    one(ours, b"reading", b" @ ", top),
                )
                for _ in range(chosen.runs)
            ]
            frame, usable, cpu = (statistics.median(mine[i] for _, mine in pairs) for i in range(3))
            _, peer_usable, peer_cpu = (
                statistics.median(peer[i] for peer, _ in pairs) for i in range(3)
            )
            ratio = statistics.median(mine[1] / peer[1] for peer, mine in pairs)
            cpu_ratio = statistics.median(mine[2] / peer[2] for peer, mine in pairs)
            print(
                f"| {name} | {frame:.0f} ms | {usable:.0f} ms | {peer_usable:.0f} ms "
                f"| {ratio:.2f}x | {cpu:.0f} ms, {peer_cpu:.0f} ms | {cpu_ratio:.2f}x "
                f"| ≤ 50 ms, ≤ {aim}x |"
            )
            failed = failed or ratio > aim or frame > 50
    return int(failed)


def _small(root: Path) -> Path:
    root.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "policies").mkdir()
    for number in range(5):
        text = f"# Policy {number}\n\nEffective Date: May {number + 1}, 2026\n\n1. Scope\n\nAll.\n"
        (root / "policies" / f"policy-{number}.md").write_text(text)
    who = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", "-C", str(root), "add", "."], check=True)
    subprocess.run(["git", "-C", str(root), *who, "commit", "-qm", "Add"], check=True)
    return root


if __name__ == "__main__":
    sys.exit(main())
