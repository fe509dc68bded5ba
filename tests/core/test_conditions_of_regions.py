"""Printed conditions hold on the whole of their regions, also on curves that run through them."""

from __future__ import annotations

from fractions import Fraction

import pytest

import coopgame as cg
from coopgame.expressions.evaluation import truth_at
from coopgame.regions.descriptions.describe import Description

from .strategies import fraction


def diagram() -> cg.PhaseDiagram:
    """A leader whose value has a kink: the line t = 5/2 runs through W and bounds B elsewhere."""
    game = cg.Game(
        ["a", "b"],
        [["build", "wait"], ["l", "r"]],
        {
            ("build", "l"): ("h - 5/2", 0),
            ("build", "r"): (9, "min(h, 2) - t + 1/2"),
            ("wait", "l"): (0, 0),
            ("wait", "r"): (0, 0),
        },
    )
    model = cg.Model(
        game,
        cg.ParameterSpace({"h": (0, 9), "t": (0, 9)}),
        rule=cg.ByStrategy("a", {"build": "B", "wait": "W"}),
        concept=cg.SubgamePerfect(order=("a", "b")),
    )
    return cg.phase_diagram(model, x=("h", 0, 4), y=("t", 0, 4))


def check_conditions(found: cg.PhaseDiagram) -> None:
    h, t = (axis.symbol for axis in (found.x, found.y) if axis is not None)
    for i in range(1, 40):
        for j in range(1, 40):
            point = {h: Fraction(i, 10), t: Fraction(j, 10)}
            told = found.at(*point.values())
            if any(truth_at(b.equation, point) for b in found.boundaries):
                continue
            assert [r.regimes for r in found.regions if truth_at(r.condition, point)] == [told], point


def test_conditions_have_no_holes() -> None:
    found = diagram()
    assert found.at(1, "5/2") == ("W",)
    assert truth_at(found.condition("W"), {found.x.symbol: fraction(1), found.y.symbol: Fraction(5, 2)})
    check_conditions(found)


def test_law_fails_without_the_cells_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Description, "_inner", ())
    found = diagram()
    with pytest.raises(AssertionError):
        assert truth_at(found.condition("W"), {found.x.symbol: fraction(1), found.y.symbol: Fraction(5, 2)})


def test_a_minimum_elsewhere_leaves_formulas_alone() -> None:
    rows = {("f", "l"): ("x - k", 1), ("f", "r"): (0, "min(x, 1) - 5"), ("i", "l"): (0, 1), ("i", "r"): (0, -5)}
    game = cg.Game(["a", "b"], [["f", "i"], ["l", "r"]], rows)
    (border,) = cg.phase_diagram(game, x=("x", 0, 3), at={"k": 1}).boundaries
    assert (str(border.formula.lhs), str(border.formula.rhs)) == ("x", "k")
