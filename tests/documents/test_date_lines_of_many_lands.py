"""Date lines as policies of many lands write them, in a whole text of their language."""

from __future__ import annotations

import datetime as dt

import pytest

from policyreview.documents import read
from policyreview.documents.dates import restamp
from policyreview.signoff.dateform import same_form

BODIES = {
    "en": "We collect the information that you give us and use it for the purposes of this page.",
    "de": "Wir verarbeiten Daten nur, soweit dies für die Website und den Dienst nötig ist.",
    "fr": "Nous recueillons les renseignements que vous nous donnez pour votre compte.",
    "es": "Recogemos la información que usted nos da al crear una cuenta para el servicio.",
    "it": "Raccogliamo le informazioni che ci fornisci quando crei il tuo account per il sito.",
    "pt": "Coletamos as informações que você nos dá ao criar uma conta para o serviço.",
    "nl": "Wij verzamelen de gegevens die u ons geeft wanneer u een account aanmaakt.",
    "ru": "Мы собираем сведения, которые вы нам сообщаете при создании учётной записи.",
    "ja": "当社は、お客様がアカウントを作成する際に提供する情報を取得します。",
    "ko": "회사는 이용자가 계정을 만들 때 제공하는 정보를 수집합니다.",
    "zh": "我们收集您在创建账户时提供的信息，并仅用于本政策所述目的。",
    "vi": "Chúng tôi thu thập thông tin mà bạn cung cấp cho chúng tôi khi bạn tạo tài khoản.",
    "ar": "نحن نجمع المعلومات التي تقدمها لنا عند إنشاء حساب ونستخدمها فقط للأغراض الموضحة هنا.",
    "tw": "我們蒐集您在建立帳戶時所提供的資訊，並僅用於本政策所述之目的。",
}

STATED = [
    ("en", "In effect since January 1, 2025", "effective 2025-01-01"),
    (
        "en",
        "These terms come into force on 1 January 2025 and replace those of 1 May 2019.",
        "effective 2025-01-01",
    ),
    ("en", "Effective January 20, 2025, these Terms replace the old ones.", "effective 2025-01-20"),
    ("en", "Effective: May 13, 2024 - Present", "effective 2024-05-13"),
    ("en", "Last updated: 20240512", "updated 2024-05-12"),
    ("en", "Last updated:\nMay 13, 2024", "updated 2024-05-13"),
    ("en", "May 13, 2024 (last updated)", "updated 2024-05-13"),
    ("en", "December 2, 2022 Version", "version 2022-12-02"),
    ("en", "Last updated: 25 January 2025 (version 4.1)", "updated 2025-01-25"),
    ("en", "Privacy Policy v4.1 - 25 January 2025", "published 2025-01-25"),
    ("en", "Last Updated: January26, 2025", "updated 2025-01-26"),
    ("en", "Last updated : 26 / 01 / 2025", "updated 2025-01-26"),
    (
        "en",
        "Original Effective Date: May 1, 2018. Last Updated: January 1, 2025",
        "updated 2025-01-01",
    ),
    (
        "en",
        "Last modified: 17 April 2024 [(see old versions)](https://x.org/a)",
        "updated 2024-04-17",
    ),
    ("en", "Effective Date: 25 May 2018 | [Previous versions](/x)", "effective 2018-05-25"),
    (
        "en",
        "Effective: December 1, 2023 | View prior version (November 1, 2021)",
        "effective 2023-12-01",
    ),
    (
        "en",
        "This version was last updated on June 1, 2023 and older ones can be had from us.",
        "updated 2023-06-01",
    ),
    ("en", "Effective June 1, 2023 to present", "effective 2023-06-01"),
    ("en", "GDPR Privacy Notice - effective May 25, 2018", "effective 2018-05-25"),
    ("de", "Gültig ab: 25.05.2018 bis auf Weiteres", "effective 2018-05-25"),
    ("fr", "Date d'application : 25 mai 2018", "effective 2018-05-25"),
    (
        "ja",
        "改定履歴\n\n- 2024年5月1日 第2版 改定\n- 2020年4月1日 初版 制定",
        "updated 2024-05-01",
    ),
    ("de", "Diese AGB treten am 1. Mai 2024 in Kraft.", "effective 2024-05-01"),
    (
        "de",
        "Diese Datenschutzerklärung wurde zuletzt am 3. Mai 2024 aktualisiert.",
        "updated 2024-05-03",
    ),
    ("de", "Berlin, den 1. Mai 2024", "published 2024-05-01"),
    ("de", "Musterstadt, Mai 2024", "published 2024-05"),
    ("fr", "Applicable à compter du 12 décembre 2023", "effective 2023-12-12"),
    ("fr", "Version applicable au 3 mai 2024", "effective 2024-05-03"),
    ("fr", "Effectif le 3 mai 2024", "effective 2024-05-03"),
    ("es", "Con efecto a partir del 3 de mayo de 2024", "effective 2024-05-03"),
    ("es", "Ciudad de México, a 3 de mayo de 2024", "published 2024-05-03"),
    ("it", "Data di efficacia: 12 settembre 2023", "effective 2023-09-12"),
    ("it", "Le presenti condizioni sono in vigore dal 3 maggio 2024.", "effective 2024-05-03"),
    ("pt", "São Paulo, 15 de março de 2024", "published 2024-03-15"),
    ("nl", "Deze voorwaarden treden in werking op 1 mei 2024.", "effective 2024-05-01"),
    ("nl", "Deze verklaring is laatstelijk gewijzigd op 1 mei 2024.", "updated 2024-05-01"),
    ("ru", "Версия от «1» мая 2024 г.", "version 2024-05-01"),
    ("ru", "Дата начала действия: 01.05.2024", "effective 2024-05-01"),
    ("ru", "г. Москва, 01 мая 2024 г.", "published 2024-05-01"),
    ("ru", "от 1 мая 2024 г.", "published 2024-05-01"),
    ("ja", "附則\n\n本規約は、2024年5月1日より適用します。", "effective 2024-05-01"),
    ("ja", "２０２４年５月１日　改定", "updated 2024-05-01"),
    ("ja", "令和六年五月一日改正", "updated 2024-05-01"),
    ("ja", "本ポリシーは2024年5月1日に改定されました。", "updated 2024-05-01"),
    ("ja", "本規約は2024年5月1日より効力を生じるものとします。", "effective 2024-05-01"),
    (
        "ja",
        "2018年4月1日 制定・施行\n2020年4月1日 改定\n2024年5月1日 最終改定",
        "updated 2024-05-01",
    ),
    ("ko", "이 방침은 2024. 05. 01.부터 적용됩니다.", "effective 2024-05-01"),
    (
        "ko",
        "이 방침은 2024년 5월 1일부터 적용됩니다.\n\n- 2020. 1. 1. ~ 2024. 4. 30. 적용",
        "effective 2024-05-01",
    ),
    ("zh", "（2024年5月1日版）", "version 2024-05-01"),
    ("zh", "更新日期:2024-05-01 生效日期:2024-05-08", "updated 2024-05-01 effective 2024-05-08"),
    ("zh", "版本号：20240501", "version 2024-05-01"),
    ("vi", "Cập nhật lần cuối: ngày 1 tháng 5 năm 2024", "updated 2024-05-01"),
    ("vi", "Có hiệu lực từ ngày 01 tháng 05, 2024", "effective 2024-05-01"),
    ("ar", "آخر تحديث: 1 مايو 2024", "updated 2024-05-01"),
    ("tw", "中華民國一一三年五月一日修訂", "updated 2024-05-01"),
    ("tw", "更新日期：113年5月1日", "updated 2024-05-01"),
]

NOT_ITS_OWN = [
    ("en", "EU-U.S. Data Privacy Framework, in effect since July 10, 2023, applies."),
    ("en", "Effective July 1, 2023, the Colorado Privacy Act gives residents rights."),
    ("en", "Previous versions\n\n- [May 25, 2018](a)\n- [January 1, 2016](b)"),
    ("es", "El RGPD entró en vigor el 25 de mayo de 2018."),
    ("it", "Il Regolamento (UE) 2016/679 è in vigore dal 25 maggio 2018."),
    ("ja", "個人情報保護法は2022年4月1日に改正されました。"),
    ("de", "Stand: XX. Mai 2024"),
    ("de", "gemäß § 5 TMG vom 26.02.2007"),
    ("ru", "Версия от «__» мая 2024 г."),
    ("zh", "《网络安全法》自2017年6月1日起施行。"),
    ("ko", "개인정보 보호법 (2020. 2. 4. 개정)에 따릅니다."),
    ("ko", "- 2020. 1. 1. ~ 2024. 4. 30. 적용"),
]

RESTAMPED = [
    ("Effective: May&nbsp;12,&nbsp;2024", "June&nbsp;1,&nbsp;2026"),
    ("Effective: 20240512", "20260601"),
    ("Дата вступления в силу: «12» мая 2024 г.", "1» июня 2026"),
    ("施行日：令和六年五月十二日", "令和八年六月一日"),
    ("施行日：令和元年五月十二日", "令和八年六月一日"),
    ("生效日期：民國一一三年五月十二日", "民國一一五年六月一日"),
    ("生效日期：113年5月12日", "115年6月1日"),
    ("Có hiệu lực từ ngày 01 tháng 05 năm 2024", "01 tháng 06 năm 2026"),
    ("Effective: 26 / 05 / 2024", "01 / 06 / 2026"),
]


def _stated(language: str, line: str, *, at_end: bool) -> dict[str, set[str]]:
    body = BODIES[language] + "\n"
    text = f"# Title\n\n{body}\n{line}\n" if at_end else f"# Title\n\n{line}\n\n{body}"
    out: dict[str, set[str]] = {}
    for mark in read(text.encode(), name="policy.md").dates:
        out.setdefault(mark.kind, set()).add(mark.date)
    return out


@pytest.mark.parametrize("at_end", [False, True], ids=["at the head", "at the end"])
@pytest.mark.parametrize(("language", "line", "wanted"), STATED)
def test_a_date_is_found_as_its_land_writes_it(
    language: str, line: str, wanted: str, at_end: bool
) -> None:
    words = wanted.split()
    found = _stated(language, line, at_end=at_end)
    expected = {kind: {date} for kind, date in zip(words[::2], words[1::2], strict=True)}
    assert {kind: found.get(kind) for kind in expected} == expected


@pytest.mark.parametrize("at_end", [False, True], ids=["at the head", "at the end"])
@pytest.mark.parametrize(("language", "line"), NOT_ITS_OWN)
def test_a_date_of_a_law_a_past_period_or_a_gap_is_not_the_policys(
    language: str, line: str, at_end: bool
) -> None:
    assert _stated(language, line, at_end=at_end) == {}


@pytest.mark.parametrize(("line", "after"), RESTAMPED)
def test_a_date_is_written_again_in_the_form_of_its_land(line: str, after: str) -> None:
    text = f"# Title\n\n{line}\n"
    mark = next(mark for mark in read(text.encode(), name="policy.md").dates)
    assert (mark.kind, mark.precision) == ("effective", "day")
    day = dt.date(2026, 6, 1)
    assert restamp(mark, day) == after
    assert same_form(text[mark.start : mark.end], after, day)


def test_a_version_of_another_document_in_the_middle_is_not_the_texts() -> None:
    middle = "\n\n".join([BODIES["en"]] * 40)
    said = "Version 1.1.6 of the Baseline Requirements was published on July 29, 2013."
    found = read(f"# Policy\n\n{middle}\n\n{said}\n\n{middle}\n".encode(), name="policy.md")
    assert (found.dates, found.version) == ((), None)


def test_a_date_element_takes_the_label_before_it() -> None:
    text = '# Policy\n\nLast updated: <time datetime="2024-05-13T10:00Z">3 months ago</time>\n'
    found = read(text.encode(), name="policy.md").dates
    assert [(mark.kind, mark.date) for mark in found] == [("updated", "2024-05-13")]


def test_a_comment_after_a_front_matters_date_is_no_part_of_it() -> None:
    text = "---\ntitle: Policy\nlast_modified_at: 2024-05-12 # keep\n---\n\nWe collect data.\n"
    found = read(text.encode(), name="policy.md").dates
    assert [(mark.kind, mark.date) for mark in found] == [("updated", "2024-05-12")]
