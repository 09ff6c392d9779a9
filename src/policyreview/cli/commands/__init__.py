"""The table of commands: name, module, one line of help; a module is imported when it is called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is and what it is for.

    Attributes:
        module: The module in this package; its command is called ``command``.
        help: One line, as it stands in ``policyreview --help``.
        hidden: Left out of the list.
    """

    module: str
    help: str
    hidden: bool = False


COMMANDS: dict[str, Entry] = {
    "list": Entry("list", "List the policies with their status."),
    "status": Entry("status", "Say where each policy stands and what it waits for."),
    "show": Entry("show", "Print a policy's text, now, at a revision or on a day."),
    "history": Entry("history", "List a policy's revisions, newest first."),
    "diff": Entry("diff", "Compare two revisions of a policy, or two files."),
    "parallel": Entry("parallel", "Lay two languages of a policy beside each other."),
    "check": Entry("check", "Look for faults in the texts and between languages."),
    "inspect": Entry("inspect", "Show what is found in files: languages, dates, clauses."),
    "approve": Entry("approve", "Sign a policy's approval with an effective date."),
    "reject": Entry("reject", "Sign a rejection, with the reason."),
    "withdraw": Entry("withdraw", "Take your earlier word on a version back."),
    "comment": Entry("comment", "Sign a comment on a version."),
    "verify": Entry("verify", "Check every claimed approval and release."),
    "release": Entry("release", "Tag an approved version with a signed tag."),
    "releases": Entry("releases", "List the released versions."),
    "in-force": Entry("in_force", "Say which versions bind on a day."),
    "charter": Entry("charter", "Show, check, change and sign the charter: signers, keys, rules."),
    "trust": Entry("trust", "Show or pin this repository's root of trust."),
    "init": Entry("init", "Write a starter charter."),
    "demo": Entry("demo", "Make a small library with a history and open it."),
    "doctor": Entry("doctor", "Say what is missing on this machine."),
    "completion": Entry("completion", "Print the script for a shell's completion."),
    "open": Entry("open", "Open the screens.", hidden=True),
}
