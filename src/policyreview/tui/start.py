"""The way in: the first frame at once, then Textual, then the screens."""

from __future__ import annotations

import gc
import os
import sys

from policyreview.tui.firstframe import FirstFrame

# Nothing is imported here that the first frame doesn't need, not even typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from policyreview.library import Library


def run(path: Path | str = ".", ref: str | None = None, *, today: dt.date | None = None) -> int:
    """Show a repository's policies on the screen until the user leaves.

    Args:
        path: The repository, or a folder inside it.
        ref: Branch, tag or commit to look at; HEAD where None.
        today: The day that statuses are about; the real one where None.

    Returns:
        The exit code, 0.

    Raises:
        CouldNotTell: There is no terminal, or none that can show screens.
        WrongUse: The path is no repository, or the revision unknown.
    """
    check_terminal()
    # Textual reads these when it is imported. Kitty's key reports break Chinese input methods.
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    # Imports make objects by the hundred thousand and next to no garbage. The collector comes back
    # with the first table (`PolicyReviewApp.table_stands`), or here where there never is one.
    gc.disable()
    try:
        return _show(path, ref, today)
    finally:
        gc.enable()


def _show(path: Path | str, ref: str | None, today: dt.date | None) -> int:
    name = os.path.basename(os.path.realpath(path))  # noqa: PTH119  (pathlib is imported later)
    with FirstFrame(name):
        from policyreview.library.lasttime import last_time
        from policyreview.tui.work.desk import Desk

        known = last_time(os.fspath(path)) if ref is None else None
        # Two threads that import hold each other up: with rows to show, the library can wait.
        desk = Desk(begin=known is None)
        opening = desk.start(lambda: _open(path, ref))

        import datetime as dt

        _import_asyncio()
        from policyreview.tui.app import PolicyReviewApp

        if opening.done():
            opening.result()  # raises what kept it from opening
        app = PolicyReviewApp(
            desk, opening, name=name, today=today or dt.date.today(), last_time=known
        )
        code = app.run()
    if app.problem is not None:
        raise app.problem
    if app.fault is not None:
        raise app.fault
    return code or app.return_code or 0


def _import_asyncio() -> None:
    """Import asyncio, which Textual needs, without ssl, which it does without where there is none.

    The screens speak to no network, and ssl takes 1 MB.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # what is None there isn't found
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def check_terminal() -> None:
    """Refuse, in one sentence, where no screen can be shown.

    Raises:
        CouldNotTell: There is no terminal, or it can't place text.
    """
    for stream in (sys.__stdin__, sys.__stderr__):
        if stream is None or not stream.isatty():
            from policyreview.errors import CouldNotTell

            raise CouldNotTell(
                "The screens need a terminal, and there is none on input or output.",
                hint="Use 'policyreview list', 'status', 'show' or 'diff' instead.",
            )
    term = os.environ.get("TERM", "")
    if term in {"", "dumb", "unknown"}:
        from policyreview.errors import CouldNotTell

        raise CouldNotTell(
            f"The terminal says that it is '{term or 'nothing'}', which can't place text.",
            hint="Set TERM (for example xterm-256color), or use 'policyreview list' and 'diff'.",
        )


def _open(path: Path | str, ref: str | None) -> Library:
    from policyreview.library import open_library

    return open_library(path, ref=ref)
