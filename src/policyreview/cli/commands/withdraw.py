"""`withdraw`: takes the signer's latest word on a policy back."""

from __future__ import annotations

from policyreview.cli.signing import verdict_command

command = verdict_command(
    "withdraw",
    help="Take your latest word on a policy back, an approval or a rejection. The record of it "
    "stays in the history. The approval of a version that the text has left behind has to be named "
    "with --effective.",
    example="policyreview withdraw privacy -m 'Signed by mistake.'",
)
