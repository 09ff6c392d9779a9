"""Languages by name, by content and inside one file; what a text says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import read, read_text
from policyreview.documents.languages import language_of_text
from policyreview.documents.scripts import Census, count_of
from policyreview.documents.tags import language_of_name

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("privacy.zh-CN.md", "zh-CN"),
        ("privacy-zh.md", "zh"),
        ("privacy_zh.md", "zh"),
        ("PRIVACY_CN.md", "zh-CN"),
        ("PRIVACY_zh_CN.md", "zh-CN"),
        ("zh/privacy.md", "zh"),
        ("privacy/en-US.md", "en-US"),
        ("fr/en-direct.md", "fr"),
        ("terms_it.md", "it"),
        ("privacy-zh-Hant.md", "zh-TW"),
        ("terms-of-use.md", None),
        ("how-to-opt-in.md", None),
        ("addendum-eu.md", None),
        ("about-us.md", None),
    ],
)
def test_a_name_tells_its_language(path: str, language: str | None) -> None:
    found = language_of_name(path)
    assert (found.language if found else None) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We collect the information that you give to us and use it for our services.", "en"),
        ("我们会收集您提供的个人信息，并按照本政策说明的方式使用这些信息。", "zh-CN"),
        ("我們會收集您提供的個人資料，並按照本政策說明的方式使用這些資訊。", "zh-TW"),
        ("当社は、お客様からご提供いただいた個人情報を適切に管理します。", "ja"),
        ("회사는 이용자의 개인정보를 중요하게 생각합니다.", "ko"),
        ("Nous collectons les données que vous nous donnez pour les services de notre site.", "fr"),
        ("Wir erheben die Daten, die Sie uns für unsere Dienste geben, und nicht mehr.", "de"),
        (
            "Recopilamos los datos que usted nos da para el uso de los servicios de la empresa.",
            "es",
        ),
        ("Мы собираем данные, которые вы нам предоставляете для оказания услуг.", "ru"),
        ("Nós coletamos os dados que você nos fornece para o uso dos serviços da empresa.", "pt"),
        (
            "Raccogliamo i dati che ci fornisce per i servizi della nostra azienda e non di più.",
            "it",
        ),
        (
            "Wij verzamelen de gegevens die u aan ons geeft voor het gebruik van onze diensten.",
            "nl",
        ),
        ("12345 67890", "und"),
        ("", "und"),
    ],
)
def test_words_tell_their_language(text: str, language: str) -> None:
    assert language_of_text(text) == language


LETTERS = st.characters() | st.sampled_from(
    "aZ@[é×ÿĀɏɐЀӿԀ　。、《》ぁァー・ヿ㐀䶿䷀䷿一鿿가퟿힣힤豈﫿ﬀ\ud800𠀀\U0001f600"
)


@given(st.text(LETTERS, max_size=40))
def test_a_census_counts_what_expressions_count(text: str) -> None:
    census = Census(text)
    kana = re.compile("[\u3041-\u309f\u30a1-\u30fa]+")
    for found, runs in (
        (census.latin(), "[A-Za-z\u00c0-\u024f]+"),
        (census.cyrillic(), "[\u0400-\u04ff]+"),
        (census.ideographs(), "[\u3400-\u9fff]+"),
        (census.han(), "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"),
        (census.kana(kana), kana.pattern),
        (census.hangul(), "[\uac00-\ud7a3]+"),
    ):
        assert found == count_of(re.compile(runs), text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Privacy Policy\n\nEffective: May 1, 2026\n\nWe keep data.\n", "en"),
        ("# Terms\n\nYou must pay us.\n", "en"),
        ("# Datenschutz\n\nWir speichern Daten.\n", "de"),
        ("# Politique\n\nNous gardons vos données.\n", "fr"),
        ("# Privacidad\n\nGuardamos sus datos.\n", "es"),
        ("# Cookies\n\nUno dos tres\n", "und"),
        ("lorem ipsum dolor sit amet", "und"),
    ],
)
def test_a_stub_of_a_policy_is_in_the_language_of_what_it_speaks_of(
    text: str, language: str
) -> None:
    assert read_text(text).parts[0].language == language


@pytest.mark.shared
def test_the_two_halves_of_the_bilingual_seed_are_found_under_their_markers(shared: Path) -> None:
    path = next((shared / "data/seeds").glob("003_*"))
    document = read(path.read_bytes(), name=path.name)
    assert [(part.language, part.first_line, part.last_line) for part in document.parts] == [
        ("zh-CN", 7, 33),
        ("en", 35, 64),
    ]
    assert document.prevailing == "en"
    assert document.version == "2026-05-12"


def test_blocks_that_take_turns_are_pieces_of_two_languages() -> None:
    english = "We collect the information that you give to us for our services and nothing else."
    chinese = "我们只收集您为使用我们的服务而提供给我们的个人信息，不收集其他信息。"
    document = read_text("\n\n".join([english, chinese] * 4))
    assert [(part.language, len(part.spans)) for part in document.parts] == [
        ("en", 4),
        ("zh-CN", 4),
    ]
    start, end = document.parts[1].spans[0]
    assert document.text[start:end] == chinese


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<!doctype html><html class="x" lang="de"><body><h1>Impressum</h1></body>', "de"),
        ("<html lang=zh-CN><body><h1>隐私</h1></body>", "zh-CN"),
        ("<html><body><h1 lang='de'>Impressum</h1></body>", "und"),
        ('<html lang="en"><body><p>我们只收集您为使用我们的服务而提供的个人信息。</p>', "zh-CN"),
    ],
)
def test_a_page_names_its_language_where_its_words_do_not_tell(page: str, language: str) -> None:
    assert [part.language for part in read_text(page, name="page.html").parts] == [language]


def test_a_choice_of_languages_on_top_makes_no_halves() -> None:
    document = read_text(
        "English | 中文\n\nEnglish\n\n中文\n\nWe collect the data that you give to us."
    )
    assert len(document.parts) == 1


@pytest.mark.parametrize(
    ("text", "prevailing"),
    [
        ("If the English and Chinese texts differ, the English text prevails.", "en"),
        ("In case of any discrepancy, the English version shall prevail.", "en"),
        ("本协议中英文版本如有不一致，以英文版本为准。", "en"),
        ("En cas de divergence, la version française prévaut.", "fr"),
        ("Im Falle von Abweichungen ist die deutsche Fassung maßgeblich.", "de"),
        ("En caso de discrepancia, prevalecerá la versión en inglés.", "en"),
        ("日本語版と英語版に相違がある場合、日本語版が優先します。", "ja"),
        ("Both language versions are equally authentic.", "equal"),
        ("The English version prevails. 本协议以中文版本为准。", "contradictory"),
        ("If this English version and a translation conflict, this English version applies.", "en"),
        ("En cas de conflit, la version en anglais s’appliquera et non une traduction.", "en"),
        ("En caso de conflicto con una traducción, predominará la versión en inglés.", "en"),
        ("Si hay algún conflicto con una traducción, se aplicará la versión inglesa.", "en"),
        ("翻訳版との間に相違がある場合は、英語版が適用されます。", "en"),
        ("This agreement is governed by English law, and no language matters.", None),
        ("We offer support in English.", None),
    ],
)
def test_the_prevailing_language_is_read(text: str, prevailing: str | None) -> None:
    assert read_text(text).prevailing == prevailing


def test_untranslated_passages_and_counterparts_are_noted() -> None:
    document = read_text(
        "---\nlang: en\naltLang: fr\naltLangPage: vues\n---\n[This section is not yet translated]"
    )
    assert document.parts[0].language == "en"
    assert document.counterparts == (("fr", "vues"),)
    assert len(document.untranslated) == 1
