"""The demo's charter: three signers, and two reviewers for each version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.demo.story import SIGNERS

if TYPE_CHECKING:
    from policyreview.demo.world import World

_HEAD = """\
# Who may sign what in this library. Each change raises the number, and takes effect
# once the owners below have signed it.
format = 1
number = 1
review_months = 36
release_roles = ["reviewer"]

[owners]
signers = ["mirela", "robin"]
quorum = 2
"""

_RULES = """
[[role]]
name = "reviewer"
signers = ["mirela", "kaiwen"]

[[role]]
name = "reviewer"
signers = ["robin"]
policies = ["terms", "privacy"]

# Every policy needs two reviewers, and nobody approves what they wrote.
[[rule]]
policies = ["*"]
languages = ["*"]
needs = { reviewer = 2 }
"""


def charter(world: World) -> bytes:
    """The charter's bytes, with the public keys of this demo's signers."""
    signers = "".join(
        f'\n[[signer]]\nid = "{signer.id}"\nname = "{signer.name}"\nemails = ["{signer.email}"]\n'
        f'\n[[signer.key]]\nssh = "{world.public_key(signer)}"\n'
        for signer in SIGNERS
    )
    return f"{_HEAD}{signers}{_RULES}".encode()
