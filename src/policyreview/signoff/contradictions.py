"""What no reader of a charter could follow: unknown names, patterns, keys of two persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.signoff.charter import EVERYTHING

if TYPE_CHECKING:
    from policyreview.signoff.charter import Charter, Rule

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ROLE = re.compile(r"[^\W_][\w .-]{0,63}")


def contradictions(charter: Charter) -> list[str]:
    """Sentences on what no reader of the charter could follow."""
    out: list[str] = []
    ids = [signer.id for signer in charter.signers]
    known = set(ids)
    if not ids:
        out.append("It names no [[signer]].")
    out.extend(f"Signer {i} is listed twice." for i in sorted({i for i in ids if ids.count(i) > 1}))
    out.extend(_person_problems(charter))
    role_names = {role.name for role in charter.roles}
    for role in charter.roles:
        if not _ROLE.fullmatch(role.name):
            out.append(
                f"{role.name} is no name for a role: use letters, digits, spaces and dashes."
            )
        out.extend(_unknown(role.signers, known, f"role {role.name}"))
        out.extend(_patterns((*role.policies, *role.languages), f"role {role.name}"))
    for rule in charter.rules:
        out.extend(
            f"A rule needs the role {name}, which no [[role]] defines."
            for name, _ in rule.needs
            if name not in role_names
        )
        out.extend(_patterns((*rule.policies, *rule.languages), "a rule"))
        out.extend(_out_of_reach(charter, rule))
    out.extend(
        f"release_roles names {name}, which no [[role]] defines."
        for name in charter.release_roles
        if name not in role_names
    )
    out.extend(_unknown(charter.owners, known, "[owners]"))
    if not 1 <= charter.owner_quorum <= len(charter.owners):
        out.append(
            f"[owners] asks for {charter.owner_quorum} of {len(charter.owners)} owners, "
            "which nobody could ever reach."
        )
    return out


def _person_problems(charter: Charter) -> list[str]:
    out: list[str] = []
    keys: dict[str, str] = {}
    emails: dict[str, str] = {}
    folded: dict[str, str] = {}
    for signer in charter.signers:
        if not _ID.fullmatch(signer.id):
            out.append(
                f"{signer.id} is no id for a signer: use 1 to 64 ASCII letters, digits, dots and "
                "dashes; a pattern or a * names nobody."
            )
        other = folded.setdefault(signer.id.casefold(), signer.id)
        if other != signer.id:
            out.append(f"Signers {other} and {signer.id} differ in capital letters only.")
        if not signer.keys:
            out.append(f"Signer {signer.id} has no [[signer.key]].")
        for key in signer.keys:
            if key.since and key.until and key.until < key.since:
                out.append(f"A key of signer {signer.id} ends before it begins.")
            for fingerprint in dict.fromkeys((key.fingerprint, *key.subkeys)):
                holder = keys.setdefault(fingerprint, signer.id)
                if holder != signer.id:
                    out.append(
                        f"The key {fingerprint} is listed for two persons, {holder} and "
                        f"{signer.id}: a signature by it would be nobody's."
                    )
        for email in signer.emails:
            if any(character in email for character in "*?!,") or "@" not in email:
                out.append(f"{email} of signer {signer.id} is a pattern or no address.")
            holder = emails.setdefault(email.casefold(), signer.id)
            if holder != signer.id:
                out.append(
                    f"The address {email} is listed for two persons, {holder} and {signer.id}."
                )
    return out


def _unknown(names: tuple[str, ...], known: set[str], where: str) -> list[str]:
    out = []
    for name in names:
        if name == EVERYTHING:
            out.append(f"{where[0].upper()}{where[1:]} names * as a signer: everybody is nobody.")
        elif name not in known:
            out.append(f"{where[0].upper()}{where[1:]} names {name}, who is no [[signer]].")
    return out


def _patterns(names: tuple[str, ...], where: str) -> list[str]:
    return [
        f"{where[0].upper()}{where[1:]} uses {name}: only * alone stands for all."
        for name in names
        if EVERYTHING in name and name != EVERYTHING
    ]


def _out_of_reach(charter: Charter, rule: Rule) -> list[str]:
    out = []
    for name, count in rule.needs:
        holders = {s for role in charter.roles if role.name == name for s in role.signers}
        if holders and count > len(holders):
            out.append(f"A rule needs {count} of role {name}, which only {len(holders)} hold.")
    return out
