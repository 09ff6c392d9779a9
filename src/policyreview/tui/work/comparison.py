"""What the Review shows: two revisions, one or two languages, five ways to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from policyreview.tui.columns.model import Source
from policyreview.tui.sources import Both, Folded, OneColumn, Parallel, Reading, TwoColumns
from policyreview.tui.sources.both import Half
from policyreview.tui.sources.clausewise import Clausewise
from policyreview.tui.sources.headings import Headings
from policyreview.tui.work.findings import too_long
from policyreview.tui.work.unseen import of_files

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policyreview.redline import Redline
    from policyreview.redline.model import Span
    from policyreview.tui.sources.redlines import Manner
    from policyreview.tui.work import texts
    from policyreview.tui.work.alignment import Aligned
    from policyreview.tui.work.outlining import Heading


_UNASKED = 400_000
"""Code points of two languages that are paired unasked, which takes some seconds."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of looking."""

    name: str
    command: str


MODES = (
    Mode("read", "mode.read"),
    Mode("columns", "mode.columns"),
    Mode("redline", "mode.redline"),
    Mode("languages", "mode.parallel"),
    Mode("both", "mode.both"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two revisions that are looked at; None where there is no older one."""

    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that one look at a policy needs.

    Attributes:
        old: The language's text in the older revision, None where there is none.
        new: In the newer.
        redline: Their comparison.
        outline: The newer text's clauses.
        other_old: The other language's text in the older revision.
        other_new: In the newer; None where the policy has one language.
        other_redline: The comparison of these two.
        whole: Whether the other language has been read, where there is one.
    """

    old: texts.TextAt | None
    new: texts.TextAt
    redline: Redline | None
    outline: tuple[Heading, ...]
    other_old: texts.TextAt | None = None
    other_new: texts.TextAt | None = None
    other_redline: Redline | None = None
    whole: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two revisions' texts differ."""
        return self.old is not None and self.old.text != self.new.text

    @property
    def of_files(self) -> list[str]:
        """What happened to the file's byte order mark and its encoding, in sentences."""
        return of_files(self.old, self.new) if self.old is not None else []

    @property
    def has_other(self) -> bool:
        """Whether the newer revision has the other language."""
        return self.other_new is not None and self.other_new.exists

    @property
    def has_clauses(self) -> bool:
        """Whether either revision's text is parted into clauses."""
        return bool(self.new.clauses or (self.old is not None and self.old.clauses))

    @property
    def aligns_at_once(self) -> bool:
        """Whether the two languages are short enough to be paired before anybody asks."""
        other = self.other_new
        return other is None or len(self.new.text) + len(other.text) <= _UNASKED

    @property
    def unchecked(self) -> bool:
        """Whether a text is too long to be checked here."""
        return any(text is not None and too_long(text) for text in (self.new, self.other_new))

    @property
    def coarse(self) -> bool:
        """Whether some part was compared in larger pieces than words."""
        return self.redline is not None and self.redline.coarse


class Comparing(Source, Protocol):
    """A source that knows which of its rows show a change."""

    def is_changed(self, index: int) -> bool:
        """Whether the row shows a change."""
        ...


def source_of(
    comparison: Comparison,
    mode: int,
    heads: tuple[str, ...],
    aligned: Aligned | None = None,
    manner: Manner | None = None,
) -> Comparing:
    """The rows of one way of looking.

    Args:
        comparison: What is looked at.
        mode: 1 to 5.
        heads: What stands above the columns.
        aligned: The two languages paired, for modes 4 and 5.
        manner: How a redline is shown.
    """
    new = comparison.new
    if mode in {2, 3} and comparison.redline is not None:
        old = comparison.old or new
        headings = (_headings(old), _headings(new))
        kind = TwoColumns if mode == 2 else OneColumn
        return kind(comparison.redline, heads, headings, _Where(old, new), manner)
    other = comparison.other_new
    if mode in {4, 5} and other is not None and aligned is not None:
        pair = (heads[0], heads[-1])
        above = (_headings(new), _headings(other))
        redlines = (comparison.redline, comparison.other_redline)
        if mode == 4 or redlines[0] is None or redlines[1] is None:
            return Parallel(aligned, above, pair)
        return Both(
            aligned,
            Half(new.language, redlines[0], aligned.source, above[0]),
            Half(other.language, redlines[1], aligned.target, above[1]),
            pair,
        )
    return Reading(str(new.text), heads[0], _headings(new))


def folded_by(
    comparison: Comparison,
    plain: Comparing,
    source: Source,
    also: Collection[int],
    opened: Collection[range],
    *,
    whole: bool,
) -> Folded:
    """A source of mode 2, 3 or 5 with what did not change folded.

    Args:
        comparison: What is looked at.
        plain: Its rows.
        source: The same rows, with marks on them.
        also: Rows without a change that are shown all the same.
        opened: Rows that were unfolded.
        whole: Clauses with a change are shown whole. A clause of which only the number is another
            is none: its heading is shown.
    """
    changed = {row for row in range(len(plain)) if plain.is_changed(row)}
    clauses: Sequence[int] = ()
    if whole and comparison.has_clauses:
        old = comparison.old.clauses if comparison.old is not None else ()
        clausewise = Clausewise(plain, comparison.new.clauses, old)
        clauses = clausewise.starts
        changed |= clausewise.whole(changed - plain.changes.said("renumbered"))
        changed |= clausewise.headings(also)
    return Folded(source, sorted(changed | set(also)), opened, clauses)


def rough_source(redline: Redline, mode: int, heads: tuple[str, ...]) -> Comparing:
    """The rows of two texts that have only been compared line by line, in mode 2 or 3."""
    kind = TwoColumns if mode == 2 else OneColumn
    return kind(redline, heads, (Headings(), Headings()), lambda _span, _in_old: "")


def _headings(text: texts.TextAt) -> Headings:
    return Headings(text.clauses, text.headings)


class _Where:
    """Tells where a passage of the older or newer text stands, by its clauses."""

    def __init__(self, old: texts.TextAt, new: texts.TextAt) -> None:
        self._texts = (new, old)

    def __call__(self, span: Span, in_old: bool) -> str:
        """``clause 3``, ``behind 'Fees'``; the line where there are no clauses."""
        from policyreview.documents.naming import cited, telling_where
        from policyreview.redline.showing import first_word
        from policyreview.terminal import clip, safe

        text = self._texts[int(in_old)]
        place = first_word(text.text, span)
        clause, behind = telling_where(text.clauses, place)
        if clause is None:
            line = text.text[:place].count("\n") + 1
            return f"line {line}"
        number = clause.number
        name = safe(cited(number)) if number else f"'{clip(safe(clause.title), 40)}'"
        return f"behind {name}" if behind else name
