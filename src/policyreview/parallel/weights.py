"""The numbers behind the alignment, tuned on one half of known alignments and measured on the other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs are like negative log-likelihoods: what is cheaper is likelier.

    Attributes:
        skip: A block without a partner.
        skip_long: More for each unit of its log length above 40 cells.
        skip_heading: More for a heading without a partner.
        length: Of the squared difference of log lengths, over its variance.
        length_most: Most that the length can cost.
        spread: Variance of the log length ratio of long blocks.
        spread_short: Additional variance, over cells, for short ones.
        heading: A heading beside what is none.
        level: Headings of two levels.
        list_item: A list item beside a paragraph.
        ending: Two different closing marks.
        bold: Emphasis at the beginning of one side only.
        links: A different number of links.
        sentences: A different number of sentences, times the logarithm of the ratio.
        label: Two different clause numbers; the same number earns this much.
        label_one: A clause number on one side only.
        known: How much what they speak of can earn or cost.
        balance: The share of common anchors at which the two are even.
        evidence: Anchor weight at which half of ``known`` is reached.
        value, address, name, stem, idea, same: Weight of one anchor of each class.
        merge: Each additional block of an n:1 or 1:n bead.
        merge_idle: A merged block that adds nothing to what its counterpart speaks of.
        merge_kind: Merging blocks of two kinds.
        swap: Two neighbours that changed places.
        move: A block that moved further.
        move_floor: What a moved pair must earn by what it speaks of, where it does.
        doubtful: Beads with a smaller margin are shown as doubtful.
    """

    skip: float = 2.2
    skip_long: float = 0.1
    skip_heading: float = 0.0
    length: float = 0.5
    length_most: float = 4.0
    spread: float = 0.03
    spread_short: float = 2.0
    heading: float = 3.5
    level: float = 1.5
    list_item: float = 1.5
    ending: float = 0.4
    bold: float = 0.5
    links: float = 0.4
    sentences: float = 0.5
    label: float = 1.0
    label_one: float = 0.4
    known: float = 4.0
    balance: float = 0.3
    evidence: float = 1.5
    value: float = 1.0
    address: float = 1.2
    name: float = 0.6
    stem: float = 0.4
    idea: float = 0.4
    same: float = 2.0
    merge: float = 1.5
    merge_idle: float = 1.0
    merge_kind: float = 1.0
    swap: float = 2.0
    move: float = 2.0
    move_floor: float = 0.0
    doubtful: float = 1.0


DEFAULT = Weights()
