"""The values a text is read into: blocks, clauses, labels, language parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateMark

TextKind = Literal["markdown", "text", "html", "rst"]
BlockKind = Literal[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "tr",
    "code",
    "quote",
    "front",
    "comment",
    "attr",
    "rule",
]
HEADINGS: frozenset[str] = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""The block kinds that are headings."""

PROSE: frozenset[str] = HEADINGS | {"p", "li", "tr", "quote"}
"""The block kinds that hold words of the policy itself, as against markup.

Code and front matter.
"""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row, heading or piece of markup.

    Blocks stand in the order of the text and never overlap; between two of them stands only white
    space, or markup that holds no words (tags, underlines of headings belong to their block).

    Attributes:
        kind: What it is; ``attr`` is a kramdown attribute list, ``rule`` a horizontal line.
        start: First code point, the block's own marker (``##``, ``-``, ``1.``, ``>``) included.
        end: One past its last code point, the line end not included.
        first_line: Line of ``start``, from 1.
        last_line: Line of the last code point.
        text: The words without the marker, white space collapsed, hard-wrapped lines joined.
            Inline markup is kept as written in Markdown and reStructuredText, removed in HTML.
        body: Code point where the words begin, after the marker.
        depth: How deep a list item is nested, from 0; 0 for anything else.
        label: A list item's own number (``1.``, ``a)``) as it stands, else ``""``.
    """

    kind: BlockKind
    start: int
    end: int
    first_line: int
    last_line: int
    text: str
    body: int
    depth: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or headed part of a text. Clauses nest by ``level``.

    Attributes:
        number: The label as it is cited: ``2.1``, ``IV``, ``(a)``, ``1)``, ``第三条``;
            None if it has none.
        title: The heading, or the opening words of a clause that has a number but no heading.
        level: Depth from 1.
        line: Line where it begins, from 1.
        start: First code point of its label or heading.
        end: One past its last code point, sub-clauses included.
        headed: True where the title is a heading of its own or stands before the body on one line.
    """

    number: str | None
    title: str
    level: int
    line: int
    start: int
    end: int
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """A clause label parsed: ``3.2``, ``(a)``, ``IV.``, ``第三条``.

    Attributes:
        start: First code point in the string that was parsed.
        end: One past the label with its punctuation, the white space after it not included.
        kind: ``decimal``, ``roman``, ``letter``, ``han`` or, with a word, ``article``, ``chapter``,
            ``section``, ``part``.
        value: The numbers, outermost first: ``2.1.1`` is ``(2, 1, 1)``, ``(c)`` is ``(3,)``.
        shape: How it is written, digits and letters replaced: ``{}.``, ``({})``, ``第{}条``.
        number: As it is cited, closing full stop, comma and colon removed.
    """

    start: int
    end: int
    kind: str
    value: tuple[int, ...]
    shape: str
    number: str


@dataclass(frozen=True, slots=True)
class TextPart:
    """One language of a text: the whole file, one half of it, or every other block.

    Attributes:
        language: BCP 47 tag, ``und`` where it could not be told.
        first_line: First line of the part, from 1.
        last_line: Last line of the part, inclusive.
        start: First code point.
        end: One past the last code point.
        spans: The pieces ``[start, end)`` that are in this language, in order; one piece for a
            whole file or a half, many where two languages are interleaved. A heading in both
            languages is in the spans of both; a header above the halves is in nobody's.
        shown: The pieces that a reader of this language is shown and signs. Those of all parts
            together cover the file, each character once: what stands above the first part is
            with it, what is in no language or follows the last goes with the part before it, a
            heading in both with the first.
    """

    language: str
    first_line: int
    last_line: int
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    shown: tuple[tuple[int, int], ...]

    @property
    def interleaved(self) -> bool:
        """Whether the part shares its lines with another language."""
        return len(self.spans) > 1


@dataclass(frozen=True, slots=True)
class PrevailingMark:
    """A sentence that says which language binds.

    Attributes:
        value: A BCP 47 tag, or ``equal``.
        line: Line of the sentence, from 1.
        start: First code point of the words that say so.
        end: One past their last.
    """

    value: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text read: what it says about itself and how it is built. Nothing in it is changed.

    Attributes:
        text: The decoded text, line ends as they stand.
        kind: The markup it is read as.
        title: What it calls itself, ``""`` if nothing does.
        parts: Its languages, in order; one where it is monolingual, none where it is empty.
        blocks: All blocks.
        clauses: All clauses, in order.
        dates: The dates the policy states about itself, in order.
        version: The version label it carries, as written.
        version_span: Where that stands.
        prevailing: The language that binds, ``equal``, ``contradictory``, or None where it is
            silent.
        prevailing_marks: The sentences behind ``prevailing``.
        untranslated: Spans of notes that say a passage has not been translated.
        counterparts: What its front matter says about other languages: tag to page name.
        declared: The language that its front matter names, None where it names none.
    """

    text: str
    kind: TextKind
    title: str
    parts: tuple[TextPart, ...]
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    dates: tuple[DateMark, ...]
    version: str | None = None
    version_span: tuple[int, int] | None = None
    prevailing: str | None = None
    prevailing_marks: tuple[PrevailingMark, ...] = ()
    untranslated: tuple[tuple[int, int], ...] = ()
    counterparts: tuple[tuple[str, str], ...] = field(default=())
    declared: str | None = None

    @property
    def best_date(self) -> DateMark | None:
        """The date to show for the text: effective, else updated, else any other, else None."""
        for kinds in (("effective",), ("updated",), ("published",), ("version",)):
            for mark in self.dates:
                if mark.kind in kinds:
                    return mark
        return None
