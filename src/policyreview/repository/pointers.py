"""What names git's objects: ids, HEAD, refs, the entries of a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ObjectKind = Literal["blob", "tree", "commit", "tag"]

_HEX = "0123456789abcdef"
_HEX_BYTES = _HEX.encode()


def is_oid(value: str | bytes) -> bool:
    """Whether it is a whole object id, of SHA-1 or SHA-256."""
    other = value.strip(_HEX) if isinstance(value, str) else value.strip(_HEX_BYTES)
    return len(value) in {40, 64} and not other


@dataclass(frozen=True, slots=True)
class Head:
    """Where HEAD stands.

    Attributes:
        commit: The commit's oid, None where the branch has no commit yet.
        branch: The branch's short name, None where HEAD is detached.
    """

    commit: str | None
    branch: str | None


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One file, link or submodule of a commit's tree.

    Attributes:
        path: From the tree's root, ``/`` between folders; bytes that are not UTF-8 are kept as
            lone surrogates (``surrogateescape``).
        mode: Git's six digits: 100644, 100755, 120000 (link), 160000 (submodule), 040000 (folder).
        kind: What the oid names; a submodule's is a commit.
        oid: The object's id.
        size: Bytes of a blob where they were asked for.
    """

    path: str
    mode: str
    kind: ObjectKind
    oid: str
    size: int | None = None

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file, neither link nor submodule nor folder."""
        return self.mode in {"100644", "100755", "100664"}


@dataclass(frozen=True, slots=True)
class Ref:
    """A branch or tag.

    Attributes:
        name: Without ``refs/heads/`` or ``refs/tags/``.
        oid: What the ref names: a tag object's oid where the tag is annotated.
        peeled: What an annotated tag comes down to, otherwise the same as ``oid``.
        kind: What ``oid`` names.
    """

    name: str
    oid: str
    peeled: str
    kind: str
