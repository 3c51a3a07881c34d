"""Measures `fix_many` beside ftfy.fix_text, and two threads beside one.

`python bench.py FILE` takes a text, or JSON Lines whose field `text` or `correct` has one. Each text is measured as it
is, and with one space in 55 words taken out. All take turns; the best round of each counts. One thread is measured in
time of the processor. Two are measured on the wall, which needs two idle cores, and by what they cost the processor:
twice the time of one thread over that is what idle cores would gain. `--megabytes` says how much of the file is used.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

import unglue

ROUNDS = 7
WORDS_FOR_A_SPACE = 55


def texts_of(file: Path, characters: int) -> list[str]:
    """Return the texts of a file, paragraphs if it is no JSON Lines, up to a number of characters."""
    lines = file.read_text("utf-8").splitlines()
    if file.suffix == ".jsonl":
        records = [json.loads(line) for line in lines]
        texts = [record.get("text") or record["correct"] for record in records]
    else:
        texts = [line for line in lines if line]
    used, kept = 0, []
    for text in texts:
        if used >= characters:
            break
        used += len(text)
        kept.append(text)
    return kept


def without_spaces(text: str, chance: random.Random) -> str:
    """Return a text of which one space in 55 words is taken out."""
    words = text.split(" ")
    pieces = [word + ("" if chance.random() < 1 / WORDS_FOR_A_SPACE else " ") for word in words]
    return "".join(pieces).removesuffix(" ")


def best(works: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Return the seconds of the best round of each work: of the processor, and on the wall."""
    seconds = dict.fromkeys(works, (float("inf"), float("inf")))
    for _ in range(ROUNDS):
        for name, work in works.items():
            processor, wall = time.process_time(), time.perf_counter()
            work()
            took = time.process_time() - processor, time.perf_counter() - wall
            seconds[name] = min(seconds[name][0], took[0]), min(seconds[name][1], took[1])
    return seconds


def measure(what: str, texts: list[str]) -> None:
    """Print the figures of some texts."""
    config = ftfy.TextFixerConfig()
    checker = unglue.Checker()
    size = sum(len(text.encode()) for text in texts) / 1e6
    seconds = best(
        {
            "ftfy": lambda: [ftfy.fix_text(text, config) for text in texts],
            "one": lambda: checker.fix_many(texts, threads=1),
            "two": lambda: checker.fix_many(texts, threads=2),
        }
    )
    changed = sum(fixed is not text for fixed, text in zip(checker.fix_many(texts), texts, strict=True))
    print(f"{what}: {len(texts)} texts, {size:.2f} MB, {changed} of them fixed")
    ftfy_time, one, two = (seconds[name] for name in ("ftfy", "one", "two"))
    print(f"  ftfy.fix_text         {size / ftfy_time[0]:6.2f} MB/s")
    print(f"  fix_many, one thread  {size / one[0]:6.2f} MB/s   {ftfy_time[0] / one[0]:.1f} × ftfy")
    print(
        f"  fix_many, two threads {size / two[1]:6.2f} MB/s   {one[1] / two[1]:.2f} × one on the wall, "
        f"{2 * one[0] / two[0]:.2f} × by cost"
    )


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--megabytes", type=float, default=1.0)
    arguments = parser.parse_args()
    texts = texts_of(arguments.file, int(arguments.megabytes * 1e6))
    chance = random.Random(1)
    measure("clean", texts)
    measure("one lost space in 55 words", [without_spaces(text, chance) for text in texts])


if __name__ == "__main__":
    main()
