"""The library: a repository's policies at one commit, and their texts, facts and revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import WrongUse
from policyreview.library.content import ContentLines, content_spans
from policyreview.library.finder import PolicyFinder
from policyreview.library.texts import TextReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from policyreview.documents import Document
    from policyreview.library.apart import Apart
    from policyreview.library.facts import Facts
    from policyreview.library.revisions import Revision
    from policyreview.library.settings import Settings
    from policyreview.library.values import Policy, PolicyText
    from policyreview.repository import LastChange, Repository, TreeEntry
    from policyreview.repository.ahead import Ahead


class Library:
    """All policies of a repository at one commit. Open it with ``open_library``.

    Attributes:
        repository: The repository.
        commit: The commit's oid; None where the branch has no commit yet.
        ref: The branch or revision that was asked for; None where HEAD is detached.
        checked_out: Whether none was asked for, so that it is what was checked out.
    """

    def __init__(self, repository: Repository, commit: str | None, ref: str | None) -> None:
        self.repository = repository
        self.commit = commit
        self.ref = ref
        self.checked_out = False
        self._finder = PolicyFinder(repository, commit)
        self._texts = TextReader(repository)
        self._ahead: Ahead | None = None

    def twin(self) -> Library:
        """The same library for another thread: what was found stays, git is asked apart.

        Its repository is closed by whoever asked for it.
        """
        repository = self.repository.another()
        other = Library(repository, self.commit, self.ref)
        other.checked_out = self.checked_out
        other._finder = self._finder.twin(repository)
        other._ahead = self._ahead
        return other

    # -- what there is --------------------------------------------------------------------------

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All policies, by id; found at the first look, then remembered on disk by commit."""
        return self._finder.policies

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong in ``policyreview.toml``, one sentence each."""
        return self._finder.problems

    @property
    def settings(self) -> Settings:
        """The ``[[policy]]`` entries of ``policyreview.toml`` at this commit."""
        return self._finder.settings

    def policy(self, identity: str) -> Policy:
        """One policy by its id, or by the path of one of its texts.

        Raises:
            WrongUse: There is none; near ids are named.
        """
        for policy in self.policies:
            if policy.id == identity:
                return policy
        for policy in self.policies:
            if identity in policy.paths:
                return policy
        raise WrongUse(
            f"There is no policy '{identity}'{self._where()}.", hint=self._near(identity)
        )

    def progress(
        self,
        *,
        first: Iterable[str] = (),
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[Policy]:
        """The policies one after another, each as soon as it is known.

        First come all of them by name alone, where names are enough, with languages and titles
        still open (``und``, the id's words); then each again as its texts are read; at the end
        those that reading the others has changed (a text found to belong to another policy, a page
        found to be none). ``policies`` is quick afterwards and has the last word: ids that it does
        not have are none. What was read is kept for the next time, also where it was broken off.

        Args:
            first: Ids of the policies to read before the others, such as those on the screen.
            cancelled: Asked between texts; True ends it.
        """
        return self._finder.progress(first, cancelled)

    def lacks(self, policy: Policy) -> bool:
        """Whether the bytes of a text are missing from the clone, or damaged."""
        return self._finder.lacks(policy)

    # -- texts ----------------------------------------------------------------------------------

    def document(self, text: PolicyText) -> Document:
        """A text's file, read whole; the last few are remembered.

        For a part of a file this is the document of the whole file: positions are the file's.

        Raises:
            WrongUse: The text is a link, a submodule or binary.
            CouldNotTell: It is missing or too large.
        """
        return self._texts.document(text)

    def apart(self, policy: Policy, text: PolicyText) -> Apart:
        """A text as it is built, for keeping: in a fraction of the memory of ``document``.

        A long file is taken apart in a process of its own, once for all of its languages.

        Args:
            policy: The policy.
            text: One of its texts.

        Raises:
            WrongUse: The text is a link, a submodule or binary.
            CouldNotTell: It is missing or too large.
        """
        return self._texts.apart(policy, text)

    def known_apart(self, text: PolicyText) -> Apart | None:
        """A long text as it is built, where it has been taken apart already."""
        return self._texts.known_apart(text)

    def keep_apart(self, read: Iterable[tuple[PolicyText, Apart]]) -> None:
        """Keep how long texts are built, for ``apart``; the last few are."""
        self._texts.keep_apart(read)

    def forget_documents(self) -> None:
        """Let go of the documents that are remembered: they take many times their texts' memory."""
        self._texts.forget_documents()

    def facts(self, text: PolicyText) -> Facts:
        """What a text's file says of itself (dates, version, prevailing language, title).

        Kept by blob.

        Much quicker than ``document`` for lists of many policies. Never raises for a file that
        cannot be read: ``Facts.broken`` says why.
        """
        from policyreview.repository import TreeEntry

        return self.facts_at(TreeEntry(text.path, text.mode, "blob", text.blob))

    def facts_at(self, entry: TreeEntry) -> Facts:
        """As ``facts``, of any entry of a tree."""
        return self._finder.facts(entry)

    def data(self, text: PolicyText) -> bytes:
        """The bytes of a text's file.

        Raises:
            CouldNotTell: The object is missing or too large.
        """
        return self._texts.data(text)

    def data_beside(self, text: PolicyText) -> bytes:
        """As ``data``, and the one thing that may be asked on another thread than all else.

        Raises:
            CouldNotTell: The object is missing or too large.
        """
        return self._texts.data_beside(text)

    def content(self, text: PolicyText) -> str:
        """What a reader of a text is shown and signs: the whole file, or its share of it.

        The contents of all languages of one file together are the file, each character once: a
        header above the halves is in the first, a footer in the last. Lines that
        ``policyreview.toml`` names for a text, and that are no half of it, are those and no more.

        Raises:
            WrongUse: The text is a link, a submodule or binary.
            CouldNotTell: It is missing or too large.
        """
        if text.lines is None and not text.broken:
            return self.whole(text)
        document = self.document(text)
        spans = content_spans(document, text)
        return "".join(document.text[start:end] for start, end in spans)

    def whole(self, text: PolicyText) -> str:
        """The whole file that a text stands in.

        Raises:
            CouldNotTell: It is missing or too large.
        """
        from policyreview.documents import decode

        return decode(self.data(text)).text

    def content_spans(self, text: PolicyText) -> tuple[tuple[int, int], ...]:
        """Where ``content`` stands in the file: ``[start, end)`` in its code points, in order.

        Raises:
            WrongUse: The text is a link, a submodule or binary.
            CouldNotTell: It is missing or too large.
        """
        return content_spans(self.document(text), text)

    def content_lines(self, text: PolicyText) -> ContentLines:
        """Tells the file's line for a position or a line of ``content``.

        Raises:
            WrongUse: The text is a link, a submodule or binary.
            CouldNotTell: It is missing or too large.
        """
        document = self.document(text)
        return ContentLines(document.text, content_spans(document, text))

    # -- other commits --------------------------------------------------------------------------

    def at(self, rev: str) -> Library:
        """The library at another revision of the same repository.

        Raises:
            WrongUse: There is no such revision.
        """
        commit = self.repository.resolve(rev)
        other = Library(self.repository, commit, rev)
        other._finder = self._finder.at(commit)
        other._texts = self._texts.another()
        return other

    def revisions(self, policy_id: str) -> tuple[Revision, ...]:
        """The commits that changed any text of a policy, newest first, renames followed.

        Raises:
            WrongUse: There is no such policy.
        """
        from policyreview.library.revisions import policy_revisions

        policy = self.policy(policy_id)
        return policy_revisions(self.repository, self.commit, policy) if self.commit else ()

    def expect_reading(self) -> None:
        """Find out what ``revisions`` has to know of the history as a whole."""
        from policyreview.repository.history import has_merges

        if self.commit:
            has_merges(self.repository, self.commit)
            self.repository.beside.info(self.commit)  # starts its process

    def followed(self, policy: Policy, languages: Iterable[str], then: Library) -> Policy | None:
        """What a policy's files held at an earlier revision, by their history alone.

        For a revision at which nothing tells that they are texts of this policy, or of any.

        Args:
            policy: The policy as it is here.
            languages: Those of its languages that are wanted.
            then: The library at the earlier revision.

        Returns:
            The policy with the texts that were there; None where there was none.
        """
        from policyreview.library.discovery import policy_of
        from policyreview.library.revisions import candidates_then

        if then.commit is None or self.commit is None:
            return None
        group = candidates_then(self.repository, self.commit, policy, set(languages), then.commit)
        return policy_of(policy.id, group, then.facts_at) if group else None

    def begin_changes(self) -> None:
        """Have git look for the last changes while the policies are still to be read.

        Nothing is begun where they have been read, are few, or there is no processor to spare.
        """
        if self.commit is None or self._ahead is not None or self._finder.known() is not None:
            return
        from policyreview.library.beside import worth_helpers

        if worth_helpers(len(self._finder.candidates())):
            from policyreview.repository.ahead import Ahead

            paths = [entry.path for entry in self._finder.wanted()]
            self._ahead = Ahead(self.repository, self.commit, paths)

    def last_changes(self, paths: Iterable[str]) -> Iterable[LastChange]:
        """The last change of each of some files, newest first.

        Raises:
            CouldNotTell: Git failed, or objects are missing or damaged.
        """
        wanted = frozenset(paths)
        if self._ahead is not None and wanted <= self._ahead.paths:
            return (change for change in self._ahead.found() if change.path in wanted)
        if self.commit is None:
            return ()
        from policyreview.repository.changes import last_changes

        return last_changes(self.repository, self.commit, wanted)

    def _where(self) -> str:
        return f" at {self.ref}" if self.ref else ""

    def _near(self, identity: str) -> str:
        ids = [policy.id for policy in self.policies]
        if not ids:
            return "The library has no policies."
        import difflib

        near = difflib.get_close_matches(identity.lower()[:200], ids, n=3, cutoff=0.5)
        near = near or [one for one in ids if identity and identity.lower() in one][:3]
        return f"Did you mean {', '.join(near)}?" if near else "'policyreview list' names them all."


def open_library(path: Path | str = ".", *, ref: str | None = None) -> Library:
    """Open the library of the repository at ``path``, without changing anything.

    Args:
        path: A folder in the repository, or a bare repository.
        ref: The branch, tag or commit to look at; HEAD where it is not given.

    Raises:
        WrongUse: It is no repository, or has no such revision.
        CouldNotTell: Git is missing or cannot read it.
    """
    from policyreview.repository import Repository

    repository = Repository.open(path)
    try:
        if ref is not None:
            return Library(repository, repository.resolve(ref), ref)
        head = repository.head()
        library = Library(repository, head.commit, head.branch)
        library.checked_out = True
    except BaseException:
        repository.close()
        raise
    return library
