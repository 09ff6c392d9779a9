"""Reads the texts of a repository, and remembers the last few: whole, or as they are built."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.documents import Document
    from policyreview.library.apart import Apart
    from policyreview.library.values import Policy, PolicyText
    from policyreview.repository import Repository

_KEPT = 2_000_000
"""Code points of the documents that are remembered; the last one is, however long it is."""
_KEPT_APART = 16


class TextReader:
    """The texts of a repository. ``Library``, which hands them on, says what each method gives.

    Args:
        repository: The repository.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._documents: OrderedDict[tuple[str, str, str], Document] = OrderedDict()
        self._apart: OrderedDict[PolicyText, Apart] = OrderedDict()

    def another(self) -> TextReader:
        """A reader for another commit: it has the long texts in common, and its own documents."""
        other = TextReader(self._repository)
        other._apart = self._apart
        return other

    def data(self, text: PolicyText) -> bytes:
        """The bytes of a text's file."""
        from policyreview.library.facts import LARGEST

        return self._repository.blob(text.blob, limit=LARGEST)

    def data_beside(self, text: PolicyText) -> bytes:
        """The bytes of a text's file, for another thread."""
        from policyreview.library.facts import LARGEST

        return self._repository.blob_beside(text.blob, limit=LARGEST)

    def document(self, text: PolicyText) -> Document:
        """A text's file, read whole."""
        from policyreview.library.apart import document_of

        if text.broken and not (text.is_file and text.blob):
            raise WrongUse(text.broken)
        key = (text.blob, text.path, text.language if text.lines is None else "")
        if key in self._documents:
            self._documents.move_to_end(key)
            return self._documents[key]
        data = self.data(text)
        if text.broken:
            raise WrongUse(text.broken)
        document = document_of(data, text)
        self._documents[key] = document
        kept = sum(len(each.text) for each in self._documents.values())
        while kept > _KEPT and len(self._documents) > 1:
            kept -= len(self._documents.popitem(last=False)[1].text)
        return document

    def forget_documents(self) -> None:
        """Let go of the documents."""
        self._documents.clear()

    def apart(self, policy: Policy, text: PolicyText) -> Apart:
        """A text as it is built, for keeping."""
        from policyreview.library.apart import APART_LONG, apart_of, beside, read_apart

        if text.broken:
            raise WrongUse(text.broken)
        data = self.data(text)
        if len(data) < APART_LONG:
            return apart_of(self.document(text), text)
        if text not in self._apart:
            from policyreview import aside

            texts = beside(policy, text)
            self.keep_apart(zip(texts, aside.call(read_apart, data, texts), strict=True))
        return self._apart[text]

    def known_apart(self, text: PolicyText) -> Apart | None:
        """A long text as it is built, where it has been taken apart already."""
        return self._apart.get(text)

    def keep_apart(self, read: Iterable[tuple[PolicyText, Apart]]) -> None:
        """Keep how long texts are built; the last few are."""
        self._apart.update(read)
        while len(self._apart) > _KEPT_APART:
            self._apart.popitem(last=False)
