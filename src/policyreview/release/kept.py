"""Verified releases kept from one run to the next, for a history and tags that are still the same.

Like a kept report (:mod:`policyreview.signoff.warm`) they are sealed with the user's own key and
bound to all that they rest on: what the report rests on, every release tag with its object, and the
tags seen before. The tag objects are read and hashed again.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.release import manifest as manifests
from policyreview.release.values import Release
from policyreview.repository.parse import parse_tag
from policyreview.signoff import marks, sealing, warm
from policyreview.signoff.subject import sha256_of
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policyreview.library import Library
    from policyreview.repository.pointers import Ref


def recall(library: Library, refs: Sequence[Ref]) -> tuple[Release, ...] | None:
    """The releases that these tags are; None where they are not kept as they stand now.

    Args:
        library: Opened at the branch whose charter and history count.
        refs: All release tags of the repository.
    """
    try:
        bound, key = _bound(library, refs), sealing.key_of_user(make=False)
        if bound is None or key is None:
            return None
        body = sealing.read(_path(library), key, bound)
        if body is None:
            return None
        raws = _raws(library, refs)
        out: list[Release] = []
        for ref, (ok, reasons, sha256, readable) in zip(refs, json.loads(body), strict=True):
            raw = raws.get(ref.oid)
            if sha256 != (None if raw is None else sha256_of(raw)):
                return None
            manifest = None
            if readable and raw is not None:
                manifest = manifests.read(parse_tag(ref.oid, raw).message)
            out.append(Release(ref.name, ref.oid, ok, tuple(Reason(*r) for r in reasons), manifest))
        return tuple(out)
    except (OSError, ValueError, TypeError, PolicyReviewError):
        return None


def keep(library: Library, refs: Sequence[Ref], found: Sequence[Release]) -> None:
    """Keep releases of which nothing was left open; a folder that can't be written is no fault."""
    if any(r.ok is None or any(one.weight == "unknown" for one in r.reasons) for r in found):
        return
    with contextlib.suppress(OSError, PolicyReviewError):
        bound, key = _bound(library, refs), sealing.key_of_user(make=True)
        if bound is None or key is None:
            return
        raws = _raws(library, refs)
        rows = []
        for one in found:
            raw = raws.get(one.object)
            reasons = [[r.code, r.text, r.commit, r.weight] for r in one.reasons]
            sha256 = None if raw is None else sha256_of(raw)
            rows.append([one.ok, reasons, sha256, one.manifest is not None])
        sealing.write(_path(library), key, bound, [json.dumps(rows).encode("ascii")])


def _raws(library: Library, refs: Sequence[Ref]) -> dict[str, bytes]:
    """The bytes of the tag objects that can be read."""
    wanted = [ref.oid for ref in refs if ref.kind == "tag"]
    read = library.repository.objects.read_many(wanted)
    return {oid: found[1] for oid, found in read if found is not None and found[0] == "tag"}


def _bound(library: Library, refs: Sequence[Ref]) -> str | None:
    """What the releases rest on, None where they are not to be kept."""
    rests = warm.bound_to(library, library.commit)
    seen = marks.load(library.repository).tags
    if rests is None:
        return None
    return "\0".join([rests, *(f"{r.name} {r.oid} {r.kind} {seen.get(r.name)}" for r in refs)])


def _path(library: Library) -> Path:
    return sealing.place(library.repository, "releases", str(library.ref))
