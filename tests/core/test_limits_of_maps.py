"""What a map may cost: every limit ends in an error that names step and limit, or in a certified map if allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

import coopgame as cg
from coopgame.progress import reporting
from coopgame.regions import limits as limits_module

GAME = cg.Game.from_bimatrix([["x**2 + y**2 - 1", 0], [0, "x*y"]], [["x - y", 0], [0, "x**2 - y"]])
BOX: dict[str, Any] = {"x": ("x", -2, 2), "y": ("y", -2, 2), "concept": cg.PureNash()}

HIT = (
    ({"terms": 2}, "factoring the conditions: terms = 3 is more than the limit of 2"),
    ({"degree": 1}, "factoring the conditions: degree = 2 is more than the limit of 1"),
    ({"curves": 3}, "decomposing a strip: curves = 5 is more than the limit of 3"),
)


@pytest.mark.parametrize(("limit", "message"), HIT, ids=[next(iter(limit)) for limit, _ in HIT])
def test_limits_end_in_an_error_that_names_step_and_limit(limit: dict[str, int], message: str) -> None:
    with pytest.raises(cg.LimitError, match=message) as caught:
        cg.phase_diagram(GAME, **BOX, limits=cg.Limits(**limit))
    assert f"Limits({next(iter(limit))}=…)" in str(caught.value)
    assert "Limits(certified=True)" in str(caught.value)


@pytest.mark.thorough
def test_limits_fall_through_to_a_certified_map_when_allowed() -> None:
    disc = cg.Game.from_bimatrix([["x**2 + y**2 - 1"], [0]], [[0], [0]])
    exact = cg.phase_diagram(disc, **BOX)
    certified = cg.phase_diagram(disc, **BOX, limits=cg.Limits(degree=1, certified=True))
    assert (exact.status, certified.status) == ("exact", "certified")
    assert certified.unresolved > 0
    for regimes in exact.sets:
        low, high = certified.area(*regimes).lower, certified.area(*regimes).upper
        assert low <= exact.area(*regimes).upper
        assert exact.area(*regimes).lower <= high + certified.unresolved


STEPS = (
    "finding the curves that matter",
    "projecting the curves",
    "stacking the branches",
    "joining the columns",
)


@pytest.mark.parametrize("step", STEPS)
def test_time_is_looked_at_in_every_long_step(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"now": 0}
    real = limits_module.Watch.time

    def time(watch: Any, name: str) -> None:
        clock["now"] += 10**12 if name == step else 0
        real(watch, name)

    monkeypatch.setattr(limits_module, "monotonic_ns", lambda: clock["now"])
    monkeypatch.setattr(limits_module.Watch, "time", time)
    with pytest.raises(cg.LimitError, match=f"{step}: the exact map takes more than 300 seconds"):
        cg.phase_diagram(GAME, **BOX)


def test_without_a_limit_of_time_the_clock_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "monotonic_ns", lambda: pytest.fail("the clock was read"))
    assert cg.phase_diagram(GAME, **BOX, limits=cg.Limits(seconds=None)).status == "exact"


def test_an_interrupt_leaves_nothing_broken() -> None:
    seen: list[str] = []

    def interrupted(items: Sequence[Any], what: str) -> Iterable[Any]:
        seen.append(what)
        if what == "walls":
            raise KeyboardInterrupt
        return items

    with pytest.raises(KeyboardInterrupt), reporting(interrupted):
        cg.phase_diagram(GAME, **BOX)
    assert seen[-1] == "walls"
    again = cg.phase_diagram(GAME, **BOX)
    assert sum(region.area.upper for region in again.regions) >= 16
    assert sum(region.area.lower for region in again.regions) <= 16
