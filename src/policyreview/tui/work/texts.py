"""What the Review asks of the rooms below: texts, comparisons, outlines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from policyreview.documents.naming import TOP, clause_names
from policyreview.errors import WrongUse
from policyreview.library.apart import APART_LONG
from policyreview.tui.work.viewed import Digests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.documents import Block, Clause, Document
    from policyreview.library import Library, Policy, PolicyText, Revision
    from policyreview.library.apart import Apart
    from policyreview.redline import Redline
    from policyreview.redline.clauses import ClauseChange


@dataclass(frozen=True, slots=True)
class TextAt:
    """One language of a policy at one revision, read.

    Attributes:
        language: Its language.
        commit: The revision.
        path: Its file there.
        text: The text of that language only; ``""`` where the policy had none.
        clauses: Its clauses, in order.
        headings: Its blocks that are headings, in order.
        read_file: Reads the whole file that the text stands in. It is not kept here, since a file
            taken apart takes many times the memory of its text.
        source: What the library knows of the text; None where there is none.
        shares_file: Whether another language stands in the same file.
        exists: Whether the revision has this text at all.
        marked: Whether its file begins with a byte order mark, which the text is without.
        spans: Where ``text`` stands in the file, ``[start, end)`` in its code points, in order.
    """

    language: str
    commit: str
    path: str
    text: str
    clauses: tuple[Clause, ...]
    headings: tuple[Block, ...]
    read_file: Callable[[], Document]
    source: PolicyText | None = None
    shares_file: bool = False
    spans: Sequence[tuple[int, int]] = ()
    exists: bool = True
    marked: bool = False

    @property
    def is_long(self) -> bool:
        """Whether its file is worth a process of its own to take it apart."""
        return bool(self.spans) and self.spans[-1][1] >= APART_LONG

    def place_of(self, place: int) -> int | None:
        """The place in ``text`` of a place in the file; None where it stands elsewhere."""
        before = 0
        for start, end in self.spans:
            if start <= place < end:
                return before + place - start
            before += end - start
        return None


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the outline.

    Attributes:
        number: The clause's number as cited, or ``""``.
        title: Its title.
        level: Depth from 1.
        start: Where it begins (or stood) in the newer text, in code points.
        change: What happened to it: ``kept``, ``inserted``, ``changed``, ``moved``, ``renumbered``,
            ``deleted``.
        digest: What a viewed tick is tied to.
        old_start: Where a removed clause began in the older text.
        words: What happened to it as a few characters: ``3->5``, ``new``, ``gone``.
        sentence: The same said out.
        name: What a record calls the clause.
    """

    number: str
    title: str
    level: int
    start: int
    change: str
    digest: str
    old_start: int | None = None
    words: str = ""
    sentence: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """One language of a policy at one revision, found but not taken apart.

    Attributes:
        language: Its language.
        commit: The revision.
        policy: The policy as it is there.
        text: What the library knows of it; None where the policy has none there, or a broken one.
        whole: Its file's text.
        marked: Whether its file begins with a byte order mark.
        is_long: Whether its file is worth a process of its own to take it apart.
        apart: How it is built, where that is known already.
    """

    language: str
    commit: str
    policy: Policy | None = None
    text: PolicyText | None = None
    whole: str = ""
    marked: bool = False
    is_long: bool = False
    apart: Apart | None = None

    @property
    def fills_file(self) -> bool:
        """Whether it is all of its file, so that it is known before the file is taken apart."""
        return self.text is None or self.text.lines is None

    def content(self, apart: Apart | None) -> str:
        """The text itself; of one that fills its file without knowing how it is built."""
        if self.fills_file or apart is None:
            return self.whole
        return "".join(self.whole[start:end] for start, end in apart.spans)

    def read(self, apart: Apart | None, read_file: Callable[[], Document] | None = None) -> TextAt:
        """The text read, once it is known how it is built."""
        read_file = read_file or _nothing
        if self.text is None or apart is None:
            return TextAt(self.language, self.commit, "", "", (), (), read_file, exists=False)
        return TextAt(
            self.language,
            self.commit,
            self.text.path,
            self.content(apart),
            apart.clauses,
            apart.headings,
            read_file,
            self.text,
            apart.shared,
            apart.spans,
            marked=self.marked,
        )


def text_at(
    library: Library, policy: Policy, language: str, commit: str, paths: Sequence[str] = ()
) -> TextAt:
    """One language of a policy as it was at a commit.

    Args:
        library: The library.
        policy: The policy as it is now.
        language: Which of its languages.
        commit: The revision.
        paths: What the policy's files were called there, where that is known.
    """
    return read(library, find(library, policy, language, commit, paths))


def read(library: Library, found: Unread) -> TextAt:
    """A text that has been found, taken apart."""
    policy, text = found.policy, found.text
    if policy is None or text is None:
        return found.read(None)
    apart = found.apart or library.apart(policy, text)
    return found.read(apart, partial(library.document, text))


def find(  # noqa: PLR0917
    library: Library,
    policy: Policy,
    language: str,
    commit: str,
    paths: Sequence[str] = (),
    guessed: Unread | None = None,
) -> Unread:
    """Find one language of a policy as it was at a commit.

    Args:
        library: The library.
        policy: The policy as it is now.
        language: Which of its languages.
        commit: The revision.
        paths: What the policy's files were called there, where that is known.
        guessed: What will probably be found; it is returned if it is.
    """
    there = library if commit == library.commit else library.at(commit)
    found, text = _text_there(library, there, policy, language, paths)
    if text is None or text.broken:
        return Unread(language, commit)
    if guessed is not None and guessed.text == text:
        return guessed
    if guessed is not None and guessed.text is not None and guessed.text.blob == text.blob:
        return replace(guessed, policy=found, text=text, apart=library.known_apart(text))
    return _unread(library, found, text, language, commit)


def guess(
    library: Library, policy: Policy, language: str, commit: str, paths: Sequence[str] = ()
) -> Unread | None:
    """What ``find`` will probably find, at little cost; None where only the search can tell.

    Of a part of an older file the lines are those that it has now. The arguments are those of
    ``text_at``.
    """
    text = policy.text(language)
    if text is None or text.broken:
        return None
    if commit == library.commit:
        return _unread(library, policy, text, language, commit)
    for path in dict.fromkeys((text.path, *paths)):
        entry = library.repository.entry(commit, path)
        if entry is not None and entry.is_file:
            then = replace(text, path=path, blob=entry.oid, mode=entry.mode)
            return _unread(library, policy, then, language, commit)
    return None


def _unread(
    library: Library, policy: Policy, text: PolicyText, language: str, commit: str
) -> Unread:
    from policyreview.documents.decoding import decode

    data = library.data(text)
    file = decode(data)
    return Unread(
        language, commit, policy, text, file.text, file.bom, len(data) >= APART_LONG,
        library.known_apart(text),
    )  # fmt: skip


def _nothing() -> Document:
    from policyreview import documents

    return documents.read(b"")


@dataclass(frozen=True, slots=True)
class _Held:
    """Reads a file from its bytes, wherever it is called."""

    data: bytes
    text: PolicyText

    def __call__(self) -> Document:
        from policyreview.library.apart import document_of

        return document_of(self.data, self.text)


def portable(library: Library, text: TextAt) -> TextAt:
    """The same text with its file's bytes in it, for a process that has no repository."""
    if text.source is None:
        return text
    return replace(text, read_file=_Held(library.data(text.source), text.source))


def _text_there(
    library: Library, there: Library, policy: Policy, language: str, paths: Sequence[str]
) -> tuple[Policy, PolicyText | None]:
    """A policy in another revision, and its text.

    By its id, else by what its file was called, else by the history of its files.
    """
    try:
        found: Policy | None = there.policy(policy.id)
    except WrongUse:
        wanted = {*paths, *policy.paths}
        found = next((p for p in there.policies if wanted & set(p.paths)), None)
    if found is not None:
        text = found.text(language)
        if text is None and len(policy.texts) == 1 and len(found.texts) == 1:
            return found, found.texts[0]
        if text is not None:
            return found, text
    followed = library.followed(policy, [language], there)
    text = None if followed is None else followed.text(language)
    if followed is None or text is None or (found is not None and text.path in found.paths):
        return found or policy, None
    return followed, text


def compare(old: TextAt, new: TextAt) -> Redline:
    """The comparison of two revisions of a text."""
    from policyreview import redline

    return redline.compare(old.text, new.text)


def outline(new: TextAt, redline: Redline | None, old: TextAt | None = None) -> tuple[Heading, ...]:
    """The clauses of the newer text and those that were removed, each with what happened to it.

    Args:
        new: The newer text.
        redline: Its comparison with the older one, None where there is none.
        old: The older text.
    """
    fates = _fates(redline)
    clauses = new.clauses
    removed, gone = _removed(old, redline) if old is not None and redline is not None else ([], [])
    marks = _marks(redline, gone) if redline is not None else None
    found: list[Heading] = []
    names, digests = clause_names(clauses), Digests()
    first = clauses[0].start if clauses else len(new.text)
    beginning = digests.of(new.text[:first])
    top = marks.of(0, first) if marks is not None and first else "kept"
    if (top != "kept" or not clauses) and new.text[:first].strip():
        found.append(
            Heading(
                "",
                "(beginning)" if clauses else "(whole text)",
                1,
                0,
                top,
                beginning,
                name=TOP,
            )
        )
    for index, clause in enumerate(clauses):
        end = own_end(clauses, index)
        change = marks.of(clause.start, end) if marks is not None else "kept"
        digest = digests.of(new.text[clause.start : end])
        heading = _heading(clause, (names[clause.start], digest), clause.start, change)
        found.append(_told(heading, fates.get(clause.start)))
    found += removed
    # Where a removed clause stood right before another one, it comes first.
    return tuple(sorted(found, key=lambda heading: (heading.start, heading.old_start is None)))


def _fates(redline: Redline | None) -> dict[int, ClauseChange]:
    """What happened to the clauses of the newer text, by the place where each begins."""
    if redline is None:
        return {}
    return {each.new.start: each for each in redline.clauses if each.new is not None}


_HAN_NUMBER = re.compile("第(.+)([条條章节節款项項])")
_CHANGES = {"added": "inserted", "removed": "deleted"}


def _told(heading: Heading, fate: ClauseChange | None) -> Heading:
    """A line of the outline with what the comparison says of the clause as a whole."""
    if fate is None:
        return heading
    change = _CHANGES.get(fate.change, fate.change)
    words = "new" if fate.old is None else ""
    if fate.old is not None and fate.new is not None and fate.renumbered:
        words = "->".join(_brief(fate.old.number, fate.new.number))
    elif fate.moved:
        words = "moved"
    if fate.moved and fate.changed:
        words += " ~"
    return replace(heading, change=change, words=words, sentence=fate.sentence().replace("→", "->"))


def _brief(old: str | None, new: str | None) -> tuple[str, str]:
    """Two clause numbers, of ``第五条`` and ``第二条`` what tells them apart."""
    found = [_HAN_NUMBER.fullmatch(number or "") for number in (old, new)]
    if found[0] and found[1] and found[0][2] == found[1][2]:
        return found[0][1], found[1][1]
    return old or "?", new or "?"


def _heading(
    clause: Clause, known_by: tuple[str, str], start: int, change: str, old_start: int | None = None
) -> Heading:
    """A line of the outline for a clause, which is known by a name and a digest."""
    name, digest = known_by
    return Heading(
        clause.number or "",
        clause.title,
        clause.level,
        start,
        change,
        digest,
        old_start,
        "gone" if change == "deleted" else "",
        "removed" if change == "deleted" else "",
        name,
    )


def _removed(old: TextAt, redline: Redline) -> tuple[list[Heading], list[tuple[int, int]]]:
    """Clauses of which nothing is left, and the old spans that they took."""
    blocks: list[tuple[int, int, str, int]] = []
    place = 0
    for block in redline.blocks:
        if block.old is not None:
            blocks.append((*block.old, block.change, place if block.new is None else block.new[0]))
        if block.new is not None:
            place = block.new[1]
    blocks.sort()
    starts = [start for start, _, _, _ in blocks]
    fates = {each.old.start: each for each in redline.clauses if each.old is not None}
    clauses = old.clauses
    found: list[Heading] = []
    gone: list[tuple[int, int]] = []
    names, digests = clause_names(clauses), Digests()
    digests.of(old.text[: clauses[0].start] if clauses else "")
    for index, clause in enumerate(clauses):
        end = own_end(clauses, index)
        digest = digests.of(old.text[clause.start : end])
        first = max(0, bisect_right(starts, clause.start) - 1)
        here = [b for b in blocks[first : bisect_right(starts, end - 1)] if b[1] > clause.start]
        fate = fates.get(clause.start)
        lost = all(change == "deleted" for _, _, change, _ in here)
        if here and (fate.new is None if fate is not None else lost):
            known_by = (names[clause.start], digest)
            found.append(_heading(clause, known_by, here[0][3], "deleted", clause.start))
            if lost:
                gone.append((clause.start, end))
    return found, gone


def own_end(clauses: Sequence[Clause], index: int) -> int:
    """Where a clause's own words end: at its first sub-clause, else at its end."""
    clause = clauses[index]
    if index + 1 < len(clauses):
        return min(clause.end, max(clause.start + 1, clauses[index + 1].start))
    return clause.end


class _marks:  # noqa: N801  (a small table, used like a function)
    """Where the newer text has changes."""

    def __init__(self, redline: Redline, gone: Sequence[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._changes: list[tuple[int, int, str]] = []
        place = 0
        for block in redline.blocks:
            if block.new is not None:
                place = block.new[0]
                self._changes.append((block.new[0], block.new[1], block.change))
            elif block.old is not None and not any(
                start <= block.old[0] and block.old[1] <= end for start, end in gone
            ):
                self._changes.append((place, place + 1, "deleted"))
        self._changes.sort()
        self._starts = [start for start, _, _ in self._changes]

    def of(self, start: int, end: int) -> str:
        """What happened between two places."""
        first = max(0, bisect_right(self._starts, start) - 1)
        while first and self._changes[first - 1][1] > start:
            first -= 1
        seen: set[str] = set()
        for begin, stop, change in self._changes[first:]:
            if begin >= end:
                break
            if stop > start:
                seen.add(change)
        if not seen - {"kept"}:
            return "kept"
        if seen == {"inserted"} or (seen == {"inserted", "deleted"} and "kept" not in seen):
            return "inserted"
        if "moved" in seen and not seen & {"kept", "changed", "inserted"}:
            return "moved"
        if seen <= {"kept", "renumbered"}:
            return "renumbered"
        return "changed"


def revisions(library: Library, policy: Policy) -> tuple[Revision, ...]:
    """The commits that changed a policy, newest first; none where that can't be told."""
    if library.commit is None:
        return ()
    try:
        return tuple(library.revisions(policy.id))
    except WrongUse:
        return ()
