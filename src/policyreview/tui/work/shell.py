"""Whether a shell waits above the program, to which it can give the terminal for a while."""

from __future__ import annotations

import os
import signal
import time

_LOOK = 0.01
"""Seconds between looks for the shell's signal, which stops no sleep that begins after it."""


def waits() -> bool:
    """Whether a shell with job control started the program.

    Without one (a command of sshd's or of tmux's own) a stopped program would stay so: nobody is
    there to continue it. What the shell started leads a group of processes in the shell's session;
    what stands alone leads the session itself.
    """
    try:
        session = os.getsid(0)
        return os.getpgrp() != session and os.getsid(os.getppid()) == session
    except OSError:
        return False


def wait_for_it() -> None:
    """Stop, and whatever the shell started with the program, until the shell continues them.

    All at once and by a signal that nobody can put off: a shell that hears that a part has stopped
    takes the terminal away from those that have not.
    """
    heard: list[int] = []
    # Textual's own handler, were it to hear of this late, would take the terminal a second time.
    before = signal.signal(signal.SIGCONT, lambda number, _: heard.append(number))
    try:
        os.killpg(0, signal.SIGSTOP)
        while not heard:
            time.sleep(_LOOK)
    finally:
        signal.signal(signal.SIGCONT, before or signal.SIG_DFL)
