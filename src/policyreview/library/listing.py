"""A commit's policies as the cache keeps them."""

from __future__ import annotations

from typing import Any

from policyreview.library.values import Policy, PolicyText


def dump_listing(policies: tuple[Policy, ...], problems: tuple[str, ...]) -> dict[str, Any]:
    """Policies as compact JSON: lists in the order of their fields."""
    return {
        "problems": list(problems),
        "policies": [
            [
                policy.id,
                policy.title,
                policy.prevailing,
                policy.broken,
                [
                    [
                        text.language,
                        text.path,
                        text.blob,
                        text.mode,
                        list(text.lines) if text.lines else None,
                        text.interleaved,
                        text.broken,
                    ]
                    for text in policy.texts
                ],
            ]
            for policy in policies
        ],
    }


def parse_listing(raw: dict[str, Any]) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """The policies and problems of a listing.

    Raises:
        ValueError, TypeError, KeyError, IndexError: It is none; it is found again then.
    """
    policies = []
    for identity, title, prevailing, broken, texts in raw["policies"]:
        policies.append(
            Policy(
                identity,
                title,
                tuple(
                    PolicyText(
                        language,
                        path,
                        blob,
                        mode,
                        (lines[0], lines[1]) if lines else None,
                        interleaved,
                        why,
                    )
                    for language, path, blob, mode, lines, interleaved, why in texts
                ),
                prevailing,
                broken,
            )
        )
    return tuple(policies), tuple(str(problem) for problem in raw["problems"])
