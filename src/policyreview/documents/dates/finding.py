"""Dates in running text: where each stands, which day it is, and the form it is written in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, AnyStr

from policyreview.documents.dates.forms import escape, render
from policyreview.documents.dates.names import OWN, Names, names_of
from policyreview.documents.dates.order import NUMERIC, day_first
from policyreview.documents.labels import han_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.documents.datemark import Precision

_S = r"[ \t\u00a0\u202f\u2009\u3000]"
_YEAR = r"(?:19|20)\d\d"
_DIGIT = r"[0-9０-９]"
_CJK_YEAR = rf"(?P<y>{_DIGIT}{{4}}|[〇零○一二三四五六七八九]{{4}})"
_CJK_ERA = rf"(?P<era>令和|平成|昭和){_S}?(?P<e>{_DIGIT}{{1,2}}|元|[一二三四五六七八九十]{{1,3}})"
_CJK_ROC = rf"(?P<roc>民國|民国){_S}?(?P<r>{_DIGIT}{{2,3}}|[〇零○一二三四五六七八九]{{2,3}})"
_CJK_ROC_BARE = r"(?<![\d第])(?P<q>1[01]\d)(?=年\d{1,2}月\d{1,2}日)"
_CJK_NUM = rf"{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}}"
_CJK_DAY = (
    rf"(?P<w>{_S}?[（(](?P<wk>[月火水木金土日])(?:曜日?)?[)）]"
    rf"|{_S}?[（(]?(?:星期|禮拜|礼拜|週|周)(?P<wh>[一二三四五六日天])[)）]?)?"
)
_CJK = re.compile(
    rf"(?:{_CJK_ERA}|{_CJK_ROC}|{_CJK_ROC_BARE}|(?<!{_DIGIT}){_CJK_YEAR})(?P<s1>{_S}{{0,4}})年(?P<s2>{_S}{{0,4}})(?P<m>{_CJK_NUM})"
    rf"(?P<s3>{_S}{{0,4}})月(?:(?P<s4>{_S}{{0,4}})(?P<d>{_CJK_NUM})(?P<s5>{_S}{{0,4}})(?P<u>[日号號]){_CJK_DAY})?"
)
_KOREAN = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})(?P<s1>{_S}{{0,4}})년(?P<s2>{_S}{{0,4}})(?P<m>\d{{1,2}})(?P<s3>{_S}{{0,4}})월"
    rf"(?:(?P<s4>{_S}{{0,4}})(?P<d>\d{{1,2}})(?P<s5>{_S}{{0,4}})일(?P<w>{_S}?[(（]?(?P<wd>[월화수목금토일])(?:요일)?[)）]?)?)?"
)
_ISO = re.compile(
    rf"(?<![\d/.\-])(?P<y>{_YEAR}|[１２][９０]{_DIGIT}{{2}})(?P<sep>[-/.．／－‐‑–]{_S}?)(?P<m>{_DIGIT}{{1,2}})"
    rf"(?:(?P=sep)(?P<d>{_DIGIT}{{1,2}})(?![0-9０-９])|(?![\d/.\-０-９]))"
)
_COMPACT = re.compile(
    r"(?<![\w/.\-])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w/]|[.\-]\d)"
)
_VIETNAMESE = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}})(?P<j>,? năm |, )(?P<y>{_YEAR})(?!\d)"
)
_MONTH_YEAR_NUMERIC = re.compile(
    rf"(?<![\d/.\-])(?P<m>0?[1-9]|1[0-2])(?P<sep>[./])(?P<y>{_YEAR})(?![\d/]|\.\d)"
)
_BESIDE_SIGN = "\\ \t\u00a0\u202f\u2009\u3000"
"""What may stand around the sign between two numbers of a date."""
_ISO_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_YEAR_ONLY = re.compile(rf"(?<![\w/.\-]){_YEAR}(?![\w/]|[.\-]\d)")
_PLACEHOLDER = re.compile(
    r"(?:X{2,}|x{2,}|_{2,}|\?{1,}|\.{3}|…|[\[\]<>]|DD|dd|JJ|jj|TT|●|•)[ \t\u00a0.»”\"']*$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One date in a text: ``[start, end)`` in code points, its day, precision and form."""

    start: int
    end: int
    date: str
    precision: Precision
    form: str
    certain: bool = True


@cache
def _worded(language: str) -> tuple[re.Pattern[str], dict[str, list[tuple[str, int, int]]]]:
    """The expression for dates with a month's name, and the table of the names in it."""
    all_names: list[Names] = list(OWN.values())
    further = names_of(language) if language else None
    if further is not None and further not in all_names:
        all_names.append(further)
    table: dict[str, list[tuple[str, int, int]]] = {}
    days: set[str] = set()
    for names in all_names:
        for which, months in enumerate(names.months):
            for number, month in enumerate(months, 1):
                table.setdefault(month.lower(), []).append((names.language, which, number))
        for week in names.weekdays:
            days.update(day.lower() for day in week)
    month = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    weekday = "|".join(re.escape(word) for word in sorted(days, key=len, reverse=True))
    s = _S
    day = r"(?P<{0}>[0-3]?\d)(?P<{1}>(?:st|nd|rd|th|ST|ND|RD|TH|er|ER|º|°|ª|\\?\.|-?го|-?е)(?![^\W\d_]))?"  # noqa: E501
    wd = rf"(?:(?P<wd>{weekday})(?P<wc>\.?,?{s}{{1,6}}(?:(?:the|den|el|le|dem){s}{{1,6}})?))?"
    join = rf"(?:[»”\"]?{s}{{0,6}}[-‑–/]{s}{{0,6}}|[»”\"]?{s}{{0,6}},?{s}{{0,6}}(?:(?:day{s}{{1,6}}of|of|de|del|d['’]){s}{{1,6}})?)"  # noqa: E501
    yjoin = rf"(?:\.?{s}{{0,6}}[-‑–/]{s}{{0,6}}|\.?,?{s}{{0,6}}(?:(?:of|de|del|do){s}{{1,6}})?)"
    pattern = (
        rf"(?<![^\W_])(?:{wd}"
        rf"(?:{day.format('d1', 'o1')}(?P<j1>{join})(?P<m1>{month})(?P<k1>{yjoin})(?P<y1>{_YEAR})"
        rf"|(?P<m2>{month})(?P<j2>\.?{s}{{0,6}}(?:the{s}{{1,6}})?){day.format('d2', 'o2')}(?P<k2>{s}{{0,6}},?{s}{{0,6}}(?:of{s}{{1,6}})?)(?P<y2>{_YEAR})"  # noqa: E501
        rf"|(?P<y4>{_YEAR})(?P<k4>\.?{s}{{0,6}}[-‑–/]?{s}{{0,6}})(?P<m4>{month})(?P<j4>\.?{s}{{0,6}}[-‑–/]?{s}{{0,6}}){day.format('d4', 'o4')}))"  # noqa: E501
        rf"(?!\d)"
        rf"|(?<![^\W_])(?P<m3>{month})(?P<k3>\.?,?{s}{{0,6}}[-‑–/]?{s}{{0,6}}(?:(?:of|de|del|do){s}{{1,6}})?)(?P<y3>{_YEAR})(?!\d)"
    )
    return re.compile(pattern, re.IGNORECASE), table


YEAR_LIKE = re.compile(
    r"[0-9１２年년](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=[0-9])[/.]\d\d?[/.]\d\d|(?<=[１２])[０-９]{3}"
    r"|(?<=[年년]))"
)
"""What any date has in it: a year, or two separators between numbers."""
_FIGURES = bytes(
    ord("0") if chr(code).isdigit() else ord(".") if chr(code) in "/." else ord(" ")
    for code in range(256)
)
_YEAR_FIGURES = (b"0000", b"0.0")
"""What each alternative of ``YEAR_LIKE`` in ASCII begins with, as ``_FIGURES`` writes it."""
_FIRST_FIGURES = (b"00", b"0.")
"""As much of it as is ASCII in any text."""


def year_places(text: str) -> list[int]:
    """Where anything like a year begins, rising: no date stands where none of them is.

    The figures are found by a table first; the expression alone takes thirty times as long on a
    text that has next to none.
    """
    shapes = _YEAR_FIGURES
    places: set[int] = set()
    if not text.isascii():
        shapes = _FIRST_FIGURES  # what follows may be figures of another script
        for sign in "年년１２":
            places.update(_matching(text, text, sign))
    figures = text.encode("latin-1", "replace").translate(_FIGURES)
    for shape in shapes:
        places.update(_matching(text, figures, shape))
    return sorted(places)


def _matching(text: str, within: AnyStr, shape: AnyStr) -> Iterator[int]:
    """Where anything like a year begins among the places where something as long has a shape."""
    at = within.find(shape)
    while at >= 0:
        if YEAR_LIKE.match(text, at):
            yield at
        at = within.find(shape, at + 1)


def find_dates(
    text: str, *, language: str = "", hints: str = "", bare_years: bool = False
) -> list[Found]:
    """Every date in ``text``, in order, none overlapping.

    Args:
        text: One line or paragraph.
        language: Its BCP 47 tag where it is known: settles whose ``april`` it is and how
            ``01/02/2024`` is meant.
        hints: More of the document, read for country names where day and month could be swapped.
        bare_years: Take a year alone too.
    """
    if len(text) == 10 and _ISO_DAY.fullmatch(text):  # as front matters have it
        iso = _iso(int(text[:4]), int(text[5:7]), int(text[8:]))
        if alone := _made(text, (0, 10), iso, "{Y}-{MM}-{DD}"):
            return alone
    if not YEAR_LIKE.search(text):
        return []
    found: list[Found] = []
    for read in (_cjk_dates, _iso_dates):
        found.extend(read(text))
    found.extend(_worded_dates(text, language))
    found.extend(_numeric_dates(text, language, hints))
    if bare_years:
        found.extend(
            Found(hit.start(), hit.end(), hit.group(), "year", "{Y}")
            for hit in _YEAR_ONLY.finditer(text)
        )
    found.sort(key=lambda one: (one.start, -one.end))
    out: list[Found] = []
    for one in sorted(found, key=lambda one: (-len(one.date), one.start, -one.end)):
        if not any(one.start < other.end and other.start < one.end for other in out):
            out.append(one)
    return sorted(out, key=lambda one: one.start)


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        real = dt.date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return real.isoformat() if day is not None else real.isoformat()[:7]


def _made(
    text: str, span: tuple[int, int], iso: str | None, form: str, certain: bool = True
) -> list[Found]:
    """The date, unless it is no real day or a placeholder stands where its day should."""
    if iso is None or not 1970 <= int(iso[:4]) <= 2099:
        return []
    if len(iso) == 7 and _PLACEHOLDER.search(text[max(0, span[0] - 8) : span[0]]):
        return []
    return [Found(span[0], span[1], iso, "day" if len(iso) == 10 else "month", form, certain)]


def _style(digits: str, letter: str, padded: bool) -> str:
    """Field for a number: bare or padded, half- or full-width, Han."""
    if not digits[0].isdigit() or digits[0] in "〇一二三四五六七八九":
        return f"{{{letter}:han}}"
    wide = ":wide" if digits[0] > "9" else ""
    return f"{{{letter * 2 if padded else letter}{wide}}}"


def _pads(month: str, day: str | None, default: bool) -> tuple[bool, bool]:
    """Whether month and day are written with two digits.

    Where it can't be seen, as the other one.
    """
    seen = {
        name: len(digits) == 2 and digits[0] in "0０"
        if digits[-1:].isdigit() and (len(digits) == 1 or digits[0] in "0０")
        else None
        for name, digits in (("m", month), ("d", day or ""))
    }
    m, d = seen["m"], seen["d"]
    if m is None:
        m = d if d is not None else default
    if d is None:
        d = m
    return m, d


def _cjk_dates(text: str) -> list[Found]:
    out: list[Found] = []
    for hit in _CJK.finditer(text) if "年" in text else ():
        month, day = han_number(hit["m"]), han_number(hit["d"]) if hit["d"] else None
        year = _cjk_year(hit)
        if year is None or month is None or (hit["d"] and day is None):
            continue
        pad_m, pad_d = _pads(hit["m"], hit["d"], default=False)
        if hit["era"]:
            field = _style(hit["m"] if hit["e"] == "元" else hit["e"], "E", padded=False)
            head = text[hit.start() : hit.start("e")].replace(hit["era"], "{era}") + field
        elif hit["q"]:
            head = "{R}"
        elif hit["roc"]:
            head = text[hit.start() : hit.start("r")] + _style(hit["r"], "R", padded=False)
        else:
            head = _style(hit["y"], "Y", padded=False)
        form = f"{head}{hit['s1']}年{hit['s2']}{_style(hit['m'], 'M', pad_m)}{hit['s3']}月"
        if day is not None:
            form += (
                f"{hit['s4']}{_style(hit['d'], 'D', pad_d)}{hit['s5']}{hit['u']}"
                + _cjk_weekday(text, hit)
            )
        out.extend(_made(text, hit.span(), _iso(year, month, day), form))
    for hit in _KOREAN.finditer(text) if "년" in text else ():
        pad_m, pad_d = _pads(hit["m"], hit["d"], default=False)
        form = f"{{Y}}{hit['s1']}년{hit['s2']}{_style(hit['m'], 'M', pad_m)}{hit['s3']}월"
        if hit["d"]:
            form += f"{hit['s4']}{_style(hit['d'], 'D', pad_d)}{hit['s5']}일"
            if hit["w"]:
                form += (
                    text[hit.start("w") : hit.start("wd")]
                    + "{day:hangul}"
                    + text[hit.end("wd") : hit.end("w")]
                )
        iso = _iso(int(hit["y"]), int(hit["m"]), int(hit["d"]) if hit["d"] else None)
        out.extend(_made(text, hit.span(), iso, form))
    return out


def _cjk_year(hit: re.Match[str]) -> int | None:
    if hit["era"]:
        since = {"令和": 2018, "平成": 1988, "昭和": 1925}[hit["era"]]
        year = 1 if hit["e"] == "元" else han_number(hit["e"])
        return None if year is None else since + year
    if hit["q"]:
        return 1911 + int(hit["q"])
    if hit["roc"]:
        year = han_number(hit["r"])
        return None if year is None else 1911 + year
    return han_number(hit["y"])


def _cjk_weekday(text: str, hit: re.Match[str]) -> str:
    if not hit["w"]:
        return ""
    group, style = ("wk", "kan") if hit["wk"] else ("wh", "han")
    before, after = text[hit.start("w") : hit.start(group)], text[hit.end(group) : hit.end("w")]
    return f"{escape(before)}{{day:{style}}}{escape(after)}"


def _iso_dates(text: str) -> list[Found]:
    out: list[Found] = []
    for hit in _ISO.finditer(text):
        sep = hit["sep"]
        if hit["d"] is None and (sep[0] == "." or len(hit["m"]) == 1):
            continue  # a version number or a range, no month
        pad_m, pad_d = _pads(hit["m"], hit["d"], default=True)
        form = f"{_style(hit['y'], 'Y', padded=False)}{sep}{_style(hit['m'], 'M', pad_m)}"
        if hit["d"]:
            form += f"{sep}{_style(hit['d'], 'D', pad_d)}"
        iso = _iso(int(hit["y"]), int(hit["m"]), int(hit["d"]) if hit["d"] else None)
        out.extend(_made(text, hit.span(), iso, form))
    for hit in _COMPACT.finditer(text):
        iso = _iso(int(hit["y"]), int(hit["m"]), int(hit["d"]))
        out.extend(_made(text, hit.span(), iso, "{Y}{MM}{DD}"))
    for hit in _VIETNAMESE.finditer(text) if "tháng" in text else ():
        pad_m, pad_d = _pads(hit["m"], hit["d"], default=False)
        form = f"{_style(hit['d'], 'D', pad_d)} tháng {_style(hit['m'], 'M', pad_m)}{hit['j']}{{Y}}"
        iso = _iso(int(hit["y"]), int(hit["m"]), int(hit["d"]))
        out.extend(_made(text, hit.span(), iso, form))
    return out


def _worded_dates(text: str, language: str) -> list[Found]:
    primary = language.split("-", maxsplit=1)[0].lower()
    pattern, table = _worded(primary if primary not in OWN else "")
    out: list[Found] = []
    for hit in pattern.finditer(text):
        groups = hit.groupdict()
        shape = next(number for number in "1234" if groups[f"m{number}"])
        word = groups[f"m{shape}"]
        options = table[word.lower()]
        day = groups.get(f"d{shape}")
        tongue, which, month = _tongue(options, primary, hit.group(), groups.get(f"o{shape}") or "")
        iso = _iso(int(groups[f"y{shape}"]), month, int(day) if day else None)
        form = _worded_form(hit, shape, _month_field(tongue, which, word), tongue)
        start, end = hit.span()
        out.extend(_made(text, (start, end), iso, form))
    return out


def _tongue(
    options: list[tuple[str, int, int]], primary: str, whole: str, ordinal: str
) -> tuple[str, int, int]:
    """Whose month name it is, where several languages have it."""
    tongues = {option[0] for option in options}
    wanted = primary
    if primary not in tongues:
        lower = whole.lower()
        if ordinal in {".", "\\."} and "de" in tongues:
            wanted = "de"
        elif " de " in lower:
            wanted = next((one for one in ("es", "pt") if one in tongues), "")
        else:
            wanted = next(
                (one for one in ("en", "fr", "de", "es", "it", "pt", "nl", "ru") if one in tongues),
                "",
            )
    return next((option for option in options if option[0] == wanted), options[0])


def _case(word: str, own: str) -> str:
    if word == own:
        return "o"
    if len(word) > 1 and word.isupper():
        return "u"
    return "t" if word[:1].isupper() else "l"


def _month_field(language: str, which: int, word: str) -> str:
    names = names_of(language)
    if names is None:
        return escape(word)
    own = next(name for name in names.months[which] if name.lower() == word.lower())
    return f"{{month:{language}:{which}:{_case(word, own)}}}"


def _weekday_field(language: str, word: str) -> str:
    for names in (names_of(language), *OWN.values()):
        for which, week in enumerate(names.weekdays if names else ()):
            for name in week:
                if name.lower() == word.lower() and names is not None:
                    return f"{{day:{names.language}:{which}:{_case(word, name)}}}"
    return escape(word)


def _day_field(day: str, ordinal: str | None, tongue: str) -> str:
    padded = day.startswith("0")
    letters = "DD" if padded else "D"
    mark = ordinal or ""
    lower = mark.lower()
    if lower in {"st", "nd", "rd", "th"} and tongue == "en":
        return f"{{{letters}:{'ORD' if mark.isupper() else 'ord'}}}"
    if lower in {"er", "º", "°"} and int(day) == 1:
        return f"{{D:first:{mark}}}"
    if not mark and tongue == "fr" and int(day) != 1 and not padded:
        return "{D:first:er}"
    return f"{{{letters}}}{escape(mark)}"


def _worded_form(hit: re.Match[str], shape: str, month: str, tongue: str) -> str:
    """The form of one hit: its fields in the order in which they stand, all else literal."""
    text = hit.string
    fields = [(hit.span(f"m{shape}"), month), (hit.span(f"y{shape}"), "{Y}")]
    if shape != "3":
        day_start, day_end = hit.span(f"d{shape}")
        if hit[f"o{shape}"]:
            day_end = hit.end(f"o{shape}")
        fields.append(
            ((day_start, day_end), _day_field(hit[f"d{shape}"], hit[f"o{shape}"], tongue))
        )
        if hit["wd"]:
            fields.append((hit.span("wd"), _weekday_field(tongue, hit["wd"])))
    out, at = "", hit.start()
    for (start, end), field in sorted(fields):
        out += escape(text[at:start]) + field
        at = end
    return out + escape(text[at : hit.end()])


def _numeric_dates(text: str, language: str, hints: str) -> list[Found]:
    out: list[Found] = []
    for hit in NUMERIC.finditer(text):
        a, b, sep = int(hit["a"]), int(hit["b"]), hit["sep"]
        first, certain = day_first(a, b, sep.strip(_BESIDE_SIGN)[0], language, hints)
        month, day = (b, a) if first else (a, b)
        year = int(hit["y"]) + (2000 if len(hit["y"]) == 2 else 0)
        if len(hit["y"]) == 2 and sep.strip(_BESIDE_SIGN)[0] == "-":
            continue
        pad_a, pad_b = _pads(hit["a"], hit["b"], default=True)
        one, two = ("D", "M") if first else ("M", "D")
        form = (
            f"{_style(hit['a'], one, pad_a)}{sep}{_style(hit['b'], two, pad_b)}{sep}"
            f"{'{YY}' if len(hit['y']) == 2 else '{Y}'}"
        )
        out.extend(_made(text, hit.span(), _iso(year, month, day), form, certain))
    for hit in _MONTH_YEAR_NUMERIC.finditer(text):
        pad = hit["m"].startswith("0") or len(hit["m"]) == 2
        form = f"{{{'MM' if pad else 'M'}}}{hit['sep']}{{Y}}"
        out.extend(_made(text, hit.span(), _iso(int(hit["y"]), int(hit["m"]), None), form))
    return out


def same_form(found: Found, text: str) -> bool:
    """Whether writing the date again in its form gives the very text it was read from."""
    if found.precision == "year":
        day = dt.date(int(found.date), 1, 1)
    else:
        day = dt.date.fromisoformat(found.date if found.precision == "day" else found.date + "-01")
    return render(found.form, day) == text[found.start : found.end]
