"""A report kept from one run to the next, for a history that has not changed since.

A kept report can only say again what was verified: it is sealed with a key of the user's own that
lies beside their settings, not in the cache, and bound to everything that it rests on: place, tip,
branch, pin, replace refs, the marks of what was seen last. The texts at the tip are hashed again.
Whatever does not fit is no error: everything is verified anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from policyreview import __version__
from policyreview.errors import CouldNotTell
from policyreview.repository import folders
from policyreview.signoff import marks, trust
from policyreview.signoff.subject import sha256_of
from policyreview.signoff.verification import (
    Need,
    Reason,
    Report,
    Verification,
    VersionState,
)

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.library import Library

_FORM = 1
_LARGEST = 128 * 1024 * 1024


def recall(library: Library) -> Report | None:
    """The report on this very history, without records and basis; None where none is kept."""
    try:
        bound = _bound(library)
        key = _key(make=False)
        path = _path(library)
        if bound is None or key is None:
            return None
        with path.open("rb") as file:
            seal, _, body = file.read(_LARGEST).partition(b"\n")
        if not hmac.compare_digest(seal.decode("ascii", "replace"), _seal(key, bound, body)):
            return None
        values = json.loads(body)
        texts = dict(values["texts"])
        for oid, data in library.repository.blobs(texts):
            if data is None or sha256_of(data) != texts[oid]:
                return None
        return _report(library, values)
    except (OSError, ValueError, TypeError, KeyError, IndexError, CouldNotTell):
        return None


def keep(library: Library, report: Report) -> None:
    """Keep a report in which nothing was left open; a folder that can't be written is no fault."""
    open_ones = [f for f in report.findings if f.weight == "unknown"]
    open_ones += [r for p in report.policies for r in p.reasons if r.weight == "unknown"]
    if open_ones or report.charter is None or report.ok is None:
        return
    with contextlib.suppress(OSError, CouldNotTell):
        bound = _bound(library)
        key = _key(make=True)
        if bound is None or key is None:
            return
        body = json.dumps(_values(library, report), separators=(",", ":")).encode("ascii")
        seal = _seal(key, bound, body).encode("ascii")
        folders.write_private(_path(library), seal + b"\n" + body, lasting=False)


def _seal(key: bytes, bound: str, body: bytes) -> str:
    whole = hashlib.sha256(bound.encode("utf-8", "surrogateescape")).digest()
    return hmac.new(key, whole + body, hashlib.sha256).hexdigest()


def _bound(library: Library) -> str | None:
    """Everything outside the tip's own history that a report rests on; None: not to be kept."""
    repository = library.repository
    branch = library.ref or repository.head().branch
    if library.commit is None or branch is None or branch == "HEAD" or repository.is_shallow():
        return None
    mark = marks.load(repository).branches.get(branch.removeprefix("refs/heads/"))
    if mark is None or mark.tip != library.commit:
        return None  # what was seen last differs, so it has to be compared
    pin = trust.pinned(repository)
    parts = [
        str(_FORM),
        __version__,
        str(repository.common_dir),
        repository.object_format,
        library.commit,
        branch,
        f"{pin.root} {pin.charter} {pin.number}" if pin else "",
        *sorted(f"{ref.name} {ref.oid}" for ref in repository.replace_refs()),
        str(repository.has_grafts()),
    ]
    return "\0".join(parts)


def _key(*, make: bool) -> bytes | None:
    """The user's own key for seals, made at the first use."""
    path = folders.config_dir() / "seal-key"
    with contextlib.suppress(OSError):
        with path.open("rb") as file:
            data = file.read(64)
        return data if len(data) == 32 and not path.stat().st_mode & 0o077 else None
    if not make:
        return None
    data = secrets.token_bytes(32)
    folders.write_private(path, data)
    return data


def _path(library: Library) -> Path:
    place = f"{library.repository.common_dir}\0{library.ref}".encode("utf-8", "surrogateescape")
    return folders.cache_dir() / "verified" / f"{hashlib.sha256(place).hexdigest()[:32]}.json"


def _values(library: Library, report: Report) -> dict[str, object]:
    texts = {text.blob for policy in library.policies for text in policy.texts if text.blob}
    hashed = [
        (oid, sha256_of(data)) for oid, data in library.repository.blobs(sorted(texts)) if data
    ]
    return {
        "ref": report.ref,
        "texts": hashed,
        "findings": [_reason(f) for f in report.findings],
        "policies": [
            [
                p.policy,
                p.version,
                p.approved,
                p.claimed,
                [_reason(r) for r in p.reasons],
                [_state(s) for s in p.versions],
            ]
            for p in report.policies
        ],
    }


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


def _report(library: Library, values: dict[str, Any]) -> Report:
    policies = tuple(
        Verification(
            policy,
            version,
            approved,
            claimed,
            tuple(Reason(*r) for r in reasons),
            tuple(_state_of(s) for s in versions),
        )
        for policy, version, approved, claimed, reasons, versions in values["policies"]
    )
    findings = tuple(Reason(*f) for f in values["findings"])
    return Report(str(values["ref"]), library.commit, None, policies, findings)


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
