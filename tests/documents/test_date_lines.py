"""Heads and tails of policies as they are written in many places: which dates are the policy's."""

from __future__ import annotations

import pytest

from policyreview.documents import read

BODY = "\n\nWe collect the personal data that you give us and use it as said here.\n"

STATED = [
    (
        "# Privacy Policy\n\nThis policy is effective as of 3 March 2026.",
        [("effective", "2026-03-03")],
    ),
    (
        "# Datenschutzerklärung\n\nWir verarbeiten Ihre Daten und die Ihrer Kunden.\n\nStand: Januar 2026\n",  # noqa: E501
        [("updated", "2026-01")],
    ),
    (
        "# プライバシーポリシー\n\n最終更新日：令和8年5月4日\n\n私たちは個人情報を利用します。\n",
        [("updated", "2026-05-04")],
    ),
    (
        "# 개인정보 처리방침\n\n시행일: 2026년 5월 4일\n\n우리는 개인정보를 수집합니다.\n",
        [("effective", "2026-05-04")],
    ),
    (
        "# Politique de confidentialité\n\nDernière mise à jour le 1er mars 2026\n\nNous utilisons vos données et les protégeons.\n",  # noqa: E501
        [("updated", "2026-03-01")],
    ),
    (
        "# Informativa sulla privacy\n\nIn vigore dal 15 settembre 2025\n\nUsiamo i dati che ci fornisci e li proteggiamo.\n",  # noqa: E501
        [("effective", "2025-09-15")],
    ),
    ("# Privacy Policy\n\nLast reviewed: 4 April 2026", [("updated", "2026-04-04")]),
    ("# Privacy Policy\n\n**Last Updated**: *May 4th, 2026*", [("updated", "2026-05-04")]),
    ("# Privacy Policy\n\n(Effective: 2026.05.04)", [("effective", "2026-05-04")]),
    (
        "# Privacy Policy\n\n| Version | Date | Change |\n|---|---|---|\n| 1.0 | 2024-01-02 | First |\n| 1.1 | 2025-02-03 | Mail |\n",  # noqa: E501
        [("updated", "2025-02-03")],
    ),
    (
        "# 隐私政策\n\n更新日期：2026年5月4日\n生效日期：2026年6月1日\n\n我们收集您提供的信息。\n",
        [("updated", "2026-05-04"), ("effective", "2026-06-01")],
    ),
    (
        "# 隐私政策\n\n本政策自2026年6月1日起生效。\n\n我们收集您提供的信息。\n",
        [("effective", "2026-06-01")],
    ),
    (
        "# 隱私權政策\n\n民國115年6月1日修訂\n\n我們會蒐集您提供的資訊。\n",
        [("updated", "2026-06-01")],
    ),
    ("# 이용약관\n\n이 약관은 2026년 5월 4일부터 시행됩니다.\n", [("effective", "2026-05-04")]),
    (
        "# AGB\n\nGültig ab 01.04.2026\n\nDiese Bedingungen gelten für alle Kunden und die Nutzung.\n",  # noqa: E501
        [("effective", "2026-04-01")],
    ),
    (
        "# Aviso de privacidad\n\nÚltima actualización: 4 de mayo de 2026\n\nUsamos los datos que nos das y los protegemos.\n",  # noqa: E501
        [("updated", "2026-05-04")],
    ),
    (
        "# Política de Privacidade\n\nEm vigor desde 1º de junho de 2026\n\nUsamos os dados que você nos dá para o serviço.\n",  # noqa: E501
        [("effective", "2026-06-01")],
    ),
    (
        "# Privacybeleid\n\nLaatst gewijzigd op 4 mei 2026\n\nWij gebruiken de gegevens van u en onze klanten.\n",  # noqa: E501
        [("updated", "2026-05-04")],
    ),
    (
        "# Политика конфиденциальности\n\nДействует с 1 июня 2026 года\n\nМы используем ваши данные.\n",  # noqa: E501
        [("effective", "2026-06-01")],
    ),
    (
        "# Политика\n\nРедакция от 4 мая 2026 г.\n\nМы используем ваши данные.\n",
        [("updated", "2026-05-04")],
    ),
    ("# Privacy Policy\n\nMay 4, 2026\n", [("published", "2026-05-04")]),
    ("# Privacy Policy\n\nRevised 05/2026", [("updated", "2026-05")]),
    (
        "# Conditions générales\n\nVersion en vigueur au 15/04/2026\n\nNous utilisons vos données et les protégeons.\n",  # noqa: E501
        [("effective", "2026-04-15")],
    ),
    (
        "# Termini\n\nUltimo aggiornamento: marzo 2026\n\nUsiamo i dati che ci fornisci e li proteggiamo.\n",  # noqa: E501
        [("updated", "2026-03")],
    ),
    (
        '# Privacy Policy\n\n<time datetime="2026-05-04">May 4, 2026</time>',
        [("published", "2026-05-04")],
    ),
    ("# Privacy Policy\n\nNext review due: 1 May 2027", [("review", "2027-05-01")]),
]

NOT_ITS_OWN = [
    "# Privacy Policy\n\nWe collect the personal data that you give us and use it as said here.\n\n© 2024 Tidelamp Ltd. All rights reserved.\n",  # noqa: E501
    "# Privacy Policy\n\nWe collect the personal data that you give us and use it as said here.\n\nCopyright 2019-2024 Tidelamp\n",  # noqa: E501
    "# Privacy Policy\n\nWe follow the Data Protection Act 2018 and Regulation (EU) 2016/679 of 27 April 2016.",  # noqa: E501
    "# About us\n\nWe have sold lamps since 1998.",
    "# Privacy Policy\n\nThis is an archived copy, captured on 12 March 2021.",
    "# Privacy Policy\n\nPosted by admin on March 3, 2022 in Legal",
    "# Privacy Policy\n\nEffective date: DD/MM/YYYY",
    "# Politique\n\nEn vigueur le XX mars 2025\n\nNous utilisons vos données et les protégeons.\n",
    "# 服务条款\n\n根据《个人信息保护法》（2021年8月20日通过）制定。\n\n我们收集您提供的信息。\n",
    "# Privacy Policy\n\nWe collect the personal data that you give us and use it as said here.\n\nIf you registered before January 1, 2020, the old terms apply to your account.\n\n\nWe collect the personal data that you give us and use it as said here.\n",  # noqa: E501
    "# Privacy Policy\n\nYour consent lasts until 31 December 2026.",
    "# Privacy Policy\n\nEffective: TBD 2026",
    "# Privacy Policy\n\nPrinted on 3 June 2026 at 10:15",
]


@pytest.mark.parametrize(("text", "dates"), STATED)
def test_a_date_that_the_policy_states_is_found_with_what_it_means(
    text: str, dates: list[tuple[str, str]]
) -> None:
    found = read((text + BODY).encode(), name="policy.md").dates
    assert [(mark.kind, mark.date) for mark in found if not mark.machine] == dates


@pytest.mark.parametrize("text", NOT_ITS_OWN)
def test_a_date_that_is_not_the_policys_own_is_left(text: str) -> None:
    assert read((text + BODY).encode(), name="policy.md").dates == ()
