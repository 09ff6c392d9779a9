"""The ``[[policy]]`` entries of ``policyreview.toml``: what discovery cannot know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyreview.library.globs import LONGEST, matches
from policyreview.tomlread import TomlProblem, read_toml

SETTINGS_PATH = "policyreview.toml"
_LARGEST = 1024 * 1024
_MOST_GLOBS = 200


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One text as an entry names it.

    Attributes:
        path: Path in the tree.
        language: BCP 47 tag; None leaves it to the content.
        lines: First and last line of the part; None for the whole file.
        half: The language of the half of the file that is meant; None for the whole file.
    """

    path: str
    language: str | None = None
    lines: tuple[int, int] | None = None
    half: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """One policy as an entry names it; what it leaves out is found as for any other."""

    id: str
    title: str | None = None
    prevailing: str | None = None
    texts: tuple[TextEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All entries.

    Attributes:
        policies: The entries with an id.
        ignored: Globs of paths that are no policies; ``**`` stands for any folders.
        problems: What is wrong in the file, one sentence each; the rest still holds.
        unread: The file is there, but its bytes can't be had.
    """

    policies: tuple[PolicyEntry, ...] = ()
    ignored: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unread: bool = False

    def ignores(self, path: str) -> bool:
        """Whether an ``ignore`` glob matches the path."""
        return any(matches(glob, path) for glob in self.ignored)


def parse_settings(data: bytes) -> Settings:
    """Read the entries. Never raises: what is wrong is said in ``problems``."""
    try:
        top = read_toml(data, largest=_LARGEST)
    except TomlProblem as why:
        return Settings(
            problems=(f"The [[policy]] entries of {SETTINGS_PATH} are not used: {why}.",)
        )
    raw = top.get("policy", [])
    if not isinstance(raw, list):
        return Settings(problems=(f"{SETTINGS_PATH}: 'policy' should be written as [[policy]].",))
    entries: list[PolicyEntry] = []
    ignored: list[str] = []
    problems: list[str] = []
    for number, one in enumerate(raw[:5000], 1):
        if not isinstance(one, dict):
            problems.append(f"{SETTINGS_PATH}: [[policy]] {number} is no table.")
            continue
        ignored.extend(_globs(one, number, problems)[: _MOST_GLOBS - len(ignored)])
        if "id" in one or "texts" in one:
            entry = _entry(one, number, problems)
            if entry is not None and entry.id in {known.id for known in entries}:
                problems.append(
                    f"{SETTINGS_PATH}: the id '{entry.id}' is given twice; the first holds."
                )
            elif entry is not None:
                entries.append(entry)
    return Settings(tuple(entries), tuple(ignored), tuple(problems))


def _globs(table: dict[str, Any], number: int, problems: list[str]) -> list[str]:
    raw = table.get("ignore", [])
    globs = [raw] if isinstance(raw, str) else raw
    if not isinstance(globs, list) or not all(
        isinstance(glob, str) and len(glob) <= LONGEST for glob in globs
    ):
        problems.append(
            f"{SETTINGS_PATH}: 'ignore' of [[policy]] {number} should be a list of globs."
        )
        return []
    return globs


def _entry(table: dict[str, Any], number: int, problems: list[str]) -> PolicyEntry | None:
    from policyreview.library.names import slug

    identity = table.get("id")
    if (
        not isinstance(identity, str)
        or not identity
        or slug(identity) != identity.lower().replace(".", "-")
    ):
        problems.append(
            f"{SETTINGS_PATH}: [[policy]] {number} needs an id of letters, digits and hyphens; it"
            f" is not used."
        )
        return None
    texts: list[TextEntry] = []
    raw = table.get("texts", [])
    for one in raw if isinstance(raw, list) else []:
        text = _text(one)
        if text is None:
            problems.append(
                f"{SETTINGS_PATH}: a text of the policy '{identity}' needs a path and perhaps"
                f" language, lines or half."
            )
        else:
            texts.append(text)
    return PolicyEntry(
        identity, _string(table.get("title")), _string(table.get("prevailing")), tuple(texts)
    )


def _text(raw: object) -> TextEntry | None:
    if isinstance(raw, str):
        raw = {"path": raw}
    if not isinstance(raw, dict) or not isinstance(raw.get("path"), str) or not raw["path"]:
        return None
    lines = raw.get("lines")
    span: tuple[int, int] | None = None
    if lines is not None:
        sound = (
            isinstance(lines, list) and len(lines) == 2 and all(type(one) is int for one in lines)
        )
        if not sound or not 1 <= lines[0] <= lines[1]:
            return None
        span = (lines[0], lines[1])
    return TextEntry(raw["path"], _string(raw.get("language")), span, _string(raw.get("half")))


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
