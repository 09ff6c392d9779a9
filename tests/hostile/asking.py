"""Asks the command line in a process of its own, with its time and memory measured."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Control characters that no output may hold, and C1 in UTF-8; a newline and a tab are harmless.
RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")

MOST_SECONDS = 25
"""CPU time after which a process is ended, which is no documented answer."""


_WATCH = f"""
import os, resource, subprocess, sys
told, *command = sys.argv[1:]
process = subprocess.Popen(command)
resource.prlimit(process.pid, resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
_, status, used = os.wait4(process.pid, 0)
os.write(int(told), f"{{status}} {{used.ru_utime + used.ru_stime}} {{used.ru_maxrss}}".encode())
"""
"""Starts a command and tells of its end. It is a small process, for the memory of whoever starts a
child counts as the child's own."""


@dataclass(frozen=True)
class Asked:
    """What came out.

    Attributes:
        code: Exit code, negative for a signal.
        seconds: CPU time of the process and of those that it waited for.
        megabytes: Largest resident memory of any of them.
    """

    code: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: int

    def is_sound(self) -> None:
        """It answered with a documented code and said nothing raw and no traceback."""
        assert self.code in {0, 1, 2, 3}, self
        assert b"Traceback" not in self.out + self.err, self.err
        assert b"fault of policyreview" not in self.err, self.err
        assert RAW.search(self.out + self.err) is None, RAW.search(self.out + self.err)
        told = self.err.startswith(b"policyreview: ") or (self.code == 3 and self.out)
        assert self.code in {0, 1} or told, self


def ask(
    *arguments: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    before: tuple[str, ...] = (),
) -> Asked:
    """Run ``policyreview ARGUMENTS``.

    Args:
        arguments: What follows the program's name.
        cwd: Where.
        env: Variables to add.
        before: A command that runs it, such as ``unshare``.
    """
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.TemporaryFile() as told,
    ):
        command = [*before, sys.executable, "-m", "policyreview", *map(str, arguments)]
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _WATCH, str(told.fileno()), *command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            pass_fds=[told.fileno()],
            check=True,
        )
        for file in (out, err, told):
            file.seek(0)
        status, seconds, kilobytes = told.read().split()
        return Asked(
            os.waitstatus_to_exitcode(int(status)),
            out.read(),
            err.read(),
            float(seconds),
            int(kilobytes) // 1024,
        )
