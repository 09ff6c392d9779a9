"""Signers whose names nobody could tell apart on a screen: each is printed with their id."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.terminal import safe

if TYPE_CHECKING:
    from policyreview.signoff.charter import Signer


def alike(signers: tuple[Signer, ...]) -> list[list[Signer]]:
    """Signers whose names look the same: width of letters, capitals and spaces aside."""
    found: dict[str, list[Signer]] = defaultdict(list)
    for signer in signers:
        name = unicodedata.normalize("NFKC", safe(signer.name)).casefold()
        found[" ".join(name.split())].append(signer)
    return [same for same in found.values() if len(same) > 1]


def told_apart(signers: tuple[Signer, ...]) -> tuple[Signer, ...]:
    """The signers with names that differ: their ids do, so each of those alike has it added."""
    for _ in signers:  # a name with an id added may be another's
        same = {signer.id for those in alike(signers) for signer in those}
        if not same:
            break
        signers = tuple(
            replace(s, name=f"{s.name} ({s.id})") if s.id in same else s for s in signers
        )
    return signers
