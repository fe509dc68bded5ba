"""Comparative statics: published signs, finite differences with exact numbers, and what is refused."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.claims import Slope
from coopgame.conditions import as_sympy
from coopgame.errors import InputError, LimitError, ParameterError, StatementError
from coopgame.expressions import to_condition
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.parameters import ParameterSpace
from tests.laws import scaled

from .test_latex import check, compiled, compiler, document

pytestmark = pytest.mark.xdist_group("statics")
#: A change of a parameter that is small beside every number of the tests.
STEP = Fraction(1, 10**9)


def own_game(payoff: str, **bounds: Any) -> cg.Model:
    """A game of one player who has a single strategy with this payoff."""
    game = cg.Game(("player",), (("only",),), {("only",): (payoff,)})
    return cg.models.Model(game, ParameterSpace(bounds))


@cache
def inspection() -> cg.ComparativeStatics:
    return cg.comparative_statics(cg.solve(cg.models.inspection(), cg.Nash()))


@cache
def reduced() -> cg.ComparativeStatics:
    return cg.comparative_statics(cg.models.contracting_reduced().at({"eta": 1}))


@cache
def stag_hunt() -> cg.ComparativeStatics:
    return cg.comparative_statics(cg.solve(cg.models.st_plane(), cg.Nash()))


def signs(row: cg.claims.StaticsRow) -> dict[str, str | None]:
    return {slope.parameter.name: slope.sign for slope in row.slopes}


def mixed_row(strategy: str) -> cg.claims.StaticsRow:
    (row,) = (row for row in inspection() if row.strategy == strategy)
    return row


# Avenhaus, von Stengel and Zamir (2002): each player's mixture makes the other one indifferent.
@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("inspect", {"c": "0", "l": "0", "a": "0", "g": "+", "f": "-"}),
        ("violate", {"c": "+", "l": "-", "a": "+", "g": "0", "f": "0"}),
    ],
)
def test_mixtures_depend_on_the_payoffs_of_the_other_player_only(strategy: str, expected: dict[str, str]) -> None:
    assert signs(mixed_row(strategy)) == expected


def test_the_inspector_gains_from_a_higher_loss_exactly_if_a_caught_violation_costs() -> None:
    row = next(r for r in inspection() if r.player == "inspector" and r.strategy is None and not r.equilibrium.is_pure)
    assert row["l"].sign is None
    assert {sign: str(c) for sign, c in row["l"].conditions.items()} == {"+": "a > 0", "0": "Eq(a, 0)"}
    assert signs(row) == {"c": "-", "l": None, "a": "-", "g": "0", "f": "0"}


def test_payoffs_of_the_four_regimes() -> None:
    rows = {row.regimes: row for row in reduced()}
    assert signs(rows[("cooperation",)])["p"] == "-"
    assert signs(rows[("capture",)])["p"] == "0"
    assert str(rows[("capture",)]["delta"].conditions["-"]) == "V > 0"
    assert signs(rows[("substitution",)]) == dict.fromkeys(signs(rows[("substitution",)]), "0") | {
        "V_G": "+",
        "k_S": "-",
    }


@pytest.mark.thorough
def test_a_better_public_good_raises_the_surplus_of_either_owner() -> None:
    table = cg.comparative_statics(cg.models.besley_ghatak(), of="payoffs")
    assert all(slope.published.keys() <= {"+", "0", "-", "kink"} for row in table for slope in row.slopes)
    assert all(row["theta_n"].sign == "+" for row in table)


@pytest.mark.parametrize(
    ("payoff", "expected"),
    [
        ("x**2", {"-": "x < 0", "0": "x == 0", "+": "x > 0"}),
        ("Min(x, y)", {"+": "x < y", "0": "x > y", "kink": "x == y"}),
        ("Min(x, 2*x)", {"+": "0 < 1"}),
        ("Max(x, -x)", {"-": "x < 0", "+": "x > 0", "kink": "x == 0"}),
        ("Max(y, Min(x, 1))", {"+": "x < 1 and x > y", "0": "x > 1 or x < y or (x >= 1 and x <= y)", "kink": None}),
        ("y*x", {"+": "y > 0", "0": "y == 0", "-": "y < 0"}),
        ("sqrt(x**2 + y**2)", {"-": "x < 0", "+": "x > 0", "0": None, "kink": None}),
        ("sqrt(x**2 + y**2 + 1)", {"-": "x < 0", "+": "x > 0", "0": "x == 0"}),
        ("x/(y**2 + 1)", {"+": "0 < 1"}),
        ("x**3", {"+": "x != 0", "0": "x == 0"}),
    ],
)
def test_signs_of_derivatives(payoff: str, expected: dict[str, str | None]) -> None:
    model = own_game(payoff, **{s: (-sympy.oo, sympy.oo) for s in ("x", "y") if s in payoff})
    (row,) = cg.comparative_statics(model, of="player", parameters="x")
    found = row["x"].conditions
    assert found.keys() == expected.keys()
    for sign, condition in expected.items():
        assert condition is None or found[sign] == to_condition(condition)
    assert row["x"].sign == (next(iter(expected)) if len(expected) == 1 else None)


def numbers(setting: cg.ComparativeStatics, rng: random.Random) -> dict[sympy.Symbol, Fraction]:
    """A point of the parameter space, often with ties."""
    parts = rng.choice((1, 2, 5))
    ends = {s: (1 if i.end == 1 else 4) for s, i in setting.found.space.bounds.items()}
    return {s: Fraction(rng.randint(0, end * parts), parts) for s, end in ends.items()}


def holds_at(table: cg.ComparativeStatics, point: dict[sympy.Symbol, Fraction], rng: random.Random) -> int:
    """Compare a sign with the difference of solved games where an equilibrium exists on both sides of a point."""
    rows = [row for row in table if truth_at(as_sympy(row.equilibrium.formula), point)]
    if not table.found.space.contains({s: rational(v) for s, v in point.items()}) or not rows:
        return 0
    row = rng.choice(rows)
    slope = rng.choice(row.slopes)
    (sign,) = [sign for sign, condition in slope.conditions.items() if truth_at(condition, point)]
    values = []
    for step in (-STEP, Fraction(0), STEP):
        moved = point | {slope.parameter: point[slope.parameter] + step}
        values.append(solved(table, row, moved))
    if None in values:
        return 0
    left, right = values[1] - values[0], values[2] - values[1]
    small = STEP * STEP * 10**6
    for difference in (left, right):
        assert {"+": difference > 0, "-": difference < 0, "0": abs(difference) < small}[sign], (row, slope, point)
    return 1


def solved(table: cg.ComparativeStatics, row: Any, point: dict[sympy.Symbol, Fraction]) -> Any:
    """Solve the game with numbers; None where the equilibrium is not among what is found."""
    expected = {
        player: value_of(u, point) for player, u in zip(row.equilibrium.players, row.equilibrium.payoffs, strict=True)
    }
    game = table.found.game.substitute({s: rational(v) for s, v in point.items()})
    for one in table.found.concept.equilibria(game):
        names = [[s for s, w in mixture if w != 0] for mixture in one.mixtures]
        if names == [[s for s, _ in mixture] for mixture in row.equilibrium.mixtures]:
            if row.strategy is not None:
                return one.mixture(row.player)[row.strategy]
            assert expected[row.player] == one.payoffs[one.players.index(row.player)]
            return one.payoffs[one.players.index(row.player)]
    return None


def value_of(expression: sympy.Expr, point: dict[sympy.Symbol, Fraction]) -> sympy.Rational:
    value = value_at(expression, point)
    return None if value is None else rational(value)


def rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


TABLES = [inspection, reduced, stag_hunt]


@pytest.mark.thorough
@pytest.mark.parametrize("table", TABLES)
def test_signs_are_those_of_differences_of_solved_games(table: Any, rng: random.Random) -> None:
    assert sum(holds_at(table(), numbers(table(), rng), rng) for _ in range(scaled(120))) > 3


@pytest.mark.parametrize("table", TABLES)
def test_a_sign_turned_round_is_noticed(table: Any, rng: random.Random) -> None:
    turned = {"+": "-", "-": "0", "0": "+", "kink": "+"}
    broken = replace(
        table(),
        rows=tuple(
            replace(
                row,
                slopes=tuple(
                    replace(s, published={turned[sign]: c for sign, c in s.published.items()}) for s in row.slopes
                ),
            )
            for row in table()
        ),
    )
    with pytest.raises(AssertionError):
        sum(holds_at(broken, numbers(broken, rng), rng) for _ in range(400))


@pytest.mark.parametrize("table", TABLES)
def test_exactly_one_sign_holds_wherever_an_equilibrium_exists(table: Any, rng: random.Random) -> None:
    for _ in range(scaled(60)):
        point = numbers(table(), rng)
        if table().found.space.contains({s: rational(v) for s, v in point.items()}):
            for row in table():
                if truth_at(as_sympy(row.equilibrium.formula), point):
                    assert truth_at(row.exists.condition, point)
                    for slope in row.slopes:
                        assert sum(bool(truth_at(c, point)) for c in slope.conditions.values()) == 1


def test_what_is_not_algebraic_is_not_guessed() -> None:
    (row,) = cg.comparative_statics(own_game("x*exp(x)", x=(-5, 5)))
    assert row["x"].sign is None
    assert row["x"].published == {}
    assert "polynomial" in row["x"].reason
    assert "?" in repr(cg.comparative_statics(own_game("x*exp(x)", x=(-5, 5))))


def test_too_many_branches() -> None:
    nested = "+".join(f"Min(x, {n})*Max(x, -{n})" for n in range(1, 5))
    with pytest.raises(LimitError, match="branches"):
        cg.comparative_statics(own_game(nested, x=(-5, 5)))


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"of": "inspectr"}, InputError, "Did you mean 'inspector'"),
        ({"of": [("inspector", "inspct")]}, InputError, "Did you mean 'inspect'"),
        ({"of": "payoff"}, InputError, "Did you mean 'payoffs'"),
        ({"parameters": ["q"]}, ParameterError, "q is not a parameter"),
    ],
)
def test_mistakes_are_named(options: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        cg.comparative_statics(cg.models.inspection(), **options)


@pytest.mark.thorough
def test_other_mistakes() -> None:
    with pytest.raises(InputError, match="expected a Model or an EquilibriumSet"):
        cg.comparative_statics("inspection")
    with pytest.raises(ParameterError, match="no parameters"):
        cg.comparative_statics(cg.solve(cg.Game.from_bimatrix([[1, 0], [0, 1]], [[1, 0], [0, 1]])))
    with pytest.raises(ParameterError, match="no parameter q"):
        mixed_row("inspect")["q"]
    with pytest.raises(StatementError, match="regime"):
        cg.regime_statics(cg.models.inspection(), regimes=["detterence"])
    with pytest.raises(ParameterError, match="q is not a parameter"):
        cg.regime_statics(cg.models.inspection(), parameters="q")


@pytest.mark.thorough
def test_selected_quantities() -> None:
    model = cg.models.inspection()
    found = cg.solve(model, cg.Nash())
    assert {r.strategy for r in cg.comparative_statics(found, of=("inspector", "inspect"), parameters="g")} == {
        "inspect"
    }
    assert {r.strategy for r in cg.comparative_statics(found, of="payoffs", parameters="g")} == {None}
    pure = cg.comparative_statics(found, of=[("inspectee", "violate")], parameters="c").rows[0]
    assert (pure.value, pure["c"].sign) == (0, "0")


@cache
def moves() -> cg.RegimeStatics:
    return cg.regime_statics(cg.models.inspection(), parameters=["c", "g"])


@pytest.mark.thorough
def test_how_regimes_of_the_inspection_game_move() -> None:
    expected = {
        ("deterrence", "c"): "shrinks",
        ("tolerated violation", "c"): "grows",
        ("tolerated violation", "g"): "unchanged",
        ("trust", "g"): "shrinks",
        ("trust", "c"): "unchanged",
    }
    assert {key: moves().at(*key).direction for key in expected} == expected


@pytest.mark.thorough
def test_neither_comes_with_numbers() -> None:
    model = cg.models.contracting_reduced().at({"eta": 1})
    move = cg.regime_statics(model, regimes="capture", parameters="V").at("capture", "V")
    assert move.direction == "neither"
    assert move.grows.witness is not None
    assert move.shrinks.witness is not None
    with pytest.raises(ParameterError):
        cg.regime_statics(model, regimes="capture", parameters="V").at("capture", "p")


@pytest.mark.thorough
def test_tables_as_text_html_and_latex() -> None:
    for table in (inspection(), moves()):
        assert "<table>" in table._repr_html_()
        check(re.sub(r"\\(noindent|,|(updown|up|down)arrow)", "", table.to_latex()))
        assert len(table) == len(list(table))
    assert "[a] + iff a > 0; 0 iff a = 0." in repr(inspection())
    assert isinstance(mixed_row("inspect")["g"], Slope)
    assert "inspect" in repr(mixed_row("inspect"))
    assert repr(moves().at("trust", "g")) == "RegimeMove(trust in g: shrinks)"


@pytest.mark.thorough
@pytest.mark.skipif(not compiler(), reason="neither pdflatex nor tectonic is installed")
def test_tables_compile(tmp_path: Path) -> None:
    compiled(document([t.to_latex() for t in (inspection(), moves(), reduced())]), tmp_path)
