"""What is found in a text, as plain data: it can be compared, hashed and pickled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from unglue._native import DiagnosticFields

Rule = Literal[
    "merged-words",
    "merged-number",
    "missing-space-at-punctuation",
    "merged-real-word",
    "split-word",
    "split-real-word",
    "letter-spaced",
    "misplaced-space",
    "space-at-punctuation",
    "broken-word",
    "doubled-word",
]
"""The kinds of fault. More may come."""

Mode = Literal["editor", "document"]
"""What sort of text it is: one that somebody writes, or a ruined one, to be repaired as a whole."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by `insert`."""

    start: int
    end: int
    insert: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to mend a place."""

    text: str
    """What the token reads like afterwards."""
    edits: tuple[Edit, ...]
    """What changes: ascending and apart, at offsets of the text as it is."""
    confidence: float
    """The probability that this is right."""
    applicability: Literal["auto", "offer"]
    """Whether a fix makes it (`auto`), or it is for a person to decide (`offer`)."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A place where a space is missing, too many or in the wrong place.

    ``text[start:end]`` is `token`: offsets count code points, as Python does.
    """

    start: int
    """Where the token starts."""
    end: int
    """Where the token ends."""
    token: str
    """The token as it stands in the text."""
    rule: Rule
    """The kind of fault."""
    message: str
    """One sentence for the writer."""
    confidence: float
    """The probability that the first suggestion is right."""
    suggestions: tuple[Suggestion, ...]
    """What may be done about it, the best first. Never empty."""


def diagnostic(fields: DiagnosticFields) -> Diagnostic:
    """Return the diagnostic of the fields that the native half has of it."""
    start, end, token, rule, message, confidence, suggestions = fields
    return Diagnostic(
        start=start,
        end=end,
        token=token,
        rule=rule,
        message=message,
        confidence=confidence,
        suggestions=tuple(
            Suggestion(text, tuple(Edit(*edit) for edit in edits), sure, applicability)
            for text, edits, sure, applicability in suggestions
        ),
    )
