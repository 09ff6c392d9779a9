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
    key, day = str(world.key(step.signer)), step.when.date()
    if isinstance(step, SignOff):
        from policyreview.signoff import plan, sign

        word = plan(
            library,
            step.policy,
            verdict=step.verdict,
            effective_date=step.effective,
            meaning=step.meaning,
            comment=step.comment,
            key=key,
            acknowledged=True,
            today=day,
        )
        sign(word, when=step.when)
    else:
        from policyreview import release

        release.make(release.plan(library, step.policy, key=key, today=day, when=step.when))
