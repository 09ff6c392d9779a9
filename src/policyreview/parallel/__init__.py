"""Two languages of one policy, aligned bead by bead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.parallel.aligning import align
    from policyreview.parallel.beads import Bead, Unit
    from policyreview.parallel.pins import LostPin, Pin, Place, Settled
    from policyreview.parallel.reading import units
    from policyreview.parallel.sentence import SentencePair, align_sentences, sentences
    from policyreview.parallel.showing import as_json, as_text, summary
    from policyreview.parallel.values import Value, find_values

_HOME = {
    "Bead": "beads",
    "LostPin": "pins",
    "Pin": "pins",
    "Place": "pins",
    "SentencePair": "sentence",
    "Settled": "pins",
    "Unit": "beads",
    "Value": "values",
    "align": "aligning",
    "align_sentences": "sentence",
    "as_json": "showing",
    "as_text": "showing",
    "find_values": "values",
    "sentences": "sentence",
    "summary": "showing",
    "units": "reading",
}

__all__ = [
    "Bead",
    "LostPin",
    "Pin",
    "Place",
    "SentencePair",
    "Settled",
    "Unit",
    "Value",
    "align",
    "align_sentences",
    "as_json",
    "as_text",
    "find_values",
    "sentences",
    "summary",
    "units",
]

__getattr__, __dir__ = lazily(__name__, _HOME)
