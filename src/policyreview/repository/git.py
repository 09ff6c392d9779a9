"""Run git: the only place of the program that starts a git process.

Every process gets a session of its own, its stderr captured, and what ``confinement`` says.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository.confinement import environment, flags, safe_path

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from policyreview.repository.confinement import Purpose

OLDEST = (2, 34)
"""The oldest git that signs with SSH keys and knows every option used here."""


@dataclass(frozen=True, slots=True)
class Completed:
    """What a finished git process left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes

    @property
    def text(self) -> str:
        """Its output as text without the final newline."""
        return self.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    @property
    def complaint(self) -> str:
        """The last line of what it said on stderr, without git's ``fatal:``."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        line = lines[-1] if lines else ""
        return line.removeprefix("fatal: ").removeprefix("error: ")[:300]


_DAMAGE = ("bad object", "not a tree object", "missing", "corrupt", "unable to read", "bad tree")


DAMAGED = "The repository is incomplete or damaged; 'git fsck' says where."
"""What to do about objects that are not there."""
FETCH_ALL = "'git fetch --refetch --no-filter'"
REFETCH = f"{FETCH_ALL} gets what a partial clone lacks."


class GitFailed(CouldNotTell):
    """A git process ended with an error that nothing here expected."""

    def __init__(self, completed: Completed, what: str) -> None:
        self.completed = completed
        if b" over limit " in completed.stderr:
            super().__init__(
                f"Git could not {what}: a commit, tag or folder on the way is larger than the 64 MB"
                " that are read.",
                hint="What it holds is not known; have the branch made without it.",
            )
            return
        reason = completed.complaint or f"it ended with code {completed.returncode}"
        damaged = any(sign in reason for sign in _DAMAGE)
        super().__init__(
            f"Git could not {what}: {reason.rstrip('.')}.",
            hint=DAMAGED if damaged else "'git fsck' tells whether the repository is damaged.",
        )


@cache
def _program(path: str) -> str | None:
    return shutil.which("git", path=path)


def program() -> str:
    """The absolute path of git.

    Raises:
        CouldNotTell: There is no git on PATH.
    """
    found = _program(safe_path())
    if found is None:
        raise CouldNotTell(
            "Git was not found on PATH.", hint="Install git 2.34 or newer and try again."
        )
    return found


def _command(
    args: Sequence[str], git_dir: Path | None, purpose: Purpose, config: Sequence[str]
) -> list[str]:
    where = [f"--git-dir={git_dir}"] if git_dir else []
    settings = [part for setting in config for part in ("-c", setting)]
    return [program(), *flags(purpose), *settings, *where, *args]


def start(
    args: Sequence[str],
    *,
    git_dir: Path | None = None,
    cwd: Path | str | None = None,
    purpose: Purpose = "read",
    env: Mapping[str, str] | None = None,
    config: Sequence[str] = (),
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.PIPE,
    session: bool = True,
) -> subprocess.Popen[bytes]:
    """Start git in a session of its own and return the process with its pipes.

    Args:
        args: The git command and its arguments.
        git_dir: The git folder; without it git looks for one from ``cwd`` upwards.
        cwd: The working folder, by default the file system's root.
        purpose: What the process is for.
        env: Variables to add.
        config: Settings ``key=value`` that outrank every configuration file.
        stdin: What the process reads.
        stderr: Where its complaints go.
        session: Whether it gets a session of its own, without a terminal to ask on.

    Raises:
        CouldNotTell: Git is missing or cannot be started.
    """
    command = _command(args, git_dir, purpose, config)
    try:
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=cwd or "/",
            env=environment(purpose, env),
            start_new_session=session,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CouldNotTell(
            f"Git could not be started: {reason}.",
            hint="See that git is installed and on the PATH.",
        ) from error


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and everything it started, and close its pipes."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if process.returncode is None and os.getpgid(process.pid) != process.pid:
            process.kill()  # it shares the caller's session and group
        else:
            os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _finish(
    process: subprocess.Popen[bytes],
    data: bytes | None,
    timeout: float | None,
    cancelled: Callable[[], bool] | None,
    what: str,
) -> Completed:
    """Wait for a process, looking every 50 ms whether it was cancelled."""
    tick = 0.05 if cancelled else timeout
    waited = 0.0
    while True:
        try:
            out, err = process.communicate(data, timeout=tick)
            return Completed(process.returncode, out, err)
        except subprocess.TimeoutExpired:
            data = None  # what was given the first time goes on being written
            waited += tick or 0.0
            if cancelled and cancelled():
                raise Cancelled(f"Stopped before git could {what}; nothing was changed.") from None
            if timeout is not None and waited >= timeout:
                raise CouldNotTell(
                    f"Git did not {what} within {timeout:g} seconds and was stopped.",
                    hint="Try again when the machine has less to do.",
                ) from None


def run(
    args: Sequence[str],
    *,
    git_dir: Path | None = None,
    cwd: Path | str | None = None,
    purpose: Purpose = "read",
    input: bytes | None = None,  # noqa: A002  (the word that subprocess uses)
    env: Mapping[str, str] | None = None,
    config: Sequence[str] = (),
    timeout: float | None = None,
    check: bool = True,
    cancelled: Callable[[], bool] | None = None,
    session: bool = True,
    what: str = "",
) -> Completed:
    """Run git to its end.

    Args:
        args: The git command and its arguments.
        git_dir: The git folder; without it git looks for one from ``cwd`` upwards.
        cwd: The working folder, by default the file system's root.
        purpose: What the process is for.
        input: What it reads from its standard input, which is empty otherwise.
        env: Variables to add to the scrubbed environment.
        config: Settings ``key=value`` that outrank every configuration file.
        timeout: Seconds after which it is killed with all that it started.
        check: Whether a return code other than 0 raises.
        cancelled: Asked every 50 ms; when it says yes the process group is killed.
        session: Whether it gets a session of its own, without a terminal to ask on.
        what: What it does, in words that follow "Git could not", for messages.

    Returns:
        Its return code, output and complaints.

    Raises:
        CouldNotTell: Git is missing, failed (with ``check``) or took too long.
        Cancelled: ``cancelled`` said yes.
    """
    what = what or f"run '{args[0]}'"
    process = start(
        args,
        git_dir=git_dir,
        cwd=cwd,
        purpose=purpose,
        env=env,
        config=config,
        stdin=subprocess.DEVNULL if input is None else subprocess.PIPE,
        session=session,
    )
    try:
        completed = _finish(process, input, timeout, cancelled, what)
    except BaseException:
        end(process)
        raise
    if check and completed.returncode:
        raise GitFailed(completed, what)
    return completed


def stream(
    args: Sequence[str],
    *,
    git_dir: Path | None = None,
    cwd: Path | str | None = None,
    purpose: Purpose = "read",
    env: Mapping[str, str] | None = None,
    config: Sequence[str] = (),
    check: bool = True,
    what: str = "",
) -> Generator[bytes]:
    """Run git and yield its output as it comes, in chunks of up to 64 KiB.

    Closing the iterator kills the process. Its complaints go to a file, so that they can't block.

    Raises:
        CouldNotTell: Git is missing, or failed (with ``check``) after what was yielded.
    """
    import tempfile

    with tempfile.TemporaryFile() as complaints:
        process = start(
            args,
            git_dir=git_dir,
            cwd=cwd,
            purpose=purpose,
            env=env,
            config=config,
            stderr=complaints,
        )
        try:
            assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
            descriptor = process.stdout.fileno()
            while chunk := os.read(descriptor, 65536):
                yield chunk
            process.wait()
        finally:
            end(process)
        if check and process.returncode:
            complaints.seek(0)
            said = complaints.read(65536)
            raise GitFailed(Completed(process.returncode, b"", said), what or f"run '{args[0]}'")


def records(chunks: Iterable[bytes], separator: bytes = b"\0") -> Generator[bytes]:
    """Cut a stream of chunks into records that each end with the separator."""
    rest: list[bytes] = []
    for chunk in chunks:
        pieces = chunk.split(separator)
        if len(pieces) == 1:
            rest.append(chunk)
            continue
        rest.append(pieces[0])
        yield b"".join(rest)
        yield from pieces[1:-1]
        rest = [pieces[-1]]
    if last := b"".join(rest):
        yield last


@cache
def version() -> tuple[int, int]:
    """Git's version, as major and minor number.

    Raises:
        CouldNotTell: Git is missing or its version can't be read.
    """
    import re

    said = run(["version"], what="tell its version").text
    found = re.match(r"git version (\d{1,4})\.(\d{1,4})", said)
    if found is None:
        raise CouldNotTell("Git did not tell its version.", hint="See what 'git --version' says.")
    return int(found[1]), int(found[2])


def require_supported() -> None:
    """Refuse a git that is too old.

    Raises:
        CouldNotTell: Git is missing or older than ``OLDEST``.
    """
    major, minor = version()
    if (major, minor) < OLDEST:
        raise CouldNotTell(
            f"This git is version {major}.{minor}, which is too old.",
            hint=f"Install git {OLDEST[0]}.{OLDEST[1]} or newer.",
        )
