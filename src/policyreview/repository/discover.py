"""Find the repository that holds a path, and say in a sentence why there is none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from policyreview.errors import CouldNotTell, PolicyReviewError, WrongUse
from policyreview.repository import git
from policyreview.repository.oddfiles import refuse_odd_files


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository's parts are."""

    root: Path | None
    git_dir: Path
    common_dir: Path
    object_format: str


def find(path: Path) -> Place:
    """Find the repository that holds a path.

    Args:
        path: A folder, or a file in one.

    Raises:
        WrongUse: There is no such path, or no repository around it.
        CouldNotTell: Git is missing, too old, or refuses the repository.
    """
    folder = _folder(path)
    refuse_odd_files(folder)
    place = _ask(folder)
    if place.root is not None and not place.root.is_dir():
        raise CouldNotTell(
            f"The repository's work tree {place.root} is not a folder.",
            hint="Its core.worktree setting is wrong.",
        )
    if place.root is not None and not leads_back(place.root, place.git_dir):
        raise CouldNotTell(
            f"The repository {place.git_dir} says that its files are in {place.root}, which is not"
            " its work tree.",
            hint="Its core.worktree setting leads elsewhere: take it away, or clone it again.",
        )
    return place


def leads_back(root: Path, git_dir: Path) -> bool:
    """Whether a work tree's ``.git`` is the git folder that names it.

    A repository from somewhere else could name any folder and have files written there.
    """
    link = root / ".git"
    try:
        if link.is_dir():
            return link.samefile(git_dir)
        if not link.is_file():
            return False
        with link.open("rb") as file:
            said = os.fsdecode(file.read(8192)).partition("\n")[0]
        return said.startswith("gitdir: ") and (root / said[8:].rstrip("\r")).samefile(git_dir)
    except (OSError, ValueError):
        return False


def _folder(path: Path) -> Path:
    try:
        full = path.expanduser().resolve()
        if not full.exists():
            raise WrongUse(f"There is no folder {path}.", hint="Give a repository's path.")
        folder = full if full.is_dir() else full.parent
        next(folder.iterdir(), None)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CouldNotTell(
            f"{path} can't be read: {reason}.", hint="See that you may read it."
        ) from error
    return folder


def _ask(folder: Path) -> Place:
    done = git.run(
        [
            "rev-parse",
            "--path-format=absolute",
            "--is-bare-repository",
            "--is-inside-git-dir",
            "--show-object-format",
            "--absolute-git-dir",
            "--git-common-dir",
            "--show-toplevel",
        ],
        cwd=folder,
        purpose="own",
        check=False,
    )
    lines = done.text.split("\n")
    if len(lines) < 5 or len(lines) > 6:
        raise _refusal(folder, done)
    bare, inside, form = lines[0] == "true", lines[1] == "true", lines[2]
    git_dir, common = Path(lines[3]), Path(lines[4])
    if form not in {"sha1", "sha256"}:
        raise CouldNotTell(
            f"The repository's object format {form} is not known.",
            hint="A newer version of this program may know it.",
        )
    if len(lines) == 6 and done.returncode == 0:
        return Place(Path(lines[5]), git_dir, common, form)
    if bare:
        return Place(None, git_dir, common, form)
    if inside:
        return Place(_root_of(git_dir), git_dir, common, form)
    raise _refusal(folder, done)


def work_tree(git_dir: Path) -> Path | None:
    """The work tree that belongs to a git folder, None where it is bare or can't be found."""
    told = git.run(
        ["rev-parse", "--is-bare-repository"], git_dir=git_dir, purpose="own", check=False
    )
    if told.text != "false":
        return None
    try:
        root = _root_of(git_dir)
    except PolicyReviewError:
        return None
    return root if leads_back(root, git_dir) else None


def _root_of(git_dir: Path) -> Path:
    """The work tree of a git folder that was opened from inside."""
    told = git.run(
        ["config", "--get", "core.worktree"], git_dir=git_dir, purpose="own", check=False
    )
    if told.returncode == 0 and told.text:
        return (git_dir / told.text).resolve()
    linked = git_dir / "gitdir"
    if linked.is_file():
        return Path(linked.read_text().strip()).parent
    if git_dir.name == ".git":
        return git_dir.parent
    raise CouldNotTell(
        f"The work tree of {git_dir} can't be found.", hint="Open the work tree's folder instead."
    )


def _refusal(folder: Path, done: git.Completed) -> PolicyReviewError:
    """Say in a sentence why git did not take a folder for a repository.

    Raises:
        CouldNotTell: Git is too old to understand the question.
    """
    git.require_supported()
    said = done.stderr.decode("utf-8", "replace")
    if "dubious ownership" in said or "unsafe repository" in said:
        return CouldNotTell(
            f"Git refuses {folder} because it belongs to another user.",
            hint="If you trust it, run: git config --global --add safe.directory"
            f" {_quoted(folder)}",
        )
    if "not a git repository" in said:
        return WrongUse(
            f"{folder} is not in a git repository.",
            hint="Go into one, or give its path; 'git init' makes one.",
        )
    if "repo version" in said or "repository version" in said or "extension" in said:
        return CouldNotTell(
            f"The repository at {folder} has a format that this git does not know.",
            hint="A newer git may open it.",
        )
    if "bad config" in said or "bad boolean" in said or "bad numeric" in said:
        return CouldNotTell(f"A git configuration file can't be read: {done.complaint}.")
    return CouldNotTell(f"Git could not open {folder}: {done.complaint or 'it did not say why'}.")


def _quoted(folder: Path) -> str:
    import shlex

    return shlex.quote(str(folder))
