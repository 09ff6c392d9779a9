"""A history as ``git log`` tells it: each commit whole, and what it changed.

What git shows of a commit are its own bytes, but for the message's indent: hashed, they need not be
read again. Of a commit that is not written as git writes one, git is asked for each part by itself.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository import git
from policyreview.repository.confinement import SMALL
from policyreview.repository.intact import Change, Told
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from policyreview.repository.intact import Followed
    from policyreview.repository.repo import Repository

_PARTS = "--format=tformat:%H%x00%P%x00%T%x00%ae%x00%ce%x00%ct"
_PARTS_OF_IT = 6
_MOST = 32
"""Pieces of 64 KB that are kept of one field: a longer commit's middle is left out."""
_MOST_CHANGES = 5_000_000
_OID = "[0-9a-f]{40}(?:[0-9a-f]{24})?"
_HEAD = re.compile(
    rf"commit ({_OID})\n(?:tree ({_OID})\n((?:parent {_OID}\n)*+)"
    r"author [^<>\n]*<([^<>\n]*)> [0-9]+ [+-][0-9]+\n"
    r"committer [^<>\n]*<([^<>\n]*)> ([0-9]{1,12}) [+-][0-9]+\n"
    r"(?:(?!tree |parent |author |committer |encoding )[^\n]+\n)*+)"
    r"(?:\n|\Z)"
)
"""What git shows of a commit to the line before its message, if it is such as git writes."""


def read_log(
    repository: Repository,
    tip: str,
    *,
    without: str | None = None,
    known: Iterable[str] = (),
    followed: Followed | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Told]:
    """Yield a commit and its ancestors, parents first, each with what it changed.

    Merges are compared with their first parent. Git tells children first, which costs it a fifth
    less.

    Args:
        repository: Where to read.
        tip: The commit.
        without: A commit that is left out with its ancestors.
        known: Those ancestors.
        followed: Takes note of every commit and of what git says it changed.
        cancelled: Asked now and then.

    Raises:
        CouldNotTell: Git failed or objects are missing.
        Cancelled: ``cancelled`` said yes.
    """
    found: list[Told] = []
    odd: dict[str, int] = {}
    once: dict[str, str] = {}  # a history repeats its paths, ids and people
    same = once.setdefault
    for text, changes in _commits(repository, tip, without, same, cancelled):
        head = _HEAD.match(text)
        if head is None:
            oid = text[7 : text.find("\n")]
            if not is_oid(oid):
                raise CouldNotTell("Git told of a commit without its id.", hint=git.DAMAGED)
            odd[oid] = len(found)
            found.append(Told(oid, (), "", "", "", "", changes))
            continue
        oid, tree, above, email, by, time = head.groups()
        oid = same(oid, oid)
        parents = tuple([same(one, one) for one in above[7:-1].split("\nparent ") if one])
        found.append(Told(oid, parents, tree, same(email, email), same(by, by), time, changes))
        if followed is not None:
            followed.read(oid, _bytes(head, text), changes)
    for told in _asked(repository, odd):
        at = odd[told.commit]
        found[at] = told._replace(changes=found[at].changes)
    cut = repository.cut_off() if repository.is_shallow() else frozenset()
    seen = set(known)
    while found:
        told = found.pop()
        if told.commit in cut or not seen.issuperset(told.parents):
            told = told._replace(parents=())  # so history ends here, or its bytes say otherwise
            if followed is not None:
                followed.doubt(told.commit)
        seen.add(told.commit)
        if followed is not None:
            followed.add(told)
        yield told


def _bytes(head: re.Match[str], text: str) -> bytes:
    """A commit's bytes as they follow from what git shows of it."""
    end = head.end()
    front, message = text[head.end(1) + 1 : end], text[end + 4 :].replace("\n    ", "\n")
    if not front.endswith("\n\n"):
        front += "\n"  # git shows no blank line where there is no message
    return f"{front}{message}".encode("utf-8", "surrogateescape")


def _commits(
    repository: Repository,
    tip: str,
    without: str | None,
    same: Callable[[str, str], str],
    cancelled: Callable[[], bool] | None,
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """What git shows of each commit, and what it says that it changed; children first."""
    args = ["log", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-renames"]
    args += ["--root", "--diff-merges=first-parent", "--no-ext-diff", "--no-textconv"]
    args += ["--encoding=none", "--format=raw", tip, *([f"^{without}"] if without else []), "--"]
    chunks = repository.read_stream(args, what="read the history", config=SMALL)
    fields = chain.from_iterable(_fields(chunks, cancelled))
    text, left = "", _MOST_CHANGES
    changes: list[Change] = []
    for field in fields:
        line = field
        if field[:1] == "c":
            if text:
                left -= len(changes)
                if left < 0:
                    raise CouldNotTell(
                        f"The history changes more than {_MOST_CHANGES:,} files, too many to be "
                        "read.",
                        hint="Somebody made it by hand: have the branch made without it.",
                    )
                yield text, tuple(changes)
                changes = []
            text, _, line = field.rpartition("\n")  # the first change stands right behind it
            if not line:
                text = field
        if line[:1] == ":":
            path = next(fields, "")
            parts = line[1:].split(" ")
            if len(parts) == 5:
                old_mode, new_mode, old, new, status = parts
                values = (path, status[:1], old_mode, new_mode, old, new)
                changes.append(Change(*map(same, values, values)))
    if text:
        yield text, tuple(changes)


def _fields(chunks: Iterator[bytes], cancelled: Callable[[], bool] | None) -> Iterator[list[str]]:
    """The texts between NULs, decoded many at once."""
    rest: list[bytes] = []
    for chunk in chunks:
        if cancelled and cancelled():
            raise Cancelled("Stopped reading the history.")
        whole, nul, last = chunk.rpartition(b"\0")
        if nul:
            yield _text(b"".join([*rest, whole])).split("\0")
            rest = []
        elif len(rest) >= _MOST and rest[0][:1] == b"c":
            del rest[_MOST // 2]
        if last:
            rest.append(last)
    if last := b"".join(rest):
        yield [_text(last)]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _asked(repository: Repository, oids: Collection[str]) -> Iterator[Told]:
    """What git tells of commits, part by part, in UTF-8."""
    if not oids:
        return
    done = git.run(
        ["log", "--no-walk=unsorted", "--stdin", "-s", "-z", "--encoding=UTF-8", _PARTS],
        git_dir=repository.shadow.path,
        env=repository.shadow.env,
        config=SMALL,
        input="".join([f"{oid}\n" for oid in oids]).encode("ascii"),
        what="read the history",
    )
    parts = _text(done.stdout).split("\0")
    for at in range(0, len(parts) - _PARTS_OF_IT + 1, _PARTS_OF_IT):
        oid, parents, tree, email, by, time = parts[at : at + _PARTS_OF_IT]
        if oid in oids:
            yield Told(oid, tuple(parents.split()), tree, email, by, time)
