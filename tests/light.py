"""A light pipeline for tests of the engine: two names, no trained weights, and a model that obeys words in the text.

The model is a spaCy package like any a settings file may name; what it does at these words is done by the real worker:
崩溃 reads from address 0, 停住 stands still, 吃光 takes memory without end, 出错 raises, 慢 takes a tenth of a second.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

_MODEL = """
import ctypes, time
import spacy
from spacy.language import Language

@Language.component("misbehaving")
def misbehave(doc):
    if "崩溃" in doc.text:
        ctypes.string_at(0)
    if "停住" in doc.text:
        time.sleep(10_000)
    if "吃光" in doc.text:
        taken = []
        while True:
            taken.append(bytes(50_000_000))
    if "出错" in doc.text:
        raise ValueError("出错")
    if "慢" in doc.text:
        time.sleep(0.1)
    return doc

def load(**options):
    nlp = spacy.blank("zh")
    nlp.add_pipe("misbehaving", name="ner")
    return nlp
"""
_SETTINGS = """
schema = "schema.toml"
lexicons = ["names.csv"]
model = "misbehaving"
time_limit = 3
memory_limit = 300
"""
_SCHEMA = """
[entities.FAB]
prefix = "fab"
[entities.CITY]
prefix = "city"
"""
_NAMES = "type,name\nFAB,熊本厂\nFAB,南科厂\nCITY,凤凰城\n"


def light_settings(folder: Path, more: str = "") -> Path:
    """Write the settings, and the package of the model into ``packages`` beside them; return the settings' path."""
    package = folder / "packages" / "misbehaving"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(_MODEL, encoding="utf-8")
    information = folder / "packages" / "misbehaving-0.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: misbehaving\nVersion: 0.0\n", encoding="utf-8")
    for name, text in {"schema.toml": _SCHEMA, "names.csv": _NAMES, "run.toml": _SETTINGS + more}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "run.toml"


def write_corpus(folder: Path, texts: dict[str, str]) -> Path:
    """Write articles by name."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def environment_of(settings: Path) -> dict[str, str]:
    """Return the environment in which the package of the model is found."""
    places = [settings.parent / "packages", Path(__file__).parents[1], os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, places)), "PYTHONUTF8": "1"}


def start(settings: Path, *arguments: str | Path, quiet: bool = True) -> subprocess.Popen[str]:
    """Start ``xinpu run`` with the light settings in a process of its own."""
    command = [sys.executable, "-m", "pipeline", "run", "--config", settings, *arguments]
    return subprocess.Popen(
        [str(part) for part in command] + ["--quiet"] * quiet,
        env=environment_of(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it may be ignored here
    )


def finished(settings: Path, *arguments: str | Path, quiet: bool = True) -> tuple[int, str]:
    """Run the same to its end; return the exit status and what stands on standard error."""
    process = start(settings, *arguments, quiet=quiet)
    _, errors = process.communicate()
    return process.returncode, errors
