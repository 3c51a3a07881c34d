"""Texts with faults, made by hypothesis or a seed."""

from __future__ import annotations

import random

from hypothesis import strategies as st

WORDS = (
    "there are no plans for the interna tional fair in November although people said that they would have come to "
    "London with their friends and colleagues because it was often important"
).split()

SEPARATORS = ["", " ", " ", " ", "  ", "\n", ", ", ",", ". ", " .", "-\n", "\r\n\r\n", "12", " 🦀 ", "é"]

spoilt = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=30).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
"""Sentences whose spaces are not where they belong."""

texts = spoilt | st.text(max_size=60) | st.tuples(spoilt, st.text(max_size=8), spoilt).map("".join)
"""Any text that Python can encode, and spoilt ones."""


def rows(number: int, seed: int = 1) -> list[str]:
    """Return as many sentences of twelve words, half of which lost a space."""
    chance = random.Random(seed)
    return [sentence(chance) for _ in range(number)]


def sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=12)
    at = chance.randrange(1, 24)
    separators = ["" if nth == at else " " for nth in range(len(words))]
    return "".join(map("".join, zip(separators, words, strict=True))).strip().capitalize() + "."
