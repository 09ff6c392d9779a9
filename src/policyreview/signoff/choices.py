"""What a sign-off says where its signer left it open: languages, meaning, which word is meant."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError, WrongUse
from policyreview.signoff.equivalence import says_equivalence
from policyreview.signoff.plans import MEANINGS
from policyreview.signoff.record import SeenRelease

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policyreview.library import Library, Policy
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.record import Record, Verdict
    from policyreview.signoff.verification import VersionState


def covered_by(policy: Policy, languages: Iterable[str] | None) -> tuple[str, ...]:
    """The languages spoken for; all of the policy's where none is named."""
    known = tuple(dict.fromkeys(text.language for text in policy.texts))
    if languages is None:
        return known
    wanted = tuple(dict.fromkeys(languages))
    for tag in wanted:
        if tag not in known:
            raise WrongUse(
                f"{policy.id} has no text in {tag}.", hint=f"It has: {', '.join(known)}."
            )
    if not wanted:
        raise WrongUse("A sign-off needs at least one language that it speaks for.")
    return wanted


def meaning_of(verdict: Verdict) -> str:
    """What a verdict means where its signer does not say."""
    return {
        "approve": MEANINGS[0],
        "reject": "changes requested",
        "withdraw": "withdrawn",
        "comment": "comment",
    }[verdict]


def releases_seen(
    library: Library, policy: str, charter: Charter | None
) -> tuple[SeenRelease, ...]:
    """The policy's release tags as this clone holds them.

    Under a charter only such as are signed by who might release: what is noted once stays the tag
    on file, so that nobody else may put one there.
    """
    from policyreview.signoff.canonical import component

    prefix = f"policy/{component(policy)}/"
    return tuple(
        SeenRelease(ref.name, ref.oid)
        for ref in library.repository.tags()
        if ref.name.startswith(prefix)
        and ref.kind == "tag"
        and (charter is None or _may_release(library, ref.oid, policy, charter))
    )


def _may_release(library: Library, tag: str, policy: str, charter: Charter) -> bool:
    """Whether a tag is signed with a key of somebody who may release the policy."""
    from policyreview.signoff.signature import check_tag

    try:
        checked = check_tag(library.repository.tag(tag), [charter])
    except PolicyReviewError:
        return False
    return checked.signer is not None and charter.may_release(checked.signer.id, policy)


def word_to_withdraw(
    states: Iterable[VersionState], policy: str, who: str, day: date | None
) -> Record:
    """The approval or rejection that a withdrawal takes back: the signer's latest.

    The approval of a version that the texts have left behind, which may be in force, is taken back
    only where its day is named. That two languages say the same goes on to newer versions.

    Args:
        states: The policy's versions, as verification found them.
        policy: The policy's id.
        who: The signer's id.
        day: The effective date of the version that is meant; None: whichever.

    Raises:
        WrongUse: There is none, or its version has to be named.
    """
    words = [
        (signed.position, signed.record, state)
        for state in states
        for signed in state.records
        if signed.record
        and signed.counts
        and signed.record.signer == who
        and signed.record.verdict != "comment"
        and day in {None, state.effective_date}
    ]
    _, latest, state = max(words, key=itemgetter(0), default=(0, None, None))
    if latest is None or state is None or latest.verdict == "withdraw":
        of = policy if day is None else f"{policy} {day}"
        raise WrongUse(f"There is nothing to withdraw: no word of yours on {of} stands.")
    left = latest.verdict == "approve" and not state.current and not says_equivalence(latest)
    if day is None and left:
        raise WrongUse(
            f"Of yours only the approval of {policy} {state.version} stands, and the text has "
            f"changed since: 'policyreview withdraw {policy} --effective {state.effective_date}' "
            "takes it back."
        )
    return latest
