"""Malformed and giant objects are told in a sentence, in bounded time and memory."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from arming import git
from asking import ask

from builders import LibraryBuilder, a_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS, MEGABYTES = 10, 600
COMMANDS = (
    ("list",),
    ("show", "privacy"),
    ("history", "privacy"),
    ("diff", "privacy"),
    ("check",),
    ("verify",),
    ("releases",),
)


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    made = a_library(tmp_path).with_signers("ada").with_charter().with_policy()
    made.approved_by("ada")
    return made


def written(library: LibraryBuilder, kind: str, data: bytes) -> str:
    words = ["git", "hash-object", "-w", "-t", kind, "--stdin", "--literally"]
    done = subprocess.run(words, cwd=library.root, input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


def on_top(library: LibraryBuilder, entries: bytes, *, parents: tuple[str, ...] = ()) -> str:
    """A commit on main of the present tree with further raw entries in its root."""
    tree = subprocess.run(
        ["git", "cat-file", "tree", "HEAD^{tree}"],
        cwd=library.root,
        capture_output=True,
        check=True,
    ).stdout
    made = written(library, "tree", tree + entries)
    return commit_of(library, made, parents=parents)


def commit_of(
    library: LibraryBuilder,
    tree: str,
    *,
    parents: tuple[str, ...] = (),
    more: bytes = b"",
    person: bytes = b"Eve <eve@example.org> 1767225600 +0000",
    message: bytes = b"Odd\n",
) -> str:
    over = "".join(f"parent {one}\n" for one in (parents or (library.head,)))
    data = f"tree {tree}\n{over}".encode()
    data += b"author " + person + b"\ncommitter " + person + b"\n" + more + b"\n" + message
    oid = written(library, "commit", data)
    library.git("update-ref", "refs/heads/main", oid)
    return oid


def tree_of(library: LibraryBuilder) -> str:
    return library.git("rev-parse", "HEAD^{tree}")


def entry(mode: str, name: bytes, oid: str) -> bytes:
    return mode.encode() + b" " + name + b"\0" + bytes.fromhex(oid)


def odd_names(library: LibraryBuilder) -> None:
    text = b"# Privacy\n\nEffective date: 1 May 2026\n\n1. Scope\n\nAll.\n"
    blob = written(library, "blob", text)
    names = (
        b"..",
        b".",
        b".git",
        b"/etc",
        b"a\\b.md",
        b"n\nl.md",
        b"e\x1b[31m.md",
        b"A.md",
        b"a.md",
    )
    git_folder = written(library, "tree", entry("100644", b"config", blob))
    inner = b"".join(entry("100644", name, blob) for name in names)
    inner += entry("40000", b".git", git_folder) + entry("120000", b"link.md", blob)
    inner += entry("160000", b"sub.md", "12" * 20) + entry("100644", b"\xff\xfe.md", blob)
    folder = written(library, "tree", inner)
    on_top(library, entry("40000", b"zz", folder) + entry("100644", b"privacy.md", blob))


def deep_tree(library: LibraryBuilder) -> None:
    below = written(library, "blob", b"# Privacy policy\n")
    mode = "100644"
    for _ in range(400):
        below, mode = written(library, "tree", entry(mode, b"policies", below)), "40000"
    on_top(library, entry("40000", b"zz", below))


def many_parents(library: LibraryBuilder) -> None:
    tree, head = tree_of(library), library.head
    stream = b"".join(
        b"commit refs/heads/p%d\ncommitter E <e@x> %d +0000\ndata 1\nx\nfrom %s\n"
        % (n, 1767225600 + n, head.encode())
        for n in range(1000)
    )
    git(library.root, "fast-import", "--quiet", data=stream, check=True)
    heads = git(library.root, "for-each-ref", "--format=%(objectname)", "refs/heads/p*").split()
    commit_of(library, tree, parents=(head, *heads))


def giant_text(library: LibraryBuilder) -> None:
    big = written(library, "blob", b"We keep your data. " * 5_500_000)
    on_top(library, entry("100644", b"privacy-policy.md", big))


def giant_line(library: LibraryBuilder) -> None:
    library.commit({"policies/privacy.md": "Effective date: 1 May 2026 " + "word " * 200_000})


def many_records(library: LibraryBuilder) -> None:
    stream = b"commit refs/heads/main\ncommitter E <e@x> 1767225600 +0000\ndata 1\nx\n"
    stream += b"from refs/heads/main^0\nM 100644 :1 x\n"
    blob = b"blob\nmark :1\ndata 11\nformat = 1\n\n"
    stream += b"".join(
        b"M 100644 :1 .policyreview/records/privacy/v%d/ada-%016x.toml\n" % (n % 100, n)
        for n in range(100_000)
    )
    git(library.root, "fast-import", "--quiet", data=blob + stream, check=True)


def giant_record(library: LibraryBuilder) -> None:
    library.commit({".policyreview/records/privacy/v/ada-0123456789abcdef.toml": b"#" * 30_000_000})


def bomb_charter(library: LibraryBuilder) -> None:
    library.commit({"policyreview.toml": b"a." * 120_000 + b"a = 1\n"})


def bomb_records(library: LibraryBuilder) -> None:
    bombs = (b"a = " + b"[" * 90_000, b"a." * 60_000 + b"a = 1\n", b"{" * 50_000, b"\0", b"\xff")
    folder = ".policyreview/records/privacy/2030-03-01"
    library.commit({f"{folder}/ada-{n:016x}.toml": bomb for n, bomb in enumerate(bombs)})


def bomb_pins(library: LibraryBuilder) -> None:
    bomb = b"a." * 120_000 + b"a = 1\n"
    library.commit(
        {".policyreview/waivers/privacy.toml": bomb, ".policyreview/pins/privacy.toml": bomb}
    )


def odd_dates(library: LibraryBuilder) -> None:
    for person in (
        b"Eve <eve@example.org> 1000000000000 +0000",
        b"Eve <eve@example.org> 31556952000000 +9999",
        b"Eve <eve@example.org> 99999999999999999999999 +0000",
        b"Eve <eve@example.org> -5 -0000",
        b"Eve",
        b"<<<>>>",
        b"",
        b"\xff\x1b]0;x\x07 <\x9b> 1 +1",
    ):
        commit_of(library, tree_of(library), person=person)
        library.commit({"policies/privacy.md": f"# Privacy\n\n{len(person)} words.\n"})


def odd_headers(library: LibraryBuilder) -> None:
    signature = b"gpgsig -----BEGIN SSH SIGNATURE-----\n" + b" QUFB\n" * 400_000
    signature += b" -----END SSH SIGNATURE-----\n"
    for more in (
        signature,
        b"gpgsig \n",
        b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n",
        b"gpgsig x\ngpgsig y\n",
        b"gpgsig-sha256 x\n",
        b"encoding utf-16\n",
        b"encoding \xff\n",
        b"x" * 1_000_000 + b" y\n",
        b"x y\n" * 200_000,
    ):
        commit_of(library, tree_of(library), more=more, message=b"\x1b[31m\xff\n" * 20)


def giant_message(library: LibraryBuilder) -> None:
    commit_of(library, tree_of(library), message=b"Policy: privacy\n" * 2_000_000)


def huge(library: LibraryBuilder, kind: str, head: str) -> str:
    """An object of 256 MB, which this process never holds: memory of its children counts it too."""
    words = ["git", "hash-object", "-w", "-t", kind, "--stdin", "--literally"]
    with subprocess.Popen(
        words, cwd=library.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as made:
        assert made.stdin is not None
        assert made.stdout is not None
        made.stdin.write(head.encode())
        for _ in range(256):
            made.stdin.write(b"Policy: privacy\n" * 65_536)
        made.stdin.close()
        return made.stdout.read().decode().strip()


def huge_message(library: LibraryBuilder) -> None:
    who = "E <e@example.org> 1767225600 +0000"
    head = f"tree {tree_of(library)}\nparent {library.head}\nauthor {who}\ncommitter {who}\n\n"
    library.git("update-ref", "refs/heads/main", huge(library, "commit", head))


def huge_message_further_back(library: LibraryBuilder) -> None:
    huge_message(library)
    tree, parent = tree_of(library), library.head
    commit_of(library, tree, parents=(parent,))


def huge_tag(library: LibraryBuilder) -> None:
    head = f"object {library.head}\ntype commit\ntag big\ntagger E <e> 1 +0000\n\n"
    oid = huge(library, "tag", head)
    for name in ("big", "policy/privacy/big"):
        ref = library.root / ".git" / "refs" / "tags" / name
        ref.parent.mkdir(parents=True, exist_ok=True)
        ref.write_text(f"{oid}\n")


def broken_commit(library: LibraryBuilder) -> None:
    oid = written(library, "commit", b"tree zz\nnonsense\n")
    (library.root / ".git" / "refs" / "heads" / "main").write_text(f"{oid}\n")


def odd_tags(library: LibraryBuilder) -> None:
    for number, data in enumerate(
        (
            b"",
            b"object x\n",
            f"object {library.head}\ntype commit\ntag x\n\nx\n".encode(),
            f"object {tree_of(library)}\ntype tree\ntag policy/privacy/1\n\n".encode(),
            f"object {library.head}\ntype commit\ntag \x1b[31m\n".encode() + b"tagger x\n\nx",
            f"object {library.head}\ntype commit\ntag big\ntagger E <e> 1 +0000\n\n".encode()
            + b"a." * 500_000
            + b"\n-----BEGIN SSH SIGNATURE-----\n",
        )
    ):
        oid = written(library, "tag", data)
        ref = library.root / ".git" / "refs" / "tags" / "policy" / "privacy" / f"v{number}"
        ref.parent.mkdir(parents=True, exist_ok=True)
        ref.write_text(f"{oid}\n")


def text_is_a_link(library: LibraryBuilder) -> None:
    (library.root / "policies/privacy.md").unlink()
    (library.root / "policies/privacy.md").symlink_to("/etc/passwd")
    library.git("add", "-A")
    library.git("commit", "-q", "-m", "Link")


def replaced(library: LibraryBuilder) -> None:
    false = library.git("commit-tree", "-m", "False", "HEAD^{tree}")
    library.git("replace", "HEAD", false)
    (library.root / ".git" / "info" / "grafts").write_text(f"{library.head}\n")


def shallow(library: LibraryBuilder) -> None:
    (library.root / ".git" / "shallow").write_text(f"{library.head}\n")


MAKERS = (
    odd_names,
    deep_tree,
    many_parents,
    giant_text,
    giant_line,
    many_records,
    giant_record,
    bomb_charter,
    bomb_records,
    bomb_pins,
    odd_dates,
    odd_headers,
    giant_message,
    huge_message,
    huge_message_further_back,
    huge_tag,
    broken_commit,
    odd_tags,
    text_is_a_link,
    replaced,
    shallow,
)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_it_is_told_in_a_sentence_in_bounded_time_and_memory(
    library: LibraryBuilder, make: Callable[[LibraryBuilder], None]
) -> None:
    make(library)
    slow = []
    for command in COMMANDS:
        asked = ask(*command, cwd=library.root)
        asked.is_sound()
        if asked.seconds > SECONDS or asked.megabytes > MEGABYTES:
            slow.append((command, asked.seconds, asked.megabytes))
        assert b"root:x:" not in asked.out, "a link was followed out of the tree"
    assert not slow


@pytest.mark.parametrize("make", [huge_message, huge_message_further_back])
def test_a_message_of_256_megabytes_is_told_as_too_large_at_once(
    library: LibraryBuilder, make: Callable[[LibraryBuilder], None]
) -> None:
    make(library)
    for command in (("verify",), ("list",), ("status",), ("history", "privacy")):
        asked = ask(*command, cwd=library.root)
        assert asked.code == 3
        assert re.search(rb"(larger|more) than the (64 MB|4,194,304) that are read", asked.err)
        assert asked.seconds < 2
        assert asked.megabytes < 100


def test_a_tag_of_256_megabytes_hides_nothing_else(library: LibraryBuilder) -> None:
    huge_tag(library)
    asked = ask("list", cwd=library.root)
    assert asked.code == 0
    assert b"approved" in asked.out
    asked = ask("releases", cwd=library.root)
    assert asked.code == 3
    assert b"more than the 4,194,304 that are read" in asked.out
    assert asked.megabytes < 100
