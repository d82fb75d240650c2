"""What an extraction follows from, as one short hash: the article, and everything that shapes how it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pipeline.config import Config
from pipeline.records import Article

PACKAGE = Path(__file__).parents[1]
#: The parts of the package that shape an extraction; the rest sees extractions only.
SHAPING = ("language", "knowledge", "model", "records.py", "schema.py", "schema.toml")
#: The libraries whose versions do.
LIBRARIES = ("spacy", "thinc", "numpy", "jieba", "opencc", "ahocorasick-rs")
_SIZE = 16


def fingerprint(article: Article, shaping: str) -> str:
    """Return the hash of an article's content and of the ``shaping`` of its extraction."""
    content = json.dumps([shaping, *astuple(article)], ensure_ascii=False, default=str)
    return hashlib.blake2b(content.encode(), digest_size=_SIZE).hexdigest()


@lru_cache(maxsize=4)
def shaping_of(config: Config) -> str:
    """Return the hash of the settings, tables, weights and code that shape extractions; taken once a process."""
    own = [file for name in SHAPING for file in _files(PACKAGE / name)]
    settings = [config.schema, *config.lexicons, *config.cues]
    return _hashed(
        [
            *(f"{name} {_version(name)}".encode() for name in LIBRARIES),
            repr(config.model.labels).encode(),
            *_contents(own, PACKAGE),
            *_contents(settings, None),
            *_contents(_model_files(config.model.path), None),
        ]
    )


def code_hash() -> str:
    """Return the hash of all of the package's code, which shapes what is made of extractions."""
    return _hashed(_contents((file for file in _files(PACKAGE) if file.suffix in {".py", ".toml"}), PACKAGE))


def _model_files(model: str) -> list[Path]:
    """Return the files of a spaCy pipeline that is named by folder or package, none for ours."""
    if not model:
        return []
    if Path(model).exists():
        return list(_files(Path(model)))
    spec = find_spec(model) if model.isidentifier() else None
    return [file for folder in (spec and spec.submodule_search_locations) or () for file in _files(Path(folder))]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for file in sorted(path.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def _contents(files: Iterable[Path], root: Path | None) -> Iterator[bytes]:
    """Yield the name (below ``root``, else the bare one) and the content of each file."""
    for file in files:
        name = file.relative_to(root).as_posix() if root else file.name
        yield name.encode("utf-8", "surrogateescape")
        yield hashlib.blake2b(file.read_bytes()).digest()


def _hashed(parts: Iterable[bytes]) -> str:
    hashed = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
