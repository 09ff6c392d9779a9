"""Dates with a month's name: ``4 May 2026``, ``lundi 4 mai 2026``, ``May 2026``."""

from __future__ import annotations

import re
from functools import cache

from policyreview.documents.dates.forms import escape
from policyreview.documents.dates.found import SPACE, YEAR, Found, iso_of, made
from policyreview.documents.dates.names import OWN, Names, names_of


def _folded(word: str) -> str:
    """A name as a key, the same for what a pattern takes for one letter, as ``ı`` and ``i``."""
    return word.casefold().replace("i\u0307", "i").replace("ı", "i")


@cache
def _worded(language: str) -> tuple[re.Pattern[str], dict[str, list[tuple[str, int, int]]]]:
    """The expression for dates with a month's name, and the table of the names in it."""
    all_names: list[Names] = list(OWN.values())
    further = names_of(language) if language else None
    if further is not None and further not in all_names:
        all_names.append(further)
    table: dict[str, list[tuple[str, int, int]]] = {}
    spellings: set[str] = set()
    days: set[str] = set()
    for names in all_names:
        for which, months in enumerate(names.months):
            for number, month in enumerate(months, 1):
                table.setdefault(_folded(month), []).append((names.language, which, number))
                spellings.add(month.lower())
        for week in names.weekdays:
            days.update(day.lower() for day in week)
    month = "|".join(re.escape(word) for word in sorted(spellings, key=len, reverse=True))
    weekday = "|".join(re.escape(word) for word in sorted(days, key=len, reverse=True))
    s = SPACE
    day = r"(?P<{0}>[0-3]?\d)(?P<{1}>(?:st|nd|rd|th|ST|ND|RD|TH|er|ER|º|°|ª|\\?\.|-?го|-?е| {{5}}(?:st|nd|rd|th) {{6}})(?![^\W\d_]))?"  # noqa: E501
    wd = rf"(?:(?P<wd>{weekday})(?P<wc>\.?,?{s}{{1,6}}(?:(?:the|den|el|le|dem){s}{{1,6}})?))?"
    join = rf"(?:\.(?=[^\W\d_])|[»”\"]?{s}{{0,6}}[-‑–/]{s}{{0,6}}|[»”\"]?{s}{{0,6}},?{s}{{0,6}}(?:(?:day{s}{{1,6}}of|of|de|del|d['’]){s}{{1,6}})?)"  # noqa: E501
    yjoin = rf"(?:\.?{s}{{0,6}}[-‑–/]{s}{{0,6}}|\.?,?{s}{{0,6}}(?:(?:of|de|del|do){s}{{1,6}})?)"
    pattern = (
        rf"(?<![^\W_])(?:{wd}"
        rf"(?:(?<!\d\.){day.format('d1', 'o1')}"
        rf"(?P<j1>{join})(?P<m1>{month})(?P<k1>{yjoin})(?P<y1>{YEAR})"
        rf"|(?P<m2>{month})(?P<j2>\.?{s}{{0,6}}(?:the{s}{{1,6}})?){day.format('d2', 'o2')}(?P<k2>{s}{{0,6}},?{s}{{0,6}}(?:of{s}{{1,6}})?)(?P<y2>{YEAR})"  # noqa: E501
        rf"|(?P<y4>{YEAR})(?P<k4>\.?{s}{{0,6}}[-‑–/]?{s}{{0,6}})(?P<m4>{month})(?P<j4>\.?{s}{{0,6}}[-‑–/]?{s}{{0,6}}){day.format('d4', 'o4')}))"  # noqa: E501
        rf"(?!\d)"
        rf"|(?<![^\W_])(?P<m3>{month})(?P<k3>\.?,?{s}{{0,6}}[-‑–/]?{s}{{0,6}}(?:(?:of|de|del|do){s}{{1,6}})?)(?P<y3>{YEAR})(?!\d)"
    )
    return re.compile(pattern, re.IGNORECASE), table


def worded_dates(text: str, language: str) -> list[Found]:
    """Every date with a month's name; further names are those of the text's language."""
    primary = language.split("-", maxsplit=1)[0].lower()
    pattern, table = _worded(primary if primary not in OWN else "")
    out: list[Found] = []
    for hit in pattern.finditer(text):
        groups = hit.groupdict()
        shape = next(number for number in "1234" if groups[f"m{number}"])
        word = groups[f"m{shape}"]
        options = table[_folded(word)]
        day = groups.get(f"d{shape}")
        tongue, which, month = _tongue(options, primary, hit.group(), groups.get(f"o{shape}") or "")
        iso = iso_of(int(groups[f"y{shape}"]), month, int(day) if day else None)
        form = _worded_form(hit, shape, _month_field(tongue, which, word), tongue)
        start, end = hit.span()
        out.extend(made(text, (start, end), iso, form))
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
    own = next(name for name in names.months[which] if _folded(name) == _folded(word))
    return f"{{month:{language}:{which}:{_case(word, own)}}}"


def _weekday_field(language: str, word: str) -> str:
    for names in (names_of(language), *OWN.values()):
        for which, week in enumerate(names.weekdays if names else ()):
            for name in week:
                if _folded(name) == _folded(word) and names is not None:
                    return f"{{day:{names.language}:{which}:{_case(word, name)}}}"
    return escape(word)


def _day_field(day: str, ordinal: str | None, tongue: str) -> str:
    padded = day.startswith("0")
    letters = "DD" if padded else "D"
    mark = ordinal or ""
    lower = mark.lower()
    if mark[:1] == " ":  # the ending stands in a tag of its own that was blanked
        return f"{{{letters}}}{mark[:5]}{{ord}}{mark[7:]}"
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
