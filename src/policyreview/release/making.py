"""Making a release: only at quorum, as an annotated signed tag whose message is the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.release import manifest as manifests
from policyreview.release.manifest import Approval, Manifest
from policyreview.repository.refs import update_ref
from policyreview.repository.store import SIGNING_TIME, write_tag
from policyreview.signoff.charter import EQUIVALENCE
from policyreview.signoff.equivalence import says_equivalence
from policyreview.signoff.keys import available_keys, choose_key, offers, why_no_key
from policyreview.signoff.plans import Notice
from policyreview.signoff.record import now
from policyreview.signoff.signature import check_tag
from policyreview.signoff.signing import Ask, person, signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from policyreview.library import Library, Policy
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.keys import SigningKey
    from policyreview.signoff.verification import Report, VersionState


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """A release ready to be signed if ``bars`` is empty.

    Attributes:
        library: Of the commit that it was made for.
        name: Of the tag, ``policy/<id>/<version>``.
        target: The commit that the tag will name.
        manifest: What the tag will say, but for its time.
        message: The tag's message.
        key: The key that will sign, None where none was found.
        signer: Whose it is.
        notices: Bars and warnings.
    """

    library: Library
    name: str
    target: str
    manifest: Manifest
    message: str
    key: SigningKey | None
    signer: Signer | None
    notices: tuple[Notice, ...]

    @property
    def bars(self) -> tuple[Notice, ...]:
        """Why it cannot be released."""
        return tuple(n for n in self.notices if n.weight == "bar")


@dataclass(frozen=True, slots=True)
class Released:
    """A release that stands.

    Attributes:
        tag: Its name.
        object: Id of the tag object.
        commit: That it names.
        verified: Always True: nothing else is ever returned.
        text: One sentence that says so.
    """

    tag: str
    object: str
    commit: str
    verified: bool
    text: str


def plan(
    library: Library,
    policy: Policy | str,
    *,
    version: str | None = None,
    key: SigningKey | str | None = None,
    today: date | None = None,
    when: datetime | None = None,
    report: Report | None = None,
) -> ReleasePlan:
    """Prepare a release. Nothing is changed or signed.

    Args:
        library: Opened at the branch that holds the version.
        policy: The policy or its id.
        version: Its label; None: the newest that is approved.
        key: The key, or what names it; None: the first that may release.
        today: The day of signing; None: today in UTC.
        when: The time that the release claims, UTC; None: now.
        report: What verification says at the library's commit; None: it is asked.

    Raises:
        Refused: No version of the policy is approved, or it is not the one named.
        WrongUse: No such policy or version.
    """
    chosen = library.policy(policy) if isinstance(policy, str) else policy
    if report is None:
        from policyreview.signoff.verifying import verify

        report = verify(library, only={chosen.id})
    state = _state(report, chosen.id, version)
    charter = report.charter
    basis = report.basis
    if charter is None or basis is None:
        raise Refused(
            "There is no charter, so nothing is approved by rule and nothing can be released.",
            hint="'policyreview init' writes a charter.",
        )
    day = today or now().date()
    chosen_key = _key(key, charter, chosen.id, day)
    holder = charter.holder(chosen_key.fingerprint) if chosen_key else None
    signer = holder[0] if holder else None
    step = basis.walk.step(state.completed or "")
    target = basis.walk.steps[basis.walk.line[step.landing]].commit if step else library.commit
    manifest = _manifest(state, target or "", charter, signer, when or now())
    name = manifest.tag
    return ReleasePlan(
        library=library,
        name=name,
        target=manifest.commit,
        manifest=manifest,
        message=manifests.write(manifest),
        key=chosen_key,
        signer=signer,
        notices=tuple(
            _notices(
                library,
                chosen.id,
                name,
                newer=_newer(report, chosen.id, state),
                key=chosen_key,
                signer=signer,
                charter=charter,
                day=day,
            )
        ),
    )


def make(
    plan: ReleasePlan,
    *,
    ask: Ask | None = None,
    terminal: bool = False,
    timeout: float = SIGNING_TIME,
    cancelled: Callable[[], bool] | None = None,
) -> Released:
    """Sign a release and set its tag.

    The signature just made is checked in process before the tag is set.

    Raises:
        Refused: A bar stands, or the tag is there meanwhile.
        CouldNotTell: The signature could not be made or does not hold, or the disk failed.
        Cancelled: The user stopped it.
    """
    for bar in plan.bars:
        raise bar.refusal()
    assert plan.key is not None  # noqa: S101  (no key is a bar)
    repository = plan.library.repository
    with signing(plan.key, ask=ask, terminal=terminal, timeout=timeout) as how:
        tag = write_tag(
            repository,
            name=plan.name,
            target=plan.target,
            message=plan.message,
            sign=how,
            tagger=person(repository, plan.signer, plan.manifest.time),
            cancelled=cancelled,
        )
    from policyreview.signoff.verifying import charter_of

    charter = charter_of(plan.library)
    checked = check_tag(tag, [charter] if charter else [])
    if checked.outcome != "good" or checked.fingerprint != plan.key.fingerprint:
        raise CouldNotTell(
            f"The signature just made does not hold: {checked.text or 'another key made it'}."
        )
    update_ref(repository, f"refs/tags/{plan.name}", tag.oid, None, reason="policyreview: release")
    text = f"{plan.name} is released as tag object {tag.oid[:12]}; its signature holds."
    return Released(plan.name, tag.oid, plan.target, verified=True, text=text)


def _state(report: Report, policy: str, version: str | None) -> VersionState:
    """The version to release: approved, and the one named.

    Raises:
        Refused: It is not approved.
        WrongUse: There is no such version.
    """
    found = report.policy(policy)
    states = found.versions if found else ()
    if version is not None:
        alike = [s for s in states if s.version == version]
        named = next((s for s in alike if s.approved), alike[0] if alike else None)
        if named is None:
            known = ", ".join(s.version for s in states) or "none"
            raise WrongUse(
                f"{policy} has no version {version} that anybody signed for.",
                hint=f"There are: {known}.",
            )
        if named.approved is not True:
            raise Refused(_why(policy, named))
        return named
    approved = [s for s in states if s.approved]
    if not approved:
        newest = states[0] if states else None
        raise Refused(
            _why(policy, newest) if newest else f"Nobody has approved a version of {policy} yet."
        )
    return max(approved, key=lambda state: state.position)


def _newer(report: Report, policy: str, state: VersionState) -> VersionState | None:
    """The version that is being signed since one was approved, None where there is none."""
    found = report.policy(policy)
    newest = (s for s in (found.versions if found else ()) if s.current and s.approved is not True)
    return next(newest, None) if not state.current else None


def _why(policy: str, state: VersionState) -> str:
    against = [r.text for r in state.reasons if r.weight in {"no", "unknown"}][:3]
    return f"{policy} {state.version} is not approved: {' '.join(against) or 'it has no quorum.'}"


def _key(
    key: SigningKey | str | None, charter: Charter, policy: str, day: date
) -> SigningKey | None:
    if key is not None and not isinstance(key, str):
        return key
    offered = offers(charter, available_keys(), policy=policy, day=day)
    if key is None:
        may = [o for o in offered if o.signer and charter.may_release(o.signer.id, policy)]
        offered = tuple(may) or offered
        if not offered:
            return None
    return choose_key(offered, key)


def _manifest(
    state: VersionState, target: str, charter: Charter, signer: Signer | None, when: datetime
) -> Manifest:
    approvals: dict[tuple[str, bool], Approval] = {}
    apart = charter.asks_equivalence(state.policy)
    subject = None
    for signed in state.records:
        record = signed.record
        if record is None or not signed.counts or record.subject_digest != state.subject_digest:
            continue
        equivalent = apart and says_equivalence(record)
        roles = tuple(
            dict.fromkeys(
                need.role
                for need in state.needs
                if record.signer in need.have and (need.meaning == EQUIVALENCE) == equivalent
            )
        )
        if record.verdict == "approve" and roles:
            subject = record.subject
            approvals[record.signer, equivalent] = Approval(
                signer=record.signer,
                name=record.name,
                roles=roles,
                commit=signed.commit,
                key=signed.signature.fingerprint or "",
            )
    if subject is None:
        raise Refused(f"{state.policy} {state.version} has no approval that counts.")
    return Manifest(
        subject=subject,
        subject_digest=state.subject_digest,
        commit=target,
        charter=charter.digest,
        signer=signer.id if signer else "nobody",
        name=signer.name if signer else "nobody",
        time=when,
        approvals=tuple(approvals.values()),
    )


def _notices(
    library: Library,
    policy: str,
    name: str,
    *,
    newer: VersionState | None,
    key: SigningKey | None,
    signer: Signer | None,
    charter: Charter,
    day: date,
) -> list[Notice]:
    found: list[Notice] = []
    if any(ref.name == name for ref in library.repository.tags()):
        text = f"The tag {name} is there already; a release is made once."
        hint = "Look at it with 'policyreview verify'."
        if newer is not None:
            text += f" Version {newer.version}, the newest, is not approved."
            hint = f"'policyreview verify {policy}' says what is missing."
        found.append(Notice("tag-exists", text, "bar", hint))
    if key is None:
        text, hint = why_no_key()
        found.append(Notice("no-key", text, "bar", hint))
    elif signer is None:
        text = f"The charter does not know the key {key.fingerprint}, so it cannot release."
        found.append(Notice("signer-unknown", text, "bar", "Choose another key with --key."))
    else:
        holder = charter.holder(key.fingerprint)
        if holder is not None and not holder[1].valid_on(day):
            text = f"The charter does not let {signer.name}'s key sign on {day}."
            found.append(Notice("key-not-valid", text, "bar", "Choose another key with --key."))
        if not charter.may_release(signer.id, policy):
            roles = ", ".join(charter.release_roles) or "nobody"
            text = f"{signer.name} may not release {policy}: the charter lets {roles}."
            found.append(Notice("no-role", text, "bar", "Ask somebody who may."))
    return found
