"""Real repositories for tests, made fast: policies, a charter, signers with keys, sign-offs.

library = a_library(tmp_path).with_signers("ada", "bo").with_policy("privacy", ENGLISH)
library.approved_by("ada", "privacy", "2027-03-01")
assert library.verify().policy("privacy").approved
"""

from builders.keys import Agent, agent, gpg_home, ssh_key
from builders.library import CHINESE, ENGLISH, LibraryBuilder, Person, a_library, charter_text

__all__ = [
    "CHINESE",
    "ENGLISH",
    "Agent",
    "LibraryBuilder",
    "Person",
    "a_library",
    "agent",
    "charter_text",
    "gpg_home",
    "ssh_key",
]
