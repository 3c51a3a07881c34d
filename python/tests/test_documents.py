"""What the documentation says is what happens."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import unglue
from unglue import _checker

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("module", [unglue, _checker])
def test_the_examples_of_a_module(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_the_examples_of_the_readme() -> None:
    outcome = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= 3
    assert outcome.failed == 0


PROGRAM = """
from typing import assert_type

import unglue

assert_type(unglue.fix_many(["a"]), list[str])
assert_type(unglue.fix_many(["a", None]), list[str | None])
rule: unglue.Rule = unglue.check("a")[0].rule
unglue.Checker(rules=["split-words"])
"""


def test_a_program_is_checked_with_the_types_of_the_wheel(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "program.py"]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    [error, summary] = output.stdout.splitlines()
    assert error.startswith("program.py:9: error: List item 0 has incompatible type"), output.stdout
    assert summary == "Found 1 error in 1 file (checked 1 source file)"
