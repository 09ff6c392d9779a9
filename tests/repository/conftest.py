"""Real repositories and keys for the tests of everything that touches git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from gitmaking import Made, initialised

from policyreview.repository import Repository, Signing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An empty repository."""
    return initialised(tmp_path / "library")


@pytest.fixture
def library(made: Made) -> Made:
    """A repository with two policies and two commits."""
    made.add({"policies/privacy.md": "# Privacy\n\nEffective May 31, 2020\n"}, "Add privacy")
    made.add({"policies/terms.md": "# Terms\n\nBe kind.\n"}, "Add terms")
    return made


@pytest.fixture
def opened(library: Made) -> Iterator[Repository]:
    """That repository, opened."""
    with Repository.open(library.path) as repository:
        yield repository


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh SSH key without a passphrase."""
    path = tmp_path_factory.mktemp("keys") / "ada"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@pytest.fixture
def signing(key_file: Path) -> Signing:
    """Signing with that key."""
    return Signing(format="ssh", key=str(key_file))
