"""``coopgame sweep`` and ``coopgame merge``: files, exit codes, interruptions, and studies that are wrong."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import coopgame as cg
from coopgame.sweeps import Sweep
from coopgame.sweeps.sampling import Sampling
from tests.study.conftest import Command, contents
from tests.study.conftest import command as command
from tests.study.hostile import GOOD

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
SWEEP = "[sweep.axes]\nR = { from = 0, to = 5, count = 301 }\nT = { from = 0, to = 5, count = 101 }\n"
STUDY = GOOD + SWEEP
LINE = GOOD + "[sweep.axes]\nR = { from = 0, to = 5, count = 11 }\nT = [2]\n"
DRAWN = GOOD + "[sweep]\naxes = { R = { from = 0, to = 5 }, T = [1, 2] }\ndesign = { size = 64, seed = 7 }\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "study.toml").write_text(STUDY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def serial(desk: Path) -> Any:
    found = cg.read_study(desk / "study.toml").sweep()
    return found.digest


def test_a_sweep_is_the_one_of_python(desk: Path, command: Command, serial: str) -> None:
    outcome = command("sweep", "study.toml")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Sweep(R: 301 values from 0 to 5 × T: 101 values from 0 to 5; ")
    assert outcome.out.endswith("wrote study.npz\n")
    assert sorted(contents(desk)) == ["study.npz", "study.toml"]
    found = Sweep.load("study.npz")
    assert found.digest == serial
    request = cg.read_study("study.toml").request
    axes = {"R": (0, 5, 301), "T": (0, 5, 101)}
    direct = cg.sweep(request.model, axes, concept=request.concept, rule=request.rule)
    assert direct.digest == serial


@pytest.mark.thorough
def test_all_ways_give_the_same_bytes(desk: Path, command: Command) -> None:
    ways = {"a": [], "b": ["--workers", 2], "c": ["--tile", 8192, "--checkpoint", "tiles"], "d": ["--memory", "1 MB"]}
    for name, options in ways.items():
        assert command("sweep", "study.toml", "-o", f"{name}.npz", *options).code == 0
    assert len({(desk / f"{name}.npz").read_bytes() for name in ways}) == 1
    assert Sweep.load("tiles").digest == Sweep.load("a.npz").digest
    with pytest.raises(cg.LimitError, match="points would fit"):
        Sweep.load("tiles", memory="1 kB")


@pytest.mark.parametrize("route", ["conditions", "payoffs"])
def test_a_study_can_fix_the_route(desk: Path, command: Command, route: str) -> None:
    (desk / "study.toml").write_text(
        LINE.replace(
            "[sweep.axes]", f'[timing]\nplay = "simultaneous"\nmixed = true\n[sweep]\nroute = "{route}"\n[sweep.axes]'
        )
    )
    assert command("sweep", "study.toml").code == 0
    found = Sweep.load("study.npz")
    assert found.provenance["route"] == route
    assert found.digest == cg.read_study("study.toml").sweep().digest


COMBINATIONS = list(product("017", ("1", "2", "3"), ("8192", "16384", "99999")))


@pytest.mark.thorough
def test_seeds_of_hashes_workers_and_tiles_change_nothing(desk: Path) -> None:
    chosen = COMBINATIONS if SCALE > 1 else [COMBINATIONS[k] for k in (0, 13)]
    for pair in batched(chosen, 2):
        running = []
        for seed, workers, tile in pair:
            name = f"{seed}-{workers}-{tile}.npz"
            command = [sys.executable, "-m", "coopgame.cli", "sweep", "study.toml", "-o", name, "--tile", tile]
            command += ["--workers", workers] if workers != "1" else []
            running.append(
                subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE)
            )
        assert [process.communicate(timeout=120) and process.returncode for process in running] == [0] * len(pair)
    written = [path.read_bytes() for path in desk.glob("*.npz")]
    assert len(written) == len(chosen)
    assert len(set(written)) == 1


def batched(items: list[Any], size: int) -> list[list[Any]]:
    return [items[k : k + size] for k in range(0, len(items), size)]


def test_shards_are_merged(desk: Path, command: Command, serial: str) -> None:
    for number in (1, 3):
        outcome = command("sweep", "study.toml", "--shard", f"{number}/3", "--checkpoint", f"part-{number}")
        assert outcome.code == 0
        assert f"shard {number}/3: " in outcome.out
    lacking = command("merge", "part-1", "part-3", "-o", "all.npz")
    assert lacking.code == 1
    assert lacking.err.startswith("coopgame: ")
    assert "shard 2 of 3" in lacking.err
    assert command("merge", "part-1", "part-3", "-o", "some.npz", "--partial").code == 0
    some = Sweep.load("some.npz")
    assert not some.complete
    assert 0 < some.done.mean() < 1
    assert command("sweep", "study.toml", "--shard", "2/3", "--checkpoint", "part-2").code == 0
    assert command("merge", "part-2", "part-1", "part-3", "-o", "all.npz").code == 0
    assert Sweep.load("all.npz").digest == serial
    assert not list(desk.rglob("*.part"))


@pytest.mark.thorough
def test_figures_are_drawn_from_signed_margins(desk: Path, command: Command) -> None:
    outcome = command("sweep", "study.toml", "-o", "map.svg")
    assert outcome.code == 0, outcome.err
    assert (desk / "map.svg").read_bytes().startswith(b"<?xml")


def test_one_parameter_and_designs(desk: Path, command: Command) -> None:
    (desk / "line.toml").write_text(LINE)
    assert command("sweep", "line.toml").code == 0
    assert Sweep.load("line.npz").shape == (11, 1)
    (desk / "drawn.toml").write_text(DRAWN)
    assert command("check", "drawn.toml").out.endswith("; sweep of R, T: 64 points (sobol, seed 7)\n")
    assert command("sweep", "drawn.toml").code == 0
    assert command("sweep", "drawn.toml", "-o", "again.npz", "--checkpoint", "tiles").code == 0
    first, again = Sweep.load("drawn.npz"), Sweep.load("again.npz")
    assert first.digest == again.digest == Sweep.load("tiles").digest
    assert set(np.unique(first.places.columns["T"])) == {1, 2}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--shard", "1/2"], "needs --checkpoint"),
        (["--shard", "0/2", "--checkpoint", "d"], "counted from 1"),
        (["--shard", "3/2", "--checkpoint", "d"], "1 <= i <= N"),
        (["--shard", "1", "--checkpoint", "d"], "expected i/N"),
        (["--shard", "1/2", "--checkpoint", "d", "-o", "x.npz"], "coopgame merge"),
        (["--resume"], "needs --checkpoint"),
        (["--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "exclude each other"),
        (["--workers", "0"], "--workers"),
        (["--tile", "0"], "--tile"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_wrong_usage(arguments: list[str], words: str, command: Command) -> None:
    outcome = command("sweep", "study.toml", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.csv"], ".npz, .nc, .zarr, .pdf, .svg, .png"),
        (["-o", "nowhere/x.npz"], "does not exist"),
        (["--memory", "much"], "memory: expected a number of bytes"),
        (["--memory", "5 kB"], "points would fit"),
        (["--resume", "--checkpoint", "none"], "there is no run in 'none'"),
    ],
)
def test_mistakes_get_one_line_before_anything_is_computed(
    arguments: list[str], words: str, desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sampling, "evaluate", lambda *_: pytest.fail("computed"))
    outcome = command("sweep", "study.toml", *arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("coopgame: ")
    assert outcome.err.count("\n") == 1
    assert words in outcome.err
    assert sorted(contents(desk)) == ["study.toml"]


@pytest.mark.usefixtures("desk")
def test_a_poison_tile_is_named_and_the_rest_is_written(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluate = Sampling.evaluate

    def poisoned(self: Sampling, first: int, last: int) -> Any:
        if first == 8192:
            raise FloatingPointError("a payoff without a value")
        return evaluate(self, first, last)

    with monkeypatch.context() as broken:
        broken.setattr(Sampling, "evaluate", poisoned)
        outcome = command("sweep", "study.toml", "--tile", "8192", "--checkpoint", "tiles")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "1 of the tiles could not be computed: tile 1 (points 8192 to 16383, R from 1.35" in outcome.err
    assert "T from 0 to 5): FloatingPointError: a payoff without a value. The rest is in study.npz." in outcome.err
    found = Sweep.load("study.npz")
    assert int((~found.done).sum()) == 8192
    assert len(found.failures) == 1
    assert command("sweep", "study.toml", "--checkpoint", "tiles", "--resume").code == 0
    assert Sweep.load("study.npz").complete


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "coopgame.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.thorough
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_sweep_says_how_to_go_on(number: int, code: int, desk: Path, command: Command) -> None:
    large = "R = { from = 0, to = 5, count = 5000 }\nT = { from = 0, to = 5, count = 1000 }\n"
    (desk / "large.toml").write_text(f"{GOOD}[sweep.axes]\n{large}")
    running = start("sweep", "large.toml", "--workers", "1", "--tile", "8192", "--checkpoint", "a folder")
    while len(list((desk / "a folder").glob("tile-*"))) < 3:
        assert running.poll() is None, running.communicate()
        time.sleep(0.01)
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (code, "")
    lines = err.splitlines()
    assert lines[0] == "coopgame: interrupted; finished tiles are kept. To go on:"
    assert shlex.split(lines[1]) == shlex.split(
        "coopgame sweep large.toml --workers 1 --tile 8192 --checkpoint 'a folder' --resume"
    )
    names = {path.name for path in (desk / "a folder").iterdir()}
    assert {name.partition("-")[0] for name in names} == {"manifest.json", "tile"}
    assert not any(name.endswith(".part") for name in names)
    part = Sweep.load("a folder")
    assert not part.complete
    assert part.done[0, 0]
    assert command("check", "large.toml").code == 0


def test_a_folder_in_use_is_refused_with_one_line(desk: Path, command: Command) -> None:
    from coopgame.sweeps.runs.locking import locked

    (desk / "tiles").mkdir()
    with locked(desk / "tiles"):
        outcome = command("sweep", "study.toml", "--checkpoint", "tiles")
    assert outcome.code == 1
    assert "is in use by process" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("[sweep]\n", ("sweep.axes", "missing")),
        ("[sweep]\naxes = {}\n", ("sweep.axes", "at least 1")),
        ("[sweep]\naxis = {}\n", ("sweep.axis: unknown key", "'axes'")),
        ("[sweep.axes]\nR = []\n", ("sweep.axes.R", "at least 1")),
        ("[sweep.axes]\nR = 3\n", ("sweep.axes.R", "list")),
        ("[sweep.axes]\nR = { from = 0, to = 5, cuont = 3 }\n", ("sweep.axes.R.cuont: unknown key", "'count'")),
        ("[sweep.axes]\nR = { from = 0, to = 5 }\nT = [1]\n", ("sweep.axes.R.count: missing", "[sweep.design]")),
        ("[sweep.axes]\nR = { from = 0, to = 5, count = 1 }\n", ("sweep.axes.R.count", "2")),
        ("[sweep.axes]\nR = { from = 0, to = 5, count = 1000000000 }\n", ("sweep.axes.R.count", "100000")),
        ("[sweep.axes]\nR = { from = 0, to = 5, count = 2.5 }\n", ("sweep.axes.R.count", "integer")),
        ("[sweep.axes]\nR = { from = 5, to = 0, count = 3 }\nT = [1]\n", ("sweep.axes.R", "reversed")),
        ("[sweep.axes]\nR = { from = 0, to = 50, count = 3 }\nT = [1]\n", ("sweep.axes.R: 50", "[0, 10]")),
        ("[sweep.axes]\nR = [1, 11]\nT = [1]\n", ("sweep.axes.R: 11", "[0, 10]")),
        ("[sweep.axes]\nR = [1, 1.0]\nT = [1]\n", ("sweep.axes.R: 1 is given twice",)),
        ("[sweep.axes]\nR = [1, nan]\n", ("nan",)),
        ('[sweep.axes]\nR = ["1/0"]\n', ("sweep.axes.R.0", "zero")),
        ('[sweep.axes]\nR = ["__import__(1)"]\n', ("sweep.axes.R.0", "__import__")),
        ("[sweep.axes]\nRr = [1]\nT = [1]\n", ("sweep.axes", "'R'")),
        ("[sweep.axes]\nR = [1]\n", ("sweep", "T has no value")),
        ("[sweep.axes]\n\"import('os')\" = [1]\n", ("sweep.axes", "import")),
        (
            "[sweep]\naxes = { R = { from = 0, to = 5 }, T = [1] }\ndesign = { size = 9 }\n",
            ("sweep.design.seed", "missing"),
        ),
        (DRAWN[len(GOOD) :].replace("seed = 7", "seed = -1"), ("sweep.design.seed", "0")),
        (DRAWN[len(GOOD) :].replace("seed = 7", 'seed = 7, method = "soboll"'), ("sweep.design.method", "'sobol'")),
        (DRAWN[len(GOOD) :].replace("size = 64", "size = 99999999999"), ("sweep.design.size", "10000000")),
        (DRAWN[len(GOOD) :].replace("to = 5 }", "to = 5, count = 4 }"), ("sweep.axes.R.count: belongs to a grid",)),
        ('[sweep]\nkeep = ["margni"]\naxes = { R = [1], T = [1] }\n', ("sweep.keep.0", "'margin'")),
        ('[sweep]\nroute = "payofs"\naxes = { R = [1], T = [1] }\n', ("sweep.route", "'payoffs'")),
        (SWEEP.replace("301", "100000").replace("101", "100000") + "[[sweep]]\n", ("not valid TOML",)),
    ],
)
@pytest.mark.parametrize("verb", ["check", "sweep"])
def test_a_wrong_sweep_is_refused(
    verb: str, section: str, words: tuple[str, ...], desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sampling, "evaluate", lambda *_: pytest.fail("computed"))
    (desk / "study.toml").write_text(GOOD + section)
    outcome = command(verb, "study.toml")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("coopgame: study.toml: ")
    assert outcome.err.count("\n") == 1
    for word in words:
        assert word in outcome.err
    assert sorted(contents(desk)) == ["study.toml"]


def test_a_study_without_a_sweep_cannot_be_swept(desk: Path, command: Command) -> None:
    (desk / "study.toml").write_text(GOOD)
    outcome = command("sweep", "study.toml")
    assert outcome.code == 1
    assert "there is no [sweep]" in outcome.err


def test_a_grid_beyond_memory_is_refused_before_its_axes_are_made(desk: Path, command: Command) -> None:
    huge = SWEEP.replace("301", "100000").replace("101", "100000")
    (desk / "study.toml").write_text(GOOD + huge)
    assert command("check", "study.toml").code == 0
    outcome = command("sweep", "study.toml")
    assert outcome.code == 1
    assert "The result of 10000000000 points takes" in outcome.err
    assert "would fit" in outcome.err


def test_what_cannot_be_drawn_is_refused_before_it_is_computed(
    desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sampling, "evaluate", lambda *_: pytest.fail("computed"))
    (desk / "drawn.toml").write_text(DRAWN)
    outcome = command("sweep", "drawn.toml", "-o", "x.pdf")
    assert outcome.code == 1
    assert "a design cannot be drawn" in outcome.err


def test_without_the_extra_there_is_a_hint(desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    for ending in ("nc", "zarr"):
        outcome = command("sweep", "study.toml", "-o", f"x.{ending}")
        assert outcome.code == 1
        assert 'pip install "coopgame[data]"' in outcome.err
    assert sorted(contents(desk)) == ["study.toml"]
