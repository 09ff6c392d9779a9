"""What differs between two charters, in sentences that an owner can agree to or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.charterwords import name_of, names_of, needs, scope, validity
from policyreview.signoff.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.signoff.charter import Charter, Key, Role, Signer


def changes(old: Charter, new: Charter) -> tuple[str, ...]:
    """One sentence for each change of meaning; empty where only words around it changed."""
    return (
        *_owners(old, new),
        *_signers(old, new),
        *_roles(old, new),
        *_rules(old, new),
        *_rest(old, new),
    )


def _owners(old: Charter, new: Charter) -> Iterator[str]:
    for name in _gone(new.owners, old.owners):
        yield f"Makes {name_of(new, name)} an owner."
    for name in _gone(old.owners, new.owners):
        yield f"{name_of(old, name)} is no owner any more."
    if old.owner_quorum != new.owner_quorum:
        way = "Lowers" if new.owner_quorum < old.owner_quorum else "Raises"
        yield (
            f"{way} the quorum of owners from {old.owner_quorum} to {new.owner_quorum} of "
            f"{len(new.owners)}."
        )


def _signers(old: Charter, new: Charter) -> Iterator[str]:
    for signer in new.signers:
        before = old.signer(signer.id)
        if before is None:
            yield f"Adds the signer {signer.name} ({signer.id}) with {_keys(signer)}."
            continue
        if before.name != signer.name:
            yield f"Calls {signer.id} {signer.name}, not {before.name}."
        yield from _addresses(before, signer)
        yield from _key_changes(before, signer)
    for signer in old.signers:
        if new.signer(signer.id) is None:
            yield f"Removes the signer {signer.name} ({signer.id}) with {_keys(signer)}."


def _addresses(old: Signer, new: Signer) -> Iterator[str]:
    for address in _gone(new.emails, old.emails):
        yield f"Adds the address {address} of {new.name}."
    for address in _gone(old.emails, new.emails):
        yield f"Removes the address {address} of {new.name}."


def _key_changes(old: Signer, new: Signer) -> Iterator[str]:
    before = {key.fingerprint: key for key in old.keys}
    after = {key.fingerprint: key for key in new.keys}
    for name, key in after.items():
        if name not in before:
            yield f"Adds the {key.kind} key {name} of {new.name}{_bounds(key)}."
        elif (before[name].since, before[name].until) != (key.since, key.until):
            yield (
                f"The key {name} of {new.name} is valid {validity(key)}, not "
                f"{validity(before[name])}."
            )
        elif before[name].public != key.public:
            yield f"Changes the certificate of the key {name} of {new.name}."
    for name in _gone(tuple(before), tuple(after)):
        yield f"Retires the key {name} of {new.name}."


def _roles(old: Charter, new: Charter) -> Iterator[str]:
    for role in new.roles:
        if role not in old.roles:
            yield from _role(role, [r for r in old.roles if r.name == role.name], new)
    for role in old.roles:
        if role not in new.roles and not any(_same_scope(role, r) for r in new.roles):
            yield f"Removes the role {role.name} of {names_of(old, role.signers)} {scope(role)}."


def _role(role: Role, before: list[Role], new: Charter) -> Iterator[str]:
    alike = next((r for r in before if _same_scope(role, r)), None)
    if alike is None:
        yield f"Gives the role {role.name} to {names_of(new, role.signers)} {scope(role)}."
        return
    if added := _gone(role.signers, alike.signers):
        yield f"Gives the role {role.name} to {names_of(new, added)} too {scope(role)}."
    if gone := _gone(alike.signers, role.signers):
        yield f"Takes the role {role.name} from {names_of(new, gone)} {scope(role)}."


def _rules(old: Charter, new: Charter) -> Iterator[str]:
    left = [rule for rule in old.rules if rule not in new.rules]
    for rule in new.rules:
        if rule in old.rules:
            continue
        key = (rule.policies, rule.languages, rule.meaning)
        before = next((r for r in left if (r.policies, r.languages, r.meaning) == key), None)
        if before is None:
            yield f"Adds a rule {scope(rule)}: {needs(rule)}."
            continue
        left.remove(before)
        if before.needs != rule.needs:
            fewer = sum(n for _, n in rule.needs) < sum(n for _, n in before.needs)
            way = "Lowers" if fewer else "Changes"
            yield f"{way} the rule {scope(rule)} from {needs(before)} to {needs(rule)}."
        if before.separation != rule.separation:
            may = "may not" if rule.separation else "may"
            yield f"Who wrote a change {may} approve it {scope(rule)}."
    for rule in left:
        yield f"Removes the rule {scope(rule)}: {needs(rule)}."


def _rest(old: Charter, new: Charter) -> Iterator[str]:
    if old.release_roles != new.release_roles:
        roles = listed(new.release_roles) or "nobody"
        yield f"Releases are for {roles}, not for {listed(old.release_roles) or 'nobody'}."
    if old.review_months != new.review_months:
        months = f"after {new.review_months} months" if new.review_months else "never"
        yield f"Versions are reviewed again {months}."


def _gone(these: tuple[str, ...], those: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in these if one not in those)


def _keys(signer: Signer) -> str:
    names = [f"the {key.kind} key {key.fingerprint}{_bounds(key)}" for key in signer.keys]
    return listed(names, most=20) or "no key"


def _bounds(key: Key) -> str:
    return f", valid {validity(key)}" if key.since or key.until else ""


def _same_scope(one: Role, other: Role) -> bool:
    return (one.name, one.policies, one.languages) == (
        other.name,
        other.policies,
        other.languages,
    )
