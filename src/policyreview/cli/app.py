"""The root of the command line: imports the command that is called and gives its exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from policyreview.cli import failures
from policyreview.cli.commands import COMMANDS
from policyreview.cli.options import shared_options
from policyreview.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "policyreview"
COMPLETE_VARIABLE = "_POLICYREVIEW_COMPLETE"


class Root(click.Group):
    """A group that knows its commands by a table and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the table's order."""
        return [name for name, entry in COMMANDS.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; anything else that is a folder opens the screens on it."""
        name = args[0]
        if name in COMMANDS:
            return name, self.get_command(ctx, name), args[1:]
        if os.path.exists(name) or os.sep in name:  # noqa: PTH110  (start-up: no pathlib)
            return "open", self.get_command(ctx, "open"), args
        import difflib

        near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise click.UsageError(f"There is no command and no folder named '{name}'.{hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands with the table's one-line helps, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Names of commands and the shared options."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super(click.Group, self).shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=COMMANDS[name].help)
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]


def load(name: str) -> click.Command:
    """Import the module of the command called ``name`` and give the command."""
    command: object = import_module(f"policyreview.cli.commands.{COMMANDS[name].module}").command
    if not isinstance(command, click.Command):
        raise TypeError(name)
    return command


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from policyreview import __version__

        click.echo(f"{PROGRAM} {__version__}")
        ctx.exit()


def root() -> Root:
    """The command line as one click command."""

    @click.pass_context
    def screens(ctx: click.Context) -> int:
        if ctx.invoked_subcommand is not None:
            return 0
        opening = load("open")
        with opening.make_context("open", [], parent=ctx) as inner:
            return int(opening.invoke(inner) or 0)

    return Root(
        PROGRAM,
        callback=screens,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=[
            *shared_options(),
            click.Option(
                ["--version", "-V"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=_version,
                help="Show the version and stop.",
            ),
        ],
        help=(
            "Read, compare, agree on and put in force the policies that a git repository holds.\n\n"
            "Without a command, or with a repository's folder in place of one, the screens open."
        ),
        epilog=(
            "\b\nExamples:\n"
            "  policyreview demo                open a small library to try everything on\n"
            "  policyreview ~/policies          open a repository\n"
            "  policyreview -C ~/policies list  list its policies\n\n"
            "Exit codes: 0 yes, 1 no, 2 wrong use, 3 could not tell."
        ),
    )


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit code: 0 yes, 1 no, 2 wrong use, 3 could not tell, 130 stopped by Ctrl-C, 141 when
        the reader of the output went away.
    """
    try:
        if COMPLETE_VARIABLE in os.environ:
            return _complete()
        command = root()
        with command.make_context(PROGRAM, list(arguments), obj=Session()) as context:
            answer = command.invoke(context)
        code = int(answer or 0)
        if sys.stdout is not None:
            from policyreview.cli.printer import flush

            flush(sys.stdout)
    except BaseException as error:
        if isinstance(error, (SystemExit, GeneratorExit)):
            raise
        code = failures.report(error)
        code = _flush_quietly(code)
    return code


def _flush_quietly(code: int) -> int:
    """Write what is still to be written after a failure; a second failure changes nothing."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        failures.drop_output()
        return code or 3
    return code


def _complete() -> int:
    """Answer the shell; a completion that fails completes nothing and says nothing."""
    from click.shell_completion import shell_complete

    instruction = os.environ[COMPLETE_VARIABLE]
    try:
        return shell_complete(root(), {"obj": Session()}, PROGRAM, COMPLETE_VARIABLE, instruction)
    except Exception:  # noqa: BLE001  (a traceback on a half-typed line helps nobody)
        return 1
