from collections.abc import Iterable
from typing import Literal, TypeAlias

from unglue._diagnostic import Rule

EditFields: TypeAlias = tuple[int, int, str]
SuggestionFields: TypeAlias = tuple[str, list[EditFields], float, Literal["auto", "offer"]]
DiagnosticFields: TypeAlias = tuple[int, int, str, Rule, str, float, list[SuggestionFields]]

__version__: str
RULES: list[str]
MODES: list[str]

class Checker:
    def __new__(cls, words: list[str], rules: list[str] | None, show: float, fix: float, mode: str) -> Checker: ...
    def fix(self, text: str) -> str: ...
    def fix_many(self, texts: Iterable[str | None], threads: int | None) -> list[str | None]: ...
    def check(self, text: str) -> list[DiagnosticFields]: ...
    def score(self, text: str) -> float: ...

def command(args: list[str]) -> int: ...
