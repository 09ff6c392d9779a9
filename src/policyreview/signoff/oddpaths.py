"""Paths in a tree that no sound program puts there, and such as some computers can't tell apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from policyreview.repository.differing import FOLDER
from policyreview.signoff.charter import CHARTER
from policyreview.signoff.record import RECORDS
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policyreview.repository import Repository

_OURS = b".policyreview/"
_UNSEEN = re.compile(rb"\xe2\x80[\x8c-\x8f\xaa-\xae]|\xe2\x81[\xaa-\xaf]|\xef\xbb\xbf")
"""What macOS leaves out of a file's name, so that it takes a name for another."""
_REFUSED = re.compile(rb"(?:\A|[/\\])(?:(?:\.git|git~1)[ .]*(?::[^/\\]*)?|\.\.?)(?=[/\\]|\Z)")
"""Windows leaves out dots and spaces at a name's end, and what follows a colon."""
_SIGNS = (b".git", b"git~1", b"/.", b"\\.", b"\0./", b"\0../", b"\0.\0", b"\0..\0", b"\0.\\")
"""What a listing of paths can't be without that holds such a name."""
_MOST = 5


def odd_paths(repository: Repository, commit: str, texts: Collection[str]) -> list[Reason]:
    """What is odd about the paths of a commit's tree; nothing is ever written to such a path.

    Git lists the records, of which there may be very many; all else is read from the folders' own
    bytes.

    Args:
        repository: Where it is.
        commit: The commit that is verified.
        texts: Paths of the policies' texts.
    """
    records = RECORDS.removesuffix("/")
    names: list[bytes] = []
    ordered: list[bytes] = []
    for one in repository.files(commit, without=records, folders=True):
        name = one.path.encode("utf-8", "surrogateescape")
        names.append(name)
        ordered.append(name + b"/" if one.mode == FOLDER else name)
        if one.path == records and one.mode == FOLDER:
            for kind, inside in _listed(repository, one.oid):
                names.append(name + b"/" + inside)
                ordered.append(names[-1] + b"/" if kind.startswith(b"040000") else names[-1])
    return [
        *_refused(names),
        *_twice(names),
        *_out_of_order(ordered),
        *_alike(names, texts),
    ]


def _listed(repository: Repository, folder: str) -> Iterator[tuple[bytes, bytes]]:
    """What stands below a folder by git's listing: mode and what follows, path in the folder."""
    wanted = ["ls-tree", "-r", "-t", "-z", "--full-tree", folder]
    data = b"".join(repository.read_stream(wanted, what="list the files")).removesuffix(b"\0")
    for entry in data.split(b"\0") if data else ():
        kind, _, path = entry.partition(b"\t")
        yield kind, path


def _refused(names: list[bytes]) -> Iterator[Reason]:
    """Names by which a file would land in git's own folder, or outside the work tree."""
    seen = _seen(b"\0%s\0" % b"\0".join(names))
    if not any(sign in seen for sign in _SIGNS):
        return
    for name in [name for name in names if _REFUSED.search(_seen(name))][:_MOST]:
        text = (
            f"The tree holds {_text(name)}, which systems take for a path into git's own folder or "
            "out of the work tree: somebody made it by hand. Check it out nowhere."
        )
        yield Reason("path-refused", text, None)


def _seen(name: bytes) -> bytes:
    """A name as a system reads it that knows no case and leaves invisible characters out."""
    return (name if name.isascii() else _UNSEEN.sub(b"", name)).lower()


def _twice(names: list[bytes]) -> Iterator[Reason]:
    """One path with two contents: programs differ on which they show."""
    if len(set(names)) == len(names):
        return
    for name in [name for name, count in Counter(names).items() if count > 1][:_MOST]:
        text = f"The tree holds {_text(name)} twice, so programs differ on what stands there."
        yield Reason("path-twice", text, None)


def _out_of_order(ordered: list[bytes]) -> Iterator[Reason]:
    """A tree whose entries do not stand in the order by which git finds and compares them."""
    for before, name in pairwise(ordered):
        folder = name.removesuffix(b"/").rpartition(b"/")[0]
        if before > name or (folder and not before.startswith(folder + b"/")):
            text = (
                f"The tree does not hold {_text(name)} in its place, so programs differ on what is "
                "there: somebody made it by hand."
            )
            yield Reason("path-order", text, None)
            return


def _alike(names: list[bytes], texts: Collection[str]) -> Iterator[Reason]:
    """Names beside a text's, or the charter's, that differ in case or Unicode form only."""
    folded = {_folded(path): path for path in (*texts, CHARTER)}
    for name in [name for name in names if not name.startswith(_OURS)]:
        path = _text(name)
        other = folded.get(_folded(path), path)
        if other != path and other.encode("utf-8", "surrogateescape") in names:
            pair = " and ".join(sorted((path, other)))
            text = (
                f"{pair} differ in capital letters or Unicode form only: some computers can hold "
                "only one of them, and show its bytes for both."
            )
            yield Reason("path-alike", text, None, "note")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
