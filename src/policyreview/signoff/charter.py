"""The charter, ``policyreview.toml`` at the repository's root: who may sign what, and how many."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from policyreview.errors import Refused
from policyreview.signoff.fields import Fields, TomlProblem, read_toml

if TYPE_CHECKING:
    from datetime import date

CHARTER = "policyreview.toml"
LARGEST_CHARTER = 1024 * 1024
MOST_ITEMS = 2_000
MOST_KEYS = 20
_LONGEST_SENTENCE = 500
EVERYTHING = "*"
EQUIVALENCE = "equivalence"
"""The meaning by which a language is said to say the same as the prevailing one."""

KeyKind = Literal["ssh", "openpgp"]


@dataclass(frozen=True, slots=True)
class Key:
    """One public key of a signer.

    Attributes:
        kind: ``ssh`` or ``openpgp``.
        public: The authorized_keys line (type and base64), or the armoured certificate.
        fingerprint: ``SHA256:…`` as ssh-keygen prints it, or the certificate's hex in capitals.
        since: First day on which it may sign, None: always.
        until: Last day, None: no end.
        subkeys: Fingerprints of every key of an OpenPGP certificate; empty for SSH.
    """

    kind: KeyKind
    public: str
    fingerprint: str
    since: date | None = None
    until: date | None = None
    subkeys: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the day lies within the key's validity, both ends included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """A person; all their keys together count once.

    Attributes:
        id: Short name, used in paths.
        name: As it is printed; with the id behind it where two signers' names read alike.
        emails: Addresses that commits of theirs carry; they tell who wrote a change.
    """

    id: str
    name: str
    emails: tuple[str, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What some signers may speak for: a role, for these policies and languages."""

    name: str
    signers: tuple[str, ...]
    policies: tuple[str, ...] = (EVERYTHING,)
    languages: tuple[str, ...] = (EVERYTHING,)

    def reaches(self, policy: str, language: str) -> bool:
        """Whether the role speaks for that language of that policy."""
        return _matches(self.policies, policy) and _speaks(self.languages, language)


@dataclass(frozen=True, slots=True)
class Rule:
    """How many of which role must approve.

    Attributes:
        policies: Ids; ``*`` for all that no rule names.
        languages: Each of these languages that the policy has needs its approvals; ``*`` for all.
        needs: Role and number of different persons, in the order of the file.
        meaning: Only approvals with this meaning count; None: any.
        separation: Who wrote a change since the last approved version does not count.
    """

    policies: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[tuple[str, int], ...]
    meaning: str | None = None
    separation: bool = True

    def asks_for(self, language: str, prevailing: str | None = None) -> bool:
        """Whether the rule wants approvals that cover that language.

        A rule on equivalence that is for all languages leaves the prevailing one out: there is
        nothing that it could be compared with.
        """
        if self.meaning == EQUIVALENCE and language == prevailing:
            named = tuple(one for one in self.languages if one != EVERYTHING)
            return _speaks(named, language)
        return _speaks(self.languages, language)


@dataclass(frozen=True, slots=True)
class Charter:
    """A valid charter.

    Attributes:
        number: One higher with each change.
        digest: SHA-256 of the file's bytes, lowercase hex: what owners sign and users pin.
        owners: Signers who may change it.
        owner_quorum: How many of them a change needs.
        release_roles: Roles whose signers may tag a release.
        review_months: A version should be looked at again after so many months; None: never.
    """

    number: int
    digest: str
    signers: tuple[Signer, ...]
    roles: tuple[Role, ...]
    rules: tuple[Rule, ...]
    owners: tuple[str, ...]
    owner_quorum: int
    release_roles: tuple[str, ...]
    review_months: int | None

    def signer(self, signer_id: str) -> Signer | None:
        """The signer with that id."""
        return next((s for s in self.signers if s.id == signer_id), None)

    def holder(self, fingerprint: str) -> tuple[Signer, Key] | None:
        """The one person who holds the key, and the key."""
        for signer in self.signers:
            for key in signer.keys:
                if fingerprint == key.fingerprint or fingerprint in key.subkeys:
                    return signer, key
        return None

    def person_of(self, email: str) -> Signer | None:
        """The signer whose commits carry the address; letters' case does not count."""
        wanted = email.casefold()
        for signer in self.signers:
            if any(address.casefold() == wanted for address in signer.emails):
                return signer
        return None

    def has_role(self, signer_id: str, role: str, policy: str, language: str) -> bool:
        """Whether the signer holds the role for that language of that policy."""
        return any(
            r.name == role and signer_id in r.signers and r.reaches(policy, language)
            for r in self.roles
        )

    def roles_of(self, signer_id: str, policy: str) -> tuple[str, ...]:
        """Roles that the signer holds for the policy, in any language; each named once."""
        names = (
            r.name for r in self.roles if signer_id in r.signers and _matches(r.policies, policy)
        )
        return tuple(dict.fromkeys(names))

    def rules_for(self, policy: str) -> tuple[Rule, ...]:
        """The rules that name the policy by its id, else those for ``*``."""
        named = tuple(rule for rule in self.rules if policy in rule.policies)
        return named or tuple(rule for rule in self.rules if EVERYTHING in rule.policies)

    def asks_equivalence(self, policy: str) -> bool:
        """Whether a rule for the policy asks for equivalence."""
        return any(rule.meaning == EQUIVALENCE for rule in self.rules_for(policy))

    def may_release(self, signer_id: str, policy: str) -> bool:
        """Whether the signer holds a release role for the policy."""
        return any(role in self.release_roles for role in self.roles_of(signer_id, policy))


@dataclass(frozen=True, slots=True)
class CharterProblem:
    """Why a charter is invalid: one plain sentence."""

    text: str


def load(data: bytes) -> Charter:
    """Read a charter.

    Raises:
        Refused: It is invalid; the message holds the first problem, :func:`problems` all.
    """
    found = read(data)
    if isinstance(found, Charter):
        return found
    raise Refused(f"The charter {CHARTER} is invalid: {found[0].text}")


def problems(data: bytes) -> tuple[CharterProblem, ...]:
    """Everything wrong with a charter, its [[policy]] entries too; empty when it is valid."""
    from policyreview.library.settings import parse_settings

    found = read(data)
    own = () if isinstance(found, Charter) else found
    if len(data) > LARGEST_CHARTER or (own and "TOML" in own[0].text):
        return own
    return (*own, *(CharterProblem(text) for text in parse_settings(data).problems))


def digest_of(data: bytes) -> str:
    """The charter's digest: SHA-256 of exactly its bytes, lowercase hex."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> Charter | tuple[CharterProblem, ...]:
    """The charter, or everything that is wrong with it."""
    try:
        from policyreview.signoff.contradictions import contradictions

        charter = _parse(data)
    except TomlProblem as problem:
        text = _short(str(problem))
        return (CharterProblem(f"{text[0].upper()}{text[1:]}."),)
    found = tuple(CharterProblem(_short(text)) for text in contradictions(charter))
    return found or charter


def _short(text: str) -> str:
    """A sentence that holds a name of any length, cut to a length that can be read."""
    return text if len(text) <= _LONGEST_SENTENCE else f"{text[:_LONGEST_SENTENCE]}…"


def _parse(data: bytes) -> Charter:
    top = Fields(read_toml(data, largest=LARGEST_CHARTER), "")
    if top.integer("format") != 1:
        raise TomlProblem("its format is not 1, which is the only one known here")
    number = top.integer("number")
    if number < 1:
        raise TomlProblem("number should be 1 or more")
    months = top.integer("review_months", 0)
    release_roles = top.texts("release_roles", ())
    owners = top.table("owners")
    if owners is None:
        raise TomlProblem("it has no [owners], so nobody could change it")
    owner_ids, quorum = owners.texts("signers"), owners.integer("quorum", 1)
    owners.finish()
    charter = Charter(
        number=number,
        digest=digest_of(data),
        signers=_told_apart([_signer(fields) for fields in top.tables("signer", MOST_ITEMS)]),
        roles=tuple(_role(fields) for fields in top.tables("role", MOST_ITEMS)),
        rules=tuple(_rule(fields) for fields in top.tables("rule", MOST_ITEMS)),
        owners=owner_ids,
        owner_quorum=quorum,
        release_roles=release_roles,
        review_months=months or None,
    )
    top.tables("policy", MOST_ITEMS)  # read by the library
    top.finish()
    return charter


def _signer(fields: Fields) -> Signer:
    signer = Signer(
        id=fields.text("id"),
        name=fields.text("name"),
        emails=fields.texts("emails", ()),
        keys=tuple(_key(key) for key in fields.tables("key", MOST_KEYS)),
    )
    fields.finish()
    return signer


def _told_apart(signers: list[Signer]) -> tuple[Signer, ...]:
    """The signers, those whose printed names read alike with their ids behind the names."""
    names = [unicodedata.normalize("NFKC", signer.name).casefold() for signer in signers]
    counted = Counter(" ".join(name.split()) for name in names)
    return tuple(
        replace(signer, name=f"{signer.name} ({signer.id})")
        if counted[" ".join(name.split())] > 1
        else signer
        for signer, name in zip(signers, names, strict=True)
    )


def _key(fields: Fields) -> Key:
    from policyreview.signoff.publickeys import openpgp_certificate, ssh_public_key

    if fields.has("ssh") == fields.has("openpgp"):
        raise TomlProblem("each [[signer.key]] should have ssh or openpgp, one of the two")
    since, until = fields.day("since", None), fields.day("until", None)
    if fields.has("ssh"):
        public = ssh_public_key(fields.text("ssh"))
        key = Key("ssh", public.line, public.fingerprint, since, until)
    else:
        certificate = openpgp_certificate(fields.text("openpgp"))
        key = Key(
            "openpgp",
            certificate.armoured,
            certificate.fingerprint,
            since,
            until,
            certificate.subkeys,
        )
    fields.finish()
    return key


def _role(fields: Fields) -> Role:
    role = Role(
        name=fields.text("name"),
        signers=fields.texts("signers"),
        policies=fields.texts("policies", (EVERYTHING,)),
        languages=fields.texts("languages", (EVERYTHING,)),
    )
    fields.finish()
    return role


def _rule(fields: Fields) -> Rule:
    policies = fields.texts("policies", (EVERYTHING,))
    languages = fields.texts("languages", (EVERYTHING,))
    meaning, separation = fields.text_or_none("meaning"), fields.flag("separation", default=True)
    needs = fields.take("needs")
    fields.finish()
    if not isinstance(needs, dict) or not needs:
        raise TomlProblem("each [[rule]] should say what it needs, such as needs = { legal = 1 }")
    counted: list[tuple[str, int]] = []
    for role, count in needs.items():
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_ITEMS:
            raise TomlProblem(f"needs of role {role} should be a number from 1 to {MOST_ITEMS}")
        counted.append((str(role), count))
    return Rule(policies, languages, tuple(counted), meaning, separation)


def _matches(patterns: tuple[str, ...], value: str) -> bool:
    return EVERYTHING in patterns or value in patterns


def _speaks(patterns: tuple[str, ...], language: str) -> bool:
    """``zh`` reaches ``zh-CN`` (RFC 4647 basic filtering); ``*`` reaches all."""
    wanted = language.casefold()
    return any(
        pattern == EVERYTHING
        or wanted == pattern.casefold()
        or wanted.startswith(f"{pattern.casefold()}-")
        for pattern in patterns
    )
