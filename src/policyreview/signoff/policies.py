"""Which policies there are by the charter in force, whatever an unapproved one says at the tip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.charter import CHARTER, LARGEST_CHARTER, digest_of
from policyreview.signoff.record import RECORDS
from policyreview.signoff.subject import REGULAR_MODES
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.library import Library, Policy
    from policyreview.library.settings import Settings
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.walk import Walk


def policies_in_force(
    library: Library, steps: Walk, line: CharterLine
) -> tuple[tuple[Policy, ...], Settings]:
    """The policies at the library's commit as the charter in force names them.

    A charter that its owners have not agreed to could leave a policy out, or point it at other
    texts. Where it stands at the tip, its ``[[policy]]`` entries are not asked.
    """
    from policyreview.library.discovery import discover
    from policyreview.library.settings import parse_settings

    latest = line.latest
    data = _charter_at_tip(library, steps)
    if latest is None or library.commit is None or (data and digest_of(data) == latest.digest):
        return library.policies, library.settings
    settings = parse_settings(_bytes_of(library, steps, line))
    entries = library.repository.files(library.commit, without=RECORDS.rstrip("/"))
    return discover(entries, settings, library.facts_at), settings


def astray(library: Library, judged: Iterable[Policy]) -> tuple[str, ...]:
    """Ids of the library's policies that have other texts than those that were judged.

    The library is what somebody looks at; it reads the charter that stands at its commit.
    """
    if judged is library.policies:
        return ()
    texts = {policy.id: _texts(policy) for policy in judged}
    return tuple(
        policy.id
        for policy in library.policies
        if texts.get(policy.id, _texts(policy)) != _texts(policy)
    )


def _texts(policy: Policy) -> tuple[object, ...]:
    return (
        policy.prevailing,
        sorted((text.language, text.path, text.mode, text.blob) for text in policy.texts),
    )


def why_astray(policy: Policy) -> str:
    """What to say of a policy whose texts were not judged."""
    path = policy.paths[0] if policy.paths else CHARTER
    return (
        f"The charter that stands on this branch is not in force, and gives {policy.id} other texts"
        f" than the one in force does, such as {path}: they were not judged."
    )


def _charter_at_tip(library: Library, steps: Walk) -> bytes | None:
    found = steps.on_line(CHARTER, len(steps.line))
    if found is None or found.new_mode not in REGULAR_MODES:
        return None
    known = dict(library.repository.objects.read_many([found.new], limit=LARGEST_CHARTER))
    read = known.get(found.new)
    return read[1] if read and read[0] == "blob" else None


def _bytes_of(library: Library, steps: Walk, line: CharterLine) -> bytes:
    """The bytes of the charter in force, as they stand where it came into force."""
    found = steps.on_line(CHARTER, line.starts[-1])
    return library.repository.blob(found.new, limit=LARGEST_CHARTER) if found else b""


def strays(by_policy: Iterable[tuple[str, Sequence[Judged]]], settings: Settings) -> list[Reason]:
    """Records of policies that the library does not have.

    Where an approval counts, its texts were agreed on and are gone or hidden: that is untrue of the
    repository, until the charter in force leaves their paths out (``ignore``).
    """
    found: list[Reason] = []
    for policy, words in by_policy:
        name = policy.removeprefix("\0")
        text = f"{len(words)} records speak of {name}, which is no policy of this library now."
        agreed = [
            w.signed.record
            for w in words
            if w.signed.counts and w.signed.record and w.signed.record.verdict == "approve"
        ]
        paths = [t.path for record in agreed[-1:] for t in record.subject.texts]
        if agreed and not all(settings.ignores(path) for path in paths):
            text += f" It was approved with {paths[0]}."
            found.append(Reason("policy-unknown", text, words[-1].signed.commit))
        else:
            found.append(Reason("policy-unknown", text, words[0].signed.commit, "note"))
    return found
