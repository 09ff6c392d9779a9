"""Waivers: what a signer has judged to be no fault, and why, recorded beside the policy.

The file is TOML, ``.policyreview/waivers/<policy>.toml``::

    format = 1

    [[waiver]]
    rule = "lost-name"
    digest = "…"              # the finding's digest; it changes with the words around the place
    value = "servers of and"  # for people who read the file
    reason = "The name is left out on purpose."
    signer = "ada"

A waiver whose words were edited, in either language, no longer matches any finding: it has lapsed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from policyreview.errors import WrongUse
from policyreview.tomlread import TomlProblem, basic_string, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policyreview.checks.finding import Finding

MOST_BYTES = 1_000_000
MOST_WAIVERS = 5_000
_LONGEST = 2_000
_KEYS = ("rule", "digest", "value", "reason", "signer")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding waived.

    Attributes:
        rule: The rule's id.
        digest: The finding's digest.
        value: What the finding is about.
        reason: Why it is no fault, in the signer's words.
        signer: Who says so: a signer's id in the charter.
    """

    rule: str
    digest: str
    value: str
    reason: str
    signer: str


def path_of(policy: str) -> str:
    """Where the waivers of a policy stand in the repository."""
    return f".policyreview/waivers/{policy}.toml"


def waive(finding: Finding, *, reason: str, signer: str) -> Waiver:
    """Make the waiver of a finding.

    Raises:
        WrongUse: The reason is empty.
    """
    if not reason.strip():
        raise WrongUse("A waiver needs a reason.", hint="Say why the finding is no fault.")
    return Waiver(finding.rule, finding.digest, finding.value, reason.strip(), signer)


def apply(
    findings: Iterable[Finding], waivers: Sequence[Waiver]
) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
    """Mark the findings that a waiver speaks of; hidden text is never waived.

    Args:
        findings: What the checks found.
        waivers: What signers waived.

    Returns:
        The findings, ``waived`` set where a waiver matches, and the waivers that have lapsed.
    """
    known = {(w.rule, w.digest) for w in waivers}
    marked = tuple(
        replace(f, waived=True) if (f.rule, f.digest) in known and not f.bars_signing else f
        for f in findings
    )
    used = {(f.rule, f.digest) for f in marked if f.waived}
    return marked, tuple(w for w in waivers if (w.rule, w.digest) not in used)


def dump(waivers: Iterable[Waiver]) -> bytes:
    """Write the file of a policy's waivers, in their order."""
    lines = ["# Findings that signers judged to be no fault.", "format = 1"]
    for waiver in waivers:
        lines += ["", "[[waiver]]"]
        lines += [f"{key} = {basic_string(getattr(waiver, key))}" for key in _KEYS]
    return ("\n".join(lines) + "\n").encode()


def load(data: bytes, *, name: str = "the waivers") -> tuple[Waiver, ...]:
    """Read the file of a policy's waivers.

    Args:
        data: The file's bytes.
        name: What to call the file in messages.

    Raises:
        WrongUse: It is too large, no TOML, or not in this format.
    """
    try:
        table = read_toml(data, largest=MOST_BYTES)
    except TomlProblem as why:
        raise WrongUse(f"{name} can't be read: {why}.") from None
    rows = table.get("waiver", [])
    if table.get("format") != 1 or not isinstance(rows, list) or len(rows) > MOST_WAIVERS:
        raise WrongUse(f"{name} is not in a format that this version knows.")
    return tuple(_waiver(row, at, name) for at, row in enumerate(rows, 1))


def _waiver(row: object, at: int, name: str) -> Waiver:
    table = cast("Mapping[str, object]", row) if isinstance(row, dict) else {}
    values = [table.get(key) for key in _KEYS]
    texts = [v for v in values if isinstance(v, str) and len(v) <= _LONGEST]
    if len(texts) != len(_KEYS) or not (texts[0] and texts[1] and texts[3].strip()):
        raise WrongUse(f"Waiver {at} of {name} lacks its rule, digest, value, reason or signer.")
    return Waiver(*texts)
