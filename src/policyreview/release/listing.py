"""Releases as the repository holds them, each verified: name, object, signature, version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError, Refused, WrongUse
from policyreview.release import kept
from policyreview.release import manifest as manifests
from policyreview.release.manifest import TAGS, Manifest
from policyreview.release.values import Release
from policyreview.signoff import marks
from policyreview.signoff.canonical import component
from policyreview.signoff.charterline import day_of
from policyreview.signoff.signature import check_tag
from policyreview.signoff.subject import digest, sha256_of
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from policyreview.library import Library
    from policyreview.repository.model import Tag
    from policyreview.repository.pointers import Ref
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.verification import Basis, Report


def releases(
    library: Library, *, policy: str | None = None, report: Report | None = None
) -> tuple[Release, ...]:
    """Every tag below ``policy/``, verified, by name.

    Args:
        library: Opened at the branch whose charter and history count.
        policy: Only this policy's.
        report: What verification says at the library's commit; None: it is asked.
    """
    every = [ref for ref in library.repository.tags() if ref.name.startswith(TAGS)]
    prefix = TAGS if policy is None else f"{TAGS}{component(policy)}/"
    refs = [ref for ref in every if ref.name.startswith(prefix)]
    if not refs:
        return ()
    if report is None or report.basis is None:
        if (known := kept.recall(library, every)) is not None:
            return tuple(one for one in known if one.tag.startswith(prefix))
        report = _report(library)
    found = tuple(_verified(library, ref, report) for ref in refs)
    marks.remember_tags(library.repository, {one.tag: one.object for one in found if one.ok})
    if refs == every and report.basis is not None and report.basis.whole:
        kept.keep(library, every, found)
    return found


def verify_tag(library: Library, name: str, *, report: Report | None = None) -> Release:
    """Verify one release tag.

    Args:
        library: Opened at the branch whose charter and history count.
        name: With or without ``refs/tags/``.
        report: What verification says at the library's commit; None: it is asked.

    Raises:
        WrongUse: There is no such tag.
    """
    short = name.removeprefix("refs/tags/")
    ref = next((ref for ref in library.repository.tags() if ref.name == short), None)
    if ref is None:
        raise WrongUse(
            f"There is no tag called {short}.", hint="'policyreview releases' lists them."
        )
    return _verified(library, ref, report or _report(library))


def _report(library: Library) -> Report:
    from policyreview.signoff.verifying import verify

    return verify(library)


def _verified(library: Library, ref: Ref, report: Report) -> Release:
    """Check step by step; each step can only refuse."""
    moved = _moved(library, ref, report)
    if ref.kind != "tag":
        what = "a lightweight tag" if ref.kind == "commit" else f"a bare {ref.kind}"
        text = f"{ref.name} is {what}, not an annotated signed one, so it is no release."
        return Release(ref.name, ref.oid, False, (*moved, Reason("tag-lightweight", text)), None)
    try:
        tag = library.repository.tag(ref.oid)
    except PolicyReviewError as error:
        reason = Reason("tag-unreadable", error.message, None, "unknown")
        return Release(ref.name, ref.oid, None, (*moved, reason), None)
    reasons = [*moved, *_shape(ref, tag)]
    manifest: Manifest | None = None
    if not any(r.code in {"tag-target", "tag-unsigned"} for r in reasons):
        try:
            manifest = manifests.read(tag.message)
        except Refused as error:
            reasons.append(Reason("manifest-unreadable", error.message, tag.oid))
    if manifest is not None:
        reasons += _agrees(ref, tag, manifest)
        reasons += _authority(tag, manifest, report)
        reasons += _version(library, tag, manifest, report)
    weights = {reason.weight for reason in reasons}
    ok = False if "no" in weights else None if "unknown" in weights else True
    if ok and manifest is not None:
        manifest = replace(manifest, name=_name_of(manifest, report))
        text = (
            f"{ref.name} releases {manifest.subject.policy} {manifest.subject.version}, effective "
            f"{manifest.effective_date}, signed by {manifest.name}."
        )
        reasons.insert(0, Reason("released", text, tag.target, "yes"))
    return Release(ref.name, ref.oid, ok, tuple(reasons), manifest)


def _name_of(manifest: Manifest, report: Report) -> str:
    """The name that the charter gives the signer of a sound tag, whatever its manifest says."""
    charters = report.basis.line.charters if report.basis else ()
    known = [charter.signer(manifest.signer) for charter in reversed(charters)]
    return next((signer.name for signer in known if signer), manifest.name)


def _moved(library: Library, ref: Ref, report: Report) -> list[Reason]:
    """Whether the tag is the one that later sign-offs in the tree have noted."""
    noted = [
        (signed.position, seen.object, signed.commit)
        for policy in report.policies
        for state in policy.versions
        for signed in state.records
        if signed.record and signed.counts
        for seen in signed.record.releases
        if seen.tag == ref.name
    ]
    _, first, commit = min(noted, default=(0, ref.oid, ""))
    if ref.oid != first:  # whatever was noted later: a release stays the tag that it was
        text = (
            f"The tag object of {ref.name} is not the one on file: it was {first[:12]} when a "
            f"later sign-off noted it, and is {ref.oid[:12]} now. The tag was moved or made again."
        )
        return [Reason("tag-moved", text, commit)]
    seen_before = marks.load(library.repository).tags.get(ref.name)
    if seen_before is not None and seen_before != ref.oid:
        text = (
            f"The tag object of {ref.name} is not the one seen here before: it was "
            f"{seen_before[:12]}, and is {ref.oid[:12]} now. The tag was moved or made again."
        )
        return [Reason("tag-moved", text, None)]
    return []


def _shape(ref: Ref, tag: Tag) -> list[Reason]:
    found: list[Reason] = []
    if tag.name != ref.name:
        text = f"The name inside the tag object differs: {tag.name}, not {ref.name}."
        found.append(Reason("tag-name", text, tag.oid))
    if tag.kind != "commit":
        text = f"{ref.name} points to a {tag.kind}, not to a commit, so it is no release."
        found.append(Reason("tag-target", text, tag.oid))
    if tag.signature is None:
        text = f"{ref.name} has no signature, so it is no release."
        found.append(Reason("tag-unsigned", text, tag.oid))
    return found


def _agrees(ref: Ref, tag: Tag, manifest: Manifest) -> list[Reason]:
    found: list[Reason] = []
    if manifest.tag != ref.name:
        text = f"The manifest is that of {manifest.tag}, not of {ref.name}."
        found.append(Reason("tag-name", text, tag.oid))
    if manifest.commit != tag.target:
        text = "The tag names another commit than its manifest."
        found.append(Reason("tag-target", text, tag.oid))
    if digest(manifest.subject) != manifest.subject_digest:
        text = "The subject digest does not match what the manifest names."
        found.append(Reason("subject-mismatch", text, tag.oid))
    return found


def _authority(tag: Tag, manifest: Manifest, report: Report) -> list[Reason]:
    """Whether the signature holds, by somebody who might release."""
    basis = report.basis
    if basis is None or not basis.line.charters:
        text = "There is no charter, so no rule says who may release."
        return [Reason("no-charter", text, None, "unknown")]
    noted = _noted(tag, report, basis)
    latest = basis.line.charters[-1]
    charters: list[Charter] = [noted] if noted else [latest]
    checked = check_tag(tag, charters)
    if checked.outcome == "bad":
        return [
            Reason("signature-bad", f"The tag's signature is refused: {checked.text}.", tag.oid)
        ]
    if checked.outcome == "unknown":
        text = f"The tag's signature could not be judged: {checked.text}."
        return [Reason("signature-unknown", text, tag.oid, "unknown")]
    if checked.signer is None or checked.key is None:
        earlier = check_tag(tag, basis.line.charters)
        if earlier.outcome == "good" and earlier.signer is not None:
            text = (
                f"The tag is signed with a key of {earlier.signer.name} that the charter has since "
                "retired, and no sign-off notes it, so when it was made cannot be told."
            )
            return [Reason("key-retired", text, tag.oid, "unknown")]
        text = (
            f"The tag is signed with a key that the charter does not know: {checked.fingerprint}."
        )
        return [Reason("signer-unknown", text, tag.oid)]
    if checked.signer.id != manifest.signer:
        text = f"The manifest is {manifest.name}'s, but the tag is signed by {checked.signer.name}."
        return [Reason("signer-mismatch", text, tag.oid)]
    charter = charters[0]
    if not charter.may_release(checked.signer.id, manifest.subject.policy):
        text = f"{checked.signer.name} may not release {manifest.subject.policy}."
        return [Reason("no-authority", text, tag.oid)]
    step = basis.walk.step(tag.target)
    claimed = tag.tagger.time if tag.tagger else 0
    day = day_of(max(claimed, step.clock if step else 0))
    if not checked.key.valid_on(day):
        text = f"The key of {checked.signer.name} was not valid on {day}."
        return [Reason("key-not-valid", text, tag.oid)]
    return []


def _noted(tag: Tag, report: Report, basis: Basis) -> Charter | None:
    """The charter in force where a sign-off first noted this tag object: it was made before."""
    for policy in report.policies:
        for state in reversed(policy.versions):
            for signed in state.records:
                if signed.record is None or not signed.counts:
                    continue
                if any(seen.object == tag.oid for seen in signed.record.releases):
                    step = basis.walk.step(signed.commit)
                    return basis.line.before(step.landing) if step else None
    return None


def _version(library: Library, tag: Tag, manifest: Manifest, report: Report) -> list[Reason]:
    """Whether the tag names an approved version, with its texts, in this history."""
    basis = report.basis
    if basis is None or basis.walk.step(tag.target) is None:
        text = f"The commit {tag.target[:12]} of the release is not in the history of {report.ref}."
        return [Reason("tag-elsewhere", text, tag.target)]
    found = report.policy(manifest.subject.policy)
    state = next(
        (
            s
            for s in (found.versions if found else ())
            if s.subject_digest == manifest.subject_digest
        ),
        None,
    )
    if state is None or state.approved is not True:
        weight = "unknown" if state is not None and state.approved is None else "no"
        against = [r.text for r in (state.reasons if state else ()) if r.weight != "yes"][:2]
        text = (
            f"{manifest.subject.policy} {manifest.subject.version} is not approved, whatever the "
            f"tag says. {' '.join(against)}".rstrip()
        )
        return [Reason("not-approved", text, tag.target, weight)]  # type: ignore[arg-type]
    for text_ in manifest.subject.texts:
        entry = library.repository.entry(tag.target, text_.path)
        data = library.repository.blob(entry.oid) if entry and entry.is_file else None
        if entry is None or data is None or sha256_of(data) != text_.sha256:
            sentence = f"{text_.path} is not in the released commit as the manifest says."
            return [Reason("subject-mismatch", sentence, tag.target)]
    counted = {signed.commit: signed.record for signed in state.records if signed.counts}
    return [
        Reason(
            "manifest-differs",
            f"The manifest names an approval by {named.name} ({named.commit[:12]}) that does not "
            f"count for {manifest.subject.policy} {manifest.subject.version}.",
            named.commit,
            "note",
        )
        for named in manifest.approvals
        if (record := counted.get(named.commit)) is None or record.signer != named.signer
    ]
