"""Read the bytes of commits and tags, strictly and in linear time."""

from __future__ import annotations

import codecs
import re

from policyreview.errors import CouldNotTell
from policyreview.repository.differing import mode_of
from policyreview.repository.model import LATEST_TIME, Commit, Person, SignedCommit, Tag
from policyreview.repository.pointers import ObjectKind, is_oid

_SIGNATURES = ("gpgsig", "gpgsig-sha256")
_ARMOURS = (
    b"-----BEGIN PGP SIGNATURE-----",
    b"-----BEGIN PGP MESSAGE-----",
    b"-----BEGIN SSH SIGNATURE-----",
    b"-----BEGIN SIGNED MESSAGE-----",
)
_KINDS: dict[bytes, ObjectKind] = {
    b"commit": "commit",
    b"tree": "tree",
    b"blob": "blob",
    b"tag": "tag",
}
# Text encodings that commits are found in and that hold ASCII as it is. Others could be
# transformations, or fail on an odd number of bytes.
_ENCODINGS = ("utf8", "iso8859", "cp125", "gb", "big5", "euc", "shift", "koi8", "mac", "ascii")


# A commit just as git writes one that has a signature and nothing out of the ordinary.
_USUAL = re.compile(
    rb"tree ([0-9a-f]{40})\n(?:parent [0-9a-f]{40}\n){0,16}"
    rb"author [^\n]*\ncommitter [^\n]*\n"
    rb"(gpgsig ([^\n]*\n(?: [^\n]*\n)*+))\n"
)


def _malformed(kind: str, oid: str, why: str) -> CouldNotTell:
    return CouldNotTell(f"The {kind} {oid[:12]} is malformed: {why}.")


def _text(data: bytes, encoding: str = "utf-8") -> str:
    try:
        return data.decode(encoding, "surrogateescape")
    except UnicodeError:  # some encodings of many bytes refuse what can't be escaped
        return data.decode("utf-8", "surrogateescape")


def _encoding(value: bytes) -> str:
    """The Python name of a commit's encoding, UTF-8 where it is unknown."""
    try:
        name = codecs.lookup(value.decode("ascii")).name
    except (LookupError, UnicodeDecodeError, ValueError):
        return "utf-8"
    plain = name.replace("-", "").replace("_", "")
    return name if plain.startswith(_ENCODINGS) else "utf-8"


def _number(data: bytes, limit: int) -> tuple[int, bool]:
    """A decimal number of either sign held within ``limit``, and whether it was one."""
    sign = -1 if data[:1] == b"-" else 1
    digits = data[1:] if data[:1] in {b"-", b"+"} else data
    if not digits.isdigit() or not digits.isascii():
        return 0, False
    value = int(digits) if len(digits) <= 18 else limit + 1
    return sign * min(value, limit), value <= limit


def parse_person(value: bytes, encoding: str = "utf-8") -> Person:
    """Read ``Name <email> seconds +hhmm``; what is missing is empty and marked not sound."""
    before, opened, rest = value.partition(b"<")
    email, closed, stamp = rest.rpartition(b">")
    if not closed:
        email, stamp = rest, b""
    parts = stamp.split()
    sound = bool(opened and closed and len(parts) == 2 and b"<" not in email + stamp)
    seconds, good_time = _number(parts[0], LATEST_TIME) if parts else (0, False)
    zone, good_zone = _number(parts[1], 99_99) if len(parts) > 1 else (0, False)
    minutes = abs(zone) // 100 * 60 + abs(zone) % 100
    good_zone = good_zone and minutes < 24 * 60
    offset = (minutes if zone >= 0 else -minutes) if good_zone else 0
    return Person(
        _text(before.strip(), encoding),
        _text(email, encoding),
        max(seconds, 0),
        offset,
        sound and good_time and good_zone and seconds >= 0,
    )


def _headers(raw: bytes) -> tuple[list[tuple[bytes, bytes, bytes]], bytes] | None:
    """Each header as (name, unfolded value, its bytes), and the message; None if it can't be."""
    head, blank, message = raw.partition(b"\n\n")
    if not blank:
        if not raw.endswith(b"\n"):
            return None
        head = raw[:-1]
    if b"\0" in head:
        return None
    found: list[tuple[bytes, list[bytes], list[bytes]]] = []
    for line in head.split(b"\n"):
        if line.startswith(b" "):
            if not found:
                return None
            found[-1][1].append(line[1:])
            found[-1][2].append(line + b"\n")
            continue
        name, _, value = line.partition(b" ")
        if not name:
            return None
        found.append((name, [value], [line + b"\n"]))
    joined = [(name, b"\n".join(value), b"".join(lines)) for name, value, lines in found]
    return joined, message


def parse_commit(oid: str, raw: bytes, object_format: str = "sha1") -> Commit:
    """Read a commit's bytes.

    Args:
        oid: The commit's id, for the value and for messages.
        raw: The object's bytes as git stores them.
        object_format: ``sha1`` or ``sha256``, which decides which signature header counts.

    Raises:
        CouldNotTell: It does not have a commit's form: tree, parents, author, committer.
    """
    parsed = _headers(raw)
    if parsed is None:
        raise _malformed("commit", oid, "its headers can't be read")
    found, body = parsed
    names = [name for name, _, _ in found]
    parents = 0
    while parents + 1 < len(names) and names[parents + 1] == b"parent":
        parents += 1
    wanted = [b"tree", *[b"parent"] * parents, b"author", b"committer"]
    if names[: len(wanted)] != wanted or b"parent" in names[len(wanted) :]:
        raise _malformed("commit", oid, "its headers are not those of a commit")
    ids = [_text(value) for _, value, _ in found[: parents + 1]]
    if not all(is_oid(one) for one in ids):
        raise _malformed("commit", oid, "it names no whole object ids")
    encoding = next((_encoding(v) for n, v, _ in found if n == b"encoding"), "utf-8")
    counts = _SIGNATURES[1 if object_format == "sha256" else 0].encode()
    signature = next((value + b"\n" for name, value, _ in found if name == counts), None)
    signed = b"".join(
        lines for name, _, lines in found if name not in {b"gpgsig", b"gpgsig-sha256"}
    )
    rest = raw[sum(len(lines) for _, _, lines in found) :]
    return Commit(
        oid=oid,
        tree=ids[0],
        parents=tuple(ids[1:]),
        author=parse_person(found[parents + 1][1], encoding),
        committer=parse_person(found[parents + 2][1], encoding),
        message=_text(body, encoding),
        signature=signature,
        payload=signed + rest,
        headers=tuple((_text(name), value) for name, value, _ in found),
        raw=raw,
    )


def parse_signed(oid: str, raw: bytes, object_format: str = "sha1") -> SignedCommit:
    """Read what a commit's signature speaks of; see :func:`parse_commit`.

    Raises:
        CouldNotTell: It does not have a commit's form.
    """
    usual = _USUAL.match(raw) if object_format == "sha1" else None
    if usual is None or raw.find(b"\0", 0, usual.end()) >= 0:
        commit = parse_commit(oid, raw, object_format)
        return SignedCommit(
            commit.tree,
            commit.message,
            commit.signature,
            commit.payload,
            commit.signature_headers,
            bool(commit.parents),
        )
    start, end = usual.span(2)
    return SignedCommit(
        usual[1].decode("ascii"),
        _text(raw[usual.end() :]),
        usual[3].replace(b"\n ", b"\n"),
        raw[:start] + raw[end:],
        ("gpgsig",),
        raw.startswith(b"\nparent ", 45),  # after "tree " and forty digits
    )


def parse_tree(data: bytes, oid_size: int = 20) -> dict[bytes, tuple[str, str]]:
    """Read a tree's bytes: by name the mode, as git takes it, and the object's id.

    Args:
        data: The object's bytes as git stores them.
        oid_size: Bytes of an id, 20 for SHA-1 and 32 for SHA-256.

    Raises:
        ValueError: It does not have a tree's form.
    """
    found: dict[bytes, tuple[str, str]] = {}
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        mode = mode_of(data[at:space])
        at = end + 1 + oid_size
        found[data[space + 1 : end]] = (mode, data[end + 1 : at].hex())
    return found


def _signature_start(body: bytes) -> int:
    """Where the last armoured signature begins that starts a line; the length without one."""
    best = -1
    for armour in _ARMOURS:
        later = body.rfind(b"\n" + armour)
        best = max(best, later + 1 if later >= 0 else (0 if body.startswith(armour) else -1))
    return len(body) if best < 0 else best


def parse_tag(oid: str, raw: bytes) -> Tag:
    """Read an annotated tag's bytes.

    Raises:
        CouldNotTell: It does not have a tag's form: object, type, tag, tagger.
    """
    parsed = _headers(raw)
    if parsed is None:
        raise _malformed("tag", oid, "its headers can't be read")
    found, body = parsed
    names = [name for name, _, _ in found]
    if names[:3] != [b"object", b"type", b"tag"]:
        raise _malformed("tag", oid, "its headers are not those of a tag")
    target = _text(found[0][1])
    kind = _KINDS.get(found[1][1])
    if kind is None or not is_oid(target):
        raise _malformed("tag", oid, "it names no object")
    tagger = parse_person(found[3][1]) if names[3:4] == [b"tagger"] else None
    start = _signature_start(body)
    signed = len(raw) - len(body) + start
    return Tag(
        oid=oid,
        target=target,
        kind=kind,
        name=_text(found[2][1]),
        tagger=tagger,
        message=_text(body[:start]),
        signature=body[start:] or None,
        payload=raw[:signed],
        raw=raw,
    )
