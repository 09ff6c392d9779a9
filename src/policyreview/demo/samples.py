"""The sample policies: where an installed program or a checkout keeps them, and their bytes."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def samples() -> dict[str, bytes]:
    """The sample policies' bytes by file name, in the names' order.

    Raises:
        CouldNotTell: The program was installed without them, or they can't be read.
    """
    folder = _folder()
    try:
        files = sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name)
        return {file.name: file.read_bytes() for file in files}
    except OSError as error:
        raise CouldNotTell(
            f"The sample policies could not be read: {error.strerror or error}.",
            hint="Install the program again.",
        ) from error


def _folder() -> Traversable:
    """In an installed program beside this module, in a checkout at its root."""
    installed = resources.files("policyreview.demo") / "policies"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parents[3] / "policies"
    if checkout.is_dir():
        return checkout
    raise CouldNotTell(
        "The sample policies are missing from this installation.", hint="Install the program again."
    )
