"""A redline as one self-contained HTML page, changed words marked as lawyers know them."""

from __future__ import annotations

from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents.naming import cited, telling_where
from policyreview.redline.showing import first_word, readable, readable_block, unseen
from policyreview.terminal import safe
from policyreview.terminal.spaces import joined, only_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.documents import Clause
    from policyreview.redline import Redline, RedlineBlock, Row, Span, Token
    from policyreview.redline.clauses import ClauseChange
    from policyreview.redline.model import Text
    from policyreview.redline.threeway import Passage, ThreeWay

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.6 Georgia, "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC", serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff; }}
h1 {{ font-size: 1.4em; overflow-wrap: anywhere; }} h2 {{ font-size: 1.1em; border-bottom: 1px solid #bbb; }}
.block {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 .8em; border-left: 4px solid transparent; padding-left: .7em; }}
.changed, .renumbered, .both {{ border-color: #b8860b; }} .inserted {{ border-color: #1a4fb4; }}
.deleted, .conflict {{ border-color: #b3261e; }} .theirs {{ border-color: #6a3fa0; }}
.ours {{ border-color: #1a4fb4; }} .alike {{ border-color: #1b7f3b; }} .moved {{ border-color: #1b7f3b; background: #f1f8f2; }}
ins {{ color: #1a4fb4; text-decoration: underline; }} del {{ color: #b3261e; text-decoration: line-through; }}
del.space, ins.space {{ text-decoration: none; }} del.space {{ background: #f7d9d6; }} ins.space {{ background: #d9e4f8; }}
.left {{ color: #1b7f3b; text-decoration: line-through double; }}
.note {{ color: #1b7f3b; font-size: .85em; display: block; }}
.fates, .unseen {{ font-size: .9em; line-height: 1.4; padding-left: 1.2em; }} .unseen {{ color: #7a5200; }}
@media screen and (prefers-color-scheme: dark) {{
body {{ color: #dcdcdc; background: #16181c; }} h2 {{ border-color: #555; }} .moved {{ background: #16261b; }}
ins {{ color: #7fb2ff; }} del {{ color: #ff8f86; }} .left, .note {{ color: #7fd497; }} .unseen {{ color: #e0b45c; }}
del.space {{ background: #4a2220; }} ins.space {{ background: #1c3358; }}
}}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11pt; }} .block {{ break-inside: avoid-page; }} }}
</style></head><body>
<h1>{title}</h1>
"""  # noqa: E501  (a style sheet)


class Part(NamedTuple):
    """One text of a page.

    Attributes:
        heading: What it is called.
        redline: Its redline.
        language: BCP 47 tag, by which a browser chooses its letters.
        sentence: How much changed; by default what the redline says.
    """

    heading: str
    redline: Redline
    language: str = "und"
    sentence: str = ""


def page(title: str, texts: Sequence[Part], *, spaces: bool = False) -> str:
    """The page.

    Args:
        title: What is compared.
        texts: Its texts.
        spaces: All changes of white space are shown, by signs.
    """
    parts = [_HEAD.format(title=_html(title))]
    for number, (heading, redline, language, said) in enumerate(texts, 1):
        sentence = said or redline.summary.sentence()
        parts.append(f"<h2>{_html(heading)}</h2>\n<p>{_html(sentence)}</p>\n")
        parts.append(_list("fates", [_fate(each) for each in redline.clauses]))
        parts.append(_list("unseen", [_html(sentence) for sentence, _ in unseen(redline)]))
        parts.append(f'<div lang="{_html(language)}">\n')
        parts.extend(_blocks(redline, number, spaces=spaces))
        parts.append("</div>\n")
    parts.append("</body></html>\n")
    return "".join(parts)


def three_way_page(title: str, texts: Sequence[tuple[str, ThreeWay]]) -> str:
    """The page of two people's changes.

    Args:
        title: What is compared.
        texts: For each text its heading and the comparison.
    """
    parts = [_HEAD.format(title=_html(title))]
    for heading, found in texts:
        parts.append(f"<h2>{_html(heading)}</h2>\n<p>{_html(found.sentence())}</p>\n")
        told = [
            f"{name}: {sentence}"
            for name, redline in zip(("ours", "theirs"), found.redlines, strict=True)
            for sentence, _ in unseen(redline)
        ]
        parts.append(_list("unseen", [_html(sentence) for sentence in told]))
        for passage in found.passages:
            parts.extend(_passage(found, passage))
    parts.append("</body></html>\n")
    return "".join(parts)


_SIDES = {"ours": ("ours",), "theirs": ("theirs",), "alike": ("ours",)}
_NOTES = {"alike": "both alike", "both": "both, at different words: ", "conflict": "conflict: "}


def _passage(found: ThreeWay, passage: Passage) -> Iterator[str]:
    """A passage once, or, where both sides differ, as each side has it."""
    if passage.change == "kept":
        words = "".join(words for words, _ in joined([(found.base[slice(*passage.base)], None)]))
        if words.strip():
            yield f'<div class="block kept">{_html(words)}</div>\n'
        return
    for side in _SIDES.get(passage.change, ("ours", "theirs")):
        version = passage.ours if side == "ours" else passage.theirs
        note = _NOTES.get(passage.change, "") + ("" if passage.change == "alike" else side)
        tokens = version.tokens
        if version.went is not None:
            note += ", moved from here"
        elif version.came is not None:
            note, tokens = f"{note}, moved here", version.moved
        words = _marked(readable(tokens))
        yield f'<div class="block {passage.change}"><span class="note">{note}</span>{words}</div>\n'


def _list(name: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{line}</li>\n" for line in lines if line)
    return f'<ul class="{name}">\n{items}</ul>\n' if items else ""


def _fate(clause: ClauseChange) -> str:
    """What happened to a clause; nothing where nothing did."""
    side = clause.new or clause.old
    if clause.change == "kept" or side is None:
        return ""
    return _html(f"{side.number or ''} {side.title}: {clause.sentence()}".strip())


def _blocks(redline: Redline, number: int, *, spaces: bool) -> Iterator[str]:
    """The blocks in order; a moved one at both ends, each with a link to the other."""
    start = attrgetter("start")
    old = _Side(redline.old, sorted((c.old for c in redline.clauses if c.old), key=start))
    new = _Side(redline.new, sorted((c.new for c in redline.clauses if c.new), key=start))
    for row in redline.rows():
        block = redline.blocks[row.block]
        words = _words(redline, block, row, spaces=spaces)
        if not words:
            continue
        note = _note(block, row, f"{number}-{row.block}", (old, new))
        yield f'<div class="block {block.change}">{note}{words}</div>\n'


class _Side(NamedTuple):
    """One text, and its clauses in order."""

    text: Text
    clauses: Sequence[Clause]


def _note(block: RedlineBlock, row: Row, name: str, sides: tuple[_Side, _Side]) -> str:
    """Where a moved passage went, or came from, as a link to its other end."""
    if block.change != "moved":
        return ""
    left = row.old and not row.new
    place = _place(sides[1], block.new) if left else _place(sides[0], block.old)
    ends = ("left", "came") if left else ("came", "left")
    if left:
        into = "" if place.startswith("behind ") else "to "
        said = f"moved {into}{place}" if place else "moved away"
    else:
        said = f"moved here from {place}" if place else "moved here"
    return f'<a class="note" id="{ends[0]}-{name}" href="#{ends[1]}-{name}">{said}</a>'


def _place(side: _Side, span: Span | None) -> str:
    """Where a span of a text stands: the clause that it is in, or behind; nothing outside."""
    place = first_word(side.text, span) if span else 0
    found, behind = telling_where(side.clauses, place)
    if found is None:
        return ""
    name = _html(cited(found.number) if found.number else f"“{found.title}”")
    return f"behind {name}" if behind else name


def _words(redline: Redline, block: RedlineBlock, row: Row, *, spaces: bool) -> str:
    if block.change == "moved" and not row.new and block.old:
        left = redline.old[slice(*block.old)]
        shown = "".join(words for words, _ in joined([(left, None)]))
        return f'<span class="left">{_html(shown)}</span>' if shown.strip() else ""
    return _marked(readable_block(redline, block, spaces=spaces))


def _marked(tokens: Sequence[Token]) -> str:
    """Words with their marks; nothing where they are white space."""
    runs = joined([(words, kind) for kind, words in tokens])
    if not any(words.strip() for words, _ in runs):
        return ""
    return "".join(_run(words, kind) for words, kind in runs)


def _run(words: str, kind: str) -> str:
    if kind == "=":
        return _html(words)
    tag = "del" if kind == "-" else "ins"
    space = ' class="space"' if only_signs(words) else ""
    return f"<{tag}{space}>{_html(words)}</{tag}>"


def _html(text: str) -> str:
    return escape(safe(text, multiline=True))
