"""The sentences of verification, and the code that each carries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.signoff import behind
from policyreview.signoff.charter import EQUIVALENCE
from policyreview.signoff.charterline import day_of
from policyreview.signoff.equivalence import says_equivalence, texts_in
from policyreview.signoff.verification import Reason
from policyreview.signoff.words import language_name, listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from policyreview.library import Policy
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.counting import Tally, Word
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.states import PolicyJudgement
    from policyreview.signoff.verification import Need


def days_before(day: date, seconds: int) -> int:
    """How many days ``day`` lies before the UTC day of an epoch time."""
    return (day_of(seconds) - day).days


def signed_by(word: Judged) -> Reason:
    """Who signed, where no charter says whose key it is."""
    signed = word.signed
    assert signed.record is not None  # noqa: S101  (asked by the caller)
    key = signed.signature.fingerprint or "no key that could be told"
    verb = signed.record.verdict
    text = f"{signed.record.name} signed '{verb}' on {_day(word)} with {key}."
    return Reason("signed-by", text, signed.commit, "note")


def approvals(
    judgement: PolicyJudgement, tally: Tally, charter: Charter, needs: tuple[Need, ...]
) -> list[Reason]:
    """A sentence on each approval: what it counts for, or why for nothing."""
    out = [overtaken(word, stronger) for word, stronger in tally.overtaken]
    apart = judgement.count.asks_equivalence(charter)
    for word in tally.agreeing:
        record = word.signed.record
        assert record is not None  # noqa: S101  (an approval is a record)
        who, equivalent = record.signer, apart and says_equivalence(record)
        asked = [need for need in needs if (need.meaning == EQUIVALENCE) == equivalent]
        roles = dict.fromkeys(need.role for need in asked if who in need.have)
        if equivalent and roles:
            continue  # told with those of earlier versions
        name, commit = record.name, word.signed.commit
        if roles:
            text = f"Approved by {name} ({', '.join(roles)}) on {_day(word)}{_for(word, tally)}."
            out.append(Reason("approved-by", text, commit, "yes"))
            out += _behind(judgement, tally, word)
            continue
        if unsaid := _behind(judgement, tally, word):
            out += unsaid
            continue
        wanted = [rule for rule in charter.rules_for(judgement.policy.id) if rule.separation]
        if wanted and who in judgement.count.wrote(tally, word, charter):
            text = (
                f"{name} wrote changes to this version, so {name}'s own approval does not count "
                "(separation of duties)."
            )
            out.append(Reason("separation-of-duties", text, commit))
        else:
            text = _without_role(judgement, word, charter, [need.role for need in asked])
            out.append(Reason("no-role", text, commit))
    return out + _equivalences(judgement, tally, charter) if apart else out


def _without_role(
    judgement: PolicyJudgement, word: Judged, charter: Charter, roles: Sequence[str]
) -> str:
    """Why an approval counts for nothing although nothing is wrong with it."""
    record = word.signed.record
    assert record is not None  # noqa: S101  (an approval is a record)
    name, said = record.name, f"{record.name} approved on {_day(word)}"

    def holds(one: Charter) -> bool:
        return any(
            one.has_role(record.signer, role, judgement.policy.id, language)
            for role in roles
            for language in record.languages
        )

    if not holds(charter):
        return (
            f"{said}, but by the charter in force {name} holds no role that a rule asks for here."
        )
    if not all(holds(one) for one in word.charters):
        return f"{said}, when the charter gave {name} no role that a rule asks for here."
    return f"{said} with the meaning '{record.meaning}', for which no rule asks {name} here."


def _equivalences(judgement: PolicyJudgement, tally: Tally, charter: Charter) -> list[Reason]:
    """A sentence on each word of equivalence that counts, of an earlier version too."""
    texts = texts_in(tally.record)
    among = list(dict.fromkeys(text.language for text in texts.texts))
    said: dict[str, tuple[Word, list[tuple[str, str]]]] = {}
    for language, role, word in judgement.count.equivalences(tally, charter):
        said.setdefault(word.judged.signed.commit, (word, []))[1].append((language, role))
    out: list[Reason] = []
    for commit, (word, counted) in said.items():
        roles = ", ".join(dict.fromkeys(role for _, role in counted))
        names = [language_name(tag, among) for tag in dict.fromkeys(tag for tag, _ in counted)]
        text = (
            f"{word.record.name} ({roles}) says on {_day(word.judged)} that {listed(names)} "
            f"{'is' if len(names) == 1 else 'are'} equivalent to {_other(texts.prevailing, among)}"
        )
        if word.tally is tally:
            out.append(Reason("equivalence", f"{text}.", commit, "yes"))
        else:
            text += f"; that holds from version {word.record.subject.version}, as neither changed."
            out.append(Reason("equivalence", text, commit, "note"))
    return out


def _other(prevailing: str | None, among: Sequence[str]) -> str:
    """What a language is compared with."""
    return language_name(prevailing, among) if prevailing else "the other languages"


def equivalence_stale(
    who: str,
    language: str,
    text: tuple[str, str],
    clauses: tuple[str, ...] | None,
    *,
    prevailing: str | None,
    gone: bool,
    among: Sequence[str],
    commit: str | None,
) -> Reason:
    """A text that changed after somebody said that a language is equivalent.

    Args:
        who: Printed name.
        language: Of which it was said.
        text: Language and path of the text that changed.
        clauses: Those that differ, None where they can't be told.
        prevailing: The language that prevails, None where none does.
        gone: The text is there no more.
        among: The languages of the policy.
        commit: That changed the text.
    """
    changed = language_name(text[0], [*among, text[0]])
    prevails = ", which prevails," if text[0] == prevailing else ""
    what = "is gone" if gone else "changed"
    name = language_name(language, [*among, language])
    said = f"{name} is equivalent to {_other(prevailing, among)}"
    after = f"The {changed} text{prevails} {what} after {who} said that {said}"
    where = "" if gone else f": {_clauses_named(clauses)}"
    return Reason(
        "equivalence-stale", f"{after}{where.removesuffix('.')}. {who} has to say it anew.", commit
    )


def other_prevails(who: str, language: str, prevailing: str | None) -> Reason:
    """A word of equivalence from when another language prevailed, or none."""
    name = language_name(language, [language])
    now = f"{language_name(prevailing, [prevailing])} prevails" if prevailing else "none prevails"
    text = (
        f"{who} said what {name} is equivalent to when another language prevailed; now {now}. "
        f"{who} has to say it anew."
    )
    return Reason("equivalence-stale", text, None)


def _clauses_named(clauses: tuple[str, ...] | None) -> str:
    """The clauses that differ, as a phrase."""
    if clauses is None:
        return "how could not be told"
    if not clauses:
        return "white space or line ends only"
    if len(clauses) == 1 and clauses[0] in {"the whole text", "the beginning"}:
        return clauses[0]
    return f"{'clause' if len(clauses) == 1 else 'clauses'} {listed(clauses)}"


def _behind(judgement: PolicyJudgement, tally: Tally, word: Judged) -> list[Reason]:
    """What an approval is worth for languages that stood still while another one changed."""
    record = word.signed.record
    if tally.base < 0 or record is None or len(tally.record.subject.texts) < 2:
        return []
    still, moved = judgement.count.behind(tally, word)
    spoken = [language for language in still if language in record.languages]
    if not spoken:
        return []
    languages = tuple(text.language for text in tally.record.subject.texts)
    said = behind.sentence(spoken, moved, languages)
    if all(behind.acknowledged(record, language) for language in spoken):
        text = f"{said} {record.name} says that it still holds."
        return [Reason("translation-behind", text, word.signed.commit, "note")]
    text = f"{said} {record.name}'s approval does not say that it still holds."
    return [Reason("translation-behind", text, word.signed.commit)]


def _for(word: Judged, tally: Tally) -> str:
    """For which languages an approval speaks, where not for all."""
    record = word.signed.record
    languages = list(dict.fromkeys(t.language for t in tally.record.subject.texts))
    if record is None or set(languages) <= set(record.languages):
        return ""
    return f" for {listed([language_name(tag, languages) for tag in record.languages])} only"


def rejected(word: Judged) -> Reason:
    """A standing rejection."""
    record = word.signed.record
    assert record is not None  # noqa: S101  (a rejection is a record)
    said = f": '{record.comments[0].text[:200]}'" if record.comments else ""
    text = (
        f"Rejected by {record.name} on {_day(word)}{said}; it stands until {record.name} approves "
        "or withdraws."
    )
    return Reason("rejected", text, word.signed.commit)


def withdrawn(words: Sequence[Judged]) -> list[Reason]:
    """Who took their word on a subject back and has said nothing since."""
    last: dict[str, Judged] = {}
    for word in words:
        record = word.signed.record
        if record is not None and word.signed.counts and record.verdict != "comment":
            last[record.signer] = word
    out: list[Reason] = []
    for word in last.values():
        record = word.signed.record
        if record is not None and record.verdict == "withdraw":
            why = f": '{record.comments[0].text[:200]}'" if record.comments else ""
            text = f"{record.name} took back on {_day(word)} what {record.name} had signed{why}."
            out.append(Reason("withdrawn", text, word.signed.commit, "note"))
    return out


def of_then(reason: Reason) -> Reason:
    """What is said of the texts that were approved, where the texts now are others."""
    if reason.code != "approved-by":
        return reason
    return replace(reason, text=f"Of the text before that change: {reason.text}", weight="note")


def overtaken(word: Judged, stronger: Judged) -> Reason:
    """An approval that a merge brought after its signer's rejection or withdrawal."""
    record, later = word.signed.record, stronger.signed.record
    assert record is not None  # noqa: S101  (only records are words)
    assert later is not None  # noqa: S101
    what = "rejection" if later.verdict == "reject" else "withdrawal"
    text = (
        f"{record.name}'s approval of {_day(word)} does not count: a merge brought it in after "
        f"{record.name}'s {what} of {_day(stronger)}, without which it was made. "
        f"{record.name} can approve anew."
    )
    return Reason("overtaken", text, word.signed.commit)


def missing(
    needs: tuple[Need, ...], policy: Policy, charter: Charter, authors: frozenset[str]
) -> list[Reason]:
    """What the rules still ask for, each role once where all languages lack it alike.

    Args:
        needs: What is asked for and what there is.
        policy: Whose texts are spoken of.
        charter: Names who could fill what is missing.
        authors: Ids of the signers whose word can't count because they wrote the change.
    """
    if not needs:
        text = f"No rule of the charter speaks of {policy.id}, so nothing can approve it."
        return [Reason("no-rule", text, None)]
    if not any(need.missing for need in needs):
        return []
    languages = list(dict.fromkeys(need.language for need in needs))
    by_role: dict[tuple[str, str | None, int], list[str]] = {}
    for need in needs:
        if need.missing:
            by_role.setdefault((need.role, need.meaning, need.missing), []).append(need.language)
    out: list[Reason] = []
    for (role, meaning, count), lacking in by_role.items():
        what = f"{count} approval{'s' if count > 1 else ''} in the role '{role}'"
        if meaning:
            what += f" saying '{meaning}'"
        asked = [n.language for n in needs if n.role == role and n.meaning == meaning]
        only = set(lacking) != set(asked) or (len(lacking) < len(languages) and len(languages) > 1)
        names = listed([language_name(tag, languages) for tag in lacking])
        have = {who for n in needs if n.role == role and n.meaning == meaning for who in n.have}
        could = [
            signer.name
            for signer in charter.signers
            if signer.id not in authors
            and (signer.id not in have or only)
            and any(charter.has_role(signer.id, role, policy.id, tag) for tag in lacking)
        ]
        by = f", by {listed(could, last='or')}" if could else ", which nobody is left to give"
        text = f"Missing: {what}{f' for {names}' if only else ''}{by}."
        code = "language-missing" if set(lacking) != set(asked) else "quorum-missing"
        out.append(Reason(code, text, None))
    return out


def other_date(word: Judged, day: date | None) -> Reason:
    """An approval of another effective date: another subject."""
    record = word.signed.record
    assert record is not None  # noqa: S101  (an approval is a record)
    text = f"{record.name}'s approval is for another effective date, {day}, so it does not add up."
    return Reason("other-date", text, word.signed.commit)


def stale(
    key: tuple[str, str],
    clauses: tuple[str, ...] | None,
    names: Sequence[str],
    among: Sequence[str],
    commit: str | None,
) -> Reason:
    """A text that changed after it was approved."""
    after = f"after {_whose(names)}"
    which = f"The {language_name(key[0], among)} text changed {after}"
    if clauses is None:
        return Reason("stale", f"{which}, and how could not be told.", commit)
    return Reason("stale", f"{which}: {_clauses_named(clauses).removesuffix('.')}.", commit)


def mode_changed(path: str, names: Sequence[str]) -> Reason:
    """A text whose mode changed after it was approved."""
    return Reason("stale", f"The mode of {path} changed after {_whose(names)}.", None)


def text_gone(key: tuple[str, str], names: Sequence[str], among: Sequence[str]) -> Reason:
    """A text that was approved and is there no more."""
    name = language_name(key[0], [*among, key[0]])
    text = f"The {name} text {key[1]} is gone since {_whose(names)}."
    return Reason("text-missing", text, None)


def text_new(key: tuple[str, str], names: Sequence[str], among: Sequence[str]) -> Reason:
    """A text that no approval covers."""
    name = "" if key[0] == "und" else f"{language_name(key[0], among)} "
    text = f"The {name}text {key[1]} is not covered by {_whose(names)}."
    return Reason("language-missing", text, None)


def _whose(names: Sequence[str]) -> str:
    owners = listed([f"{name}'s" for name in dict.fromkeys(names)])
    return f"{owners} approval" if len(set(names)) < 2 else f"{owners} approvals"


def _day(word: Judged) -> str:
    """The day of signing as its record states it."""
    record = word.signed.record
    return record.time.date().isoformat() if record else "an unknown day"
