"""The filters of changed paths that a commit-graph may hold, and what is found with their help."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from policyreview.repository import Repository, last_changes
from policyreview.repository import folders as own_folders
from policyreview.repository.changedpaths import changed_paths

if TYPE_CHECKING:
    from pathlib import Path

    from gitmaking import Made

MANY = 560
ODD = ("policies/hr/隐私政策.zh.md", "policies/it/a name with spaces é.md")


@pytest.fixture
def large(made: Made) -> Made:
    """Many policies of which all but a few change again, on two branches; one is put back."""
    names = [f"policies/{['hr', 'it', 'law'][n % 3]}/policy-{n:03}.md" for n in range(MANY)]
    made.add({name: f"# {name}\n" for name in (*names, *ODD)}, "Import")
    made.add({ODD[0]: "# 隐私政策\n\n改。\n"}, "Revise the odd one")
    made.add({names[1]: "Other words.\n"}, "Revise one")
    made.add({names[1]: f"# {names[1]}\n"}, "Put it back")
    made.git("switch", "-q", "-c", "side")
    made.add({names[2]: "On the side.\n"}, "Revise on the side")
    made.git("switch", "-q", "main")
    made.add({names[3]: "On main.\n"}, "Revise on main")
    made.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    made.add({name: f"# {name}\n\nNew.\n" for name in names[20:]}, "Revise nearly all")
    for number in range(4, 12):
        made.add({names[number]: "Again.\n"}, f"Revise {number}")
    return made


def told(made: Made) -> dict[str, str]:
    with Repository.open(made.path) as repository:
        found = last_changes(repository, repository.resolve("HEAD"))
        return {one.path: f"{one.commit} {one.subject}" for one in found}


def forget(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(own_folders, "cache_dir", lambda: folder)


@pytest.mark.parametrize("options", [(), ("--split",)])
def test_last_changes_are_the_same_with_filters_of_changed_paths(
    large: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: tuple[str, ...]
) -> None:
    forget(monkeypatch, tmp_path / "without")
    without = told(large)
    large.git("commit-graph", "write", "--reachable", "--changed-paths", *options)
    if options:
        large.add({ODD[1]: "Once more.\n"}, "Revise the other odd one")
        large.git("commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge")
        without[ODD[1]] = f"{large.git('rev-parse', 'HEAD')} Revise the other odd one"
    forget(monkeypatch, tmp_path / "with")

    assert told(large) == without
    assert len(without) == MANY + 2


def test_every_commit_that_changed_a_file_is_among_those_that_may_have(large: Made) -> None:
    large.git("commit-graph", "write", "--reachable", "--changed-paths")
    filters = changed_paths(large.path / ".git/objects", 20)
    commits = large.git("rev-list", "--topo-order", "HEAD").split("\n")
    assert filters is not None
    fewer = 0

    for path in (*ODD, "policies/hr/policy-000.md", "policies/it/policy-004.md"):
        may = list(filters.may_change(commits, [path.encode()]))
        did = large.git("log", "--full-history", "--format=%H", "HEAD", "--", path).split("\n")
        assert set(did) <= set(may)
        assert may == [one for one in commits if one in may]
        fewer += len(may) < len(commits) // 2

    assert fewer >= 3


def test_filters_that_deny_every_change_lose_no_file(
    large: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    forget(monkeypatch, tmp_path / "without")
    without = told(large)
    large.git("commit-graph", "write", "--reachable", "--changed-paths")
    graph = large.path / ".git/objects/info/commit-graph"
    data = graph.read_bytes()
    entry = data.index(b"BDAT")
    start, stop = (int.from_bytes(data[at : at + 8]) for at in (entry + 4, entry + 16))
    graph.chmod(0o600)
    graph.write_bytes(data[: start + 12] + bytes(stop - start - 12) + data[stop:])
    forget(monkeypatch, tmp_path / "with")

    assert told(large).keys() == without.keys()


def test_a_shallow_clone_with_filters_tells_of_every_file(
    large: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    large.git("commit-graph", "write", "--reachable", "--changed-paths")
    (large.path / ".git/shallow").write_text(large.git("rev-parse", "HEAD~3") + "\n")
    forget(monkeypatch, tmp_path / "with")

    assert len(told(large)) == MANY + 2


@pytest.mark.parametrize("damage", ["cut", "zeros", "missing", "pipe"])
def test_a_damaged_commit_graph_does_not_hide_a_change(
    large: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str
) -> None:
    forget(monkeypatch, tmp_path / "without")
    without = told(large)
    large.git("commit-graph", "write", "--reachable", "--changed-paths")
    graph = large.path / ".git/objects/info/commit-graph"
    data = graph.read_bytes()
    graph.unlink()
    if damage == "cut":
        graph.write_bytes(data[:100])
    elif damage == "zeros":
        graph.write_bytes(bytes(len(data)))
    elif damage == "pipe":
        os.mkfifo(graph)
        assert changed_paths(large.path / ".git/objects", 20) is None
        return
    forget(monkeypatch, tmp_path / "with")

    assert changed_paths(large.path / ".git/objects", 20) is None
    assert told(large) == without
