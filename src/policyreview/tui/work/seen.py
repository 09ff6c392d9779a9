"""Which changed clauses a signer has ticked as viewed, by the names that a record gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.documents.naming import TOP
from policyreview.errors import PolicyReviewError
from policyreview.tui.work import texts
from policyreview.tui.work.outlining import outline
from policyreview.tui.work.viewed import clause_digest

if TYPE_CHECKING:
    from policyreview.library import Library, Policy
    from policyreview.tui.work.viewed import Viewed


def seen_clauses(
    library: Library, policy: Policy, base: str | None, viewed: Viewed
) -> frozenset[tuple[str, str]]:
    """The clauses that count as viewed.

    A clause that changed is viewed if its newer words were ticked; one that was taken out if its
    older words were, also where another one has its name now.

    Args:
        library: At the commit that is signed.
        policy: The policy.
        base: The commit that it is compared with, None where there is none.
        viewed: The ticks.

    Returns:
        Language and name of each.
    """
    found: set[tuple[str, str]] = set()
    for text in policy.texts:
        try:
            now = _clauses(library, policy, text.language, library.commit)
            then = _clauses(library, policy, text.language, base)
        except PolicyReviewError:
            continue
        there, here = set(then.values()), set(now.values())
        for name in now.keys() | then.keys():
            new, old = now.get(name), then.get(name)
            gone = old is not None and old not in here and (new is None or new in there)
            wanted = old if gone or new is None else new
            if wanted is not None and viewed.has(policy.id, text.language, wanted):
                found.add((text.language, name))
    return frozenset(found)


def changed_unstamped(
    library: Library, policy: Policy, base: str | None
) -> frozenset[tuple[str, str]]:
    """The clauses that differ from the base before anything is stamped.

    What differs only through the stamp stands on the sign-off itself and is not to be ticked.
    """
    from policyreview.signoff.review import changes_seen

    files: dict[str, bytes] = {}
    for text in policy.texts:
        if text.path not in files:
            files[text.path] = library.repository.blob(text.blob)
    return frozenset(
        (each.language, each.clause) for each in changes_seen(library, policy, base, files, ())
    )


def _clauses(library: Library, policy: Policy, language: str, commit: str | None) -> dict[str, str]:
    """Digests of a revision's clauses by their names."""
    if commit is None:
        return {}
    text = texts.text_at(library, policy, language, commit)
    found: dict[str, str] = {}
    first = min((clause.start for clause in text.clauses), default=len(text.text))
    if text.text[:first].strip():
        found[TOP] = clause_digest(text.text[:first])
    for heading in outline(text, None):
        found.setdefault(heading.name, heading.digest)
    return found
