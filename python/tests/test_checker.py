"""The checker's options, and what it refuses."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any, get_args

import pytest

import unglue
from tests.texts import rows
from unglue import Checker, _native

TEXT = "Moscow said thereare no plans for the interna tional fair."


def tokens(checker: Checker) -> list[str]:
    return [found.token for found in checker.check(TEXT)]


def test_options_say_what_is_found() -> None:
    assert tokens(Checker()) == ["thereare", "interna tional"]
    assert tokens(Checker(words=["thereare"])) == ["interna tional"]
    assert tokens(Checker(words=iter(["thereare"]))) == ["interna tional"]
    assert tokens(Checker(rules=["split-word"])) == ["interna tional"]
    assert tokens(Checker(rules=[])) == []
    assert tokens(Checker(show=1)) == []


def test_thresholds_and_modes_say_what_is_fixed() -> None:
    assert Checker(fix=1).fix(TEXT) == TEXT
    broken = "It was an adven- ture."
    assert Checker().fix(broken) == broken
    assert Checker(mode="document").fix(broken) == "It was an adventure."


def test_a_text_without_a_fault_is_the_same_object() -> None:
    text = "All is well in Łódź."
    assert unglue.fix(text) is text
    assert unglue.fix_many([text])[0] is text


def test_the_types_name_what_there_is() -> None:
    assert list(get_args(unglue.Rule)) == _native.RULES
    assert list(get_args(unglue.Mode)) == _native.MODES


def test_a_checker_can_be_pickled_and_shown() -> None:
    checker = Checker(words=["thereare"], rules=["merged-words"], show=0.5, fix=0.9, mode="document")
    again = pickle.loads(pickle.dumps(checker))
    assert repr(again) == repr(checker) == eval(repr(checker), {"Checker": Checker}).__repr__()
    assert again.fix("thereare twoleaders") == "thereare two leaders"


def test_a_diagnostic_is_frozen() -> None:
    [found] = unglue.check("thereare no plans")
    with pytest.raises(FrozenInstanceError):
        found.start = 3  # type: ignore[misc]


def test_offsets_count_code_points() -> None:
    text = "é🦀\U0010ffff thereare no plans, 🦀 and twoleaders met"
    first, second = unglue.check(text)
    assert (first.start, text[first.start : first.end]) == (4, "thereare")
    assert text[second.start : second.end] == "twoleaders"


WRONG: list[tuple[Callable[[Any], Any], Any, type[Exception], str]] = [
    (unglue.fix, b"data", TypeError, "text is of type bytes, not str: decode it first"),
    (unglue.check, None, TypeError, "text is of type NoneType, not str: give a str"),
    (unglue.score, 3, TypeError, "text is of type int, not str"),
    (unglue.fix_many, "text", TypeError, "texts is one str, not a list of texts: call fix, or give a list"),
    (unglue.fix_many, 3, TypeError, "texts is 3, of type int: give a list of texts"),
    (unglue.fix_many, ["all", 3], TypeError, r"texts\[1\] is of type int, not str"),
    (lambda n: unglue.fix_many([], threads=n), 0, ValueError, "threads is 0: give a number from 1 to 1024, or None"),
    (lambda n: unglue.fix_many([], threads=n), 10**30, ValueError, "threads is 1000000"),
    (lambda n: unglue.fix_many([], threads=n), 1.5, TypeError, "threads is 1.5, of type float"),
    (lambda n: Checker(show=n), 1.5, ValueError, "show is 1.5: give a number from 0 to 1"),
    (lambda n: Checker(fix=n), -0.1, ValueError, "fix is -0.1: give a number from 0 to 1"),
    (lambda n: Checker(fix=n), math.nan, ValueError, "fix is nan: give a number from 0 to 1"),
    (lambda n: Checker(show=n), "0.9", TypeError, "show is '0.9', of type str: give a number from 0 to 1"),
    (lambda n: Checker(show=n), True, TypeError, "show is True, of type bool"),
    (lambda n: Checker(rules=n), ["merged"], ValueError, 'there is no rule "merged": the rules are merged-words, '),
    (lambda n: Checker(rules=n), "merged-words", TypeError, "rules is 'merged-words', of type str: give a list"),
    (lambda n: Checker(rules=n), [3], TypeError, r"rules\[0\] is 3, of type int: give a str"),
    (lambda n: Checker(words=n), ["two words"], ValueError, '"two words" cannot be a personal word'),
    (lambda n: Checker(words=n), [""], ValueError, '"" cannot be a personal word'),
    (lambda n: Checker(words=n), ["a\ud800"], ValueError, r"words\[0\] is 'a\\ud800', with a lone surrogate"),
    (lambda n: Checker(mode=n), "page", ValueError, 'there is no mode "page": the modes are editor, document'),
    (lambda n: Checker(mode=n), 3, TypeError, "mode is 3, of type int: give 'editor' or 'document'"),
]


@pytest.mark.parametrize(("call", "value", "error", "message"), WRONG)
def test_what_is_wrong_is_said(call: Callable[[Any], Any], value: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{message}"):
        call(value)


@pytest.mark.parametrize("call", [unglue.fix, unglue.check, unglue.score])
def test_a_lone_surrogate_is_named_with_its_place(call: Callable[[str], Any]) -> None:
    text = "é🦀 thereare \udc80 plans"
    with pytest.raises(UnicodeEncodeError, match="text has a lone surrogate") as caught:
        call(text)
    assert (caught.value.object, caught.value.start, caught.value.end) == (text, 12, 13)


def test_the_text_with_a_lone_surrogate_is_named_and_none_is_lost() -> None:
    many = ["thereare", "\ud83e\udd80 twoleaders met \ud800"]
    with pytest.raises(UnicodeEncodeError, match=r"texts\[1\] has a lone surrogate.* joins pairs"):
        unglue.fix_many(many)
    assert many == ["thereare", "\ud83e\udd80 twoleaders met \ud800"]
    # What the message says.
    repaired = many[1].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert unglue.fix(repaired) == "🦀 two leaders met \N{REPLACEMENT CHARACTER}"


def test_other_threads_go_on_and_share_a_checker() -> None:
    checker, many, done = Checker(), rows(200), []
    threads = [threading.Thread(target=lambda: done.append(checker.fix_many(many, threads=2))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [[unglue.fix(text) for text in many]] * 3


INTERRUPTED = """
import _thread, threading, time, unglue
text = "thereareno" * 200 + " "
threading.Timer(0.5, _thread.interrupt_main).start()
start = time.monotonic()
try:
    {call}
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - start < 20)
"""


@pytest.mark.parametrize("call", ["unglue.fix_many([text] * 1_000_000)", "unglue.fix((text + '\\n\\n') * 20_000)"])
def test_ctrl_c_ends_the_work(call: str) -> None:
    program = INTERRUPTED.format(call=call)
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert (output.stdout, output.stderr) == ("interrupted True\n", "")
