"""What one signature over a commit or tag amounts to: which key made it, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.signoff import openpgp, sshsig
from policyreview.signoff.publickeys import ssh_fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.repository.model import Commit, SignedCommit, Tag
    from policyreview.signoff.charter import Charter, Key, Signer
    from policyreview.signoff.proofs import Proofs

Outcome = Literal["good", "none", "bad", "stranger", "unknown"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature judged by itself: the charter says only whose key it is, not what they may do.

    Attributes:
        outcome: ``good``: it holds and the charter names the key. ``stranger``: no charter names
            the key (an SSH signature holds even so; of an OpenPGP one that is not known).
            ``none``: there is none. ``bad``: it does not hold. ``unknown``: it can't be judged.
        fingerprint: Of the key that made it, as far as it says.
        text: Why it is not good: the end of a sentence, ``""`` when it is.
    """

    outcome: Outcome
    fingerprint: str | None = None
    text: str = ""
    signer: Signer | None = None
    key: Key | None = None


def check_commit(
    commit: Commit | SignedCommit, charters: Sequence[Charter], proofs: Proofs | None = None
) -> Checked:
    """Judge a commit's signature.

    Args:
        commit: As git stores it. More than one signature header is refused: git would read one
            of them, and another could be put in without changing what was signed.
        charters: Where keys are looked up, the first that knows the key first.
        proofs: Signatures found good before.
    """
    names = commit.signature_headers
    if not names:
        return Checked("none", text="it has no signature")
    if len(names) > 1:
        return Checked("bad", text="it has more than one signature header")
    if commit.signature is None:
        return Checked("bad", text=f"its signature stands in the header {names[0]}")
    return check(commit.signature, commit.payload, charters, proofs)


def check_tag(tag: Tag, charters: Sequence[Charter]) -> Checked:
    """Judge an annotated tag's signature."""
    if tag.signature is None:
        return Checked("none", text="it has no signature")
    return check(tag.signature, tag.payload, charters)


def check(
    signature: bytes, payload: bytes, charters: Sequence[Charter], proofs: Proofs | None = None
) -> Checked:
    """Judge an armoured signature over a payload."""
    try:
        if signature.startswith(b"-----BEGIN SSH"):
            return _ssh(signature, payload, charters, proofs)
        if signature.startswith(b"-----BEGIN PGP"):
            return _openpgp(signature, payload, charters, proofs)
    except sshsig.SignatureProblem as problem:
        return Checked("bad", text=str(problem))
    except sshsig.SignatureUnknown as problem:
        return Checked("unknown", text=str(problem))
    if b"-----BEGIN SSH" in signature or b"-----BEGIN PGP" in signature:
        return Checked("bad", text="something stands before its armour")
    return Checked("unknown", text="it is of a kind that is not known here, such as X.509")


def _ssh(
    signature: bytes, payload: bytes, charters: Sequence[Charter], proofs: Proofs | None
) -> Checked:
    parts = sshsig.read(signature)
    public = parts.key.blob
    fingerprint = ssh_fingerprint(public)
    found = _holder(charters, fingerprint)
    if found is None:
        sshsig.check(parts, payload)
        return Checked("stranger", fingerprint, "the charter does not know its key")
    mark = proofs.mark(signature, payload, public, charters) if proofs is not None else b""
    if proofs is None or not proofs.holds(mark):
        sshsig.check(parts, payload)
        if proofs is not None:
            proofs.note(mark)
    return Checked("good", fingerprint, signer=found[0], key=found[1])


def _openpgp(
    signature: bytes, payload: bytes, charters: Sequence[Charter], proofs: Proofs | None
) -> Checked:
    named = openpgp.issuer(signature)
    if named is None:
        return Checked("unknown", text="it does not say which key made it")
    found = _holder(charters, named)
    if found is None:
        return Checked("stranger", named, "the charter does not know its key")
    signer, key = found
    public = key.public.encode("utf-8")
    mark = proofs.mark(signature, payload, public, charters) if proofs is not None else b""
    if proofs is None or not proofs.holds(mark):
        openpgp.verify(signature, payload, key.public)
        if proofs is not None:
            proofs.note(mark)
    return Checked("good", key.fingerprint, signer=signer, key=key)


def _holder(charters: Sequence[Charter], name: str) -> tuple[Signer, Key] | None:
    for charter in charters:
        if found := charter.holder(name):
            return found
        if len(name) == 16:  # an OpenPGP key id: the last 16 digits of a fingerprint
            for signer in charter.signers:
                for key in signer.keys:
                    if any(one.endswith(name) for one in key.subkeys):
                        return signer, key
    return None
