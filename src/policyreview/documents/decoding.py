"""Bytes to text and back without losing one of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.errors import Refused
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

Newline = Literal["\n", "\r\n", "\r", "mixed", ""]

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"PK\x03\x04",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_PROBE = 8192


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what is needed to write it back to the byte.

    Attributes:
        text: The code points, line ends as they stand, without the byte order mark.
        encoding: Python's name of the codec.
        errors: Python's name of the error handler that makes the codec lossless here.
        mark: The byte order mark as it stood, ``b""`` if there was none.
    """

    text: str
    encoding: str
    errors: str
    mark: bytes

    @property
    def bom(self) -> bool:
        """Whether the bytes began with a byte order mark."""
        return bool(self.mark)

    @property
    def newline(self) -> Newline:
        """The line end in use, ``mixed`` where there are several, ``""`` where there is none."""
        return newline_of(self.text)

    def encode(self, text: str | None = None) -> bytes:
        """Bytes of ``text`` (by default of the text itself) in the same encoding, mark included.

        Raises:
            Refused: The text holds a character that this encoding does not have.
        """
        try:
            return self.mark + (self.text if text is None else text).encode(
                self.encoding, self.errors
            )
        except UnicodeEncodeError as error:
            raise Refused(
                f"The text cannot be written back as {self.encoding}: "
                f"it holds U+{ord(error.object[error.start]):04X}, which that encoding does not"
                f" have.",
                hint="Save the file as UTF-8 first.",
            ) from error


def decode(data: bytes) -> Decoded:
    """Read bytes as text; ``decode(data).encode() == data`` holds for any bytes.

    UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8; EUC-KR, GB 18030, Big5, Shift JIS,
    EUC-JP and Windows-1251 where the bytes are plausibly in their languages; Windows-1252 and
    Latin-1; stray bytes become lone surrogates.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            decoded = _attempt(data[len(mark) :], encoding, _lossless_errors(encoding), mark)
            if decoded is not None:
                return decoded
    decoded = _attempt(data, "utf-8", "strict", b"")
    if decoded is not None:
        return decoded
    return _legacy(data)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a known file format, or many control characters.

    Fewer of them tell where the bytes are no UTF-8 either.

    A stray NUL in a text does not make it binary; UTF-16 and UTF-32 with a mark are text.
    """
    if data.startswith(_MAGIC):
        return True
    if data.startswith(_MARKS):
        return False
    head = data[:_PROBE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 10 > len(head):
        return True
    return controls * 40 > len(head) and "\ufffd" in head[:-4].decode("utf-8", "replace")


def encoding_change(old: str, new: str) -> str:
    """Say that a text is written in another encoding, ``""`` where it is not.

    Args:
        old: Python's name of the codec that it was written in, ``""`` for not known.
        new: That of the one it is written in now, likewise.
    """
    if old == new or not (old and new):
        return ""
    before, now = (_ENCODINGS.get(name, name.upper()) for name in (old, new))
    return f"The encoding changed from {before} to {now}."


_ENCODINGS = {
    "big5": "Big5",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "gb18030": "GB 18030",
    "latin-1": "Latin-1",
    "shift_jis": "Shift JIS",
    "utf-16-be": "UTF-16 (big endian)",
    "utf-16-le": "UTF-16 (little endian)",
}


def newline_of(text: str) -> Newline:
    """The line end that a text uses."""
    crlf = text.count("\r\n")
    found: list[Newline] = []
    if crlf:
        found.append("\r\n")
    if text.count("\n") > crlf:
        found.append("\n")
    if text.count("\r") > crlf:
        found.append("\r")
    if not found:
        return ""
    return found[0] if len(found) == 1 else "mixed"


def _lossless_errors(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def _attempt(data: bytes, encoding: str, errors: str, mark: bytes) -> Decoded | None:
    try:
        text = data.decode(encoding, errors)
        if encoding != "utf-8" and text.encode(encoding, errors) != data:
            return None
    except (UnicodeError, ValueError):
        return None
    return Decoded(text, encoding, errors, mark)


_CJK_PUNCTUATION = later("[\u3000-\u3002\u300a-\u300d\uff08\uff09\uff0c\uff1a\uff1b]")
_HAN = later("[\u4e00-\u9fa5]")


def _legacy(data: bytes) -> Decoded:
    """Bytes that are not UTF-8."""
    escaped = data.decode("utf-8", "surrogateescape")
    stray = sum(1 for char in escaped if "\udc80" <= char <= "\udcff")
    wide = sum(1 for char in escaped if char > "\x7f") - stray
    if wide > stray:  # UTF-8 with a damaged place
        return Decoded(escaped, "utf-8", "surrogateescape", b"")
    for encoding, plausible in _PLAUSIBLE:
        decoded = _attempt(data, encoding, "strict", b"")
        if decoded is not None and plausible(decoded.text):
            return decoded
    for encoding in ("cp1252", "latin-1"):
        decoded = _attempt(data, encoding, "strict", b"")
        if decoded is not None:
            return decoded
    return Decoded(escaped, "utf-8", "surrogateescape", b"")


def _plausible_chinese(text: str) -> bool:
    """Whether what decoded as Chinese is Chinese.

    Nearly all Han, with Chinese punctuation, in runs.
    """
    wide = sum(1 for char in text if char > "\x7f")
    han = len(_HAN.findall(text))
    marks = len(_CJK_PUNCTUATION.findall(text))
    return han >= 4 and marks > 0 and (han + marks) * 10 >= wide * 9


_HANGUL = later("[\uac00-\ud7a3]")
_KANA = later("[\u3041-\u3096\u30a1-\u30fa]")
_ODD_KANA = later("[\uff61-\uff9f]")
_CYRILLIC_WORD = later("[А-Яа-яЁё]?[а-яё]{2,}")


def _plausible_korean(text: str) -> bool:
    wide = sum(1 for char in text if char > "\x7f")
    return wide >= 4 and len(_HANGUL.findall(text)) * 100 >= wide * 85


def _plausible_japanese(text: str) -> bool:
    wide = sum(1 for char in text if char > "\x7f")
    kana = len(_KANA.findall(text))
    return kana >= 4 and kana * 5 >= wide and len(_ODD_KANA.findall(text)) * 20 <= wide


def _plausible_cyrillic(text: str) -> bool:
    """Whether nearly all that is not ASCII stands in Russian words, as none of an accent does."""
    wide = sum(1 for char in text if char > "\x7f")
    return wide >= 20 and sum(map(len, _CYRILLIC_WORD.findall(text))) * 100 >= wide * 85


_PLAUSIBLE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("euc-kr", _plausible_korean),
    ("gb18030", _plausible_chinese),
    ("big5", _plausible_chinese),
    ("shift_jis", _plausible_japanese),
    ("euc-jp", _plausible_japanese),
    ("cp1251", _plausible_cyrillic),
)
"""Encodings in the order in which they are tried, each with what its texts have to look like."""
