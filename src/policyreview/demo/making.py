"""Make the demo: a library with a history, signers, approvals and a release, in one folder."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from policyreview.demo import commits
from policyreview.demo.agent import agent
from policyreview.demo.charter import charter
from policyreview.demo.plot import Change, Chartering, Scene, scenes
from policyreview.demo.samples import samples
from policyreview.demo.story import SIGNERS, story
from policyreview.demo.words import speak
from policyreview.demo.world import PRIVATE, World, inside
from policyreview.errors import CouldNotTell, WrongUse
from policyreview.repository import git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo library and the world it lives in.

    Attributes:
        folder: The root of the library's work tree; removing it removes everything.
        reused: The library stood there already and was left as it was.
    """

    folder: Path
    reused: bool

    def environment(self) -> dict[str, str]:
        """An environment to run the program in, without an agent: keys are read from files."""
        return World(self.folder).environment(os.environ)

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Let this process live in the demo's world, with an agent that holds all the keys.

        Afterwards the environment is as before and the agent has ended.

        Raises:
            CouldNotTell: The agent could not be started.
        """
        world = World(self.folder)
        keys = [world.key(signer) for signer in SIGNERS]
        with (
            agent(world.private, keys) as socket,
            inside(world.environment(os.environ, agent=socket)),
        ):
            yield


def build(
    folder: Path, *, today: date | None = None, progress: Callable[[str], None] | None = None
) -> Demo:
    """Make the demo in a folder that is missing or empty, or find the one that was made there.

    Nothing outside the folder is read or written, and no process is left running. Where it can't be
    made or is interrupted, the folder is empty again.

    Args:
        folder: Its parents are made if they are missing.
        today: The day on which the story ends, UTC; by default the clock's.
        progress: Is told what is being done, in a few words.

    Raises:
        WrongUse: The folder holds something else, or half a demo.
        CouldNotTell: It can't be written, or git or ssh-keygen is missing.
    """
    world = World(folder.absolute())
    if world.finished.is_file():
        return Demo(world.folder, reused=True)
    _claim(world)
    plan = scenes(story(today or datetime.now(UTC).date()), _sample_texts())
    try:
        _make(world, plan, progress or (lambda _: None))
    except OSError as error:
        _clear(world)
        raise CouldNotTell(
            f"The demo could not be written to {world.folder}: {error.strerror or error}.",
            hint="Choose another folder with --dir.",
        ) from error
    except BaseException:
        _clear(world)
        raise
    return Demo(world.folder, reused=False)


def _make(world: World, plan: tuple[Scene, ...], tell: Callable[[str], None]) -> None:
    world.furnish()
    with inside(world.environment(os.environ)):
        _begin(world)
        _play(world, plan, tell)
        _trust(world)
    world.finish()


def _clear(world: World) -> None:
    """Empty the folder again, which held nothing before."""
    for entry in world.folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _sample_texts() -> dict[str, str]:
    return {name: data.decode("utf-8") for name, data in samples().items()}


def _claim(world: World) -> None:
    """Make the folder, or refuse one that holds something."""
    folder = world.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        raise CouldNotTell(
            f"The demo could not be written to {folder}: {error.strerror or error}.",
            hint="Choose another folder with --dir.",
        ) from error
    if PRIVATE in found:
        raise WrongUse(
            f"{folder} holds half a demo, which was interrupted while it was made.",
            hint="Remove the folder and try again.",
        )
    if found:
        raise WrongUse(
            f"{folder} is not empty.", hint="Name a folder that is missing or empty with --dir."
        )


def _begin(world: World) -> None:
    git.run(
        ["init", "--quiet", "--initial-branch=main", "--template=", str(world.folder)],
        what="make the demo's repository",
    )
    info = world.folder / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "exclude").write_text(f"/{PRIVATE}/\n", encoding="utf-8")


def _play(world: World, plan: tuple[Scene, ...], tell: Callable[[str], None]) -> None:
    """Carry out the scenes, neighbouring commits together."""
    by_hand = (Change, Chartering)
    for ordinary, group in groupby(plan, key=lambda scene: isinstance(scene.step, by_hand)):
        if ordinary:
            tell("writing the history")
            commits.write(world.folder, tuple(group), charter(world))
            continue
        for scene in group:
            assert not isinstance(scene.step, by_hand)  # noqa: S101  (grouped so)
            tell(f"signing {scene.step.policy} as {scene.step.signer.name}")
            speak(world, scene.step)


def _trust(world: World) -> None:
    """Pin the library's root and charter for the reader, who is one of the charter's owners."""
    from policyreview.repository import Repository
    from policyreview.signoff.trust import pin, root_of

    repository = Repository.open(world.folder)
    pin(repository, root_of(repository, repository.resolve("HEAD")))
