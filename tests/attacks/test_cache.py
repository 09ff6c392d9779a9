"""Attacks on what is kept from one verification to the next: it must never approve anything."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "policies/privacy.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def kept() -> list[Path]:
    return sorted((Path(os.environ["POLICYREVIEW_CACHE_DIR"]) / "verified").glob("*.json"))


def test_a_kept_report_says_what_the_first_one_said(library: LibraryBuilder) -> None:
    approve(library, "ada")
    first = command(library, "verify", "--json")
    (file,) = kept()
    assert file.stat().st_mode & 0o777 == 0o600
    written = file.stat().st_mtime_ns
    again = command(library, "verify", "--json")
    assert (first.exit, first.out) == (again.exit, again.out)
    assert file.stat().st_mtime_ns == written
    verdict(library).yes()


def _approved(body: bytes) -> bytes:
    head, *policies = map(json.loads, body.splitlines())
    head["findings"] = []
    for policy in policies:
        policy[2], policy[4] = True, []
    return b"".join(json.dumps(line).encode() + b"\n" for line in (head, *policies))


@pytest.mark.parametrize(
    "poison",
    [
        lambda data: data.partition(b"\n")[0] + b"\n" + _approved(data.partition(b"\n")[2]),
        lambda data: b"0" * 64 + b"\n" + _approved(data.partition(b"\n")[2]),
        lambda data: b"\n" + _approved(data.partition(b"\n")[2]),
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"[" * 100_000,
    ],
    ids=["edited", "resealed", "unsealed", "cut", "empty", "nested"],
)
def test_an_edited_report_is_not_believed(
    library: LibraryBuilder, poison: Callable[[bytes], bytes]
) -> None:
    approve(library, "ada")
    text = library.read(PATH).decode()
    library.commit({PATH: text.replace("do not sell", "sell")})
    verdict(library).no("stale", "clause 2.2.")
    (file,) = kept()
    file.write_bytes(poison(file.read_bytes()))
    verdict(library).no("stale", "clause 2.2.")


def test_a_report_on_another_repository_is_not_believed(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    other = a_library(tmp_path / "other").with_signers("ada", "bo").with_policy().with_charter()
    approve(other, "ada")
    verdict(other).yes()
    (good,) = kept()
    library.sign("bo", verdict="reject", comment="No.")
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")
    (bad,) = [file for file in kept() if file != good]
    shutil.copy(good, bad)
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")


def test_a_report_on_an_earlier_commit_is_not_believed(library: LibraryBuilder) -> None:
    approve(library, "ada")
    verdict(library).yes()
    (file,) = kept()
    good = file.read_bytes()
    text = library.read(PATH).decode()
    library.commit({PATH: text.replace("do not sell", "sell")})
    verdict(library).no("stale", "clause 2.2.")
    file.write_bytes(good)
    verdict(library).no("stale", "clause 2.2.")


def test_a_report_from_before_the_pin_is_not_believed(library: LibraryBuilder) -> None:
    approve(library, "ada")
    verdict(library).yes()
    assert command(library, "trust", "--pin").exit == 0
    trusted = Path(os.environ["POLICYREVIEW_CONFIG_DIR"]) / "trust"
    (pin,) = trusted.glob("*.json")
    pin.write_text(json.dumps({**json.loads(pin.read_text()), "charter": "0" * 64}))
    verdict(library).no("charter-not-pinned", "is not in this history")


def test_a_key_of_seals_that_others_can_read_is_not_used(library: LibraryBuilder) -> None:
    approve(library, "ada")
    verdict(library).yes()
    key = Path(os.environ["POLICYREVIEW_CONFIG_DIR"]) / "seal-key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    (file,) = kept()
    before = file.stat().st_mtime_ns
    verdict(library).yes()
    assert file.stat().st_mtime_ns == before
