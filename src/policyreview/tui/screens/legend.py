"""What the marks and words of each screen mean, for its help page."""

from __future__ import annotations

from policyreview.tui.commands import Place
from policyreview.tui.look import Role

Meaning = tuple[str, Role, str]
"""A mark or word as it stands on the screen, its role, and what it means."""

_REVIEW: tuple[Meaning, ...] = (
    ("+", Role.SIGN_INSERTED, "inserted, underlined"),
    ("-", Role.SIGN_DELETED, "deleted, struck"),
    ("~", Role.SIGN_CHANGED, "changed: the words that differ are marked, white space by signs"),
    ("·", Role.SIGN_CHANGED, "only white space that says nothing is another: W shows it"),
    ("«»", Role.MOVED, "moved away, moved here: enter goes to the other end"),
    ("#", Role.RENUMBERED, "renumbered: only the clause's label is another"),
    ("!", Role.WARN, "a check noticed something here: . and , go from one to the next"),
    ('"', Role.MINE, "you commented on the clause"),
    ("✓", Role.GOOD, "viewed"),
    ("?", Role.WARN, "pairing in doubt (two languages)"),
    ("=", Role.GOOD, "pinned together (two languages)"),
)
_REVIEW_WORDS: tuple[Meaning, ...] = (
    ("finding", Role.TEXT, "what a check noticed, in one text or between two languages"),
    ("bead", Role.TEXT, "the blocks of two languages that stand beside each other"),
    ("viewed", Role.TEXT, "clauses that you ticked; your sign-off says which you had seen"),
)
_LIBRARY: tuple[Meaning, ...] = (
    ("*", Role.MINE, "The policy waits for you."),
    ("Signed", Role.TEXT, "Approvals that there are, of those that the charter asks for."),
    ("Effective", Role.TEXT, "The day from which the newest text says that it binds."),
    ("In force", Role.TEXT, "The version that binds today; versions are called after their day."),
    ("Changed", Role.TEXT, "Clauses that changed since the last approval."),
)
_STATUSES: tuple[Meaning, ...] = (
    ("never approved", Role.WARN, "No version of it was ever approved."),
    ("in review", Role.WARN, "Some have signed or commented; approvals are still missing."),
    ("changes requested", Role.BAD, "A signer asked for changes, and stands by that."),
    ("changed", Role.WARN, "The text changed since its last version was approved."),
    ("translation behind", Role.WARN, "One language changed since then, another did not follow."),
    ("approved", Role.GOOD, "Enough have signed. It does not bind yet."),
    ("scheduled", Role.GOOD, "Approved and released, to bind from a later day."),
    ("in force", Role.GOOD, "Approved, and it binds today."),
    ("review due", Role.WARN, "In force for longer than the charter leaves it unreviewed."),
    ("broken", Role.BAD, "It can't be read or judged; the preview says why."),
    ("unknown", Role.WARN, "This clone can't tell: its history is cut, or it lacks files."),
)
_HISTORY: tuple[Meaning, ...] = (
    ("older", Role.SIGN_DELETED, "The revision on the left of the comparison."),
    ("newer", Role.SIGN_INSERTED, "The revision on its right."),
    ("approved", Role.GOOD, "With this commit the last approved version had its signatures."),
    ("not taken", Role.DIM, "A merge threw this change away: the library's text is without it."),
)
_SIGNOFF: tuple[Meaning, ...] = (
    ("approve", Role.TEXT, "You agree to exactly these texts from this day on."),
    ("ask for changes", Role.TEXT, "You don't. That bars the version until you say otherwise."),
    ("comment", Role.TEXT, "You say something, and neither agree nor disagree."),
    ("withdraw", Role.TEXT, "You take back your approval of this text, or your rejection."),
    ("version", Role.TEXT, "What is signed is called after the day from which it binds."),
    ("subject", Role.TEXT, "A number for policy, day and every byte: the signature's subject."),
    ("record", Role.TEXT, "The file in which the commit keeps your word."),
)
_VERIFY: tuple[Meaning, ...] = (
    ("✓", Role.GOOD, "Approved: as many as are asked for signed exactly this text and day."),
    ("…", Role.WARN, "Nothing is wrong, but signatures are missing."),
    ("x", Role.BAD, "It is not approved; the sentences say why."),
    ("?", Role.WARN, "It could not be told."),
    ("+", Role.GOOD, "speaks for it"),
    ("-", Role.BAD, "speaks against it, or is missing"),
    ("·", Role.DIM, "is worth knowing and changes nothing"),
)
_VERIFY_WORDS: tuple[Meaning, ...] = (
    ("version", Role.TEXT, "A signed state of the policy, called after its first day in force."),
    ("role", Role.TEXT, "What the charter calls a group of signers; C shows who is in it."),
    ("charter", Role.TEXT, "The file policyreview.toml: who may sign what, with which keys."),
    ("release", Role.TEXT, "A signed tag that names an approved version."),
)
_CHARTER: tuple[Meaning, ...] = (
    ("✓ ? x", Role.TEXT, "You pinned this charter; it is taken as found; it is refused."),
    ("digest", Role.TEXT, "A number for its exact bytes, to be compared with what others see."),
    ("pinned", Role.TEXT, "Kept in your own settings, where no commit can change it."),
    ("owners", Role.TEXT, "Those who have to sign for a change of the charter."),
    ("rules", Role.TEXT, "How many of which role have to sign which policy."),
)

LEGENDS: dict[Place, tuple[tuple[str, tuple[Meaning, ...]], ...]] = {
    Place.LIBRARY: (("Columns", _LIBRARY), ("Statuses", _STATUSES)),
    Place.REVIEW: (("Marks", _REVIEW), ("Words", _REVIEW_WORDS)),
    Place.HISTORY: (("Marks", _HISTORY),),
    Place.SIGNOFF: (("Words", _SIGNOFF),),
    Place.VERIFY: (("Marks", _VERIFY), ("Words", _VERIFY_WORDS)),
    Place.CHARTER: (("Words", _CHARTER),),
}
"""What follows the keys on a screen's help page, under a heading each."""
