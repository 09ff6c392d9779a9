"""The one byte form of what is digested, canonical JSON behind a tag, and names for paths."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

_PLAIN = re.compile(rb"[A-Za-z0-9_.-]")
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,120}")
_LONGEST_COMPONENT = 120
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Json) -> bytes:
    """Write a value as JSON in the only way that is digested.

    Keys sorted by code point, no space between tokens, UTF-8 with only the escapes that JSON
    demands: for our ASCII keys and integers the same bytes as RFC 8785.

    Raises:
        WrongUse: A string is no Unicode text (a path that is not UTF-8).
    """
    text = _ENCODER.encode(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise WrongUse(
            "A path or name here is not valid UTF-8, so it cannot be signed for.",
            hint="Rename the file and commit it.",
        ) from None


def tagged_digest(tag: str, value: Json) -> str:
    """SHA-256 in lowercase hex over the tag, a line feed, and the canonical JSON of ``value``."""
    return hashlib.sha256(tag.encode("ascii") + b"\n" + canonical_json(value)).hexdigest()


@lru_cache(maxsize=8192)
def component(name: str) -> str:
    """Turn a policy id or version into one safe component of a path and of a ref name.

    ASCII letters, digits, ``_``, ``-`` and ``.`` stay; every other byte of the UTF-8 form is
    ``%XX``, and so is a dot at either end, a dot after a dot, and the dot of ``.lock`` (what
    ``git check-ref-format`` forbids). Above 120 characters the middle is cut for a digest.
    """
    if _SAFE.fullmatch(name):
        return name
    data = name.encode("utf-8", "surrogateescape")
    out: list[str] = []
    for index in range(len(data)):
        byte = data[index : index + 1]
        lonely = byte == b"." and (
            index in {0, len(data) - 1}
            or data[index - 1 : index] == b"."
            or data[index:].lower() == b".lock"
        )
        out.append(byte.decode("ascii") if _PLAIN.match(byte) and not lonely else f"%{byte[0]:02X}")
    whole = "".join(out)
    if len(whole) <= _LONGEST_COMPONENT:
        return whole
    return f"{whole[:80]}-{hashlib.sha256(data).hexdigest()[:32]}"
