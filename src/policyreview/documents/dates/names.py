"""Names of months and weekdays: tables for most languages, dateparser's data for the others.

They stand here because an approval writes dates, and a parser library only reads them: a table
says which spelling stands for which month in each width and case, so that ``4 mai 2026`` becomes
``1er décembre 2026`` in the same spelling, and importing the library (a tenth of a second) is left
to texts that need it.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from policyreview.documents.tables import words


@dataclass(frozen=True, slots=True)
class Names:
    """Month and weekday names of one language.

    Attributes:
        language: BCP 47 primary tag.
        months: Sets of twelve names; the first is the full form, others are shorter spellings.
        weekdays: Sets of seven names, Monday first.
    """

    language: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]


def named(language: str, months: str, weekdays: str) -> Names:
    """Names from lines of words with ``|`` between them: months, and weekdays from Monday."""
    return Names(
        language,
        tuple(tuple(line.split()) for line in months.split("|")),
        tuple(tuple(line.split()) for line in weekdays.split("|")) if weekdays else (),
    )


_OWN = (
    named(
        "en",
        "January February March April May June July August September October November December"
        "|Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
        "|Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday|Mon Tue Wed Thu Fri Sat Sun"
        "|Mon Tues Wed Thurs Fri Sat Sun",
    ),
    named(
        "fr",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        "|janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
        "|janv févr mars avr mai juin juil août sept oct nov déc",
        "lundi mardi mercredi jeudi vendredi samedi dimanche|lun mar mer jeu ven sam dim",
    ),
    named(
        "de",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        "|Jänner Feber März April Mai Juni Juli August September Oktober November Dezember"
        "|Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"
        "|Jan Feb Mrz Apr Mai Jun Jul Aug Sept Okt Nov Dez",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
        "|Montag Dienstag Mittwoch Donnerstag Freitag Sonnabend Sonntag|Mo Di Mi Do Fr Sa So",
    ),
    named(
        "es",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        "|enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre"
        "|ene feb mar abr may jun jul ago sep oct nov dic",
        "lunes martes miércoles jueves viernes sábado domingo"
        "|lunes martes miercoles jueves viernes sabado domingo",
    ),
    named(
        "pt",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        "|jan fev mar abr mai jun jul ago set out nov dez",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    ),
    named(
        "it",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre|gen feb mar apr mag giu lug ago set ott nov dic",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    ),
    named(
        "nl",
        "januari februari maart april mei juni juli augustus september oktober november december"
        "|jan feb mrt apr mei jun jul aug sep okt nov dec",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    ),
    named(
        "ru",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        "|январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
        "|январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
        "понедельник вторник среда четверг пятница суббота воскресенье",
    ),
)
OWN: dict[str, Names] = {names.language: names for names in _OWN}
"""The languages whose names are looked for in any text."""

_MONTH_KEYS = [month.lower() for month in OWN["en"].months[0]]
_DAY_KEYS = [day.lower() for day in OWN["en"].weekdays[0]]
_FURTHER = words(
    "af ar az be bg bn bs ca cs cy da el et eu fa fi fil ga gl he hi hr hu hy id is ka kk "
    "lb lt lv mk ms mt nb nn no pl ro sk sl sq sr sv sw ta te th tr uk ur uz vi"
)


@cache
def names_of(language: str) -> Names | None:
    """Names for a BCP 47 tag, from the tables or from dateparser's language data.

    None if unknown.
    """
    primary = language.split("-", maxsplit=1)[0].lower()
    if primary in OWN:
        return OWN[primary]
    from policyreview.documents.dates.moretongues import MORE

    return MORE[primary] if primary in MORE else spelt_elsewhere(primary)


def spelt_elsewhere(primary: str) -> Names | None:
    """Names from dateparser's data, whose sets may mix cases of a name; None if unknown."""
    if primary not in _FURTHER:
        return None
    try:
        module = importlib.import_module(f"dateparser.data.date_translation_data.{primary}")
    except ImportError:
        return None
    info: dict[str, Any] = module.info
    months = [_spellings(info.get(key)) for key in _MONTH_KEYS]
    days = [_spellings(info.get(key)) for key in _DAY_KEYS]
    if not all(months):
        return None
    return Names(primary, _sets(months), _sets(days) if all(days) else ())


def _spellings(raw: object) -> list[str]:
    """The lower-case spellings of one name, at most four, without those of one or two letters."""
    if not isinstance(raw, list):
        return []
    words = [str(word) for word in raw if len(str(word)) > 2 or not str(word).isascii()]
    lower = list(dict.fromkeys(word.lower() for word in words))
    return lower[:4]


def _sets(spellings: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Turn spellings per name into sets of names; the last spelling is the one used with a day.

    In the library's data the order is short, nominative, genitive, and equal ones are left out.
    """
    most = max(len(words) for words in spellings)
    return tuple(
        tuple(words[max(0, len(words) - 1 - back)] for words in spellings) for back in range(most)
    )
