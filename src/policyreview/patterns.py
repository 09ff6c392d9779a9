"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import re


class _Later:
    """Stands for an expression; each method is fetched once."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> object:
        import re

        found: object = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """An expression for what few texts need: compiling takes milliseconds, and each start counts.

    Args:
        pattern: As for ``re.compile``.
        flags: As for ``re.compile``.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))
