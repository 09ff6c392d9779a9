"""A library of many texts is read by processes beside, with the same answers and nothing left."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policyreview import aside
from policyreview.library import Library, Policy, beside, open_library
from policyreview.library.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNT = 60

WORDS = "We collect the personal data that you give us, and keep it safe as the law asks. " * 4


def git(folder: Path, *args: str, data: bytes | None = None) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *args],
        cwd=folder, check=True, capture_output=True, input=data,
    )  # fmt: skip
    return done.stdout.decode().strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "repo"
    (place / "policies").mkdir(parents=True)
    git(place, "init", "-q", "-b", "main")
    for number in range(COUNT):
        language, title = ("zh", "隐私政策") if number % 5 == 4 else ("en", "Privacy Policy")
        (place / f"policies/p{number:03}.{language}.md").write_text(
            f"# {title} {number}\n\nEffective date: {1 + number % 28} May 2026\n\n{WORDS}\n"
        )
    (place / "policies/binary.md").write_bytes(bytes(range(32)) * 9)
    (place / "policies/p000-copy.md").write_bytes((place / "policies/p000.en.md").read_bytes())
    git(place, "add", "-A")
    git(place, "commit", "-qm", "Write the policies")
    return place


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few texts are many, and there are two processors to read them with."""
    monkeypatch.setattr(beside, "MANY", 10)
    monkeypatch.setattr(beside, "processors", lambda: 2)


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Library]]:
    libraries: list[Library] = []

    def again() -> Library:
        cache = Path(os.environ["POLICYREVIEW_CACHE_DIR"])
        for kept in [*cache.rglob("*.json")]:
            kept.unlink()
        libraries.append(open_library(folder))
        return libraries[-1]

    yield again
    for library in libraries:
        library.repository.close()


def running(mark: str) -> list[int]:
    """The processes whose command line or environment holds a word."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            said = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in said and int(place.name) != os.getpid():
            found.append(int(place.name))
    return found


def test_the_policies_are_those_that_are_read_here(
    opened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = opened().policies
    monkeypatch.setattr(beside, "MANY", 10)
    monkeypatch.setattr(beside, "processors", lambda: 3)
    monkeypatch.setattr(beside, "_A_HELPERS_WORK", 20)
    read: list[str] = []
    monkeypatch.setattr(beside, "read_facts", lambda data, name: read.append(name))
    assert opened().policies == here
    assert read == [], "all was read by helpers"
    assert len(here) == COUNT + 2


@pytest.mark.usefixtures("many")
def test_what_helpers_read_is_kept_for_the_next_time(opened: Callable[[], Library]) -> None:
    first = opened()
    text = first.policy("p003").texts[0]
    assert first.facts(text) == facts_of(first.data(text), text.path)
    again = open_library(first.repository.root or "")
    with again.repository:
        assert again.facts(text) == first.facts(text)


@pytest.mark.usefixtures("many")
def test_the_rows_asked_for_first_are_filled_in_first(opened: Callable[[], Library]) -> None:
    rows = [policy for policy in opened().progress(first=["p057", "p058"]) if _is_read(policy)]
    assert [policy.id for policy in rows[:2]] == ["p057", "p058"]


def _is_read(policy: Policy) -> bool:
    return policy.title.startswith(("Privacy", "隐私"))


@pytest.mark.usefixtures("many")
def test_reading_that_is_broken_off_leaves_no_process(opened: Callable[[], Library]) -> None:
    library = opened()
    mark = str(library.repository.shadow.path)
    library.begin_changes()
    arriving = library.progress(cancelled=lambda: True)
    assert not any(_is_read(policy) for policy in arriving)
    library.repository.close()
    assert not running(mark)


@pytest.mark.usefixtures("many")
def test_a_helper_that_dies_is_done_without(
    opened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [policy.title for policy in opened().policies]

    class Dying(aside.Helper):
        def receive(self) -> object:
            self._process.kill()
            self._process.wait()
            return super().receive()

    monkeypatch.setattr(beside, "Helper", Dying)
    assert [policy.title for policy in opened().policies] == here
    monkeypatch.setattr(sys, "executable", "")
    assert [policy.title for policy in opened().policies] == here


@pytest.mark.usefixtures("many")
def test_the_last_changes_found_meanwhile_are_those_found_alone(
    opened: Callable[[], Library], folder: Path
) -> None:
    (folder / "policies/p007.en.md").write_text(f"# Privacy Policy\n\n{WORDS}\n")
    git(folder, "commit", "-qam", "Change one")
    alone = opened()
    paths = [path for policy in alone.policies for path in policy.paths]
    expected = {change.path: change for change in alone.last_changes(paths)}
    meanwhile = opened()
    meanwhile.begin_changes()
    assert meanwhile.policies == alone.policies
    assert {change.path: change for change in meanwhile.last_changes(paths)} == expected
    assert expected["policies/p007.en.md"].subject == "Change one"


@pytest.mark.usefixtures("many")
def test_a_repack_and_a_lost_branch_meanwhile_change_no_answer(
    opened: Callable[[], Library], folder: Path
) -> None:
    here = opened().policies
    git(folder, "switch", "-qc", "side")
    (folder / "policies/p001.en.md").write_text(f"# Privacy Policy of old\n\n{WORDS}\n")
    git(folder, "commit", "-qam", "Change one aside")
    library = opened()
    arriving = library.progress()
    first = [next(arriving) for _ in range(COUNT + 10)]
    git(folder, "switch", "-q", "main")
    git(folder, "branch", "-qD", "side")
    git(folder, "repack", "-adq")
    library.begin_changes()
    seen = {policy.id: policy for policy in [*first, *arriving]}
    assert seen["p001"].title == "Privacy Policy of old"
    assert {policy.id for policy in here} == seen.keys()
    changes = {change.path: change.subject for change in library.last_changes(seen["p001"].paths)}
    assert changes == {"policies/p001.en.md": "Change one aside"}


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux does")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_program_that_is_killed_takes_its_helpers_with_it(
    folder: Path, how: signal.Signals
) -> None:
    story = (
        "import sys, time\n"
        "from policyreview.library import beside, open_library\n"
        "beside.MANY, beside.processors = 2, lambda: 2\n"
        "library = open_library(sys.argv[1])\n"
        "library.begin_changes()\n"
        "arriving = library.progress()\n"
        f"for _ in range({COUNT + 8}): next(arriving)\n"
        "print(library.repository.shadow.path, flush=True)\n"
        "time.sleep(600)\n"
    )
    mark = f"killed-by-{how}-{os.getpid()}"
    program = subprocess.Popen(
        [sys.executable, "-c", story, str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "MARK": mark},
    )  # fmt: skip
    assert program.stdout is not None
    shadow = program.stdout.readline().decode().strip()
    others = [os.pidfd_open(pid) for pid in {*running(mark), *running(shadow)} - {program.pid}]
    assert others, "there is a helper to look at"
    program.send_signal(how)
    program.wait()
    try:
        for ended in others:
            assert select.select([ended], [], [], 60)[0]
    finally:
        for ended in others:
            os.close(ended)
    assert not running(mark)
    assert not running(shadow)
