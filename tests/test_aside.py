"""Functions that are called in a process of their own."""

from __future__ import annotations

import operator
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policyreview import aside

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


def test_what_is_called_aside_gives_its_answer_from_another_process() -> None:
    assert aside.call(operator.add, "隐", "私\udc80") == "隐私\udc80"
    assert aside.call(os.getpid) != os.getpid()


def test_what_fails_aside_fails_here_with_its_own_words() -> None:
    with pytest.raises(ValueError, match="many"):
        aside.call(int, "many")


def test_what_is_printed_aside_never_comes_between_the_answers() -> None:
    assert aside.call(print, "loud", "\n" * 9) is None


def test_a_helper_answers_one_question_after_the_other() -> None:
    helper = aside.Helper()
    try:
        for number in range(3):
            helper.send(abs, -number)
        assert [helper.receive() for _ in range(3)] == [0, 1, 2]
    finally:
        helper.close()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux does")
@pytest.mark.parametrize("ending", [aside.Helper.finish, aside.Helper.close])
def test_copies_of_a_helper_answer_like_it_and_end_with_it(
    ending: Callable[[aside.Helper], None],
) -> None:
    helper = aside.Helper(["fractions"], copies=2)
    workers = (helper, *helper.copies)
    for worker in workers:
        worker.send(os.getpid)
        worker.send(operator.add, "隐", "私")
    pids = [worker.receive() for worker in workers]
    watched = [os.pidfd_open(pid) for pid in pids]
    assert len(set(pids)) == 3
    assert [worker.receive() for worker in workers] == ["隐私"] * 3
    ending(helper)
    for each in watched:
        assert select.select([each], [], [], 60)[0] == [each]
        os.close(each)


def test_no_module_of_the_repository_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "sang"
    for name in ("policyreview", "pickle", "operator", "threading"):
        (tmp_path / f"{name}.py").write_text(f"open({str(canary)!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert aside.call(os.getcwd) == "/"
    assert not canary.exists()


def test_without_a_second_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert aside.call(os.getpid) == os.getpid()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux does")
def test_a_helper_ends_with_the_program_however_busy_it_is() -> None:
    story = (
        "import os, time; from policyreview.aside import Helper; helper = Helper()\n"
        "helper.send(os.getpid); print(helper.receive(), flush=True)\n"
        "helper.send(time.sleep, 600); input(); os._exit(9)"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", story], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdin is not None
    assert program.stdout is not None
    ended = os.pidfd_open(int(program.stdout.readline()))
    try:
        program.communicate(b"\n")
        assert select.select([ended], [], [], 60)[0] == [ended]
    finally:
        os.close(ended)


def counting(most: int) -> Generator[int, None, None]:
    """Numbers, one after the other."""
    yield from range(1, most + 1)


def naming(more: int) -> Generator[tuple[int, int | None], None, None]:
    """The process that this runs in, and one that it has begun, which then never ends."""
    inner = aside.Stream(naming, more - 1)
    below = inner.next() if more else None
    yield os.getpid(), below[0] if below else None
    time.sleep(600)


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process find the functions of this module."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.mark.usefixtures("reachable")
def test_values_come_one_after_the_other_from_another_process() -> None:
    stream = aside.Stream(naming, 0)
    first = stream.next()
    assert first is not None
    assert first[0] != os.getpid()
    stream.close()
    stream = aside.Stream(counting, 3)
    stream.begin()
    assert [stream.next() for _ in range(5)] == [1, 2, 3, None, None]


def test_a_stream_without_a_second_process_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    stream = aside.Stream(counting, 3)
    stream.begin()
    assert [stream.next() for _ in range(4)] == [1, 2, 3, None]


@pytest.mark.usefixtures("reachable")
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux does")
def test_a_closed_stream_ends_what_it_was_busy_with_and_whoever_waits() -> None:
    stream = aside.Stream(naming, 1)
    first = stream.next()
    assert first is not None
    watched = [os.pidfd_open(pid) for pid in first if pid is not None]
    assert len(watched) == 2
    waiting = threading.Thread(target=stream.next)
    waiting.start()
    stream.close()
    waiting.join(60)
    assert not waiting.is_alive()
    assert stream.next() is None
    for each in watched:
        assert select.select([each], [], [], 60)[0] == [each]
        os.close(each)
