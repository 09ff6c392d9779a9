"""Turns whatever went wrong into one or two sentences on the error output and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from pathlib import Path

INTERRUPTED = 130
PIPE_CLOSED = 141
_COULD_NOT_TELL = 3
_WRONG_USE = 2
_LONGEST = 1000


def report(error: BaseException) -> int:
    """Say what failed and give the exit code.

    Args:
        error: Anything that a command raised. `KeyboardInterrupt` is 130, a reader that went away
            is silent (141), an exception that nobody foresaw leaves its traceback in a file.
    """
    if isinstance(error, KeyboardInterrupt):
        complain("Stopped.")
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        drop_output()
        return PIPE_CLOSED
    if isinstance(error, PolicyReviewError):
        from policyreview.cli.printer import OutputFailed

        if isinstance(error, OutputFailed):
            drop_output()
        complain(error.message, error.hint)
        return error.exit_code
    click_code = _report_click(error)
    if click_code is not None:
        return click_code
    if isinstance(error, OSError) and not error.filename:
        from policyreview.cli.printer import output_failed

        drop_output()
        failed = output_failed(error)
        complain(failed.message, failed.hint)
        return _COULD_NOT_TELL
    if isinstance(error, OSError):
        where = f" ({os.fsdecode(error.filename)})"
        complain(f"The system refused: {error.strerror or type(error).__name__}{where}.")
        drop_output()
        return _COULD_NOT_TELL
    return _report_unforeseen(error)


def complain(*sentences: str) -> None:
    """Write `policyreview: …` on the error output, made safe; never raises."""
    from policyreview.terminal import safe

    text = " ".join(_short(sentence) for sentence in sentences if sentence)
    with contextlib.suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(f"policyreview: {safe(text)}\n")
        sys.stderr.flush()


def _short(sentence: str) -> str:
    """A sentence that repeats what was typed, cut in its middle where that was very long."""
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[: _LONGEST // 2]}…{sentence[-_LONGEST // 2 :]}"


def drop_output() -> None:
    """Point the standard output at nothing, so that the interpreter's last flush is silent."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _report_click(error: BaseException) -> int | None:
    """Exit code for click's own exceptions; None for any other."""
    if "click" not in sys.modules:
        return None
    from click import exceptions as click

    if isinstance(error, click.UsageError):
        message = " ".join(error.format_message().split())
        if not message.endswith((".", "?", "!")):
            message += "."
        context = error.ctx
        hint = f"See '{context.command_path} --help'." if context is not None else ""
        complain(message, hint)
        return _WRONG_USE
    if isinstance(error, click.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        complain("Stopped.")
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        complain(error.format_message())
        return _WRONG_USE
    return None


def _report_unforeseen(error: BaseException) -> int:
    """Keep the traceback in a file and say where it is."""
    what = type(error).__name__
    if isinstance(error, MemoryError):
        complain("There was not enough memory for this.")
        return _COULD_NOT_TELL
    kept = _keep_traceback(error)
    where = f"Details are in {kept}." if kept else "Details could not be kept."
    complain(f"This is a fault of policyreview itself ({what}), nothing was claimed. {where}")
    return _COULD_NOT_TELL


def _keep_traceback(error: BaseException) -> Path | None:
    try:
        from policyreview.repository.folders import state_dir, write_private

        path = state_dir() / f"fault-{os.getpid()}.txt"
        text = "".join(traceback.format_exception(error))
        write_private(path, text.encode("utf-8", "backslashreplace"), lasting=False)
    except Exception:  # noqa: BLE001  (a report of a fault must not fail itself)
        return None
    return path
