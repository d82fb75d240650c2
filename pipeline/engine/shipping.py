"""Settings on their way to other machines: the files that they name travel with them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.config import Config, Model
from pipeline.schema import BUILT_IN


@dataclass(frozen=True, slots=True)
class Shipment:
    """Settings and the contents of the files they name: (path below the folder it is unpacked to, bytes)."""

    config: Config
    files: tuple[tuple[str, bytes], ...]


def packed(config: Config) -> Shipment:
    """Return the settings with their files; a model that is named by package has to be installed over there."""
    return Shipment(config, tuple((name, path.read_bytes()) for name, path in _files(config)))


@lru_cache(maxsize=2)
def unpacked(shipment: Shipment) -> Config:
    """Return the settings as they are on this machine; their files are unpacked once a process."""
    config = shipment.config
    sent = {name.partition("/")[0] for name, _ in shipment.files}
    root = Path(tempfile.mkdtemp(prefix="xinpu-")) if shipment.files else Path()
    for name, content in shipment.files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return replace(
        config,
        schema=root / "schema" / config.schema.name if "schema" in sent else BUILT_IN,
        lexicons=tuple(root / f"lexicons-{n}" / path.name for n, path in enumerate(config.lexicons)),
        cues=tuple(root / f"cues-{n}" / path.name for n, path in enumerate(config.cues)),
        model=replace(config.model, path=str(root / "model")) if "model" in sent else config.model,
    )


def _files(config: Config) -> Iterator[tuple[str, Path]]:
    if config.schema != BUILT_IN:
        yield f"schema/{config.schema.name}", config.schema
    for setting in ("lexicons", "cues"):
        for number, path in enumerate(getattr(config, setting)):
            yield f"{setting}-{number}/{path.name}", path
    if folder := _folder(config.model):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"model/{path.relative_to(folder).as_posix()}", path


def _folder(model: Model) -> Path | None:
    return Path(model.path) if model.path and Path(model.path).is_dir() else None
