"""Finds the policies of one commit: remembered on disk, or read from its tree and texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, PolicyReviewError
from policyreview.uncollected import no_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policyreview.library.cache import Cache
    from policyreview.library.discovery import Candidate, Made
    from policyreview.library.facts import Facts
    from policyreview.library.settings import Settings
    from policyreview.library.values import Policy
    from policyreview.repository import Repository, TreeEntry

_RECORDS = ".policyreview/records"
# Where sign-offs put their records: no texts, and there may be many thousands.


class PolicyFinder:
    """The policies of a commit, found when they are first asked for.

    Args:
        repository: The repository.
        commit: The commit's oid; None where there is none, so that there are no policies.
        cache: What is kept between runs; opened when needed where it is not given.
    """

    def __init__(
        self, repository: Repository, commit: str | None, cache: Cache | None = None
    ) -> None:
        self._repository = repository
        self._commit = commit
        self._cache = cache
        self._tree: tuple[TreeEntry, ...] | None = None
        self._candidates: list[Candidate] | None = None
        self._settings: Settings | None = None
        self._policies: tuple[Policy, ...] | None = None
        self._problems: tuple[str, ...] = ()
        self._made: dict[Made, Policy] = {}

    def at(self, commit: str) -> PolicyFinder:
        """The finder for another commit of the same repository."""
        return PolicyFinder(self._repository, commit, self._cache)

    def twin(self, repository: Repository) -> PolicyFinder:
        """What was found so far, to be asked by another thread with a repository of its own."""
        other = PolicyFinder(repository, self._commit, self._cache and self._cache.copy())
        other._tree, other._candidates = self._tree, self._candidates
        other._settings, other._policies = self._settings, self._policies
        other._problems = self._problems
        return other

    # -- what is found --------------------------------------------------------------------------

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All policies, by id."""
        if self._policies is None:
            self._policies = self._remembered() or self._discovered()
        return self._policies

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong in the settings, one sentence each."""
        _ = self.policies
        return self._problems

    @property
    def settings(self) -> Settings:
        """The settings at this commit."""
        if self._settings is None:
            self._settings = self._read_settings()
        return self._settings

    def known(self) -> tuple[Policy, ...] | None:
        """The policies where no text has to be read for them."""
        if self._policies is None:
            self._policies = self._remembered()
        return self._policies

    def progress(
        self, first: Iterable[str], cancelled: Callable[[], bool] | None
    ) -> Iterator[Policy]:
        """The policies as they become known, as ``Library.progress`` describes."""
        shown: dict[str, Policy] = {}
        if self.known() is None:
            from policyreview.library.filling import by_name, complete

            named = by_name(self.candidates())
            yield from named.values()
            order = [path for one in first if one in named for path in named[one].paths]
            arriving = self._read(
                [*order, *(p for one in named.values() for p in one.paths)], cancelled
            )
            self._made.clear()
            for policy in complete(named, self.candidates(), arriving, self.facts, self._made):
                shown[policy.id] = policy
                yield policy
            if cancelled is not None and cancelled():
                return
        for policy in self.policies:
            if shown.get(policy.id) != policy:
                yield policy

    def candidates(self) -> list[Candidate]:
        """The files that may be policy texts, by their paths alone."""
        from policyreview.library.discovery import candidates

        if self._candidates is None:
            self._candidates = candidates(self._entries(), self.settings)
        return self._candidates

    def wanted(self) -> Iterable[TreeEntry]:
        """The files whose facts tell the policies: candidates, and those that the charter names."""
        chosen = {one.path: one.entry for one in self.candidates()}
        named = {text.path for policy in self.settings.policies for text in policy.texts}
        if named:
            chosen.update({one.path: one for one in self._entries() if one.path in named})
        return chosen.values()

    def facts(self, entry: TreeEntry) -> Facts:
        """What a file says of itself, kept by blob; why it cannot be read where it cannot."""
        from policyreview.library.cache import facts_key
        from policyreview.library.facts import Facts, read_facts

        if entry.mode == "120000":
            return Facts(broken=f"{entry.path} is a symbolic link, which is not followed.")
        if entry.mode == "160000":
            return Facts(
                broken=f"{entry.path} is a submodule, whose files are not in this repository."
            )
        store = self._store()
        found = store.facts(facts_key(entry))
        if found is None:
            try:
                found = read_facts(self._repository.blob(entry.oid), entry.path)
            except PolicyReviewError as error:
                return Facts(broken=f"{entry.path} could not be read: {error.message}")
            store.add(facts_key(entry), found)
        return replace(found, broken=f"{entry.path} {found.broken}") if found.broken else found

    def lacks(self, policy: Policy) -> bool:
        """Whether the bytes of a text are missing from the clone, or damaged."""
        return policy.broken is not None and any(
            text.broken is not None and text.is_file and self._repository.lacks(text.blob)
            for text in policy.texts
        )

    # -- finding --------------------------------------------------------------------------------

    def _entries(self) -> tuple[TreeEntry, ...]:
        if self._tree is None:
            self._tree = (
                self._repository.files(self._commit, without=_RECORDS) if self._commit else ()
            )
        return self._tree

    def _store(self) -> Cache:
        if self._cache is None:
            from policyreview.library.cache import Cache

            self._cache = Cache(self._repository.common_dir)
        return self._cache

    def _read_settings(self) -> Settings:
        from policyreview.library.settings import SETTINGS_PATH, Settings, parse_settings

        entry = self._repository.entry(self._commit, SETTINGS_PATH) if self._commit else None
        if entry is None or not entry.is_file:
            return Settings()
        try:
            return parse_settings(self._repository.blob(entry.oid, limit=4 * 1024 * 1024))
        except CouldNotTell as error:
            return Settings(
                problems=(f"{SETTINGS_PATH} could not be read: {error.message}",),
                unread=True,
            )

    def _remembered(self) -> tuple[Policy, ...] | None:
        if self._commit is None:
            return ()
        from policyreview.library.listing import parse_listing

        listing = self._store().listing(self._commit)
        if listing is None:
            return None
        try:
            policies, self._problems = parse_listing(listing)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None
        return policies

    def _discovered(self) -> tuple[Policy, ...]:
        from policyreview.library.discovery import discover
        from policyreview.library.listing import dump_listing

        if self._commit is None:
            return ()
        for _ in self._read():
            pass
        with no_collecting():
            policies = discover(
                self._entries(), self.settings, self.facts, self.candidates(), self._made
            )
        self._made.clear()
        self._problems = self.settings.problems
        store = self._store()
        store.save()
        if not any(map(self.lacks, policies)) and not self.settings.unread:
            store.keep_listing(self._commit, dump_listing(policies, self._problems))
        return policies

    def _read(
        self, first: Iterable[str] = (), cancelled: Callable[[], bool] | None = None
    ) -> Iterator[str]:
        """Read the facts of all candidates; gives each path as soon as its facts are known."""
        from policyreview.library.filling import read_texts

        chosen = {entry.path: entry for entry in self.wanted()}
        order = dict.fromkeys([*(path for path in first if path in chosen), *chosen])
        entries = [chosen[path] for path in order]
        return read_texts(self._repository, self._store(), entries, cancelled)
