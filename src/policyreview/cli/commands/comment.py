"""`comment`: a signed remark that is neither yes nor no."""

from __future__ import annotations

from policyreview.cli.signing import verdict_command

command = verdict_command(
    "comment",
    help="Sign a comment on the newest text. It is neither an approval nor a rejection.",
    example="policyreview comment privacy -m 'Please say which court.'",
    comment_needed=True,
)
