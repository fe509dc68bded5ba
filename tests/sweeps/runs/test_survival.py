"""Whatever ends in the middle: the same bytes in the end, no stray files, and one clear message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import coopgame as cg
from coopgame.errors import LimitError, RunError
from coopgame.sweeps.runs import Outcome, Run, Tile, carry_out, merged, stored, write_tiles
from tests.sweeps.runs.fake import Fake, digest, wait_for

ROOT = Path(__file__).parents[3]
SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
SERIAL = digest(carry_out(Fake(), Run()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tiles"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


def tidy(folder: Path, tile: int = 112) -> None:
    """Nothing is in the folder but the manifest and the tiles."""
    names = {path.name for path in folder.iterdir()}
    cut = [(first, min(first + tile, 1000)) for first in range(0, 1000, tile)]
    assert names == {"manifest.json", *(f"tile-{first:012d}-{last:012d}.bin" for first, last in cut)}


def resumed(folder: Path, tile: int = 112, **options: Any) -> Outcome:
    return carry_out(Fake(), Run(checkpoint=folder, tile=tile, **options))


@pytest.mark.thorough
@pytest.mark.parametrize("trial", range(SCALE))
def test_a_worker_killed_by_its_number_is_replaced(trial: int, folder: Path, notes: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        killed.append(int(wait_for(notes / "pid")))
        # The tile is tried again by another worker, which must not wait.
        (notes / "go").touch()
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    work = Fake(trouble="waits", notes=str(notes), at=100 + 41 * trial % 900)
    outcome = carry_out(work, Run(2, folder, tile=112))
    killer.join()
    assert killed
    assert digest(outcome) == SERIAL
    tidy(folder)


@pytest.mark.thorough
def test_a_worker_killed_while_it_is_idle_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopgame.sweeps.runs import processes

    submit, seen = processes.Processes.submit, []

    def killing(self: Any, tile: Tile) -> None:
        idle = [worker for worker in self._workers if worker.tile is None]
        if idle and not seen:
            seen.append(idle[0].process.pid)
            os.kill(seen[0], signal.SIGKILL)
            idle[0].process.join()
        submit(self, tile)

    monkeypatch.setattr(processes.Processes, "submit", killing)
    assert digest(carry_out(Fake(), Run(1, tile=112))) == SERIAL
    assert seen


@pytest.mark.parametrize("workers", [None, 2])
def test_a_tile_that_raises_is_named_and_the_rest_is_finished(workers: int | None, folder: Path) -> None:
    outcome = carry_out(Fake(trouble="raises"), Run(workers, folder, tile=112))
    assert outcome.gaps == (Tile(448, 560),)
    assert not outcome.done[448:560].any()
    assert outcome.done.sum() == 1000 - 112
    assert [str(failure) for failure in outcome.failures] == [
        "tile 4 (points 448 to 559, p from 0.448 to 0.559): ZeroDivisionError: payoff without a value"
    ]
    assert digest(resumed(folder)) == SERIAL
    tidy(folder)


@pytest.mark.thorough
def test_a_tile_that_kills_its_workers_is_named_and_the_rest_is_finished() -> None:
    outcome = carry_out(Fake(trouble="dies"), Run(2, tile=112))
    assert outcome.gaps == (Tile(448, 560),)
    assert "points 448 to 559, p from 0.448 to 0.559): its worker process ended (SIGKILL)" in str(outcome.failures[0])


def test_a_passing_trouble_is_no_failure(notes: Path) -> None:
    outcome = carry_out(Fake(trouble="raises once", notes=str(notes)), Run(tile=112))
    assert (notes / "raised").exists()
    assert digest(outcome) == SERIAL


def test_an_executor_that_breaks_is_an_error_that_keeps_tiles(folder: Path) -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(RunError, match=r"cannot go on \(BrokenProcessPool.*number of processes"),
    ):
        carry_out(Fake(trouble="dies", at=999), Run(pool, folder, tile=112))
    assert digest(resumed(folder)) == SERIAL
    tidy(folder)
    with pytest.raises(RunError, match=r"cannot go on \(BrokenProcessPool"):
        carry_out(Fake(), Run(pool))


def test_workers_that_never_begin_are_an_error(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from coopgame.sweeps.runs import Run, carry_out\nfrom tests.sweeps.runs.fake import Fake\n"
        "carry_out(Fake(), Run(1))\n"
    )
    done = run([str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode != 0
    assert "end before they begin" in done.stderr.splitlines()[-1]
    assert "__main__" in done.stderr.splitlines()[-1]


def run(arguments: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options
    )


def begun(folder: Path, notes: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run in a process of its own that waits in the middle."""
    command = ["-m", "tests.sweeps.runs.script", str(folder), str(workers), "112", "waits", str(notes)]
    driver = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wait_for(notes / "pid")
    return driver


def kill(driver: subprocess.Popen[bytes]) -> None:
    driver.kill()
    # Its workers still hold the other end of its output.
    driver.wait()
    assert driver.stderr is not None
    driver.stderr.close()


def gone(process: int, seconds: float = 20) -> bool:
    """Whether a process ends; it may be a zombie as long as nobody has asked for it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("workers", [0, 2])
def test_a_killed_run_is_resumed(workers: int, folder: Path, notes: Path) -> None:
    driver = begun(folder, notes, workers)
    kill(driver)
    (notes / "go").touch()
    assert (folder / "lock").exists()
    assert gone(int((notes / "pid").read_text()))
    before = {path: path.stat().st_mtime_ns for path in folder.glob("tile-*")}
    assert 3 <= len(before) < 9
    outcome = resumed(folder)
    assert digest(outcome) == SERIAL
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    tidy(folder)


@pytest.mark.thorough
def test_an_interrupted_run_keeps_its_tiles_and_ends_its_workers(folder: Path, notes: Path) -> None:
    driver = begun(folder, notes, 2)
    driver.send_signal(signal.SIGINT)
    _, told = driver.communicate(timeout=60)
    assert b"KeyboardInterrupt" in told
    assert gone(int((notes / "pid").read_text()))
    names = {path.name for path in folder.iterdir()}
    assert not any(name == "lock" or name.endswith(".part") for name in names)
    assert digest(resumed(folder)) == SERIAL
    tidy(folder)


def test_an_interruption_in_the_middle_leaves_a_part(folder: Path, notes: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        carry_out(Fake(trouble="interrupts", notes=str(notes)), Run(checkpoint=folder, tile=112))
    manifest, outcome = stored(folder)
    assert manifest.record == {"name": "fake"}
    assert outcome.gaps == (Tile(448, 1000),)
    assert digest(resumed(folder)) == SERIAL


def damage(how: str, folder: Path) -> None:
    tile = folder / "tile-000000000448-000000000560.bin"
    content = tile.read_bytes()
    head, _, body = content.partition(b"\n")
    changed = {
        "truncated": content[: len(content) // 2],
        "truncated head": head[:10],
        "empty": b"",
        "one bit": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
        "longer": content + b"0",
        "another place": (folder / "tile-000000000000-000000000112.bin").read_bytes(),
        "another head": head.replace(b'"first": 448', b'"first": 449') + b"\n" + body,
        "not text": b"\xff\xfe" + content,
        "nested": b"[" * 90_000,
    }
    tile.write_bytes(changed[how])


DAMAGES = [
    "truncated",
    "truncated head",
    "empty",
    "one bit",
    "longer",
    "another place",
    "another head",
    "not text",
    "nested",
]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_tile_is_computed_again(how: str, folder: Path) -> None:
    resumed(folder)
    damage(how, folder)
    _, outcome = stored(folder)
    assert (outcome.gaps, outcome.mended) == ((Tile(448, 560),), 1)
    assert "1 files are damaged" in told(RunError, lambda: merged([folder]))
    outcome = resumed(folder)
    assert outcome.mended == 1
    assert digest(outcome) == SERIAL
    tidy(folder)


def test_without_checksums_damage_is_not_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.sweeps.runs.packing._checksum", lambda *_: "always the same")
    resumed(folder)
    damage("one bit", folder)
    assert digest(resumed(folder)) != SERIAL


def told(kind: type[Exception], call: Any) -> str:
    with pytest.raises(kind) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can be mounted only by the superuser")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("ending", ["npz", "nc", "zarr"])
def test_a_result_on_a_full_disk_leaves_nothing(ending: str, small_disk: Path) -> None:
    for package in {"nc": ("xarray", "h5netcdf"), "zarr": ("xarray", "zarr")}.get(ending, ()):
        pytest.importorskip(package)
    found = cg.sweep(cg.models.contracting(), {"p": (0, 10, 100), "b": (0, 10, 101)})
    (small_disk / "taken").write_bytes(b"x" * 44_000)
    write = {"npz": found.save, "nc": found.to_netcdf, "zarr": found.to_zarr}[ending]
    assert "is full" in told(RunError, lambda: write(small_disk / f"result.{ending}"))
    assert [path.name for path in small_disk.iterdir()] == ["taken"]


@pytest.mark.parametrize("workers", [None, 2])
def test_a_full_disk_keeps_what_is_finished(workers: int | None, small_disk: Path, tmp_path: Path) -> None:
    folder = small_disk / "tiles"
    words = told(RunError, lambda: resumed(folder, executor=workers))
    assert "is full" in words
    assert "goes on from there" in words
    names = {path.name for path in folder.iterdir()}
    assert 2 <= len(names) < 9
    assert all(name == "manifest.json" or name.startswith("tile-") for name in names)
    copy = tmp_path / "tiles"
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    _, part = stored(copy)
    assert part.mended == 0
    assert digest(resumed(copy)) == SERIAL
    tidy(copy)


@pytest.mark.parametrize("number", [28, 122])
def test_a_disk_that_is_full_from_the_start_leaves_nothing(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        assert "is full" in told(RunError, lambda: resumed(folder))
    assert list(folder.iterdir()) == []
    assert digest(resumed(folder)) == SERIAL


def test_a_result_beyond_memory_is_refused_before_it_is_allocated(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopgame.sweeps.runs.carrying.Collector", lambda *_: pytest.fail("allocated"))
    words = told(LimitError, lambda: carry_out(Fake(points=10**12), Run(checkpoint=folder, memory="1 GB")))
    assert words.startswith("The result of 1000000000000 points takes 42 TB (42 bytes a point: codes, margin, payoffs)")
    assert "1 GB: 23809523 points would fit" in words
    assert not folder.exists()


def test_what_does_not_fit_into_memory_can_be_written_in_shards(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.sweeps.runs.carrying.Collector", lambda *_: pytest.fail("allocated"))
    written = write_tiles(Fake(points=10**9), Run(checkpoint=folder, memory=1000, shard=(10**5, 10**5)))
    assert (written.points, written.computed, written.found) == (10_000, 10_000, 0)
    assert "42 GB" in told(LimitError, lambda: stored(folder))


@pytest.mark.long
@pytest.mark.parametrize("trial", range(20))
def test_killed_again_and_again(trial: int, folder: Path, notes: Path) -> None:
    for _ in range(8):
        kill(begun(folder, notes, trial % 3))
        (notes / "go").touch()
        assert gone(int((notes / "pid").read_text()))
        for path in (notes / "pid", notes / "go", sorted(folder.glob("tile-*"))[trial % 3]):
            path.unlink()
    assert digest(resumed(folder)) == SERIAL
    tidy(folder)
