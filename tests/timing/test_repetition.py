"""Repetition: thresholds against grim automata played out in fractions, and against the literature."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria_by_supports
from coopgame.equilibria import critical, quotients, repetition
from tests.laws import assert_caught, law

from .games import FACTORS, SYMBOLIC, fraction, games, matrices, payoffs_of, unsimplified

Mixture = dict[str, Fraction]
Play = tuple[Mixture, ...]


# A second algorithm: automata ---------------------------------------------------------------------


def stage_equilibria(game: cg.Game) -> list[Play]:
    """All extreme equilibria of two players by supports, equilibria in pure strategies of more by trying all."""
    if len(game.players) == 2:
        return [
            tuple(
                {s: w for s, w in zip(own, z, strict=True) if w} for own, z in zip(game.strategies, pair, strict=True)
            )
            for pair in extreme_equilibria_by_supports(*matrices(game))
        ]
    table = payoffs_of(game)
    stable = [
        s
        for s in table
        if all(table[(*s[:i], t, *s[i + 1 :])][i] <= table[s][i] for i, own in enumerate(game.strategies) for t in own)
    ]
    return [tuple({name: Fraction(1)} for name in s) for s in stable]


def paid(game: cg.Game, play: Play, i: int) -> Fraction:
    table, total = payoffs_of(game), Fraction(0)
    for parts in itertools.product(*(mixture.items() for mixture in play)):
        weight = Fraction(1)
        for _, w in parts:
            weight *= w
        total += weight * table[tuple(name for name, _ in parts)][i]
    return total


def unprofitable(game: cg.Game, profile: tuple[str, ...], punished: dict[int, Play], factors: list[Fraction]) -> bool:
    """Whether in no state of the automaton a player gains by a single deviation.

    The states are "play the profile" and, for every player, "punish it"; a deviation of one player alone from the
    profile leads to its punishment, every other history stays in its state.
    """
    path: Play = tuple({name: Fraction(1)} for name in profile)
    states: dict[Any, Play] = {"path": path, **punished}
    for i, d in enumerate(factors):
        # Every state is absorbing if all follow it, so its value v solves v = (1 - d) u + d v.
        value = {state: (1 - d) * paid(game, play, i) / (1 - d) for state, play in states.items()}
        for state, play in states.items():
            for t in game.strategies[i]:
                after = (*play[:i], {t: Fraction(1)}, *play[i + 1 :])
                later = value[i] if state == "path" and t != profile[i] else value[state]
                if (1 - d) * paid(game, after, i) + d * later > value[state]:
                    return False
    return True


def sustained_by_automata(game: cg.Game, factors: list[Fraction]) -> set[tuple[str, ...]]:
    stage, found = stage_equilibria(game), set()
    for profile in game.profiles:
        for chosen in itertools.product(stage, repeat=len(game.players)):
            if unprofitable(game, profile, dict(enumerate(chosen)), factors):
                found.add(profile)
                break
    return found


def check_automata(game: cg.Game, first: Fraction, second: Fraction) -> None:
    factors = [first, second, first][: len(game.players)]
    repeated = cg.Repeated(game, dict(zip(game.players, factors, strict=True)))
    found = {e.profile for e in cg.solve(repeated)}
    # Players with one strategy cannot deviate; automata need a stage equilibrium all the same.
    if stage_equilibria(game):
        assert found == sustained_by_automata(game, factors)


@law(30, games(), FACTORS, FACTORS)
def test_sustained_profiles_are_those_of_grim_automata(game: cg.Game, first: Fraction, second: Fraction) -> None:
    check_automata(game, first, second)


@law(7, games(players=3, most=2), FACTORS, FACTORS)
def test_with_three_players_too(game: cg.Game, first: Fraction, second: Fraction) -> None:
    check_automata(game, first, second)


def test_the_law_of_automata_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repetition, "punishes", lambda e, _punishment: e.is_pure)
    assert_caught(check_automata, games(), FACTORS, FACTORS)


# Thresholds ---------------------------------------------------------------------------------------


def check_threshold(game: cg.Game) -> None:
    """At the threshold the profile is sustained, above it too, and below it is not, by the automaton."""
    stage = stage_equilibria(game)
    for profile in game.profiles:
        found = cg.critical_discount(game, profile)
        trials = {Fraction(99, 100), Fraction(0)}
        if found.condition == True:  # noqa: E712 - SymPy's truth
            d = fraction(sympy.Rational(found.value))
            assert 0 <= d < 1
            trials |= {d, (d + 1) / 2, d * Fraction(99, 100)}
        for d in trials:
            factors = [d] * len(game.players)
            chosen = itertools.product(stage, repeat=len(game.players))
            holds = any(unprofitable(game, profile, dict(enumerate(c)), factors) for c in chosen)
            if found.condition == True:  # noqa: E712
                assert holds == (d >= found.value)
            elif d > Fraction(98, 100):
                assert not holds


@law(12, games(most=2))
def test_the_critical_discount_factor_is_the_threshold(game: cg.Game) -> None:
    check_threshold(game)


def test_the_law_of_thresholds_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(critical, "_ratio", lambda gain, _both: gain)
    assert_caught(check_threshold, games(most=2))


def check_conditions(game: cg.Game) -> None:
    assert unsimplified(cg.Repeated(game, "d"), cg.Reversion()).verify(points=15)


@law(3, games(most=2, entries=SYMBOLIC))
def test_conditions_are_necessary_and_sufficient(game: cg.Game) -> None:
    check_conditions(game)


def test_the_law_of_conditions_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(quotients._TURNED, ">=", ">=")
    assert_caught(check_conditions, games(most=2, entries=SYMBOLIC))


# The literature -----------------------------------------------------------------------------------

g, l, d = sympy.symbols("g l d", real=True)  # noqa: E741 - the letters of the literature
CC = ("C", "C")


def dilemma(reward: str, temptation: str, sucker: str, punishment: str) -> cg.Model:
    payoffs = {
        CC: (reward, reward),
        ("C", "D"): (sucker, temptation),
        ("D", "C"): (temptation, sucker),
        ("D", "D"): (punishment, punishment),
    }
    used = {s.name for text in (reward, temptation, sucker, punishment) for s in sympy.sympify(text).free_symbols}
    bounds = {name: sympy.Interval.open(0, sympy.oo) for name in sorted(used)}
    return cg.Model(cg.Game(["row", "column"], [["C", "D"]] * 2, payoffs), cg.ParameterSpace(bounds))


def test_grim_trigger_in_the_usual_parametrization() -> None:
    """Payoffs 1, 1 + g, -l, 0 (Mailath and Samuelson 2006, chapter 2): d ≥ g/(1 + g), whatever l is."""
    found = cg.critical_discount(cg.models.prisoners_dilemma(), CC, punishment=("D", "D"))
    assert sympy.simplify(found.value - g / (1 + g)) == 0
    assert found.condition == sympy.true
    (cooperation, _) = cg.solve(cg.models.repeated(cg.models.prisoners_dilemma())).equilibria
    assert sympy.solve_univariate_inequality((cooperation.condition).subs(g, 2), d, relational=False) == sympy.Interval(
        sympy.Rational(2, 3), sympy.oo
    )


def test_grim_trigger_by_gain_and_loss() -> None:
    """With g gained once by deviating and l lost ever after by being punished: d ≥ g/(g + l)."""
    found = cg.critical_discount(dilemma("l", "l + g", "-1", "0"), CC, punishment=("D", "D"))
    assert sympy.simplify(found.value - g / (g + l)) == 0
    (threshold, other) = found.thresholds
    assert (threshold.gain, threshold.loss, other.player) == (g, l, "column")


def test_grim_trigger_by_the_four_payoffs() -> None:
    """d ≥ (T - R)/(T - P): Osborne and Rubinstein (1994), section 8.2, with R = 3, T = 4, P = 1: d ≥ 1/3."""
    found = cg.critical_discount(dilemma("3", "4", "0", "1"), CC)
    assert found.value == sympy.Rational(1, 3)


def test_players_may_differ_in_patience() -> None:
    model = cg.models.repeated(cg.models.prisoners_dilemma(), {"row": "d_r", "column": "d_c"})
    assert model.space.describe("d_r") == "[0, 1)"
    assert model.space.meanings["d_c"] == "discount factor of column"
    (cooperation,) = [e for e in cg.solve(model) if e.profile == CC]
    for r, c, holds in (("1/2", "1/2", True), ("1/3", "9/10", False), ("9/10", "1/3", False)):
        values = {"g": 1, "l": 1, "d_r": r, "d_c": c}
        assert (
            bool(cooperation.condition.subs({model.symbols[k]: sympy.Rational(v) for k, v in values.items()})) is holds
        )


def test_a_mixed_stage_equilibrium_punishes_where_there_is_no_pure_one() -> None:
    """Inspection at its baseline and c = 1: only the mixed equilibrium, worth -3/2 and 0, can punish."""
    model = cg.models.inspection().at({"c": 1, "l": 6, "a": 2, "g": 1, "f": 3})
    found = cg.critical_discount(model, ("inspect", "comply"))
    assert found.value == sympy.Rational(2, 3)  # gain 1 of trusting, loss 1/2 ever after
    supports = (("inspect", "trust"), ("comply", "violate"))
    assert cg.critical_discount(model, ("inspect", "comply"), punishment=supports).value == sympy.Rational(2, 3)
    for factor, sustained in (("2/3", True), ("13/20", False)):
        profiles = {e.profile for e in cg.solve(cg.Repeated(model.game, factor))}
        assert (("inspect", "comply") in profiles) is sustained


def test_a_punishment_that_pays_more_than_the_profile_sustains_it_for_impatient_players_only() -> None:
    game = cg.Game.from_bimatrix([[1, 0], [0, 3]], [[1, 0], [0, 3]], strategies=[["a", "b"], ["l", "r"]])
    grim = cg.Reversion(("b", "r"))
    assert cg.critical_discount(game, ("a", "l"), punishment=("b", "r")).condition == sympy.false
    sustained = {d: ("a", "l") in {e.profile for e in cg.solve(cg.Repeated(game, d), grim)} for d in ("1/3", "1/2")}
    assert sustained == {"1/3": True, "1/2": False}


# Maps ---------------------------------------------------------------------------------------------


def test_the_map_of_the_repeated_dilemma() -> None:
    diagram = cg.phase_diagram(cg.models.repeated(cg.models.prisoners_dilemma()), x=("g", 1, 9), y=("d", 0, "9/10"))
    (border,) = diagram.boundaries
    assert border.equation == sympy.Eq(d, g / (g + 1))
    assert border.meaning == "row is indifferent between (C, C) and (D, C once, then D, D for ever)"
    assert [region.name for region in diagram.regions] == ["C/C or D/D", "D/D"]
    assert diagram.verify(points=50)


def test_the_repeated_contracting_model_keeps_what_it_starts_from() -> None:
    stage = cg.models.contracting().with_closure(cg.models.burden())
    model = cg.models.repeated(stage)
    assert model.rule == stage.rule
    assert model.names == stage.names
    assert model.citation == stage.citation
    assert model.definitions == stage.definitions
    assert {s: m for s, m in model.space.meanings.items() if s.name != "d"} == dict(stage.space.meanings)
    assert model.baseline == {**stage.baseline, d: sympy.Rational(9, 10)}
    assert model.space.describe("d") == "[0, 1)"


@pytest.mark.thorough
def test_repetition_sustains_cooperation_beyond_what_the_government_would_choose_once() -> None:
    """At d = 9/10 cooperation with an organization that shares is possible iff b < 17/2 or so; restriction returns."""
    model = cg.models.repeated(cg.models.contracting())
    axes = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
    diagram = cg.phase_diagram(model, **axes)
    assert {region.name: str(region.area) for region in diagram.regions}["cooperation"] == "40"
    assert "cooperation" in diagram.at(9, 8)
    assert diagram.verify(points=15)
    impatient = cg.phase_diagram(model, **axes, at={"d": 0})
    once = cg.phase_diagram(cg.models.contracting(), **axes, concept=cg.PureNash())
    assert {r.regimes: r.area.lower for r in impatient.regions} == {r.regimes: r.area.lower for r in once.regions}


def test_a_discount_factor_as_an_expression_keeps_to_its_range() -> None:
    repeated = cg.Repeated(dilemma("1", "1 + g", "-1", "0").game, "1/(1 + r)")
    found = cg.solve(repeated)
    assert found.verify(points=30)
    model = cg.Model(repeated, cg.ParameterSpace({"g": (0, 4), "r": (-1, 4)}))
    diagram = cg.phase_diagram(model, x=("r", -1, 4), at={"g": "1/2"})
    assert diagram.at("1/2") == ("C/C", "D/D")
    assert diagram.at(3) == ("D/D",)
    assert diagram.verify(points=30)


# Errors -------------------------------------------------------------------------------------------

STAGE = cg.models.prisoners_dilemma().game
BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: cg.Repeated(STAGE, 1), "GameError", "discount factor of row: 1 is outside [0, 1)"),
    (lambda: cg.Repeated(STAGE, "-1/10"), "GameError", "-1/10 is outside [0, 1)"),
    (lambda: cg.Repeated(STAGE, {"row": "d", "column": 2}), "GameError", "discount factor of column: 2 is outside"),
    (lambda: cg.Repeated(STAGE, {"row": "d"}), "GameError", "no discount factor for column"),
    (lambda: cg.Repeated(STAGE, {"row": "d", "colum": "d"}), "GameError", "Did you mean 'column'?"),
    (lambda: cg.Repeated(STAGE, "C"), "GameError", "'C' is both a parameter and a strategy"),
    (lambda: cg.Repeated(STAGE, "d +"), "GameError", "discount factor of row"),
    (lambda: cg.Repeated("game", "d"), "GameError", "expected a strategic Game, got str"),
    (lambda: cg.Repeated(STAGE, "d").at({"d": 1}), "GameError", "1 is outside [0, 1)"),
    (lambda: cg.Repeated(STAGE, "d").at({"e": 1}), "GameError", "e is not a parameter"),
    (lambda: cg.solve(STAGE, cg.Reversion()), "ConceptError", "make it one with Repeated"),
    (lambda: cg.solve(cg.Repeated(STAGE, "d"), cg.Nash()), "ConceptError", "this is a Repeated; use Reversion()"),
    (lambda: cg.solve(cg.Repeated(STAGE, "d"), cg.Reversion(("D",))), "ConceptError", "for each of row, column"),
    (lambda: cg.solve(cg.Repeated(STAGE, "d"), cg.Reversion(("D", "E"))), "ConceptError", "no strategy 'E'"),
    (lambda: cg.Reversion("some"), "ConceptError", "expected 'any' or a stage equilibrium"),
    (lambda: cg.critical_discount(STAGE, ("C", "E")), "ConceptError", "(C, E) is not a profile of the stage game"),
    (lambda: cg.critical_discount(STAGE, ("C", "E")), "ConceptError", "Did you mean '(C, D)'?"),
    (lambda: cg.models.repeated(STAGE), "ModelError", "a bare game is repeated by Repeated(game, 'd')"),
    (lambda: cg.models.repeated(STAGE), "ModelError", "expected a model of a strategic game, got Game"),
    (lambda: cg.models.repeated(cg.models.hood(), "e/m"), "ModelError", "uses e, which has no bounds"),
    (lambda: cg.models.repeated(cg.models.hood(), baseline=1), "ParameterError", "outside its bounds [0, 1)"),
]


def test_a_temptation_that_can_vanish_needs_no_second_case() -> None:
    space = cg.ParameterSpace({"m": (0, 10), "t": (0, 10)}, where=["m > 0"])
    found = cg.critical_discount(cg.Model(dilemma("m", "m + t", "-1", "0").game, space), CC)
    m, t = sympy.symbols("m t", real=True)
    assert found.value == t / (m + t)
    assert repr(found) == "CriticalDiscount(t/(m + t))"


def test_a_critical_discount_factor_that_does_not_exist_says_so() -> None:
    found = cg.critical_discount(cg.models.prisoners_dilemma(), ("C", "D"))
    assert repr(found) == "CriticalDiscount(none: not sustained near 1)"


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[f"{i}-{b[2]}" for i, b in enumerate(BAD)])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)
