from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coopgame import read_study
from coopgame.cli import main
from tests.study.hostile import GOOD

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line inside this process."""

    def run(*arguments: object) -> Outcome:
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read one good and one bad study, so that late imports are over."""
    for name, text in (("good.toml", GOOD), ("bad.toml", GOOD.replace("bounds", "bound"))):
        path = tmp_path_factory.mktemp("warm") / name
        path.write_text(text)
        try:
            read_study(path)
        except ValueError:
            assert name == "bad.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder inside another one, with a link that leads out; the current folder is a third one."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "studies").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "studies" / "way_out").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, links not followed."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}
