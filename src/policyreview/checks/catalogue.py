"""The documentation of the rules, written from their registry."""

from __future__ import annotations

from itertools import groupby

from policyreview.checks.registry import rules

_HEAD = """# Checks

`policyreview check` looks for these things in each policy, and the review shows them where they
stand. A finding has a rule, a level, a place and one sentence. `error` is wrong, `warning` very
likely is, `notice` is worth knowing. A signer can waive a finding, with a reason: it is shown as
waived then, and the waiver lapses when the words around the place change, in either language.
Hidden text can't be waived: it bars signing until it is acknowledged.

    policyreview check privacy --waive lost-name:12 --reason 'The name is left out on purpose.'

waives the findings of one rule, with `:12` those of line 12 only, and `--by SIGNER` says who does.
They are written into `.policyreview/waivers/privacy.toml`, which counts when it is committed.

This page is written from the rules: `python -m policyreview.checks.catalogue > docs/checks.md`.
"""


def page() -> str:
    """The whole page, Markdown, with its final line end."""
    parts = [_HEAD]
    for group, members in groupby(rules(), key=lambda r: r.group):
        parts.append(f"\n## {group}\n\n| rule | level | what it finds |\n|---|---|---|\n")
        parts += [f"| `{r.id}` | {r.level} | {r.about} |\n" for r in members]
    return "".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
