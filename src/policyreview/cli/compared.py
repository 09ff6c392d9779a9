"""Two revisions of one text compared, and how that is written: as text, as JSON, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.redline_text import At
    from policyreview.redline import Redline, Span


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions of one text.

    Attributes:
        heading: What it is called in the output.
        language: BCP 47 tag.
        redline: The comparison.
        old: Tells a position's line in the older file.
        new: The same of the newer one.
        encodings: What both files are written in, by Python's names; ``""`` for not known.
    """

    heading: str
    language: str
    redline: Redline
    old: At
    new: At
    encodings: tuple[str, str]

    @property
    def recoded(self) -> str:
        """Says that the file is written in another encoding; ``""`` where it is not."""
        from policyreview.documents import encoding_change

        return encoding_change(*self.encodings)

    @property
    def differs(self) -> bool:
        """Whether the files are not the same to the byte."""
        return bool(self.recoded) or self.redline.old != self.redline.new

    @property
    def sentence(self) -> str:
        """How much changed."""
        if self.redline.old == self.redline.new and self.recoded:
            return self.recoded
        return f"{self.redline.summary.sentence()} {self.recoded}".rstrip()

    def as_json(self) -> dict[str, object]:
        """The comparison for scripts (``docs/json.md``)."""
        out: dict[str, object] = {"language": self.language, "blocks": self._blocks()}
        if self.recoded:
            out["encoding"] = {"old": self.encodings[0], "new": self.encodings[1]}
        return out

    def write(self, printer: Printer, *, spaces: bool, stat: bool) -> None:
        """Write it for people: how much changed, then what.

        Args:
            printer: Where to.
            spaces: All changes of white space are shown, by signs.
            stat: Only what happened to each clause.
        """
        from policyreview.cli.printer import Styled
        from policyreview.cli.redline_text import write, write_stat

        printer.line(Styled(self.heading, "bold"), ": ", self.sentence)
        if stat:
            write_stat(printer, self.redline)
        else:
            write(printer, self.redline, self.old, self.new, spaces=spaces)

    def _blocks(self) -> list[dict[str, object]]:
        def side(span: Span | None, lines: At) -> dict[str, object] | None:
            return None if span is None else {"span": list(span), "line": lines.at(span[0])}

        return [
            {
                "change": block.change,
                "old": side(block.old, self.old),
                "new": side(block.new, self.new),
                "tokens": block.tokens,
            }
            for block in self.redline.blocks
        ]


def of_bytes(heading: str, old: tuple[str, bytes], new: tuple[str, bytes]) -> Compared:
    """Compare two files.

    Args:
        heading: What they are called in the output.
        old: The older one's name and its bytes.
        new: The newer one's.

    Raises:
        WrongUse: One of them is no text.
    """
    from policyreview.cli.files import as_text
    from policyreview.documents import lines_of
    from policyreview.documents.languages import language_of_text
    from policyreview.redline import compare

    left, right = as_text(old[1], old[0]), as_text(new[1], new[0])
    return Compared(
        heading,
        language_of_text(right.text or left.text),
        compare(left.text, right.text),
        lines_of(left.text),
        lines_of(right.text),
        (left.encoding, right.encoding),
    )
