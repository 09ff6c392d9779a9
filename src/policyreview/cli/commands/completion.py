"""`completion`: the script that teaches a shell to complete commands and policy ids."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make

if TYPE_CHECKING:
    from policyreview.cli.session import Session

_SHELLS = ("bash", "zsh", "fish")


@make(
    "completion",
    help="Print the script for a shell's completion of commands, options and policy ids.\n\n"
    'bash: put  eval "$(policyreview completion bash)"  into ~/.bashrc. '
    "zsh: the same with zsh into ~/.zshrc. "
    "fish: policyreview completion fish > ~/.config/fish/completions/policyreview.fish",
    example='eval "$(policyreview completion bash)"',
    params=[click.Argument(["shell"], type=click.Choice(_SHELLS))],
)
def command(session: Session, shell: str) -> int:
    """Print the script."""
    from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

    from policyreview.cli.app import COMPLETE_VARIABLE, PROGRAM, root

    kinds: dict[str, type[ShellComplete]] = {
        "bash": BashComplete,
        "zsh": ZshComplete,
        "fish": FishComplete,
    }
    maker = kinds[shell](root(), {}, PROGRAM, COMPLETE_VARIABLE)
    # The class's own `source()` would start a shell only to learn its version.
    script = maker.source_template % maker.source_vars()
    if session.as_json:
        session.printer().json({"shell": shell, "script": script})
        return 0
    sys.stdout.write(script + "\n")
    return 0
