"""Text that a reader can't see or would misread: it is always shown, and bars signing."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from policyreview.checks.finding import Finding, Level, digest_of
from policyreview.checks.registry import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OF_A_RULE = 200
"""Places listed for one rule of one text; the rest is counted in the last of them."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e0fff"
)
_TAGS = "\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
_OVERLAYS = "\u0332\u0333\u0334-\u0338\u0488\u0489\u20d0-\u20e2\u20e4-\u20f0"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_INVISIBLE = re.compile(
    f"(?P<bidi>[{_BIDI}]+)|(?P<zero>[{_ZERO_WIDTH}]+)|(?P<tag>[{_TAGS}]+)"
    f"|(?P<soft>\u00ad+)|(?P<control>[{_CONTROLS}]+|\r+(?!\n))"
    f"|(?P<over>[{_OVERLAYS}]+|[{_MARKS}]{{4,}})"
)
_REFERENCE = re.compile(
    r"(?:&(?:#0{0,6}(?:[0-9]{2,7}|[xX]0{0,6}[0-9a-fA-F]{1,6});?|shy;|zwn?j;|[lr]rm;))+"
)
"""Characters as HTML names them, alone or in a row."""
_OPENERS = re.compile(
    r"<!--|\{%-?\s*comment\s*-?%\}|\{::comment\}|^\[(?://|comment)\]:", re.IGNORECASE | re.MULTILINE
)
_CLOSERS = {"<": "-->", "{%": "%}", "{:": "{:/comment}", "[": "\n"}
_TAG = re.compile(r"<[a-z][a-z0-9]{0,15}[\s/]|\{:", re.IGNORECASE)
_STYLE_BOUND = 2000
_WHITE = r"(?:white|#fff(?:f{3}|f{5})?\b|#ffff\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b|transparent)"
_WHITE_ON_WHITE = re.compile(
    rf"(?<![-\w])color\s*:\s*{_WHITE}"
    r"|(?<![-\w])color\s*:\s*(?:rgb|hsl)a?\([^)\n]{1,60}[,/]\s*0*\.?0*%?\s*\)"
    r"|(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0+(?:px)?\s*(?:[;\"'}]|$)|scale\(\s*0*\.?0*\s*\)"
    r"|unicode-bidi\s*:\s*(?:bidi|isolate)-override"
    rf"|<font\b[^>]{{0,200}}?\bcolor\s*=\s*[\"']?{_WHITE}"
    r"|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![-\w])opacity\s*:\s*0*\.?0*\s*(?:[;\"'}]|$)"
    r"|font-size\s*:\s*0*\.?0*(?:px|pt|em|rem|%)?\s*(?:[;\"'}]|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}"
    r"|(?:^|\s)hidden(?=[\s/>=])",
    re.IGNORECASE,
)
_SHEET = re.compile(r"</?style\b", re.IGNORECASE)
_TURNED = re.compile(r"<bdo\b", re.IGNORECASE)
_OTHER_BACKGROUND = re.compile(rf"background(?:-color)?\s*:\s*(?!{_WHITE})[#\w]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LOOKALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET")
_SEEN_AS_LATIN = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌԚԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Cyrillic and Greek letters that look like a Latin one."""
_FOREIGN, _LATIN = re.compile("[\u0370-\u052f]"), re.compile("[A-Za-z]")
_FEW = 0.1
_EMOJI_BASE = re.compile(
    "[\u00a9\u00ae\u0023\u002a\u0030-\u0039\u203c-\u3299\U0001f000-\U0001faff]"
)


def hidden_text(text: str, *, language: str = "und") -> tuple[Finding, ...]:
    """Find what a reader would not see as it is.

    Bidirectional controls, zero-width and tag characters, soft hyphens and control characters,
    words that mix look-alike scripts, comments, and styles that hide their text.

    Args:
        text: A text as it was decoded, its line ends as they are.
        language: Tag of the text's language, for the findings' place.

    Returns:
        Findings in the order of the text, each with ``bars_signing``. At most ``MOST_OF_A_RULE``
        a rule; the last says how many more there are.
    """
    lines = _Lines(text)
    counts: dict[str, int] = defaultdict(int)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for rule, level, start, end, sentence in _places(text):
        counts[rule] += 1
        if counts[rule] > MOST_OF_A_RULE:
            continue
        around = text[max(0, start - 40) : min(len(text), end + 40)]
        findings[rule].append(
            Finding(
                rule=rule,
                level=level,
                text=sentence,
                line=lines.of(start),
                start=start,
                end=end,
                language=language,
                value=_names(text[start:end]) if rule in _BY_NAME else text[start:end][:200],
                digest=digest_of(rule, text[start:end], around),
                bars_signing=True,
            )
        )
    for rule, found in findings.items():
        more = counts[rule] - len(found)
        if more:
            found.append(_more(found[-1], more, text))
    return tuple(sorted((f for found in findings.values() for f in found), key=_place))


_BY_NAME = {
    "hidden-bidi",
    "hidden-zero-width",
    "hidden-tag",
    "hidden-soft-hyphen",
    "hidden-control",
    "hidden-overlay",
}
_GROUPS: dict[str, tuple[str, Level, str]] = {
    "bidi": ("hidden-bidi", "error", "turns the reading direction of what follows"),
    "zero": ("hidden-zero-width", "error", "takes no room and can't be seen"),
    "tag": ("hidden-tag", "error", "carries letters that can't be seen"),
    "soft": ("hidden-soft-hyphen", "warning", "is seen only at a line's end and breaks searching"),
    "control": ("hidden-control", "error", "is a command to the terminal, not a letter"),
    "over": ("hidden-overlay", "error", "strikes, underlines or covers the letter before it"),
}


def _places(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    yield from _invisible(text)
    yield from _references(text)
    yield from _mixed(text)
    yield from _alike(text)
    yield from _comments(text)
    yield from _styles(text)


def _invisible(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    old_mac = "\n" not in text
    for match in _INVISIBLE.finditer(text):
        rule, level, why = _GROUPS[match.lastgroup or "zero"]
        start, end = match.span()
        if match.lastgroup == "zero" and _belongs(text, start, end):
            continue
        if (
            match.lastgroup == "control"
            and match[0].startswith("\r")
            and (old_mac or end == len(text))
        ):
            continue
        run = f" ({end - start} in a row)" if end - start > 1 else ""
        yield rule, level, start, end, f"{_names(match[0])}{run} {why}."


def _references(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    """Invisible characters that the text names as HTML does: readers of the page get them."""
    if "&" not in text:
        return
    from html import unescape

    for match in _REFERENCE.finditer(text):
        before, run = text[max(0, match.start() - 1) : match.start()], unescape(match[0])
        found = _INVISIBLE.search(run)
        if found is None or (before and _belongs(before + run, 1, 2)):
            continue
        rule, level, why = _GROUPS[found.lastgroup or "zero"]
        said = f"'{match[0][:40]}' is {_names(found[0])} on the page, which {why}."
        yield rule, level, match.start(), match.end(), said


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether a zero-width run is part of the spelling: emoji, Indic and Arabic joiners, Han."""
    run, before = text[start:end], text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if run == "\ufeff":
        return start == 0
    if run in {"\ufe0e", "\ufe0f", "\ufe0f\u200d", "\u200d"} and _EMOJI_BASE.match(before):
        return run[-1] != "\u200d" or bool(_EMOJI_BASE.match(after))
    if run == "\ufe0f\u20e3":
        return True
    if len(run) == 1 and run in "\u200c\u200d" and before:
        name = unicodedata.name(before, "")
        joined = ("ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
        return name.startswith((*joined, "GUJARATI", "GURMUKHI", "ORIYA", "SINHALA", "MYANMAR"))
    return len(run) == 1 and "\U000e0100" <= run <= "\U000e01ef" and _is_han(before)


def _is_han(char: str) -> bool:
    return bool(char) and ("\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff")


def _mixed(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    if text.isascii():
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not any("A" <= c <= "\u024f" for c in word):
            continue
        scripts = {unicodedata.name(c, "?").split(" ")[0] for c in word if c > "\u024f"}
        foreign = sorted(scripts.intersection(_LOOKALIKE))
        if foreign:
            strange = "".join(dict.fromkeys(c for c in word if c > "\u024f"))[:20]
            start, end = match.span()
            others = " and ".join(name.title() for name in foreign)
            sentence = (
                f"'{word[:60]}' mixes Latin with {others} letters that look alike ({strange})."
            )
            yield "hidden-mixed-script", "error", start, end, sentence


def _alike(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    """Words all in Cyrillic or Greek letters that look Latin, in a text of Latin letters."""
    if text.isascii():
        return
    foreign, latin = len(_FOREIGN.findall(text)), len(_LATIN.findall(text))
    if not 0 < foreign <= _FEW * latin:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > 1 and _SEEN_AS_LATIN.issuperset(word):
            script = unicodedata.name(word[0], "?").split(" ")[0].title()
            sentence = f"'{word[:60]}' looks like a Latin word and is in {script} letters."
            yield "hidden-mixed-script", "error", *match.span(), sentence


def _comments(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    position = 0
    while match := _OPENERS.search(text, position):
        start = match.start()
        opener = match[0][0] if match[0][0] != "{" else match[0][:2]
        closer = _CLOSERS[opener]
        liquid = opener == "{%"
        end = _liquid_end(text, match.end()) if liquid else text.find(closer, match.end())
        if end < 0:
            yield (
                "hidden-comment",
                "warning",
                start,
                len(text),
                "A comment is opened and never closed.",
            )
            return
        end += 0 if closer == "\n" or liquid else len(closer)
        words = " ".join(text[match.end() : end].removesuffix(closer).split())
        shown = words[:60] + ("…" if len(words) > 60 else "")
        sentence = f"A comment that readers of the page don't see: '{shown}'."
        yield "hidden-comment", "warning", start, end, sentence
        position = max(end, start + 1)


def _liquid_end(text: str, position: int) -> int:
    match = re.compile(r"\{%-?\s*endcomment\s*-?%\}", re.IGNORECASE).search(text, position)
    return match.end() if match else -1


def _styles(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    for match in _TAG.finditer(text):
        closer = "}" if match[0].startswith("{") else ">"
        end = text.find(closer, match.start(), match.start() + _STYLE_BOUND)
        tag = text[match.start() : end + 1] if end >= 0 else ""
        hiding = _WHITE_ON_WHITE.search(tag)
        if not hiding or ("color" in hiding[0].lower() and _OTHER_BACKGROUND.search(tag)):
            continue
        said = " ".join(hiding[0].strip(" ;\"'").split())
        yield (
            *("hidden-style", "error", match.start(), end + 1),
            f"A style hides the text that follows it from readers of the page: '{said[:60]}'.",
        )
    yield from _sheets(text)
    for match in _TURNED.finditer(text):
        sentence = "A tag turns the reading direction of what it holds on the page: '<bdo>'."
        yield "hidden-bidi", "error", *match.span(), sentence


def _sheets(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    begun: int | None = None
    for match in _SHEET.finditer(text):
        if match[0][1] != "/":
            begun = match.start() if begun is None else begun
        elif begun is not None:
            if hiding := _WHITE_ON_WHITE.search(text, begun, match.start()):
                said = " ".join(hiding[0].strip(" ;\"'}").split())
                sentence = f"A style sheet hides text from readers of the page: '{said[:60]}'."
                yield "hidden-style", "error", begun, match.start(), sentence
            begun = None


def _names(run: str) -> str:
    """The distinct invisible characters of a run, by code point and name."""
    seen = list(dict.fromkeys(run))[:4]
    named = [f"U+{ord(c):04X} {unicodedata.name(c, 'control').lower()}" for c in seen]
    return ", ".join(named)


def _more(last: Finding, more: int, text: str) -> Finding:
    return Finding(
        rule=last.rule,
        level=last.level,
        text=f"There are {more} more places of this kind after this one.",
        line=last.line,
        start=last.start,
        end=last.end,
        language=last.language,
        value=f"+{more}",
        digest=digest_of(last.rule, f"+{more}", text),
        bars_signing=True,
    )


def _place(finding: Finding) -> tuple[int, int, str, str]:
    last = finding.value if finding.value.startswith("+") else ""  # 'and 12 more' after its last
    return finding.start, finding.end, finding.rule, last


_GROUP = "Hidden text"
RULES = (
    Rule("hidden-bidi", "error", "A control turns the reading direction.", "text", _GROUP),
    Rule(
        "hidden-zero-width", "error", "A character takes no room and can't be seen.", "text", _GROUP
    ),
    Rule("hidden-tag", "error", "Tag characters carry letters that can't be seen.", "text", _GROUP),
    Rule(
        "hidden-soft-hyphen",
        "warning",
        "A soft hyphen is seen only at a line's end.",
        "text",
        _GROUP,
    ),
    Rule("hidden-control", "error", "A control character stands in the text.", "text", _GROUP),
    Rule("hidden-overlay", "error", "A mark strikes or covers a letter.", "text", _GROUP),
    Rule(
        "hidden-mixed-script",
        "error",
        "A word mixes letters of scripts that look alike.",
        "text",
        _GROUP,
    ),
    Rule(
        "hidden-comment", "warning", "A comment isn't seen by readers of the page.", "text", _GROUP
    ),
    Rule(
        "hidden-style",
        "error",
        "A style hides its text (white on white, display: none).",
        "text",
        _GROUP,
    ),
)


class _Lines:
    """Line numbers of positions in one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]

    def of(self, position: int) -> int:
        """The 1-based line that a code point stands in."""
        return bisect.bisect_right(self._starts, position)
