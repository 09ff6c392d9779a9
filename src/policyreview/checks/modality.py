"""Words of denial and duty, and sentences in which only one language has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from policyreview.parallel import align_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

# For each language: words that certainly deny, and words that may be how the other language's
# denial is said ('unable', 'only', 'except'). A sentence is reported where one side certainly
# denies and the other has nothing of the kind.
_CERTAIN = {
    "en": r"\b(?:(?<!(?-i:Do) )not(?! hesitate)|cannot|never|neither|nor)\b|n['’]t\b",
    "zh": r"不会|不得|不能|不可(?!避免|抗|或缺|预|撤|分)|不应|不應|不會|不予|不承担|不承擔|不提供|不收集|不出售|不使用|不允许|没有|沒有|不需要|不是|不保证|不保證",  # noqa: E501
    "ja": r"(?<!なければなり)(?<!ねばなり)(?<!かもしれ)(?<!すみ)ません|(?<!かもしれ)ない(?=[。、，でことよ場限]|$)|できかね|ないもの",  # noqa: E501
    "de": r"\b(?:(?<!zögern sie )nicht|kein(?:e[nmrs]?)?|niemals|nie|weder)\b",
    "fr": r"\b(?:ne|n['’])\s?(?!hésite)(?:[^\W\d_]+\s){1,3}?(?:pas|jamais|aucun[e]?|plus|rien)\b|\bni\b",  # noqa: E501
    "es": r"\b(?:no|nunca|jamás|ningun[oa]?|ningún)\b",
}
_POSSIBLE = {
    "en": r"\b(?:not|no|none|nothing|cannot|never|neither|nor|without|unable|except|exclud\w*|other than|"  # noqa: E501
    r"unless|only|refus\w*|declin\w*|disclaim\w*|prohibit\w*|avoid\w*|prevent\w*|fail\w*|lack\w*|free|stop\w*|"
    r"disab\w+|off|out|instead|rather|until|restrict\w*|object\w*|den(?:y|ies|ied|ial)|before|beyond|against|"
    r"un\w{3,}|in(?:valid|correct|complete|accurate|directly?|abil\w+|appropriate|eligible|active|sufficient)|"
    r"im\w{4,}|il(?:legal|licit)\w*|ir\w{4,}|dis\w{4,}|non\w*|anonym\w*|limit\w*|remov\w*|delet\w*|absen\w*|"
    r"minors?|wireless|less|few|hardly|regardless|despite|loss|block\w*|waive\w*|forfeit\w*|private|mis\w{3,}|"
    r"violat\w*|differ\w*|otherwise|end|ceas\w*|terminat\w*|\w+less|de-\w+|reject\w*|mere\w*|just|simply|various|"
    r"continu\w*|constant\w*|ongoing|else|any(?:thing|one)?|solely|exempt\w*|immuni\w*|bann?\w*|offline|beware|"
    r"bypass\w*|skip\w*|omit\w*|secret\w*|confidential\w*|vary|varies|varied|several|under)\b|n['’]t\b",
    "zh": r"不(?!同|断|斷|时|時|良)|[没沒勿否]|[无無](?![线線论論])|未(?!来|來|成年)|非(?!常)|免(?!费|費)|禁|拒|"  # noqa: E501
    r"(?<![删刪移清解])除|避免|防止|停止|例外|绝非|才能|以免|失效|失败",
    "ja": r"な[いくけし]|ません|ず|ぬ|無|不|非|未|禁|拒|除|のみ|限|だけ|まで|以外|防|停止|匿名|避|他|別|前|反|欠|免|失",  # noqa: E501
    "de": r"\b(?:nicht|kein\w*|nie\w*|weder|noch|ohne|außer|nur|un\w{3,}|aus\w*|ab\w*|verhinder\w*|vermeid\w*|"  # noqa: E501
    r"verweiger\w*|verbot\w*|untersag\w*|fehl\w*|miss\w*|sofern|bevor|bis|statt|anstatt|sondern|anonym\w*|"
    r"lediglich|frei|ander\w*|begrenz\w*|beschränk\w*|lösch\w*|entfern\w*|beend\w*|widersprech\w*|in\w{6,}|"
    r"il\w{4,}|gegen|vertraulich\w*|de\w{6,}|sperr\w*|\w+los\w*|nichts|keinerlei|ausschließlich|über\w*|erst)\b",
    "fr": r"\b(?:ne|n|pas|jamais|aucun\w*|sans|ni|sauf|hors|seul\w*|uniquement|non|exclu\w*|refus\w*|interdi\w*|évit\w*|"  # noqa: E501
    r"empêch\w*|in\w{4,}|im\w{4,}|ir\w{4,}|il\w{5,}|dés\w{3,}|dis\w{4,}|mal\w{3,}|exception|plus|moins|limit\w*|"
    r"anonym\w*|autre\w*|supprim\w*|avant|jusqu|contre|priv\w*|cess\w*|dé\w{4,}|rejet\w*|oppos\w*|rien|manqu\w*)\b|\bn['’]",
    "es": r"\b(?:no|nunca|jamás|ni|sin|salvo|excepto|solo|sólo|únicamente|ning\w+|in\w{4,}|im\w{4,}|des\w{4,}|"  # noqa: E501
    r"evit\w*|imped\w*|prohib\w*|rechaz\w*|limit\w*|otr\w+|tampoco|menos|anónim\w*|contra|antes|hasta)\b",
}
_MUST = {
    "en": r"\b(?:must|shall|(?:is|are|be) required to|(?:is|are) obliged to)\b",
    "zh": r"必须|必須|务必|務必|应当|應當",
    "de": r"\b(?:müssen|muss|musst|verpflichtet)\b",
    "fr": r"\b(?:doi(?:t|vent|s)|devez|obligatoire\w*|tenus? de)\b",
    "ja": r"なければなりません|ねばなり|必要があ|義務",
}
_MUST_POSSIBLE = {
    "en": r"\b(?:must|shall|should|will|required?|requires|requirements?|need\w*|have to|has to|had to|obliga\w*|"  # noqa: E501
    r"oblig\w*|mandat\w*|agree\w*|responsib\w*|only|ought|are to|is to|necessary|demand\w*|compl\w+|sure|"  # noqa: E501
    r"ensure\w*|cannot|not|please|subject to|condition\w*|duty|duties|bound|govern\w*|at least|bypass\w*|or older)\b|n['’]t\b",  # noqa: E501
    "zh": r"必须|必須|须|須|应|應|需|得(?!到|以|知|出|了)|要|务必|務必|义务|義務|责任|責任|负责|負責|只能|不能|不可|才能|"  # noqa: E501
    r"同意|(?<!可以)遵守|遵循|(?<!可以)(?:確保|确保|保证)|请|請|一律|均|将|將|会|會|强制|受|为准|至少",
    "de": r"\b(?:müss\w*|muss\w*|soll\w*|verpflicht\w*|erforderlich\w*|notwendig\w*|brauch\w*|benötig\w*|haben|hat|"  # noqa: E501
    r"ist|sind|sein|dürfen|darf|werden|wird|zu|nur|stimm\w*|bitte|pflicht\w*|unterlieg\w*|gilt|gelten|mindestens)\b",
    "fr": r"\b(?:doi\w*|dev\w*|oblig\w*|tenu\w*|faut|nécess\w*|requi\w*|exig\w*|accept\w*|engag\w*|veuillez|respons\w*|"  # noqa: E501
    r"condition\w*|ne|soumis\w*|amen\w*|contrain\w*|sera|seront|est|sont|seul\w*|besoin|minimum|moins)\b",
    "ja": r"なければ|ねば|必要|義務|べき|もの|こと|ください|下さい|要|責任|同意|遵守|必ず|しか|のみ|ません|限り|以上",  # noqa: E501
}
_MAY = {
    "en": r"\b(?:may|might|can|could)\b",
    "zh": r"可以|可(?!能)|可能|有权|有權",
    "de": r"\b(?:können|kann|kannst|dürfen|darf|könnte\w*)\b",
    "fr": r"\b(?:peu[xt]|peuvent|pouvez|pouvons|pourr\w+)\b",
    "ja": r"できます|可能|ことがあ|場合があ|かまい|てもよ",
}
_EXCEPT = re.compile(r"\b(?:except|unless|other than)\b", re.IGNORECASE)
_EXCEPT_WORDS = re.compile(r"除非?|以外|之外|例外")
_ADDRESS = re.compile(r"\]\([^()\s]{0,2000}\)|https?://\S{1,2000}")


def _compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(words, re.IGNORECASE) for language, words in table.items()}


_RE_CERTAIN, _RE_POSSIBLE = _compiled(_CERTAIN), _compiled(_POSSIBLE)
_RE_MUST, _RE_MUST_POSSIBLE, _RE_MAY = _compiled(_MUST), _compiled(_MUST_POSSIBLE), _compiled(_MAY)


def denial(
    words: tuple[str, str], languages: tuple[str, str]
) -> Iterator[tuple[Literal[0, 1], str]]:
    """Where one side certainly denies and the other has no word of denial.

    Args:
        words: Both sides of a bead.
        languages: Their primary subtags; languages without a word list are passed over.

    Yields:
        At most one: the side that denies, and its word.
    """
    if languages[0] not in _CERTAIN or languages[1] not in _CERTAIN or languages[0] == languages[1]:
        return
    found = _one_sided(words, languages, _RE_CERTAIN, _RE_POSSIBLE)
    if found:
        yield found


def duty(words: tuple[str, str], languages: tuple[str, str]) -> Iterator[tuple[Literal[0, 1], str]]:
    """Where one side demands and the other allows, and says nothing that could be a demand."""
    if languages[0] not in _MUST or languages[1] not in _MUST or languages[0] == languages[1]:
        return
    found = _one_sided(words, languages, _RE_MUST, _RE_MUST_POSSIBLE, _RE_MAY)
    if found:
        yield found


_Found = tuple[Literal[0, 1], str]


def _one_sided(
    words: tuple[str, str],
    languages: tuple[str, str],
    certain: dict[str, re.Pattern[str]],
    possible: dict[str, re.Pattern[str]],
    instead: dict[str, re.Pattern[str]] | None = None,
) -> _Found | None:
    """The first sentence of which only one side has the word, unless another has it the other way.

    Then, or where a sentence without a partner may hold the answer, it is the pairing of the
    sentences that is wrong, and not the translation.
    """
    if not any(certain[languages[side]].search(words[side]) for side in (0, 1)):
        return None
    found: list[_Found] = []
    spare: set[int] = set()
    for pieces in _sentences(words, languages):
        if not pieces[0] or not pieces[1]:
            spare |= {s for s in (0, 1) if certain[languages[s]].search(pieces[s])}
            continue
        for side, other in ((0, 1), (1, 0)):
            match = certain[languages[side]].search(pieces[side])
            answer = pieces[other]
            if _EXCEPT.search(pieces[side]):  # the exception has a word of its own there
                answer = _EXCEPT_WORDS.sub("", answer)
            if not match or possible[languages[other]].search(answer):
                continue
            if instead is None or instead[languages[other]].search(pieces[other]):
                found.append((0 if side == 0 else 1, match[0]))
        turned = _turned(pieces, languages, *(("demanded", "allowed") if instead else _DENIED))
        if turned:
            found.append((0 if languages[0] == "en" else 1, turned))
    sides = {side for side, _ in found}
    if not found or len(sides) > 1 or 1 - found[0][0] in spare:
        return None
    return found[0]


_DENIED = ("denied", "affirmed")

# Words counted one by one, for English and Chinese only, where each is said by a word of its own.
_COUNTED = {
    "denied": (
        re.compile(r"\b(?:not|cannot|never)\b|n['’]t\b", re.IGNORECASE),
        re.compile(_POSSIBLE["zh"]),
    ),
    "affirmed": (
        re.compile(
            r"\b(?:will|shall|can|may|might|could|would|should|able|are|is|do|does)\b"
            r"(?!\s+(?:also\s+)?(?:not|never))",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<![不未才社议議])[会會](?![议議员員计計话話])|(?<![不未可才功性技智])能(?![力源量])|可以"
        ),
    ),
    "demanded": (
        re.compile(
            r"\b(?:must|shall|(?:is|are|be) (?:required|obliged)|ha(?:ve|s) to|needs? to)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"[须須]|[应應](?![用对對急])|务必|務必|不得|需要?(?!求)|要求|义务|義務"
            r"|(?<!可以)(?:遵守|确保|確保|保证|保證)"
        ),
    ),
    "allowed": (
        re.compile(
            r"\b(?:may|might|can|could|able|allow\w*|permit\w*|entitled|(?:right|free) to|let"
            r"|enabl\w+)\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!不)可以|(?<!不)可(?![能见靠以用])|能够|有权|有權|允许|允許"),
    ),
}


def _turned(pieces: tuple[str, str], languages: tuple[str, str], lost: str, won: str) -> str | None:
    """The English word whose sense Chinese turned round.

    English says ``lost`` more often than Chinese, and Chinese says ``won`` more often.
    """
    if set(languages) != {"en", "zh"}:
        return None
    english = pieces[languages.index("en")]
    chinese = pieces[languages.index("zh")]
    said = _COUNTED[lost][0].findall(english)
    if len(said) > len(_COUNTED[lost][1].findall(chinese)) and len(
        _COUNTED[won][1].findall(chinese)
    ) > len(_COUNTED[won][0].findall(english)):
        match = _COUNTED[lost][0].search(english)
        return match[0] if match else None
    return None


def _sentences(words: tuple[str, str], languages: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The sentences of a bead, each with its partner or ``""``."""
    left, right = (_ADDRESS.sub(lambda m: " " * len(m[0]), side) for side in words)
    pairs = align_sentences(left, right, *languages)
    for pair in pairs:
        yield (
            left[slice(*pair.source)] if pair.source else "",
            right[slice(*pair.target)] if pair.target else "",
        )
