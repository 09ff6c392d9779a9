"""Say in a sentence what the disk or a signing program meant by its error."""

from __future__ import annotations

import errno
import os
import signal
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from policyreview.repository.git import Completed

_DISK = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EFBIG: ("a file would be larger than allowed", "Raise the limit or free some space."),
    errno.EROFS: ("the disk is read-only", "Work on a copy that can be written."),
    errno.EACCES: ("you may not write there", "Ask for the right to write, or use a clone."),
    errno.EPERM: ("you may not write there", "Ask for the right to write, or use a clone."),
}
_SAID = (
    ("No space left on device", errno.ENOSPC),
    ("Out of diskspace", errno.ENOSPC),
    ("Disk quota exceeded", errno.EDQUOT),
    ("File too large", errno.EFBIG),
    ("Read-only file system", errno.EROFS),
    ("Permission denied", errno.EACCES),
    ("insufficient permission", errno.EACCES),
    ("Operation not permitted", errno.EPERM),
)

# What signing programs say, in the order in which it is looked for, and what it means.
_SIGNING = (
    ("incorrect passphrase", "the passphrase is wrong", "Try again."),
    ("Bad passphrase", "the passphrase is wrong", "Try again."),
    ("agent refused operation", "the agent refused to use the key", "Unlock or confirm the key."),
    ("user.signingkey needs to be set", "no key was chosen", "Choose a key with --key."),
    (
        "either user.signingkey or gpg.ssh.defaultKeyCommand",
        "no key was chosen",
        "Choose a key with --key.",
    ),
    ("No secret key", "the private key is not here", "Choose another key, or bring this one."),
    ("No private key found", "no agent holds the key", "Start an agent, or forward yours (-A)."),
    (
        "Couldn't get agent socket",
        "no agent holds the key",
        "Start an agent, or forward yours (ssh -A).",
    ),
    ("device not found", "the security key is not plugged in", "Plug it in and try again."),
    ("Card not present", "the smartcard is not plugged in", "Plug it in and try again."),
    ("Inappropriate ioctl", "the passphrase can't be asked for here", "Add the key to an agent."),
    ("No pinentry", "no program to ask for the passphrase was found", "Install a pinentry."),
    ("Operation cancelled", "the passphrase was not given", "Try again."),
    ("Couldn't load public key", "the key can't be read", "Give the path of a key that exists."),
    ("No such file or directory", "the key can't be found", "Give the path of a key that exists."),
    ("Load key", "the key can't be read", "Give the path of a private key that you may read."),
    ("UNPROTECTED PRIVATE KEY", "the key's file is readable by others", "Run: chmod 600 KEY."),
    ("read_passphrase", "the passphrase could not be asked for", "Add the key to an agent."),
    ("No agent running", "gpg-agent could not be started", "Run: gpgconf --launch gpg-agent"),
    ("INV_SGNR", "the private key is not here", "Choose another key, or bring this one."),
    (
        "gpg failed to sign the data",  # all that git before 2.42 passes on
        "gpg could not sign with this key",
        "See that its private key is here ('gpg -K') and that gpg-agent can ask for it.",
    ),
    ("cannot run", "the signing program can't be run", "Install gnupg or openssh-client."),
)


def disk_trouble(error: OSError, what: str) -> CouldNotTell:
    """The sentence for an error of the file system.

    Args:
        error: What the system said.
        what: What can't be done, as the start of a sentence.
    """
    known = _DISK.get(error.errno or 0)
    reason = known[0] if known else (error.strerror or "of an unknown error")
    start = what[:1].upper() + what[1:]
    return CouldNotTell(f"{start}: {reason}.", hint=known[1] if known else "")


def git_trouble(done: Completed, what: str) -> CouldNotTell:
    """The sentence for a git process that could not write."""
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == -signal.SIGXFSZ:
        return disk_trouble(OSError(errno.EFBIG, os.strerror(errno.EFBIG)), what)
    for text, number in _SAID:
        if text in said:
            return disk_trouble(OSError(number, text), what)
    start = what[:1].upper() + what[1:]
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        return CouldNotTell(f"{start}: git was stopped by {name}.")
    return CouldNotTell(f"{start}: {done.complaint.rstrip('.') or 'git did not say why'}.")


def signing_trouble(done: Completed) -> CouldNotTell:
    """The sentence for a signature that could not be made."""
    said = done.stderr.decode("utf-8", "replace")
    for text, reason, hint in _SIGNING:
        if text.casefold() in said.casefold():
            return CouldNotTell(f"Signing failed: {reason}.", hint=hint)
    return git_trouble(done, "signing failed")
