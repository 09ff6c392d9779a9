from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.errors import WrongUse
from policyreview.parallel import Unit, align, pins

LANGUAGES = ("en", "zh-CN")


def texts(count: int = 12) -> tuple[list[Unit], list[Unit]]:
    source = [Unit("p", f"Paragraph {n} speaks of topic{n % 5}.") for n in range(count)]
    target = [Unit("p", f"第 {n} 段谈到 topic{n % 5}。") for n in range(count)]
    return source, target


def test_a_pinned_pair_is_one_bead_and_sure() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    beads = align(source, target, *LANGUAGES, pins=[pin])
    bead = next(b for b in beads if 3 in b.source)
    assert bead.target == (7,)
    assert bead.pinned
    assert not bead.doubtful


def test_a_split_keeps_two_blocks_apart() -> None:
    source, target = texts()
    split = pins.make("split", (source, target), [3], [3], LANGUAGES)
    beads = align(source, target, *LANGUAGES, pins=[split])
    assert not any(3 in b.source and 3 in b.target for b in beads)


def test_a_join_makes_one_bead_of_several_blocks() -> None:
    source, target = texts()
    join = pins.make("join", (source, target), [4, 5], [4], LANGUAGES)
    beads = align(source, target, *LANGUAGES, pins=[join])
    assert any(b.source == (4, 5) and b.target == (4,) and b.pinned for b in beads)


def test_a_block_can_be_pinned_to_nothing() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [2], [], LANGUAGES)
    beads = align(source, target, *LANGUAGES, pins=[pin])
    assert any(b.source == (2,) and b.target == () and b.pinned for b in beads)


def test_pins_can_be_used_the_other_way_about() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    beads = align(target, source, "zh-CN", "en", pins=[pin])
    assert next(b for b in beads if 7 in b.source).target == (3,)


def test_the_later_of_two_contradicting_pins_holds_and_the_other_is_named() -> None:
    source, target = texts()
    first = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    second = pins.make("pin", (source, target), [3], [4], LANGUAGES)
    settled = pins.resolve([first, second], source, target, LANGUAGES)
    assert settled.together == (((3,), (4,)),)
    assert [lost.pin for lost in settled.lost] == [first]


def test_the_file_reads_back_as_it_was_written() -> None:
    source, target = texts()
    source[0] = Unit("p", 'Quotes " and \\ and \x07 and 中文 and 🙂')
    made = (
        pins.make("pin", (source, target), [0], [1], LANGUAGES),
        pins.make("split", (source, target), [3], [4], LANGUAGES),
        pins.make("join", (source, target), [5, 6], [6], LANGUAGES),
        pins.make("pin", (source, target), [], [2], LANGUAGES),
    )
    assert pins.load(pins.dump(made)) == made


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"format = 2",
        b"format = 1\npin = 3",
        b"format = 1\n[[pin]]\naction = 'burn'",
        b"format = 1\n[[pin]]\naction = 'pin'\nlanguages = ['en', 'zh']\nsource = []\ntarget = []",
        b"format = 1\n[[pin]]\naction = 'pin'\nlanguages = ['en', 'zh']\nsource = [{digest = 3}]",
        b"a = " + b"[" * 3000,
        b"x" * (pins.MOST_BYTES + 1),
    ],
)
def test_a_bad_file_gives_a_sentence(data: bytes) -> None:
    with pytest.raises(WrongUse):
        pins.load(data)


def edited(units: list[Unit], pinned: set[str], chance: random.Random) -> list[Unit]:
    """One edit anywhere: insert, delete, change, repeat or move a block."""
    result = list(units)
    at = chance.randrange(len(result)) if result else 0
    action = chance.choice(["insert", "delete", "change", "repeat", "move"])
    if action == "insert" or not result:
        result.insert(at, Unit("p", f"New words {chance.random()}"))
    elif action == "delete":
        del result[at]
    elif action == "change":
        result[at] = Unit("p", result[at].text + f" and {chance.random()}")
    elif action == "repeat":
        result.insert(chance.randrange(len(result)), result[at])
    else:
        result.insert(chance.randrange(len(result)), result.pop(at))
    return result


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_no_pin_is_lost_in_silence_in_a_hundred_random_edits(seed: int, same: bool) -> None:
    chance = random.Random(seed)
    source, target = texts(16)
    if same:  # the same words several times
        source[9] = source[4]
        target[9] = target[4]
    made = [
        pins.make("pin", (source, target), [2], [3], LANGUAGES),
        pins.make("join", (source, target), [5, 6], [6], LANGUAGES),
        pins.make("pin", (source, target), [9], [9], LANGUAGES),
        pins.make("split", (source, target), [12], [12], LANGUAGES),
        pins.make("pin", (source, target), [14], [], LANGUAGES),
    ]
    words = {id(p): ({x.digest for x in p.source}, {x.digest for x in p.target}) for p in made}
    for _ in range(100):
        side = chance.random() < 0.5
        source = edited(source, set(), chance) if side else source
        target = target if side else edited(target, set(), chance)
        settled = pins.resolve(made, source, target, LANGUAGES)
        lost = [x.pin for x in settled.lost]
        held = [p for p in made if not any(p is x for x in lost)]
        together = [p for p in held if p.action != "split"]
        assert len(settled.together) == len(together)
        assert all(x.why.endswith(".") for x in settled.lost)
        for pin, (i, j) in zip(together, settled.together, strict=True):
            assert {pins.digest_of(source[n]) for n in i} == words[id(pin)][0]
            assert {pins.digest_of(target[n]) for n in j} == words[id(pin)][1]
    beads = align(source, target, *LANGUAGES, pins=made)
    for i, j in settled.together:
        assert any(b.source == i and b.target == j and b.pinned for b in beads)


def test_an_edit_elsewhere_leaves_every_pin_alone() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    longer = [Unit("p", "A new beginning."), *source[:2], *source[3:]]
    settled = pins.resolve([pin], longer, target, LANGUAGES)
    assert settled.together == (((3,), (7,)),)
    assert not settled.lost


def test_a_pin_whose_block_was_edited_is_named_as_lost() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    source[3] = Unit("p", "Something else.")
    (lost,) = pins.resolve([pin], source, target, LANGUAGES).lost
    assert lost.pin == pin
    assert "Paragraph 3" in lost.why


def test_a_lost_pin_points_at_what_is_left_of_it() -> None:
    source, target = texts()
    pin = pins.make("pin", (source, target), [3], [7], LANGUAGES)
    edited = [*source[:3], Unit("p", "Something else."), *source[4:]]
    assert pins.resolve([pin], edited, target, LANGUAGES).lost[0].near == (1, 7)
    shorter = [*target[:7], *target[8:]]
    assert pins.resolve([pin], edited, shorter, LANGUAGES).lost[0].near == (0, 2)
    without = [Unit("p", "All is new.")]
    assert pins.resolve([pin], without, target, LANGUAGES).lost[0].near == (1, 7)
    assert pins.resolve([pin], without, without, LANGUAGES).lost[0].near is None
