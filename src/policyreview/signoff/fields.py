"""Reading hostile TOML field by field: each key asked for by name and type."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from policyreview.tomlread import TomlProblem, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Fields", "TomlProblem", "read_toml"]

_LONGEST_STRING = 64 * 1024


class Fields:
    """The keys of one table, taken one by one; :meth:`finish` refuses those nobody asked for."""

    __slots__ = ("_left", "_where")

    def __init__(self, table: Mapping[str, object], where: str) -> None:
        self._left = dict(table)
        self._where = where

    def _name(self, key: str) -> str:
        return f"{self._where}{key}"

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self._left

    def take(self, key: str) -> object | None:
        """The raw value, or None; the key counts as known."""
        return self._left.pop(key, None)

    def text(self, key: str, default: str | None = None) -> str:
        """A string of 1 to 65,536 characters."""
        value = self._left.pop(key, default)
        if not isinstance(value, str):
            raise TomlProblem(f"{self._name(key)} should be a string")
        if not value and default is None:
            raise TomlProblem(f"{self._name(key)} is empty")
        if len(value) > _LONGEST_STRING:
            raise TomlProblem(f"{self._name(key)} is longer than {_LONGEST_STRING} characters")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A string, None where the key is missing."""
        return self.text(key) if key in self._left else None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings without repeats, not empty."""
        value = self._left.pop(key, None)
        if value is None and default is not None:
            return default
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise TomlProblem(f"{self._name(key)} should be a list of strings")
        strings = tuple(str(item) for item in value)
        if len(set(strings)) != len(strings):
            raise TomlProblem(f"{self._name(key)} names one thing twice")
        if not all(strings):
            raise TomlProblem(f"{self._name(key)} holds an empty string")
        return strings

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number from 0 to 2**53."""
        value = self._left.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 2**53:
            raise TomlProblem(f"{self._name(key)} should be a whole number")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise TomlProblem(f"{self._name(key)} should be true or false")
        return value

    def day(self, key: str, default: date | None) -> date | None:
        """A TOML local date."""
        value = self._left.pop(key, default)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TomlProblem(f"{self._name(key)} should be a day such as 2026-12-01")
        return value

    def moment(self, key: str) -> datetime:
        """A TOML date and time with an offset, as UTC."""
        value = self._left.pop(key, None)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TomlProblem(f"{self._name(key)} should be a time such as 2026-12-01T09:30:00Z")
        try:
            return value.astimezone(UTC)
        except (OverflowError, ValueError):
            raise TomlProblem(f"{self._name(key)} is out of range") from None

    def hex(self, key: str, digits: int) -> str:
        """Exactly so many lowercase hex digits."""
        value = self.text(key)
        if len(value) != digits or not re.fullmatch(r"[0-9a-f]+", value):
            raise TomlProblem(f"{self._name(key)} should be {digits} lowercase hex digits")
        return value

    def hex_or_none(self, key: str, digits: int) -> str | None:
        """Hex digits, None where the key is missing."""
        return self.hex(key, digits) if key in self._left else None

    def oid(self, key: str) -> str:
        """The id of a git object: 40 or 64 lowercase hex digits."""
        value = self.text(key)
        if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", value):
            raise TomlProblem(f"{self._name(key)} should be the full id of a git object")
        return value

    def oid_or_none(self, key: str) -> str | None:
        """The id of a git object, None where the key is missing."""
        return self.oid(key) if key in self._left else None

    def table(self, key: str) -> Fields | None:
        """A table, None where the key is missing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise TomlProblem(f"{self._name(key)} should be a table")
        return Fields(value, f"{self._name(key)}.")

    def tables(self, key: str, most: int) -> list[Fields]:
        """An array of tables, empty where the key is missing."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise TomlProblem(f"{self._name(key)} should be tables, [[{key}]]")
        if len(value) > most:
            raise TomlProblem(f"it has {len(value)} [[{key}]] tables, more than the {most} allowed")
        return [
            Fields(item, f"{self._name(key)}[{number}].") for number, item in enumerate(value, 1)
        ]

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        if self._left:
            names = ", ".join(sorted(self._name(key)[:80] for key in list(self._left)[:5]))
            raise TomlProblem(f"it has a key that this format does not know: {names}")
