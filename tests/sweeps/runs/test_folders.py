"""Folders of tiles: one run at a time, one study each, and nothing that reading would execute."""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopgame.cli import sweeping
from coopgame.errors import RunError
from coopgame.sweeps.runs import Run, Tile, carry_out, merged, stored, write_tiles
from coopgame.sweeps.runs.folder import MANIFEST
from coopgame.sweeps.runs.locking import LOCK, locked
from coopgame.sweeps.runs.packing import pack, unpack
from tests.sweeps.runs.fake import Fake, digest

ROOT = Path(__file__).parents[3]
SERIAL = digest(carry_out(Fake(), Run()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tiles"


def told(call: Callable[[], Any]) -> str:
    with pytest.raises(RunError) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def go(folder: Path, work: Fake | None = None, **options: Any) -> Any:
    return carry_out(work or Fake(), Run(checkpoint=folder, **options))


def test_two_runs_in_one_folder_are_refused(folder: Path) -> None:
    go(folder)
    with locked(folder):
        words = told(lambda: go(folder))
        assert f"process {os.getpid()} on {socket.gethostname()}" in words
        assert "a folder of its own" in words
        assert stored(folder)[1].complete
    assert not (folder / LOCK).exists()
    assert digest(go(folder)) == SERIAL


def test_a_lock_of_another_process_counts_as_long_as_it_lives(folder: Path) -> None:
    folder.mkdir()
    script = (
        "import sys, pathlib\nfrom coopgame.sweeps.runs.locking import locked\n"
        f"with locked(pathlib.Path({str(folder)!r})):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    assert f"process {other.pid}" in told(lambda: go(folder))
    other.kill()
    other.communicate()
    assert (folder / LOCK).exists()
    assert digest(go(folder)) == SERIAL
    assert not (folder / LOCK).exists()


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (json.dumps({"host": "elsewhere", "process": 7}), True),
        (json.dumps({"host": socket.gethostname(), "process": 7}), False),
        ("", False),
        ("nonsense", False),
        ("[]", False),
    ],
)
def test_what_is_left_of_a_lock(words: str, refused: bool, folder: Path) -> None:
    folder.mkdir()
    (folder / LOCK).write_text(words)
    if refused:
        assert "process 7 on elsewhere; " in told(lambda: go(folder))
        assert "delete the file 'lock'" in told(lambda: go(folder))
        assert (folder / LOCK).read_text() == words
    else:
        assert digest(go(folder)) == SERIAL


@pytest.mark.parametrize("system", ["neither", "windows"])
def test_locks_of_other_systems(system: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Msvcrt:
        LK_NBLCK = 2
        taken = False

        @classmethod
        def locking(cls, *_: int) -> None:
            if cls.taken:
                raise PermissionError(13, "Permission denied")
            cls.taken = True

    modules = {"msvcrt": Msvcrt} if system == "windows" else {}
    monkeypatch.setattr("coopgame.sweeps.runs.locking._module", modules.get)
    folder.mkdir()
    with locked(folder):
        if system == "windows":
            assert f"process {os.getpid()}" in told(lambda: go(folder))
        holder = (folder / LOCK).read_text()
        assert json.loads(holder) == {"host": socket.gethostname(), "process": os.getpid()}
    assert not (folder / LOCK).exists()


def test_tiles_of_another_study_are_refused_with_what_differs(folder: Path) -> None:
    go(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    words = told(lambda: go(folder, Fake(name="other", points=500)))
    assert "model is fake there and other here; points is 1000 there and 500 here" in words
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_shard_is_not_another_shard(folder: Path) -> None:
    go(folder, shard=(1, 4))
    assert "holds shard 1/4 of this study, not shard 2/4" in told(lambda: go(folder, shard=(2, 4)))
    assert "holds shard 1/4 of this study, not all" in told(lambda: go(folder))


def test_a_folder_with_other_things_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    assert "holds 'thesis.tex' and no tiles" in told(lambda: go(folder))
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]


def test_a_file_is_no_folder(folder: Path) -> None:
    folder.write_text("")
    assert "File exists" in told(lambda: go(folder))
    assert "is not the checkpoint of a sweep" in told(lambda: stored(folder))
    assert "no folder to merge" in told(lambda: merged([]))


def test_tiles_without_a_manifest_are_used_if_they_are_of_the_study(folder: Path) -> None:
    go(folder, tile=112)
    (folder / "manifest.json").unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.glob("tile-*")}
    assert digest(go(folder, tile=112)) == SERIAL
    assert {path: path.stat().st_mtime_ns for path in folder.glob("tile-*")} == before
    (folder / "manifest.json").unlink()
    other = Fake(name="other")
    assert go(folder, other).mended == len(before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"points": 1000', '"points": 1001'),
        ('"study": "', '"study": "0'),
        ('"points": 1000', '"points": []'),
        ('"<f8"', '"O"'),
        ('"format"', '"form"'),
        ("{", "[", ),
        ("}", ""),
    ],
)  # fmt: skip
def test_a_damaged_manifest_is_refused(old: str, new: str, folder: Path) -> None:
    go(folder)
    path = folder / "manifest.json"
    text = path.read_text().replace('"f8"', '"<f8"')
    path.write_text(text.replace(old, new) if old in text else text)
    for call in (lambda: go(folder), lambda: stored(folder), lambda: merged([folder])):
        assert "is damaged" in told(call)
    path.unlink()
    assert digest(go(folder)) == SERIAL


def test_a_format_of_another_time_is_named(folder: Path) -> None:
    go(folder)
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace("version 1", "version 9"))
    assert "'coopgame sweep, version 9' is not 'coopgame sweep, version 1'" in told(lambda: stored(folder))


def test_the_command_line_knows_the_name_of_the_manifest() -> None:
    assert sweeping.MANIFEST == MANIFEST


def test_merging_says_what_is_missing(tmp_path: Path) -> None:
    folders = [tmp_path / f"part-{number}" for number in range(1, 5)]
    for number, path in enumerate(folders, 1):
        write_tiles(Fake(), Run(checkpoint=path, shard=(number, 4)))
    assert "points are missing: shards 1, 3, 4 of 4" in told(lambda: merged(folders[1:2]))
    assert "points are missing: shard 2 of 4" in told(lambda: merged([folders[0], *folders[2:]]))
    _, part = merged([folders[0], *folders[2:]], partial=True)
    assert part.gaps == (Tile(240, 496),)
    write_tiles(Fake(name="other"), Run(checkpoint=tmp_path / "other"))
    assert "model is other there and fake here" in told(lambda: merged([*folders, tmp_path / "other"]))
    assert digest(merged([*folders, folders[0]])[1]) == SERIAL


def test_reading_executes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(folder)
    canary = tmp_path / "canary"
    tile, *_ = folder.glob("tile-*")
    tile.write_bytes(pickle.dumps(Bomb(str(canary))))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("unpickled")

    with monkeypatch.context() as watched:
        for name in ("loads", "load", "Unpickler"):
            watched.setattr(pickle, name, refuse)
        assert stored(folder)[1].mended == 1
    assert not canary.exists()
    pickle.loads(pickle.dumps(Bomb(str(canary))))  # noqa: S301 - shows that the bomb is one
    assert canary.exists()


class Bomb:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (self.path,))


def test_objects_cannot_be_packed_as_tiles() -> None:
    fields = Fake().fields
    arrays = {**Fake().named(Fake().evaluate(0, 16)), "margin": np.array([object()] * 16)}
    content = pack(arrays, Tile(0, 16), "study")
    assert unpack(content, Tile(0, 16), "study", fields) is None


def test_a_tile_comes_back_bit_by_bit() -> None:
    arrays = Fake().named(Fake().evaluate(16, 48))
    margin = np.array([np.nan, np.inf, -0.0, 5e-324] * 8)
    found = unpack(pack({**arrays, "margin": margin}, Tile(16, 48), "s"), Tile(16, 48), "s", Fake().fields)
    assert found is not None
    assert found["margin"].tobytes() == margin.tobytes()
    assert all(found[name].tobytes() == arrays[name].tobytes() for name in ("codes", "masks", "payoffs"))
    assert unpack(pack(arrays, Tile(16, 48), "s"), Tile(16, 48), "another", Fake().fields) is None


def test_what_a_killed_run_was_writing_is_removed(folder: Path) -> None:
    folder.mkdir()
    (folder / ".tile-000000000000-000000000112.bin.123.abcd.part").write_bytes(b"half")
    assert digest(go(folder)) == SERIAL
    assert not list(folder.glob(".*"))
