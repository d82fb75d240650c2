"""Build the wheel, install it into an environment of its own, and use it from elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = "微软将向英伟达采购H100。"


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def main() -> None:
    """Fail with a traceback when the wheel lacks something."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        wheel = next(folder.glob("*.whl"))
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
        xinpu = python.with_name("xinpu")
        found = json.loads(_run(xinpu, "extract", "--text", SENTENCE, cwd=folder))
        assert [m["text"] for m in found["mentions"]] == ["微软", "英伟达", "H100"], found
        assert ("buys", "planned") in {(r["relation"], r["modality"]) for r in found["relations"]}, found
        (folder / "articles").mkdir()
        (folder / "articles" / "a.txt").write_text(SENTENCE, encoding="utf-8")
        _run(xinpu, "run", "articles", "--output", "out", cwd=folder)
        assert (folder / "out" / "graph.graphml").stat().st_size > 1000
        card = _run(xinpu, "lookup", "nvidia", "--in", "out", cwd=folder)
        assert card.startswith("英伟达"), card
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[web]", cwd=folder)
        _serves(xinpu, folder)
        print(f"{wheel.name}: installs, extracts, runs, looks up and serves")


def _serves(xinpu: Path, folder: Path) -> None:
    """Fail when the page lacks a template or a static file."""
    command = [str(xinpu), "serve", "--in", "out", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
            for path in ("/entity?id=company:nvidia", "/static/style.css", "/static/vendor/sigma.min.js"):
                with urlopen(address + path, timeout=60) as answer:  # noqa: S310 - an address of our own
                    assert answer.status == 200, path
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
