"""`check --waive`: a finding that somebody judged to be no fault, written beside the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import Refused, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.checks import Finding
    from policyreview.library import Library


def waive(
    library: Library, policy: str, found: Sequence[Finding], rule: str, *, reason: str, by: str
) -> tuple[str, list[Finding]]:
    """Add findings to the policy's waivers in the work tree.

    Args:
        library: Where the policy is.
        policy: Its id.
        found: What the checks notice in it.
        rule: The rule's id, ``RULE:LINE`` for those of one line.
        reason: Why they are no fault.
        by: Who says so: a signer's id, or the user's own name.

    Returns:
        The file's path, and the findings that it speaks of now.

    Raises:
        WrongUse: There is no such finding, or no reason was given.
        Refused: It can't be waived, or there is no work tree.
    """
    from policyreview.checks import waivers
    from policyreview.repository.ownfiles import put_file
    from policyreview.repository.worktrees import read_file

    name, _, line = rule.partition(":")
    meant = [each for each in found if each.rule == name and line in {"", str(each.line)}]
    if not meant:
        raise WrongUse(
            f"The checks find no {rule} in {policy}.", hint="'policyreview check' lists them."
        )
    if all(each.bars_signing for each in meant):
        raise Refused(
            "Hidden text can't be waived: it bars signing until it is acknowledged.",
            hint="'policyreview approve --acknowledge' does that.",
        )
    root = library.repository.root
    if root is None:
        raise Refused("A bare repository has no work tree to keep waivers in.")
    path = waivers.path_of(policy)
    data = read_file(root, path)
    known = waivers.load(data, name=path) if data is not None else ()
    told = [each for each in meant if not each.waived and not each.bars_signing]
    new = [waivers.waive(each, reason=reason, signer=by) for each in told]
    have = {(each.rule, each.digest) for each in known}
    put_file(
        root,
        path,
        waivers.dump([*known, *(each for each in new if (each.rule, each.digest) not in have)]),
    )
    return path, told
