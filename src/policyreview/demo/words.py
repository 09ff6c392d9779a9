"""Let a person of the story sign: through the same code that signs for the program's users."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.demo.plot import Release, SignOff
    from policyreview.demo.world import World


def speak(world: World, step: SignOff | Release) -> None:
    """Carry out a sign-off or a release, as its signer and at its time."""
