"""What the README says is true today: its commands run, its Python runs, its files exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder like the repository's root in which the main job has been run."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("corpus", "tests", "pipeline"):
        (folder / name).symlink_to(ROOT / name)
    _run("xinpu run corpus --output outputs --quiet", folder)
    return folder


def _run(line: str, folder: Path) -> str:
    command = shlex.split(line)
    command[0] = {"python": sys.executable}.get(command[0], str(Path(sys.executable).with_name(command[0])))
    environment = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_runs(line: str, checkout: Path) -> None:
    """Each line of a shell block ends with status 0 and says something, unless it is told to be quiet."""
    assert _run(line, checkout) or "--quiet" in line


@pytest.mark.slow
def test_the_python_runs(checkout: Path) -> None:
    """The block of Python prints what the text promises."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, check=True, capture_output=True, encoding="utf-8")
    assert "company:microsoft buys chip:mi300x planned" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("英伟达")


def test_the_shown_output_is_the_real_one() -> None:
    """The text shown for ``extract --show`` is what the command prints first."""
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    assert _run('xinpu extract --text "微软将向英伟达采购H100。" --show', ROOT).startswith(shown)


def test_linked_files_and_make_targets_exist() -> None:
    """Every relative link leads somewhere, and every `make` command is a target."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
