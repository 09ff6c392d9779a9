"""The side of a pair that one language of a document makes, with what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.checks.beads import Side

if TYPE_CHECKING:
    from policyreview.documents.values import Document


def side(document: Document, language: str | None = None) -> Side:
    """One language of a document as ``check_pair`` wants it.

    Args:
        document: A text, in one language or in several.
        language: The language of the side. A document in several languages gives that part of it
            alone, with the sentences about the prevailing language that stand in that part; a
            document in one language gives all of it, whatever the tag.

    Returns:
        The side; without a tag it is in the document's only language, or ``und``.
    """
    from policyreview.parallel import units

    known = [part.language for part in document.parts]
    if language in known and len(known) > 1:
        tag = language or "und"
        return Side(units(document, tag), tag, document.text, _prevailing_in(document, tag))
    tag = language or (known[0] if len(known) == 1 else "und")
    return Side(units(document), tag, document.text, document.prevailing)


def sides(document: Document, source: str, target: str) -> tuple[Side, Side]:
    """Two languages of one document, each with its own prevailing-language clause."""
    return side(document, source), side(document, target)


def _prevailing_in(document: Document, language: str) -> str | None:
    """What the part in one language says about which language binds."""
    spans = [span for part in document.parts if part.language == language for span in part.spans]
    said = {
        mark.value
        for mark in document.prevailing_marks
        if any(start <= mark.start < end for start, end in spans)
    }
    if len(said) > 1:
        return "contradictory"
    return next(iter(said), None)
