"""The language of a text of a few words, by what policies in that language speak of."""

from __future__ import annotations

from policyreview.documents.languages import common_words

_SPOKEN_OF: dict[str, str] = {
    "en": (
        "privacy policy policies terms service services use conditions notice agreement effective"
        " updated rules must may pay keep collect share delete store personal information users"
        " customers license code conduct refund refunds section clause law rights"
    ),
    "fr": (
        "politique confidentialité conditions utilisation service services mentions légales charte"
        " vigueur données personnelles informations collectons conservons partageons utilisateurs"
        " clients droits remboursement loi"
    ),
    "de": (
        "datenschutz datenschutzerklärung datenschutzhinweise nutzungsbedingungen bedingungen"
        " impressum richtlinie gültig daten speichern löschen erheben kunden nutzer rechte"
        " personenbezogene vertrag gesetz"
    ),
    "es": (
        "política privacidad términos condiciones uso servicio servicios aviso legal vigencia datos"
        " personales información usuarios clientes derechos reembolso guardamos recopilamos ley"
    ),
    "pt": (
        "política privacidade termos condições uso serviço serviços aviso legal vigência dados"
        " pessoais informações usuários clientes direitos reembolso coletamos guardamos lei"
    ),
    "it": (
        "informativa privacy termini condizioni servizio servizi uso vigore dati personali"
        " informazioni utenti clienti diritti rimborso raccogliamo conserviamo legge"
    ),
    "nl": (
        "privacy privacybeleid privacyverklaring voorwaarden gebruik dienst diensten gegevens"
        " persoonlijke gebruikers klanten rechten bewaren verzamelen wet"
    ),
}
_OF_WORD: dict[str, list[str]] = {}
for _tag, _words in _SPOKEN_OF.items():
    for _word in _words.split():
        _OF_WORD.setdefault(_word, []).append(_tag)
_FEW = 60
"""Of a text of more words the commonest ones must tell."""


def language_of_few_words(text: str) -> str:
    """The language that most words of a short text belong to, ``und`` where it is unsure."""
    words, scores = common_words(text)
    if len(words) > _FEW:
        return "und"
    for word in words:
        for tag in _OF_WORD.get(word, ()):
            scores[tag] = scores.get(tag, 0) + 1
    ranked = sorted(((count, tag) for tag, count in scores.items()), reverse=True)
    if not ranked or ranked[0][0] < 2 or ranked[0][0] * 5 < len(words):
        return "und"
    return ranked[0][1] if len(ranked) < 2 or ranked[0][0] >= ranked[1][0] * 2 else "und"
