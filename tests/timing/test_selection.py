"""Selections: each against its definition, with exact conditions, and the thresholds of the literature."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import strategies as st
from scipy.optimize import linprog

import coopgame as cg
from coopgame.equilibria import dominance, elimination, polytope, selection
from tests.laws import assert_caught, law

from .games import SYMBOLIC, games, payoffs_of, unsimplified

INNER = (cg.Nash(), cg.PureNash())
SELECTIONS: dict[str, Callable[[Any], Any]] = {
    "risk": cg.RiskDominant,
    "payoff": cg.PayoffDominant,
    "leader": lambda inner: cg.LeaderBest("player0", inner),
    "utilitarian": cg.UtilitarianBest,
    "strict": cg.Undominated,
    "weak": cg.Admissible,
}


# By the definitions -------------------------------------------------------------------------------


def by_definition(name: str, game: cg.Game, inner: Any) -> set[Any]:
    found = list(cg.solve(game, inner))
    table = payoffs_of(game)
    if name == "leader":
        return {e.mixtures for e in found if all(e.payoffs[0] >= r.payoffs[0] for r in found)}
    if name == "utilitarian":
        return {e.mixtures for e in found if all(sum(e.payoffs) >= sum(r.payoffs) for r in found)}
    if name == "payoff":
        pairs = {e: [r for r in found if all(v > u for u, v in zip(e.payoffs, r.payoffs, strict=True))] for e in found}
        return {e.mixtures for e, better in pairs.items() if not better}
    if name == "risk":
        profiles = {e.profile for e in found if e.is_pure}

        def weight(s: tuple[str, ...]) -> Any:
            other = tuple(next(t for t in own if t != x) for x, own in zip(s, game.strategies, strict=True))
            losses = (table[s][0] - table[other[0], s[1]][0], table[s][1] - table[s[0], other[1]][1])
            return losses[0] * losses[1], other

        kept = {s for s in profiles if weight(s)[1] not in profiles or weight(s)[0] >= weight(weight(s)[1])[0]}
        return {e.mixtures for e in found if (e.profile in kept if e.is_pure else not profiles)}
    left = eliminated(game, weak=name == "weak")
    return {e.mixtures for e in found if all(s in own for m, own in zip(e.mixtures, left, strict=True) for s, _ in m)}


def eliminated(game: cg.Game, *, weak: bool) -> list[list[str]]:
    """Eliminate by linear programmes: the most by which a mixture can beat a strategy."""
    table, left = payoffs_of(game), [list(own) for own in game.strategies]

    def dominated(i: int, strategy: str) -> bool:
        rest = [t for t in left[i] if t != strategy]
        others = list(itertools.product(*left[:i], *left[i + 1 :]))
        if not rest:
            return False
        gains = np.array(
            [
                [float(table[(*o[:i], t, *o[i:])][i] - table[(*o[:i], strategy, *o[i:])][i]) for t in rest]
                for o in others
            ]
        )
        if weak:  # the largest sum of gains none of which is negative
            goal, rows, free = -gains.sum(axis=0), -gains, 0
        else:  # the largest smallest gain
            goal = np.append(np.zeros(len(rest)), -1.0)
            rows, free = np.hstack([-gains, np.ones((len(others), 1))]), 1
        one = np.append(np.ones(len(rest)), np.zeros(free)).reshape(1, -1)
        bounds = [(0, None)] * len(rest) + [(None, None)] * free
        found = linprog(goal, A_ub=rows, b_ub=np.zeros(len(others)), A_eq=one, b_eq=[1.0], bounds=bounds)
        return bool(found.success and -found.fun > 1e-7)

    while True:
        kept = [[s for s in own if not dominated(i, s)] for i, own in enumerate(left)]
        if kept == left:
            return left
        left = kept


def check_definition(name: str, game: cg.Game) -> None:
    for inner in INNER:
        found = cg.solve(game, SELECTIONS[name](inner))
        assert {e.mixtures for e in found} == by_definition(name, game, inner)


NAMES = st.sampled_from(sorted(SELECTIONS))
ANY_SIZE = st.sampled_from(sorted(set(SELECTIONS) - {"risk"}))


@law(25, NAMES, games(most=2))
def test_small_games_are_selected_by_the_definition(name: str, game: cg.Game) -> None:
    check_definition(name, game)


@law(12, ANY_SIZE, games(most=3))
def test_larger_games_too(name: str, game: cg.Game) -> None:
    check_definition(name, game)


@pytest.mark.parametrize(
    ("room", "attribute", "broken"),
    [
        (elimination, "slice_points", lambda _size, _rows: ()),
        (dominance, "all", any),
        (selection, "max", min),
        (dominance, "_opposite", lambda _game, profile: profile),
    ],
)
def test_the_laws_of_definitions_can_fail(
    room: Any, attribute: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, attribute, broken, raising=False)
    assert_caught(check_definition, NAMES, games(most=2))


def check_conditions(name: str, game: cg.Game) -> None:
    for inner in INNER:
        assert unsimplified(game, SELECTIONS[name](inner)).verify(points=10)


@law(4, NAMES, games(most=2, entries=SYMBOLIC))
def test_conditions_are_necessary_and_sufficient(name: str, game: cg.Game) -> None:
    check_conditions(name, game)


@pytest.mark.parametrize(
    ("room", "attribute", "broken"),
    [
        (elimination, "vertices", lambda table: tuple(v for v in polytope.vertices(table) if len(v.support) == 1)),
        (dominance, "negate", lambda formula: formula),
        (selection, "negate", lambda formula: formula),
    ],
)
def test_the_law_of_conditions_can_fail(
    room: Any, attribute: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, attribute, broken)
    assert_caught(check_conditions, NAMES, games(most=2, entries=SYMBOLIC))


@pytest.mark.thorough
@pytest.mark.parametrize("name", SELECTIONS)
def test_mixed_equilibria_of_the_plane_of_symmetric_games(name: str) -> None:
    """Quotients are compared, and maps are exact on the lines where continua appear."""
    concept = SELECTIONS[name](cg.Nash()) if name != "leader" else cg.LeaderBest("row")
    model = cg.models.st_plane()
    diagram = cg.phase_diagram(model, x=("S", -1, 1), y=("T", 0, 2), concept=concept)
    assert diagram.verify(points=10)
    assert cg.solve(model.at({"T": "3/2"}), concept).verify(points=10)


@law(10, games(most=3))
def test_every_nash_equilibrium_survives_strict_dominance(game: cg.Game) -> None:
    assert cg.solve(game, cg.Undominated()).equilibria == cg.solve(game, cg.Nash()).equilibria


# The literature -----------------------------------------------------------------------------------

v, S, T = sympy.symbols("v S T", real=True)


def stag_hunt(**more: Any) -> cg.Model:
    """Two hunters: the stag is worth v to both, a hare 3 to each; Harsanyi and Selten (1988), section 3.9."""
    payoffs = {
        ("stag", "stag"): ("v", "v"),
        ("stag", "hare"): (0, 3),
        ("hare", "stag"): (3, 0),
        ("hare", "hare"): (3, 3),
    }
    game = cg.Game(["row", "column"], [["stag", "hare"]] * 2, payoffs)
    return cg.Model(game, cg.ParameterSpace({"v": (3, 20)}), **more)


def test_risk_dominance_of_the_stag_hunt_turns_where_the_products_tie() -> None:
    """Losses v - 3 and 3: (v - 3)² = 3² at v = 6; payoff dominance always favours the stag."""
    found = {e.profile: e.condition for e in cg.solve(stag_hunt(), cg.RiskDominant())}
    assert found == {("stag", "stag"): v >= 6, ("hare", "hare"): v <= 6}
    diagram = cg.phase_diagram(stag_hunt(), x=("v", 4, 9), concept=cg.RiskDominant())
    assert diagram.at(6) == ("hare/hare", "stag/stag")
    assert (diagram.at(5), diagram.at(7)) == (("hare/hare",), ("stag/stag",))
    (border,) = diagram.boundaries
    assert border.meaning == "neither of (hare, hare) and (stag, stag) risk-dominates the other"
    assert [e.profile for e in cg.solve(stag_hunt().at({"v": 4}), cg.PayoffDominant())] == [("stag", "stag")]


def test_risk_dominance_in_the_stag_hunt_of_the_plane_is_the_diagonal() -> None:
    """(1 - T)² = S² and S < 0, T < 1: cooperation iff T < 1 + S."""
    diagram = cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 0), y=("T", 0, 1), concept=cg.RiskDominant())
    assert {(r.regimes, r.area.lower) for r in diagram.regions} == {
        (("(C,C)",), 1 / sympy.Integer(2)),
        (("(D,D)",), 1 / sympy.Integer(2)),
    }
    assert {b.equation for b in diagram.boundaries} == {sympy.Eq(T, S + 1)}


def test_a_mixture_dominates_where_no_pure_strategy_does() -> None:
    """Osborne and Rubinstein (1994), figure 61.1: M pays 1, T and B pay 4 and 0 or 0 and 4; here M pays m."""
    A = [[4, 0], ["m", "m"], [0, 4]]
    game = cg.Game.from_bimatrix(A, [[0, 0]] * 3, strategies=[["T", "M", "B"], ["L", "R"]])
    (step,) = [s for s in cg.Undominated().steps(game) if s.strategy == "M"]
    assert step.condition == (sympy.Symbol("m", real=True) < 2)
    assert step.left == (("T", "M", "B"), ("L", "R"))


def test_iterated_strict_dominance_step_by_step() -> None:
    """First U goes where t < 2, then L; nothing else can happen."""
    game = cg.Game.from_bimatrix([["t", 0], [2, 1]], [[1, 0], [0, 1]], strategies=[["U", "D"], ["L", "R"]])
    steps = cg.Undominated().steps(game)
    t = sympy.Symbol("t", real=True)
    assert [(s.strategy, s.condition) for s in steps] == [("U", t < 2), ("L", sympy.true)]


def test_admissibility_removes_the_threat_that_subgame_perfection_removes() -> None:
    """Selten's chain store with one entrant: fighting is weakly dominated, so (out, fight) goes."""
    store = [["in", "out"], ["fight", "yield"]]
    game = cg.Game.from_bimatrix([[-1, 1], [0, 0]], [[0, 1], [2, 2]], strategies=store)
    assert {e.profile for e in cg.solve(game, cg.PureNash())} == {("in", "yield"), ("out", "fight")}
    assert [e.profile for e in cg.solve(game, cg.Admissible(cg.PureNash()))] == [("in", "yield")]
    # Of the continuum (out, at least half fight) nothing stays either.
    assert [e.profile for e in cg.solve(game, cg.Admissible())] == [("in", "yield")]


def test_leader_best_keeps_the_best_part_of_a_continuum() -> None:
    """All replies tie for the column player and the row player likes the first two best."""
    game = cg.Game.from_bimatrix([[2, 2, 1]], [[0, 0, 0]], strategies=[["a"], ["l", "m", "r"]])
    found = cg.solve(game, cg.LeaderBest("row"))
    (component,) = found.components
    assert cg.regimes_of(component, cg.JoinStrategies()) == ("a/l", "a/l+m", "a/m")


@pytest.mark.thorough
def test_selections_of_other_kinds_of_play() -> None:
    """Best for the government among all that repetition sustains, and among leader–follower outcomes."""
    model = cg.models.repeated(cg.models.contracting())
    concept = cg.LeaderBest("government", cg.Reversion())
    diagram = cg.phase_diagram(model, x=("p", 0, 10), at={"b": 5}, concept=concept)
    assert all(len(region.regimes) == 1 for region in diagram.regions)
    assert diagram.verify(points=10)
    best = cg.LeaderBest("organization", cg.SubgamePerfect(order=("government", "organization")))
    tie = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), at={"g": 0}, concept=best)
    assert tie.verify(points=10)


def test_a_selection_of_a_selection() -> None:
    concept = cg.UtilitarianBest(cg.RiskDominant(cg.PureNash()))
    assert concept.name == "Nash equilibrium in pure strategies, risk-dominant, largest sum of payoffs"
    assert cg.solve(cg.models.st_plane(), concept).verify()


@pytest.mark.thorough
def test_three_players_are_eliminated_against_joint_beliefs(rng: random.Random) -> None:
    for _ in range(15):
        sets = [["a", "b"], ["c", "d"], ["e", "f"]]
        payoffs = {s: tuple(rng.randint(-2, 2) for _ in range(3)) for s in itertools.product(*sets)}
        game = cg.Game(["1", "2", "3"], sets, payoffs)
        for weak in (False, True):
            assert [list(own) for own in elimination.survivors(game, weak=weak)] == eliminated(game, weak=weak)
            (left,) = [s for s, f in elimination.Survivors(game, weak=weak)._last.items() if f == elimination.TRUE]
            assert left == elimination.survivors(game, weak=weak)


BIG = cg.Game.from_bimatrix([["x"] * 5] * 4, [[0] * 5] * 4)
BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: cg.RiskDominant("nash"), "ConceptError", "'nash' is not a solution concept"),
    (lambda: cg.LeaderBest("row", cg.Nash), "ConceptError", "the class Nash is not a solution concept"),
    (lambda: cg.solve(BIG, cg.RiskDominant()), "ConceptError", "this game is 4 × 5"),
    (lambda: cg.solve(BIG, cg.Admissible()), "UnsupportedError", "at most 8 strategies"),
    (lambda: cg.solve(cg.models.hood(), cg.LeaderBest("delegater")), "ConceptError", "Did you mean 'delegator'?"),
    (
        lambda: cg.solve(cg.models.repeated(cg.models.hood()), cg.Admissible(cg.Reversion())),
        "ConceptError",
        "this is a Repeated",
    ),
]


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[b[2] for b in BAD])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.CoopgameError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
