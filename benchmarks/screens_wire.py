"""A program on a pty: when its first screen stands, and what a key costs."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import statistics
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = {"page down": b"\x1b[6~", "down": b"j", "next change": b"]"}


@dataclass(frozen=True)
class Cost:
    """What one key costs.

    Bytes written by the program, milliseconds until the last of them, milliseconds of CPU.
    """

    bytes: float
    ms: float
    cpu: float = 0.0


class Terminal:
    """A program on a pty of 120 by 40 cells, 256 colours."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (120, 40)) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        gone = ("COLUMNS", "LINES", "NO_COLOR", "TMUX", "STY", "COLORTERM")
        env = {key: value for key, value in os.environ.items() if key not in gone}
        env |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self.begun = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(slave, descriptor)
            os.closerange(3, 256)
            os.execvpe(command[0], list(command), env)
        os.close(slave)
        self.fd = master
        self.seen = b""

    def read(self, wait: float) -> bytes:
        """What comes within so many seconds."""
        ready, _, _ = select.select([self.fd], [], [], wait)
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.seen += data
        return data

    def until(self, text: bytes, limit: float = 300) -> float:
        """Milliseconds since the start until the text came."""
        while text not in self.seen and time.perf_counter() - self.begun < limit:
            self.read(0.05)
        return (time.perf_counter() - self.begun) * 1000

    def press(self, keys: bytes) -> float:
        """Press a key; milliseconds since the start."""
        os.write(self.fd, keys)
        return (time.perf_counter() - self.begun) * 1000

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing comes."""
        while self.read(seconds):
            pass

    def key(self, keys: bytes) -> Cost:
        """Press a key and wait until all is drawn."""
        begun = last = time.perf_counter()
        os.write(self.fd, keys)
        count = 0
        while data := self.read(0.25):
            count += len(data)
            last = time.perf_counter()
        return Cost(count, (last - begun) * 1000)

    def keys(self, keys: bytes, times: int = 10) -> Cost:
        """The median cost of a key."""
        before = self.cpu()
        costs = [self.key(keys) for _ in range(times)]
        return Cost(
            statistics.median(cost.bytes for cost in costs),
            statistics.median(cost.ms for cost in costs),
            (self.cpu() - before) / times,
        )

    def alone(self) -> None:
        """Read until the program has no other Python at work for it."""
        children = Path(f"/proc/{self.pid}/task")
        while any(
            b"python" in Path(f"/proc/{child}/cmdline").read_bytes()
            for task in children.iterdir()
            for child in (task / "children").read_text(encoding="ascii").split()
            if Path(f"/proc/{child}").exists()
        ):
            self.read(0.2)
        self.quiet()

    def memory(self) -> float:
        """Resident megabytes, now."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize() / 1e6

    def cpu(self) -> float:
        """Milliseconds of CPU that the program has used so far, without those it has started."""
        fields = (
            Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        )
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def fine_cpu(self) -> float:
        """As ``cpu``, to the nanosecond, threads that have ended included."""
        return time.clock_gettime_ns(~self.pid << 3 | 2) / 1e6  # as clock_getcpuclockid(3) makes it

    def close(self) -> float:
        """End the program; CPU seconds that it took."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.kill(self.pid, 15)
        time.sleep(0.1)
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.close(self.fd)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
