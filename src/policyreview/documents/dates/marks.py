"""The dates that a policy states about itself.

The right lines, told from all other dates in a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import Found, find_dates, year_places
from policyreview.documents.dates.labels import (
    AFTER,
    ANY_LABEL,
    FILLERS,
    NEGATIVE,
    SELF,
    kind_of_following,
    kind_of_label,
)
from policyreview.documents.values import HEADINGS, Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.documents.lines import Lines

_LONGEST = 4000
"""Paragraphs longer than this state no date of their own; their ends are still looked at."""

_HEAD_LINES = 70
_TAIL_LINES = 30
_BARE_HEAD_BLOCKS = 9
_BARE_TAIL_BLOCKS = 3
_MASK = re.compile(
    r"<!--[^<>]{0,4000}-->|https?://[^\s<>)\]]+|\]\([^)\s]*\)|<[a-z/][^<>]{0,400}>|`[^`\n]{0,200}`|&[a-z]{2,8};|&#160;|\{:[^}]{0,200}\}",
    re.IGNORECASE | re.DOTALL,
)
_NBSP = ("&nbsp;", "&#160;")
"""Ways to write a no-break space, of one length."""
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CJK_FILLER = re.compile(
    "最后|最後|最近|最新|上次|本|隐私|隱私|政策|协议|協議|条款|條款|声明|聲明|用户|使用者|服务|服務|的|于|於|自|日期|日|时间|時間|版本|于|为|起|将|由|从"
    "|プライバシー|ポリシー|個人情報|保護|方針|利用|規約|最終|更新|改定|の|は|に|より|付|現在|효력|개인정보|처리방침|방침|이용|약관|최종|본|이|일자|날짜|부터|은|는|년|월|일"
    "|法律|文件|规范|規範|准则|準則|网站|網站|首次|初次|正式|开始|現行|公司|指引|版"
)
_SENTENCE = re.compile(
    r"(?<=[^\dXx_][.!?])\s+(?=[\"“(\[]?[A-ZÀ-ÞА-Я])|(?<=[。！？；])|(?<=다\.)\s+|<br ?/?>|\n"
)
_TITLE_YEAR = re.compile(
    r"(?<!\d)(?P<year>20[0-3]\d)\s+(?:terms|privacy|policy|user agreement|code of conduct|cookie)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands, as far as it matters for dates."""

    head: bool
    tail: bool
    bare: bool


def date_marks(text: str, blocks: Sequence[Block], lines: Lines, language: str) -> list[DateMark]:
    """All dates that the text states about itself, in order."""
    from policyreview.documents.dates.tables import history_marks

    words = [
        block
        for block in blocks
        if block.kind in {"p", "li", "tr", "quote"} or block.kind in HEADINGS
    ]
    hints = text[:20_000]
    marks: list[DateMark] = []
    dated = _dated(text, words)
    histories, used = history_marks(text, words, dated, language)
    listed = frozenset(dated)
    for number in dated:
        if number in used:
            continue
        block = words[number]
        before = _label_alone(words[number - 1].text) if number and number - 1 not in used else None
        place = _place(block, number, len(words), len(lines))
        if block.kind == "li" and _dated_beside(words, number, listed):
            place = replace(place, bare=False)
        marks.extend(_marks_of(text, block, place, language, hints, before, lines))
    marks.extend(histories)
    if not marks:
        marks.extend(_title_year(text, words))
    marks = _own(sorted(marks, key=lambda mark: mark.start), len(lines))
    if "datetime" in text:
        from policyreview.documents.dates.machine import machine_marks

        marks.extend(machine_marks(text, blocks, marks))
    return sorted(marks, key=lambda mark: mark.start)


def _dated(text: str, words: Sequence[Block]) -> list[int]:
    """Numbers of the blocks that hold anything like a year.

    One pass over the text, not one a block.
    """
    places = year_places(text)
    starts = [block.start for block in words] if places else []
    out: list[int] = []
    for place in places:
        number = bisect_right(starts, place) - 1
        if number >= 0 and place < words[number].end and (not out or out[-1] != number):
            out.append(number)
    return out


def _dated_beside(words: Sequence[Block], number: int, dated: frozenset[int]) -> bool:
    """Whether an item is one of several with dates: a list of versions that were."""
    return any(one in dated and words[one].kind == "li" for one in (number - 1, number + 1))


def _place(block: Block, number: int, count: int, line_count: int) -> _Place:
    return _Place(
        head=block.first_line <= _HEAD_LINES,
        tail=block.last_line > line_count - _TAIL_LINES,
        bare=number < _BARE_HEAD_BLOCKS or number >= count - _BARE_TAIL_BLOCKS,
    )


def mask(text: str) -> str:
    """The text with links' targets, tags, comments and code blanked, as long as before."""
    return _MASK.sub(
        lambda found: ("\u00a0" if found.group() in _NBSP else " ") * len(found.group()), text
    )


def _pieces(text: str, block: Block) -> Iterator[tuple[int, str]]:
    """The block's sentences with their positions; of a long paragraph only its ends."""
    spans = [(block.start, block.end)]
    if block.end - block.start > _LONGEST:
        spans = [(block.start, block.start + 400), (block.end - 400, block.end)]
    for start, end in spans:
        raw = mask(text[start:end])
        at = 0
        for cut in [*_SENTENCE.finditer(raw), None]:
            stop = len(raw) if cut is None else cut.start()
            if raw[at:stop].strip():
                yield start + at, raw[at:stop]
            at = len(raw) if cut is None else cut.end()


def _marks_of(  # noqa: PLR0917  (one step of one pass; all are its state)
    text: str,
    block: Block,
    place: _Place,
    language: str,
    hints: str,
    label_before: DateKind | None,
    lines: Lines,
) -> Iterator[DateMark]:
    said: DateKind | None = None
    for at, sentence in _pieces(text, block):
        if at > block.start:
            label_before = said
        said = _label_alone(sentence) if place.head or place.tail else None
        dates = find_dates(sentence, language=language, hints=hints, bare_years=True)
        before = 0
        for number, found in enumerate(dates):
            following = dates[number + 1].start if number + 1 < len(dates) else len(sentence)
            kind = _kind(sentence, before, found, following, block, place, label_before)
            if found.precision != "year":
                before = found.end
            if kind is None:
                continue
            line = lines.at(at + found.start)
            evidence = text[lines.starts[line - 1] : lines.ends[line - 1]].strip()
            start, end = at + found.start, at + found.end
            yield DateMark(
                kind,
                found.date,
                found.precision,
                line,
                start,
                end,
                evidence,
                _as_written(found.form, text[start:end]),
                found.certain,
            )


def _as_written(form: str, raw: str) -> str:
    """A form found in masked text, with the no-break spaces as the text has them."""
    for entity in _NBSP:
        if entity in raw:
            return form.replace("\u00a0" * len(entity), entity)
    return form


def _kind(  # noqa: PLR0917  (one step of one pass; all are its state)
    sentence: str,
    before: int,
    found: Found,
    following: int,
    block: Block,
    place: _Place,
    label_before: DateKind | None,
) -> DateKind | None:
    """What the date is to the policy, None if it is not its own."""
    lead, trail = sentence[before : found.start], sentence[found.end : following]
    if NEGATIVE.search(lead[-80:]) or (block.kind == "tr" and sentence.count("|") > 3):
        return None
    ranged = _RANGE.fullmatch(lead if before else trail) is not None
    if ranged and (before or kind_of_label(lead[-90:]) is None):
        return None  # a period that an older version was in force, or something lasted
    after = AFTER.match(trail)
    if after is not None and following < len(sentence) and after["word"].isascii():
        after = None  # the word is the next date's
    if after is not None and len(_letters(lead)) <= 60:
        rest = trail[after.end() :]
        if _is_label_line(lead, rest) or SELF.search(lead):
            return kind_of_following(after["word"])
    kind = kind_of_label(lead[-90:])
    if found.precision == "year" and (
        kind is None or kind == "published" or not re.search(r"[:：]\W*$", lead)
    ):
        return None
    if kind is None:
        alone = not _residue(lead) and not _residue(trail)
        if alone and label_before is not None:
            return label_before
        return (
            "published"
            if (alone or (_residue(trail) == "" and _PLACE.fullmatch(lead)))
            and place.bare
            and found.precision != "year"
            and len(lead) < 60
            else None
        )
    return kind if _accepted(sentence, lead, trail, kind, place) else None


def _accepted(sentence: str, lead: str, trail: str, kind: DateKind, place: _Place) -> bool:
    middle = not (place.head or place.tail)
    if middle and (
        kind in {"published", "version"} or (kind == "effective" and _IN_PASSING.search(lead))
    ):
        return False
    ends = _ends(trail)
    if re.search(r"[:：](?:[\s*_|\u00a0]|\*\*)*$", lead) and ends and len(lead) <= 160:
        return _labelled_close(lead)
    if _is_label_line(lead, trail):
        return kind != "published" or place.bare or place.head
    if kind == "published" or not _labelled_close(lead):
        return False
    said = SELF.search(sentence) if ends else _AND.match(trail) and SELF.search(lead)
    return said is not None


_IN_PASSING = re.compile(
    r"(?:(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbecomes )(?<!\bbe )effective(?! date)(?:[ \t]+(?:as of"  # noqa: E501
    r"|from|on))?"
    r"|\b(?:section|clause|paragraph|requirement|amendment|change)s?\b.{0,40})[\s*_]*$",
    re.IGNORECASE,
)
"""In the middle of a text.

The date of a rule in it (``Effective 2020-09-30:``), not of the text.
"""


_RANGE = re.compile(r"[ \t.\u00a0]*[~〜～∼–—-][ \t\u00a0]*")
_AND = re.compile(r",?[ \t]+(?:and|und|et|y|e|en)\b")
_GOES_ON = re.compile(
    r",[ \t]*(?:these|this|our)\b.{0,30}(?:polic|terms|notice|agreement|statement)"
    r"|[ \t]*and for (?:existing|current|all other)|to (?:the )?present\b|bis auf weiteres"
    r"|,?[ \t]*(?:(?:and|und|et|y|e|en)[ \t]+)?(?:will |shall )?"
    r"(?:replac|supersed|ersetz|remplac|reemplaz|sustitu|sostitu|substitu|vervang|заменя)",
    re.IGNORECASE,
)
"""What a sentence may say after its date: that older versions end."""
_PLACE = re.compile(
    r"[\s*_>]*(?:г\.\s*)?[^\W\d_a-zà-ÿа-я][\w'’.-]+"
    r"(?:[ -](?:[^\W\d_a-zà-ÿа-я][\w'’.-]+|de|da|do|la|am|an der|im|upon|on|sur)){0,3}"
    r",\s*(?:(?:den|am|le|el|il|lì|li|a)\s+)?"
)
"""The place before the day at the end of a text: ``Berlin, den``."""


def _labelled_close(lead: str) -> bool:
    """Whether the label stands near the date, not at the far end of a sentence."""
    ends = [found.end() for found in ANY_LABEL.finditer(lead)]
    return bool(ends) and len(lead) - ends[-1] <= 70


def _ends(trail: str) -> bool:
    """Whether the line, or the statement about the date, ends after the date."""
    if trail.lstrip(" \t*_~\u00a0\u202f")[:1] in {"|", "["}:
        return True
    rest = trail.strip(" \t*_~|>\u00a0\u202f")
    if _GOES_ON.match(rest) or (rest[:2] == "- " and trail[:1].isspace()):
        return True
    if not rest or rest[0] in ".。;；|·•–—(（<)）!\n\\":
        return True
    if rest[:6].lower() in {"года.", "года", "г.", "г"} or re.match(
        r"(?:года|г\.)?[*_\s.]*$", rest
    ):
        return True
    return bool(ANY_LABEL.match(rest)) or len(_letters(rest)) <= 6


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def _residue(text: str) -> str:
    """The letters that are left when labels and fillers are taken out."""
    rest = ANY_LABEL.sub(" ", text)
    if _CJK.search(rest):
        rest = _CJK_FILLER.sub("", rest)
    return "".join(word for word in _WORD.findall(rest) if word.lower() not in FILLERS)


def _is_label_line(lead: str, trail: str) -> bool:
    """Whether the line says nothing but the date: its label, perhaps the policy's name."""
    rest = _residue(lead[-120:])
    limit = 8 if _CJK.search(rest) else 24
    return len(lead) <= 120 and len(rest) <= limit and (_ends(trail) or not _residue(trail[:80]))


def _label_alone(words: str) -> DateKind | None:
    """The kind that a block or line names which is nothing but a label: ``Last updated``."""
    if len(words) > 60 or any(char.isdigit() for char in words):
        return None
    kind = kind_of_label(words)
    return kind if kind in {"effective", "updated", "review"} and not _residue(words) else None


def _title_year(text: str, words: Sequence[Block]) -> Iterator[DateMark]:
    """A year in the title: ``2023 Terms of Use``; ``Privacy Policy 2023`` only as a whole line."""
    for block in words[:4]:
        raw = text[block.start : block.end][:200]
        if "20" not in raw:
            continue
        raw = mask(raw)
        found = _TITLE_YEAR.search(raw)
        if found is not None and len(_letters(raw)) <= 60:
            start, end = found.span("year")
            yield DateMark(
                "published",
                found["year"],
                "year",
                block.first_line,
                block.start + start,
                block.start + end,
                block.text,
                "{Y}",
            )
            return


def _own(marks: list[DateMark], line_count: int) -> list[DateMark]:
    """Of each kind the date that counts, at every place that states it.

    Of dates of one kind that stand together the newest counts, else the first in the text. A later
    place with another date belongs to a supplement and is left out, unless it closes the text.
    """
    kept: list[DateMark] = []
    for kind in dict.fromkeys(mark.kind for mark in marks):
        same = [mark for mark in marks if mark.kind == kind]
        group = [same[0]]
        for mark in same[1:]:
            if mark.line - group[-1].line <= 3:
                group.append(mark)
        first = (
            max(group, key=lambda mark: mark.date) if kind in {"updated", "published"} else group[0]
        )
        kept.extend(
            mark
            for mark in same
            if mark.date == first.date or (mark not in group and mark.line > line_count - 6)
        )
    labelled = {(mark.start, mark.end) for mark in kept}
    return [mark for mark in marks if (mark.start, mark.end) in labelled and mark in kept]
