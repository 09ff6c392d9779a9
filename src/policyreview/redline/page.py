"""A redline as one self-contained HTML page, changed words marked as lawyers know them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from policyreview.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline import Redline, Token

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.6 Georgia, "Noto Serif CJK SC", serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}
h1 {{ font-size: 1.4em; }} h2 {{ font-size: 1.1em; border-bottom: 1px solid #bbb; }}
.block {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; border-left: 4px solid transparent; padding-left: .7em; }}
.changed, .renumbered {{ border-color: #b8860b; }} .inserted {{ border-color: #1a4fb4; }}
.deleted {{ border-color: #b3261e; }} .moved {{ border-color: #1b7f3b; background: #f1f8f2; }}
ins {{ color: #1a4fb4; text-decoration: underline; }} del {{ color: #b3261e; text-decoration: line-through; }}
.note {{ color: #1b7f3b; font-size: .85em; }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
</style></head><body>
<h1>{title}</h1>
"""  # noqa: E501  (a style sheet)


def page(title: str, texts: Sequence[tuple[str, Redline]]) -> str:
    """The page.

    Args:
        title: What is compared.
        texts: For each text its heading and its redline.
    """
    parts = [_HEAD.format(title=_html(title))]
    for heading, redline in texts:
        parts.append(f"<h2>{_html(heading)}</h2>\n<p>{_html(redline.summary.sentence())}</p>\n")
        parts.extend(_blocks(redline))
    parts.append("</body></html>\n")
    return "".join(parts)


def _blocks(redline: Redline) -> Iterator[str]:
    for row in redline.rows():
        block = redline.blocks[row.block]
        if block.change == "moved" and row.old and not row.new:
            yield (
                f'<p class="block moved" id="left-{row.block}"><a class="note" '
                f'href="#came-{row.block}">moved from here</a></p>\n'
            )
            continue
        note = ""
        if block.change == "moved":
            note = f'<a class="note" id="came-{row.block}" href="#left-{row.block}">moved here</a> '
        words = "".join(map(_token, block.tokens))
        yield f'<div class="block {block.change}">{note}{words}</div>\n'


def _token(token: Token) -> str:
    operation, words = token
    if operation == "=":
        return _html(words)
    tag = "del" if operation == "-" else "ins"
    return f"<{tag}>{_html(words)}</{tag}>"


def _html(text: str) -> str:
    return escape(safe(text, multiline=True))
