"""Rules of the charter: roles, languages, meanings, quorums, owners; and the sentences on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library, charter_text
from builders.forging import codes_of, texts_of, verified
from policyreview.errors import Refused
from policyreview.signoff import charterrecord
from policyreview.signoff.charter import digest_of, problems
from policyreview.signoff.record import now

if TYPE_CHECKING:
    from pathlib import Path

ROLES = {"legal": ["ada"], "privacy": ["bo"], "translation": ["cy"]}


def two_languages(tmp_path: Path, **charter: object) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo", "cy")
        .with_policy("privacy", ENGLISH, zh_CN=CHINESE)
        .with_charter(**charter)
    )


def test_a_version_needs_each_role_that_its_rule_names(tmp_path: Path) -> None:
    library = two_languages(tmp_path, roles=ROLES, needs="legal = 1, privacy = 1")
    library.sign("ada", day="2030-03-01")
    found = verified(library)
    assert found.approved is False
    assert "Approved by Ada Osei (legal) on " in texts_of(found)
    assert "Missing: 1 approval in the role 'privacy'" in texts_of(found)
    assert found.state is not None
    assert (found.state.have, found.state.need) == (1, 2)
    library.sign("bo", day="2030-03-01")
    assert verified(library).approved is True


def test_a_translation_needs_a_checker_of_its_own_saying_that_it_is_equivalent(
    tmp_path: Path,
) -> None:
    rules = (
        "[[rule]]\nneeds = { legal = 1 }\n\n"
        '[[rule]]\nlanguages = ["zh"]\nneeds = { translation = 1 }\nmeaning = "equivalence"\n'
    )
    library = two_languages(tmp_path, roles=ROLES, rules=rules)
    library.sign("ada", day="2030-03-01")
    assert (
        "Missing: 1 approval in the role 'translation' saying 'equivalence' for Chinese"
        in texts_of(verified(library))
    )
    library.sign("cy", day="2030-03-01", languages=["zh-CN"])
    assert verified(library).approved is False
    library.sign("cy", day="2030-03-01", languages=["zh-CN"], meaning="equivalence")
    assert verified(library).approved is True


def test_a_rule_for_one_policy_replaces_the_one_for_all(tmp_path: Path) -> None:
    rules = (
        "[[rule]]\nneeds = { legal = 1, privacy = 1 }\n\n"
        '[[rule]]\npolicies = ["privacy"]\nneeds = { legal = 1 }\n'
    )
    library = two_languages(tmp_path, roles=ROLES, rules=rules)
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is True


def test_who_holds_no_role_here_is_told_before_signing(tmp_path: Path) -> None:
    library = two_languages(tmp_path, roles=ROLES)
    with pytest.raises(Refused, match="holds no role that counts for privacy: rules ask for legal"):
        library.sign("cy", day="2030-03-01")
    library.sign("cy", day="2030-03-01", despite=["no-role"])
    assert "no-role" in codes_of(verified(library))


def test_saying_the_same_again_is_refused(tmp_path: Path) -> None:
    library = two_languages(tmp_path).approved_by("ada")
    with pytest.raises(Refused, match="has said just this already"):
        library.sign("ada", day="2030-03-01")


def test_the_second_signer_joins_the_version_without_a_stamp_or_a_date(tmp_path: Path) -> None:
    library = two_languages(tmp_path, needs="legal = 2").approved_by("ada")
    plan = library.plan("bo")
    assert plan.stamps == ()
    assert plan.files == ()
    library.sign("bo")
    assert verified(library).approved is True


def test_an_approval_of_an_earlier_text_is_named_with_its_clause(tmp_path: Path) -> None:
    library = two_languages(tmp_path, needs="legal = 2").approved_by("ada")
    path = "policies/privacy.zh-CN.md"
    library.commit({path: library.read(path).decode().replace("提供服务", "提供更多服务")})
    library.sign("bo", day="2030-03-01")
    found = verified(library)
    assert found.approved is False
    assert "Approved by Bo Lindqvist (legal)" in texts_of(found)
    assert "The Chinese text changed after Ada Osei's approval: clause 2.1." in texts_of(found)
    assert "Missing: 1 approval in the role 'legal'" in texts_of(found)


def test_a_later_change_leaves_the_approved_version_approved_in_history(tmp_path: Path) -> None:
    library = two_languages(tmp_path).approved_by("ada")
    library.commit({"policies/privacy.md": ENGLISH.replace("your name", "your age")})
    found = verified(library)
    assert found.approved is False
    assert [(s.version, s.approved, s.current) for s in found.versions] == [
        ("2030-03-01", True, False)
    ]


def test_changed_clauses_since_the_last_version_stand_in_the_record(tmp_path: Path) -> None:
    library = two_languages(tmp_path).approved_by("ada")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("do not sell", "never sell")})
    plan = library.plan("ada", day="2031-01-01", seen=[("en", "2.2")])
    seen = {(c.language, c.clause): c.seen for c in plan.record.clauses}
    assert seen[("en", "2.2")] is True
    assert plan.record.base is not None
    assert plan.record.subject.previous == verified(library).versions[0].subject_digest


def test_a_comment_approves_nothing_and_needs_no_date(tmp_path: Path) -> None:
    library = two_languages(tmp_path)
    library.sign("bo", verdict="comment", comment="Clause 2.2 reads oddly.")
    found = verified(library)
    assert found.approved is False
    assert found.claimed


def test_a_charter_change_takes_effect_when_enough_owners_have_signed(tmp_path: Path) -> None:
    library = two_languages(tmp_path, owners=["ada", "bo"], owner_quorum=2)
    old = digest_of(library.read("policyreview.toml"))
    new = charter_text(list(library.people.values()), number=2, needs="legal = 2").encode()
    library.commit({"policyreview.toml": new}, "Ask for two")

    def agree(who: str) -> None:
        person = library.people[who]
        record = charterrecord.CharterRecord(
            2, digest_of(new), old, who, person.name, now(), f"{len(who):016x}"
        )
        library.commit(
            {record.path: charterrecord.dump(record)},
            f"{person.name} agrees",
            author=f"{person.name} <{person.email}>",
            sign_with=person.key,
        )

    agree("ada")
    report = library.verify()
    assert report.charter is not None
    assert report.charter.number == 1
    assert "signatures of 1 of the 2 owners" in " ".join(f.text for f in report.findings)
    agree("bo")
    report = library.verify()
    assert report.charter is not None
    assert report.charter.number == 2
    assert "charter-change-refused" not in {f.code for f in report.findings}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("quorum = 1", "quorum = 9"), "which nobody could ever reach"),
        (("legal = 1", "legal = 9"), "which only 2 hold"),
        (("legal = 1", "law = 1"), "needs the role law, which no [[role]] defines"),
        (("number = 1", "number = 0"), "Number should be 1 or more"),
        (("format = 1", "format = 2"), "Its format is not 1"),
        (('name = "Ada Osei"', 'name = "Ada Osei"\ncolour = "red"'), "does not know"),
        (("bo@example.org", "ADA@example.org"), "is listed for two persons"),
        (("ssh-ed25519 AAAA", "ssh-ed25519 AAAB"), "key"),
    ],
)
def test_what_is_wrong_with_a_charter_is_a_sentence(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    people = list(a_library(tmp_path).with_signers("ada", "bo").people.values())
    text = charter_text(people).replace(*change)
    found = [problem.text for problem in problems(text.encode())]
    assert any(said in one for one in found), found
    assert all(one.endswith(".") for one in found)


def test_a_broken_charter_that_was_put_right_is_no_finding_any_more(tmp_path: Path) -> None:
    library = two_languages(tmp_path)
    sound = library.read("policyreview.toml")
    library.commit({"policyreview.toml": b"format = 1\n["})
    assert "charter-invalid" in {f.code for f in library.verify().findings}
    library.commit({"policyreview.toml": sound})
    library.sign("ada", day="2030-03-01")
    assert library.verify().ok is True


def test_a_translation_that_stood_still_is_told_before_signing(tmp_path: Path) -> None:
    library = two_languages(tmp_path).approved_by("ada")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    notices = library.plan("ada", day="2031-01-01").notices
    assert [n.code for n in notices] == ["translation-behind"]
    assert "The Chinese text has not changed since the last approved version" in notices[0].text


def test_a_merge_that_was_wrong_once_is_settled_by_approving_the_bytes_anew(
    tmp_path: Path,
) -> None:
    library = two_languages(tmp_path).approved_by("ada")
    library.git("checkout", "-q", "-b", "side")
    library.commit({"policies/privacy.zh-CN.md": CHINESE.replace("姓名", "名字")})
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "main\n"})
    library.git("merge", "-q", "--no-ff", "--no-commit", "side", check=False)
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("do not sell", "sell")}, "Merge side")
    assert library.verify().ok is False
    library.sign("ada", day="2031-01-01")
    report = library.verify()
    assert report.ok is True, report.as_json()
