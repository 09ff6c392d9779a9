"""Work done aside: functions called in a Python process of its own.

For what takes much memory on the way to a small answer: memory goes back to the system for sure
only when the process ends that took it. And the screens draw meanwhile, in a process of their own.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle  # both ends are this program
import select
import subprocess
import sys
import threading
import time
from types import GeneratorType
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

Answer = TypeVar("Answer")
_PATIENCE = 5.0
"""Seconds in which a process that has nothing more to do must have ended."""


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells
        return os.cpu_count() or 1


class Worker:
    """Calls functions in another process, at the other end of two pipes."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        """Take this process's ends of the pipes."""
        self._requests = requests
        self._answers = answers

    def send(self, function: Callable[..., object], *args: object) -> None:
        """Have a function called; ``receive`` gives what it returns.

        Of a generator ``receive`` gives the values one by one, and then None.

        Args:
            function: A function of a module.
            args: What it is called with; it and what the function returns must be picklable.

        Raises:
            OSError: The process has ended.
        """
        pickle.dump((function, args), self._requests, pickle.HIGHEST_PROTOCOL)
        self._requests.flush()

    def receive(self) -> Any:
        """What the next function that was sent has returned.

        Raises:
            OSError, EOFError, pickle.UnpicklingError: The process has ended.
            RuntimeError: The function has raised.
        """
        good, answer = pickle.load(self._answers)  # noqa: S301  (from this program's own process)
        if not good:
            raise RuntimeError("The function that was called aside has failed.")
        return answer

    def ask_no_more(self) -> None:
        """Let the process know that nothing more will be asked."""
        with contextlib.suppress(OSError):
            self._requests.close()

    def see_end(self) -> None:
        """Ask no more, and wait until the process has let go of its pipe, as it does at its end."""
        self.ask_no_more()
        until = time.monotonic() + _PATIENCE
        with contextlib.suppress(OSError, ValueError):  # it was let go of here before
            while select.select([self._answers], [], [], max(0.0, until - time.monotonic()))[0]:
                if not os.read(self._answers.fileno(), _LARGE):
                    return

    def hang_up(self) -> None:
        """Let go of both pipes."""
        self.ask_no_more()
        with contextlib.suppress(OSError):
            self._answers.close()


class Helper(Worker):
    """A process that calls functions; ends with ``close``, or soon after the one that began it.

    Attributes:
        copies: More that do the same, made by it and ending soon after it. A copy is there at once,
            where another helper would have to read in again all that its work needs.
    """

    def __init__(self, needs: Sequence[str] = (), *, copies: int = 0) -> None:
        """Start it.

        Args:
            needs: Modules that are imported first.
            copies: How many copies to make then.

        Raises:
            OSError: It cannot be started.
        """
        if not sys.executable:
            raise FileNotFoundError("This Python does not know its own program.")
        with contextlib.ExitStack() as theirs:
            pairs = [_Pair(theirs) for _ in range(copies)]
            call = f"serve({list(needs)!r}, {[pair.there for pair in pairs]!r})"
            # -P and the folder: no module of the repository that is looked at can come in.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", f"from policyreview.aside import serve; {call}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
                pass_fds=[end for pair in pairs for end in pair.there],
            )
        super().__init__(
            cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        )
        self.copies = tuple(Worker(*pair.here) for pair in pairs)

    def finish(self) -> None:
        """Let the process end by itself, which ends in order what it has started."""
        for worker in (self, *self.copies):
            worker.ask_no_more()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self.close()

    def close(self) -> None:
        """End the process and its copies, whatever they are busy with."""
        self._process.kill()
        for copy in self.copies:  # they end when they see that it is gone
            copy.see_end()
        for worker in (self, *self.copies):
            worker.hang_up()
        self._process.wait()


class _Pair:
    """Two pipes to a copy.

    Attributes:
        here: This process's ends: for requests, for answers.
        there: The copy's ends, as numbers.
    """

    def __init__(self, theirs: contextlib.ExitStack) -> None:
        """Make them; ``theirs`` closes the copy's ends here."""
        first, second = os.pipe(), os.pipe()
        self.there = (first[0], second[1])
        for end in self.there:
            theirs.callback(os.close, end)
        self.here = (os.fdopen(first[1], "wb"), os.fdopen(second[0], "rb"))
        if min(self.there) <= 2:
            raise OSError("The numbers of the standard streams are needed for others.")


_LARGE = 256 * 1024
_BY_ITSELF, _GIVEN_BACK = -3, -1
"""What glibc calls ``M_MMAP_THRESHOLD`` and ``M_TRIM_THRESHOLD``."""


def keep_large_apart() -> None:
    """Have what is large stand by itself in memory, where the library can: it leaves no hole.

    Left alone, glibc takes ever larger pieces for small ones once it has seen a larger one go, and
    keeps as much at the end of each thread's heap.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # glibc has it
        library = ctypes.CDLL(None)
        library.mallopt(_BY_ITSELF, _LARGE)
        library.mallopt(_GIVEN_BACK, 2 * _LARGE)


def give_back() -> None:
    """Give the system what memory is free after a large piece of work, where the library can."""
    import ctypes
    import gc

    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # glibc has it
        ctypes.CDLL(None).malloc_trim(0)


FAILURES = (OSError, EOFError, pickle.PickleError, RuntimeError)
"""What is raised where a helper cannot be had or has failed: the work is done here instead."""


def call(function: Callable[..., Answer], *args: object) -> Answer:
    """Call a function in a process of its own; in this one where that cannot be done.

    Args:
        function: A function of a module.
        args: What it is called with; it and what the function returns must be picklable.
    """
    try:
        helper = Helper()
    except OSError:
        return function(*args)
    try:
        helper.send(function, *args)
        return cast("Answer", helper.receive())
    except FAILURES:
        return function(*args)  # if it was the function's fault, it raises here
    finally:
        helper.close()


class Stream(Generic[Answer]):
    """The values of a generator that runs in a process of its own, each as soon as it is there.

    Where no process can be had it runs in this one. Another thread may close it at any time.
    """

    def __init__(
        self, function: Callable[..., Generator[Answer, None, None]], *args: object
    ) -> None:
        """Take a generator function of a module and what it is called with; nothing begins yet.

        What goes to and fro must be picklable, and no value None.
        """
        self._function = function
        self._args = args
        self._helper: Helper | None = None
        self._here: Generator[Answer, None, None] | None = None
        self._sending: threading.Thread | None = None
        self._given = 0
        self._closed = False

    def begin(self) -> None:
        """Start the process now, and wait for nothing; without this ``next`` starts it."""
        self._sending = threading.Thread(target=self._begin, daemon=True)
        self._sending.start()

    def _begin(self) -> None:
        try:
            self._start()
        except (*FAILURES, ValueError):
            self._stop()  # whoever asks for the first value tries it again

    def next(self) -> Answer | None:
        """Wait for the next value; None when there are no more, or once the stream is closed."""
        if self._sending is not None:
            self._sending.join()
            self._sending = None
        if self._here is None and not self._closed:
            try:
                return self._received()
            except (*FAILURES, ValueError):  # the last where it was closed in the middle
                self._stop()
                if self._closed:
                    return None
                self._here = self._function(*self._args)
                for _ in range(self._given):  # what has been given already
                    next(self._here, None)
        return None if self._closed or self._here is None else next(self._here, None)

    def _start(self) -> Helper:
        self._helper = helper = Helper()
        if self._closed:
            raise EOFError
        helper.send(self._function, *self._args)
        return helper

    def _received(self) -> Answer | None:
        answer = cast("Answer | None", (self._helper or self._start()).receive())
        self._given += 1
        if answer is None:
            self.close()
        return answer

    def close(self) -> None:
        """End the process, whatever it is busy with."""
        self._closed = True
        self._stop()

    def _stop(self) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.close()


def serve(needs: Sequence[str] = (), pairs: Sequence[tuple[int, int]] = ()) -> None:
    """What the process does: answer until nothing more is asked.

    Args:
        needs: Modules that are imported first.
        pairs: For each copy of it the ends of the pipes for requests and answers.
    """
    for name in needs:
        importlib.import_module(name)
    copies = _copied(pairs)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _answer(sys.stdin.buffer, answers)
    for copy in copies:
        os.waitpid(copy, 0)


def _copied(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Make copies of this process, each with pipes of its own; gives those of this one's making."""
    copies: list[int] = []
    for requests, answers in pairs:
        copy = os.fork()
        if not copy:
            os.setsid()  # systems share out their processors by sessions
            os.dup2(requests, 0)
            os.dup2(answers, 1)
            copies = []
            break
        copies.append(copy)
    for pair in pairs:
        for end in pair:
            os.close(end)
    return copies


def _answer(requests: BinaryIO, answers: BinaryIO) -> None:
    while True:
        try:
            function, args = pickle.load(requests)  # noqa: S301  (as above)
        except EOFError:
            return
        try:
            found = function(*args)
            if isinstance(found, GeneratorType):
                for each in found:
                    _give(answers, (True, each))
                found = None
        except Exception:  # noqa: BLE001  (whoever asked calls it again and sees it raised)
            _give(answers, (False, None))
        else:
            _give(answers, (True, found))


def _give(answers: BinaryIO, answer: tuple[bool, object]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, whatever it is busy with."""
    watched: list[int] = []
    with contextlib.suppress(AttributeError, OSError):  # not every system has it
        watched.append(os.pidfd_open(parent))
    while os.getppid() == parent:
        select.select(watched, [], [], 0.5)
    os._exit(0)
