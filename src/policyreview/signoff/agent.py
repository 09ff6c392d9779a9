"""Ask an ssh-agent which keys it holds, over its socket (draft-miller-ssh-agent section 4.4)."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from policyreview.signoff.fields import TomlProblem
from policyreview.signoff.publickeys import SSH_TYPES, SshPublicKey
from policyreview.signoff.sshsig import SignatureProblem, public_key_parts

_REQUEST_IDENTITIES = b"\x00\x00\x00\x01\x0b"
_IDENTITIES_ANSWER = 12
_LARGEST_ANSWER = 1024 * 1024
_MOST_KEYS = 1000
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class AgentKeys:
    """What the agent said.

    Attributes:
        keys: Those that can sign here, in its order.
        problem: Why there are none, one sentence; ``""`` when the agent answered with some.
        hint: What to do about it.
    """

    keys: tuple[SshPublicKey, ...]
    problem: str = ""
    hint: str = ""


def agent_keys(path: str | None = None, *, seconds: float = SECONDS) -> AgentKeys:
    """List the keys of the agent at ``SSH_AUTH_SOCK``, within a time limit.

    Args:
        path: The socket; None: what the environment says.
        seconds: For the whole conversation.
    """
    path = os.environ.get("SSH_AUTH_SOCK") if path is None else path
    if not path:
        return AgentKeys(
            (),
            "No ssh-agent is running here (SSH_AUTH_SOCK is not set).",
            "Connect with 'ssh -A', or start one with 'eval $(ssh-agent)' and 'ssh-add'.",
        )
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
            channel.settimeout(seconds)
            channel.connect(path)
            channel.sendall(_REQUEST_IDENTITIES)
            length = int.from_bytes(_receive(channel, 4), "big")
            answer = _receive(channel, min(length, _LARGEST_ANSWER))
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return AgentKeys(
            (),
            f"The ssh-agent does not answer ({why}).",
            "Its session may have ended: connect again with 'ssh -A', or start a new agent.",
        )
    keys = _parse(answer)
    if keys:
        return AgentKeys(keys)
    return AgentKeys((), "The ssh-agent holds no key that can sign.", "Add one with 'ssh-add'.")


def _receive(channel: socket.socket, count: int) -> bytes:
    pieces = []
    while count:
        piece = channel.recv(min(count, 65536))
        if not piece:
            raise OSError("it hung up")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _parse(answer: bytes) -> tuple[SshPublicKey, ...]:
    """The keys of an identities answer; certificates and kinds that can't sign are passed over."""
    if len(answer) < 5 or answer[0] != _IDENTITIES_ANSWER:
        return ()
    count = min(int.from_bytes(answer[1:5], "big"), _MOST_KEYS)
    at, keys = 5, []
    for _ in range(count):
        fields = []
        for _ in range(2):
            length = int.from_bytes(answer[at : at + 4], "big")
            fields.append(answer[at + 4 : at + 4 + length])
            at += 4 + length
        if at > len(answer):
            break
        try:
            parts = public_key_parts(fields[0])
        except (SignatureProblem, TomlProblem):
            continue
        if parts.type in SSH_TYPES:
            keys.append(SshPublicKey(parts.type, fields[0], fields[1].decode("utf-8", "replace")))
    return tuple(keys)
