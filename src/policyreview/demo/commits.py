"""Write the story's ordinary commits, many at once, through one ``git fast-import``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.demo.plot import Change, Chartering
from policyreview.repository import git

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from policyreview.demo.plot import Scene

TEXTS = "policies"
"""The folder of the library that holds the texts."""


def write(folder: Path, scenes: Sequence[Scene], charter: bytes) -> None:
    """Add commits to their branches, and bring index and files to the tip of ``main``.

    Args:
        folder: The root of the work tree.
        scenes: Changes and charterings; ``main`` has whatever stood before the first of them.
        charter: What a chartering commits.
    """
    git_dir = folder / ".git"
    if not scenes:
        return
    stream = b"".join(_commit(scene, charter) for scene in scenes) + b"done\n"
    has_main = _tip(git_dir) is not None
    opening = b"feature done\nreset refs/heads/main\nfrom refs/heads/main^0\n\n"
    git.run(
        ["fast-import", "--quiet"],
        git_dir=git_dir,
        input=(opening if has_main else b"feature done\n") + stream,
        what="write the demo's history",
    )
    git.run(["reset", "--quiet", "--hard"], git_dir=git_dir, cwd=folder, what="write the texts")


def _tip(git_dir: Path) -> str | None:
    found = git.run(
        ["rev-parse", "--quiet", "--verify", "refs/heads/main"], git_dir=git_dir, check=False
    )
    return found.text if found.returncode == 0 else None


def _commit(scene: Scene, charter: bytes) -> bytes:
    step = scene.step
    assert isinstance(step, Change | Chartering)  # noqa: S101  (the caller sorts the steps)
    branch = step.branch if isinstance(step, Change) else "main"
    person = f"{step.author.name} <{step.author.email}> {int(step.when.timestamp())} +0000"
    lines = [f"commit refs/heads/{branch}", f"author {person}", f"committer {person}"]
    head = "\n".join(lines).encode() + b"\n" + _data(f"{step.message}\n".encode())
    if branch != "main":
        head += b"from refs/heads/main\n"
    if isinstance(step, Chartering):
        return head + _file("policyreview.toml", charter)
    return head + _files(step, scene.texts)


def _files(step: Change, texts: Mapping[str, str]) -> bytes:
    moves = b"".join(f"R {TEXTS}/{old} {TEXTS}/{new}\n".encode() for old, new in step.renamed)
    touched = dict.fromkeys((*step.new, *(edit.file for edit in step.edits)))
    return moves + b"".join(_file(f"{TEXTS}/{name}", texts[name].encode()) for name in touched)


def _file(path: str, data: bytes) -> bytes:
    return f"M 100644 inline {path}\n".encode() + _data(data)


def _data(data: bytes) -> bytes:
    return f"data {len(data)}\n".encode() + data + b"\n"
