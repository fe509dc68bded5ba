"""How runs are described, shown, and connected with clusters."""

from __future__ import annotations

import importlib.util
import io
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import coopgame as cg
from coopgame.errors import InputError, MissingPackageError, RunError
from coopgame.progress import counting
from coopgame.sweeps.runs import Run, carry_out, connected
from coopgame.sweeps.runs.sizes import size_of
from tests.sweeps.runs.fake import Fake, digest

ROOT = Path(__file__).parents[3]
SERIAL = digest(carry_out(Fake(), Run()))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"executor": 0}, "executor: expected 1 to 1024 worker processes, got 0"),
        ({"executor": True}, "executor: expected None, a number of worker processes"),
        ({"executor": "2"}, "executor: expected None"),
        ({"executor": 2.0}, "got 2.0"),
        ({"executor": type("Client", (), {"get_executor": None})()}, "client.get_executor()"),
        ({"checkpoint": 3}, "checkpoint: expected the path of a folder"),
        ({"keep": "regimes"}, "keep: expected names"),
        ({"keep": (1,)}, "keep: expected names"),
        ({"keep": None}, "keep: expected names"),
        ({"progress": "x"}, "progress: expected True or False"),
        ({"memory": "much"}, "memory: expected a number of bytes"),
        ({"memory": 0}, "positive"),
        ({"memory": "1 XB"}, "memory"),
        ({"tile": 0}, "tile: expected a number of points"),
        ({"tile": 1.5}, "tile"),
        ({"shard": (0, 3)}, "counted from 1"),
        ({"shard": (4, 3)}, "1 <= i <= n"),
        ({"shard": "1/3"}, "expected (i, n)"),
        ({"shard": (1, 10**6)}, "100000"),
    ],
)
def test_a_wrong_run_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        Run(**options)
    assert words in str(caught.value)


def test_a_run_is_public() -> None:
    assert cg.Run is Run
    assert cg.RunError is RunError
    with ThreadPoolExecutor(1) as pool:
        assert Run(pool).workers == 1


@pytest.mark.parametrize(
    ("given", "size"),
    [("1 kB", 1000), ("1KiB", 1024), (" 2.5 MB ", 2_500_000), ("7 b", 7), ("12", 12), (12, 12), ("1 TiB", 2**40)],
)
def test_sizes(given: Any, size: int) -> None:
    assert size_of(given) == size


def test_nothing_is_shown_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(Fake(), Run(tile=100))
    assert capsys.readouterr() == ("", "")


@pytest.mark.filterwarnings("ignore")
def test_the_bar_counts_games_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TQDM_MININTERVAL", "0")
    carry_out(Fake(), Run(tile=100, progress=True, checkpoint=tmp_path / "tiles"))
    assert "sweeping" in shown.getvalue()
    assert "/1.00k [" in shown.getvalue()
    assert " games/s]" in shown.getvalue()
    with counting(10, "counting", finished=4) as count:
        count(6)
    assert " 4.00/10.0 [" in shown.getvalue()


def test_without_dask_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPackageError, match=r'pip install "coopgame\[cluster\]"'), connected("local"):
        pass


def dask(script: str) -> str:
    """Run a script that uses dask in a process of its own, which dask may fill with threads."""
    pytest.importorskip("distributed")
    head = (
        "from coopgame.sweeps.runs import Run, carry_out, connected\n"
        "from tests.sweeps.runs.fake import Fake, digest\n\ndef main():\n"
    )
    body = "".join(f"    {line}\n" for line in script.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", f"{head}{body}\nif __name__ == '__main__':\n    main()\n"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.thorough
def test_dask_gives_the_same_bytes_on_this_machine_alone() -> None:
    script = """with connected("local", workers=1) as executor:
    address = executor._client.scheduler.address
    print(address)
    print(digest(carry_out(Fake(), Run(executor, tile=100))))"""
    address, found = dask(script).split()
    assert address.startswith("tcp://127.0.0.1:")
    assert found == SERIAL


@pytest.mark.long
def test_dask_survives_a_killed_worker_and_names_a_poison_tile(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    script = f"""import os, signal, threading, pathlib
from tests.sweeps.runs.fake import wait_for
notes = pathlib.Path({str(notes)!r})
def kill():
    process = int(wait_for(notes / "pid"))
    (notes / "go").touch()
    os.kill(process, signal.{signal.SIGKILL.name})
threading.Thread(target=kill).start()
with connected("local", workers=2) as executor:
    print(digest(carry_out(Fake(trouble="waits", notes=str(notes)), Run(executor, tile=112))))
    outcome = carry_out(Fake(trouble="dies"), Run(executor, tile=112))
    print(outcome.gaps, outcome.failures[0])"""
    first, second = dask(script).splitlines()
    assert first == SERIAL
    assert "first=448, last=560" in second
    assert "KilledWorker" in second


@pytest.mark.filterwarnings("ignore")
def test_an_address_without_a_scheduler_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("coopgame.sweeps.runs.clusters.SECONDS", 0.2)
    with pytest.raises(RunError, match=r"No scheduler of dask answers at 'tcp://127.0.0.1:9'"):  # noqa: SIM117
        with connected("tcp://127.0.0.1:9"):
            pass
