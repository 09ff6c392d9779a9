"""Texts read by processes beside this one: a library of thousands takes seconds of reading."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from policyreview.aside import FAILURES, Helper, processors
from policyreview.library.facts import dump, facts_of, read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.aside import Worker
    from policyreview.library.facts import Facts
    from policyreview.repository import Repository
    from policyreview.repository.objects import ObjectReader

Asked: TypeAlias = tuple[str, tuple[str, ...]]
"""A blob, and the endings of the names that it is read under."""
Told: TypeAlias = "list[Facts] | list[dict[str, Any]] | None"
"""Its facts under each ending, or what ``dump`` makes of them; None where it cannot be read."""

MANY = 400
"""Texts from which a process beside this one is worth its start."""
_MOST_HELPERS = 3
_A_HELPERS_WORK = 1500
_FIRST_BATCH = 16
_LARGEST_BATCH = 192
_LAST_BATCHES = 6
"""No batch is more than such a part of what is left."""
_NEEDS = (
    "policyreview.documents.reading",
    "policyreview.library.beside",
    "policyreview.repository.objects",
    "policyreview.repository.shadow",
)
"""What reading takes, which this process may do without."""
_AHEAD = 2
"""Batches that a helper is given at a time, so that it never waits for the next one."""


def worth_helpers(count: int) -> bool:
    """Whether so many texts are read sooner with the help of other processes."""
    return count >= MANY and processors() > 1


def facts_of_blobs(repository: Repository, asked: Sequence[Asked]) -> Iterator[tuple[str, Told]]:
    """Read blobs; gives each with its facts, in the order asked, as soon as they are known."""
    left = deque(_batches(asked))
    if worth_helpers(len(asked)):
        count = min(_MOST_HELPERS, processors(), 1 + len(asked) // _A_HELPERS_WORK)
        yield from _with_helpers(repository, left, count)
    while left:
        yield from _read_here(repository, left.popleft())


def _with_helpers(
    repository: Repository, left: deque[Sequence[Asked]], count: int
) -> Iterator[tuple[str, Told]]:
    """Have helpers read the batches; those that they can't read are left over."""
    room = (str(repository.shadow.path), repository.shadow.env["GIT_OBJECT_DIRECTORY"])
    waiting: deque[tuple[Worker, Sequence[Asked]]] = deque()

    def give(worker: Worker) -> None:
        if left:
            waiting.append((worker, left.popleft()))
            worker.send(read_blobs, *room, repository.object_format, waiting[-1][1])

    try:
        helper = Helper(_NEEDS, copies=count - 1)
    except OSError:
        return
    try:
        for worker in (helper, *helper.copies) * _AHEAD:
            give(worker)
        while waiting:
            worker, batch = waiting[0]
            told: list[Told] = worker.receive()
            waiting.popleft()
            give(worker)
            for (oid, _), facts in zip(batch, told, strict=True):
                yield oid, facts
        helper.finish()
    except FAILURES:
        left.extendleft(batch for _, batch in reversed(waiting))
    finally:
        helper.close()


def _read_here(repository: Repository, batch: Sequence[Asked]) -> Iterator[tuple[str, Told]]:
    endings = dict(batch)
    for oid, data in repository.blobs(endings):
        yield oid, None if data is None else [read_facts(data, one) for one in endings[oid]]


def read_blobs(folder: str, objects: str, object_format: str, batch: Sequence[Asked]) -> list[Told]:
    """What a helper does: read a batch of blobs.

    Args:
        folder: The private git folder of the process that asks; it is not this one's to remove.
        objects: The repository's object store.
        object_format: ``sha1`` or ``sha256``.
        batch: What to read.
    """
    reader = _reader(folder, objects, object_format)
    found = reader.read_many(oid for oid, _ in batch)
    return [
        [dump(facts_of(told[1], one)) for one in endings] if told and told[0] == "blob" else None
        for (_, endings), (_, told) in zip(batch, found, strict=True)
    ]


@lru_cache(maxsize=1)
def _reader(folder: str, objects: str, object_format: str) -> ObjectReader:
    from policyreview.repository.objects import ObjectReader
    from policyreview.repository.shadow import LentShadow

    return ObjectReader(LentShadow(folder, objects), object_format)


def _batches(asked: Sequence[Asked]) -> Iterable[Sequence[Asked]]:
    """Cut what is asked into batches.

    Small ones first: rows appear at once. And at the end, so that no helper waits for another.
    """
    start, size = 0, _FIRST_BATCH
    while start < len(asked):
        size = max(_FIRST_BATCH, min(size, (len(asked) - start) // _LAST_BATCHES))
        yield asked[start : start + size]
        start, size = start + size, min(size * 2, _LARGEST_BATCH)
