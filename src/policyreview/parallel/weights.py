"""The numbers behind the alignment.

They are the mean of two tunings, each on one half of known alignments and each held near round
numbers by a penalty, so that no single text bends them.
"""

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
        strange_most: Most that having little in common can cost.
        edge: The share of common anchors below which two blocks are strangers.
        usual_at: Which of the likenesses of a text's beads, in order, stands for all (0 to 1).
        usual_share: The share of that likeness below which a bead of the text is aligned again.
        usual_length: ``length_most`` there.
        usual_spread: ``spread`` there.
        usual_strange: ``strange`` there.
        usual_skip: How much a block without a partner costs more there where such blocks are rarer
            than usual, and less where they are commoner, for each unit of the logarithm.
        usual_less: Most that it costs less there.
        evidence: Anchor weight at which half of ``known`` is reached.
        value, address, name, stem, idea, same: Weight of one anchor of each class.
        lone_idea: Share of ``idea`` that an idea counts with of which only one text speaks.
        merge: Each additional block of an n:1 or 1:n bead.
        merge_idle: A merged block that adds nothing to what its counterpart speaks of.
        merge_kind: Merging blocks of two kinds.
        absorb: A lone block that stands in a part of the block beside its neighbour's.
        swap: Two neighbours that changed places.
        move: A block that moved further.
        move_floor: What a moved pair must earn by what it speaks of, where it does.
        doubtful: Beads with a smaller margin are shown as doubtful.
    """

    skip: float = 1.5
    skip_long: float = 0.1
    skip_heading: float = 0.2
    length: float = 1.49
    length_most: float = 1.25
    spread: float = 0.12
    spread_short: float = 1.7
    heading: float = 3.71
    level: float = 2.5
    list_item: float = 1.92
    ending: float = 0.4
    bold: float = 0.54
    links: float = 0.15
    sentences: float = 0.4
    label: float = 2.0
    label_one: float = 1.2
    known: float = 5.5
    balance: float = 0.4
    strange: float = 10.0
    strange_most: float = 4.5
    edge: float = 0.34
    usual_at: float = 0.5
    usual_share: float = 0.5
    usual_strange: float = 40.0
    usual_length: float = 2.2
    usual_spread: float = 0.1
    usual_skip: float = 3.5
    usual_less: float = 0.5
    evidence: float = 0.6
    value: float = 0.8
    address: float = 1.76
    name: float = 0.55
    stem: float = 0.47
    idea: float = 0.3
    lone_idea: float = 0.8
    same: float = 1.67
    merge: float = 1.98
    merge_idle: float = 0.49
    merge_kind: float = 1.5
    absorb: float = 0.5
    swap: float = 1.41
    move: float = 2.0
    move_floor: float = -0.35
    doubtful: float = 1.5


DEFAULT = Weights()
