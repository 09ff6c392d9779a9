"""The options that commands share, and the class that commands are made of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import click

from policyreview.cli.session import Session, today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

Field = Literal["folder", "ref", "color", "as_json"]


def _keep(field: Field) -> Callable[[click.Context, click.Parameter, object], None]:
    """A callback that puts an option's value into the session of its context."""

    def keep(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value is None or value is False:
            return
        session = ctx.find_object(Session) or Session()
        ctx.obj = _with(session, field, value)

    return keep


def _with(session: Session, field: Field, value: object) -> Session:
    """The session with one answer changed."""
    changes: dict[str, Any] = {field: value}
    return replace(session, **changes)


def shared_options() -> list[click.Option]:
    """`-C/--repo`, `--ref`, `--color`, `--json`: the same before and after the command's name."""
    return [
        click.Option(
            ["-C", "--repo"],
            metavar="FOLDER",
            expose_value=False,
            callback=_keep("folder"),
            help="The repository, or a folder in it; the current folder by default.",
        ),
        click.Option(
            ["--ref"],
            metavar="REV",
            expose_value=False,
            callback=_keep("ref"),
            help="Look at this branch, tag or commit instead of what is checked out.",
        ),
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            expose_value=False,
            callback=_keep("color"),
            help="Colour the output; by default only on a terminal and without NO_COLOR.",
        ),
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            expose_value=False,
            callback=_keep("as_json"),
            help="Print JSON (docs/json.md).",
        ),
    ]


def make(
    name: str,
    *,
    help: str,  # noqa: A002
    example: str,
    params: list[click.Parameter] | None = None,
    kind: type[click.Command] = click.Command,
) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function of the session and the parameters that gives an exit code.

    Args:
        name: As typed.
        help: First line as in the table of commands, then paragraphs.
        example: One or more command lines, shown at the end of ``--help``.
        params: The command's own arguments and options.
        kind: What it is made as.
    """

    def decorate(function: Callable[..., int]) -> click.Command:
        @click.pass_context
        def call(ctx: click.Context, /, **values: object) -> int:
            return function(ctx.find_object(Session) or Session(), **values)

        lines = "\n".join(f"  {line.strip()}" for line in example.strip().splitlines())
        return kind(
            name,
            callback=call,
            params=[*(params or []), *shared_options()],
            help=help,
            epilog=f"\b\nExample:\n{lines}",
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )

    return decorate


class Day(click.ParamType["dt.date"]):
    """A calendar day, ``YYYY-MM-DD`` or ``today``."""

    name = "date"

    def convert(
        self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The day, or a usage error that says why it is none."""
        import datetime as dt

        if isinstance(value, dt.date):
            return value
        if value == "today":
            return today()
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            self.fail(f"'{value}' is not a date; write it as 2026-12-01.", param, ctx)
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"There is no day {value}.", param, ctx)


class PolicyId(click.ParamType[str]):
    """A policy's id, completed from the library."""

    name = "policy"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """The ids that begin with what is typed; none where the repository can't be read."""
        from click.shell_completion import CompletionItem

        from policyreview.terminal import safe

        session = ctx.find_object(Session) or Session()
        try:
            with session.library() as library:
                policies = library.policies
        except Exception:  # noqa: BLE001  (half a command line completes to nothing)
            return []
        return [
            CompletionItem(policy.id, help=safe(policy.title))
            for policy in policies
            if policy.id.startswith(incomplete) and _plain(policy.id)
        ]


def _plain(policy_id: str) -> bool:
    """Whether a shell takes an id as one word: no white space, quotes or hidden characters."""
    return re.fullmatch(r"[^\W_](?:[\w./+@-]*\w)?", policy_id) is not None


def policy_argument(*, required: bool = True, many: bool = False) -> click.Argument:
    """The argument POLICY."""
    return click.Argument(
        ["policies" if many else "policy"],
        type=PolicyId(),
        required=required,
        nargs=-1 if many else 1,
        metavar="POLICY..." if many else "POLICY",
    )
