"""Equivalence: who says that a language says the same as the prevailing one, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library
from builders.commands import approve, command, verdict

if TYPE_CHECKING:
    from pathlib import Path

EN, ZH, FR = (f"policies/privacy{tag}.md" for tag in ("", ".zh-CN", ".fr"))
FRENCH = (
    "# Politique\n\nDate d'entrée en vigueur : 12 mai 2026\n\n## 1. Vos données\n\nVotre nom.\n"
)
RULES = """[[rule]]
needs = { legal = 1 }

[[rule]]
languages = ["zh"]
needs = { translation = 1 }
meaning = "equivalence"
"""
PREVAILS = f"""[[policy]]
id = "privacy"
prevailing = "en"
texts = [
    {{ path = "{EN}", language = "en" }},
    {{ path = "{ZH}", language = "zh-CN" }},
    {{ path = "{FR}", language = "fr" }},
]
"""


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    """Three languages of which English prevails; Cy says whether the Chinese is equivalent."""
    builder = a_library(tmp_path).with_signers("ada", "bo", "cy")
    builder.with_policy("privacy", ENGLISH, zh_CN=CHINESE, fr=FRENCH)
    roles = {"legal": ["ada", "bo"], "translation": ["cy"]}
    return builder.with_charter(rules=RULES, roles=roles, more=PREVAILS)


def edit(library: LibraryBuilder, path: str, old: str, new: str) -> None:
    text = library.read(path).decode()
    assert old in text
    library.commit({path: text.replace(old, new)})


def equivalent(library: LibraryBuilder, *more: object, day: str = "2030-03-01") -> None:
    answer = approve(library, "cy", day, "--meaning", "equivalence", *more)
    assert answer.exit == 0, answer


def approved_by_ada(library: LibraryBuilder, *more: object, day: str = "2030-03-01") -> None:
    answer = approve(library, "ada", day, "--acknowledge", "all", *more)
    assert answer.exit == 0, answer


def of_chinese(library: LibraryBuilder) -> Any:
    """What ``status --json`` says of the equivalence of the Chinese text."""
    answer = command(library, "status", "privacy", "--json")
    (found,) = answer.json["policies"][0]["equivalence"]
    assert found["language"] == "zh-CN"
    return found


def test_a_version_waits_for_the_word_of_equivalence(library: LibraryBuilder) -> None:
    approved_by_ada(library)
    missing = "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    verdict(library).no("quorum-missing", missing)
    assert of_chinese(library)["state"] == "missing"
    assert "Nobody who may has said yet that Chinese is equivalent to English." in (
        command(library, "status").out
    )
    equivalent(library)
    found = verdict(library)
    found.yes()
    found.says("equivalence", "Cy Tanaka (translation) says on ")
    found.says("equivalence", "that Chinese is equivalent to English.")
    assert of_chinese(library) == {
        "language": "zh-CN",
        "prevailing": "en",
        "state": "holds",
        "signers": ["cy"],
        "stale": [],
        "changed": [],
    }


def test_another_meaning_is_no_equivalence_and_the_signer_is_told(library: LibraryBuilder) -> None:
    approved_by_ada(library)
    answer = approve(library, "cy", "2030-03-01", "--dry-run", "--json")
    notices = {notice["code"]: notice["text"] for notice in answer.json["notices"]}
    assert "rules ask for 'equivalence'" in notices["meaning-not-asked"]
    approve(library, "cy", "2030-03-01", "--meaning", "translation checked")
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )


def test_equivalence_is_counted_apart(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy("privacy", zh_CN=CHINESE)
    rules = "[[rule]]\nneeds = { legal = 1 }\n\n[[rule]]\nneeds = { legal = 1 }\n"
    library.with_charter(rules=f'{rules}meaning = "equivalence"\n')
    signed = approve(library, "ada", "2030-03-01", "--meaning", "equivalence")
    assert signed.exit == 0, signed
    verdict(library).no("quorum-missing", "Missing: 1 approval in the role 'legal'")
    assert approve(library, "ada", "2030-03-01").exit == 0
    verdict(library).yes()  # one word does not take the other's place
    tagged = command(library, "release", "privacy", "--key", library.people["ada"].key, "--json")
    assert tagged.exit == 0, tagged
    assert tagged.json["approvals"][0]["commit"] == signed.out.strip()
    assert len(tagged.json["approvals"]) == 2
    verdict(library).yes()


def test_a_change_of_the_prevailing_text_makes_equivalence_stale_and_names_the_clause(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, EN, "do not sell", "sell")
    found = verdict(library)
    found.no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")
    found.says(
        "equivalence-stale",
        "The English text, which prevails, changed after Cy Tanaka said that Chinese is "
        "equivalent to English: clause 2.2. Cy Tanaka has to say it anew.",
    )
    stands = of_chinese(library)
    assert (stands["state"], stands["stale"], stands["changed"]) == ("stale", ["cy"], ["en"])
    assert "has to be said anew: English changed since." in command(library, "status").out


def test_an_approval_of_the_new_text_does_not_bring_equivalence_back(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, EN, "do not sell", "sell")
    approved_by_ada(library, day="2031-03-01")
    found = verdict(library)
    found.no("quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'")
    found.says("equivalence-stale", "equivalent to English: clause 2.2.")
    equivalent(library, "--acknowledge", "translation-behind", day="2031-03-01")
    found = verdict(library)
    found.yes()
    assert "equivalence-stale" not in found.codes
    assert of_chinese(library)["state"] == "holds"


def test_a_change_of_the_language_itself_makes_its_equivalence_stale(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, ZH, "不会出售", "会出售")
    verdict(library).no(
        "equivalence-stale",
        "The Chinese text changed after Cy Tanaka said that Chinese is equivalent to English: "
        "clause 2.2.",
    )
    assert of_chinese(library)["changed"] == ["zh-CN"]


def test_equivalence_holds_for_a_new_version_in_which_only_a_third_language_changed(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    stands = of_chinese(library)
    assert (stands["state"], stands["signers"]) == ("holds", ["cy"])
    status = command(library, "status", "privacy", "--json").json["policies"][0]
    assert status["waits_for"] == ["ada", "bo"]
    approved_by_ada(library, day="2031-03-01")  # stamps a new date into every text
    found = verdict(library)
    found.yes()
    found.says("equivalence", "that holds from version 2030-03-01, as neither changed.")
    assert of_chinese(library)["state"] == "holds"


def test_dates_stamped_meanwhile_are_not_among_the_clauses_that_made_it_stale(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    approved_by_ada(library, day="2031-03-01")
    edit(library, EN, "do not sell", "sell")
    verdict(library).no("equivalence-stale", "is equivalent to English: clause 2.2. Cy")


def test_a_date_changed_by_hand_is_no_stamp(library: LibraryBuilder) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, EN, "March 1, 2030", "March 1, 2031")
    verdict(library).no("equivalence-stale", "The English text, which prevails, changed")


@pytest.mark.parametrize("verb", ["withdraw", "reject"])
def test_a_word_of_equivalence_is_taken_back(library: LibraryBuilder, verb: str) -> None:
    approved_by_ada(library)
    equivalent(library)
    key = library.people["cy"].key
    assert command(library, verb, "privacy", "-m", "I was wrong.", "--key", key).exit == 0
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    approved_by_ada(library, day="2031-03-01")
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )
    assert of_chinese(library)["state"] == "missing"


def test_a_version_stays_approved_when_the_next_one_needs_another_word(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    approved_by_ada(library, day="2031-03-01")
    edit(library, EN, "do not sell", "sell")
    edit(library, ZH, "不会出售", "会出售")
    approved_by_ada(library, day="2032-03-01")
    equivalent(library, "--acknowledge", "all", day="2032-03-01")
    verdict(library).yes()
    versions = command(library, "verify", "--json").json["policies"][0]["versions"]
    assert [(each["version"], each["approved"]) for each in versions] == [
        ("2032-03-01", True),
        ("2031-03-01", True),
        ("2030-03-01", True),
    ]


def test_withdrawing_the_word_undoes_each_version_that_rests_on_it(
    library: LibraryBuilder,
) -> None:
    approved_by_ada(library)
    equivalent(library)
    key = library.people["cy"].key
    assert command(library, "withdraw", "privacy", "-m", "Wrong.", "--key", key).exit == 0
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )
    approve(library, "cy", "2030-03-01", "--meaning", "equivalence")
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    approved_by_ada(library, day="2031-03-01")
    verdict(library).yes()
    assert command(library, "withdraw", "privacy", "-m", "Wrong.", "--key", key).exit == 0
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )


def test_a_text_put_back_as_it_was_is_equivalent_again(library: LibraryBuilder) -> None:
    approved_by_ada(library)
    equivalent(library)
    edit(library, EN, "do not sell", "sell")
    assert of_chinese(library)["state"] == "stale"
    edit(library, EN, "We sell", "We do not sell")
    verdict(library).yes()
    assert of_chinese(library)["state"] == "holds"


def test_whoever_lost_the_role_says_nothing_any_more(library: LibraryBuilder) -> None:
    from builders import charter_text
    from builders.forging import agreed

    equivalent(library)
    roles = {"legal": ["ada", "bo"], "translation": ["bo"]}
    charter = charter_text(
        list(library.people.values()), rules=RULES, roles=roles, more=PREVAILS, number=2
    )
    agreed(library, "ada", charter, with_charter=True)
    approved_by_ada(library)
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )
    assert of_chinese(library)["state"] == "missing"


def test_a_rule_for_all_languages_leaves_the_prevailing_one_out(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "cy")
    library.with_policy("privacy", ENGLISH, zh_CN=CHINESE, fr=FRENCH)
    rules = RULES.replace('languages = ["zh"]', 'languages = ["*"]')
    roles = {"legal": ["ada"], "translation": ["cy"]}
    library.with_charter(rules=rules, roles=roles, more=PREVAILS)
    approved_by_ada(library)
    equivalent(library, "--language", "zh-CN")
    verdict(library).no(
        "language-missing",
        "Missing: 1 approval in the role 'translation' saying 'equivalence' for French",
    )
    equivalent(library, "--language", "fr")
    verdict(library).yes()
    found = command(library, "status", "--json").json["policies"][0]["equivalence"]
    assert {each["language"]: each["state"] for each in found} == {"zh-CN": "holds", "fr": "holds"}


def test_without_a_prevailing_language_any_other_text_makes_equivalence_stale(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_signers("ada", "cy")
    library.with_policy("privacy", ENGLISH, zh_CN=CHINESE, fr=FRENCH)
    roles = {"legal": ["ada"], "translation": ["cy"]}
    library.with_charter(rules=RULES, roles=roles)
    approved_by_ada(library)
    equivalent(library)
    verdict(library).yes()
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    verdict(library).no(
        "equivalence-stale",
        "The French text changed after Cy Tanaka said that Chinese is equivalent to the other "
        "languages: clause 1",
    )


def test_another_prevailing_language_makes_equivalence_stale(library: LibraryBuilder) -> None:
    from builders import charter_text
    from builders.forging import agreed

    approved_by_ada(library)
    equivalent(library)
    roles = {"legal": ["ada", "bo"], "translation": ["cy"]}
    more = PREVAILS.replace('prevailing = "en"', 'prevailing = "fr"')
    people = list(library.people.values())
    charter = charter_text(people, rules=RULES, roles=roles, more=more, number=2)
    agreed(library, "ada", charter, with_charter=True)
    assert of_chinese(library)["state"] == "stale"
    edit(library, FR, "Votre nom", "Votre nom et votre adresse")
    verdict(library).no("equivalence-stale", "now French prevails. Cy Tanaka has to say it anew.")


def test_where_no_rule_asks_for_it_an_approval_that_means_equivalence_is_like_any(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy("privacy", zh_CN=CHINESE)
    library.with_charter()
    signed = approve(library, "ada", "2030-03-01", "--meaning", "equivalence")
    assert signed.exit == 0, signed
    found = verdict(library)
    found.yes()
    found.says("approved-by", "Approved by Ada Osei (legal)")
