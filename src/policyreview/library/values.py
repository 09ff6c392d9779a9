"""The values a library is made of: policies and their texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyText:
    """One language of a policy at one commit.

    A file, or the lines of a file that are in that language.

    Attributes:
        language: BCP 47 tag, ``und`` where it could not be told.
        path: Path in the tree, ``/`` between folders, bytes that are no UTF-8 as lone surrogates.
        blob: Object id of the file's bytes; of the link or the submodule's commit where it is one.
        mode: Git's mode: ``100644``, ``100755``, ``120000`` (symbolic link), ``160000``
            (submodule).
        lines: First and last line of the part, from 1; None where the text is the whole file.
        interleaved: True where the languages take turns within ``lines``.
        broken: Why the text cannot be read, one sentence; None where it can.
    """

    language: str
    path: str
    blob: str
    mode: str
    lines: tuple[int, int] | None = None
    interleaved: bool = False
    broken: str | None = None

    @property
    def is_file(self) -> bool:
        """Whether it stands in a file, and is no link or submodule."""
        return self.mode in {"100644", "100755", "100664"}


@dataclass(frozen=True, slots=True)
class Policy:
    """One agreement with one or more texts.

    Attributes:
        id: Short readable name, unique in the library and stable while the file names are.
        title: What the text calls itself; the id's words where it calls itself nothing.
        texts: Its languages, the prevailing one first where it is known.
        prevailing: The language that binds (a BCP 47 tag), ``equal``, ``contradictory``, or None
            where nothing says so.
        broken: Why the policy cannot be read or signed as it is, one sentence; None where it can.
    """

    id: str
    title: str
    texts: tuple[PolicyText, ...]
    prevailing: str | None = None
    broken: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of its texts, in their order."""
        return tuple(text.language for text in self.texts)

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of its texts, each once, in their order."""
        return tuple(dict.fromkeys(text.path for text in self.texts))

    def text(self, language: str) -> PolicyText | None:
        """The text in one language, or None."""
        return next((text for text in self.texts if text.language == language), None)
