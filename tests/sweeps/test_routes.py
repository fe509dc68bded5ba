"""A sweep by payoffs says what a sweep by conditions says, and what exact games say."""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

import coopgame as cg
from coopgame.equilibria.joined import regimes_at
from coopgame.errors import InputError, ModelError, UnsupportedError
from coopgame.sweeps import placeholders, preparing, reading, routes, tokens
from coopgame.sweeps.request import prepare_sweep
from coopgame.sweeps.sweeping import work_of

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
ROOT = Path(__file__).parents[2]
STUDIES = sorted([*(ROOT / "examples").glob("*.toml"), *(ROOT / "docs" / "studies").glob("*.toml")])
KEEP = ("regimes", "count", "margin", "margins", "payoffs", "probabilities")
AXES = {"x": (-2, 2, 23), "y": (-3, 3, 19)}
SHAPES = [(2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 3)]


def expression(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.15:
        return str(rng.randint(-3, 3))
    if kind < 0.25:
        return rng.choice(["x*y/2", "x - y", "(x + 1)**2 - y"])
    if kind < 0.3:
        return rng.choice([f"Min(x, y) + {rng.randint(-2, 2)}", "y/(x + 3)", "sqrt(y + 3)"])
    return f"{rng.randint(-5, 5)} + {rng.randint(-4, 4)}*x + {rng.randint(-4, 4)}*y + {rng.randint(-2, 2)}*x*y"


def simple(rng: random.Random) -> str:
    return f"{rng.randint(-9, 9)} + {rng.randint(-4, 4)}*{rng.choice('xy')}"


def random_game(rng: random.Random, rows: int, columns: int, *, exit_row: bool) -> cg.Game:
    # Conditions of large games take seconds to make.
    payoff = simple if rows + columns > 6 and SCALE == 1 else expression
    tables = [[[payoff(rng) for _ in range(columns)] for _ in range(rows)] for _ in range(2)]
    if exit_row:
        paid = [rng.choice(["0", "x", "y - 1"]) for _ in range(2)]
        for table, value in zip(tables, paid, strict=True):
            table[rng.randrange(rows)] = [value] * columns
    return cg.Game.from_bimatrix(*tables)


def by_condition(equilibrium: cg.Equilibrium) -> Any:
    """Read a mixture by the payoff of the row player, and by a product of probabilities and a parameter."""
    weights = [*equilibrium.mixture("row").values()]
    if len(weights) == 1:
        return "pure"
    x = sympy.Symbol("x", real=True)
    low = equilibrium.payoffs[0] <= sympy.Rational(1, 3) if equilibrium.payoffs else sympy.true
    return {"low": low, "tilted": weights[0] * 2 > weights[1] + x / 5}


def rules(game: cg.Game) -> list[Any]:
    first = game.strategies[0][0]
    return [
        None,
        cg.ByProbability("row", first, {(0, "1/3"): "rare", ("1/3", "3/4"): "often", ("3/4", 1): "mostly"}),
        by_condition,
    ]


def both(game: Any, axes: Any, keep: tuple[str, ...] = KEEP, **given: Any) -> tuple[cg.Sweep, cg.Sweep]:
    first, second = (
        cg.sweep(game, axes, run=cg.Run(keep=keep, route=route), **given) for route in ("conditions", "payoffs")
    )
    return first, second


def contents(sweep: cg.Sweep, place: tuple[int, ...]) -> Any:
    rows = np.concatenate([sweep.probabilities, sweep.payoffs], axis=1)[(..., *place)]
    # Equal probabilities may differ in their last digits, which must not decide the order.
    return np.array(sorted(map(tuple, rows[~np.isnan(rows).any(axis=1)]), key=lambda row: tuple(np.round(row, 6))))


def check_alike(first: cg.Sweep, second: cg.Sweep, rng: random.Random) -> int:
    sure = ~(first.near | second.near)
    assert (first.regimes[sure] == second.regimes[sure]).all()
    assert (first.count[sure] == second.count[sure]).all()
    assert (np.isnan(first.margin[sure]) == np.isnan(second.margin[sure])).all()
    assert (second.margin[sure & ~np.isnan(second.margin)] > 0).all()
    mine, theirs = (dict(zip(s.record["regimes"], s.arrays["margins"][1:], strict=True)) for s in (first, second))
    inside = sure & ~np.isnan(second.margin)
    assert {*mine} <= {*theirs}
    for name, margins in theirs.items():
        # Conditions can show that something exists nowhere.
        assert ((margins > 0) == (mine.get(name, -1 + 0 * margins) > 0))[inside].all(), name
    places = np.argwhere(inside & ("payoffs" in second.arrays))
    for place in rng.sample(list(map(tuple, places)), min(12, len(places))):
        assert contents(second, place) == pytest.approx(contents(first, place), abs=1e-6)
    return int(inside.sum())


@pytest.mark.thorough
@pytest.mark.parametrize("exit_row", [False, True], ids=["free", "exit"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_routes_agree_off_borders(shape: tuple[int, int], exit_row: bool, rng: random.Random) -> None:
    for _ in range(SCALE):
        game = random_game(rng, *shape, exit_row=exit_row)
        rule = rng.choice(rules(game))
        check_alike(*both(game, AXES, concept=cg.Nash(), rule=rule), rng)


@pytest.mark.parametrize("shape", [(3, 3), (3, 2)], ids=str)
def test_routes_agree_for_every_kind_of_rule(shape: tuple[int, int], rng: random.Random) -> None:
    game = random_game(rng, *shape, exit_row=True)
    for rule in rules(game):
        check_alike(*both(game, AXES, concept=cg.Nash(), rule=rule), rng)


def test_routes_agree_on_games_of_four_strategies(rng: random.Random) -> None:
    for _ in range(SCALE):
        tables = [[[simple(rng).replace("y", "x") for _ in range(4)] for _ in range(4)] for _ in range(2)]
        for table in tables:
            table[3] = ["x"] * 4
        game = cg.Game.from_bimatrix(*tables)
        # Expressions for thousands of mixtures take long to compile.
        assert check_alike(*both(game, {"x": (-3, 3, 401)}, KEEP[:4], concept=cg.Nash()), rng) > 200


def served(path: Path, rng: random.Random) -> bool:
    """Compare both routes under Nash equilibrium where a study is of a strategic game of two players."""
    asked = cg.read_study(path).request
    game = asked.model.game
    if not isinstance(game, cg.Game) or len(game.players) != 2:
        return False
    axes = {axis.symbol: (axis.lower, axis.upper, 23) for axis in (asked.x, asked.y) if axis is not None}
    given = {"at": asked.fixed, "concept": cg.Nash(), "rule": asked.rule}
    assert preparing.fits(prepare_sweep(asked.model, axes, **given))
    check_alike(*both(asked.model, axes, **given), rng)
    return True


def test_routes_agree_on_shipped_models(rng: random.Random) -> None:
    chosen = STUDIES if SCALE > 1 else STUDIES[::3]
    assert sum([served(path, rng) for path in chosen]) >= 8


def small_game(rng: random.Random, rows: int, columns: int) -> cg.Game:
    def payoff() -> str:
        return f"{rng.randint(-1, 1)} + {rng.randint(-1, 1)}*x"

    return cg.Game.from_bimatrix(*([[payoff() for _ in range(columns)] for _ in range(rows)] for _ in range(2)))


def check_ties(rng: random.Random, rounds: int) -> None:
    """Payoffs at these points are exact, so that everything is known at degenerate points too."""
    values = [sympy.Rational(k, 2) for k in range(-4, 5)]
    flagged = 0
    for _ in range(rounds):
        game = small_game(rng, rng.choice([2, 3]), 3)
        rule = rng.choice([cg.JoinStrategies(), *rules(game)[1:2]])
        run = cg.Run(keep=("regimes", "count"), route="payoffs")
        found = cg.sweep(game, {"x": values}, concept=cg.Nash(), rule=rule, run=run)
        for k, value in enumerate(values):
            exact = game.at({"x": value})
            assert found.regimes[k] == regimes_at(exact, cg.Nash(), rule)
            assert found.count[k] == len(cg.Nash().equilibria(exact))
            flagged += int(found.near[k])
    assert flagged > 0


def test_degenerate_points_have_all_their_equilibria_and_what_lies_between(rng: random.Random) -> None:
    check_ties(rng, 5 * SCALE)


def no_parts(*_: Any) -> Any:
    return [], np.empty(0, np.int64)


def nothing_between(*_: Any) -> Any:
    return frozenset()


@pytest.mark.parametrize(
    ("where", "name", "instead"),
    [
        ("coopgame.sweeps.found", "complete_parts", no_parts),
        ("coopgame.sweeps.tokens", "joined_regimes", nothing_between),
    ],
)
def test_lost_ties_would_be_noticed(
    where: str, name: str, instead: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, rng: random.Random
) -> None:
    monkeypatch.setattr(f"{where}.{name}", instead)
    with pytest.raises(AssertionError):
        check_ties(rng, 8)


def flipped(self: placeholders.Test, columns: Any, radii: Any) -> Any:
    holds, doubtful, margins = ORIGINAL(self, columns, radii)
    return ~holds, doubtful, margins


ORIGINAL = placeholders.Test.evaluate


def test_flipped_conditions_of_a_rule_would_be_noticed(monkeypatch: pytest.MonkeyPatch, rng: random.Random) -> None:
    game = cg.Game.from_bimatrix([["x", 1], [1, "y"]], [["y", 2], [2, "x*y"]])
    rule = rules(game)[1]
    axes = {"x": (2, 9, 9), "y": (3, 10, 9)}
    check_alike(*both(game, axes, concept=cg.Nash(), rule=rule), rng)
    monkeypatch.setattr(placeholders.Test, "evaluate", flipped)
    with pytest.raises(AssertionError):
        check_alike(*both(game, axes, concept=cg.Nash(), rule=rule), rng)


def rounded_game() -> cg.Game:
    """Payoffs that cannot be told apart in floating point where they differ by less than their last digit."""
    large = "1000000000000/3"
    rows = [[f"{large} + x", f"{large} + y"], [f"{large} + y", f"{large} - x"], [f"{large} + 2*x", f"{large} - y"]]
    return cg.Game.from_bimatrix(rows, [["x", "y"], ["y", "2*x"], ["x + y", "3*x"]])


TINY = {"x": [sympy.Rational(k, 10**5) for k in range(1, 24)], "y": [sympy.Rational(k, 10**5) for k in range(1, 20)]}


def test_what_rounding_of_payoffs_leaves_open_is_flagged(rng: random.Random) -> None:
    first, second = both(rounded_game(), TINY, concept=cg.Nash())
    check_alike(first, second, rng)
    assert second.near.mean() > 0.5 > first.near.mean()


def test_without_bounds_of_payoffs_a_wrong_answer_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch, rng: random.Random
) -> None:
    bounded = reading.doubt_of
    monkeypatch.setattr("coopgame.sweeps.solving.doubt_of", lambda batch, errors: bounded(batch, errors * 0))
    with pytest.raises(AssertionError):
        check_alike(*both(rounded_game(), TINY, concept=cg.Nash()), rng)


@pytest.mark.thorough
def test_tiles_and_workers_change_nothing(rng: random.Random) -> None:
    game = random_game(rng, 3, 3, exit_row=True)
    run = cg.Run(keep=KEEP, route="payoffs")
    drawn = cg.design({"x": (-2, 2), "y": (-3, 3)}, 70_000, rng=5)
    request = prepare_sweep(game, drawn, concept=cg.Nash(), rule=rules(game)[1])
    work = pickle.loads(pickle.dumps(work_of(request, run)))  # noqa: S301 - made here
    whole = work.evaluate(0, work.points)
    for first, last in ((0, 8192), (16384, 70_000)):
        part = work.evaluate(first, last)
        for name, field in work.fields.items():
            if name == "codes":
                assert (part["masks"][part[name]] == whole["masks"][whole[name][first:last]]).all()
            else:
                assert part[name].tobytes() == whole[name][..., first:last].tobytes(), (name, field)
    small = cg.design({"x": (-2, 2), "y": (-3, 3)}, 20_000, rng=5)
    digests = {
        cg.sweep(game, small, concept=cg.Nash(), run=replace(run, keep=("regimes", "margin"), **how)).digest
        for how in ({}, {"tile": 8192}, {"executor": 2, "tile": 8192})
    }
    assert len(digests) == 1


def test_points_where_payoffs_are_not_defined_have_no_regimes() -> None:
    game = cg.Game.from_bimatrix([["1/x", 0], [0, "sqrt(y)"]], [["x", 1], [0, "y"]])
    model = cg.Model(game, cg.ParameterSpace({"x": (-2, 2), "y": (-2, 2)}, where=["x + y <= 2"]))
    axes = {"x": [-1, 0, 1], "y": [-1, 0, 1, 2]}
    first, second = both(model, axes, concept=cg.Nash())
    assert [[r is None for r in row] for row in second.regimes] == [[r is None for r in row] for row in first.regimes]
    assert second.regimes[1, 2] is None
    assert second.regimes[2, 3] is None
    assert np.isnan(second.margin[1, 2])
    assert (second.arrays["margins"][1:, 1, 2] < 0).all()


def dense(rng: random.Random, size: int) -> cg.Game:
    def payoff() -> str:
        return f"{rng.randint(1, 9)} + {rng.randint(1, 4)}*x + {rng.randint(-4, -1)}*y + {rng.randint(1, 2)}*x*y"

    return cg.Game.from_bimatrix(*([[payoff() for _ in range(size)] for _ in range(size)] for _ in range(2)))


@pytest.mark.thorough
def test_the_route_is_chosen_by_the_size_of_the_conditions_and_told(rng: random.Random) -> None:
    large = cg.sweep(dense(rng, 4), {"x": [0, 1], "y": [1]}, concept=cg.Nash())
    assert large.provenance["route"] == "payoffs"
    assert "by payoffs" in repr(large)
    assert cg.sweep(dense(rng, 2), AXES, concept=cg.Nash()).provenance["route"] == "conditions"
    pure = cg.sweep(dense(rng, 4), {"x": [0, 1], "y": [1]}, concept=cg.PureNash())
    assert pure.provenance["route"] == "conditions"
    first, second = both(dense(rng, 2), {"x": [0], "y": [1]}, concept=cg.Nash())
    assert first.study != second.study
    assert first.digest != second.digest


def with_root(equilibrium: cg.Equilibrium) -> Any:
    weight = next(iter(equilibrium.mixture("row").values()))
    return {"large": sympy.sqrt(weight) > sympy.Rational(1, 2)} if not equilibrium.is_pure else "pure"


def test_what_payoffs_do_not_serve_is_refused_or_done_by_conditions(rng: random.Random) -> None:
    run = cg.Run(route="payoffs")
    with pytest.raises(InputError, match=r"route: .payoff. is not known\. Did you mean .payoffs.\?"):
        cg.Run(route="payoff")
    with pytest.raises(UnsupportedError, match="two players with 2 to 4 strategies"):
        cg.sweep(dense(rng, 2), AXES, concept=cg.PureNash(), run=run)
    with pytest.raises(UnsupportedError, match="two players with 2 to 4 strategies"):
        cg.sweep(dense(rng, 5), AXES, concept=cg.Nash(), run=run)
    with pytest.raises(UnsupportedError, match="only sums and products"):
        cg.sweep(dense(rng, 2), AXES, concept=cg.Nash(), rule=with_root, run=run)


def test_a_rule_that_payoffs_do_not_serve_is_read_by_conditions(
    monkeypatch: pytest.MonkeyPatch, rng: random.Random
) -> None:
    monkeypatch.setattr(routes, "MOST_TERMS", 0)
    found = cg.sweep(dense(rng, 2), {"x": [1], "y": [1]}, concept=cg.Nash(), rule=with_root)
    assert found.provenance["route"] == "conditions"


def test_a_rule_without_an_answer_on_ties_is_one_clear_error() -> None:
    supports = (((0,), (1,)), ((0,), (1,)))
    reader = tokens.TokenReader((("a", "b"), ("c", "d")), cg.JoinStrategies(), supports, {((0,), (1,)): None})
    with pytest.raises(ModelError, match="no answer for the equilibrium a/d"):
        reader.texts(np.array([b"+ 0.1"]))


def test_a_sweep_of_which_nothing_could_be_computed_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise FloatingPointError("a payoff without a value")

    monkeypatch.setattr("coopgame.sweeps.solving.Solving.evaluate", fails)
    game = cg.Game.from_bimatrix([["x", 0], [0, 1]], [[1, 0], [0, "x"]])
    found = cg.sweep(game, {"x": [1, 2]}, concept=cg.Nash(), run=cg.Run(route="payoffs"))
    assert len(found.failures) == 1
    assert not found.done.any()
    assert found.sets == (None,)
