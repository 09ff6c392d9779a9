"""A charter's parts in words: scope, validity, needs; one place for screens and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.words import listed

if TYPE_CHECKING:
    from policyreview.signoff.charter import Charter, Key, Role, Rule

_MOST = 20


def scope(what: Role | Rule) -> str:
    """For which policies, and in which languages: 'for all policies in zh'."""
    policies = "all policies" if "*" in what.policies else listed(what.policies, most=_MOST)
    languages = "" if "*" in what.languages else f" in {listed(what.languages, most=_MOST)}"
    return f"for {policies}{languages}"


def needs(rule: Rule) -> str:
    """How many of which role: '1 of legal and 2 of privacy'."""
    found = listed([f"{count} of {role}" for role, count in rule.needs], most=_MOST)
    return f"{found} saying '{rule.meaning}'" if rule.meaning else found


def separation(rule: Rule) -> str:
    """Whether who wrote a change counts."""
    counts = "does not count" if rule.separation else "counts too"
    return f"who wrote a change {counts}"


def validity(key: Key) -> str:
    """From when until when a key may sign, both days included; 'always' without bounds."""
    since = f"from {key.since}" if key.since else ""
    until = f"until {key.until}" if key.until else ""
    return f"{since} {until}".strip() or "always"


def name_of(charter: Charter, signer: str) -> str:
    """A signer's printed name, the id where the charter has none."""
    found = charter.signer(signer)
    return found.name if found else signer


def names_of(charter: Charter, signers: tuple[str, ...]) -> str:
    """Signers' printed names as a phrase."""
    return listed([name_of(charter, one) for one in signers], most=_MOST)
