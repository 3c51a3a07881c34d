"""The script `unglue`, with the cases that the command line itself is tested with."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

import pytest

import unglue

SCRIPT = Path(sysconfig.get_path("scripts")) / ("unglue.exe" if os.name == "nt" else "unglue")
CASES = Path(__file__).parents[2] / "tests/cli/cases.json"
MERGED = "Moscow said thereare no plans.\n"


def run(
    *args: str, folder: Path, text: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [SCRIPT, *args], input=text, capture_output=True, cwd=folder, env={**os.environ, **(env or {})}, check=False
    )


def settled(said: bytes, folder: Path) -> list[str]:
    """Return what was said without what changes with the model, the version and the place of the test."""
    text = said.decode().replace(str(folder), "<FOLDER>").replace(f'"{unglue.__version__}"', '"VERSION"')
    text = re.sub(r'"confidence":[\d.]*', '"confidence":0', text)
    return re.sub(r"[\d.]* %\)", "N %)", text).split("\n") if text else []


def content(there: str | dict[str, str]) -> bytes:
    return there.encode() if isinstance(there, str) else there["latin1"].encode("latin-1")


@pytest.mark.parametrize("case", json.loads(CASES.read_text("utf-8")), ids=lambda case: case["name"])
def test_a_case_of_the_command_line(case: dict[str, Any], tmp_path: Path) -> None:
    for name, there in case.get("files", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content(there))
    output = run(*case["args"], folder=tmp_path, text=case.get("stdin", "").encode(), env=case.get("env"))
    assert settled(output.stdout, tmp_path) == case.get("stdout", [])
    assert settled(output.stderr, tmp_path) == case.get("stderr", [])
    assert output.returncode == case["status"]
    for name, there in case.get("after", {}).items():
        assert (tmp_path / name).read_bytes().decode() == there


def test_the_module_is_the_script(tmp_path: Path) -> None:
    output = subprocess.run([sys.executable, "-m", "unglue", "--version"], capture_output=True, text=True, check=True)
    assert output.stdout == f"unglue {unglue.__version__}\n"
    assert run("--version", folder=tmp_path).stdout.decode() == output.stdout
    assert b"Usage: unglue check" in run("check", "--help", folder=tmp_path).stdout


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MERGED * 20_000)
    with subprocess.Popen(
        [SCRIPT, "check", "a.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.read(10) == b"a.txt:1:13"
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MERGED)
    with open("/dev/full", "wb") as full:
        command = [str(SCRIPT), "check", "-q", "a.txt"]
        output = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert output.returncode == 2
    assert b"the disk is full" in output.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_ctrl_c_ends_the_program(tmp_path: Path) -> None:
    read, write = os.pipe()
    with subprocess.Popen([SCRIPT, "check", "-"], stdin=read, cwd=tmp_path) as child:
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == -signal.SIGINT
    os.close(read)
    os.close(write)


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_name_that_is_no_unicode_reaches_the_program(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_text(MERGED)
    output = subprocess.run([SCRIPT, "check", "-q", os.fsdecode(name)], capture_output=True, check=False)
    assert output.returncode == 1
    assert b"there are" in output.stdout
