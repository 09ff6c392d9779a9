"""Verifying: the whole history walked, every record judged and counted, the result in sentences."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.repository import git
from policyreview.signoff import foxtrot, marks, proofs, resuming, soundness, trust, warm
from policyreview.signoff.authorship import Authorship
from policyreview.signoff.canonical import component
from policyreview.signoff.charterline import charter_line
from policyreview.signoff.counting import Count
from policyreview.signoff.equivalence import Stamped, says_equivalence
from policyreview.signoff.judge import Judge, Judged
from policyreview.signoff.merges import Remaker, remade_merges
from policyreview.signoff.oddpaths import odd_paths
from policyreview.signoff.policies import astray, policies_in_force, strays
from policyreview.signoff.record import RECORDS
from policyreview.signoff.resuming import Lost
from policyreview.signoff.states import PolicyJudgement
from policyreview.signoff.trees import Trees
from policyreview.signoff.verification import Basis, Reason, Report, Verification
from policyreview.signoff.walk import walk
from policyreview.uncollected import no_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from policyreview.library import Library, Policy
    from policyreview.repository import Repository
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.resuming import Earlier
    from policyreview.signoff.walk import Walk


class _Anew(Exception):  # noqa: N818  (everything is judged anew then)
    """What was verified earlier says nothing of the history as it is."""


_INCOMPLETE = {"history-incomplete", "history-damaged", "files-missing", "pin-unread"}


def verify(
    library: Library,
    *,
    only: Collection[str] | None = None,
    brief: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> Report:
    """Verify everything that is claimed at the library's commit.

    Facts come from git, verdicts never: objects, parents and changes; signatures are checked in
    process against the charter's keys. Authority for a commit is the charter at its parent. The
    order of things is that of the graph, dates decide nothing.

    Args:
        library: Opened at the commit that is asked about.
        only: Ids of the policies wanted, None: all.
        brief: Records, charter and basis are not wanted: a report kept from before will do. Where
            there is none, or only some policies are wanted, what was judged of the others before
            is not judged again if nothing since has touched it.
        cancelled: Asked now and then.

    Raises:
        CouldNotTell: The repository could not be read.
        Cancelled: ``cancelled`` said yes.
    """
    tip = library.commit
    ref = library.ref or "HEAD"
    if tip is None:
        return Report(ref, None, None, (), tuple(trust.without_commit(library.repository)))
    brief = brief and only is None
    if brief and (kept := warm.recall(library, tip)) is not None:
        return kept
    with no_collecting():
        earlier = resuming.recall(library) if brief or only is not None else None
        if earlier is not None:
            with contextlib.suppress(_Anew):
                return _verified(library, tip, ref, only=only, earlier=earlier, cancelled=cancelled)
        return _verified(library, tip, ref, only=only, cancelled=cancelled)


def _verified(
    library: Library,
    tip: str,
    ref: str,
    *,
    only: Collection[str] | None = None,
    earlier: Earlier | None = None,
    cancelled: Callable[[], bool] | None,
) -> Report:
    """Verify a history, but for what was verified earlier and nothing since has touched.

    Raises:
        _Anew: What was verified earlier does not fit the history as it is.
    """
    repository = library.repository
    followed = soundness.follow(repository, tip, all_of_it=earlier is not None, wanted=RECORDS)
    steps = walk(
        repository,
        tip,
        followed=followed,
        earlier=earlier.walked if earlier else None,
        cancelled=cancelled,
    )
    line = charter_line(repository, steps)
    if earlier is not None and not earlier.fits(steps, line):
        raise _Anew
    present, settings = policies_in_force(library, steps, line)
    touched = earlier.touched(steps, present, only or ()) if earlier is not None else None
    if touched is not None and repository.objects.missing(resuming.untouched(steps, touched)):
        raise _Anew
    trees = Trees(repository)
    known = proofs.load(repository)
    judge = Judge(repository, steps, line, trees, known, followed.kept)
    judged = judge.records(touched)
    if earlier is not None and any(resuming.concerns_all(one) for one in judged):
        raise _Anew
    judged, lost = _present(judged, steps)
    if earlier is not None and touched is not None:
        lost += [one for one in earlier.lost if one.folder not in touched]
        lost.sort(key=lambda one: (one.position, f"{one.folder}/"))
    files = {(text.path, text.blob) for policy in present for text in policy.texts if text.blob}
    lacking = _lacking(library, line, judge, present)
    findings = [
        *_history(repository, steps),
        *lacking,
        *_damaged(soundness.stranger(repository, tip, followed, files, cancelled=cancelled)),
        *trust.findings(repository, steps, line),
        *line.findings,
        *(one.reason for one in lost),
    ]
    if line.latest is None and not line.lacking:
        invalid = any(found.code == "charter-invalid" for found in line.findings)
        why = "No charter is valid" if invalid else "There is no charter"
        text = (
            f"{why}, so nothing is called approved by rule; signatures are shown with their keys."
        )
        findings.append(Reason("no-charter", text, None, "note"))
    findings += foxtrot.doubtful(steps)  # last: there are many that mean nothing
    stamping = frozenset(j.signed.commit for j in judged if j.stamp_only)
    stamping |= earlier.stamping if earlier is not None else frozenset()
    remaker = Remaker(repository, steps)
    authorship = Authorship(
        repository,
        steps,
        stamping,
        remaker,
        known,
        all_paths=earlier is None,
        silent=followed.silent,
    )
    by_policy: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_policy[_policy_of(one)].append(one)
    texts = {t.path for j in judged if j.signed.record for t in j.signed.record.subject.texts}
    texts.update(*(earlier.named.values() if earlier is not None else ()))
    before = earlier.compared if earlier is not None else {}
    ruled = judged or line.latest is not None
    compared = remade_merges(repository, remaker, steps, texts, before) if ruled else {}
    if any(compared.get(at) != was for at, was in before.items()):
        raise _Anew
    merges = [(one.reason, one.paths) for one in compared.values() if one.reason is not None]
    findings += [
        replace(finding, weight="note")
        for finding, paths in merges
        if not any(_touches(policy, paths) for policy in present)
    ]  # what holds no text or record of a policy decides nothing: charters need their owners' word
    findings += odd_paths(repository, tip, {path for policy in present for path in policy.paths})
    policies: list[Verification] = []
    counts: dict[str, Count] = {}
    stamped = _stamped(judged, steps)
    for policy in present:
        if only is not None and policy.id not in only:
            continue
        if earlier is not None and touched is not None and component(policy.id) not in touched:
            policies.append(earlier.verdicts[policy.id])
            continue
        words = [*by_policy.pop(policy.id, []), *by_policy.pop(_unread(policy.id), [])]
        words.sort(key=lambda one: one.signed.position)
        count = _counted(policy.id, words, line, authorship, stamped)
        counts[policy.id] = count
        judgement = PolicyJudgement(policy, library, words, count, line, judge, steps)
        policies.append(
            judgement.verification([m for m, paths in merges if _touches(policy, paths)])
        )
    if only is None:
        findings += strays(by_policy.items(), settings)
    if not lacking:
        findings += _seen_before(library, steps, line, counts, only)
    known.keep()
    told = earlier is None or only is not None
    basis = Basis(steps, line, authorship, counts, only is None) if told else None
    elsewhere = astray(library, present)
    report = _doubted(
        Report(ref, tip, line.latest, tuple(policies), tuple(findings), basis, elsewhere)
    )
    if only is None and (bound := warm.keep(library, report)) is not None:
        resuming.keep(
            library,
            report,
            steps,
            bound=bound,
            judged=judged,
            lost=lost,
            compared=compared,
            present=present,
            earlier=earlier,
            touched=touched,
        )
    return report


def charter_of(library: Library) -> Charter | None:
    """The charter in force at the library's commit, None where there is none to trust."""
    if library.commit is None:
        return None
    repository = library.repository
    return charter_line(repository, walk(repository, library.commit)).latest


def _stamped(judged: list[Judged], steps: Walk) -> Stamped:
    """What sign-offs that count have stamped; nothing is looked up where nobody needs to know."""
    if not any(one.signed.record and says_equivalence(one.signed.record) for one in judged):
        return Stamped()
    sound = {one.signed.commit for one in judged if one.stamp_only and one.signed.counts}
    return Stamped(
        change
        for step in steps.steps
        if step.commit in sound
        for change in step.changes
        if change.status == "M" and not change.path.startswith(RECORDS)
    )


def _counted(
    policy: str, words: list[Judged], line: CharterLine, authorship: Authorship, stamped: Stamped
) -> Count:
    walked = authorship.walk
    count = Count(policy, line, authorship.authors, authorship.changed, walked.follows, stamped)
    for one in words:
        if one.signed.counts:
            count.add(one)
    count.finish()
    return count


def _policy_of(judged: Judged) -> str:
    """The id that a record speaks of; an unreadable one is told by its folder."""
    if judged.signed.record is not None:
        return judged.signed.record.subject.policy
    return f"\0{judged.signed.path.removeprefix(RECORDS).split('/')[0]}"


def _unread(policy: str) -> str:
    return f"\0{component(policy)}"


def _touches(policy: Policy, paths: Collection[str]) -> bool:
    folder = f"{RECORDS}{component(policy.id)}/"
    return any(path in policy.paths or path.startswith(folder) for path in paths)


def _present(judged: list[Judged], steps: Walk) -> tuple[list[Judged], list[Lost]]:
    """Mark records that are gone from the tip, or changed there; tell of each.

    An approval whose file was taken away or changed no longer counts. A rejection stands all the
    same: nobody takes back another's word by deleting a file.
    """
    gone: dict[str, str] = {}
    for step in steps.steps:
        for change in step.changes:
            if change.status in "DMT" and change.path.startswith(RECORDS):
                gone[change.path] = step.commit
    out: list[Judged] = []
    lost: list[Lost] = []
    for one in judged:
        signed = one.signed
        there = steps.on_line(signed.path, len(steps.line))
        if there is not None and there.new == one.blob:
            out.append(one)
            continue
        what = "deleted" if there is None else "changed"
        who = signed.record.name if signed.record else "somebody"
        verdict = signed.record.verdict if signed.record else ""
        stands = verdict == "reject" and signed.counts
        after = "it still stands" if stands else "it no longer counts"
        reason = Reason(
            f"record-{what}",
            f"The record {signed.path} of {who} was {what} after it was added; {after}.",
            gone.get(signed.path),
        )
        lost.append(Lost(resuming.folder_of(signed.path), signed.position, reason))
        one.signed = signed._replace(
            present=False,
            counts=signed.counts and verdict in {"reject", "withdraw"},
            problems=(*signed.problems, reason),
        )
        out.append(one)
    return out, lost


def _history(repository: Repository, steps: Walk) -> list[Reason]:
    found: list[Reason] = []
    if not steps.complete:
        found.append(
            Reason(
                "history-incomplete",
                "The clone is shallow, so the history cannot be walked to its root: what is "
                "approved could not be told. Run 'git fetch --unshallow'.",
                None,
                "unknown",
            )
        )
    if refs := repository.replace_refs():
        found.append(
            Reason(
                "replace-refs",
                f"The repository asks git to show {len(refs)} other objects in place of its own "
                "(refs/replace); they were ignored.",
                refs[0].name,
                "note",
            )
        )
    if repository.has_grafts():
        found.append(
            Reason("grafts", "The repository has a grafts file; it was ignored.", None, "note")
        )
    return found


def _lacking(
    library: Library, line: CharterLine, judge: Judge, present: Collection[Policy]
) -> list[Reason]:
    """What to say where files on which everything rests are not in the clone."""
    found = [*line.lacking, *judge.lacking]
    found += [policy.paths[0] for policy in present if library.lacks(policy)]
    if not found:
        return []
    text = (
        f"The clone is partial or damaged: it lacks {found[0]} as its history has it, so what is "
        f"approved could not be told. Run {git.FETCH_ALL}, or clone it again."
    )
    return [Reason("files-missing", text, None, "unknown")]


def _damaged(found: str | None) -> list[Reason]:
    """What to say of an object of the history that is not what its id says."""
    if found is None:
        return []
    text = (
        f"The object {found[:12]} is not what its id says, so what the history holds could not be "
        "told: the clone's files are damaged or were changed. Clone it again."
    )
    return [Reason("history-damaged", text, None, "unknown")]


def _seen_before(
    library: Library,
    steps: Walk,
    line: CharterLine,
    counts: dict[str, Count],
    only: Collection[str] | None,
) -> list[Reason]:
    """What was seen on this branch before and is gone; otherwise what is there is remembered."""
    branch = library.ref or library.repository.head().branch
    if branch is None or branch == "HEAD" or not steps.complete:
        return []
    branch = branch.removeprefix("refs/heads/")
    number = line.latest.number if line.latest else None
    known = marks.load(library.repository)
    if known.damaged:
        return [marks.unread(library.repository)]
    gone = marks.lost(known, branch, steps, number, only)
    if not gone:
        signed = {policy: " ".join(count.marked) for policy, count in counts.items() if count.last}
        tip = steps.steps[steps.line[-1]].commit
        marks.remember_branch(library.repository, branch, tip, number, signed)
    return gone


def _doubted(report: Report) -> Report:
    """Take back what rests on a history that is not the trusted one, or is not whole."""
    against = [f for f in report.findings if f.code in trust.AGAINST]
    unknown = [f for f in report.findings if f.code in _INCOMPLETE]
    if not against and not unknown:
        return report
    approved = False if against else None
    reasons = tuple(against or unknown)
    untold = set() if against else {"quorum-missing", "language-missing", "never-approved"}
    return replace(
        report,
        policies=tuple(
            replace(
                policy,
                approved=approved if policy.approved is not False or unknown else False,
                claimed=policy.claimed or not against,
                reasons=(*reasons, *(r for r in policy.reasons if r.code not in untold)),
                versions=tuple(
                    replace(
                        state,
                        approved=approved,
                        reasons=tuple(r for r in state.reasons if r.code not in untold),
                    )
                    for state in policy.versions
                ),
            )
            for policy in report.policies
        ),
    )
