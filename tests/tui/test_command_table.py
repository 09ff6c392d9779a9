from __future__ import annotations

from pathlib import Path

import pytest

from policyreview.tui.commands import COMMANDS, Place, at, key_list
from policyreview.tui.screens.charter import CharterScreen
from policyreview.tui.screens.help import Help
from policyreview.tui.screens.history import HistoryScreen
from policyreview.tui.screens.legend import LEGENDS
from policyreview.tui.screens.library import LibraryScreen
from policyreview.tui.screens.library_table import STATUS_ROLES
from policyreview.tui.screens.review import ReviewScreen
from policyreview.tui.screens.signoff import SignoffScreen
from policyreview.tui.screens.verify import VerifyScreen

SCREENS = (
    LibraryScreen,
    ReviewScreen,
    HistoryScreen,
    SignoffScreen,
    VerifyScreen,
    CharterScreen,
    Help,
)


def test_no_two_commands_have_one_id() -> None:
    assert len({entry.id for entry in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("place", list(Place))
def test_no_key_means_two_things_on_one_screen(place: Place) -> None:
    keys = [key for entry in at(place) for key in entry.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_command_of_a_screen_is_done_by_it(screen: type) -> None:
    missing = [entry.id for entry in at(screen.PLACE) if not hasattr(screen, entry.method)]
    assert missing == []


def test_help_is_one_sentence() -> None:
    for entry in COMMANDS:
        assert entry.help.endswith("."), entry.id
        assert entry.title[0].isupper(), entry.id
        assert not entry.title.endswith("."), entry.id


def test_the_documentation_lists_every_command() -> None:
    text = key_list()
    page = Path(__file__).resolve().parents[2] / "docs" / "keys.md"
    assert text in page.read_text(encoding="utf-8")
    for entry in COMMANDS:
        assert entry.help in text


def test_help_explains_every_status() -> None:
    statuses = dict(LEGENDS[Place.LIBRARY])["Statuses"]
    assert {name for name, _, _ in statuses} == set(STATUS_ROLES)
