"""Functions that are called in a process of their own."""

from __future__ import annotations

import operator
import os
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from policyreview import aside

if TYPE_CHECKING:
    from pathlib import Path


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
