"""The settings of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Columns, Config, load_config
from pipeline.errors import ConfigError
from pipeline.schema import BUILT_IN


def test_no_file_means_the_defaults() -> None:
    """Without a settings file the built-in schema is used, in one process, with our tables alone."""
    assert load_config(None) == Config(schema=BUILT_IN, lexicons=(), cues=(), workers=1)


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    """What a file does not set keeps its default."""
    path = tmp_path / "run.toml"
    path.touch()
    assert load_config(path) == Config()


def test_paths_are_taken_from_the_files_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path means the same from wherever the command is called; an absolute one stays as it is."""
    folder, elsewhere = tmp_path / "settings", tmp_path / "elsewhere"
    for made in (folder, elsewhere):
        made.mkdir()
    for name in ("schema.toml", "names.csv", "cues.toml"):
        (folder / name).touch()
    (elsewhere / "more.csv").touch()
    path = folder / "run.toml"
    path.write_text(
        'schema = "schema.toml"\ncues = ["cues.toml"]\nworkers = 3\n'
        f'lexicons = ["names.csv", "{(elsewhere / "more.csv").as_posix()}"]\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(elsewhere)
    assert load_config(path) == Config(
        schema=folder / "schema.toml",
        lexicons=(folder / "names.csv", elsewhere / "more.csv"),
        cues=(folder / "cues.toml",),
        workers=3,
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A setting that names a folder where a file belongs is refused before anything runs."""
    with pytest.raises(ConfigError, match="no such file"):
        Config(lexicons=(tmp_path,))


def test_columns_are_a_table(tmp_path: Path) -> None:
    """Those that are not named keep their names."""
    path = tmp_path / "run.toml"
    path.write_text('time_limit = 5\n[columns]\ntext = "content"\nid = "url"\n', encoding="utf-8")
    assert load_config(path) == Config(columns=Columns(text="content", id="url"), time_limit=5)


@pytest.mark.parametrize("workers", [1, 256])
def test_the_bounds_of_workers_are_allowed(workers: int) -> None:
    """One process and 256 are both allowed."""
    assert Config(workers=workers).workers == workers


def test_equal_settings_are_one_key() -> None:
    """Two equal Configs hash alike, so that a pipeline is built once for both."""
    assert len({Config(), Config(workers=1), load_config(None)}) == 1
