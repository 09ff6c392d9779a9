"""Read objects through one lasting ``git cat-file`` process: kind, size and bytes by oid.

Each object's bytes are hashed and compared with its id, which git itself does not do when reading:
an object store can hold other bytes under a name.
"""

from __future__ import annotations

import hashlib
import subprocess
import threading
import weakref
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

from policyreview.errors import CouldNotTell
from policyreview.repository import git
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator
    from typing import IO

    from policyreview.repository.shadow import LentShadow, Shadow

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest object that is read by default."""

_FORM = "%(objecttype) %(objectsize)"
_PIPE = 65_536
_CHUNK = 512
# The pipe holds 64 KiB: this many requests of 75 bytes never block while nobody reads answers.
_PART = 1024 * 1024
# Bytes of the objects that are held at once, but for a single larger one.
_LONGEST_HEAD = 65_536


_KINDS = {kind.encode(): kind for kind in ("blob", "commit", "tag", "tree")}


def object_id(kind: str, data: bytes, object_format: str = "sha1") -> str:
    """The id that git gives to these bytes."""
    head = b"%s %d\0" % (kind.encode(), len(data))
    digest = (
        hashlib.sha256(head)
        if object_format == "sha256"
        else hashlib.sha1(head, usedforsecurity=False)
    )
    digest.update(data)  # a large one is not copied for it
    return digest.hexdigest()


_Info: TypeAlias = tuple[str, int]
_Known: TypeAlias = tuple[str, _Info]


def _info(line: bytes) -> _Info | None:
    """An answer to the question for kind and size."""
    parts = line.split()
    if len(parts) != 2 or not parts[1].isdigit():
        return None
    return _KINDS.get(parts[0], "unknown"), int(parts[1])


def _exactly(pipe: IO[bytes], size: int, data: bytes = b"") -> bytes:
    """The rest of an object's bytes behind what was read of them, and the newline behind it."""
    rest = pipe.read(size - len(data))
    data = data + rest if data else rest
    if len(data) != size or not pipe.read(1):
        raise EOFError
    return data


class _Channel:
    """One ``cat-file`` process that answers requests in order."""

    def __init__(self, shadow: Shadow | LentShadow, *mode: str) -> None:
        self._process: subprocess.Popen[bytes] = git.start(
            ["cat-file", *mode],
            git_dir=shadow.path,
            env=shadow.env,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # Python keeps a forgotten process, and its pipes, as long as it runs.
        self._finalizer = weakref.finalize(self, git.end, self._process)

    def send(self, requests: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101
        pipe.write(requests)
        pipe.flush()

    def headers(self, count: int) -> list[_Info | None]:
        """The next answers' kinds and sizes; None for a missing object."""
        data = b""
        while data.count(b"\n") < count:
            data += self._some()
        words = data.split()
        kinds, sizes = words[::2], words[1::2]
        if len(words) == 2 * count and b"".join(sizes).isdigit():
            return [(_KINDS.get(k, "unknown"), int(n)) for k, n in zip(kinds, sizes, strict=True)]
        lines = data.split(b"\n")
        if lines.pop() or len(lines) != count:
            raise EOFError
        return [_info(line) for line in lines]

    def bodies(self, wanted: list[_Known]) -> Iterator[bytes]:
        """The next answers' bytes, without the newline after each.

        Nothing is waited for that git has not promised: an answer can be another one than that to
        the question for the size.

        Args:
            wanted: What the lines before them have to tell.
        """
        pipe = self._process.stdout
        assert pipe is not None  # noqa: S101
        data, at = b"", 0
        for _, (kind, size) in wanted:
            head = f"{kind} {size}\n".encode("ascii")
            if size >= _PIPE and at == len(data):
                # A large one alone is read into its place, and moved from no other.
                if pipe.readline(len(head)) != head:
                    raise EOFError
                yield _exactly(pipe, size)
                data, at = b"", 0
                continue
            while not data.startswith(head, at):
                data, at = data[at:], 0
                if not head.startswith(data):
                    raise EOFError
                data += self._some()
            start = at + len(head)
            at = start + size + 1
            if at <= len(data):
                yield data[start : at - 1]
                continue
            yield _exactly(pipe, size, data[start:])
            data, at = b"", 0

    def _some(self) -> bytes:
        """What comes next.

        Raises:
            EOFError: Nothing does.
        """
        pipe = self._process.stdout
        assert pipe is not None  # noqa: S101
        data = cast("io.BufferedReader", pipe).read1(_PIPE)
        if not data:
            raise EOFError
        return data

    def close(self) -> None:
        self._finalizer()


def commit_head(data: bytes) -> bytes:
    """A commit's bytes to the end of the line that tells its committer; where none does, most.

    With the line that tells its encoding, where that is the next.
    """
    at = data.find(b"\ncommitter ")
    end = data.find(b"\n", at + 1)
    if data.startswith(b"encoding ", end + 1):
        end = data.find(b"\n", end + 1)
    return data[: end + 1] if 0 <= at < end else data[:_LONGEST_HEAD]


class ObjectReader:
    """The lasting reader; safe to use from several threads."""

    def __init__(self, shadow: Shadow | LentShadow, object_format: str) -> None:
        self._shadow = shadow
        self._format = object_format
        self._lock = threading.RLock()
        self._ask: _Channel | None = None
        self._read: _Channel | None = None
        self._words = ("", "", "")

    def _open(self) -> tuple[_Channel, _Channel]:
        """The channel for sizes and the one for contents: one process where git can do both."""
        if self._ask is None or self._read is None:
            self.close()
            if git.version() >= (2, 36):
                # Buffered, git answers many requests with few writes.
                self._ask = self._read = _Channel(
                    self._shadow, f"--batch-command={_FORM}", "--buffer"
                )
                self._words = ("info ", "contents ", "flush\n")
            else:
                self._ask = _Channel(self._shadow, f"--batch-check={_FORM}")
                self._read = _Channel(self._shadow, f"--batch={_FORM}")
        return self._ask, self._read

    def close(self) -> None:
        """End the processes; the next request starts them again."""
        with self._lock:
            for channel in {self._ask, self._read}:
                if channel is not None:
                    channel.close()
            self._ask = self._read = None

    def info(self, oid: str) -> _Info | None:
        """An object's kind and size in bytes, None where it is missing."""
        return self._infos([oid])[0]

    def missing(self, oids: Iterable[str]) -> bool:
        """Whether any of these objects is not there."""
        left = iter(oids)
        while chunk := list(islice(left, _CHUNK)):
            if None in self._infos(chunk):
                return True
        return False

    def _infos(self, oids: list[str]) -> list[_Info | None]:
        if not all(is_oid(oid) for oid in oids):
            raise CouldNotTell("An object was asked for by something that is no whole object id.")
        with self._lock:
            ask, _ = self._open()
            try:
                ask.send(self._requests(0, oids))
                return ask.headers(len(oids))
            except (EOFError, OSError) as error:
                self.close()
                if len(oids) > 1:
                    return [self._info_alone(oid) for oid in oids]
                raise CouldNotTell(f"Git could not read the object {oids[0][:12]}.") from error
            except BaseException:
                self.close()
                raise

    def _requests(self, word: int, oids: list[str]) -> bytes:
        """The lines that ask for sizes (0) or contents (1) of objects."""
        asked, flush = self._words[word], self._words[2]
        between = f"\n{asked}"
        return f"{asked}{between.join(oids)}\n{flush}".encode("ascii")

    def _info_alone(self, oid: str) -> _Info | None:
        try:
            return self.info(oid)
        except CouldNotTell:
            return None

    def read(self, oid: str, *, limit: int = SIZE_LIMIT) -> tuple[str, bytes]:
        """An object's kind and bytes.

        Raises:
            CouldNotTell: It is missing, larger than ``limit`` bytes, or damaged.
        """
        known = self.info(oid)
        if known is None:
            raise CouldNotTell(
                f"The object {oid[:12]} is missing from the repository.",
                hint=f"{git.DAMAGED} {git.REFETCH}",
            )
        kind, size = known
        if size > limit:
            raise CouldNotTell(
                f"The {kind} {oid[:12]} has {size:,} bytes, more than the {limit:,} that are read."
            )
        data = self._contents([(oid, known)])[0]
        if data is None:
            raise CouldNotTell(
                f"The {kind} {oid[:12]} is damaged: its bytes can't be read or are not its own.",
                hint="Run 'git fsck' on a copy of the repository, or clone it again.",
            )
        return kind, data

    def _contents(self, wanted: list[_Known]) -> list[bytes | None]:
        """The bytes of objects that exist; None for a damaged one."""
        with self._lock:
            _, read = self._open()
            answers: list[bytes | None] = []
            try:
                read.send(self._requests(1, [oid for oid, _ in wanted]))
                for (oid, (kind, _)), data in zip(wanted, read.bodies(wanted), strict=True):
                    good = object_id(kind, data, self._format) == oid
                    answers.append(data if good else None)
            except (EOFError, OSError):
                # Git ends at a damaged object: what comes after it is asked for again.
                self.close()
                rest = wanted[len(answers) + 1 :]
                return [*answers, None, *(self._contents(rest) if rest else [])]
            except BaseException:
                self.close()
                raise
            return answers

    def read_many(
        self, oids: Iterable[str], *, limit: int = SIZE_LIMIT
    ) -> Iterator[tuple[str, tuple[str, bytes] | None]]:
        """Read many objects with few turns; None for what is missing, too large or damaged.

        Args:
            oids: Whole object ids, in any order, repeated or not.
            limit: Bytes of the largest object to read.

        Yields:
            Each oid with its kind and bytes, in the order asked.
        """
        left = iter(oids)
        while chunk := list(islice(left, _CHUNK)):
            for part in _parts(zip(chunk, self._infos(chunk), strict=True), limit):
                asked = [(oid, info) for oid, info in part if info is not None]
                answers = iter(self._contents(asked) if asked else ())
                for oid, info in part:
                    data = next(answers) if info is not None else None
                    yield oid, (info[0], data) if info is not None and data is not None else None


def _parts(
    infos: Iterable[tuple[str, _Info | None]], limit: int
) -> Iterator[list[tuple[str, _Info | None]]]:
    """Cut a chunk so that no part's objects take much memory, but for a large one alone.

    What is larger than ``limit`` bytes becomes None.
    """
    part: list[tuple[str, _Info | None]] = []
    total = 0
    for oid, info in infos:
        known = info if info is not None and info[1] <= limit else None
        size = known[1] if known is not None else 0
        if part and total + size > _PART:
            yield part
            part, total = [], 0
        part.append((oid, known))
        total += size
    if part:
        yield part
