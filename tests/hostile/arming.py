"""Arms a repository: everything that git can be configured to run leaves a canary of its own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOOKS = (
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-receive",
    "post-rewrite",
    "post-update",
    "pre-applypatch",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "pre-receive",
    "prepare-commit-msg",
    "proc-receive",
    "push-to-checkout",
    "reference-transaction",
    "sendemail-validate",
    "update",
)

# Every setting that names a program; {} stands for it.
PROGRAMS = {
    "core.fsmonitor": "{}",
    "core.pager": "{}",
    "core.editor": "{}",
    "core.askPass": "{}",
    "core.sshCommand": "{}",
    "core.gitProxy": "{}",
    "core.alternateRefsCommand": "{}",
    "credential.helper": "!{}",
    "diff.external": "{}",
    "diff.evil.command": "{}",
    "diff.evil.textconv": "{}",
    "diff.evil.wordRegex": ".",
    "filter.evil.clean": "{}",
    "filter.evil.smudge": "{}",
    "filter.evil.process": "{}",
    "filter.evil.required": "true",
    "filter.half.clean": "{}",
    "filter.half.smudge": "{}",
    "merge.evil.driver": "{} %A",
    "merge.default": "evil",
    "gpg.program": "{}",
    "gpg.openpgp.program": "{}",
    "gpg.x509.program": "{}",
    "gpg.ssh.program": "{}",
    "gpg.ssh.defaultKeyCommand": "{}",
    "gpg.ssh.allowedSignersFile": "/dev/null",
    "uploadpack.packObjectsHook": "{}",
    "sequence.editor": "{}",
    "interactive.diffFilter": "{}",
    "pager.log": "{}",
    "pager.diff": "{}",
    "pager.show": "{}",
    "pager.status": "{}",
    "trailer.x.command": "{}",
    "trailer.x.cmd": "{}",
    "trailer.x.ifmissing": "add",
    "alias.log": "!{}",
    "alias.rev-parse": "!{}",
    "alias.cat-file": "!{}",
    "alias.evil": "!{}",
    "difftool.evil.cmd": "{}",
    "diff.tool": "evil",
    "mergetool.evil.cmd": "{}",
    "merge.tool": "evil",
    "browser.evil.cmd": "{}",
    "web.browser": "evil",
    "man.evil.cmd": "{}",
    "man.viewer": "evil",
    "sendemail.sendmailcmd": "{}",
    "tar.evil.command": "{}",
    "remote.origin.url": "ssh://nowhere.invalid/x",
    "remote.origin.uploadpack": "{}",
    "remote.origin.receivepack": "{}",
    "remote.evil.url": "ext::{}",
    "remote.evil.promisor": "true",
    "remote.evil.partialclonefilter": "blob:none",
    "remote.vcs.vcs": "ext",
    "extensions.partialClone": "evil",
    "protocol.ext.allow": "always",
    "protocol.allow": "always",
    "submodule.evil.update": "!{}",
    "submodule.evil.url": "ext::{}",
    "submodule.evil.active": "true",
    "submodule.recurse": "true",
    "commit.gpgSign": "true",
    "tag.gpgSign": "true",
    "log.showSignature": "true",
    "merge.verifySignatures": "true",
    "gc.auto": "1",
    "gc.recentObjectsHook": "{}",
    "maintenance.auto": "true",
    "core.untrackedCache": "true",
    "core.bigFileThreshold": "1",
}
ATTRIBUTES = "* filter=half diff=evil merge=evil text=auto\n*.txt filter=evil\n"


@dataclass(frozen=True)
class Canaries:
    """The armed repository and the folder in which each canary leaves a file of its name."""

    repository: Path
    folder: Path

    def fired(self) -> set[str]:
        """Names of the canaries that ran since the last call."""
        names = {path.name for path in self.folder.iterdir()}
        for name in names:
            (self.folder / name).unlink()
        return names


def git(repository: Path, *args: str, data: bytes | None = None, check: bool = False) -> str:
    """Run plain git as an unwary user would."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Wes Hall"), ("EMAIL", "wes@example.org"))
    }
    done = subprocess.run(
        ["git", *args],
        cwd=repository,
        env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        input=data or b"",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not check or done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8", "replace").strip()


def arm(repository: Path, scratch: Path) -> Canaries:
    """Commit the attributes, make a branch with a hole, then arm everything that there is.

    Args:
        repository: A work tree on its branch; its configuration is written anew.
        scratch: An empty folder for the programs, their canaries and what lies outside.
    """
    folder, programs = scratch / "canaries", scratch / "programs"
    folder.mkdir(parents=True)
    programs.mkdir()

    def program(name: str, path: Path | None = None) -> Path:
        target = path or programs / name
        target.unlink(missing_ok=True)
        target.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{folder / name}'\nexit 0\n")
        target.chmod(0o755)
        return target

    outside = scratch / "outside"
    outside.mkdir()
    git(outside, "init", "-q", "--bare", check=True)
    (repository / ".gitattributes").write_text(ATTRIBUTES)
    modules = '[submodule "evil"]\n\tpath = sub\n\turl = ext::{0}\n\tupdate = !{0}\n'
    (repository / ".gitmodules").write_text(modules.format(program("gitmodules")))
    git(repository, "add", ".gitattributes", ".gitmodules", check=True)
    head = git(repository, "rev-parse", "HEAD", check=True)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},sub", check=True)
    git(repository, "commit", "-q", "-m", "Set attributes", check=True)
    _hole(repository)

    git_dir = repository / ".git"
    (git_dir / "hooks").mkdir(exist_ok=True)
    (programs / "hooks").mkdir()
    for name in HOOKS:
        program(f"hook-{name}", git_dir / "hooks" / name)
        program(f"hooksPath-{name}", programs / "hooks" / name)
    settings = {key: value.format(program(key)) for key, value in PROGRAMS.items()}
    settings["core.hooksPath"] = str(programs / "hooks")
    settings["core.attributesFile"] = str(scratch / "attributes")
    settings["commit.template"] = str(scratch / "template")
    (scratch / "attributes").write_text(ATTRIBUTES)
    (scratch / "template").write_text("x\n")
    for key, value in settings.items():
        git(repository, "config", "--local", key, value, check=True)
    for kind, key, what in (
        ("include.path", "include", "editor"),
        ("includeIf.gitdir:/.path", "includeIf", "fsmonitor"),
    ):
        named = git_dir / f"{key}.config"
        runs = program(key)
        named.write_text(
            f'[core]\n\t{what} = "{runs}"\n[pager]\n\tlog = "{runs}"\n'
            f'[gpg "ssh"]\n\tprogram = "{runs}"\n[filter "evil"]\n\tclean = "{runs}"\n'
        )
        git(repository, "config", "--local", kind, str(named), check=True)
    (git_dir / "info" / "attributes").write_text(ATTRIBUTES)
    (git_dir / "objects" / "info").mkdir(exist_ok=True)
    (git_dir / "objects" / "info" / "alternates").write_text(f"{outside / 'objects'}\n")
    for path in folder.iterdir():
        path.unlink()
    return Canaries(repository, folder)


def _hole(repository: Path) -> None:
    """A branch whose policy lacks its blob, which a partial clone would fetch."""
    entry = f"100644 blob {'12' * 20}\tprivacy.md\n".encode()
    inner = git(repository, "mktree", "--missing", data=entry, check=True)
    tree = git(repository, "mktree", data=f"040000 tree {inner}\tpolicies\n".encode(), check=True)
    commit = git(repository, "commit-tree", "-p", "HEAD", "-m", "Hole", tree, check=True)
    git(repository, "branch", "hole", commit, check=True)
