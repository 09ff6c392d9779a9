"""The numbers behind the alignment: the mean of tunings on either half of known alignments."""

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
        strange: More for each share that they have less in common than ``edge``.
        edge: The share of common anchors below which two blocks are strangers.
        usual_at: Which of the likenesses of a text's beads, in order, stands for all (0 to 1).
        usual_share: The share of that likeness below which a bead of the text is aligned again.
        usual_length: ``length_most`` there.
        usual_spread: ``spread`` there.
        usual_strange: ``strange`` there.
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

    skip: float = 1.4
    skip_long: float = 0.091
    skip_heading: float = 0.196
    length: float = 1.511
    length_most: float = 1.232
    spread: float = 0.151
    spread_short: float = 1.712
    heading: float = 4.32
    level: float = 2.612
    list_item: float = 2.003
    ending: float = 0.371
    bold: float = 0.521
    links: float = 0.141
    sentences: float = 0.392
    label: float = 2.086
    label_one: float = 1.211
    known: float = 6.416
    balance: float = 0.411
    strange: float = 12.0
    edge: float = 0.3
    usual_at: float = 0.15
    usual_share: float = 0.6
    usual_strange: float = 12.0
    usual_length: float = 2.2
    usual_spread: float = 0.1
    evidence: float = 1.039
    value: float = 0.797
    address: float = 1.793
    name: float = 0.564
    stem: float = 0.557
    idea: float = 0.263
    same: float = 1.717
    merge: float = 2.046
    merge_idle: float = 0.538
    merge_kind: float = 1.581
    swap: float = 1.514
    move: float = 2.0
    move_floor: float = -0.341
    doubtful: float = 1.5


DEFAULT = Weights()
