"""The keys that this user can sign with here, and who the charter says that makes them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policyreview.errors import CouldNotTell, WrongUse
from policyreview.repository import git
from policyreview.signoff.agent import agent_keys
from policyreview.signoff.fields import TomlProblem
from policyreview.signoff.keyfiles import read_key_file
from policyreview.signoff.publickeys import SshPublicKey, ssh_public_key
from policyreview.signoff.tools import run_tool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policyreview.signoff.charter import Charter, KeyKind, Signer

Where = Literal["agent", "file", "git configuration", "gpg"]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign here and now.

    Attributes:
        kind: ``ssh`` or ``openpgp``.
        fingerprint: ``SHA256:…``, or the OpenPGP primary key's fingerprint in capitals.
        comment: What the key calls itself.
        where: Where it was found.
        public: The authorized_keys line; ``""`` for OpenPGP.
        path: The private key's file, None where an agent or gpg holds it.
        encrypted: Whether a passphrase guards the file.
        touch: Whether it is a security key, which wants to be touched.
    """

    kind: KeyKind
    fingerprint: str
    comment: str
    where: Where
    public: str = ""
    path: str | None = None
    encrypted: bool = False
    touch: bool = False

    @property
    def git_value(self) -> str:
        """What git takes as ``user.signingKey``."""
        if self.kind == "openpgp":
            return self.fingerprint
        return self.path or f"key::{self.public}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A key and what the charter makes of it.

    Attributes:
        key: The key.
        signer: Whose it is, None where the charter does not know it.
        roles: That its holder has for the policy asked about.
        usable: Whether a signature by it could count today.
        text: One sentence: 'You are Ada Osei (legal).'
    """

    key: SigningKey
    signer: Signer | None
    roles: tuple[str, ...]
    usable: bool
    text: str


def available_keys(*, extra: Iterable[str] = ()) -> tuple[SigningKey, ...]:
    """Every key on offer, each once, the surest first.

    In order: what git's own configuration of the user names, the agent's keys, key files in
    ``~/.ssh``, secret keys of gpg. Nothing is read from a repository's configuration.

    Args:
        extra: Paths of key files to look at first.
    """
    found: list[SigningKey] = []
    for path in extra:
        found.extend(_from_file(Path(path).expanduser(), "file"))
    in_agent = agent_keys().keys
    found.extend(_configured(in_agent))
    found.extend(_of_agent(key) for key in in_agent)
    found.extend(_files())
    found.extend(_gpg())
    return _each_once(found)


def why_no_key() -> tuple[str, str]:
    """Why no key is on offer: a sentence and what to do about it."""
    answer = agent_keys()
    if answer.problem:
        return (
            f"There is no key to sign with. {answer.problem} No key file was found in ~/.ssh.",
            f"{answer.hint} If you have no key yet, 'ssh-keygen -t ed25519' makes one.",
        )
    return "There is no key to sign with.", "Add one to the agent with 'ssh-add'."


def offers(
    charter: Charter | None,
    keys: Iterable[SigningKey] | None = None,
    *,
    policy: str = "",
    day: date | None = None,
) -> tuple[Offer, ...]:
    """Match keys with the charter's signers; those that could count come first.

    Args:
        charter: The charter in force, None where there is none.
        keys: Those on offer; None: :func:`available_keys`.
        policy: For the roles; ``""``: those for whatever policy.
        day: For keys with a validity; None: validity is not looked at.
    """
    found = [
        _offer(charter, key, policy, day) for key in (available_keys() if keys is None else keys)
    ]
    return tuple(sorted(found, key=lambda offer: (not offer.usable, offer.signer is None)))


def choose_key(offered: tuple[Offer, ...], wanted: str | None) -> SigningKey:
    """The key to sign with.

    Args:
        offered: From :func:`offers`.
        wanted: A key file, a fingerprint or the beginning of one, a signer's id, a comment; None:
            the first that could count, else the only one there is.

    Raises:
        WrongUse: Nothing or several things are called so.
        CouldNotTell: There is no key at all.
    """
    if wanted:
        return _wanted(offered, wanted)
    if not offered:
        raise CouldNotTell(*why_no_key()[:1], hint=why_no_key()[1])
    return offered[0].key


def _wanted(offered: tuple[Offer, ...], wanted: str) -> SigningKey:
    path = Path(wanted).expanduser()
    fingerprint = wanted.startswith("SHA256:")  # base64, which may hold a slash
    if not fingerprint and (os.sep in wanted or path.is_file()):
        from_file = _from_file(path, "file")
        if from_file:
            return _prefer_agent(from_file[0], offered)
        raise WrongUse(
            f"{wanted} is no key file that can sign.",
            hint="Name a private key such as ~/.ssh/id_ed25519, or its .pub while an agent runs.",
        )
    plain = wanted.removeprefix("SHA256:")
    matching = [
        offer.key
        for offer in offered
        if offer.key.fingerprint.removeprefix("SHA256:").startswith(plain)
        or (offer.key.kind == "openpgp" and offer.key.fingerprint.endswith(wanted.upper()))
        or (offer.signer is not None and offer.signer.id == wanted)
        or offer.key.comment == wanted
    ]
    if not matching:
        raise WrongUse(
            f"No key on offer here is called {wanted}.",
            hint="'policyreview doctor' lists the keys that were found.",
        )
    if len({key.fingerprint for key in matching}) > 1 and not any(
        offer.signer and offer.signer.id == wanted for offer in offered
    ):
        raise WrongUse(f"{wanted} could be several keys.", hint="Write more of the fingerprint.")
    return matching[0]


def _prefer_agent(key: SigningKey, offered: tuple[Offer, ...]) -> SigningKey:
    """A public or encrypted key file whose key the agent holds is signed with there."""
    if key.path is not None and not key.encrypted:
        return key
    for offer in offered:
        if offer.key.where == "agent" and offer.key.fingerprint == key.fingerprint:
            return offer.key
    return key


def _offer(charter: Charter | None, key: SigningKey, policy: str, day: date | None) -> Offer:
    if charter is None:
        return Offer(key, None, (), False, "There is no charter that could say whose key this is.")
    found = charter.holder(key.fingerprint)
    if found is None:
        return Offer(key, None, (), False, "The charter does not know this key.")
    signer, listed = found
    roles = charter.roles_of(signer.id, policy) if policy else _any_roles(charter, signer)
    who = f"You are {signer.name} ({', '.join(roles) or 'no role here'})."
    if day is not None and not listed.valid_on(day):
        return Offer(
            key, signer, roles, False, f"{who} The charter's validity of this key is over."
        )
    return Offer(key, signer, roles, bool(roles), who)


def _any_roles(charter: Charter, signer: Signer) -> tuple[str, ...]:
    """Roles of a signer for whatever policy; each named once."""
    return tuple(dict.fromkeys(role.name for role in charter.roles if signer.id in role.signers))


def _each_once(keys: list[SigningKey]) -> tuple[SigningKey, ...]:
    seen: dict[str, SigningKey] = {}
    for key in keys:
        known = seen.get(key.fingerprint)
        if known is None:
            seen[key.fingerprint] = key
        elif (known.encrypted or known.where == "file") and key.where == "agent":
            # The agent signs without asking for the passphrase.
            seen[key.fingerprint] = replace(key, comment=key.comment or known.comment)
    return tuple(seen.values())


def _of_agent(key: SshPublicKey) -> SigningKey:
    return SigningKey(
        "ssh",
        key.fingerprint,
        key.comment,
        "agent",
        public=key.line,
        touch=key.type.startswith("sk-"),
    )


def _from_file(path: Path, where: Where) -> list[SigningKey]:
    file = read_key_file(path)
    if file is None:
        return []
    key = SigningKey(
        kind="ssh",
        fingerprint=file.public.fingerprint,
        comment=file.public.comment or file.path.name,
        where=where,
        public=file.public.line,
        path=str(file.path.absolute()) if file.private else None,
        encrypted=file.encrypted,
        touch=file.public.type.startswith("sk-"),
    )
    return [key]


def _files() -> list[SigningKey]:
    """Private keys in ``~/.ssh`` under their usual names, and any with a public key beside."""
    folder = Path.home() / ".ssh"
    try:
        names = sorted(p for p in folder.iterdir() if p.name.endswith(".pub"))[:100]
    except (OSError, RuntimeError):
        return []
    found = []
    for public in names:
        private = public.with_suffix("")
        if private.is_file():
            found.extend(_from_file(private, "file"))
    return found


def own_setting(name: str) -> str:
    """A setting of the user's own git configuration (global, then system), ``""`` if unset."""
    for scope in ("--global", "--system"):
        if scope == "--system" and os.environ.get("GIT_CONFIG_NOSYSTEM"):
            continue
        done = git.run(
            ["config", scope, "--includes", "--get", name],
            purpose="own",
            check=False,
            timeout=10,
            what="read your configuration",
        )
        if done.returncode == 0:
            return done.text.strip()
    return ""


def _configured(in_agent: tuple[SshPublicKey, ...]) -> list[SigningKey]:
    """What ``user.signingKey`` names, or else ``gpg.ssh.defaultKeyCommand`` prints."""
    kind, named = own_setting("gpg.format") or "openpgp", own_setting("user.signingKey")
    if kind == "ssh":
        if not named:
            named = _default_key_command()
        return _configured_ssh(named, in_agent) if named else []
    if named and kind == "openpgp":
        return [replace(key, where="git configuration") for key in _gpg(named)]
    return []


def _default_key_command() -> str:
    command = own_setting("gpg.ssh.defaultKeyCommand")
    if not command:
        return ""
    lines = run_tool(["sh", "-c", command]).text.splitlines()
    return next((line for line in lines if line.startswith(("key::", "ssh-", "ecdsa-", "sk-"))), "")


def _configured_ssh(named: str, in_agent: tuple[SshPublicKey, ...]) -> list[SigningKey]:
    literal = named.removeprefix("key::")
    if literal != named or named.startswith(("ssh-", "ecdsa-", "sk-")):
        try:
            public = ssh_public_key(literal)
        except TomlProblem:
            return []
        held = any(key.blob == public.blob for key in in_agent)
        return [replace(_of_agent(public), where="git configuration")] if held else []
    found = _from_file(Path(named).expanduser(), "git configuration")
    return [
        key if key.path else replace(key, where="agent")
        for key in found
        if key.path or any(one.fingerprint == key.fingerprint for one in in_agent)
    ]


def _gpg(wanted: str = "") -> list[SigningKey]:
    """Secret keys that can sign, as ``gpg --with-colons`` lists them (GnuPG doc/DETAILS)."""
    program = own_setting("gpg.openpgp.program") or own_setting("gpg.program") or "gpg"
    if program == "gpg" and not _has_gpg_home():
        return []
    args = [program, "--batch", "--no-tty", "--with-colons", "--list-secret-keys"]
    listed = run_tool([*args, "--", wanted] if wanted else args)
    if listed.returncode != 0:
        return []
    found: list[SigningKey] = []
    usable, wants_print, fingerprint = False, False, ""
    for line in listed.text.splitlines():
        fields = line.split(":")
        if fields[0] == "sec" and len(fields) > 14:
            # Field 2: validity; field 12: capabilities, a capital S for the key as a whole.
            usable = fields[1] not in {"r", "e", "d", "i", "n"} and "S" in fields[11]
            usable = usable and "D" not in fields[11]
            wants_print, fingerprint = True, ""
        elif fields[0] == "fpr" and wants_print:
            fingerprint, wants_print = fields[9].upper(), False
        elif fields[0] == "uid" and usable and fingerprint:
            found.append(SigningKey("openpgp", fingerprint, fields[9], "gpg"))
            usable = False
    return found


def _has_gpg_home() -> bool:
    """Whether gpg was ever used here: listing would make its folder and start its daemon."""
    home = os.environ.get("GNUPGHOME")
    try:
        return Path(home).is_dir() if home else (Path.home() / ".gnupg").is_dir()
    except (OSError, RuntimeError):
        return False
