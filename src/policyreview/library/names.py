"""What a path alone tells.

Whether it may be a policy, what the policy is called, in which language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from policyreview.documents.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXTENSIONS = (".md", ".markdown", ".txt", ".html", ".htm", ".rst")
"""Endings of files that may be policy texts."""

_NEVER = re.compile(
    r"(?:readme|contributing|contributors|licen[cs]e|copying|changelog|authors|codeowners|index)"
    r"(?:[._\- ][a-z]{2}(?:[-_][a-z]{2,4})?)?",
    re.IGNORECASE,
)
_NOT_POLICIES = re.compile(
    r"(?:readme|contributing|contributors|licen[cs]e|copying|notice|changelog|changes|history|authors|codeowners"
    r"|security|support|todo|install|installation|governance|maintainers|releasing"
    r"|release[-_ ]notes|news|credits|thanks"
    r"|requirements|robots|humans|ads|cmakelists|manifest|version|index|sitemap|search|404|pull_request_template"
    r"|issue_template|funding|citation|dockerfile|makefile|faq|glossary|upgrading|migration|roadmap|style|styleguide"
    r"|claude|agents|package|constraints|how[-_ ].{1,80}|top_level|sources|entry_points"
    r"|dependency_links)"
    r"(?:[._\- ][a-z]{2}(?:[-_][a-z]{2,4})?)?",
    re.IGNORECASE,
)
_NEVER_FOLDERS = words(
    "node_modules vendor third_party thirdparty test tests testdata fixtures __pycache__ "
    "dist build target site-packages venv examples example templates template"
)
_POLICY_WORDS = re.compile(
    r"privacy|(?<![a-z])terms|(?<![a-z])t(?:os|ou|cs?|nc)(?![a-z])|conduct|(?<![a-z])legal|cookie"
    r"|polic(?:y|ies)|acceptable[-_ ]?use"
    r"|(?<![a-z])aup(?![a-z])|(?<![a-z])cps?(?![a-z])|eula|agreement|gdpr|ccpa|(?<![a-z])dpa(?![a-z])|imprint|impressum|disclaimer"
    r"|dmca|copyright[-_ ]?claims|trademark|subprocessor|statement|guidelines|refund"
    r"|(?<![a-z])sla(?![a-z])|datenschutz"
    r"|(?<![a-z])agb(?![a-z])|nutzungsbedingung|confidentialit|mentions[-_ ]legales|conditions"
    r"|privacidad|t[ée]rminos|privacidade"
    r"|informativa|about[-_ ]?rights|notice|data[-_ ]?protection|takedown|user[-_ ]?rights"
    r"|charter|code[-_ ]of|bylaws"
    r"|隐私|隱私|条款|條款|协议|協議|政策|声明|聲明|规范|规则|守则|プライバシー|規約|ポリシー|方針|개인정보|약관|방침|политика|соглашение|условия"
    r"|prywatno[sś]ci|regulamin|gizlilik|kullanim|kullanım|integritet|personvern|tietosuoja"
    r"|villkor|vilk[aå]r|privatliv|podm[ií]nky|adatv[eé]del|confiden[tț]ialit|політика|угода|умови"
    r"|πολιτικ|سياسة|شروط|מדיניות|תנאי|नीति",
    re.IGNORECASE,
)
_LOCALE_FOLDERS = frozenset(
    [
        "i18n",
        "l10n",
        "locale",
        "locales",
        "lang",
        "langs",
        "languages",
        "translations",
        "translation",
    ]
)
_SLUG = re.compile(r"[^\w]+|_+")


def is_text_name(path: str) -> bool:
    """Whether the file's ending is one of a text."""
    return path.lower().endswith(EXTENSIONS)


def excluded(path: str, *, among_policies: bool = False) -> bool:
    """Whether the path is one of the files that repositories have beside their policies.

    Args:
        path: The path.
        among_policies: Whether it is below a folder named ``policies``, where a ``support.md`` is
            a policy and only the like of ``README.md`` is none.
    """
    *folders, name = path.split("/")
    never = frozenset() if among_policies else _NEVER_FOLDERS
    if name.startswith(".") or any(one.startswith(".") or one.lower() in never for one in folders):
        return True
    return (_NEVER if among_policies else _NOT_POLICIES).fullmatch(stem_of(name)) is not None


def sounds_like_policy(path: str) -> bool:
    """Whether the file's name says that it is a policy."""
    return _POLICY_WORDS.search(stem_of(path.rpartition("/")[2])) is not None


def stem_of(name: str) -> str:
    """A file name without its ending."""
    lower = name.lower()
    for ending in EXTENSIONS:
        if lower.endswith(ending):
            return name[: -len(ending)]
    return name


def policies_folder(paths: Iterable[str]) -> str | None:
    """The folder named ``policies`` (in any case) nearest to the root that holds texts.

    With its slash.
    """
    best: str | None = None
    for path in paths:
        parts = path.split("/")[:-1]
        for depth, part in enumerate(parts):
            if part.lower() == "policies" and (best is None or depth < best.count("/") - 1):
                best = "/".join(parts[: depth + 1]) + "/"
                break
    return best


@lru_cache(maxsize=65536)
def base_of(path: str) -> tuple[str, str | None, bool]:
    """What all languages of one policy share of their paths, the language named.

    Whether a folder names it.

    ``zh-CN/privacy.md`` and ``privacy.fr.md`` both come down to ``privacy.md``; case, ``_`` and
    ``-`` make no difference, nor do folders such as ``i18n``.
    """
    from policyreview.documents.tags import language_of_name

    found = language_of_name(path)
    base = found.base if found else path
    *folders, name = base.split("/")
    folders = (
        [folder for folder in folders if folder.lower() not in _LOCALE_FOLDERS]
        if found
        else folders
    )
    key = "/".join([*folders, name]).lower().replace("_", "-").replace(" ", "-")
    if key.endswith(".markdown"):
        key = key[: -len("markdown")] + "md"
    return key, found.language if found else None, bool(found and found.folder)


def slug(text: str) -> str:
    """Letters and digits in lower case with single hyphens between: what ids are made of."""
    return _SLUG.sub("-", text.lower()).strip("-")


def ids_for(bases: Mapping[str, int], taken: Iterable[str] = ()) -> dict[str, str]:
    """Short unique ids for policies.

    Args:
        bases: Each policy's base path (as ``base_of`` gives it); the number is not used.
        taken: Ids that are given already.

    Returns:
        Base path to id: the file's name; where several share it, the one nearest to the root keeps
        it if it is alone at that depth, the others take as many of their folders as they need.
    """
    out: dict[str, str] = {}
    used = set(taken)
    by_name: dict[str, list[str]] = {}
    for base in bases:
        by_name.setdefault(slug(stem_of(base.rpartition("/")[2])) or "policy", []).append(base)
    for name, sharing in by_name.items():
        if len(sharing) == 1 and name not in used:
            out[sharing[0]] = name
            used.add(name)
            continue
        ordered = sorted(
            sharing,
            key=lambda base: (
                base.count("/"),
                not base.lower().endswith(".md"),
                base != base.lower(),
                base,
            ),
        )
        least = ordered[0].count("/")
        nearest = {stem_of(base).lower() for base in ordered if base.count("/") == least}
        alone = len(nearest) == 1
        for base in ordered:
            out[base] = _qualified(base, name, used, bare=alone and base == ordered[0])
            used.add(out[base])
    return out


def _qualified(base: str, name: str, used: set[str], *, bare: bool) -> str:
    if bare and name not in used:
        return name
    folders = [slug(folder) for folder in base.split("/")[:-1]]
    ending = base.rpartition(".")[2]
    if not base.endswith(".md") and name in used and f"{name}-{ending}" not in used:
        return f"{name}-{ending}"
    for depth in range(1, len(folders) + 1):
        candidate = "-".join([*folders[-depth:], name])
        if candidate not in used:
            return candidate
    candidate = "-".join([*folders, name, ending])
    number = 2
    while candidate in used:
        candidate = "-".join([*folders, name, str(number)])
        number += 1
    return candidate
