"""Payoffs with quotients: identities between them are seen, and poles are no points of a map."""

from __future__ import annotations

import pytest
import sympy

import coopgame as cg
from coopgame.equilibria import concept

GAME = cg.Game.from_bimatrix


def hidden_tie() -> cg.Game:
    """(x² - 1)/(x - 1) and x + 1 tie wherever both are defined."""
    return GAME([["(x**2 - 1)/(x - 1)", 0], ["x + 1", 1]], [[0, 1], [1, 0]])


@pytest.mark.parametrize(
    "game",
    [
        hidden_tie(),
        GAME([[1, 0, 0], [0, 1, 1]], [[0, "-x", -1], [0, 1, "1/x"]]),
        GAME([["1/x", 1], [0, "x/(1 + y)"]], [["y/x", 0], [1, "1/(1 + y)"]]),
        GAME([["1/x**2"], [0]], [[0], [0]]),
    ],
)
def test_complete_off_the_exceptions(game: cg.Game) -> None:
    found = cg.solve(game)
    assert sympy.Integer(0) not in [sympy.simplify(p) for p in found.exceptions]
    assert sympy.false not in [e.condition for e in found]
    report = found.verify(points=40)
    assert report.passed, report


def test_the_hidden_tie_is_a_mixed_equilibrium() -> None:
    half = sympy.Rational(1, 2)
    mixtures = [(e.mixture("row"), e.mixture("column")) for e in cg.solve(hidden_tie())]
    assert ({"1": half, "2": half}, {"1": 1}) in mixtures


def test_law_fails_without_a_common_denominator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concept, "common_denominator", lambda _: sympy.Integer(1))
    assert not cg.solve(hidden_tie()).verify(points=40).passed


def test_denominators_with_kernels_and_side_conditions() -> None:
    space = cg.ParameterSpace({"x": (0, 3), "y": (0, 3)}, where=["x < y"])
    found = cg.solve(cg.Model(GAME([["1/(1 + max(x, 0))"], ["y"]], [[0], [0]]), space))
    assert found.verify(points=30).passed


@pytest.mark.parametrize(
    ("payoff", "axes", "poles"),
    [
        ("1/x", {"x": ("x", -2, 2)}, [(0,)]),
        ("x/y", {"x": ("x", -2, 2), "y": ("y", -2, 2)}, [(0, 0), (1, 0), (-1, 0)]),
        ("max(0, x)/y", {"x": ("x", -2, 2), "y": ("y", -2, 2)}, [(1, 0), (-1, 0)]),
    ],
)
def test_poles_lie_outside_the_map(
    payoff: str, axes: dict[str, tuple[str, int, int]], poles: list[tuple[int, ...]]
) -> None:
    found = cg.phase_diagram(GAME([[payoff], [1]], [[0], [0]]), **axes)
    assert found.verify(points=100).passed
    for pole in poles:
        with pytest.raises(cg.DiagramError, match="side condition"):
            found.at(*pole)


def test_side_conditions_do_not_hold_at_their_poles() -> None:
    space = cg.ParameterSpace({"s": (-2, 2)}, where=["1/s >= 1"])
    assert [space.contains({"s": s}) for s in (-1, 0, 1, 2)] == [False, False, True, False]


def test_ties_hidden_between_minima_and_maxima_are_admitted() -> None:
    """Such a tie is not seen, so the answer does not call itself complete, and its exception vanishes everywhere."""
    found = cg.solve(GAME([["min(x, y) + max(x, y)", 0], ["x + y", 1]], [[0, 1], [1, 0]]))
    assert not found.complete
    x, y = sympy.symbols("x y", real=True)
    points = [{x: a, y: b} for a in (-1, 0, 2) for b in (-2, 1, 3)]
    assert any(all(p.subs(point) == 0 for point in points) for p in found.exceptions)
    assert not found.verify(points=20).passed


def test_denominators_that_cancel_within_one_payoff() -> None:
    """Here x/(x + 1) + 1/(x + 1) is 1 wherever it is defined, and no other payoff of the player has a denominator."""
    game = GAME([["x/(x + 1) + 1/(x + 1)", 0], [1, 0]], [[1, "y"], ["y", 1]])
    y = sympy.Symbol("y", real=True)
    found = cg.solve(game)
    assert found.exceptions == (y - 1,)
    assert found.verify().passed
    assert {str(e.condition) for e in cg.solve(game, cg.PureNash())} == {
        "(y <= 1) & Ne(x + 1, 0)",
        "(y >= 1) & Ne(x + 1, 0)",
    }
