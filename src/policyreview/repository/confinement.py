"""What a git process is given: its environment, made from nothing, and the settings that bind it.

What a repository's configuration could make git run is switched off on the command line, which
outranks every configuration file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Purpose = Literal["read", "own", "sign", "remote"]
"""What a process is for, which decides the environment and the configuration it sees.

``read``: objects; no configuration but the repository's own, which a shadow folder leaves empty.
``own``: refs, index and discovery; the user's configuration counts. ``sign``: also the user's
agents. ``remote``: also the user's ssh command and password helper.
"""

# What git itself needs. Everything else of the caller's environment stays behind.
_BASE = ("PATH", "HOME", "XDG_CONFIG_HOME", "LD_LIBRARY_PATH", "TMPDIR", "USER", "LOGNAME", "TZ")
# Which configuration files are the user's own, and where to stop looking for a repository.
_OWN = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
_SIGN = (
    *_OWN,
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "SSH_ASKPASS_REQUIRE",
    "SSH_SK_PROVIDER",
    "GNUPGHOME",
    "GPG_AGENT_INFO",
    "GPG_TTY",
    "PINENTRY_USER_DATA",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "TERM",
)
_REMOTE = (*_SIGN, "GIT_SSH_COMMAND", "GIT_SSH", "GIT_SSH_VARIANT", "GIT_ASKPASS")
_PASSED: dict[Purpose, tuple[str, ...]] = {
    "read": (),
    "own": _OWN,
    "sign": _SIGN,
    "remote": _REMOTE,
}

_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": "false",
    "GIT_ATTR_NOSYSTEM": "1",
    # Many records in one write: git writes each commit of a log by itself to a pipe otherwise.
    "GIT_FLUSH": "0",
}
LARGEST_UNPACKED = "65m"
"""Git ends rather than to unpack a larger object to look into it, such as a message of 256 MB."""

# What a repository's configuration could make git run or change in its output.
_CONFIG = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.alternateRefsCommand=true",
    "core.useReplaceRefs=false",
    "core.quotePath=false",
    # A commit-graph is a copy of parents and trees that nobody compares with the commits.
    "core.commitGraph=false",
    "core.warnAmbiguousRefs=true",
    "credential.helper=",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "diff.ignoreSubmodules=all",
    "protocol.allow=never",
    # Milliseconds to wait for the lock of a ref: a repository can say for ever.
    "core.filesRefLockTimeout=1000",
    "core.packedRefsTimeout=1000",
    "gc.auto=0",
    "maintenance.auto=false",
    "log.showSignature=false",
    "log.mailmap=false",
    "submodule.recurse=false",
    "advice.detachedHead=false",
)
SMALL = (
    "core.packedGitWindowSize=1m",
    "core.packedGitLimit=16m",
    "core.deltaBaseCacheLimit=16m",
)
"""Settings with which git takes little memory for a large pack; reading it costs no more."""
_FLAGS = tuple(part for setting in _CONFIG for part in ("-c", setting))
_PROTOCOLS = "file:git:http:https:ssh"
# The caller of a remote command adds the user's own ssh command and password helpers.
_REMOTE_FLAGS = tuple(
    part
    for setting in _CONFIG
    if setting not in {"protocol.allow=never", "core.sshCommand=false"}
    for part in ("-c", setting)
)


def flags(purpose: Purpose) -> tuple[str, ...]:
    """The options that switch off what a repository could make git run."""
    return _REMOTE_FLAGS if purpose == "remote" else _FLAGS


def safe_path() -> str:
    """PATH without relative folders, which could be the repository's own."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if folder.startswith(os.sep))


def environment(
    purpose: Purpose = "read", extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of a git process, made from nothing.

    Args:
        purpose: What the process is for.
        extra: Variables to add, such as ``GIT_INDEX_FILE``.
    """
    env = {name: os.environ[name] for name in (*_BASE, *_PASSED[purpose]) if name in os.environ}
    env["PATH"] = safe_path()
    env.update(_FIXED)
    if purpose == "read":
        env["GIT_CONFIG_GLOBAL"] = os.devnull
        env["GIT_CONFIG_NOSYSTEM"] = "1"
    if purpose == "remote":
        env["GIT_ALLOW_PROTOCOL"] = _PROTOCOLS
    else:
        env["GIT_ALLOC_LIMIT"] = LARGEST_UNPACKED
    if extra:
        env.update(extra)
    return env
