"""The hooks of pre-commit and the action of GitHub, on scratch repositories, with the wheel of PIP_FIND_LINKS."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MERGED = "Moscow said thereare no plans.\n"
CLEAN = "Moscow said there are no plans.\n"
RECIPES = (ROOT / "docs/ci.md").read_text("utf-8")


def run(*command: str, folder: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}
    )


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    output = run("git", *identity, *arguments, folder=folder)
    assert output.returncode == 0, output.stderr
    return output.stdout.strip()


def repository(folder: Path, files: dict[str, str]) -> Path:
    """Make a repository with files, all of which are committed."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "Begin")
    return folder


def recipes(language: str) -> list[str]:
    """Return the examples of docs/ci.md in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", RECIPES, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with the hooks, and nothing else of this one."""
    names = [".pre-commit-hooks.yaml", "pyproject.toml"]
    files = {name: (ROOT / name).read_text("utf-8") for name in names}
    return repository(tmp_path_factory.mktemp("hooks") / "unglue", files)


def test_the_hooks_check_and_fix(hooks: Path, tmp_path: Path) -> None:
    [config] = [yaml.safe_load(text) for text in recipes("yaml") if text.startswith("repos:")]
    [of_unglue] = config["repos"]
    assert [hook["id"] for hook in of_unglue["hooks"]] == ["unglue-fix", "unglue"]
    of_unglue.update(repo=str(hooks), rev=git(hooks, "rev-parse", "HEAD"))
    files = {
        "notes.md": MERGED,
        "README": MERGED,
        "code.py": f"# {MERGED}",
        ".pre-commit-config.yaml": yaml.dump(config),
    }
    scratch = repository(tmp_path / "scratch", files)
    env = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    program = shutil.which("pre-commit")
    assert program
    run_all = (program, "run", "--all-files", "--color", "never")

    checked = run(*run_all, "unglue", folder=scratch, env=env)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "notes.md:1:13: “there are” (merged-words" in checked.stdout
    assert "README:1:13" in checked.stdout
    assert "code.py" not in checked.stdout
    assert (scratch / "notes.md").read_text() == MERGED

    fixed = run(*run_all, "unglue-fix", folder=scratch, env=env)
    assert (fixed.returncode, (scratch / "notes.md").read_text()) == (1, CLEAN), fixed.stdout
    assert "files were modified by this hook" in fixed.stdout
    assert (scratch / "code.py").read_text() == f"# {MERGED}"
    git(scratch, "add", ".")
    again = run(*run_all, folder=scratch, env=env)
    assert again.returncode == 0, again.stdout


def steps() -> list[dict[str, Any]]:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]


def action(folder: Path, temporary: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's check as GitHub would, with its inputs in the place of expressions."""
    given = {
        name: value["default"] for name, value in yaml.safe_load((ROOT / "action.yml").read_text())["inputs"].items()
    }
    given.update(inputs)
    for step in steps():
        env = {
            name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value)
            for name, value in step["env"].items()
        }
        # As GitHub runs `shell: bash`.
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        output = run(*command, folder=folder, env={**env, "RUNNER_TEMP": str(temporary)})
        if output.returncode != 0:
            break
    return output


def test_the_action_annotates(tmp_path: Path) -> None:
    scratch = repository(tmp_path / "scratch", {"a b.md": MERGED, "clean.md": CLEAN})
    found = action(scratch, tmp_path)
    assert found.returncode == 1, found.stdout + found.stderr
    [annotation] = found.stdout.splitlines()
    assert re.match(r"::\w+ file=a b\.md,line=1,.*col=13", annotation)
    assert "there are" in annotation
    assert action(scratch, tmp_path, files="clean.md").returncode == 0
    several = action(scratch, tmp_path, files="clean.md\na b.md\n", options="--exit-zero\n--rules\nmerged-words")
    assert (several.returncode, several.stdout) == (0, found.stdout)
    assert action(scratch, tmp_path, files="none.md").returncode == 2


def test_the_recipes_can_be_read() -> None:
    examples = [yaml.safe_load(text) for text in recipes("yaml")]
    assert len(examples) >= 4
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    [given] = [
        step["with"]
        for example in examples
        if isinstance(example, list)
        for step in example
        if "unglue@" in step.get("uses", "")
    ]
    assert given.keys() <= inputs.keys()


@pytest.mark.parametrize("command", re.findall(r"(unglue check .*?)(?: [|>].*)?$", RECIPES, re.MULTILINE))
def test_the_commands_of_the_recipes_run(command: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(MERGED)
    output = run("bash", "-c", command, folder=tmp_path)
    assert output.returncode == (0 if "--exit-zero" in command else 1), output.stderr
    assert "thereare" in output.stdout or "there are" in output.stdout
