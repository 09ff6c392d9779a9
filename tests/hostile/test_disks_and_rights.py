"""Full and read-only disks and missing rights: nothing is half-written, and reading works."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from asking import ask

from policyreview.demo import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policyreview.demo import Demo

APPROVE = ("approve", "terms", "--meaning", "approved for publication", "--yes")
# Root that obeys the rights of files, as everybody else has to.
PLAIN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = build(tmp_path / "demo")
    yield made
    for folder, _, _ in os.walk(tmp_path):
        os.chmod(folder, 0o755)  # noqa: PTH101  (so that the folder can be removed)


@pytest.fixture
def plain() -> tuple[str, ...]:
    """What runs a program without root's right to pass over the rights of files."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root without setpriv can't be kept from writing")
    done = subprocess.run([*PLAIN, "true"], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("root can't give up its rights here")
    return PLAIN


def namespace() -> None:
    """Skip where no file system can be mounted in a namespace of one's own."""
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("mounting needs root and unshare")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("nothing can be mounted here")


def state(folder: Path) -> tuple[str, str, str]:
    """Branch, status and files of the work tree."""
    out = []
    for args in (["rev-parse", "HEAD"], ["status", "--porcelain"], ["fsck", "--no-dangling"]):
        done = subprocess.run(["git", *args], cwd=folder, capture_output=True, check=True)
        out.append(done.stdout.decode())
    return out[0], out[1], out[2]


def test_a_read_only_disk_is_read_and_not_signed_on(demo: Demo) -> None:
    namespace()
    before = state(demo.folder)
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    locked = ("unshare", "-m", "sh", "-c", script, str(demo.folder))
    for command in (("list",), ("show", "terms"), ("diff", "terms"), ("verify", "terms")):
        asked = ask(*command, cwd=demo.folder, env=demo.environment(), before=locked)
        asked.is_sound()
        assert asked.code in {0, 1}, asked
    asked = ask(*APPROVE, "-m", "Mine", cwd=demo.folder, env=demo.environment(), before=locked)
    asked.is_sound()
    assert asked.code == 3, asked
    assert state(demo.folder) == before


@pytest.mark.parametrize("left", [0, 8, 40, 48, 200])
def test_a_full_disk_leaves_all_or_nothing(demo: Demo, tmp_path: Path, left: int) -> None:
    namespace()
    inside = tmp_path / "inside.sh"
    inside.write_text(
        """#!/bin/sh
# usage: inside.sh DEMO KILOBYTES COMMAND…
set -e
demo=$1 left=$2; shift 2
kept=$(mktemp -d) && cp -a "$demo/." "$kept"
mount -t tmpfs -o size=16m none "$demo" && cp -a "$kept/." "$demo" && rm -r "$kept"
cd "$demo"
old=$(git rev-parse HEAD)
dd if=/dev/zero of=.demo/fill bs=1k 2>/dev/null || true
[ "$left" = 0 ] || truncate -s -${left}k .demo/fill
set +e
"$@"; code=$?
rm .demo/fill
"$PYTHON" -m policyreview list >/dev/null 2>&1  # the next start repairs
new=$(git rev-parse HEAD)
dirt=$(git status --porcelain)
git fsck --no-dangling >/dev/null 2>&1 || echo BROKEN
[ -z "$dirt" ] || echo "DIRT $dirt"
if [ "$old" = "$new" ]; then echo NOTHING; else echo ALL; fi
exit $code
"""
    )
    import sys

    asked = ask(
        *APPROVE,
        "-m",
        "A remark",
        cwd=demo.folder,
        env={**demo.environment(), "PYTHON": sys.executable},
        before=("unshare", "-m", "sh", str(inside), str(demo.folder), str(left)),
    )
    asked.is_sound()
    words = asked.out.split()
    assert b"BROKEN" not in words, asked
    assert b"DIRT" not in words, asked
    assert words[-1] == (b"ALL" if asked.code == 0 else b"NOTHING"), asked
    assert asked.code in {0, 3}, asked
    assert asked.code == 0 or b"the disk is full" in asked.err, asked


@pytest.mark.parametrize("what", [".git", ".git/objects", ".git/refs/heads", "policies"])
def test_a_folder_that_cannot_be_written_stops_a_sign_off(
    demo: Demo, plain: tuple[str, ...], what: str
) -> None:
    before = state(demo.folder)
    folders = [demo.folder / what]
    if what == ".git/objects":
        folders += [path for path in (demo.folder / what).rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        looked = ask("list", cwd=demo.folder, env=demo.environment(), before=plain)
        asked = ask(*APPROVE, cwd=demo.folder, env=demo.environment(), before=plain)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    looked.is_sound()
    assert looked.code == 0
    asked.is_sound()
    if asked.code == 0:
        assert what == "policies", "nothing there had to be written"
    else:
        assert asked.code == 3, asked
        assert state(demo.folder) == before


@pytest.mark.parametrize("what", [".git", ".git/objects", ".git/HEAD", ".git/config"])
def test_what_cannot_be_read_is_said(demo: Demo, plain: tuple[str, ...], what: str) -> None:
    (demo.folder / what).chmod(0)
    for command in (("list",), ("verify",), APPROVE):
        asked = ask(*command, cwd=demo.folder, env=demo.environment(), before=plain)
        asked.is_sound()
        assert asked.code in {2, 3}, asked
    (demo.folder / what).chmod(0o755)


def test_a_repository_of_another_user_is_refused_with_the_way_out(demo: Demo) -> None:
    if os.geteuid() != 0:
        pytest.skip("giving a folder away needs root")
    for path in (demo.folder, demo.folder / ".git"):
        os.chown(path, 65534, 65534)
    env = {name: value for name, value in demo.environment().items() if "CONFIG" not in name}
    asked = ask("list", cwd=demo.folder, env=env)
    asked.is_sound()
    assert asked.code == 3
    assert b"belongs to another user" in asked.err
    assert b"safe.directory" in asked.err


@pytest.mark.parametrize("home", ["", "/proc/nowhere", "/dev/null", "relative"])
def test_a_missing_home_is_no_obstacle_to_reading(demo: Demo, home: str) -> None:
    env = {
        "HOME": home,
        **{f"POLICYREVIEW_{name}_DIR": "" for name in ("CACHE", "STATE", "CONFIG")},
    }
    if not home:  # the system knows another home then, which is not the test's to write in
        env |= {f"XDG_{name}_HOME": str(demo.folder) for name in ("CACHE", "STATE", "CONFIG")}
    for command in (("list",), ("verify",), ("status", "terms"), ("diff", "terms")):
        asked = ask(*command, cwd=demo.folder, env=env)
        asked.is_sound()
        assert asked.code in {0, 1}, asked


@pytest.mark.parametrize("what", ["cache", "state", "config"])
@pytest.mark.parametrize("how", ["unwritable", "a file", "unreadable"])
def test_the_programs_own_folders_may_be_unusable(
    demo: Demo, plain: tuple[str, ...], what: str, how: str, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    if how == "a file":
        folder.write_text("x\n")
    else:
        folder.mkdir()
        folder.chmod(0o555 if how == "unwritable" else 0)
    env = {**demo.environment(), f"POLICYREVIEW_{what.upper()}_DIR": str(folder)}
    for command in (("list",), ("verify", "privacy")):
        asked = ask(*command, cwd=demo.folder, env=env, before=plain)
        asked.is_sound()
        assert asked.code in ({0, 1} if what == "cache" else {0, 1, 3}), asked
    before = state(demo.folder)
    asked = ask(*APPROVE, "-m", "Mine", cwd=demo.folder, env=env, before=plain)
    asked.is_sound()
    if asked.code:
        assert asked.code == 3, asked
        assert state(demo.folder) == before
    folder.chmod(0o755)
