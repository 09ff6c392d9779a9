"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from policyreview.documents.scripts import Census, count_of
from policyreview.patterns import later

_STOPS: dict[str, str] = {
    "en": (
        "the of and to in we you your our or that is for this with by are any not be may as on will"
        " have from"
    ),
    "fr": (
        "le la les des et en nous vous vos nos ou que est pour dans avec par sur une ces votre"
        " notre du au aux pas qui"
    ),
    "de": (
        "der die das und in wir sie ihre ihr unsere oder dass ist für mit von den dem nicht zu auf"
        " werden eine ein im"
    ),
    "es": (
        "el la los las de y en que o su sus para con por una un del se no como al nuestro usted"
        " nuestra es"
    ),
    "pt": (
        "o a os as de e em que ou seu sua para com por uma um do da dos das não se ao como você nós"
        " nosso é"
    ),
    "it": (
        "il la gli le di e in che o suo sua per con da una un del della dei delle non si al come"
        " nostro è i"
    ),
    "nl": (
        "de het een en van in wij we u uw onze of dat is voor met door niet te op zijn worden aan"
        " bij om deze"
    ),
    "pl": (
        "i w na z do nie że się o dla przez lub oraz jest od za po co jak te są być ich pani twoje"
        " nam nas które podczas twoich twój a możesz tylko aby ze tej tym tego jeśli naszej"
    ),
    "sv": (
        "och i att det som en på är av för med till den har inte om ett vi du eller din från kan"
        " våra"
    ),
    "da": (
        "og i at det som en på er af for med til den har ikke om et vi du eller din fra kan vores"
        " os dig jeres hvis hvordan blive efter oplysninger kun når bruge du dine mod ved samt"
    ),
    "nb": (
        "og i å det som en på er av for med til den har ikke om et vi du eller din fra kan våre"
        " oss deg deres hvis hvordan bli etter opplysninger kun når bruke du dine mot ved samt"
    ),
    "fi": (
        "ja on ei se että tai me sinun voi ovat kun jos myös mukaan sekä tämä niiden käyttää"
        " jotka niitä emme vain meille sinulle kanssa mitä milloin joka joita kuten"
    ),
    "cs": "a v na se že je o z do pro s nebo jsou jako by od ve které podle vaše tyto",
    "tr": (
        "ve bir bu için ile veya olarak da de sizin biz olan kişisel tarafından gibi daha ne"
        " bize size bilgileri verileri verilerinizi her ancak kadar ya göre içinde hesap nasıl"
    ),
    "ro": "și în de la cu pe care nu sau un o este pentru prin ale din dumneavoastră noastre",
    "hu": "a az és hogy nem is egy vagy meg ha ez az ön által történő adatok",
    "id": "dan yang di untuk dengan kami anda atau dari ini dalam tidak ke pada akan oleh",
    "vi": "và của các cho bạn chúng tôi là trong được có không với này hoặc khi",
    "ca": "el la els les de i en que o per amb una un del no com al es vostre nostre aquesta",
}
_STOP_OF: dict[str, tuple[str, ...]] = {}
for _tag, _words in _STOPS.items():
    for _word in frozenset(_words.split()):
        _STOP_OF[_word] = (*_STOP_OF.get(_word, ()), _tag)
_LETTERS: dict[str, str] = {
    "pl": "łżźćńśąę",
    "tr": "ğışİ",
    "cs": "řěů",
    "hu": "őű",
    "ro": "ățţ",
    "vi": "đơưạảấầậếềệịọộớờợụứữ",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "fr": "èêœ",
    "de": "ß",
    "da": "øæ",
    "nb": "øæ",
}
"""Letters that hardly any other language has: a few words with them tell a short text's."""
_MOST_LETTERS = 6
"""Letters that count for as much as so many of a language's commonest words, at most."""
_LATIN_WORD = later(r"[^\W\d_]+")
_KANA = later("[\u3041-\u309f\u30a1-\u30fa]+")
_SCRIPTS = {
    "cyrillic": later("[\u0400-\u04ff]+"),
    "ar": later("[\u0600-\u06ff]+"),
    "he": later("[\u0590-\u05ff]+"),
    "th": later("[\u0e00-\u0e7f]+"),
    "el": later("[\u0370-\u03ff]+"),
    "hi": later("[\u0900-\u097f]+"),
    "ka": later("[\u10a0-\u10ff]+"),
    "hy": later("[\u0530-\u058f]+"),
}
_SCRIPT_PAGES = b"\x03\x04\x05\x06\x09\x0e\x10"
_PERSIAN = later("[پچژگ]|ی\\b|می‌")
_SIMPLIFIED = frozenset(
    "们这个来时为国对说会过发经动样还现应进开关没问间题体种从两实点产头让给东条无于业电话员网务与权将设单规则处际资"
    "据传达输护约议协众义历变参双类显载极认证误调请谁谈责贷费质购转软较录铁键长门闭难须预领风验图书报"
)
_TRADITIONAL = frozenset(
    "們這個來時為國對說會過發經動樣還現應進開關沒問間題體種從兩實點產頭讓給東條無於業電話員網務與權將設單規則處際資"
    "據傳達輸護約議協眾義歷變參雙類顯載極認證誤調請誰談責貸費質購轉軟較錄鐵鍵長門閉難須預領風驗圖書報"
)
_SKIP: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("://", re.compile(r"https?://\S+")),
    ("@", re.compile(r"[\w.+-]{1,64}@\S+")),
    ("<", re.compile(r"<[^<>]{0,500}>")),
    ("](", re.compile(r"\]\([^)\s]{0,500}\)")),
    ("`", re.compile(r"`[^`\n]{0,200}`")),
    ("{", re.compile(r"\{[%:][^}]{0,300}\}")),
)
"""What is in no language, each with characters that it cannot be without."""

_SAMPLE = 4_000


def language_of_text(text: str, *, sample: int = _SAMPLE) -> str:
    """The language that most of a text is written in, as a BCP 47 tag.

    ``und`` where it is unsure.
    """
    text = _middle(text, sample)
    for sign, pattern in _SKIP:
        if sign in text:
            text = pattern.sub(" ", text)
    if text.isascii():
        return _latin_language(text)
    census = Census(text)
    han, kana, hangul = census.han(), census.kana(_KANA), census.hangul()
    cjk = han + kana
    latin = census.latin_at_most()
    if hangul > cjk or cjk * 2.5 <= latin:
        latin = census.latin()
    if hangul * 2 > latin and hangul > cjk:
        return "ko"
    if cjk * 2.5 > latin and cjk > 0:
        if kana >= 2 and kana * 12 > cjk:
            return "ja"
        return chinese_variant(text)
    if census.on(_SCRIPT_PAGES):
        counts = {name: count_of(pattern, text) for name, pattern in _SCRIPTS.items()}
        script, count = max(counts.items(), key=lambda item: item[1])
        if count > latin:
            if script == "ar":
                return "fa" if _PERSIAN.search(text) else "ar"
            return _cyrillic_language(text) if script == "cyrillic" else script
    return _latin_language(text) if latin else "und"


def _middle(text: str, size: int) -> str:
    """A piece of the text, its front matter left out, that is long enough to judge."""
    if text.startswith("---"):
        end = text.find("\n---", 3, 5000)
        text = text[end + 4 :] if end > 0 else text
    return text[:size]


def chinese_variant(text: str) -> str:
    """``zh-CN`` or ``zh-TW`` by characters that only one of them uses.

    ``zh`` where there are none.
    """
    if len(text) > 2 * _FIRST_PIECE:
        first = chinese_variant(text[:_FIRST_PIECE])
        if first != "zh":
            return first
    telling = _TELLING.findall(text)
    simplified = sum(map(_SIMPLIFIED.__contains__, telling))
    if simplified * 2 == len(telling):
        return "zh"
    return "zh-CN" if simplified * 2 > len(telling) else "zh-TW"


_TELLING = later(f"[{''.join(sorted(_SIMPLIFIED ^ _TRADITIONAL))}]")
_ASCII_LETTERS = "".join(chr(c) if 97 <= c <= 122 else " " for c in range(128))
"""Table for ``str.translate``: all but small letters is a space."""


def _cyrillic_language(text: str) -> str:
    lower = text.lower()
    if any(char in lower for char in "іїєґ"):
        return "be" if "ў" in lower else "uk"
    if any(char in lower for char in "ыэё"):
        return "ru"
    if any(char in lower for char in "ђјљњћџ"):
        return "sr"
    return "bg" if lower.count("ъ") * 60 > len(lower) else "ru" if len(lower) > 40 else "und"


def _latin_language(text: str) -> str:
    """By the commonest words, from a first piece where that is clear, else from all of it."""
    first = text[:_FIRST_PIECE]
    total, ranked = _ranked(first)
    (best, tag), (second, _) = ranked
    if best >= _CLEAR and best * 5 >= total and best * 2 >= second * 3:
        return tag
    if len(first) < len(text):
        total, ranked = _ranked(text)
        (best, tag), (second, _) = ranked
    if best < 3 or best * 100 < total * 8 or best * 10 < second * 11 + 5:
        return "und"
    return tag


_FIRST_PIECE = 1200
_FEW_WORDS = 60
_CLEAR = 25


def _ranked(text: str) -> tuple[int, list[tuple[int, str]]]:
    """How many words there are, and the two languages that have most of them as common words."""
    words, scores = common_words(text)
    if not text.isascii() and len(words) <= _FEW_WORDS:
        for tag, letters in _LETTERS.items():
            found = sum(map(text.count, letters))
            if found:
                scores[tag] = scores.get(tag, 0) + min(found, _MOST_LETTERS)
    scores |= {"": 0, "-": 0}
    return len(words), sorted(((count, tag) for tag, count in scores.items()), reverse=True)[:2]


def common_words(text: str) -> tuple[list[str], dict[str, int]]:
    """A text's words in small letters, and of how many each language has them as common ones."""
    lower = text.lower()
    words = (
        lower.translate(_ASCII_LETTERS).split() if lower.isascii() else _LATIN_WORD.findall(lower)
    )
    scores: dict[str, int] = {}
    for tags, count in Counter(map(_STOP_OF.get, words)).items():
        for tag in tags or ():
            scores[tag] = scores.get(tag, 0) + count
    return words, scores
