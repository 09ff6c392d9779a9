"""What starting a command imports, and what help and completion say."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from policyreview.cli.app import load
from policyreview.cli.commands import COMMANDS

if TYPE_CHECKING:
    from conftest import Repo, Run

HEAVY = {
    "textual",
    "rich",
    "dateparser",
    "cryptography",
    "pysequoia",
    "rapidfuzz",
    "tomlkit",
    "git",
}


def modules_of(*arguments: str, cwd: object = None) -> set[str]:
    """Top-level names of all modules that a command imports, in a fresh process."""
    script = (
        "import sys, io, os\n"
        "from policyreview.__main__ import main\n"
        "kept, sys.stdout = sys.stdout, open(os.devnull, 'w')\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, sep='\\n', file=kept)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,  # type: ignore[arg-type]
        check=True,
    )
    return set(done.stdout.split())


def test_version_imports_nothing_but_the_package():
    found = modules_of("--version")
    assert not {name for name in found if name.split(".")[0] in HEAVY | {"click", "dataclasses"}}
    assert {name for name in found if name.startswith("policyreview")} == {
        "policyreview",
        "policyreview.__main__",
    }


def test_list_imports_no_screens_and_no_keys(repo: Repo, run: Run):
    run("list", cwd=repo.path)  # what a text says is known from here
    found = modules_of("list", "--json", cwd=repo.path)
    assert not {name.split(".")[0] for name in found} & HEAVY
    assert not {name for name in found if name.startswith("policyreview.signoff")}
    assert not {name for name in found if name.startswith("policyreview.tui")}
    assert "click" not in found
    assert not found & {
        "tomllib",
        "policyreview.library.discovery",
        "policyreview.library.names",
        "policyreview.repository.model",
        "policyreview.repository.writing",
    }
    more = modules_of("list", "--paths", cwd=repo.path)
    commands = {name for name in more if name.startswith("policyreview.cli.commands.")}
    assert commands == {"policyreview.cli.commands.list"}


def test_help_imports_no_command():
    found = modules_of("--help")
    assert not {name for name in found if name.startswith("policyreview.cli.commands.")}


def test_version_is_the_package_version(run: Run):
    from policyreview import __version__

    assert run("--version").out == f"policyreview {__version__}\n"
    assert run("list", "--version").code == 2
    assert run("--color", "never", "--version").out == f"policyreview {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str):
    command = load(name)
    shown = command.get_help(click.Context(command, info_name=f"policyreview {name}"))
    assert "Example:" in shown
    assert "policyreview" in shown.split("Example:")[1]
    for option in ("--json", "--repo", "--ref", "--color", "--help"):
        assert option in shown


def test_help_lists_every_command(run: Run):
    shown = run("--help").out
    for name, entry in COMMANDS.items():
        assert entry.hidden or re.search(rf"^  {name} +\S", shown, re.MULTILINE)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_one_that_the_shell_can_read(run: Run, shell: str):
    answer = run("completion", shell)
    assert answer.code == 0
    assert "_POLICYREVIEW_COMPLETE" in answer.out
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=answer.out, text=True, check=True)


def complete(run: Run, repo: Repo, line: str) -> list[str]:
    words = line.split(" ")
    environment = {
        "_POLICYREVIEW_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    answer = run(cwd=repo.path, env=environment)
    assert answer.err == ""
    return [each.split(",", 1)[1] for each in answer.out.split()]


def test_completion_knows_commands_options_and_policies(run: Run, repo: Repo):
    assert complete(run, repo, "policyreview his") == ["history"]
    assert complete(run, repo, "policyreview show p") == ["privacy"]
    assert "--language" in complete(run, repo, "policyreview show --l")


def test_completion_outside_a_repository_is_silent(run: Run, tmp_path: object):
    environment = {
        "_POLICYREVIEW_COMPLETE": "bash_complete",
        "COMP_WORDS": "policyreview show p",
        "COMP_CWORD": "2",
    }
    answer = run(cwd=tmp_path, env=environment)
    assert (answer.out.strip(), answer.err) == ("", "")
