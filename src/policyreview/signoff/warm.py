"""A report kept from one run to the next, for a history that has not changed since.

A kept report can only say again what was verified: it is sealed with a key of the user's own that
lies beside their settings, not in the cache, and bound to everything that it rests on: place, tip,
branch, pin, replace refs, the marks of what was seen last. The texts at the tip are hashed again.
Whatever does not fit is no error: everything is verified anew.
"""

from __future__ import annotations

import contextlib
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from policyreview import __version__
from policyreview.errors import CouldNotTell
from policyreview.signoff import marks, sealing, trust
from policyreview.signoff.subject import sha256_of
from policyreview.signoff.verification import (
    Need,
    Reason,
    Report,
    Verification,
    VersionState,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policyreview.library import Library

_FORM = 4
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def recall(library: Library, commit: str | None) -> Report | None:
    """The report on the history of a commit, without records and basis; None where none is kept."""
    try:
        bound = bound_to(library, commit)
        key = sealing.key_of_user(make=False)
        if bound is None or key is None:
            return None
        body = sealing.read(_path(library), key, bound)
        if body is None:
            return None
        lines = iter(io.BytesIO(body))
        head = json.loads(next(lines))
        texts = dict(head["texts"])
        for oid, data in library.repository.blobs(texts):
            if data is None or sha256_of(data) != texts[oid]:
                return None
        policies = tuple(_policy_of(json.loads(line)) for line in lines)
        findings = tuple(Reason(*f) for f in head["findings"])
        astray = tuple(map(str, head["astray"]))
        return Report(str(head["ref"]), commit, None, policies, findings, astray=astray)
    except (OSError, ValueError, TypeError, KeyError, IndexError, StopIteration, CouldNotTell):
        return None


def keep(library: Library, report: Report) -> str | None:
    """Keep a report in which nothing was left open; a folder that can't be written is no fault.

    Returns:
        What it is bound to; None where it is not kept.
    """
    if not lasting(report):
        return None
    with contextlib.suppress(OSError, CouldNotTell):
        bound = bound_to(library, library.commit)
        key = sealing.key_of_user(make=True)
        if bound is not None and key is not None:
            sealing.write(_path(library), key, bound, [*_lines(library, report)])
            return bound
    return None


def lasting(report: Report) -> bool:
    """Whether nothing in a report was left open that may be told another time."""
    open_ones = [f for f in report.findings if f.weight == "unknown"]
    open_ones += [r for p in report.policies for r in p.reasons if r.weight == "unknown"]
    return not open_ones and report.charter is not None and report.ok is not None


def branch_of(library: Library) -> str | None:
    """The short name of the branch looked at; None: there is none."""
    branch = library.ref or library.repository.head().branch
    return None if branch in {None, "HEAD"} else str(branch).removeprefix("refs/heads/")


def bound_to(library: Library, commit: str | None) -> str | None:
    """Everything outside a commit's own history that a report rests on; None: not to be kept."""
    repository = library.repository
    branch = branch_of(library)
    if commit is None or branch is None or repository.is_shallow():
        return None
    mark = marks.load(repository).branches.get(branch)
    if mark is None or mark.tip != commit:
        return None  # what was seen last differs, so it has to be compared
    pin = trust.pinned(repository)
    parts = [
        str(_FORM),
        __version__,
        str(repository.common_dir),
        repository.object_format,
        commit,
        branch,
        f"{pin.root} {pin.charter} {pin.number} {pin.since}" if pin else "",
        *sorted(f"{ref.name} {ref.oid}" for ref in repository.replace_refs()),
        str(repository.has_grafts()),
    ]
    return "\0".join(parts)


def _path(library: Library) -> Path:
    return sealing.place(library.repository, "json", str(library.ref))


def _lines(library: Library, report: Report) -> Iterator[bytes]:
    """The report as lines of JSON: what concerns the whole, then a line for each policy."""
    texts = {text.blob for policy in library.policies for text in policy.texts if text.blob}
    hashed = [
        (oid, sha256_of(data)) for oid, data in library.repository.blobs(sorted(texts)) if data
    ]
    findings = [_reason(f) for f in report.findings]
    head = {"ref": report.ref, "texts": hashed, "findings": findings, "astray": report.astray}
    yield _line(head)
    for p in report.policies:
        reasons, states = [_reason(r) for r in p.reasons], [_state(s) for s in p.versions]
        yield _line([p.policy, p.version, p.approved, p.claimed, reasons, states])


def _line(value: object) -> bytes:
    return _ENCODE(value).encode("ascii") + b"\n"


def _reason(reason: Reason) -> list[object]:
    return [reason.code, reason.text, reason.commit, reason.weight]


def _state(state: VersionState) -> list[object]:
    day = state.effective_date.isoformat() if state.effective_date else None
    needs = [[n.role, n.language, n.want, list(n.have), n.meaning] for n in state.needs]
    reasons = [_reason(r) for r in state.reasons]
    return [
        state.policy, state.version, day, state.subject_digest, state.approved, state.current,
        needs, reasons, state.completed, state.position,
    ]  # fmt: skip


def _policy_of(values: list[Any]) -> Verification:
    policy, version, approved, claimed, reasons, versions = values
    return Verification(
        policy,
        version,
        approved,
        claimed,
        tuple(Reason(*r) for r in reasons),
        tuple(_state_of(s) for s in versions),
    )


def _state_of(values: list[Any]) -> VersionState:
    policy, version, day, digest, approved, current, needs, reasons, completed, position = values
    return VersionState(
        policy,
        version,
        date.fromisoformat(day) if day else None,
        digest,
        approved,
        current,
        (),
        tuple(
            Need(role, language, want, tuple(have), meaning)
            for role, language, want, have, meaning in needs
        ),
        tuple(Reason(*r) for r in reasons),
        completed,
        position,
    )
