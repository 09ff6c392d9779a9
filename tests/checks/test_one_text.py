from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview import documents
from policyreview.checks import Finding, check_text, hidden_text, rules
from policyreview.checks.catalogue import page


def found(text: str, name: str = "policy.md", **more: str) -> list[Finding]:
    return list(
        check_text(documents.read(text.encode("utf-8", "surrogatepass"), name=name), **more)
    )


def rules_in(text: str, name: str = "policy.md") -> set[str]:
    return {f.rule for f in found(text, name)} - {"no-effective-date"}


SEEDS = {
    "000_": [
        ("numbering-reset", 19),
        ("lost-name", 23),
        ("repeated-words", 38),
        ("broken-sentence", 55),
        ("numbering-style", 61),
        ("numbering-gap", 67),
        ("numbering-parent", 67),
        ("numbering-reset", 75),
        ("duplicate-title", 79),
    ],
    "001_": [("duplicate-clause", 8), ("duplicate-clause", 50), ("no-effective-date", 0)],
    "002_": [
        ("page-furniture", 1),
        ("lost-name", 44),
        ("page-furniture", 48),
        ("no-effective-date", 0),
    ],
    "003_": [
        ("page-furniture", 1),
        ("run-together", 5),
        ("half-width-punctuation", 15),
        ("run-together", 63),
    ],
    "004_": [("mojibake", 17), ("no-effective-date", 0)],
}


@pytest.mark.parametrize("seed", sorted(SEEDS))
def test_the_faults_of_the_seeds_are_found_and_little_else(seed: str, shared: Path) -> None:
    path = next((shared / "data" / "seeds").glob(f"{seed}*"))
    findings = check_text(documents.read(path.read_bytes(), name=path.name))
    places = {(f.rule, f.line) for f in findings}
    assert set(SEEDS[seed]) <= places
    assert len(places) <= len(SEEDS[seed]) + 8
    assert not any(f.bars_signing for f in findings)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("## 1. One\n\na\n\n## 2. Two\n\nb\n\n## 4. Four\n\nc\n", "numbering-gap"),
        ("## 1. One\n\na\n\n## 2. Two\n\nb\n\n## 2. Again\n\nc\n", "numbering-repeat"),
        (
            "## 1. One\n\na\n\n## 2. Two\n\nb\n\n## 3. Three\n\nSee Section 9 above.\n",
            "missing-reference",
        ),
        ("The data are kept on the servers of and / or its affiliates.\n", "lost-name"),
        ("We use processors ( ) for this.\n", "empty-parentheses"),
        ("It is cafÃ© and nothing else.\n", "mojibake"),
        ("Back to top\n", "page-furniture"),
        ("Contact [Company Name] for this.\n", "placeholder"),
        ("我们会收集信息,也会保存信息。\n", "half-width-punctuation"),
    ],
)
def test_a_fault_is_found(text: str, rule: str) -> None:
    assert rule in rules_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(
            f"## {letter}. Clause {letter * 3}\n\nWords of {letter}.\n" for letter in "ABCDEFGHIJK"
        ),
        "1. One\n1. Two\n1. Three\n",
        "We rely on Article 6(1)(f) of the GDPR and Section 1798.100 of the Civil Code.\n",
        "Write to us (or call), and we reply: a) at once; b) later.\n",
        "« Été » et À propos de l’âge.\n",
        "Your rights and/or ours stay :) and :( too.\n",
        "[Learn more](https://example.org/a)\n\n[Learn more](https://example.org/a)\n",
        "对于您的信息，我们会收集、保存并使用。\n",
    ],
)
def test_what_is_right_gives_no_finding(text: str) -> None:
    assert rules_in(text) == set()


def test_a_date_before_the_predecessors_is_an_error() -> None:
    text = "# Policy\n\nEffective Date: May 1, 2024\n\nWords.\n"
    assert "effective-before-predecessor" in {f.rule for f in found(text, predecessor="2025-01-01")}
    assert "effective-before-predecessor" not in {
        f.rule for f in found(text, predecessor="2024-01-01")
    }


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Effective Q1 2025", "Q1 2025"),
        ("**Effective date:** 2025 Q1", "2025 Q1"),
        ("This policy is effective from the first quarter of 2025.", "first quarter of 2025"),
        ("生效日期：2025年第一季度", "2025年第一季度"),
        ("本政策自2025年下半年起生效", "2025年下半年"),
        ("Gültig ab 1. Quartal 2025", "1. Quartal 2025"),
        ("Entrée en vigueur : T1 2025", "T1 2025"),
    ],
)
def test_a_policy_that_binds_from_a_quarter_is_told_that_it_names_no_day(
    line: str, words: str
) -> None:
    [finding] = [
        f for f in found(f"# Policy\n\n{line}\n\nWords.\n") if f.rule == "no-effective-date"
    ]
    assert finding.line == 3
    assert finding.text == f"The text says that it binds from {words}, but not from which day."


@pytest.mark.parametrize(
    "line", ["We were acquired in Q1 2025.", "The CCPA took effect in the first quarter of 2020."]
)
def test_a_quarter_of_something_else_is_not_the_policys(line: str) -> None:
    [finding] = [
        f for f in found(f"# Policy\n\n{line}\n\nWords.\n") if f.rule == "no-effective-date"
    ]
    assert finding.text == "The text doesn't say from which day it binds."


def test_the_date_for_machines_must_be_the_one_for_people() -> None:
    text = '# Policy\n\nEffective May 4, 2026\n{: datetime="2025-05-04" }\n\nWords.\n'
    assert "dates-differ" in rules_in(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("pay\u202eload", "hidden-bidi"),
        ("wor\u200bd", "hidden-zero-width"),
        ("tag\U000e0061", "hidden-tag"),
        ("soft\u00adhyphen", "hidden-soft-hyphen"),
        ("red\x1b[31m", "hidden-control"),
        ("over\rwritten\n", "hidden-control"),
        ("p\u0430ypal", "hidden-mixed-script"),
        ("seen <!-- not seen --> seen", "hidden-comment"),
        ("never closed <!-- here", "hidden-comment"),
        ("{% comment %} x {% endcomment %}", "hidden-comment"),
        ("[//]: # (a note)\n", "hidden-comment"),
        ('<span style="color:#FFFFFF">x</span>', "hidden-style"),
        ("<p style='display: none'>x</p>", "hidden-style"),
        ('words\n{: style="font-size:0" }', "hidden-style"),
        ('<b style="color:rgba(0,0,0,0)">not</b>', "hidden-style"),
        ('<p style="height:0;overflow:hidden">x</p>', "hidden-style"),
        ("<style>.x { display: none }</style>", "hidden-style"),
        ('<i style="unicode-bidi: bidi-override">ton</i>', "hidden-style"),
        ('<bdo dir="rtl">ton</bdo>', "hidden-bidi"),
        ("the &#x202e;ton word", "hidden-bidi"),
        ("n&#8203;ot", "hidden-zero-width"),
        ("no&shy;t", "hidden-soft-hyphen"),
        ("more\U000e0180", "hidden-zero-width"),
        ("not\u0336", "hidden-overlay"),
        ("not\u0332", "hidden-overlay"),
        ("not" + "\u0301\u0302\u0303\u0304", "hidden-overlay"),
        (
            "We \u0440\u0430\u0443 what we owe to all who have a claim and say so to us in time",
            "hidden-mixed-script",
        ),
    ],
)
def test_hidden_text_is_found_and_bars_signing(text: str, rule: str) -> None:
    findings = hidden_text(text)
    assert [f.rule for f in findings] == [rule]
    assert all(f.bars_signing for f in findings)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffBegins with a mark.\r\nGoes on.\r\n",
        "Emoji ❤️ 1️⃣ 👨‍👩‍👧 and نمی‌خواهم and क्‍ष.",
        '<span style="color:white;background:#000">x</span>',
        "Привет, мир. Γειά σου. µm and 5 Ω.",
        "a no-break\u00a0space",
    ],
)
def test_what_belongs_to_the_spelling_is_not_hidden(text: str) -> None:
    assert hidden_text(text) == ()


def test_a_flood_of_hidden_characters_stays_bounded() -> None:
    findings = hidden_text("a\u200b" * 50_000)
    assert len(findings) == 201
    assert "49800 more" in findings[-1].text


@pytest.mark.parametrize("markup", ["&#8203;a", "<style>", "<b style='", "&"])
def test_a_flood_of_markup_is_looked_through_in_no_long_time(markup: str) -> None:
    began = time.process_time()
    assert len(hidden_text(markup * 50_000)) <= 201
    assert time.process_time() - began < 5


def test_the_digest_holds_while_the_words_around_stay_and_falls_when_they_change() -> None:
    before = "Intro.\n\nStored on the servers of and / or its affiliates.\n"
    moved = "Another intro, longer.\n\n" + before
    changed = before.replace("Stored", "Kept")
    digests = [
        next(f.digest for f in found(t) if f.rule == "lost-name") for t in (before, moved, changed)
    ]
    assert digests[0] == digests[1] != digests[2]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="aA1.() \n#,，。第条<!->\u200b\u202eÂ\u00a0IVX一[]{%:}", max_size=120))
def test_findings_of_any_text_stand_inside_it(text: str) -> None:
    for finding in found(text):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text.endswith(".")
        assert finding.digest


def test_the_page_of_rules_is_the_one_in_the_documentation() -> None:
    written = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
    assert written.read_text("utf-8") == page()


def test_every_rule_has_its_own_id_and_a_sentence() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    assert all(rule.about.endswith(".") for rule in rules())


SAMPLES = {
    "terms.md": [
        ("numbering-reset", 18),
        ("lost-name", 22),
        ("repeated-words", 37),
        ("numbering-style", 63),
        ("numbering-parent", 69),
        ("numbering-gap", 69),
        ("numbering-reset", 77),
        ("duplicate-title", 81),
    ],
    "domains.txt": [("duplicate-clause", 8), ("duplicate-clause", 33), ("no-effective-date", 0)],
    "customer-support.md": [
        ("page-furniture", 1),
        ("lost-name", 44),
        ("page-furniture", 48),
        ("page-furniture", 50),
    ],
    "privacy.md": [
        ("page-furniture", 1),
        ("run-together", 5),
        ("half-width-punctuation", 9),
        ("run-together", 63),
    ],
    "website.md": [("mojibake", 17)],
}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_faults_of_the_sample_policies_are_found_and_little_else(name: str) -> None:
    path = Path(__file__).resolve().parents[2] / "policies" / name
    findings = check_text(documents.read(path.read_bytes(), name=name))
    places = {(f.rule, f.line) for f in findings}
    assert set(SAMPLES[name]) <= places
    assert len(places) <= len(SAMPLES[name]) + 4


@pytest.mark.parametrize(
    "text",
    [
        "(a) One.\n\n(b) Two.\n\nOther words here.\n\n(a) One again.\n\n(b) Two again.\n",
        "h) One thing;\n\ni) another thing;\n\nj) a third thing.\n",
        (
            "## 1. Scope\n\nAs Section 2.3 says.\n\n## 2. Terms\n\n1. **2.1 One** a\n"
            "2. **2.2 Two** b\n"
            "3. **2.3 Three** c\n\n## 3. End\n\nWords.\n"
        ),
        (
            "The CA shall verify the identity and address of the applicant using a document. "
            "The CA shall verify the identity and address of the agent using a letter.\n"
        ),
    ],
)
def test_what_lists_and_contracts_do_rightly_gives_no_finding(text: str) -> None:
    assert rules_in(text) == set()


def test_a_paragraph_that_stands_again_far_away_is_only_a_notice() -> None:
    words = "We keep this information for as long as your account is open and no longer than that."
    (finding,) = [f for f in found(f"{words}\n\nOther words.\n\n{words}\n") if f.line == 5]
    assert (finding.rule, finding.level) == ("repeated-paragraph", "notice")
