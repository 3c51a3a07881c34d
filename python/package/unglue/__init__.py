"""Puts every space where it belongs: between words that ran together, out of words that were cut, and back.

>>> import unglue
>>> unglue.fix("Moscow said thereare no plans for November12.")
'Moscow said there are no plans for November 12.'
>>> [found.token for found in unglue.check("The interna tional fair.")]
['interna tional']

`fix_many` repairs many texts at once, `score` says how ruined a text is, and a `Checker` has words, rules and
thresholds of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, overload

from unglue._checker import Checker
from unglue._diagnostic import Diagnostic, Edit, Mode, Rule, Suggestion
from unglue._native import __version__

__all__ = [
    "Checker",
    "Diagnostic",
    "Edit",
    "Mode",
    "Rule",
    "Suggestion",
    "__version__",
    "check",
    "fix",
    "fix_many",
    "score",
]


@cache
def _default() -> Checker:
    return Checker()


def fix(text: str) -> str:
    """Return `text` with every space where it belongs: `Checker.fix` with the defaults.

    >>> fix("twoleaders met , and of ten")
    'two leaders met , and of ten'
    """
    return _default().fix(text)


@overload
def fix_many(texts: Iterable[str], *, threads: int | None = None) -> list[str]: ...
@overload
def fix_many(texts: Iterable[str | None], *, threads: int | None = None) -> list[str | None]: ...
def fix_many(texts: Iterable[str | None], *, threads: int | None = None) -> Any:
    """Return what `fix` makes of each text, by several threads: `Checker.fix_many` with the defaults.

    >>> fix_many(["twoleaders met", "all is well"], threads=2)
    ['two leaders met', 'all is well']
    """
    return _default().fix_many(texts, threads=threads)


def check(text: str) -> list[Diagnostic]:
    """Return what is wrong with `text`: `Checker.check` with the defaults.

    >>> check("thereare no plans")[0].message
    'A space is missing between words: “there are”.'
    """
    return _default().check(text)


def score(text: str) -> float:
    """Return how many faults there are in 1,000 words of `text`: `Checker.score` with the defaults.

    >>> score("thereare no plans for today")
    200.0
    """
    return _default().score(text)
