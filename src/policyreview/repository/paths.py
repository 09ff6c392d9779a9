"""Which paths of a tree are safe to write, and which are odd enough to be shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from policyreview.errors import Refused, WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policyreview.repository.pointers import TreeEntry

# Code points that some file systems drop from names, so that ".g\u200cit" becomes ".git".
_DROPPED = dict.fromkeys(
    [*range(0x200C, 0x2010), *range(0x202A, 0x202F), 0xFEFF, *range(0x206A, 0x2070)]
)
_LONGEST = 4096


def is_git_folder(part: str) -> bool:
    """Whether some file system takes a path's part for ``.git``."""
    plain = part.translate(_DROPPED).casefold().rstrip(" .")
    return plain.split(":")[0].rstrip(" .") in {".git", "git~1"} or plain == ""


def fault(path: str) -> str | None:
    """Why a path must not be written, in words that follow the path; None where it may be."""
    if not path or len(path) > _LONGEST:
        return "is empty or too long"
    if any(ord(mark) < 0x20 or ord(mark) == 0x7F for mark in path):
        return "holds a control character"
    if "\\" in path or any(0xDC80 <= ord(mark) <= 0xDCFF for mark in path):
        return "holds a backslash or bytes that are not UTF-8"
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "is not a plain path inside the repository"
    if any(is_git_folder(part) for part in parts):
        return "names a git folder"
    return None


def check_writable(path: str) -> None:
    """Refuse a path that must not be written.

    Raises:
        WrongUse: The path could leave the tree or mean something else on another system.
    """
    why = fault(path)
    if why is not None:
        raise WrongUse(f"The path {path} can't be written: it {why}.", hint="Choose another name.")


def folded(path: str) -> str:
    """The path as a file system sees it that ignores case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def odd(entries: Iterable[TreeEntry]) -> tuple[tuple[str, str], ...]:
    """The paths of a tree that need saying: each with why, in words that follow the path."""
    found: list[tuple[str, str]] = []
    seen: dict[str, str] = {}
    for entry in entries:
        why = fault(entry.path)
        if why is not None:
            found.append((entry.path, why))
        twin = seen.setdefault(folded(entry.path), entry.path)
        if twin != entry.path:
            found.append((entry.path, f"differs from {twin} only in case or Unicode form"))
    return tuple(found)


def check_against(entries: Mapping[str, TreeEntry], paths: Iterable[str]) -> None:
    """Refuse paths that clash with what stands in a tree.

    Args:
        entries: The tree's entries by path.
        paths: What is to be written; each already passed ``check_writable``.

    Raises:
        Refused: A path is a link, submodule or folder, lies below a file, or has a near twin.
    """
    wanted = list(paths)
    if not wanted:
        return
    twins = {folded(path): path for path in entries}
    above = set(entries)
    folders = {
        path.rsplit("/", count)[0] for path in entries for count in range(1, path.count("/") + 1)
    }
    for path in wanted:
        entry = entries.get(path)
        if entry is not None and not entry.is_file:
            raise Refused(
                f"{path} is not an ordinary file but a link or submodule.",
                hint="Put an ordinary file in its place.",
            )
        if path in folders:
            raise Refused(f"{path} is a folder.", hint="Move it away, or name the file otherwise.")
        if any(path.rsplit("/", count)[0] in above for count in range(1, path.count("/") + 1)):
            raise Refused(
                f"{path} would lie below something that is no folder.",
                hint="Move away what stands in its place.",
            )
        twin = twins.get(folded(path), path)
        if twin != path:
            raise Refused(
                f"{path} differs from {twin} only in case or Unicode form.",
                hint="Rename one of them.",
            )
