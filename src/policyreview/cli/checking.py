"""Two languages of a policy aligned and checked, with the pins and waivers kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyreview.checks import Finding
    from policyreview.documents import Document
    from policyreview.library import Library, Policy, PolicyText
    from policyreview.parallel import Bead, Pin, Unit

LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """One language as it is aligned: its tag, the document it stands in, and its blocks."""

    language: str
    document: Document
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two languages beside each other.

    Attributes:
        source: The first.
        target: The second.
        beads: Their alignment.
        findings: What the checks between languages notice.
        lost: How many pins no longer apply.
    """

    source: Column
    target: Column
    beads: tuple[Bead, ...]
    findings: tuple[Finding, ...]
    lost: int = 0


def column(document: Document, language: str | None) -> Column:
    """The blocks of one language of a document; all of them where it has one language only."""
    from policyreview.parallel import units

    known = [part.language for part in document.parts]
    if language in known and len(known) > 1:
        return Column(language or "und", document, units(document, language))
    return Column(language or (known[0] if len(known) == 1 else "und"), document, units(document))


def text_column(library: Library, text: PolicyText) -> Column:
    """The column of a policy's text."""
    return column(library.document(text), text.language)


def aligned(source: Column, target: Column, *, pins: tuple[Pin, ...] = ()) -> Aligned:
    """Align and check two columns."""
    from policyreview.checks import check_pair, side
    from policyreview.parallel import align
    from policyreview.parallel.pins import resolve

    tags = (source.language, target.language)
    beads = align(source.units, target.units, *tags, pins=pins)
    lost = resolve(pins, source.units, target.units, tags).lost
    left, right = (side(one.document, one.language) for one in (source, target))
    return Aligned(source, target, beads, check_pair(left, right, beads, lost), len(lost))


def languages_of(policy: Policy) -> tuple[str, ...]:
    """A policy's languages, the prevailing one first."""
    return tuple(sorted(policy.languages, key=lambda tag: tag != policy.prevailing))


def pins_of(library: Library, policy_id: str) -> tuple[Pin, ...]:
    """What reviewers settled about a policy's alignment.

    Raises:
        WrongUse: The file of pins can't be read.
    """
    from policyreview.parallel import pins

    data = _kept(library, pins.path_of(policy_id))
    return () if data is None else pins.load(data, name=pins.path_of(policy_id))


def findings_of(library: Library, policy: Policy, *, predecessor: str | None) -> list[Finding]:
    """What the checks notice in a policy, text by text, then language beside language.

    Args:
        library: Where the policy is.
        policy: The policy.
        predecessor: Effective date of the version approved last, ISO, None where there is none.
    """
    from policyreview.checks import Finding, waivers

    if policy.broken is not None:
        return [Finding("unreadable", "error", policy.broken, 0, 0, 0)]
    found = [*_in_texts(library, policy, predecessor), *_between(library, policy)]
    data = _kept(library, waivers.path_of(policy.id))
    if data is None:
        return found
    try:
        known = waivers.load(data, name=waivers.path_of(policy.id))
    except WrongUse as error:
        return [Finding("waivers-unreadable", "error", error.message, 0, 0, 0), *found]
    return list(waivers.apply(found, known)[0])


def _in_texts(library: Library, policy: Policy, predecessor: str | None) -> Iterator[Finding]:
    from policyreview.checks import check_text

    for path in policy.paths:
        texts = [text for text in policy.texts if text.path == path]
        yield from check_text(
            library.document(texts[0]),
            predecessor=predecessor,
            language=texts[0].language if len(texts) == 1 else None,
        )


def _between(library: Library, policy: Policy) -> Iterable[Finding]:
    """Every other language against the first."""
    from policyreview.checks import Finding

    tags = languages_of(policy)
    if len(tags) < 2 or len(set(tags)) < len(tags):
        return
    try:
        pins = pins_of(library, policy.id)
    except WrongUse as error:
        yield Finding("pins-unreadable", "error", error.message, 0, 0, 0)
        pins = ()
    texts = {text.language: text for text in policy.texts}
    source = text_column(library, texts[tags[0]])
    for tag in tags[1:]:
        yield from aligned(source, text_column(library, texts[tag]), pins=pins).findings


def _kept(library: Library, path: str) -> bytes | None:
    """The bytes of a file of the program's own in the repository, None where there is none."""
    entry = library.repository.entry(library.commit, path) if library.commit else None
    if entry is None or not entry.is_file:
        return None
    return library.repository.blob(entry.oid, limit=LARGEST)
