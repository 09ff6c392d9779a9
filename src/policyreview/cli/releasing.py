"""Releases as the command line writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer, Style
    from policyreview.release import Release
    from policyreview.signoff import Reason

_STYLES: dict[str, Style] = {"yes": "good", "no": "bad", "unknown": "warn", "note": "dim"}
_SIGNS = {"yes": "+", "no": "-", "unknown": "?", "note": "·"}


def facts(release: Release) -> dict[str, object]:
    """One release of a JSON answer."""
    manifest = release.manifest
    day = release.effective_date
    return {
        "tag": release.tag,
        "object": release.object,
        "ok": release.ok,
        "policy": release.policy,
        "version": release.version,
        "effective_date": day.isoformat() if day else None,
        "commit": manifest.commit if manifest else None,
        "signer": manifest.signer if manifest else None,
        "reasons": [reason_facts(reason) for reason in release.reasons],
    }


def reason_facts(reason: Reason) -> dict[str, object]:
    """One reason of a JSON answer."""
    return {
        "code": reason.code,
        "text": reason.text,
        "commit": reason.commit,
        "weight": reason.weight,
    }


def write_release(printer: Printer, release: Release) -> None:
    """One release with its reasons."""
    from policyreview.cli.printer import Styled

    word = {
        True: Styled("a release", "good"),
        False: Styled("no release", "bad"),
        None: Styled("could not be told", "warn"),
    }[release.ok]
    printer.line(Styled(release.tag, "bold"), ": ", word)
    for reason in release.reasons:
        write_reason(printer, reason, indent="  ")


def write_reason(printer: Printer, reason: Reason, *, indent: str = "") -> None:
    """One reason as a line with its sign: + for, - against, ? unknown, · worth knowing."""
    from policyreview.cli.printer import Styled

    commit = Styled(f"  {reason.commit[:10]}", "dim") if reason.commit else ""
    sign = Styled(_SIGNS[reason.weight], _STYLES[reason.weight])
    printer.line(indent, sign, " ", reason.text, commit)
