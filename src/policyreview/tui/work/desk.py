"""A thread that asks the rooms below, one question after the other, so that no screen waits."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class Desk:
    """Answers questions on a thread of its own, in the order in which they were asked.

    The thread is a daemon: leaving the program never waits for a question that takes long. A
    library is asked by one desk only, since it keeps one pipe to git; for another desk it has a
    twin.
    """

    def __init__(self, name: str = "policyreview-desk", *, begin: bool = True) -> None:
        """Set up the desk.

        Args:
            name: The thread's name.
            begin: Whether to answer at once; otherwise questions wait for `begin`.
        """
        self._questions: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        if begin:
            self.begin()

    def begin(self) -> None:
        """Answer from now on, if that has not begun."""
        if self._thread.ident is None:
            self._thread.start()

    def _work(self) -> None:
        while True:
            self._questions.get()()

    def start(self, question: Callable[[], T]) -> Future[T]:
        """Put a question and don't wait.

        Args:
            question: Called on the desk's thread.
        """
        from concurrent.futures import Future

        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                answer = question()
            except BaseException as error:  # noqa: BLE001  (handed on to whoever asked)
                future.set_exception(error)
            else:
                future.set_result(answer)

        self._questions.put(work)
        return future

    async def ask(self, question: Callable[[], T]) -> T:
        """Put a question and wait for the answer, while the screen goes on.

        Raises:
            PolicyReviewError: Whatever the question raises.
        """
        import asyncio  # costs more than the first frame may take

        return await asyncio.wrap_future(self.start(question))
