"""`reject`: a signed no, with its reason."""

from __future__ import annotations

from policyreview.cli.signing import verdict_command

command = verdict_command(
    "reject",
    help="Sign a rejection of the newest text, with the reason. While it stands, the version is "
    "not approved; 'withdraw' or a later 'approve' of yours ends it.",
    example="policyreview reject privacy -m 'Clause 3.2 lost its time limit.'",
    comment_needed=True,
)
