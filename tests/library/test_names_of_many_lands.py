"""Policies are found by their file's name in many languages, others by what they say."""

from __future__ import annotations

import pytest

from policyreview.library.facts import facts_of
from policyreview.library.names import sounds_like_policy


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("gizlilik-politikasi.md", True),
        ("polityka-prywatnosci.md", True),
        ("integritetspolicy.md", True),
        ("tietosuojaseloste.md", True),
        ("personvern.md", True),
        ("adatvedelem.md", True),
        ("سياسة-الخصوصية.md", True),
        ("מדיניות-פרטיות.md", True),
        ("нотатки.md", False),
        ("kitchen.md", False),
    ],
)
def test_a_name_says_that_a_file_is_a_policy(name: str, wanted: bool) -> None:
    assert sounds_like_policy(name) is wanted


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Regler", "Vi behandlar dina personuppgifter när du skapar ett konto hos oss. "),
        ("Säännöt", "Käsittelemme henkilötietojasi vain palvelun tarjoamista varten. "),
        ("Kurallar", "Kişisel verilerinizi yalnızca hizmeti sunmak için işliyoruz. "),
        ("Zasady", "Przetwarzamy dane, a ochrona danych osobowych jest dla nas ważna. "),
    ],
)
def test_a_text_reads_like_a_policy_whatever_it_is_called(title: str, sentence: str) -> None:
    assert facts_of(f"# {title}\n\n{sentence * 20}\n".encode(), "text.md").policy
