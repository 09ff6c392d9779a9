"""Dates in running text: where each stands, which day it is, and the form it is written in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, AnyStr

from policyreview.documents.dates.forms import DIGITS, escape, render
from policyreview.documents.dates.found import (
    DIGIT,
    SPACE,
    YEAR,
    Found,
    iso_of,
    made,
    pads_of,
    style_of,
)
from policyreview.documents.dates.order import NUMERIC, day_first
from policyreview.documents.dates.worded import worded_dates
from policyreview.documents.labels import han_number
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

_CJK_YEAR = rf"(?P<y>{DIGIT}{{4}}|[〇零○一二三四五六七八九]{{4}})"
_CJK_ERA = rf"(?P<era>令和|平成|昭和){SPACE}?(?P<e>{DIGIT}{{1,2}}|元|[一二三四五六七八九十]{{1,3}})"
_CJK_ROC = rf"(?P<roc>民國|民国){SPACE}?(?P<r>{DIGIT}{{2,3}}|[〇零○一二三四五六七八九]{{2,3}})"
_CJK_ROC_BARE = r"(?<![\d第])(?P<q>1[01]\d)(?=年\d{1,2}月\d{1,2}日)"
_CJK_GAP = rf"(?:{SPACE}|[【】［］\[\]]){{0,4}}"
_CJK_NUM = rf"{DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}}"
_CJK_DAY = (
    rf"(?P<w>{SPACE}?[（(](?P<wk>[月火水木金土日])(?:曜日?)?[)）]"
    rf"|{SPACE}?[（(]?(?:星期|禮拜|礼拜|週|周)(?P<wh>[一二三四五六日天])[)）]?)?"
)
_CJK = later(
    rf"(?:{_CJK_ERA}|{_CJK_ROC}|{_CJK_ROC_BARE}|(?<!{DIGIT}){_CJK_YEAR})(?P<s1>{_CJK_GAP})年(?P<s2>{_CJK_GAP})(?P<m>{_CJK_NUM})"
    rf"(?P<s3>{_CJK_GAP})月(?:(?P<s4>{_CJK_GAP})(?P<d>{_CJK_NUM})(?P<s5>{_CJK_GAP})(?P<u>[日号號]){_CJK_DAY})?"
)
_KOREAN = later(
    rf"(?<!\d)(?P<y>{YEAR})(?P<s1>{SPACE}{{0,4}})년(?P<s2>{SPACE}{{0,4}})(?P<m>\d{{1,2}})(?P<s3>{SPACE}{{0,4}})월"
    rf"(?:(?P<s4>{SPACE}{{0,4}})(?P<d>\d{{1,2}})(?P<s5>{SPACE}{{0,4}})일(?P<w>{SPACE}?[(（]?(?P<wd>[월화수목금토일])(?:요일)?[)）]?)?)?"
)
_ISO = later(
    rf"(?<![\d/.\-])(?P<y>{YEAR}|[１２][９０１]{DIGIT}{{2}})(?P<sep>\\?[-/.．／－‐‑–]{SPACE}?)(?P<m>{DIGIT}{{1,2}})"
    rf"(?:(?P=sep)(?P<d>{DIGIT}{{1,2}})(?![0-9０-９])|(?![\d/.\-０-９]))"
)
_COMPACT = later(
    r"(?<![\w/.\-])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w/]|[.\-]\d)"
)
_VIETNAMESE = later(
    rf"(?<!\d)(?:(?P<d>\d{{1,2}}) )?(?P<t>tháng )(?P<m>\d{{1,2}})(?P<j>,? năm |, )"
    rf"(?P<y>{YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTH_YEAR_NUMERIC = later(
    rf"(?<![\d/.\-])(?P<m>0?[1-9]|1[0-2])(?P<sep>[./])(?P<y>{YEAR})(?![\d/]|\.\d)"
)
_ROC_NUMERIC = later(
    r"(?<![\d/.\-])(?P<r>1[01]\d)(?P<sep>[./])(?P<m>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<d>0?[1-9]|[12]\d|3[01])(?![\d/.\-])"
)
"""A day of the Republic's calendar in figures: ``113.05.03``."""
_BESIDE_SIGN = "\\ \t\u00a0\u202f\u2009\u3000"
"""What may stand around the sign between two numbers of a date."""
_ISO_DAY = re.compile(r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}")
_YEAR_ONLY = re.compile(rf"(?<![\w/.\-]){YEAR}(?![\w/]|[.\-]\d)")
YEAR_LIKE = re.compile(
    r"[0-9１２年년٢۲२](?:(?<=1)9\d\d|(?<=2)[01]\d\d|(?<=[0-9])[/.]\d\d?[/.]\d\d|(?<=[１２])[０-９]{3}"
    r"|(?<=[年년])|(?<=٢)[٠١]|(?<=۲)[۰۱]|(?<=२)[०१])"
)
"""What any date has in it: a year, or two separators between numbers."""
_FIGURES = bytes(
    ord("0") if chr(code).isdigit() else ord(".") if chr(code) in "/." else ord(" ")
    for code in range(256)
)
_YEAR_SIGNS = tuple("年년１２٢۲२")
"""Its characters outside ASCII that the first figure may be."""
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
    if text.isascii():
        figures = text.encode("ascii").translate(_FIGURES)
    else:
        shapes = _FIRST_FIGURES  # what follows may be figures of another script
        for sign in _YEAR_SIGNS:
            if sign in text:
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
        iso = iso_of(int(text[:4]), int(text[5:7]), int(text[8:]))
        if alone := made(text, (0, 10), iso, "{Y}-{MM}-{DD}"):
            return alone
    if not YEAR_LIKE.search(text):
        return []
    if not text.isascii() and (digits := _OTHER_DIGITS.search(text)):
        style = next(style for style in _DECIMAL if digits.group() in DIGITS[style])
        plain = find_dates(
            text.translate(_DECIMAL[style]), language=language, hints=hints, bare_years=bare_years
        )
        return [_in_digits(one, text, style) for one in plain]
    found: list[Found] = []
    for read in (_cjk_dates, _iso_dates):
        found.extend(read(text))
    found.extend(worded_dates(text, language))
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


_DECIMAL = {style: str.maketrans(DIGITS[style], "0123456789") for style in ("arab", "pers", "deva")}
_OTHER_DIGITS = re.compile("[٠-٩۰-۹०-९]")
_COUNTED = re.compile(r"\{(Y|YY|MM?|DD?)\}")


def _in_digits(found: Found, text: str, style: str) -> Found:
    """A date read in other digits than the text's, with a form that writes the text's."""
    if _OTHER_DIGITS.search(text, found.start, found.end):
        return replace(found, form=_COUNTED.sub(rf"{{\1:{style}}}", found.form))
    return found


def _cjk_dates(text: str) -> list[Found]:
    out: list[Found] = []
    for hit in _CJK.finditer(text) if "年" in text else ():
        month, day = han_number(hit["m"]), han_number(hit["d"]) if hit["d"] else None
        year = _cjk_year(hit)
        if year is None or month is None or (hit["d"] and day is None):
            continue
        pad_m, pad_d = pads_of(hit["m"], hit["d"], default=False)
        if hit["era"]:
            field = style_of(hit["m"] if hit["e"] == "元" else hit["e"], "E", padded=False)
            head = text[hit.start() : hit.start("e")].replace(hit["era"], "{era}") + field
        elif hit["q"]:
            head = "{R}"
        elif hit["roc"]:
            head = text[hit.start() : hit.start("r")] + style_of(hit["r"], "R", padded=False)
        else:
            head = style_of(hit["y"], "Y", padded=False)
        form = f"{head}{hit['s1']}年{hit['s2']}{style_of(hit['m'], 'M', pad_m)}{hit['s3']}月"
        if day is not None:
            form += (
                f"{hit['s4']}{style_of(hit['d'], 'D', pad_d)}{hit['s5']}{hit['u']}"
                + _cjk_weekday(text, hit)
            )
        out.extend(made(text, hit.span(), iso_of(year, month, day), form))
    for hit in _KOREAN.finditer(text) if "년" in text else ():
        pad_m, pad_d = pads_of(hit["m"], hit["d"], default=False)
        form = f"{{Y}}{hit['s1']}년{hit['s2']}{style_of(hit['m'], 'M', pad_m)}{hit['s3']}월"
        if hit["d"]:
            form += f"{hit['s4']}{style_of(hit['d'], 'D', pad_d)}{hit['s5']}일"
            if hit["w"]:
                form += (
                    text[hit.start("w") : hit.start("wd")]
                    + "{day:hangul}"
                    + text[hit.end("wd") : hit.end("w")]
                )
        iso = iso_of(int(hit["y"]), int(hit["m"]), int(hit["d"]) if hit["d"] else None)
        out.extend(made(text, hit.span(), iso, form))
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
        if hit["d"] is None and (len(hit["m"]) == 1 or _is_decimal(text, hit)):
            continue  # a version number or a range, no month
        pad_m, pad_d = pads_of(hit["m"], hit["d"], default=True)
        form = f"{style_of(hit['y'], 'Y', padded=False)}{sep}{style_of(hit['m'], 'M', pad_m)}"
        if hit["d"]:
            form += f"{sep}{style_of(hit['d'], 'D', pad_d)}"
        iso = iso_of(int(hit["y"]), int(hit["m"]), int(hit["d"]) if hit["d"] else None)
        out.extend(made(text, hit.span(), iso, form))
    for hit in _COMPACT.finditer(text):
        iso = iso_of(int(hit["y"]), int(hit["m"]), int(hit["d"]))
        out.extend(made(text, hit.span(), iso, "{Y}{MM}{DD}"))
    for hit in _VIETNAMESE.finditer(text) if "háng" in text else ():
        pad_m, pad_d = pads_of(hit["m"], hit["d"], default=False)
        form = f"{hit['t']}{style_of(hit['m'], 'M', pad_m)}{hit['j']}{{Y}}"
        if hit["d"]:
            form = f"{style_of(hit['d'], 'D', pad_d)} {form}"
        iso = iso_of(int(hit["y"]), int(hit["m"]), int(hit["d"]) if hit["d"] else None)
        out.extend(made(text, hit.span(), iso, form))
    return out


def _is_decimal(text: str, hit: re.Match[str]) -> bool:
    """Whether ``2024.05`` is a number rather than a month, as after a Chinese label of a day."""
    if hit["sep"].lstrip("\\")[0] != ".":
        return False
    return _LABEL_OF_A_DAY.search(text, max(0, hit.start() - 12), hit.start()) is None


_LABEL_OF_A_DAY = later(
    r"(?:更新|修订|修訂|改定|改訂|修正|生效|施行|发布|發布|日期|时间|時間|日)[\s*_]*[:：][\s*_]*$"
)


def _numeric_dates(text: str, language: str, hints: str) -> list[Found]:
    out: list[Found] = []
    for hit in NUMERIC.finditer(text):
        a, b, sep = int(hit["a"]), int(hit["b"]), hit["sep"]
        first, certain = day_first(a, b, sep.strip(_BESIDE_SIGN)[0], language, hints)
        month, day = (b, a) if first else (a, b)
        year = int(hit["y"]) + (2000 if len(hit["y"]) == 2 else 0)
        if len(hit["y"]) == 2 and sep.strip(_BESIDE_SIGN)[0] == "-":
            continue
        pad_a, pad_b = pads_of(hit["a"], hit["b"], default=True)
        one, two = ("D", "M") if first else ("M", "D")
        form = (
            f"{style_of(hit['a'], one, pad_a)}{sep}{style_of(hit['b'], two, pad_b)}{sep}"
            f"{'{YY}' if len(hit['y']) == 2 else '{Y}'}"
        )
        out.extend(made(text, hit.span(), iso_of(year, month, day), form, certain))
    for hit in _ROC_NUMERIC.finditer(text) if language in {"zh-TW", "zh-HK", "zh"} else ():
        pad_m, pad_d = pads_of(hit["m"], hit["d"], default=True)
        form = (
            f"{{R}}{hit['sep']}{style_of(hit['m'], 'M', pad_m)}"
            f"{hit['sep']}{style_of(hit['d'], 'D', pad_d)}"
        )
        iso = iso_of(1911 + int(hit["r"]), int(hit["m"]), int(hit["d"]))
        out.extend(made(text, hit.span(), iso, form))
    for hit in _MONTH_YEAR_NUMERIC.finditer(text):
        pad = hit["m"].startswith("0") or len(hit["m"]) == 2
        form = f"{{{'MM' if pad else 'M'}}}{hit['sep']}{{Y}}"
        out.extend(made(text, hit.span(), iso_of(int(hit["y"]), int(hit["m"]), None), form))
    return out


def same_form(found: Found, text: str) -> bool:
    """Whether writing the date again in its form gives the very text it was read from."""
    if found.precision == "year":
        day = dt.date(int(found.date), 1, 1)
    else:
        day = dt.date.fromisoformat(found.date if found.precision == "day" else found.date + "-01")
    return render(found.form, day) == text[found.start : found.end]
