"""Whatever is typed, the command line answers with a sentence and a documented exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from arming import git
from asking import ask
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyreview.cli.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

ODD = (
    "",
    " ",
    "nonsense",
    "2026-02-30",
    "٢٠٢٦-٠١-٠١",
    "99999-01-01",
    "0000-00-00",
    "-x",
    "--",
    "--upload-pack=touch x",
    "--output=x",
    "-c",
    "@{u}",
    "@{-1}",
    "@{99999999999999999999}",
    ":/foo",
    ":0:policies/privacy.md",
    "HEAD^{tree}",
    "HEAD^{/x",
    "HEAD:policies",
    "HEAD~999999999999",
    "HEAD..HEAD",
    "^HEAD",
    "refs/heads/*",
    "../../etc/passwd",
    "/dev/stdin",
    "/dev/zero",
    "policies",
    "privacy",
    "privacy\n",
    "HEAD",
    "a" * 10_000,
    "é" * 3_000,
    "\x1b[31mred\x07",
    "\x9b31m",
    "\u202eabc",
    "\x7f\x08",
    "\udcff",
    "*",
    "%s%n",
    "[bold]x[/bold]",
    "0",
    "-1",
    "1e99",
)
# The options of a sign-off would sign if everything were right: they never are here, with no key.
OPTIONS = (
    "--on",
    "--at",
    "--ref",
    "--status",
    "--language",
    "--effective",
    "--meaning",
    "-m",
    "--key",
    "--me",
    "--leave-out",
    "--version",
    "--acknowledge",
    "--json",
    "--html",
    "--stat",
    "--files",
    "--raw",
    "--strict",
    "--dry-run",
    "--yes",
    "-n",
    "-C",
    "--color",
    "--id",
    "--name",
    "--email",
)
ASKED = tuple(name for name, entry in COMMANDS.items() if not entry.hidden and name != "demo")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd") / "library"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main", check=True)
    (folder / "policies").mkdir()
    for number in (1, 2):
        text = f"# Privacy\n\nEffective date: {number} May 2026\n\n1. Scope\n\nWe keep {number}.\n"
        (folder / "policies" / "privacy.md").write_text(text)
        git(folder, "add", "policies", check=True)
        git(folder, "commit", "-q", "-m", f"Say {number}", check=True)
    return folder


words = st.one_of(st.sampled_from(ODD), st.sampled_from(OPTIONS), st.text(max_size=8))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(command=st.sampled_from(ASKED), rest=st.lists(words, max_size=4))
def test_any_arguments_are_answered_in_process(
    library: Path, monkeypatch: pytest.MonkeyPatch, command: str, rest: list[str]
) -> None:
    """In process, so that many are tried; the same assertions as for a process of its own."""
    import click

    from policyreview.cli import app, failures

    monkeypatch.chdir(library)
    arguments = [command, *(word.replace("\0", "") for word in rest)]
    faults: list[BaseException] = []
    monkeypatch.setattr(failures, "_keep_traceback", faults.append)

    @click.command(context_settings={"ignore_unknown_options": True})
    def whole() -> None:
        raise SystemExit(app.run(arguments))

    result = CliRunner().invoke(whole, [])
    assert not faults, (arguments, faults)
    assert result.exit_code in {0, 1, 2, 3}, (arguments, result.exit_code, result.output)
    assert "Traceback" not in result.output
    raw = [c for c in result.output if c not in "\n\t" and (c < " " or "\x7f" <= c <= "\x9f")]
    assert not raw, (arguments, raw)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--on", "٢٠٢٦-٠١-٠١"],
        ["list", "--ref", "--upload-pack=touch x"],
        ["list", "--ref", "\udcff"],
        ["show", "a" * 10_000],
        ["show", "\x1b[31mred\x07\x9b"],
        ["diff", "privacy", "-x", "HEAD"],
        ["diff", "privacy", "@{u}", ":/foo"],
        ["diff", "privacy", "HEAD^{tree}"],
        ["diff", "--files", "/dev/zero", "/dev/zero"],
        ["inspect", "/dev/zero"],
        ["inspect", "policies", "nowhere", "\udcff"],
        ["verify", "HEAD^{tree}", "--strict"],
        ["\x1b[31m"],
        ["-C", "/dev/null", "list"],
    ],
    ids=lambda words: words[0].encode("ascii", "replace").decode(),
)
def test_odd_arguments_are_answered_by_the_program(library: Path, arguments: list[str]) -> None:
    asked = ask(
        *(
            word.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
            for word in arguments
        ),
        cwd=library,
    )
    asked.is_sound()
    assert asked.code != 0 or asked.out
    assert len(asked.err) < 4000
    assert asked.seconds < 10
    assert not (library / "x").exists()
