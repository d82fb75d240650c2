"""The project speaks of itself alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOREIGN = ("/wo" + "rk/", "this " + "session", "/ro" + "ot/", "sub" + "agent")


def test_no_file_names_the_place_it_was_written_in() -> None:
    """No path of a developer's machine and no talk of how the project was made."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("no git checkout: the list of files is not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [word for word in FOREIGN if word in text], name
