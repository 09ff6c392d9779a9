"""Drafts: what a user has filled in and not signed yet, kept in the state folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from policyreview.repository import folders
from policyreview.signoff.canonical import component
from policyreview.signoff.record import VERDICTS, ClauseComment, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.repository import Repository

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """What was filled in; enough to fill it in again."""

    policy: str
    verdict: Verdict
    effective_date: date | None
    meaning: str
    languages: tuple[str, ...]
    comments: tuple[ClauseComment, ...]
    acknowledged: tuple[str, ...]
    backdated: bool = False


def keep(repository: Repository, draft: Draft) -> None:
    """Keep a draft, in place of an older one of the same policy.

    Raises:
        OSError: The state folder can't be written.
    """
    values = asdict(draft)
    values["effective_date"] = draft.effective_date.isoformat() if draft.effective_date else None
    data = json.dumps(values, ensure_ascii=True).encode("ascii")
    folders.write_private(_path(repository, draft.policy), data)


def load(repository: Repository, policy: str) -> Draft | None:
    """The draft kept for a policy, None where there is none that can be read."""
    path = _path(repository, policy)
    try:
        if path.stat().st_size > _LARGEST:
            return None
        values = json.loads(path.read_bytes())
        day = values["effective_date"]
        if values["verdict"] not in VERDICTS or values["policy"] != policy:
            return None
        return Draft(
            policy=policy,
            verdict=cast("Verdict", values["verdict"]),
            effective_date=date.fromisoformat(day) if day else None,
            meaning=str(values["meaning"]),
            languages=tuple(str(tag) for tag in values["languages"]),
            comments=tuple(
                ClauseComment(str(c["text"]), str(c["clause"]), str(c["language"]))
                for c in values["comments"]
            ),
            acknowledged=tuple(str(key) for key in values["acknowledged"]),
            backdated=bool(values["backdated"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def forget(repository: Repository, policy: str) -> None:
    """Remove the draft of a policy, if there is one."""
    with contextlib.suppress(OSError):
        _path(repository, policy).unlink(missing_ok=True)


def _path(repository: Repository, policy: str) -> Path:
    place = str(repository.common_dir).encode("utf-8", "surrogateescape")
    folder = folders.state_dir() / "drafts" / hashlib.sha256(place).hexdigest()[:24]
    return folder / f"{component(policy)}.json"
