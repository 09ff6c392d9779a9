"""Rules about the words: what was said twice, lost, garbled, or came along from a web page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.checks.registry import Hit, Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.checks.registry import TextRule
    from policyreview.documents.values import Block

_GROUP = "Wording"
_LONG = 60
"""Characters from which on a block that stands again somewhere is worth a word."""
_FEW_ECHOES = 4
"""Paragraphs that stand again up to which each is a finding of its own."""
_LONG_ITEM = 80
"""The same for a list item, as lists rightly share items."""
_RUN = 12
"""Words in a row that make a repetition inside a paragraph, where they are a sentence or clause."""
_RUN_ANYWHERE = 25
"""The same for words that stand in the middle of one."""
_RUN_HAN = 16
"""The same for Chinese characters."""
_MOST_TOKENS = 4000


def _find_duplicates(subject: Subject) -> Iterator[Hit]:
    first: dict[str, Block] = {}
    before = ""
    for block in subject.blocks:
        words = " ".join(block.text.split()).casefold()
        if block.kind[0] != "h" and words:
            seen = first.setdefault(words, block)
            beside = words == before and len(words) >= 12
            own = block.kind not in {"tr", "code"} and not _is_link(block.text)
            if seen is not block and beside and own:
                text = f"This repeats line {seen.first_line} word for word."
                yield Hit(block.start, block.end, text, f"{block.text[:60]}")
        before = words


def _find_echoes(subject: Subject) -> Iterator[Hit]:
    """Long paragraphs that stand again at another place, together where they are many."""
    first: dict[str, Block] = {}
    found: list[tuple[Block, Block]] = []
    before = ""
    for block in subject.blocks:
        words = " ".join(block.text.split()).casefold()
        long = len(words) >= (_LONG_ITEM if block.kind == "li" else _LONG)
        if block.kind[0] != "h" and block.kind not in {"tr", "code"} and long:
            seen = first.setdefault(words, block)
            if seen is not block and words != before and not _is_link(block.text):
                found.append((seen, block))
        before = words
    if len(found) > _FEW_ECHOES:
        block = found[0][1]
        text = f"This and {len(found) - 1} other paragraphs stand at an earlier place, too."
        yield Hit(block.start, block.end, text, f"{len(found)} paragraphs", block.text)
        return
    for seen, block in found:
        text = f"This stands in line {seen.first_line}, too, word for word."
        yield Hit(block.start, block.end, text, block.text[:60])


def _is_link(text: str) -> bool:
    """Whether a block is one link ('[Learn more](…)'), which pages rightly repeat."""
    rest = re.sub(
        r"!?\[[^\]]{0,200}\]\([^)]{0,500}\)|https?://\S{1,500}|<[^<>]{1,500}>|\{[{%][^{}]{0,200}[%}]\}",
        "",
        text,
    )
    return len(re.findall(r"\w", rest)) < 20


_TOKEN = re.compile(
    r"\]\([^()\s]{1,1000}\)|https?://[^\s<>]{1,1000}|<[^<>\n]{1,1000}>|\{[{%:][^{}\n]{0,300}\}"
    r"|(?P<word>[\u3400-\u9fff]|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+)"
)
_STOPS = re.compile(r"[\"'”’*_)]{0,3}(?:[.,;:!?]|$)")
_BEGINS = re.compile(r"(?:^|[.!?:;。！？；：])[\s\"'“‘*_(（]*$")


def _find_repetitions(subject: Subject) -> Iterator[Hit]:
    """Longest run of words that stands twice inside one paragraph."""
    for block in subject.blocks:
        if block.kind == "tr" or block.kind[0] == "h":
            continue
        tokens = [
            t for t in _TOKEN.finditer(subject.document.text, block.body, block.end) if t.lastgroup
        ]
        tokens = tokens[:_MOST_TOKENS]
        words = [t[0].casefold() for t in tokens]
        han = sum("\u3400" <= w[0] <= "\u9fff" for w in words) * 2 > len(words)
        size = _RUN_HAN if han else _RUN
        found = _twice(words, size)
        if found:
            at, length = found
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            begins = _BEGINS.search(subject.document.text[max(block.body, start - 8) : start])
            stops = _STOPS.match(subject.document.text, end)
            if not (han or (begins and stops) or length >= _RUN_ANYWHERE):
                continue
            said = subject.document.text[start:end]
            shown = " ".join(said.split())
            shown = shown if len(shown) <= 80 else shown[:79] + "…"
            yield Hit(start, end, f"The paragraph says '{shown}' twice.", shown, block.text)


def _twice(words: list[str], size: int) -> tuple[int, int] | None:
    """Where a run of at least ``size`` words begins that stood before, and its length."""
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        run = tuple(words[at : at + size])
        first = seen.get(run)
        if first is not None and first + size <= at:
            length = size
            while (
                at + length < len(words)
                and first + length < at
                and words[first + length] == words[at + length]
            ):
                length += 1
            return at, length
        seen.setdefault(run, at)
    return None


_BROKEN = re.compile(
    r"(?<!\b(?:that|with|than|when|give))(?<!\b(?:and|for|but))(?<!\b(?:by|of|to|or|as|if|in|on|at))"
    r"(?<=[a-z]{2})\s(?P<w>We|If|You|Our|The|They|This|These|When)\s(?=[a-z]{2,} [a-z])"
)


def _find_broken(subject: Subject) -> Iterator[Hit]:
    """A sentence that begins in the middle of another, unless capitals are the text's way."""
    text = subject.document.text
    usual: dict[str, bool] = {}
    for block in subject.blocks:
        if block.kind not in {"p", "li"}:
            continue
        for match in _BROKEN.finditer(text, block.body, block.end):
            word = match["w"]
            if word not in usual:
                inside = len(re.findall(rf"[a-z,;:] {word} [a-z]", text))
                plain = len(re.findall(rf"[a-z,;:] {word.lower()} [a-z]", text))
                usual[word] = inside > 4 or inside * 2 > plain
            if usual[word]:
                continue
            said = " ".join(text[max(block.body, match.start() - 24) : match.end() + 24].split())
            sentence = f"A sentence breaks off and another begins: '…{said}…'."
            yield Hit(match.start() + 1, match.start() + 1 + len(word), sentence, said)


_LOST = re.compile(
    r"\b(?:of|by|with|from)\s+and\s?/\s?or\s+(?:its|their|our|the|any)\b"
    r"|\b(?:of|by|with|from|to|between|behalf of)\s+[,.](?=\s)"
    r"|\b(?:servers|website|platform|services|products)\s+of\s+(?:and|or)\b"
    r"|(?<=\s)['’]s\s(?=[a-z])|[“\"「『]\s?[”\"」』](?=\s*(?:or|and|或|and|,|，|\)))"
    r"|(?:由|与|和|及|向|对)(?:[,，]|（以下简称)",
)


def _find_lost(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    for block in subject.blocks:
        for match in _LOST.finditer(text, block.body, block.end):
            around = " ".join(text[max(block.body, match.start() - 24) : match.end() + 16].split())
            yield Hit(match.start(), match.end(), f"A name seems to be lost: '…{around}…'.", around)
        for at in _left_open(text, block):
            if _GOES_ON.match(text, at, block.end):
                around = " ".join(text[max(block.body, at - 24) : at + 16].split())
                yield Hit(at, at + 1, f"A name seems to be lost: '…{around}…'.", around)


_GOES_ON = re.compile(r"[(（]\s*(?:and|or|及|和|或)\s|[(（]\s*[,，]")
_BRACKETS = re.compile(r"(?<![:;=][-'])(?<![:;=])[(（]|[)）]")


def _left_open(text: str, block: Block) -> list[int]:
    """Where parentheses are opened that the block doesn't close; emoticons are none."""
    opened: list[int] = []
    for match in _BRACKETS.finditer(text, block.body, block.end):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened


_EMPTY = re.compile(r"(?<![\w\])])[(（][\s,;，；]*[)）]|\[\s*\](?!\()|\]\(\s*\)")


def _find_empty(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    for block in subject.blocks:
        for match in _EMPTY.finditer(text, block.body, block.end):
            if text[match.start() : match.start() + 3] == "[ ]" and block.kind == "li":
                continue
            around = " ".join(text[max(block.body, match.start() - 30) : match.end()].split())
            yield Hit(
                match.start(),
                match.end(),
                f"There is nothing in the parentheses after '{around}'.",
                around,
            )


_LABEL = re.compile(r"(?:^|[\s;；,，。:：(（])[\da-zA-Z一二三四五六七八九十]{1,4}[)）]")


def _find_open(subject: Subject) -> Iterator[Hit]:
    """A parenthesis that is opened and not closed in its block."""
    text = subject.document.text
    for at, block in enumerate(subject.blocks):
        opened = _left_open(text, block)
        if not opened:
            continue
        # a parenthesis may hold several blocks: it is closed in one of the next
        rest = "".join(b.text for b in subject.blocks[at + 1 : at + 4])
        if rest.count(")") + rest.count("）") > rest.count("(") + rest.count("（") + len(
            _LABEL.findall(rest)
        ):
            continue
        around = " ".join(
            text[max(block.body, opened[-1] - 24) : min(block.end, opened[-1] + 24)].split()
        )
        yield Hit(
            opened[-1],
            opened[-1] + 1,
            f"A parenthesis is opened and not closed: '…{around}…'.",
            around,
        )


_GARBLED = re.compile(
    "(?<![^\\W\\d_])Â(?=\\s|$)|[\u0080-\u00ffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2,12}|\ufffd+|锟斤拷|&amp;(?:amp|nbsp|quot|lt|gt|#\\d{1,6});"
)


def _find_mojibake(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    for match in _GARBLED.finditer(text):
        run = match[0]
        if run[0] == "\ufffd":
            sentence = "A character was lost when the text was converted (U+FFFD)."
        elif run == "Â":
            sentence = "'Â' is left of a no-break space or a sign in a wrong encoding."
        elif run[0] in "锟&":
            sentence = f"'{run}' comes from a conversion that went wrong."
        else:
            meant = _meant(run)
            if not meant:
                continue
            sentence = f"'{run}' comes from a wrong encoding; it stands for '{meant}'."
        yield Hit(match.start(), match.end(), sentence, run)


def _meant(run: str) -> str:
    """What a run of letters says when it is read as the UTF-8 that it was made from, or ``""``."""
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if all(
            "\u00a0" <= c <= "\u017f" or "\u2010" <= c <= "\u206f" or "\u2e80" <= c <= "\uffef"
            for c in meant
        ):
            return "no-break space" if meant == "\u00a0" else meant
    return ""


_ICONS = re.compile(
    r"(?<![\w`/.@-])[a-z]{2,12}(?:_[a-z]{2,12}){1,3}(?=[A-Z][a-z]+[\s&]|[\u3400-\u9fff])"
    r"|(?<![\w`/.-])(?:verified_user|account_circle|arrow_(?:back|forward|drop_down|upward|right|left)|"
    r"keyboard_arrow_(?:down|up|left|right)|chevron_(?:left|right)|expand_(?:more|less)|more_(?:vert|horiz)|"
    r"check_circle|help_outline|info_outline|open_in_new|exit_to_app|shopping_cart|arrow_right_alt)"
    r"(?=[A-Z\s]|$|[^\w`/.-])"
)
_FURNITURE = re.compile(
    r"(?:click here to )?leave (?:a|us a) message|(?:select )?language\s*[:：]?|skip to (?:main )?content|back to top"  # noqa: E501
    r"|share (?:this|on) .{1,20}|print this page|loading\s*(?:\.{3}|…)|page \d{1,3} of \d{1,3}|toggle navigation"  # noqa: E501
    r"|accept all(?: cookies)?|sign in|log in|sign up|main menu|menu|home\s*[>/»].{0,60}|you are here:?.{0,60}"  # noqa: E501
    r"|all rights reserved\.?|edit this page|was this (?:page|article) helpful\??|follow us(?: on .{1,30})?|cookie settings"  # noqa: E501
    r"|点击(?:这里)?留言|在线留言|返回顶部|上一页|下一页|登录|注册|首页|跳至内容|回到頂部|トップへ戻る",
    re.IGNORECASE,
)


def _find_furniture(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    for block in subject.blocks:
        first = text[block.body : block.end].partition("\n")[0].strip()
        if first != block.text.strip() and _FURNITURE.fullmatch(first.strip(" *_#|-")):
            yield Hit(
                block.body,
                block.body + len(first),
                f"'{first}' belongs to a web page, not to the policy.",
                first,
            )
            continue
        words = " ".join(block.text.split())
        if len(words) <= 80 and _FURNITURE.fullmatch(words.strip(" *_#|-")):
            yield Hit(
                block.start,
                block.end,
                f"'{words}' belongs to a web page, not to the policy.",
                words,
            )
            continue
        for match in _ICONS.finditer(text, block.body, block.end):
            yield Hit(
                match.start(),
                match.end(),
                f"'{match[0]}' is the name of an icon of a web page.",
                match[0],
            )


_GLUED = re.compile(
    r"(?<!\w)(?:(?:19|20)\d\d|\d{1,2}, (?:19|20)\d\d)(?P<a>[A-Z][a-z]{2,})"
    r"|@[\w.-]{1,60}\.[a-z]{2,12}(?P<b>[A-Z][a-z]{2,})(?=\s?[:：])"
)


def _find_glued(subject: Subject) -> Iterator[Hit]:
    for match in _GLUED.finditer(subject.document.text):
        word = match["a"] or match["b"]
        at = match.start("a") if match["a"] else match.start("b")
        before = match[0][: -len(word)][-24:]
        yield Hit(at, at + len(word), f"'{before}' and '{word}' run together.", match[0][-40:])


_PLACEHOLDER = re.compile(
    r"\bXX+(?:[\s./-]+[^\W\d_]{3,10})?[\s./-]+(?:XX+|(?:19|20)\d\d)\b|(?<!\[)\[(?:insert|your|company|name|date|website|app|address|"
    r"country|state|todo|tbd)[^\]\n]{0,40}\](?![(\[:])|(?-i:\bTODO\b|\bTBD\b|\bTBC\b)|lorem ipsum"
    r"|[<＜【\[](?:公司名称|公司名|日期|网址|联系方式|公司名稱)[>＞】\]]|(?<![\w×])[Xx×]{2,4}(?:公司|年|月)|__{4,}",
    re.IGNORECASE,
)


def _find_placeholders(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    for block in subject.blocks:
        if block.kind == "code":
            continue
        for match in _PLACEHOLDER.finditer(text, block.body, block.end):
            yield Hit(
                match.start(), match.end(), f"'{match[0]}' is still to be filled in.", match[0]
            )


_HALF_WIDTH = re.compile(
    r"(?<=[\u3400-\u9fff])[,;:!?](?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])"
)


_FEW_BLOCKS = 3
"""Paragraphs up to which each gets a finding of its own for half-width marks."""


def _find_half_width(subject: Subject) -> Iterator[Hit]:
    text = subject.document.text
    by_block = [list(_HALF_WIDTH.finditer(text, b.body, b.end)) for b in subject.blocks]
    by_block = [found for found in by_block if found]
    everywhere = len(by_block) > _FEW_BLOCKS  # the text's habit: said once, at its first place
    for found in [[m for block in by_block for m in block]] if everywhere else by_block:
        marks = "".join(dict.fromkeys(m[0] for m in found))
        times = f", {len(found)} times" if len(found) > 1 else ""
        where = f" in {len(by_block)} paragraphs" if everywhere else ""
        sentence = f"Half-width '{marks}' stands between Chinese characters{times}{where}."
        words = f"{marks} in {len(by_block)}" if everywhere else ""
        yield Hit(found[0].start(), found[0].end(), sentence, f"{marks}{len(found)}", words)


RULES = (
    Rule("duplicate-clause", "warning", "A paragraph stands twice in a row.", "text", _GROUP),
    Rule(
        "repeated-paragraph",
        "notice",
        "A long paragraph stands again at another place.",
        "text",
        _GROUP,
    ),
    Rule("repeated-words", "warning", "A paragraph says the same words twice.", "text", _GROUP),
    Rule(
        "broken-sentence",
        "warning",
        "A sentence breaks off and another begins in the middle of it.",
        "text",
        _GROUP,
    ),
    Rule(
        "lost-name",
        "warning",
        "A name seems to be lost ('the servers of and / or its affiliates').",
        "text",
        _GROUP,
    ),
    Rule("empty-parentheses", "warning", "Parentheses or a link hold nothing.", "text", _GROUP),
    Rule(
        "open-parenthesis", "warning", "A parenthesis is opened and never closed.", "text", _GROUP
    ),
    Rule("mojibake", "error", "Letters come from a wrong encoding.", "text", _GROUP),
    Rule(
        "page-furniture",
        "warning",
        "Words of a web page stand in the policy (buttons, icon names).",
        "text",
        _GROUP,
    ),
    Rule(
        "run-together",
        "warning",
        "Two entries stand together without a space or line end.",
        "text",
        _GROUP,
    ),
    Rule("placeholder", "warning", "Something is still to be filled in.", "text", _GROUP),
    Rule(
        "half-width-punctuation",
        "notice",
        "Western punctuation stands between Chinese characters.",
        "text",
        _GROUP,
    ),
)
FINDERS: dict[str, TextRule] = {
    "duplicate-clause": _find_duplicates,
    "repeated-paragraph": _find_echoes,
    "repeated-words": _find_repetitions,
    "broken-sentence": _find_broken,
    "lost-name": _find_lost,
    "empty-parentheses": _find_empty,
    "open-parenthesis": _find_open,
    "mojibake": _find_mojibake,
    "page-furniture": _find_furniture,
    "run-together": _find_glued,
    "placeholder": _find_placeholders,
    "half-width-punctuation": _find_half_width,
}
