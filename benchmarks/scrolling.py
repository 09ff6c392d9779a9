"""What opening and scrolling a comparison costs, beside a bare app, plain Textual and less.

CPU is that of the program's own process, without those that it starts.

The text has 20,000 and 200,000 lines; the newer revision differs in one line of twelve. The peer
of scrolling is an app of one Textual widget that holds the same text. Those of opening are an app
of one widget that on the same key puts another screen of one widget in its place, started in turn
with ours: once with one word on it, once with the lines of both revisions, read from git and laid
beside each other uncompared. The aim counts from the first.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from screens_wire import KEYS, Terminal

PLAIN = """
import os, sys
os.environ["TEXTUAL_ANIMATIONS"] = "none"
from textual.app import App
from textual.binding import Binding
from textual.widgets import Log
class Plain(App):
    CSS = "Log { scrollbar-size: 1 1; }"
    BINDINGS = [Binding("j", "down"), Binding("pagedown", "page", priority=True)]
    def compose(self):
        yield Log(auto_scroll=False)
    def on_mount(self):
        log = self.query_one(Log)
        log.write(open(sys.argv[1], encoding="utf-8").read())
        log.focus()
    def action_down(self):
        self.query_one(Log).scroll_relative(y=1, animate=False)
    def action_page(self):
        self.query_one(Log).scroll_page_down(animate=False)
Plain().run()
"""
BARE = """
import os, subprocess, sys
os.environ["TEXTUAL_ANIMATIONS"] = "none"
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static
def lines(revision):
    command = ["git", "-C", sys.argv[1], "show", revision + ":policies/long.md"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\\n")
class Two(ScrollView, can_focus=True):
    def on_mount(self):
        self.sides = [lines("HEAD~1"), lines("HEAD")]
        self.virtual_size = Size(0, max(map(len, self.sides)))
    def render_line(self, y):
        y += self.scroll_offset.y
        plain, half = Style(), self.size.width // 2
        parts = [Strip([Segment(side[y], plain)]) for side in self.sides if y < len(side)]
        return Strip.join(part.adjust_cell_length(half, plain) for part in parts)
class Opened(Screen):
    def compose(self):
        yield Two() if sys.argv[1:] else Static("OPENED")
class Bare(App):
    BINDINGS = [Binding("enter", "open", priority=True)]
    def compose(self):
        yield Static("READY")
    def action_open(self):
        self.push_screen(Opened())
Bare().run()
"""
OURS = "import sys; from policyreview.tui import run; sys.exit(run(sys.argv[1]))"
WORDS = (  # noqa: SIM905  (a list of fifty strings reads worse)
    "the policy personal information may be shared with affiliates partners retention security "
    "we process data under this notice and keep it for as long as the law asks"
).split()
CHINESE = "我们认真对待您的隐私，请仔细阅读本政策。我们可能与关联公司共享个人信息"


def texts(lines: int) -> tuple[str, str]:
    """Two revisions of a text of so many lines, half of the paragraphs with Chinese in them."""
    chance = random.Random(lines)
    old: list[str] = []
    for number in range(lines // 2):
        if number % 40 == 0:
            old.append(f"## {number // 40 + 1}. Clause {number // 40 + 1}")
            continue
        words = chance.choices(WORDS, k=chance.randint(4, 16))
        old.append(" ".join(words) + (CHINESE if number % 2 else "") + ".")
    new = list(old)
    for index in range(5, len(new), 12):
        new[index] = new[index].replace("the ", "this ", 1) + " Changed."
    head = "# Long\n\nEffective Date: May 1, 2026\n\n"
    return head + "\n\n".join(old) + "\n", head + "\n\n".join(new) + "\n"


def library(folder: Path, lines: int) -> Path:
    """A repository with one policy of two revisions."""
    root = folder / f"lines-{lines}"
    (root / "policies").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    who = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    for text in texts(lines):
        (root / "policies" / "long.md").write_text(text, encoding="utf-8")
        subprocess.run(["git", "-C", str(root), "add", "."], check=True)
        subprocess.run(["git", "-C", str(root), *who, "commit", "-qm", "Write"], check=True)
    return root


def open_once(command: list[str], ready: bytes, done: bytes) -> tuple[float, float]:
    """Milliseconds from the key to a word on the screen, and those of CPU of the program's own."""
    terminal = Terminal(command)
    terminal.until(ready)
    terminal.quiet(1.5)
    used, before = terminal.fine_cpu(), terminal.press(b"\r")
    found = terminal.until(done) - before, terminal.fine_cpu() - used
    terminal.close()
    return found


def opening(root: Path, bare: Path, runs: int = 9) -> list[tuple[str, float, float]]:
    """The least that opening took in so many turns: by name, milliseconds and those of CPU."""
    commands = {
        "bare app": ([sys.executable, str(bare)], b"READY", b"OPENED"),
        "bare app, both texts": ([sys.executable, str(bare), str(root)], b"READY", b"Effective"),
        "policyreview": ([sys.executable, "-c", OURS, str(root)], b"never approved", b"comparing"),
    }
    open_once(*commands["policyreview"])  # the caches are warm from here on
    turns = [{name: open_once(*each) for name, each in commands.items()} for _ in range(runs)]
    return [
        (name, min(turn[name][0] for turn in turns), min(turn[name][1] for turn in turns))
        for name in commands
    ]


def ours(root: Path) -> list[tuple[str, str, str, str]]:
    """The rows for the two-column comparison."""
    terminal = Terminal([sys.executable, "-c", OURS, str(root)])
    terminal.until(b"never approved")
    terminal.quiet()
    used, before = terminal.cpu(), terminal.press(b"\r")
    lines = terminal.until(b"comparing") - before
    lines_cpu = terminal.cpu() - used
    opened = terminal.until(b" changes") - before
    opened_cpu = terminal.cpu() - used
    for _ in range(3):  # one language after the other
        terminal.quiet(1.0)
        terminal.alone()
    for _ in range(3):
        terminal.key(KEYS["page down"])
    rows = [
        ("first lines", "–", f"{lines:.0f} ms", f"{lines_cpu:.0f} ms"),
        ("compared, in two columns", "–", f"{opened:.0f} ms", f"{opened_cpu:.0f} ms"),
    ]
    for name, keys in KEYS.items():
        cost = terminal.keys(keys)
        rows.append((name, f"{cost.bytes:,.0f}", f"{cost.ms:.1f} ms", f"{cost.cpu:.0f} ms"))
    rows.append(("resident", "–", f"{terminal.memory():.0f} MB", "–"))
    for name, keys in (("folded", b"f"), ("clauses whole", b"e")):
        used = terminal.fine_cpu()
        terminal.press(keys)
        terminal.quiet(2.0)
        rows.append((name, "–", "–", f"{terminal.fine_cpu() - used:.0f} ms"))
    terminal.close()
    return rows


def peer(command: list[str]) -> list[tuple[str, str, str, str]]:
    """The rows for a peer."""
    terminal = Terminal(command)
    terminal.quiet(1.0)
    rows = []
    for name in ("page down", "down"):
        terminal.key(KEYS[name])
        cost = terminal.keys(KEYS[name])
        rows.append((name, f"{cost.bytes:,.0f}", f"{cost.ms:.1f} ms", f"{cost.cpu:.0f} ms"))
    rows.append(("resident", "–", f"{terminal.memory():.0f} MB", "–"))
    terminal.close()
    return rows


def main() -> int:
    """Print the table; 1 where a figure misses its aim."""
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plain = folder / "plain.py"
        plain.write_text(PLAIN)
        bare = folder / "bare.py"
        bare.write_text(BARE)
        print("| what | program | bytes | time | CPU |")
        print("|---|---|---|---|---|")
        for lines in (20_000, 200_000):
            root = library(folder, lines)
            times = opening(root, bare)
            for name, wall, cpu in times:
                print(f"| {lines:,} lines, opened | {name} | – | {wall:.0f} ms | {cpu:.0f} ms |")
            more = 40 if lines == 20_000 else 130
            failed = failed or times[-1][1] > times[0][1] + more
            text = root / "policies" / "long.md"
            found = ours(root)
            for name, *cells in found:
                print(f"| {lines:,} lines, {name} | policyreview | {' | '.join(cells)} |")
            limit = 15 if lines == 20_000 else 30
            page, line = found[2], found[3]
            failed = failed or float(page[3].split()[0]) > limit
            failed = failed or int(page[1].replace(",", "")) > 8000
            failed = failed or int(line[1].replace(",", "")) > 2000
            if lines == 20_000:
                for name, *cells in peer([sys.executable, str(plain), str(text)]):
                    print(f"| {lines:,} lines, {name} | plain Textual | {' | '.join(cells)} |")
                if less := shutil.which("less"):
                    for name, *cells in peer([less, str(text)]):
                        print(f"| {lines:,} lines, {name} | less | {' | '.join(cells)} |")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
