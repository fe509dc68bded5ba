"""The same bytes whoever computes, in whatever pieces and order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from itertools import pairwise, product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopgame.sweeps.runs import Run, carry_out, merged, write_tiles
from coopgame.sweeps.runs.crews import Alone
from coopgame.sweeps.runs.driver import drive
from coopgame.sweeps.runs.outcome import Collector
from coopgame.sweeps.runs.tiles import cut, span
from coopgame.sweeps.runs.work import Tile
from tests.sweeps.runs.fake import Fake, digest

ROOT = Path(__file__).parents[3]
SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
SERIAL = digest(carry_out(Fake(), Run()))


def executor(kind: str) -> Any:
    if kind == "threads":
        return ThreadPoolExecutor(3)
    if kind == "pool":
        return ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    return nullcontext({"serial": None, "one": 1, "two": 2}[kind])


@pytest.mark.parametrize(
    ("kind", "tile"),
    [("serial", 1), ("serial", 999), ("serial", 10**9), ("one", 100), ("two", 50), ("threads", 16), ("pool", 200)],
)
def test_the_executor_and_the_tiles_change_nothing(kind: str, tile: int) -> None:
    with executor(kind) as chosen:
        outcome = carry_out(Fake(), Run(chosen, tile=tile))
    assert outcome.complete
    assert digest(outcome) == SERIAL


def test_what_is_computed_is_what_the_work_says() -> None:
    outcome = carry_out(Fake(), Run(tile=64))
    x = np.arange(1000.0)
    assert (outcome.arrays["margin"] == np.sin(x)).all()
    assert (outcome.arrays["payoffs"][1, 1] == x**2).all()
    masks = outcome.arrays["masks"]
    assert masks.tolist() == sorted(masks.tolist())
    assert len(masks) == 5
    assert [int(text[-1:]) for text in masks[outcome.arrays["codes"]]] == [(7 * k // 50) % 5 for k in range(1000)]
    assert outcome.done.all()
    assert not any(array.flags.writeable for array in outcome.arrays.values())


@pytest.mark.parametrize("seed", range(3 * SCALE))
def test_the_order_of_the_tiles_changes_nothing(seed: int) -> None:
    work, collector = Fake(), Collector(1000, Fake().fields)
    tiles = list(cut([span(work, None)], 48))
    np.random.default_rng(seed).shuffle(tiles)
    for first, last in tiles:
        collector.add(Tile(first, last), work.named(work.evaluate(first, last)))
    assert digest(collector.outcome()) == SERIAL


@pytest.mark.parametrize("seed", range(3 * SCALE))
def test_points_that_are_there_twice_change_nothing(seed: int) -> None:
    work, collector = Fake(), Collector(1000, Fake().fields)
    whole = span(work, None)
    tiles = [*cut([whole], 48), *cut([whole], 112), Tile(480, 992)]
    # From the last one on, so that masks are not met in sorted order.
    tiles = [*reversed(tiles), *np.random.default_rng(seed).permutation(tiles)[:20]]
    for first, last in tiles:
        collector.add(Tile(int(first), int(last)), work.named(work.evaluate(int(first), int(last))))
    assert digest(collector.outcome()) == SERIAL


@pytest.mark.parametrize("points", [0, 1, 15, 16, 17])
def test_few_points(points: int, tmp_path: Path) -> None:
    work = Fake(points=points)
    expected = carry_out(work, Run())
    assert expected.complete
    assert expected.arrays["margin"].shape == (points,)
    for number in (1, 2, 3):
        write_tiles(work, Run(checkpoint=tmp_path / str(number), shard=(number, 3)))
    _, outcome = merged([tmp_path / str(number) for number in (1, 2, 3)])
    assert digest(outcome) == digest(expected)


@pytest.mark.parametrize("of", [1, 2, 7])
def test_shards_together_are_the_whole(of: int, tmp_path: Path) -> None:
    folders = [tmp_path / f"part-{number}" for number in range(1, of + 1)]
    for number, folder in enumerate(folders, 1):
        # Every machine may cut its own way.
        write_tiles(Fake(), Run(checkpoint=folder, shard=(number, of), tile=32 * number))
    _, outcome = merged(folders[::-1])
    assert digest(outcome) == SERIAL


def test_shards_share_no_points_and_leave_none_out() -> None:
    for points, of in product((0, 1, 100, 1000), (1, 3, 64, 1000)):
        parts = [span(Fake(points=points), (number, of)) for number in range(1, of + 1)]
        assert parts[0].first == 0
        assert parts[-1].last == points
        assert all(one.last == after.first for one, after in pairwise(parts))


def test_a_dependence_on_the_tiles_is_noticed() -> None:
    work = Fake(trouble="depends on the tile")
    assert digest(carry_out(work, Run(tile=64))) != digest(carry_out(work, Run(tile=128)))


def test_a_dependence_on_the_order_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.sweeps.task.MaskTable.sorted", unsorted)
    work, collector = Fake(), Collector(1000, Fake().fields)
    for first, last in reversed(list(cut([span(work, None)], 48))):
        collector.add(Tile(first, last), work.named(work.evaluate(first, last)))
    assert digest(collector.outcome()) != SERIAL


def unsorted(table: Any) -> tuple[Any, Any]:
    rows = list(table._numbers)
    masks = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), -1)
    return masks, np.arange(len(rows), dtype=np.uint16)


class Counting(Executor):
    """Runs at once, and knows how many results nobody has taken."""

    def __init__(self) -> None:
        self.pool, self.submitted, self.most = ThreadPoolExecutor(1), 0, 0

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Any:
        self.submitted += 1
        return self.pool.submit(function, *arguments)


def test_no_more_tiles_are_submitted_than_are_waited_for() -> None:
    counting, taken = Counting(), 0
    from coopgame.sweeps.runs.crews import Given

    def take(*_: object) -> None:
        nonlocal taken
        taken += 1
        counting.most = max(counting.most, counting.submitted - taken)

    drive(cut([Tile(0, 1000)], 16), Given(Fake(), counting, 3), take)
    assert (taken, counting.most <= 3) == (63, True)


def test_tiles_are_made_as_they_are_needed() -> None:
    def endless() -> Iterator[Tile]:
        yield Tile(0, 16)
        yield Tile(16, 32)
        raise KeyboardInterrupt

    taken: list[Tile] = []
    with pytest.raises(KeyboardInterrupt):
        drive(endless(), Alone(Fake()), lambda tile, _: taken.append(tile))
    assert taken == [Tile(0, 16), Tile(16, 32)]
