"""Two revisions of a long text, taken apart and compared: for a process of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview import aside
from policyreview.library.apart import beside, read_whole
from policyreview.tui.work.outlining import outline
from policyreview.tui.work.squeezed import Squeezed

if TYPE_CHECKING:
    from collections.abc import Generator

    from policyreview.documents import Clause
    from policyreview.library import PolicyText
    from policyreview.library.apart import Apart
    from policyreview.redline import Redline
    from policyreview.redline.packed import Packed
    from policyreview.tui.work.outlining import Heading
    from policyreview.tui.work.texts import Unread


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a look at two revisions of a text needs.

    Attributes:
        aparts: How the texts of both files are built.
        old: The older text; empty where there is none.
        new: The newer text.
        redline: The comparison; None where there is no older revision.
        outline: The newer text's clauses.
    """

    aparts: dict[PolicyText, Apart]
    old: Squeezed
    new: Squeezed
    redline: Packed | None
    outline: tuple[Heading, ...]


def prepared(
    old: Unread | None, new: Unread, *, rough: bool = True
) -> Generator[Packed | Prepared, None, None]:
    """Compare two revisions: roughly, line by line, and then properly.

    Args:
        old: The older revision; None where there is none.
        new: The newer.
        rough: Whether anybody looks at the rough comparison.

    Yields:
        The rough comparison of the whole files; then all that is needed.
    """
    from policyreview.redline.bylines import by_lines
    from policyreview.redline.packed import pack

    redline = None
    with closing(aside.Stream(_taken_apart, old)) as reader:
        reader.begin()  # it takes the old file apart, and here the new one is, or the two compared
        if old is not None and rough:
            yield by_lines(old.whole, new.whole)
        if old is not None and old.fills_file and new.fills_file:
            redline = _compare(old.whole, new.whole)
        aparts = _sharing(next(_taken_apart(new)) | (reader.next() or {}))
    after = new.read(aparts[new.text] if new.text else None)
    before = None if old is None else old.read(aparts[old.text] if old.text else None)
    if before is not None:
        from policyreview.redline.clauses import know_clauses

        redline = redline or _compare(str(before.text), str(after.text))
        plain = [aparts[each.source].plain if each.source else () for each in (before, after)]
        know_clauses(redline, *plain)
    shown = outline(after, redline, before)
    packed = None if redline is None else pack(redline)
    whole = Squeezed(str(after.text))
    yield Prepared(
        aparts,
        Squeezed("" if before is None else str(before.text), whole, _pairs(packed)),
        whole,
        packed,
        shown,
    )


def _sharing(aparts: dict[PolicyText, Apart]) -> dict[PolicyText, Apart]:
    """The same, with what is equal in two revisions kept once."""
    words: dict[str, str] = {}
    clauses: dict[Clause, Clause] = {}

    def one(found: str) -> str:
        return words.setdefault(found, found)

    def clause(found: Clause) -> Clause:
        known = clauses.get(found)
        if known is None:
            number = None if found.number is None else one(found.number)
            known = clauses[found] = replace(found, number=number, title=one(found.title))
        return known

    return {
        text: replace(
            apart,
            clauses=tuple(map(clause, apart.clauses)),
            headings=tuple((at, one(title)) for at, title in apart.headings),
            plain=None if apart.plain is None else tuple(map(clause, apart.plain)),
        )
        for text, apart in aparts.items()
    }


def _pairs(redline: Packed | None) -> list[tuple[int, int]]:
    """Where blocks that both texts have begin in the older one, rising, and in the newer."""
    if redline is None:
        return []
    pairs = zip(redline.old[::2], redline.new[::2], strict=True)
    return sorted((old, new) for old, new in pairs if old >= 0 and new >= 0)


def roughly(old: Unread | None, new: Unread) -> Generator[Packed | Prepared, None, None]:
    """Compare two files line by line, and no more; nothing where there is no older one."""
    from policyreview.redline.bylines import by_lines

    if old is not None:
        yield by_lines(old.whole, new.whole)


def _compare(old: str, new: str) -> Redline:
    from policyreview import redline

    return redline.compare(old, new)


def _taken_apart(text: Unread | None) -> Generator[dict[PolicyText, Apart], None, None]:
    """How a text, and those beside it in its file, are built."""
    if text is None or text.policy is None or text.text is None:
        yield {}
    elif text.apart is not None:
        yield {text.text: text.apart}
    else:
        files = beside(text.policy, text.text)
        yield dict(zip(files, read_whole(text.whole, files), strict=True))
