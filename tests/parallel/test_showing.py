from __future__ import annotations

import json

from policyreview.parallel import Unit, align, align_sentences, as_json, as_text, summary

SOURCE = [
    Unit("p", "We keep your data for 30 days.", 1),
    Unit("p", "Evil \x1b]52;c;x\x07 words.", 3),
]
TARGET = [Unit("p", "我们将您的数据保留 30 天。", 1)]


def test_json_has_the_blocks_and_the_beads() -> None:
    beads = align(SOURCE, TARGET, "en", "zh")
    written = json.loads(
        json.dumps(as_json(SOURCE, TARGET, beads, ("en", "zh"), {0: [{"rule": "x"}]}))
    )
    assert written["source"] == {
        "language": "en",
        "blocks": [{"line": 1, "text": SOURCE[0].text}, {"line": 3, "text": SOURCE[1].text}],
    }
    assert written["beads"][0] == {
        "source": [0],
        "target": [0],
        "doubtful": beads[0].doubtful,
        "findings": [{"rule": "x"}],
    }
    assert written["beads"][1]["target"] == []


def test_columns_are_safe_and_keep_to_their_width() -> None:
    from policyreview.terminal import cells

    beads = align(SOURCE, TARGET, "en", "zh")
    lines = as_text(SOURCE, TARGET, beads, ("en", "zh"), 60)
    assert all("\x1b" not in line and cells(line) <= 60 for line in lines)
    assert any("<" in line for line in lines)


def test_the_summary_counts_what_has_no_partner() -> None:
    beads = align(SOURCE, TARGET, "en", "zh")
    assert summary(beads, ("en", "zh")).endswith("1 only in en.")


def test_sentences_of_a_bead_are_paired() -> None:
    source = "We do not sell your data. You can write to a@example.com."
    target = "我们不会出售您的数据。您可以致信 a@example.com。"
    found = align_sentences(source, target, "en", "zh")
    said = [
        (source[slice(*p.source)].strip(), target[slice(*p.target)])
        for p in found
        if p.source and p.target
    ]
    assert said == [
        ("We do not sell your data.", "我们不会出售您的数据。"),
        ("You can write to a@example.com.", "您可以致信 a@example.com。"),
    ]
