"""Writing TOML of one flat shape: plain keys, then arrays of tables; always the same bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

TomlValue: TypeAlias = "str | int | bool | date | datetime | Sequence[str] | None"
TomlTable: TypeAlias = "dict[str, TomlValue]"

_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def dump_toml(table: TomlTable, tables: dict[str, list[TomlTable]]) -> bytes:
    """Write ``table`` and then each array of tables; keys whose value is None are left out.

    tomlkit keeps what people wrote in a charter; a record is written once, by us, and read by
    programs of others: here the same values always give the same bytes.
    """
    parts = [_lines(table)]
    for name, rows in tables.items():
        parts.extend(f"[[{name}]]\n{_lines(row)}" for row in rows)
    return "\n".join(parts).encode("utf-8")


def _lines(table: TomlTable) -> str:
    return "".join(
        f"{key} = {_value(value)}\n" for key, value in table.items() if value is not None
    )


def _value(value: TomlValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(quoted(item) for item in value or ()) + "]"


def quoted(text: str) -> str:
    """A TOML basic string: controls, bidi marks and other invisible characters escaped."""
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # a byte that was no UTF-8: TOML cannot hold it
        return "\ufffd"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
