"""Signing from a screen: passphrases are asked for, programs that need the terminal get it."""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from textual.app import SuspendNotSupported

from policyreview.errors import PolicyReviewError
from policyreview.tui.screens.questions import Passphrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.signoff import SigningKey
    from policyreview.signoff.signing import Ask
    from policyreview.tui.app import PolicyReviewApp

Made = TypeVar("Made")


async def with_key(
    home: PolicyReviewApp, key: SigningKey | None, work: Callable[[Ask | None, bool], Made]
) -> Made:
    """Have something signed, off the screen's thread.

    An OpenPGP key's passphrase is asked for by a program of the user's own (pinentry), which may
    need the terminal: the screen is given up for as long as that takes. An SSH key's is asked for
    here.

    Args:
        home: The app.
        key: The key that will sign.
        work: Signs; gets a function that asks for a passphrase (None: don't ask), and whether the
            terminal is free for other programs.

    Raises:
        PolicyReviewError: It was not signed.
    """
    if key is not None and key.kind == "openpgp":
        await home.desk.ask(lambda: None)  # nobody else reads from the library now
        done: list[Made] = []
        problem: PolicyReviewError | None = None
        try:
            with home.suspend():
                # Nothing may leave this block by an exception: the screen would not come back.
                try:
                    done.append(work(None, True))
                except PolicyReviewError as error:
                    problem = error
        except SuspendNotSupported:
            return await home.desk.ask(lambda: work(None, False))
        if problem is not None:
            raise problem
        return done[0]
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()

    def ask(question: str) -> str | None:
        answer: Future[str | None] = Future()

        def put() -> None:
            home.push_screen(Passphrase(question), answer.set_result)

        loop.call_soon_threadsafe(put, context=context)
        return answer.result()

    return await home.desk.ask(lambda: work(ask, False))
