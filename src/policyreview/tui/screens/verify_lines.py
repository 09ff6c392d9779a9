"""What the Verify screen says: each version, what speaks for it and against it, in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policyreview.terminal import safe
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import broken
from policyreview.tui.work.words import counted, short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from policyreview.release import Release
    from policyreview.signoff import Reason, Report, Verification, VersionState
    from policyreview.signoff.record import Record
    from policyreview.signoff.verification import Need, SignedRecord
    from policyreview.tui.look import Piece

Line = tuple["Piece", ...]

SIGNS: dict[str, tuple[str, Role]] = {
    "yes": ("+", Role.GOOD),
    "no": ("-", Role.BAD),
    "unknown": ("?", Role.WARN),
    "note": ("·", Role.DIM),
}
"""What stands before a sentence, by its weight; the command line has the same signs."""
_MARKS: dict[bool | None, tuple[str, Role, str]] = {
    True: ("✓", Role.GOOD, "approved"),
    False: ("x", Role.BAD, "not approved"),
    None: ("?", Role.WARN, "could not be told"),
}
_WAITING = ("…", Role.WARN, "not approved yet")
_WITHOUT_RULE = ("?", Role.WARN, "no rule says whether it is approved")
_MISSING = frozenset({"quorum-missing", "language-missing", "never-approved"})
_VERBS = {
    "approve": "approved",
    "reject": "asked for changes",
    "withdraw": "took their word back",
    "comment": "commented",
}
_ALIKE = 3
"""Findings of one kind about the repository that are all printed."""


class Account:
    """Puts what was found out about one policy into lines of a width."""

    def __init__(self, report: Report, released: Sequence[Release], width: int) -> None:
        """Take what was found.

        Args:
            report: Of the repository.
            released: The policy's release tags.
            width: Cells of a line.
        """
        self._report = report
        self._released = released
        self._width = width

    def lines(self, policy: str) -> list[Line]:
        """Everything about a policy, and what is to be known of the repository."""
        found = self._report.policy(policy)
        lines: list[Line] = [()]
        if self._report.charter is None:
            lines += [*self._sentence(self._no_charter(), 2, Role.WARN), ()]
        said: tuple[Reason, ...] = ()
        if found is not None and not any(state.current for state in found.versions):
            said = found.reasons
            lines += [*self._as_it_stands(found), ()]
        for state in found.versions if found is not None else ():
            lines += [*self._version(state, said), ()]
        lines += self._other_releases(found)
        lines += self._about_repository()
        return lines

    def _no_charter(self) -> str:
        """That no charter is in force, and what to do."""
        said = "so no rule says who has to approve: signatures are shown with their keys."
        if any(each.weight == "unknown" for each in self._report.findings):
            return f"No charter could be read here, {said} Why not is said below."
        if any(each.code.startswith("charter-") for each in self._report.findings):
            return f"No charter is valid here, {said} Why not is said below."
        return f"There is no charter here, {said} 'policyreview init' writes a charter."

    # -- one version ----------------------------------------------------------------------

    def _as_it_stands(self, found: Verification) -> Iterator[Line]:
        """The texts at the tip, where no signature speaks of exactly them."""
        yield from self._title(_mark(found.approved, found.reasons), "The text as it stands")
        if not found.versions:
            for reason in found.reasons:
                hint = ""
                if reason.code == "never-approved":
                    hint = " Press a in the Library or in the Review to sign off."
                yield from self._reason(reason, hint)
            return
        yield from self._sentence(
            "No signature speaks of exactly this text: what was signed is below.", 6, Role.TEXT
        )
        for reason in found.reasons:
            if (reason.code, reason.weight) != ("approved-by", "note"):
                yield from self._reason(reason)

    def _version(self, state: VersionState, said: Collection[Reason]) -> Iterator[Line]:
        """One version: what is asked for, then the sentences, each with what its signer wrote."""
        day = str(state.effective_date) if state.effective_date else ""
        name = f"Version {safe(state.version)}" if day else "A version without an effective date"
        if day and not state.version.startswith(day):
            name += f", effective {day}"
        if state.current:
            name += ", the text as it stands"
        mark = _mark(state.approved, state.reasons)
        if self._report.charter is None and state.approved is None:
            mark = _WITHOUT_RULE
        yield from self._title(mark, name)
        for need in _asked(state.needs):
            yield from self._sentence(need, 6, Role.TEXT)
        mine = [r for r in state.reasons if r not in said and r.code != "no-charter"]
        told = {reason.commit for reason in (*mine, *said)}
        for signed in state.records:
            if signed.commit not in told and signed.record is not None:
                words = _plainly(signed.record, signed, state)
                at = f"  {short(signed.commit)}"
                yield from self._sentence(words, 6, Role.TEXT, at, sign="note")
                yield from self._words(signed, "")
        by_commit = {signed.commit: signed for signed in state.records}
        for reason in mine:
            yield from self._reason(reason)
            signed_there = by_commit.pop(reason.commit, None) if reason.commit else None
            if signed_there is not None:
                yield from self._words(signed_there, reason.text)
        for release in self._released:
            if release.version == state.version:
                for reason in release.reasons:
                    yield from self._reason(reason)

    def _words(self, signed: SignedRecord, said: str) -> Iterator[Line]:
        """What a signer meant and wrote, as far as the sentence above doesn't say it."""
        record = signed.record
        if record is None:
            return
        from policyreview.signoff.choices import meaning_of

        if record.meaning and record.meaning not in {meaning_of(record.verdict), said}:
            yield from self._sentence(f"as '{safe(record.meaning)}'", 10, Role.DIM)
        for comment in record.comments:
            if comment.text and comment.text in said:
                continue
            where = " ".join(filter(None, (comment.language, comment.clause)))
            where = f"{safe(where)}: " if comment.clause else ""
            yield from self._sentence(f"{where}“{safe(comment.text)}”", 10, Role.DIM)

    # -- the rest -------------------------------------------------------------------------

    def _other_releases(self, found: Verification | None) -> Iterator[Line]:
        """Tags that name a version of which no record speaks."""
        known = {state.version for state in found.versions} if found is not None else set()
        odd = [release for release in self._released if release.version not in known]
        if odd:
            yield (("  Release tags of other versions", Role.STRONG),)
            for release in odd:
                for reason in release.reasons:
                    yield from self._reason(reason)
            yield ()

    def _about_repository(self) -> Iterator[Line]:
        """Findings about the repository as a whole; many of one kind are counted."""
        findings = [f for f in self._report.findings if f.code != "no-charter"]
        if not findings:
            return
        yield (("  About the repository", Role.STRONG),)
        kinds = Counter(finding.code for finding in findings)
        shown: Counter[str] = Counter()
        for finding in findings:
            shown[finding.code] += 1
            if finding.weight != "note" or kinds[finding.code] <= _ALIKE:
                yield from self._reason(finding)
            elif shown[finding.code] == 1:
                more = kinds[finding.code] - 1
                yield from self._reason(
                    finding,
                    f" It is the same with {counted(more, 'other commit')}: 'policyreview verify' "
                    "lists them.",
                )

    # -- lines ----------------------------------------------------------------------------

    def _title(self, mark: tuple[str, Role, str], name: str) -> Iterator[Line]:
        """What a version is, behind its mark."""
        sign, role, words = mark
        lines = broken(((f"{name}: ", Role.STRONG), (words, role)), self._width)
        for number, pieces in enumerate(lines):
            yield ((f"  {sign} " if number == 0 else "    ", role), *pieces)

    def _reason(self, reason: Reason, more: str = "") -> Iterator[Line]:
        commit = f"  {short(reason.commit)}" if reason.commit else ""
        weight = "unknown" if reason.code in _MISSING else reason.weight
        role = {"no": Role.BAD, "unknown": Role.WARN}.get(weight, Role.TEXT)
        return self._sentence(safe(reason.text) + more, 6, role, commit, sign=reason.weight)

    def _sentence(
        self, words: str, indent: int, role: Role, commit: str = "", *, sign: str = ""
    ) -> Iterator[Line]:
        """A safe sentence as lines; a sign stands before the first, a commit behind the last."""
        before: Piece = (" " * indent, Role.TEXT)
        if sign:
            mark, colour = SIGNS[sign]
            indent += 2
            before = (f"{' ' * (indent - 2)}{mark} ", colour)
        pieces: tuple[Piece, ...] = ((words, role), (commit, Role.DIM))
        for number, line in enumerate(broken(pieces, max(10, self._width - indent))):
            yield (before if number == 0 else (" " * indent, Role.TEXT), *line)


def _mark(approved: bool | None, reasons: Sequence[Reason]) -> tuple[str, Role, str]:
    """What stands before a version; where nothing is wrong but signatures missing, it waits."""
    against = {reason.code for reason in reasons if reason.weight == "no"}
    if approved is False and against and against <= _MISSING:
        return _WAITING
    return _MARKS[approved]


def _asked(needs: Sequence[Need]) -> Iterator[str]:
    """What the charter asks for and how much of it there is, a sentence for each rule."""
    alike: dict[tuple[str, str | None, int, int], list[str]] = {}
    for need in needs:
        key = (need.role, need.meaning, need.want, min(len(need.have), need.want))
        alike.setdefault(key, []).append(need.language)
    rules = Counter((role, meaning, want) for role, meaning, want, _ in alike)
    for (role, meaning, want, have), languages in alike.items():
        where = ""
        if rules[role, meaning, want] > 1 or meaning:
            where = f" for {', '.join(map(safe, languages))}"
        what = f"say '{safe(meaning)}'" if meaning else "approve"
        verb = "have" if want > 1 else "has"
        yield (f"{want} in the role '{safe(role)}' {verb} to {what}{where}; {_so_far(have, want)}.")


def _so_far(have: int, want: int) -> str:
    if not have:
        return "nobody has yet"
    return f"{have} {'has' if have == 1 else 'have'}{'' if have >= want else ' so far'}"


def _plainly(record: Record, signed: SignedRecord, state: VersionState) -> str:
    """A record of which no reason speaks: a comment, or a word that a later one replaced."""
    name = safe(record.name)
    words = f"{name} {_VERBS[record.verdict]} on {record.time.date().isoformat()}"
    later = any(
        other.record is not None
        and other.record.signer == record.signer
        and other.record.verdict != "comment"
        and other.counts
        and other.position > signed.position
        for other in state.records
    )
    if later and record.verdict != "comment":
        words += "; a later word of theirs has taken its place"
    return f"{words}."
