"""The definitions on the page about solution concepts, against enumeration."""

import itertools
import random

import nashpy
import numpy as np
import pytest

import coopgame as cg

MODELS = ("contracting", "hood", "st_plane", "inspection", "continuum")


def random_game(rng):
    leads, replies = [f"l{k}" for k in range(rng.randint(1, 3))], [f"f{k}" for k in range(rng.randint(1, 3))]
    payoffs = {s: (rng.randint(0, 2), rng.randint(0, 2)) for s in itertools.product(leads, replies)}
    return cg.Game(["L", "F"], [leads, replies], payoffs)


def outcomes_by_plans(game, ties):
    """List every contingent plan of best replies and every best strategy of the leader against it."""
    leads, replies = game.strategies
    best = {}
    for lead in leads:
        top = max(game.payoffs[lead, f][1] for f in replies)
        own = [f for f in replies if game.payoffs[lead, f][1] == top]
        choose = {"all": None, "favourable": max, "adverse": min}[ties]
        worth = None if choose is None else choose(game.payoffs[lead, f][0] for f in own)
        best[lead] = [f for f in own if worth is None or game.payoffs[lead, f][0] == worth]
    found = set()
    for plan in itertools.product(*best.values()):
        value = {lead: game.payoffs[lead, f][0] for lead, f in zip(leads, plan, strict=True)}
        found |= {(lead, f) for lead, f in zip(leads, plan, strict=True) if value[lead] == max(value.values())}
    return found


@pytest.mark.parametrize("ties", ["all", "favourable", "adverse"])
def test_outcomes_are_those_of_all_contingent_plans(ties):
    rng = random.Random(ties)  # noqa: S311 - test data
    several = 0
    for _ in range(200):
        game = random_game(rng)
        expected = outcomes_by_plans(game, ties)
        found = cg.solve(game, cg.SubgamePerfect(order=("L", "F"), ties=ties))
        assert {e.profile for e in found} == expected
        several += len(expected) > 1
    assert several > 20


def test_pure_equilibria_are_the_profiles_from_which_nobody_gains_by_deviating():
    rng = random.Random(7)  # noqa: S311 - test data
    sizes = (2, 3, 2)
    for _ in range(100):
        sets = [[f"{i}{k}" for k in range(n)] for i, n in enumerate(sizes)]
        payoffs = {s: tuple(rng.randint(0, 3) for _ in sizes) for s in itertools.product(*sets)}
        game = cg.Game(["1", "2", "3"], sets, payoffs)
        stable = {
            s
            for s in payoffs
            if all(payoffs[(*s[:i], t, *s[i + 1 :])][i] <= payoffs[s][i] for i in range(3) for t in sets[i])
        }
        assert {e.profile for e in cg.solve(game, cg.PureNash())} == stable


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("concept", [None, cg.PureNash()], ids=["own", "pure"])
def test_conditions_of_shipped_models_agree_with_the_definition(name, concept):
    found = cg.solve(getattr(cg.models, name)(), concept)
    assert found.complete
    assert found.verify()


@pytest.mark.thorough
def test_mixed_equilibria_are_equilibria_and_include_those_of_nashpy():
    rng = random.Random(5)  # noqa: S311 - test data
    for _ in range(40):
        shape = rng.randint(2, 3), rng.randint(2, 3)
        A, B = ([[rng.randint(-20, 20) for _ in range(shape[1])] for _ in range(shape[0])] for _ in range(2))
        game = cg.Game.from_bimatrix(A, B)
        found = set()
        for e in cg.solve(game, cg.Nash()):
            x, y = ([e.mixture(p).get(s, 0) for s in own] for p, own in zip(game.players, game.strategies, strict=True))
            assert max(sum(a * q for a, q in zip(row, y, strict=True)) for row in A) == e.payoffs[0]
            assert (
                max(sum(b * p for b, p in zip(column, x, strict=True)) for column in zip(*B, strict=True))
                == e.payoffs[1]
            )
            found.add(tuple(round(float(weight), 6) for weight in (*x, *y)))
        for pair in nashpy.Game(np.array(A), np.array(B)).vertex_enumeration():
            assert tuple(abs(round(float(weight), 6)) for strategy in pair for weight in strategy) in found


@pytest.mark.parametrize("name", MODELS)
def test_mixed_equilibria_of_shipped_models_agree_with_the_definition(name):
    found = cg.solve(getattr(cg.models, name)(), cg.Nash())
    assert len(found) >= len(cg.solve(getattr(cg.models, name)(), cg.PureNash()))
    assert found.verify(points=20)


def test_when_the_organization_can_exit_both_regimes_are_possible_at_equality():
    model = cg.models.contracting(participation=True)
    values = {symbol.name: value for symbol, value in model.baseline.items()} | {"p": 5, "b": 1}
    possible = {w: {model.rule(e) for e in cg.solve(model.at(values | {"w": w}))} for w in ("1/2", 1, 2)}
    assert "capture" not in possible["1/2"]
    assert {"capture", "cooperation"} <= possible[1]
    assert possible[2] == {"capture"}


def test_leaving_is_always_an_equilibrium_of_simultaneous_play():
    found = cg.solve(cg.models.contracting(participation=True), cg.PureNash())
    (leave,) = [e for e in found if e.profile == ("substitute", "exit")]
    assert leave.condition == True  # noqa: E712 - SymPy's true
