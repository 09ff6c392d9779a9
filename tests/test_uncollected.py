"""Work during which nobody looks for cycles."""

from __future__ import annotations

import gc

import pytest

from policyreview.uncollected import no_collecting


def test_the_collector_is_back_when_the_work_is_done() -> None:
    with no_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_back_when_the_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), no_collecting():
        _ = 1 / 0
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with no_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_put_beyond_the_collector_before_stays_there() -> None:
    gc.freeze()
    try:
        kept = gc.get_freeze_count()
        with no_collecting():
            pass
        assert gc.get_freeze_count() >= kept > 0
    finally:
        gc.unfreeze()
