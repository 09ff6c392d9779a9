"""The words that policies put before or after their dates, by what they say of the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.wordings import Wordings
from policyreview.documents.tables import words
from policyreview.patterns import later

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateKind

_EFFECTIVE = (
    r"effective|in effect|with effect (?:from|as of|on)|takes? effect|took effect"
    r"|into (?:force|effect)|in force|valid[ _](?:from|as of|since)"
    r"|appl(?:y|ies|icable) (?:from|as of|since)|commencement date|commencing"
    r"|binding (?:since|from)"
    r"|生效|施行|实施|實施|起效|(?:执行|執行|启用|啟用)(?:日期|时间|時間)|発効|適用開始|適用日|有効日|効力発生|시행|발효|효력|적용일"
    r"|d[’']?\s?effet|entrée en vigueur|date d[’']application|en vigueur"
    r"|applicables? (?:à compter|à partir|au\b|depuis|dès)"
    r"|effectifs? (?:le|au|à compter|depuis|dès)\b|prend effet|prise d[’']effet|entre en vigueur"
    r"|valables? (?:à compter|à partir|au\b|du\b|depuis|dès)"
    r"|gültig (?:ab|seit|vom)|(?:gilt|gelten|geltend) (?:ab|seit)|anwendbar ab|in kraft|wirksam"
    r"|mit wirkung (?:vom|zum|ab)|inkrafttreten"
    r"|gültigkeit(?:sdatum|sbeginn|[ \t]*:)"
    r"|vigente desde|en vigor|vigencia|efectiv[ao]|(?:válid|aplicable)[oa]? (?:desde|a partir)"
    r"|em vigor|vigência|vigente|efetiv[ao]|aplicável (?:desde|a partir)|com efeitos?|con efectos?"
    r"|con effetto|in vigore|(?:di|data) efficacia|applicabil[ei] (?:dal|a partire)|decorrenza"
    r"|effica(?:ce|ci)|valid[oaie] dal"
    r"|entrata in vigore"
    r"|ingangsdatum|van kracht|geldig vanaf|inwerkingtreding|geldend vanaf|van toepassing vanaf"
    r"|in werking"
    r"|вступ\w+ в силу|действует|действительна?|дата вступления|начал\w* действия"
    r"|введен\w* в действие|наб(?:ува|ира|ранн)\w* чинності|(?:чинн\w+|діє|дійсн\w+) з"
    r"|obowiązuj|wejścia w życie|wchodzi w życie|ważn[aey] od"
    r"|gäller (?:från|fr\.)|giltig från|gällande från|(?:träde|trädd|træde|trådt|tre)\w* i kraft"
    r"|ikraft(?:träd|træd|tred)\w*|gæld(?:er|ende) fra|gjeld(?:er|ende) fra|voimassa|voimaan"
    r"|yürürlü|geçerlilik tarihi|hiệu lực|سري|ساري|نفاذ|سریان|لازم.?الاجرا"
    r"|تاریخ (?:اجرا|اعتبار)|با اثر از|berlaku"
    r"|účinn\w+|platn[éáýo]\w* od|hatály|intr(?:are|ării|ă) în vigoare|în vigoare"
    r"|בתוקף|לתוקף|תאריך תחיל|प्रभावी|लागू|ισχύ|มีผล(?:บังคับ|ตั้งแต่)|วันที่มีผล"
)
_REVIEW = (
    r"next (?:policy )?review|review (?:due|by|before)|due for review"
    r"|(?:to|will|shall) be (?:next )?reviewed (?:by|on|before|again)|next scheduled review"
    r"|(?<!last )(?<!latest )review date"
    r"|下次(?:审查|审核|复审|評估|评估|检视|檢視|修订)|次回(?:見直し|改定|レビュー)|다음 검토"
    r"|prochaine? (?:révision|revue|examen)|nächste (?:überprüfung|prüfung)|próxima revisi[oó]n"
    r"|próxima revisão"
    r"|prossima revisione|volgende (?:herziening|evaluatie)|следующ\w+ пересмотр"
)
_UPDATED = (
    r"updat(?:ed?|ing)|revis(?:ed|ion)|modified|amend(?:ed|ment)|last changed?|changed"
    r"|last edited|reviewed|last(?:est)? review|\brevdate|\brev\.?\s*$"
    r"|date of (?:last )?change|last modification"
    r"|更新|(?:最后|最近)编辑|编辑(?:日期|时间)|修订|修訂|修改|变更|變更|修正|改版|改定|改訂|改正|変更|개정|업데이트|수정|변경|갱신"
    r"|mises? à jour|mis à jour|modifi|révis|actualis|dernière version"
    r"|aktualisier|(?<!under)stand\b|geändert|änderung|überarbeit|fassung|bearbeitet"
    r"|actualiz|modificad|modificaci|última revisi|revisad|reformad"
    r"|atualiz|alterad|última revisão|aggiornat|aggiornament|modific|revision"
    r"|bijgewerkt|gewijzigd|herzien|aangepast|laatste (?:update|wijziging)"
    r"|обновл|измен[её]н|редакц|редакці|оновлен|зміне|змін[иа]\b|aktualiz|zmian|zmieni|zmodyf"
    r"|uppdater|ändra|ändring|reviderad|opdater|ændr[ei]|revideret|oppdater|endret|endring|revidert"
    r"|päivit|muute?tt?u|muokat|tarkist|güncelle|değişi|değiştir|düzenlen|cập nhật|sửa đổi"
    r"|تحديث|تعديل|تنقيح|به.?روز.?رسانی|ویرایش|بازبینی|diperbarui|pembaruan|diubah|perubahan"
    r"|frissít|módosít|upraven|změn|revidov|revizuit|עודכ|עדכון|שונה לאחרונה|अपडेट|अद्यतन|संशोध"
    r"|ενημέρωσ|ενημερώθ|τροποποί|τροποποι|αναθε|ปรับปรุง|อัปเดต|แก้ไข"
)
_PUBLISHED = (
    r"publish|posted|issued|released?|publication|established|created|adopted|approved|dated"
    r"|signed|issue date|creation|ratified|enacted|date\b|last version|as of\b|as at\b"
    r"|公告(?:日期|日|时间|時間)|(?:创建|建立|撰写|编写)(?:日期|时间|于)|作成日|작성일|written on"
    r"|发布|發布|發佈|公布|颁布|頒布|制定|发文|订立|日期|公開|策定|掲載|発行|制定日|게시|공고|제정|공포|일자"
    r"|publi|établi|adopt|en date d|\ble\b|\bdu\b|veröffentlich|datum|erstellt|\bvom\b|\bfecha"
    r"|emitid|\bdata\b(?! (?:breach|request|retention|transfer|subject))|pubblic|gepubliceerd"
    r"|beschlossen|verabschiedet|approvat|adottat|aprobad|aprovad|vastgesteld|firmad"
    r"|опубликован|дата|размещен|утвержд|опубліков|затвердж|opublikow|data publikacji|zatwierdz"
    r"|publicera|publisert|fastställ|antagen|offentliggj|udgivet|vedtaget|vedtatt|\bdato\b"
    r"|julkais|laadit|hyväksyt|päivämäärä|päiväys|tarih|yayın|ngày|ban hành|tanggal|diterbitkan"
    r"|نشر|انتشار|تاريخ|تاریخ|صدر|פורסם|פרסום|תאריך|प्रकाशित|तिथि|तारीख|दिनांक|δημοσ|ημερομηνία"
    r"|zveřejn|\bdne\b|közzét|dátum|\bkelt\b"
)
_VERSION = (
    r"versions?\b(?! (?:release|publication|issue))|\bver\b|\brev\b|revision number"
    r"|(?<!本)版本(?!发布|發布|發佈|公布)[号號]?|バージョン|第\S{1,3}版|버전"
    r"|versión|versão|versione|versie|верси|версі|wersj|versio\b|sürüm|verze|verzió|έκδοση"
    r"|إصدار|גרס|संस्करण|phiên bản"
    r"|\bfassung\b|\bv(?=\s?$)"
)
_STATUTE = (
    r"GDPR|RGPD|DS-?GVO|LGPD|AVG|CCPA|CPRA|COPPA|HIPAA|KVKK|PIPL|PIPEDA|POPIA|VCDPA|DMCA|RODO"
)
_NEGATIVE = (
    r"archiv|snapshot|retrieved|captured|crawled|extracted|accessed|download|printed|generated"
    r"|deprecat|expir|\bends\b|\bended\b|next (?:update|revision|version)|\bsee (?:the|our)\b"
    r"|click here|to view|official journal|amtsblatt|journal officiel|(?:开始|開始|结束|結束)日期"
    r"|\b(?:app|software|product|firmware|plugin) version|(?:软件|軟體|应用|客户端)版本"
    r"|certificates? (?:is |was |are )?(?:valid|issued)"
    rf"|\b(?:{_STATUTE})\)?,? (?:is|est|è|es|gilt|tritt|trat"
    r"|took|takes|came|comes|entr\w+|treedt|[^\s\w]?effective|[^\s\w]?in (?:effect|force))\b"
    r"|\((?:EU|UE)\) (?:n[.°º] ?)?\d{4}/\d+"
    r"|(?:prior|older|old|earlier|archived) versions?|(?:保護法|法律)[はが]$"
    r"|original(?:ly)? effective|§[^.]{0,20}$|gemäß[^.]{0,30}$"
    r"|(?:法|条例|條例|规定|規定|办法|辦法)》[^，,。：:]{0,8}$|法[（(]|(?:보호법|법률)[^.]{0,8}$"
    r"|until|before|prior to|previous|formerly|no later than|不晚于|之前|以前|截至|jusqu|bis zum"
    r"|hasta|fino al|до\b|earlier version"
    r"|(?:posted|written|submitted|uploaded) by|under (?:the|an?) \w+ licen[cs]e"
    r"|copyright|©|\(c\)|\bborn\b|\bbirth|naissance|nacimiento|nascita|geburt|出生"
    r"|\be\.g\.|for example|such as|例如|比如"
    r"|例えば|z\. ?B\.|par exemple"
    r"|(?<!effect )(?<!effective )(?<!force )(?<!appl[yi] )(?<!applies )(?<!applicable )"
    r"(?<!binding )since"
    r"|between|localization|localisation|translated on|not before"
    r"|not after|adapted from|based on|derived from|inspired by"
    r"|law\b|\bact\b|regulation|directive|statute|ley\b|loi\b|gesetz|法律|法第|règlement|закон"
    r"|ordinance|\brfc\b|\biso\b|\bcourt\b|judge?ment|urteil|beschluss des|verordnung"
    r"|richtlinie (?:\(|\d)|arrêt\b|arrêté|délibération|décret|directiva|decreto|sentencia|legge\b"
    r"|d\. ?lgs|regolamento \(|lei n|постановлен|директив|\bwet\b|richtlijn|ustaw|rozporz"
    r"|dyrektyw|\blag(?:en)?\b|\blov(?:en)?\b|f[oö]rordning|\blaki\b|asetus|kanun|törvén|zákon"
    r"|νόμο|חוק|قانون|अधिनियम|कानून|判決|判决"
    r"|(?:replac|supersed|ersetz|remplac|reemplaz|sustitu|sostitu|substitu|vervang|заменя)\w*"
    r"[^.,;:(]{0,60}$|取代|替代|代替"
)


NEGATIVE = Wordings(_NEGATIVE)
"""Words that make a date another thing's than the policy's."""

_ORDER: tuple[tuple[DateKind, Wordings], ...] = (
    ("review", Wordings(_REVIEW)),
    ("effective", Wordings(_EFFECTIVE)),
    ("updated", Wordings(_UPDATED)),
    ("version", Wordings(_VERSION)),
    ("published", Wordings(_PUBLISHED)),
)
ANY_LABEL = Wordings(f"{_REVIEW}|{_EFFECTIVE}|{_UPDATED}|{_VERSION}|{_PUBLISHED}")
AFTER = later(
    r"[ \t\u00a0\u3000]*(?:日|[.，,(（–—-])?[ \t\u00a0\u3000]*(?:起|より|から|に|부터|로)?(?:正式"
    r"|开始|開始|最終|最终|最后|最後|一部|全部|全面|zuletzt|letztmal(?:s|ig))?[ \t\u00a0\u3000]*"
    r"(?:(?:制定|策定|公布|发布|發布|公開)(?:・|、|及び|および|并|並|且|即)?(?=施行|实施|実施|生效|適用))?"
    r"(?P<word>生效|施行|实施|實施|执行|執行|更新|修订|修訂|修正|改定|改訂|改正|制定|公布|发布|發布|發佈|公開|発効|適用|有効|効力|策定|掲載|시행|개정|제정|적용"
    r"|版(?!本)|in kraft|in werking|i kraft|aktualisiert|geändert|überarbeitet|angepasst"
    r"|(?:last )?(?:effective|updated|revised|modified|amended)|version(?![ \t]*[\d:])"
    r"|tarihin(?:de|den)(?: itibaren)? (?:yürürlü|geçerli|güncelle|değiştiril|yayın"
    r"|yayım)\w*(?: \w+)?"
    r"|tarihinde|से (?:प्रभावी|लागू)|को (?:अपडेट|संशोधित|प्रकाशित)|hatályos|alkaen"
    r"|(?:the |hereinafter )*[\"“„«]effective date[\"”»])"
    r"(?!日期|时间|時間|日付|[日일]|[ \t]*[:：])",
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
    "настоящая дата с на от v it "
    "senast senaste från och med av den denna dessa detta villkor integritetspolicy dag "
    "sidst seneste senest fra og af denne dette disse privatlivspolitik sist siste personvern "
    "viimeksi viimeisin tämä alkaen päivä tietosuojaseloste "
    "son tarihi tarihinde tarihinden itibaren bu politika gizlilik politikası sözleşme "
    "dnia dzień dniem z od do ostatnia ostatniej ostatnio data r roku niniejsza niniejszy "
    "polityka prywatności regulamin "
    "дата останнє останньої останній останні року р від з ця цей політика конфіденційності "
    "آخر في تم تاريخ من اعتبارا هذه هذا سياسة الخصوصية آخرین از این تاریخ "
    "לאחרונה אחרון אחרונה ב מ מיום החל ביום זה זו מדיניות פרטיות הפרטיות "
    "τελευταία ημερομηνία έναρξης από αυτή η πολιτική "
    "poslední datum od dne naposledy v ze utolsó utoljára dátuma "
    "ultima la de în lần cuối từ ngày terakhir sejak tanggal"
)
"""Words that may stand beside a date's label without making the line speak of something else."""

_NAMES = (
    r"polic(?:y|ies)|terms|notice|statement|agreement|document|guidelines|code of conduct"
    r"|conditions|addendum|\beula\b|disclaimer|\brules\b|charter|licen[cs]e|procedure|standard"
    r"|disclosure|handbook|bylaws|constitution|guidance"
    r"|erklärung|bedingungen|\bagb\b|ordnung|vertrag|richtlinie|hinweis|dokument|vereinbarung"
    r"|satzung|politique|charte|déclaration|mentions légales|convention|política|términos|aviso"
    r"|condiciones|contrato|acuerdo|código|informativa|condizioni|termini|documento|contratto"
    r"|termos|condições|declaração|voorwaarden|verklaring|beleid|overeenkomst|reglement"
    r"|polityk|regulamin|warunk|umow|villkor|avtal|vilkår|politik|aftale|seloste|ehdot|ehto"
    r"|sözleşme|koşul|şart|metni|политик|услови|соглашен|документ|правил|положени|оферт"
    r"|політик|умов|угод|zásad|podmínk|tájékoztat|szabályzat|feltétel|politica|termeni"
    r"|πολιτικ|όρο|سياسة|شروط|اتفاقية|سیاست|מדיניות|תנאי|नीति|शर्त|chính sách|điều khoản"
    r"|kebijakan|ketentuan|政策|条款|條款|协议|協議|声明|聲明|规则|規則|规范|規範|准则|守则|須知|须知|章程"
    r"|ポリシー|規約|方針|規程|약관|방침|정책|지침"
)
SELF = Wordings(
    r"\b(?:this|these|our|the present|said)\b.{0,60}?\b(?:polic(?:y|ies)|terms|notice|statement"
    r"|agreement|document|guidelines"
    r"|code|conditions|version|declaration|page|addendum|eula|rules|license|procedure|standard"
    r"|charter|disclosure|list|schedule|annex|appendix|faq|handbook|manual|plan|site|website"
    r"|bylaws|constitution|guide|guidance|framework)\b"
    r"|\bthese (?:changes|amendments|updates|modifications|revisions)\b"
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
    r"|본 (?:방침|약관|정책|개인정보)|이 (?:방침|약관|정책|개인정보)"
    r"|(?:\b(?:bu|işbu|denne|disse|dette|tämä|nämä|ця|ці|цей|цього|tato|tyto|tento|ez a|ez az"
    r"|ezen|această|aceste|acest|prezent\w+)\b|هذه |هذا |این |यह |इस )"
    rf".{{0,60}}?(?:{_NAMES})|(?:מדיניות|תנאים|הסכם) (?:זו|זה|אלה|אלו)"
)
"""A sentence that speaks of the policy itself."""

NAMED = Wordings(_NAMES)
"""What policies are called."""

TOLD = Wordings(
    r"was|were|has|have|had|we|our|they|he|she|becomes?|became|takes?|took|came|comes|goes"
    r"|went|will|wurden?|hat|haben|wir|unsere?[nrms]?|tr[ai]tt|treten|gilt|gelten"
    r"|ont|est|sont|été|fut|nous|notre|nos|entrent|fue|fueron|ha|han|está|entró"
    r"|hemos|nuestr[oa]s?|è|sono|stat[oaie]|abbiamo|nostr[oaie]|entra|foi|foram|nosso|nossa"
    r"|temos|entrou|werd|werden|zijn|hebben|wij|onze|treedt|trad|został\w*|jest|są|är|blev"
    r"|våra?|er|vores|был[аои]?|мы|наш\w*|вступил[аои]?|було|була|ми",
    whole=True,
)
"""A verb or a speaker: the words around tell of something, they are no label."""

OLDER = Wordings(
    r"(?:previous|prior|past|older|earlier|former|archived?|superseded|historical) "
    r"(?:versions?|revisions?|editions?|polic|terms|privacy)|version archive|archive of"
    r"|(?:frühere|ältere|vorherige|vorige) (?:versionen|fassung)|archiv\b"
    r"|versions? (?:antérieure|précédente)|versiones anteriores|versões anteriores"
    r"|versioni precedenti|(?:eerdere|vorige|oude) versies"
    r"|(?:предыдущ|прежн|архив)\w* (?:верс|редакц)"
    r"|попередні (?:верс|редакц)|poprzednie (?:wersje|regulamin)|tidigare version"
    r"|tidligere version|aiemmat versiot|önceki (?:sürüm|versiyon)"
    r"|(?:历史|歷史|过往|過往|旧|舊|过去|以往)(?:的)?版本|(?:過去|以前|旧)の?(?:版|バージョン|規約|ポリシー)"
    r"|이전 ?(?:버전|약관|개인정보|방침)|지난 ?(?:버전|약관|방침)"
)
"""What stands above a list of versions that were."""


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
    "执行": "effective",
    "執行": "effective",
    "alkaen": "effective",
    "版": "version",
}
"""Words that are a date's only where they follow it."""


def kind_of_following(word: str) -> DateKind | None:
    """What a word right after a date (the ``word`` of ``AFTER``) says of it."""
    if "geçerli" in word:
        return "effective"
    return _AFTER_ONLY.get(word.lower()) or kind_of_label(word)
