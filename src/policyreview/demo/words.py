"""Let a person of the story sign: through the same code that signs for the program's users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.demo.plot import SignOff

if TYPE_CHECKING:
    from policyreview.demo.plot import Release
    from policyreview.demo.world import World


def speak(world: World, step: SignOff | Release) -> None:
    """Carry out a sign-off or a release, as its signer and at its time.

    Raises:
        PolicyReviewError: It could not be signed.
    """
    from policyreview.library import open_library

    library = open_library(world.folder)
    if not isinstance(step, SignOff):
        return
    from policyreview.signoff import plan, sign

    made = plan(
        library,
        step.policy,
        verdict=step.verdict,
        effective_date=step.effective,
        meaning=step.meaning,
        comment=step.comment,
        key=str(world.key(step.signer)),
        acknowledged=True,
        today=step.when.date(),
    )
    sign(made, when=step.when)
