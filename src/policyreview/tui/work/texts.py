"""What the Review asks of the rooms below: texts and their comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError, WrongUse
from policyreview.library.apart import APART_LONG
from policyreview.tui.work.filed import Filed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.documents import Clause, Document
    from policyreview.library import Library, Policy, PolicyText, Revision
    from policyreview.library.apart import Apart
    from policyreview.redline import Redline
    from policyreview.redline.model import Text


@dataclass(frozen=True, slots=True)
class TextAt:
    """One language of a policy at one revision, read.

    Attributes:
        language: Its language.
        commit: The revision.
        path: Its file there.
        text: The text of that language only; ``""`` where the policy had none.
        clauses: Its clauses, in order.
        headings: Where its blocks that are headings begin, and their words, in order.
        read_file: Reads the whole file that the text stands in. It is not kept here, since a file
            taken apart takes many times the memory of its text.
        source: What the library knows of the text; None where there is none.
        shares_file: Whether another language stands in the same file.
        exists: Whether the revision has this text at all.
        marked: Whether its file begins with a byte order mark, which the text is without.
        encoding: What its file is written in, by Python's name; ``""`` where there is nothing.
        spans: Where ``text`` stands in the file, ``[start, end)`` in its code points, in order.
    """

    language: str
    commit: str
    path: str
    text: Text
    clauses: tuple[Clause, ...]
    headings: tuple[tuple[int, str], ...]
    read_file: Callable[[], Document]
    source: PolicyText | None = None
    shares_file: bool = False
    spans: Sequence[tuple[int, int]] = ()
    exists: bool = True
    marked: bool = False
    encoding: str = ""

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
class Unread:
    """One language of a policy at one revision, found but not taken apart.

    Attributes:
        language: Its language.
        commit: The revision.
        policy: The policy as it is there.
        text: What the library knows of it; None where the policy has none there, or a broken one.
        file: Its file; None where it has none.
        is_long: Whether its file is worth a process of its own to take it apart.
        apart: How it is built, where that is known already.
    """

    language: str
    commit: str
    policy: Policy | None = None
    text: PolicyText | None = None
    file: Filed | None = None
    is_long: bool = False
    apart: Apart | None = None

    @property
    def whole(self) -> str:
        """Its file's text."""
        return "" if self.file is None else self.file.text

    @property
    def fills_file(self) -> bool:
        """Whether it is all of its file, so that it is known before the file is taken apart."""
        return self.text is None or self.text.lines is None

    def content(self, apart: Apart | None) -> str:
        """The text itself; of one that fills its file without knowing how it is built."""
        if self.fills_file or apart is None:
            return self.whole
        return "".join(self.whole[start:end] for start, end in apart.spans)

    def read(
        self,
        apart: Apart | None,
        read_file: Callable[[], Document] | None = None,
        text: Text | None = None,
    ) -> TextAt:
        """The text read, once it is known how it is built.

        Args:
            apart: How.
            read_file: Reads its whole file.
            text: The text itself, where it is at hand.
        """
        read_file = read_file or _nothing
        if self.text is None or apart is None:
            return TextAt(self.language, self.commit, "", "", (), (), read_file, exists=False)
        return TextAt(
            self.language,
            self.commit,
            self.text.path,
            self.content(apart) if text is None else text,
            apart.clauses,
            apart.headings,
            read_file,
            self.text,
            apart.shared,
            apart.spans,
            marked=self.file is not None and self.file.marked,
            encoding=self.file.encoding if self.file is not None and self.file.text else "",
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


def newest(library: Library, policy: Policy, language: str) -> Unread | None:
    """What ``guess`` says of the library's own commit; None too where the text can't be read.

    This is asked on a thread of its own.
    """
    text = policy.text(language)
    if text is None or text.broken:
        return None
    try:
        data = library.data_beside(text)
    except PolicyReviewError:  # told by what reads it later
        return None
    return _unread(library, policy, text, language, library.commit or "", data=data)


def _unread(
    library: Library,
    policy: Policy,
    text: PolicyText,
    language: str,
    commit: str,
    *,
    data: bytes | None = None,
) -> Unread:
    if data is None:
        data = library.data(text)
    return Unread(
        language, commit, policy, text, Filed(data), len(data) >= APART_LONG,
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

    return redline.compare(str(old.text), str(new.text))


def revisions(library: Library, policy: Policy) -> tuple[Revision, ...]:
    """The commits that changed a policy, newest first; none where that can't be told."""
    if library.commit is None:
        return ()
    try:
        return tuple(library.revisions(policy.id))
    except WrongUse:
        return ()
