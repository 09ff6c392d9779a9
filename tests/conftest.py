"""What every test may rely on: a world without the developer's own configuration."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Started in the background, a shell's programs ignore these, and so would all that they start.
for _number, _usual in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGQUIT, signal.SIG_DFL),
    (signal.SIGHUP, signal.SIG_DFL),
):
    if signal.getsignal(_number) is signal.SIG_IGN:
        with contextlib.suppress(ValueError):  # not the main thread
            signal.signal(_number, _usual)

# How fast a machine is decides no test.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The tests' own world: no developer's git, ssh, gpg, locale or terminal settings.
_KEPT = {"PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR", "CI", "PYTHONPATH"}


@pytest.fixture(autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and a plain environment for each test; returns the home folder."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        keep = name in _KEPT or name.startswith(("PYTEST", "COV_", "HYPOTHESIS"))
        if not keep:
            monkeypatch.delenv(name)
    world = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "GIT_CONFIG_NOSYSTEM": "1",
        "POLICYREVIEW_CACHE_DIR": str(home / "cache"),
        "POLICYREVIEW_STATE_DIR": str(home / "state"),
        "POLICYREVIEW_CONFIG_DIR": str(home / "config"),
    }
    for name, value in world.items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real policies beside the checkout; skips the test where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real policies (../shared) is not beside this checkout")
    return SHARED
