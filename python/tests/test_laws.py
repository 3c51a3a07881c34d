"""What holds for every text."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

import unglue
from tests.texts import texts
from unglue import Checker, Edit

document = Checker(mode="document")


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.insert + text[edit.end :]
    return text


# What Unicode calls white space, which `str.split` goes beyond: it also takes U+001C to U+001F.
def letters(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


@given(texts)
def test_a_fix_changes_white_space_only_and_all_at_once(text: str) -> None:
    fixed = unglue.fix(text)
    assert letters(fixed) == letters(text)
    assert unglue.fix(fixed) == fixed


@given(texts)
def test_a_document_is_fixed_all_at_once(text: str) -> None:
    fixed = document.fix(text)
    assert document.fix(fixed) == fixed
    assert letters(fixed).replace("-", "") == letters(text).replace("-", "")


@given(texts)
def test_offsets_are_those_of_the_text(text: str) -> None:
    end = 0
    for found in unglue.check(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.token
        end = found.end
        for suggestion in found.suggestions:
            assert suggestion.edits
            assert all(0 <= edit.start <= edit.end <= len(text) for edit in suggestion.edits)
            assert suggestion.applicability == "auto" or suggestion.confidence <= found.confidence
            if all(found.start <= edit.start and edit.end <= found.end for edit in suggestion.edits):
                moved = tuple(
                    Edit(edit.start - found.start, edit.end - found.start, edit.insert) for edit in suggestion.edits
                )
                assert applied(found.token, moved) == suggestion.text


@given(texts)
def test_what_is_sure_is_fixed(text: str) -> None:
    sure = [found for found in unglue.check(text) if found.suggestions[0].applicability == "auto"]
    assert (unglue.fix(text) != text) == bool(sure)


@given(st.lists(st.none() | texts, max_size=20), st.none() | st.integers(1, 5))
def test_many_are_fixed_as_one(many: list[str | None], threads: int | None) -> None:
    fixed = unglue.fix_many(many, threads=threads)
    assert fixed == [None if text is None else unglue.fix(text) for text in many]


@given(texts)
def test_a_score_counts_the_faults(text: str) -> None:
    words = max(len(text.replace("\x1c", "x").split()), 1) if text.isascii() else None
    score = unglue.score(text)
    assert (score == 0) == (not unglue.check(text))
    if words and not any("\x1c" <= character <= "\x1f" for character in text):
        assert score == len(unglue.check(text)) * 1000 / words


@given(texts)
def test_what_is_found_is_plain_data(text: str) -> None:
    found = unglue.check(text)
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({*found, *unglue.check(text)}) == len(found)
