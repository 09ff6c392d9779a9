"""Who may sign, from the command line: init, charter, trust and doctor, on real keys."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

from approving import approve, approved

if TYPE_CHECKING:
    from conftest import Repo, Run


def test_init_writes_a_charter_that_holds_and_leaves_one_alone(run: Run, repo: Repo, keys: Path):
    arguments = ("init", "--name", 'Ada "the" Osei', "--email", "ada@example.org")
    run(*arguments, cwd=repo.path).says(3, "There is no key to sign with.")
    wrote = run(*arguments, "--key", keys / "ada", cwd=repo.path)
    assert wrote.code == 0, wrote
    repo.commit("Add the charter")
    assert run("charter", "check", cwd=repo.path).code == 0
    assert run("charter", "--json", cwd=repo.path).json["signers"][0]["name"] == 'Ada "the" Osei'
    run(*arguments, "--key", keys / "ada", cwd=repo.path).says(1, "There is a charter already")
    run("init", cwd=repo.path).says(1, "There is a charter already")
    assert approve(run, repo, keys / "ada").code == 0
    assert run("verify", "privacy", cwd=repo.path).code == 0


def test_a_check_says_that_the_work_tree_has_another_charter(run: Run, repo: Repo, keys: Path):
    who = ("--name", "Ada Osei", "--email", "ada@example.org", "--key", keys / "ada")
    assert run("init", *who, cwd=repo.path).code == 0
    repo.commit("Add the charter")
    assert run("charter", "check", cwd=repo.path).err == ""
    (repo.path / "policyreview.toml").write_text("x = [\n")

    answer = run("charter", "check", cwd=repo.path)

    assert (answer.code, answer.out) == (0, "The charter is valid.\n")
    assert "'policyreview charter check policyreview.toml'" in answer.err
    assert run("charter", "check", "policyreview.toml", cwd=repo.path).code == 1


def test_init_needs_to_know_who_you_are(run: Run, repo: Repo):
    answer = run("init", cwd=repo.path)  # the repository's own configuration names somebody
    answer.says(2, "Your name is not known.")
    assert "git config --global" in answer.err


def test_init_knows_you_from_the_environment_as_git_does(run: Run, repo: Repo, keys: Path):
    env = {"GIT_AUTHOR_NAME": "Ada Osei", "GIT_AUTHOR_EMAIL": "ada@example.org"}
    assert run("init", "--key", keys / "ada", cwd=repo.path, env=env).code == 0
    repo.commit("Add the charter")
    (signer,) = run("charter", "--json", cwd=repo.path).json["signers"]
    assert (signer["id"], signer["name"], signer["emails"]) == (
        "ada",
        "Ada Osei",
        ["ada@example.org"],
    )


def test_an_invalid_charter_is_not_called_none(run: Run, chartered: Repo, keys: Path):
    charter = chartered.path / "policyreview.toml"
    chartered.git("rm", "-q", "--cached", charter.name)
    fresh = charter.read_text().replace('id = "ada"', 'id = "*"')
    charter.write_text(fresh)
    chartered.git("checkout", "-q", "--orphan", "afresh")
    chartered.commit()
    said = run("verify", cwd=chartered.path)
    assert "The charter is invalid: " in said.out
    assert "No charter is valid, so nothing is called approved" in said.out
    told = approve(run, chartered, keys / "ada").err
    assert "policyreview charter check" in told
    assert "There is no charter" not in said.out + told


def test_a_claim_on_a_policy_that_is_gone_is_still_a_claim(run: Run, chartered: Repo, keys: Path):
    approved(run, chartered, keys)
    chartered.git("rm", "-q", "-r", "policies")
    chartered.commit("Remove the texts")
    gone = run("verify", cwd=chartered.path)
    assert gone.code == 1
    assert "speak of privacy, which is no policy of this library now" in gone.out
    assert "nothing is claimed" not in gone.out


def test_charter_shows_the_one_in_force_and_says_what_else_is_there(
    run: Run, chartered: Repo, keys: Path
):
    file = chartered.path / "policyreview.toml"
    before = run("charter", "--json", cwd=chartered.path)
    assert before.err == ""
    file.write_text(file.read_text() + "# another\n")
    chartered.commit("Change the charter without its number")
    shown = run("charter", "--json", cwd=chartered.path)
    assert shown.json == before.json
    assert "Charter number 1, " in shown.err
    assert "is not in force. Signed by nobody" in shown.err
    assert run("charter", "propose", cwd=chartered.path).code == 0
    chartered.commit("Give it its number")
    assert run("charter", "sign", "--key", keys / "ada", cwd=chartered.path).code == 0
    now = run("charter", "--json", cwd=chartered.path)
    assert (now.json["number"], now.err) == (2, "")
    chartered.git("rm", "-q", "policyreview.toml")
    chartered.commit("Remove the charter")
    gone = run("charter", "--json", cwd=chartered.path)
    assert gone.json == now.json
    assert "The charter was removed; number 2 stays in force." in gone.err


def test_trust_pins_the_charter_and_notices_another_history(run: Run, chartered: Repo, keys: Path):
    assert run("trust", cwd=chartered.path).code == 1
    assert run("trust", "--pin", cwd=chartered.path).code == 0
    assert run("trust", cwd=chartered.path).code == 0
    approved(run, chartered, keys)
    assert run("verify", "--strict", cwd=chartered.path).code == 0
    chartered.git("checkout", "-q", "--orphan", "other")
    chartered.commit("The same again")
    assert run("trust", cwd=chartered.path).code == 1
    assert run("verify", cwd=chartered.path).code == 1
    assert run("trust", "--unpin", cwd=chartered.path).code == 0


def test_strict_takes_no_charter_on_trust(run: Run, chartered: Repo, keys: Path):
    approved(run, chartered, keys)
    assert run("verify", cwd=chartered.path).code == 0
    assert run("verify", "--strict", cwd=chartered.path).code == 1


def test_doctor_calls_no_key_missing_beside_the_one_that_signs(
    run: Run, chartered: Repo, keys: Path, own_world: Path
):
    (own_world / ".ssh").mkdir()
    for name, here in (("ada", "id_ed25519"), ("eve", "id_rsa")):
        (own_world / ".ssh" / here).write_bytes((keys / name).read_bytes())
        (own_world / ".ssh" / here).chmod(0o600)
        (own_world / ".ssh" / f"{here}.pub").write_bytes((keys / f"{name}.pub").read_bytes())
    answer = run("doctor", "--json", cwd=chartered.path)
    found = {
        each["text"].rsplit(". ", 1)[-1]: each["ok"]
        for each in answer.json["checks"]
        if each["what"] == "key"
    }
    assert True in found.values()
    assert False not in found.values()
    assert len(found) == 2


def test_doctor_says_that_a_charter_waits_to_be_committed(run: Run, repo: Repo):
    repo.write("policyreview.toml", "format = 1\n")
    answer = run("doctor", cwd=repo.path)
    assert "Commit policyreview.toml: it takes effect then." in answer.out
