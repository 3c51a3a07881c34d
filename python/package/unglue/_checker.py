"""The checker, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import Any, overload

from unglue import _native
from unglue._diagnostic import Diagnostic, Mode, Rule, diagnostic

MAX_THREADS = 1024


class Checker:
    """Finds spaces that are missing, too many or in the wrong place, and repairs them.

    `words` are right as they stand, with their plurals and possessives. `rules` are those that are on; if none are
    named, all but `merged-real-word` and `split-real-word`. What is less sure than `show` is not reported, and what is
    less sure than `fix` is not fixed; both are probabilities. The mode `document` is for ruined text that is repaired
    as a whole: a fix makes all that is shown, and joins words that the end of a line broke.

    Checkers can be pickled, and used by several threads at once.

    >>> Checker(words=["thereare"]).fix("thereare twoleaders")
    'thereare two leaders'
    >>> Checker(rules=["split-word"]).fix("thereare interna tional fairs")
    'thereare international fairs'
    """

    __slots__ = ("_native", "_options")

    def __init__(
        self,
        *,
        words: Iterable[str] = (),
        rules: Iterable[Rule] | None = None,
        show: float = 0.8,
        fix: float = 0.955,
        mode: Mode = "editor",
    ) -> None:
        self._options: dict[str, Any] = {
            "words": _strings("words", words),
            "rules": None if rules is None else _strings("rules", rules),
            "show": _probability("show", show),
            "fix": _probability("fix", fix),
            "mode": _mode(mode),
        }
        self._native = _native.Checker(**self._options)

    def fix(self, text: str) -> str:
        """Return `text` with every space where it belongs, as far as it is sure.

        Nothing but white space changes, and fixing the result again changes nothing. A text without a fault comes back
        as the same object. (In the mode `document` the hyphen of a broken word goes, too.)

        >>> Checker().fix("Moscow said thereare no plans for November12.")
        'Moscow said there are no plans for November 12.'
        """
        return self._native.fix(text)

    @overload
    def fix_many(self, texts: Iterable[str], *, threads: int | None = None) -> list[str]: ...
    @overload
    def fix_many(self, texts: Iterable[str | None], *, threads: int | None = None) -> list[str | None]: ...
    def fix_many(self, texts: Iterable[str | None], *, threads: int | None = None) -> Any:
        """Return what `fix` makes of each text, in their order. None stays None, as the nulls of a table do.

        The work is done by as many threads as there are cores, or by `threads`, while other threads of Python go on.
        Nothing is done if one of the texts is wrong: the exception says which.

        >>> Checker().fix_many(["twoleaders met", None, "all is well"])
        ['two leaders met', None, 'all is well']
        """
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"texts is one {type(texts).__name__}, not a list of texts: call fix, or give a list")
        if not isinstance(texts, Iterable):
            raise _wrong_type("texts", texts, "a list of texts")
        if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int)):
            raise _wrong_type("threads", threads, "a whole number, or None")
        if threads is not None and not 1 <= threads <= MAX_THREADS:
            raise ValueError(f"threads is {threads}: give a number from 1 to {MAX_THREADS}, or None for one a core")
        return self._native.fix_many(texts, threads)

    def check(self, text: str) -> list[Diagnostic]:
        """Return what is wrong with `text`, in its order. Diagnostics never overlap.

        >>> [found] = Checker().check("🦀 said thereare no plans.")
        >>> found.start, found.end, found.token, found.rule
        (7, 15, 'thereare', 'merged-words')
        >>> found.suggestions[0].text, found.suggestions[0].edits
        ('there are', (Edit(start=12, end=12, insert=' '),))
        """
        return [diagnostic(fields) for fields in self._native.check(text)]

    def score(self, text: str) -> float:
        """Return how many faults `check` finds in 1,000 words, where a word is what stands between white space.

        It tells ruined text from sound text, for filters.

        >>> Checker().score("All is well.")
        0.0
        >>> Checker().score("Moscow said thereare no plans.")
        200.0
        """
        return self._native.score(text)

    def __reduce__(self) -> tuple[Any, ...]:
        return _checker, (self._options,)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self._options.items())
        return f"Checker({given})"


def _checker(options: dict[str, Any]) -> Checker:
    return Checker(**options)


def _wrong_type(name: str, value: object, wanted: str) -> TypeError:
    return TypeError(f"{name} is {value!r}, of type {type(value).__name__}: give {wanted}")


def _strings(name: str, values: Iterable[str]) -> list[str]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise _wrong_type(name, values, "a list of strings")
    strings = list(values)
    for nth, value in enumerate(strings):
        if not isinstance(value, str):
            raise _wrong_type(f"{name}[{nth}]", value, "a str")
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueError(f"{name}[{nth}] is {value!r}, with a lone surrogate: give whole characters")
    return strings


def _probability(name: str, value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _wrong_type(name, value, "a number from 0 to 1")
    if not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r}: give a number from 0 to 1")
    return float(value)


def _mode(value: Mode) -> str:
    if not isinstance(value, str):
        raise _wrong_type("mode", value, "'editor' or 'document'")
    return value
