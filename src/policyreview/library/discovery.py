"""From a commit's tree to its policies: which files are policy texts, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from policyreview.library.facts import Facts, Part
from policyreview.library.names import (
    base_of,
    excluded,
    ids_for,
    is_text_name,
    policies_folder,
    sounds_like_policy,
    stem_of,
)
from policyreview.library.settings import PolicyEntry, Settings, TextEntry
from policyreview.library.values import Policy, PolicyText

if TYPE_CHECKING:
    from policyreview.repository import TreeEntry

Lookup = Callable[["TreeEntry"], Facts]
"""Gives the facts of a file; a link's or a submodule's say why it is not read."""

Made = tuple[str, tuple[str, ...]]
"""A policy's id and the paths of its files in the order in which they were taken."""
_NUMBER = re.compile(r"(\d{1,3})[-_. ]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a policy text, by its path alone."""

    entry: TreeEntry
    base: str
    language: str | None
    sure: bool

    @property
    def path(self) -> str:
        """Path in the tree."""
        return self.entry.path


def candidates(entries: Iterable[TreeEntry], settings: Settings) -> list[Candidate]:
    """The files that may be policy texts; the unsure ones are to be read."""
    named = [
        entry for entry in entries if is_text_name(entry.path) and not settings.ignores(entry.path)
    ]
    texts = [entry for entry in named if not excluded(entry.path, among_policies=True)]
    root = policies_folder(entry.path for entry in texts)
    if root is not None:
        texts = [entry for entry in texts if entry.path.startswith(root)]
    else:
        texts = [entry for entry in named if not excluded(entry.path)]
    out: list[Candidate] = []
    for entry in texts:
        base, language, _ = base_of(entry.path)
        out.append(
            Candidate(entry, base, language, root is not None or sounds_like_policy(entry.path))
        )
    partners: dict[str, set[str]] = {}
    for one in out:
        if one.language:
            partners.setdefault(pair_key(one), set()).add(one.language)
    # A file whose name is the same in two languages' folders is a text that people keep in both.
    return [
        one if one.sure or len(partners.get(pair_key(one), ())) < 2 else replace(one, sure=True)
        for one in out
    ]


def pair_key(one: Candidate) -> str:
    """The base path, or the folder and leading number where the name begins with one."""
    folder, _, name = one.base.rpartition("/")
    found = _NUMBER.match(name)
    return f"{folder}/{found[1]}#" if found and one.language else one.base


def discover(
    entries: Sequence[TreeEntry],
    settings: Settings,
    facts: Lookup,
    among: Sequence[Candidate] | None = None,
    made: Mapping[Made, Policy] = MappingProxyType({}),
) -> tuple[Policy, ...]:
    """All policies of a tree, by id.

    Args:
        entries: The commit's tree.
        settings: The ``[[policy]]`` entries.
        facts: Reads a file, or remembers what it says.
        among: What ``candidates`` gives for the tree, where that is known.
        made: Policies that ``policy_of`` has made from the same facts already.
    """
    facts = _once(facts)
    by_path = {entry.path: entry for entry in entries}
    named = [_entered(entry, by_path, facts) for entry in settings.policies]
    taken = {text.path for policy in named for text in policy.texts}
    if among is None:
        among = candidates(entries, settings)
    found = [one for one in among if one.path not in taken]
    accepted = {one.path for one in found if _is_policy(one, facts)}
    accepted |= _counterparts(found, accepted, facts)
    groups = _linked(_grouped([one for one in found if one.path in accepted], facts), facts)
    ids = ids_for(dict.fromkeys(groups, 0), {policy.id for policy in named})
    policies = named
    for key, group in groups.items():
        known = made.get((ids[key], tuple(one.path for one in group)))
        policies.append(known or policy_of(ids[key], group, facts))
    return tuple(sorted(policies, key=lambda policy: policy.id))


def _once(facts: Lookup) -> Lookup:
    """The same facts, asked for once for each path of the tree."""
    known: dict[str, Facts] = {}

    def look(entry: TreeEntry) -> Facts:
        found = known.get(entry.path)
        if found is None:
            found = known[entry.path] = facts(entry)
        return found

    return look


def _is_policy(one: Candidate, facts: Lookup) -> bool:
    if not one.entry.is_file:
        return one.sure
    known = facts(one.entry)
    if known.broken:
        return one.sure
    return (one.sure or known.policy) and not known.template


def _counterparts(found: Sequence[Candidate], accepted: set[str], facts: Lookup) -> set[str]:
    """The files that an accepted one's front matter names as itself in another language."""
    by_path = {one.path.lower(): one for one in found}
    out: set[str] = set()
    for one in found:
        if one.path in accepted and one.entry.is_file:
            for tag, page in facts(one.entry).counterparts:
                other = by_path.get(_counterpart(one, tag, page))
                if other and other.entry.is_file and not facts(other.entry).template:
                    out.add(other.path)
    return out


def _grouped(found: Sequence[Candidate], facts: Lookup) -> dict[str, list[Candidate]]:
    """Candidates by what their paths share; two of one language never share a policy."""
    groups: dict[str, list[Candidate]] = {}
    for one in found:
        groups.setdefault(one.base, []).append(one)
    out: dict[str, list[Candidate]] = {}
    for base, group in groups.items():
        languages: set[str] = set()
        for one in surest_first(group):
            language = _language(one, facts)
            if language in languages:
                apart = one.path.lower()  # or as it is, where only capital letters differ
                out.setdefault(one.path if apart == base else apart, []).append(one)
            else:
                languages.add(language)
                out.setdefault(base, []).append(one)
    return out


def surest_first(group: Iterable[Candidate]) -> list[Candidate]:
    """Of files of one base those that name their language, then the one that is called so."""
    return sorted(group, key=lambda one: (one.language is None, one.path != one.base, one.path))


def _linked(groups: dict[str, list[Candidate]], facts: Lookup) -> dict[str, list[Candidate]]:
    """Join groups whose names differ by language.

    By front matter, or by the number they begin with.
    """
    by_path = {one.path.lower(): key for key, group in groups.items() for one in group}
    for key in list(groups):
        for one in list(groups.get(key, ())):
            for tag, page in facts(one.entry).counterparts if one.entry.is_file else ():
                other = by_path.get(_counterpart(one, tag, page))
                if other is not None and other != key:
                    _join(groups, key, other, by_path, facts)
    numbered: dict[str, list[str]] = {}
    for key, group in groups.items():
        if len(group) == 1 and group[0].language and pair_key(group[0]) != group[0].base:
            numbered.setdefault(pair_key(group[0]), []).append(key)
    for keys in numbered.values():
        languages = [groups[key][0].language for key in keys]
        if len(set(languages)) == len(languages):
            for other in keys[1:]:
                _join(groups, keys[0], other, by_path, facts)
    return groups


def _counterpart(one: Candidate, tag: str, page: str) -> str:
    """The path that a front matter's page name stands for, in lower case."""
    folders = one.path.split("/")[:-1]
    for at in range(len(folders) - 1, -1, -1):
        if one.language and folders[at].lower() == one.language.lower():
            folders[at] = tag
            break
    ending = one.path[len(stem_of(one.path)) :]
    return "/".join([*folders, page + ending]).lower()


def _join(
    groups: dict[str, list[Candidate]], one: str, other: str, by_path: dict[str, str], facts: Lookup
) -> None:
    """Move a group's texts into another, if no language would be there twice.

    English gives the name.
    """
    if one not in groups or other not in groups:
        return
    languages = [_language(text, facts) for key in (one, other) for text in groups[key]]
    if len(set(languages)) != len(languages):
        return
    first = other if any(_language(text, facts).startswith("en") for text in groups[other]) else one
    second = one if first == other else other
    groups[first].extend(groups.pop(second))
    for text in groups[first]:
        by_path[text.path.lower()] = first


def _language(one: Candidate, facts: Lookup) -> str:
    known = facts(one.entry) if one.entry.is_file else Facts()
    return language_for(one.language, known)


def language_for(named: str | None, known: Facts) -> str:
    """A file's language: by its front matter, by its name, by its content."""
    language = known.declared or named
    if language == "zh" and known.language in {"zh-CN", "zh-TW"}:
        return known.language
    return language or known.language


def policy_of(identity: str, group: Sequence[Candidate], facts: Lookup) -> Policy:
    """The policy that a group of files makes, by what they say."""
    known = {one.path: facts(one.entry) for one in group}
    texts: list[PolicyText] = []
    for one in group:
        texts.extend(_texts(one.entry, one.language, known[one.path]))
    return _finished(identity, None, None, texts, known)


def _texts(entry: TreeEntry, named: str | None, known: Facts) -> list[PolicyText]:
    whole = len(known.parts) < 2 or ((named or known.declared) and not known.marked)
    if whole or known.broken:
        language = language_for(named, known)
        return [PolicyText(language, entry.path, entry.oid, entry.mode, broken=known.broken)]
    return [_part(entry, part) for part in known.parts]


def _part(entry: TreeEntry, part: Part) -> PolicyText:
    return PolicyText(
        part.language,
        entry.path,
        entry.oid,
        entry.mode,
        (part.first_line, part.last_line),
        part.interleaved,
    )


def _finished(
    identity: str,
    title: str | None,
    prevailing: str | None,
    texts: Sequence[PolicyText],
    known: dict[str, Facts],
) -> Policy:
    said = {facts.prevailing for facts in known.values() if facts.prevailing}
    binding = prevailing or (said.pop() if len(said) == 1 else "contradictory" if said else None)
    if binding == "zh":
        binding = next((text.language for text in texts if text.language.startswith("zh")), binding)
    ordered = sorted(
        texts,
        key=lambda text: (not _binds(text.language, binding), not text.language.startswith("en")),
    )
    titles = [
        known[text.path].title
        for text in ordered
        if known.get(text.path) and known[text.path].title
    ]
    whys = [text.broken for text in ordered if text.broken]
    return Policy(
        identity,
        title or (titles[0] if titles else _title_from(ordered, identity)),
        tuple(ordered),
        binding,
        whys[0]
        if whys
        else None
        if ordered
        else "None of the texts that policyreview.toml names is there.",
    )


def _title_from(texts: Sequence[PolicyText], identity: str) -> str:
    """The file's name as a title: ``CP-CPS`` stays, ``buffer-terms`` becomes ``Buffer terms``."""
    stem = stem_of(texts[0].path.rpartition("/")[2]) if texts else identity
    words = stem.replace("_", " ") if stem.isupper() else stem.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _binds(language: str, binding: str | None) -> bool:
    return binding is not None and language.split("-", maxsplit=1)[0] == binding.split("-")[0]


def _entered(entry: PolicyEntry, by_path: dict[str, TreeEntry], facts: Lookup) -> Policy:
    """A policy as its entry in ``policyreview.toml`` names it."""
    texts: list[PolicyText] = []
    known: dict[str, Facts] = {}
    for one in entry.texts or _named_like(entry.id, by_path):
        there = by_path.get(one.path)
        if there is None:
            texts.append(
                PolicyText(
                    one.language or "und",
                    one.path,
                    "",
                    "",
                    broken=f"There is no file {one.path} at this commit.",
                )
            )
            continue
        known[there.path] = facts(there)
        texts.extend(_entered_text(one, there, known[there.path]))
    return _finished(entry.id, entry.title, entry.prevailing, texts, known)


def _entered_text(one: TextEntry, there: TreeEntry, known: Facts) -> list[PolicyText]:
    named = one.language or base_of(one.path)[1]
    if one.lines is not None:
        language = one.language or one.half or known.language
        return [
            PolicyText(language, there.path, there.oid, there.mode, one.lines, broken=known.broken)
        ]
    wanted = one.half or (one.language if len(known.parts) > 1 else None)
    if wanted is not None:
        for part in known.parts:
            if part.language.split("-")[0] == wanted.split("-")[0]:
                return [replace(_part(there, part), language=one.language or part.language)]
        if one.half is not None:
            why = (
                f"The file {one.path} has no part in '{one.half}' that could be told from the rest."
            )
            return [
                PolicyText(one.language or one.half, there.path, there.oid, there.mode, broken=why)
            ]
    if one.language:
        return [PolicyText(one.language, there.path, there.oid, there.mode, broken=known.broken)]
    return _texts(there, named, known)


def _named_like(identity: str, by_path: dict[str, TreeEntry]) -> list[TextEntry]:
    """The files that discovery would call so, for an entry that names none."""
    bases = {path: base_of(path)[0] for path in by_path if is_text_name(path)}
    ids = ids_for(dict.fromkeys(bases.values(), 0))
    return [TextEntry(path) for path, base in bases.items() if ids[base] == identity]
