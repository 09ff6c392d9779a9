"""What a date is to the policy, by the words around it, or that it is another thing's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.documents.dates.labels import (
    AFTER,
    ANY_LABEL,
    FILLERS,
    NAMED,
    NEGATIVE,
    SELF,
    TOLD,
    kind_of_following,
    kind_of_label,
)
from policyreview.documents.dates.periods import is_part
from policyreview.patterns import later

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateKind
    from policyreview.documents.dates.found import Found
    from policyreview.documents.values import Block

_WORD = re.compile(r"[^\W\d_]+")
_CJK = later("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CJK_FILLER = later(
    "最后|最後|最近|最新|上次|本|隐私|隱私|政策|协议|協議|条款|條款|声明|聲明|用户|使用者|服务|服務|的|于|於|自|日期|日|时间|時間|版本|于|为|起|将|由|从"
    "|プライバシー|ポリシー|個人情報|保護|方針|利用|規約|最終|更新|改定|の|は|に|より|付|現在|효력|개인정보|처리방침|방침|이용|약관|최종|본|이|일자|날짜|부터|은|는|년|월|일"
    "|法律|文件|规范|規範|准则|準則|网站|網站|首次|初次|正式|开始|現行|公司|指引|版"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands, as far as it matters for dates."""

    head: bool
    tail: bool
    bare: bool


def kind_at(  # noqa: PLR0917  (one step of one pass; all are its state)
    sentence: str,
    before: int,
    found: Found,
    following: int,
    block: Block,
    place: Place,
    before_it: DateKind | None,
) -> DateKind | None:
    """What the date is to the policy, None if it is not its own."""
    lead, trail = sentence[before : found.start], sentence[found.end : following]
    if _anothers(sentence, before, found) or (block.kind == "tr" and sentence.count("|") > 3):
        return None
    if "{YY}" in found.form and _is_number(lead, trail):
        return None
    if before and (said := AFTER.match(lead)) and not said["word"].isascii():
        lead = lead[said.end() :]  # what the date before it is, not this one
    ranged = _RANGE.fullmatch(lead if before else trail) is not None
    if ranged and (before or kind_of_label(lead[-90:]) is None):
        return None  # a period that an older version was in force, or something lasted
    after = AFTER.match(trail)
    nexts = after is not None and after["word"].isascii() and not residue(trail[after.end() :])
    if nexts and following < len(sentence):
        after = None  # the word is the next date's
    if after is not None and len(letters_of(lead)) <= 60:
        rest = trail[after.end() :]
        if (_is_label_line(lead, rest) or SELF.search(lead)) and not _tells(sentence, lead):
            return kind_of_following(after["word"])
    kind = kind_of_label(lead.rpartition("|")[2][-90:]) or kind_of_label(lead[-90:])
    if found.precision == "year" and (
        kind is None or kind == "published" or not re.search(r"[:：]\W*$", lead)
    ):
        return None
    if found.precision == "year" and is_part(sentence, found.start, found.end):
        return None
    if kind is None and before:
        return None
    if kind is None:
        alone = not residue(lead) and not residue(trail)
        if alone and before_it is not None:
            return before_it
        if not (alone or (residue(trail) == "" and _PLACE.fullmatch(lead))):
            return None
        told = kind_of_label(trail) if following == len(sentence) else None
        bare = place.bare and found.precision != "year" and len(lead) < 60
        return (told if told in {"effective", "updated"} else "published") if bare else None
    return kind if _accepted(sentence, lead, trail, kind, place) else None


def _is_number(lead: str, trail: str) -> bool:
    """Whether ``3.7.12`` is a clause's or a version's number rather than a day in figures."""
    return (not letters_of(lead) and bool(letters_of(trail))) or _NUMBER_OF.search(lead) is not None


_NUMBER_OF = later(
    r"(?:sections?|clauses?|articles?|paragraphs?|sec\.|art\.|§+|versions?|\bv|release|ziffer"
    r"|abschnitt|versión|versão|versione|версия|版本号?|版本號?|バージョン|버전)[\s:：.]*$",
    re.IGNORECASE,
)


def _anothers(sentence: str, before: int, found: Found) -> bool:
    """Whether the words before a date, or before the one it follows at once, make it another's."""
    lead = sentence[before : found.start]
    if before and len(letters_of(lead)) <= _CONNECTS:
        lead = sentence[: found.start]
    return NEGATIVE.search(lead[-80:]) is not None


_CONNECTS = 4
"""Letters of what only joins two dates: ``and``, ``, de``."""


def _tells(sentence: str, lead: str) -> bool:
    """Whether the words before a date tell what happened to another thing than the policy."""
    return (
        TOLD.search(lead) is not None
        and not all(TOLD.fullmatch(word) for word in _residual(lead))
        and not (NAMED.search(lead) or SELF.search(sentence))
    )


def _accepted(sentence: str, lead: str, trail: str, kind: DateKind, place: Place) -> bool:
    middle = not (place.head or place.tail)
    if middle and (
        kind in {"published", "version"} or (kind == "effective" and _IN_PASSING.search(lead))
    ):
        return False
    if _tells(sentence, lead) or (kind == "version" and residue(_behind_label(lead))):
        return False
    ends = _ends(trail)
    if re.search(r"[:：](?:[\s*_|\u00a0]|\*\*)*$", lead) and ends and len(lead) <= 160:
        return _labelled_close(lead) and not (kind == "published" and _of_another(lead))
    if _is_label_line(lead, trail):
        return kind != "published" or ((place.bare or place.head) and not _of_another(lead))
    if kind == "published" or not _labelled_close(lead):
        return False
    said = SELF.search(sentence) if ends else _AND.match(trail) and SELF.search(lead)
    return said is not None


def _of_another(lead: str) -> bool:
    """Whether the label that says when something was made has another thing before it.

    ``Invoice dated``, ``Company registration date``; the policy's name may stand there, and what is
    parted from the label by a sign.
    """
    if NAMED.search(lead) or _PLACE.fullmatch(lead) or _DONE_AT.match(lead):
        return False
    said = _PARTED.split(lead.rstrip(" \t\u00a0\u3000*_:："))[-1]
    label = ANY_LABEL.search(said)
    return label is not None and bool(residue(said[: label.start()]))


_PARTED = later(r"[|·–—:：(（\[]|\s-\s")
_DONE_AT = later(
    r"[\s*_]*(?:done|made|fait|fatto|hecho|dado|feito|gemaakt|gegeben) (?:at|in|à|a|en|em|te|zu)\b",
    re.IGNORECASE,
)
_IN_PASSING = later(
    r"(?:(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbecomes )(?<!\bbe )effective(?! date)(?:[ \t]+(?:as of"  # noqa: E501
    r"|from|on))?"
    r"|\b(?:section|clause|paragraph|requirement|amendment|change)s?\b.{0,40})[\s*_]*$",
    re.IGNORECASE,
)
"""In the middle of a text.

The date of a rule in it (``Effective 2020-09-30:``), not of the text.
"""


_RANGE = re.compile(r"[ \t.\u00a0]*[~〜～∼–—-][ \t\u00a0]*")
_AND = re.compile(r",|,?[ \t]+(?:and|und|et|y|e|en)\b")
_GOES_ON = later(
    r",[ \t]*(?:these|this|our)\b.{0,30}(?:polic|terms|notice|agreement|statement)"
    r"|[ \t]*(?:and )?for (?:existing|current|all other)|to (?:the )?present\b|bis auf weiteres"
    r"|by [^.,;]{1,40}$|onwards?\b"
    r"|,?[ \t]*(?:(?:and|und|et|y|e|en)[ \t]+)?(?:will |shall )?"
    r"(?:replac|supersed|ersetz|remplac|reemplaz|sustitu|sostitu|substitu|vervang|заменя)",
    re.IGNORECASE,
)
"""What a sentence may say after its date: that older versions end."""
_PLACE = later(
    r"[\s*_>]*(?:г\.\s*|Ve?\s+)?[^\W\d_a-zà-ÿа-я][\w'’.-]+"
    r"(?:[ -](?:[^\W\d_a-zà-ÿа-я][\w'’.-]+|de|da|do|la|am|an der|im|upon|on|sur)){0,3}"
    r"(?:,\s*(?:(?:den|am|im|le|el|il|lì|li|a|dnia|dne|den|em)\s+)?|\s+(?:den|dne|dnia)\s+)"
)
"""The place before the day at the end of a text: ``Berlin, den``."""


def _behind_label(lead: str) -> str:
    """What stands between the last label and the date."""
    rest = lead[max((found.end() for found in ANY_LABEL.finditer(lead)), default=0) :]
    ending = _WORD.match(rest)
    return rest if ending is None else rest[ending.end() :]


def _labelled_close(lead: str) -> bool:
    """Whether the label stands near the date, not at the far end of a sentence."""
    return ANY_LABEL.search(lead) is not None and len(_behind_label(lead)) <= 70


def _ends(trail: str) -> bool:
    """Whether the line, or the statement about the date, ends after the date."""
    if trail.lstrip(" \t*_~\u00a0\u202f")[:1] in {"|", "["} or trail.startswith(_BLANKED):
        return True
    rest = _YEAR_WORD.sub("", trail.strip(" \t*_~|>\u00a0\u202f")).lstrip(" \t*_\u00a0")
    if _GOES_ON.match(rest) or (rest[:2] == "- " and trail[:1].isspace()):
        return True
    if not rest or rest[0] in ".。;；|·•–—(（<)）।!\n\\":
        return True
    letters = letters_of(rest)
    return bool(ANY_LABEL.match(rest)) or len(letters) <= (3 if _CJK.search(letters) else 6)


_YEAR_WORD = later(r"(?:года|г|року|р|r|roku)\b\.?", re.IGNORECASE)
"""What follows the number of the year in some languages."""
_BLANKED = " " * 8
"""What a tag with an attribute leaves: a link, or another part of the page."""


def letters_of(text: str) -> str:
    """The letters of a text, without all that stands between."""
    return "".join(_WORD.findall(text))


def residue(text: str) -> str:
    """The letters that are left when labels and fillers are taken out."""
    return "".join(_residual(text))


def _residual(text: str) -> list[str]:
    rest = ANY_LABEL.sub(" ", text)
    if _CJK.search(rest):
        rest = _CJK_FILLER.sub("", rest)
    return [word for word in _WORD.findall(rest) if word.lower() not in FILLERS]


def _is_label_line(lead: str, trail: str) -> bool:
    """Whether the line says nothing but the date: its label, perhaps the policy's name."""
    if _OTHER_THING.search(lead) and not NAMED.search(lead):
        return False
    rest = residue(lead[-120:])
    limit = 8 if _CJK.search(rest) else 24
    return len(lead) <= 120 and len(rest) <= limit and (_ends(trail) or not residue(trail[:80]))


_OTHER_THING = re.compile(
    r"\b(?:price|pricing|fee|rate|tariff|plan|software|app|feature|subscription)s?\b"
)
"""What has days of its own where no policy is named beside it; a capital would be of a name."""


def says_effective(lead: str, trail: str) -> bool:
    """Whether a line says nothing but from when a policy binds, whatever form that time has.

    Args:
        lead: What stands before the time.
        trail: What stands after it.
    """
    after = AFTER.match(trail)
    kind = kind_of_following(after["word"]) if after else kind_of_label(lead[-90:])
    rest = trail[after.end() :] if after else trail
    told = NEGATIVE.search(lead[-80:]) or _tells(lead + trail, lead)
    return kind == "effective" and not told and _is_label_line(lead, rest)


def label_before(words: str) -> DateKind | None:
    """The kind of a block or line that is nothing but a label of use without a date beside it."""
    kind = label_alone(words)
    return kind if kind in {"effective", "updated", "review"} else None


def label_alone(words: str) -> DateKind | None:
    """The kind that words name which are nothing but a label: ``Last updated``."""
    if len(words) > 60 or any(char.isdigit() for char in words):
        return None
    return None if residue(words) else kind_of_label(words)
