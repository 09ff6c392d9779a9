"""Mutations of valid files, for Hypothesis: cut, repeated, swapped, flipped, spliced, bombed."""

from __future__ import annotations

from hypothesis import strategies as st

# What breaks parsers: limits of numbers and dates, deep nesting, odd encodings, ends of strings.
TOKENS = (
    b"",
    b"\0",
    b"\n",
    b"\n\n",
    b"\r\n",
    b" ",
    b"\t",
    b"\x7f\x1b[31m\x9b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e\u200b\U000e0041".encode(),
    b"0",
    b"-1",
    b"0x" + b"f" * 5000,
    b"9" * 5000,
    b"1e999",
    b"nan",
    b"true",
    b"0001-01-01",
    b"9999-12-31",
    b"0001-01-01T00:00:00+23:59",
    b"9999-12-31T23:59:59-23:59",
    b"2026-02-30",
    b"[" * 2000,
    b"{a=" * 2000,
    b"a." * 2000,
    b"[[text]]\n" * 300,
    b"[[signer]]\n",
    b'"' * 3,
    b"'''",
    b"\\u0000",
    b"\\ud800",
    b"encoding utf-16\n",
    b"encoding utf-7\n",
    b"encoding idna\n",
    b"gpgsig ",
    b"gpgsig-sha256 ",
    b"parent " + b"a" * 40 + b"\n",
    b"-----BEGIN SSH SIGNATURE-----\n",
    b"-----END SSH SIGNATURE-----\n",
    b"-----BEGIN PGP SIGNATURE-----\n",
    b"-----END PGP SIGNATURE-----\n",
    b"<>",
    b"> 99999999999999999999 +9999",
    b"> -1 -0000",
    b"A" * 70_000,
    b"*",
    b"../../..",
    b".git",
)


@st.composite
def mutated(draw: st.DrawFn, *seeds: bytes) -> bytes:
    """One of the seeds after one to six changes."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 4, 8, 40, 400])))
        piece = data[start:end]
        kind = draw(st.integers(0, 5))
        if kind == 0:
            piece = draw(st.sampled_from(TOKENS))
        elif kind == 1:
            piece = draw(st.binary(max_size=8))
        elif kind == 2:
            piece *= draw(st.sampled_from([0, 2, 3, 100]))
        elif kind == 3:
            flip = draw(st.integers(1, 255))
            piece = bytes(byte ^ flip for byte in piece)
        elif kind == 4:
            other = draw(st.sampled_from(seeds))
            at = draw(st.integers(0, len(other)))
            piece = other[at : at + 200]
        else:
            piece = b""
        data = data[:start] + piece + data[end:]
    return data
