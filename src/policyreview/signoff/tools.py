"""Run a program that holds keys (gpg, a key command): own session, time limit, output captured."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS = 10.0
"""How long a program may take that only lists keys."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a program left behind; ``returncode`` is None where it was missing or too slow."""

    returncode: int | None
    stdout: bytes
    stderr: bytes

    @property
    def text(self) -> str:
        """Its output, undecodable bytes kept as surrogates."""
        return self.stdout.decode("utf-8", "surrogateescape")


def run_tool(
    args: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    input: bytes = b"",  # noqa: A002  (the word that subprocess uses)
    seconds: float = SECONDS,
) -> Output:
    """Run a program of the user's own to its end, with no terminal to ask on.

    Args:
        args: The program, found on the absolute folders of PATH, and its arguments.
        env: Variables to set besides the user's own.
        input: What it reads.
        seconds: After which it is ended with everything that it started.
    """
    whole = {**os.environ, "LC_ALL": "C", **(env or {})}
    folders = [f for f in whole.get("PATH", os.defpath).split(os.pathsep) if f.startswith("/")]
    program = shutil.which(args[0], path=os.pathsep.join(folders))
    if program is None:
        return Output(None, b"", b"not found")
    try:
        process = subprocess.Popen(
            [program, *args[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env=whole,
            start_new_session=True,
        )
    except OSError as error:
        return Output(None, b"", str(error).encode())
    try:
        stdout, stderr = process.communicate(input, timeout=seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Output(None, b"", b"too slow")
    return Output(process.returncode, stdout, stderr)
