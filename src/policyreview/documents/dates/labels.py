"""The words that policies put before or after their dates, by what they say of the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.tables import words

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateKind

_EFFECTIVE = (
    r"effective|in effect|takes? effect|took effect|into (?:force|effect)|in force|valid (?:from"
    r"|as of)"
    r"|appl(?:y|ies|icable) (?:from|as of|since)|commencement date"
    r"|生效|施行|实施|實施|起效|発効|適用開始|有効日|効力発生|시행|발효|효력"
    r"|d[’']?\s?effet|entrée en vigueur|date d[’']application|en vigueur"
    r"|applicables? (?:à compter|à partir|au\b|depuis|dès)"
    r"|effectifs? (?:le|au|à compter|depuis|dès)\b|prend effet|prise d[’']effet|entre en vigueur"
    r"|gültig (?:ab|seit)|gilt ab|gelten ab|anwendbar ab|in kraft|wirksam|inkrafttreten"
    r"|gültigkeitsdatum"
    r"|vigente desde|en vigor|vigencia|efectiv[ao]|(?:válid|aplicable)[oa]? (?:desde|a partir)"
    r"|em vigor|vigência|vigente|efetiv[ao]|aplicável (?:desde|a partir)|com efeitos?|con efectos?"
    r"|con effetto|in vigore|(?:di|data) efficacia|applicabil[ei] (?:dal|a partire)|decorrenza"
    r"|efficace|valid[oa] dal"
    r"|entrata in vigore"
    r"|ingangsdatum|van kracht|geldig vanaf|inwerkingtreding|geldend vanaf|van toepassing vanaf"
    r"|in werking"
    r"|вступ\w+ в силу|действует|действительна?|дата вступления|начал\w* действия"
    r"|введен\w* в действие|набува\w* чинності|чинн\w+ з"
    r"|obowiązuj|wejścia w życie|wchodzi w życie|gäller från|giltig från|ikraftträdande"
    r"|gælder fra|gjelder fra"
    r"|yürürlü|hiệu lực|سري|ساري|نفاذ|berlaku|účinn\w+|hatály|intrare în vigoare|voimaan"
)
_REVIEW = (
    r"next (?:policy )?review|review (?:due|by|before)|due for review|to be reviewed (?:by|on"
    r"|before)|next scheduled review"
    r"|下次(?:审查|审核|复审|評估|评估|检视|檢視|修订)|次回(?:見直し|改定|レビュー)|다음 검토"
    r"|prochaine? (?:révision|revue|examen)|nächste (?:überprüfung|prüfung)|próxima revisi[oó]n"
    r"|próxima revisão"
    r"|prossima revisione|volgende (?:herziening|evaluatie)|следующ\w+ пересмотр"
)
_UPDATED = (
    r"updat(?:ed?|ing)|revis(?:ed|ion)|modified|amend(?:ed|ment)|last changed?|changed"
    r"|last edited|last reviewed|reviewed"
    r"|date of (?:last )?change|last modification"
    r"|更新|修订|修訂|修改|变更|變更|修正|改版|改定|改訂|改正|変更|개정|업데이트|수정|변경|갱신"
    r"|mises? à jour|mis à jour|modifi|révis|actualis|dernière version"
    r"|aktualisier|stand|geändert|änderung|überarbeit|fassung|bearbeitet"
    r"|actualiz|modificad|modificaci|última revisi|revisad|reformad"
    r"|atualiz|alterad|última revisão|aggiornat|aggiornament|modific|revision"
    r"|bijgewerkt|gewijzigd|herzien|aangepast|laatste (?:update|wijziging)"
    r"|обновл|измен[её]н|редакц|оновлен|змінен|aktualiz|zmian|zmieni|zmodyf|uppdatera|ändra"
    r"|opdatere|oppdater|päivit"
    r"|güncelle|cập nhật|تحديث|تعديل|diperbarui|pembaruan|frissít|módosít|actualizat"
)
_PUBLISHED = (
    r"publish|posted|issued|released?|publication|established|created|adopted|approved|dated"
    r"|date\b|last version|as of\b|as at\b"
    r"|发布|發布|發佈|公布|颁布|頒布|制定|发文|订立|日期|公開|策定|掲載|発行|制定日|게시|공고|제정|공포|일자"
    r"|publi|établi|adopt|en date d|\ble\b|\bdu\b|veröffentlich|datum|erstellt|\bvom\b|\bfecha"
    r"|emitid|\bdata\b|pubblic|gepubliceerd"
    r"|опубликован|\bдата|размещен|утвержд|дата|data publikacji|tarih|ngày|tanggal"
)
_VERSION = (
    r"versions?\b|\bver\b|\brev\b|revision number"
    r"|(?<!本)版本号?|(?<!本)版本號?|バージョン|第\S{1,3}版|버전"
    r"|versión|versão|versione|versie|версия|wersja"
    r"|\bfassung\b|\bv(?=\s?$)"
)
_NEGATIVE = (
    r"archiv|snapshot|retrieved|captured|crawled|extracted|accessed|download|printed|generated"
    r"|deprecat|supersed|expire"
    r"|\b(?:GDPR|RGPD|DS-?GVO|LGPD|AVG|CCPA|CPRA|COPPA|HIPAA)\)?,? (?:is|est|è|es|gilt|tritt|trat"
    r"|took|takes|came|comes|entr\w+|treedt)\b|\((?:EU|UE)\) (?:n[.°º] ?)?\d{4}/\d+"
    r"|(?:prior|older|old|earlier|archived) versions?|(?:保護法|法律)[はが]$"
    r"|original(?:ly)? effective|§[^.]{0,20}$|gemäß[^.]{0,30}$"
    r"|(?:法|条例|條例|规定|規定|办法|辦法)》[^，,。：:]{0,8}$|(?:보호법|법률)[^.]{0,8}$"
    r"|until|before|prior to|previous|formerly|no later than|不晚于|之前|以前|截至|jusqu|bis zum"
    r"|hasta|fino al|до\b|earlier version"
    r"|(?:posted|written|submitted|uploaded) by"
    r"|copyright|©|\(c\)|born"
    r"|(?<!effect )(?<!effective )(?<!force )(?<!appl[yi] )(?<!applies )(?<!applicable )since"
    r"|between|localization|localisation|translated on|not before"
    r"|not after"
    r"|law\b|\bact\b|regulation|directive|statute|ley\b|loi\b|gesetz|法律|法第|règlement|закон"
    r"|ordinance|\brfc\b|\biso\b"
)


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


NEGATIVE = _compiled(_NEGATIVE)
"""Words that make a date another thing's than the policy's."""

_ORDER: tuple[tuple[DateKind, re.Pattern[str]], ...] = (
    ("review", _compiled(_REVIEW)),
    ("effective", _compiled(_EFFECTIVE)),
    ("updated", _compiled(_UPDATED)),
    ("version", _compiled(_VERSION)),
    ("published", _compiled(_PUBLISHED)),
)
ANY_LABEL = _compiled(f"{_REVIEW}|{_EFFECTIVE}|{_UPDATED}|{_VERSION}|{_PUBLISHED}")
AFTER = re.compile(
    r"[ \t\u00a0\u3000]*(?:日|[.，,(（])?[ \t\u00a0\u3000]*(?:起|より|から|に|부터|로)?(?:正式|开始"
    r"|開始|最終|最终|最后|最後|一部|全部|全面)?[ \t\u00a0\u3000]*"
    r"(?P<word>生效|施行|实施|實施|更新|修订|修訂|改定|改訂|改正|制定|公布|发布|發布|發佈|公開|発効|適用|有効|効力|策定|掲載|시행|개정|제정|적용"
    r"|版|in kraft|in werking|i kraft|aktualisiert|geändert|überarbeitet|angepasst"
    r"|(?:last )?(?:effective|updated|revised|modified|amended)|version(?![ \t]*[\d:])|tarihinde)"
    r"(?!日期|时间|時間|日付|[日일])",
    re.IGNORECASE,
)

FILLERS = words(
    "the this these our your of on as at is are was were been has have be from by in and "
    "with for date dates day last latest most recent recently version current policy "
    "policies privacy notice statement terms term conditions use service services "
    "agreement document page code conduct cookie cookies legal website site user users "
    "data protection declaration guidelines eula license first originally established "
    "company we you to entry file text it its und o n la le les el los las der die das "
    "den dem da de du des del di do dos il lo gli sur et y e en am zum zur vom ab wurde "
    "ist wird zuletzt letzte letzter letztes dernière dernier fois pour été cette ce "
    "politique confidentialité última ultimo ultima último vez se por fue esta este "
    "política privacidad datenschutzerklärung nutzungsbedingungen diese dieser datum "
    "fecha informativa sulla per het op laatste laatst deze dit privacybeleid voorwaarden "
    "эта политика конфиденциальности была последний последнее последняя раз года г "
    "настоящая дата с на от v"
)
"""Words that may stand beside a date's label without making the line speak of something else."""

SELF = re.compile(
    r"\b(?:this|these|our|the present|said)\b.{0,60}?\b(?:polic(?:y|ies)|terms|notice|statement"
    r"|agreement|document|guidelines"
    r"|code|conditions|version|declaration|page|addendum|eula|rules|license|procedure|standard"
    r"|charter|disclosure)\b"
    r"|\b(?:cette|ce|ces|la présente|les présentes)\b.{0,60}?\b(?:politique|conditions|charte"
    r"|déclaration|document|version|avis)\b"
    r"|\bdiese[rs]?\b.{0,60}?(?:erklärung"
    r"|bestimmungen|bedingungen|\bagb\b|ordnung|vertrag|richtlinie|hinweise|dokument|fassung"
    r"|vereinbarung)"
    r"|\b(?:esta|este|estos|estas|la presente)\b.{0,60}?\b(?:política|términos|aviso|condiciones"
    r"|documento|versión|declaraç?c?ión)\b"
    r"|本(?:隐私|隱私|服务|服務|政策|协议|協議|条款|條款|声明|聲明|文件|规则|規則|规范|网站|網站|版本|プライバシー|利用|規約|ポリシー|方針)"
    r"|\b(?:questa"
    r"|questo|queste|il presente|i presenti|le presenti)\b.{0,60}?(?:informativa|condizioni"
    r"|termini|policy|politica|documento|accordo|contratto)\b"
    r"|\b(?:estes"
    r"|a presente|o presente|os presentes|as presentes)\b.{0,60}?\b(?:política|termos|aviso"
    r"|condições|documento|declaração)\b|\b(?:esta|este|estas)\b.{0,60}?\b(?:termo|termos|condições"
    r"|declaração)\b"
    r"|\b(?:deze"
    r"|dit|de onderhavige)\b.{0,60}?(?:voorwaarden|verklaring|beleid|overeenkomst|document"
    r"|statement|reglement)\b"
    r"|\bniniejsz\w+\b.{0,60}?(?:polityk|regulamin|warunk|dokument)"
    r"|\b(?:denna|dessa|detta)\b.{0,60}?(?:policy|villkor|avtal|dokument)"
    r"|(?:この|当社の?)(?:プライバシー|利用|規約|ポリシー|方針)"
    r"|(?:эта|настоящ\w+|данн\w+)\b.{0,60}?(?:политик|услови|соглашен|документ|правил)"
    r"|본 (?:방침|약관|정책|개인정보)|이 (?:방침|약관|정책|개인정보)",
    re.IGNORECASE,
)
"""A sentence that speaks of the policy itself."""


def kind_of_label(words: str) -> DateKind | None:
    """What the words before or after a date say of it, None if they name no kind."""
    if not any(map(str.isalpha, words)):
        return None
    for kind, pattern in _ORDER:
        if pattern.search(words):
            return kind
    return None


_AFTER_ONLY: dict[str, DateKind] = {
    "適用": "effective",
    "적용": "effective",
    "有効": "effective",
    "効力": "effective",
    "in werking": "effective",
    "i kraft": "effective",
    "版": "version",
}
"""Words that are a date's only where they follow it."""


def kind_of_following(word: str) -> DateKind | None:
    """What a word right after a date (the ``word`` of ``AFTER``) says of it."""
    return _AFTER_ONLY.get(word.lower()) or kind_of_label(word)
