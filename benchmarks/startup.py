"""How soon the first frame and the first usable screen stand, beside the smallest Textual app.

The peer is an app of one widget. Both are started in turn, so that whatever else the machine does
falls on both. Usable is when the policies stand in the table and
keys act; statuses still fill in then.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from screens_wire import Terminal
from synthetic import options, repository

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


def one(command: list[str], first: bytes, usable: bytes) -> tuple[float, float, float]:
    """Milliseconds to the first frame and to the usable screen, and CPU milliseconds until then."""
    terminal = Terminal(command)
    frame = terminal.until(first)
    ready = terminal.until(usable)
    return frame, ready, _cpu(terminal)


def _cpu(terminal: Terminal) -> float:
    with Path(f"/proc/{terminal.pid}/stat").open(encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    terminal.close()
    return (int(fields[11]) + int(fields[12])) * 10.0


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
        print("| what | first frame | usable | beside the minimal app | CPU, minimal app | aim |")
        print("|---|---|---|---|---|---|")
        for name, root, aim in (("5 policies", small, 1.15), ("many policies", large, 1.3)):
            ours = [sys.executable, "-c", OURS, str(root)]
            one(ours, b"reading", b" @ ")  # the caches are warm from here on
            pairs = [
                (
                    one([sys.executable, str(minimal)], b"READY", b"READY"),
                    one(ours, b"reading", b" @ "),
                )
                for _ in range(chosen.runs)
            ]
            frame = statistics.median(mine[0] for _, mine in pairs)
            usable = statistics.median(mine[1] for _, mine in pairs)
            ratio = statistics.median(mine[1] / peer[1] for peer, mine in pairs)
            cpu = statistics.median(mine[2] for _, mine in pairs)
            peer_cpu = statistics.median(peer[2] for peer, _ in pairs)
            print(
                f"| {name} | {frame:.0f} ms | {usable:.0f} ms | {ratio:.2f}x "
                f"| {cpu:.0f} ms, {peer_cpu:.0f} ms | ≤ 50 ms, ≤ {aim}x |"
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
