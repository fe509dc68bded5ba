"""Signalling games: the symbolic conditions, the definition, and a brute-force search agree."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.conditions import FALSE, TRUE
from coopgame.equilibria import signalling_table
from coopgame.equilibria.signalling_numbers import Numbers
from coopgame.equilibria.signalling_paths import Paths
from tests.laws import assert_caught, law

from .games import check_conditions, numbers, point, signals, values

points = st.lists(point, min_size=3, max_size=3)
CONCEPTS = (cg.PerfectBayesian(), cg.IntuitiveCriterion())


def check_both(game: cg.Signalling, at: list[Mapping[str, Fraction]]) -> None:
    for concept in CONCEPTS:
        check_conditions(game, concept, at)


@law(4, signals(), points)
def test_conditions_and_beliefs_agree_with_the_definition(game: cg.Signalling, at: Any) -> None:
    check_both(game, at)


def test_law_of_conditions_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    two, three = signals(shapes=(("mn", "ab"),)), signals(shapes=(("mn", "abc"),))
    broken = [
        (signalling_table.Table, "best_at_prior", lambda table, m, a: table.best_against(0, m, a), two),
        (signalling_table.Table, "_rationalizable", lambda table, m, a: table.best_against(0, m, a), two),
        (signalling_table.Table, "_meet", lambda *_: TRUE, three),
        (Paths, "_stands", lambda *_: TRUE, two),
        (Paths, "_gives_away", lambda *_: FALSE, two),
    ]
    many = st.lists(point, min_size=8, max_size=8)
    for owner, name, wrong, games in broken:
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, wrong)
            assert_caught(check_both, games, many, n=100)


# Brute force: every pure strategy of both sides, beliefs on a grid and at ties --------------------


def beliefs(game: cg.Signalling, pays: Any, message: str) -> list[Fraction]:
    grid = {Fraction(k, 12) for k in range(13)}
    for a, b in itertools.combinations(game.actions, 2):
        low, high = (pays(t, message, a, 1) - pays(t, message, b, 1) for t in reversed(game.types))
        if low != high and 0 <= low / (low - high) <= 1:
            grid.add(low / (low - high))
    return sorted(grid)


def outcomes(game: cg.Signalling) -> set[Any]:
    """Outcomes of all pure assessments that are sequentially rational and consistent with Bayes' rule."""

    def pays(kind: str, message: str, action: str, side: int) -> Fraction:
        value = game.payoffs[kind, message, action][side]
        return Fraction(int(value.p), int(value.q))

    prior = [Fraction(int(p.p), int(p.q)) for p in game.prior.values()]
    found = set()
    for sent in itertools.product(game.messages, repeat=2):
        for replies in itertools.product(game.actions, repeat=len(game.messages)):
            plan = dict(zip(game.messages, replies, strict=True))
            best = all(
                pays(t, own, plan[own], 0) == max(pays(t, m, plan[m], 0) for m in game.messages)
                for t, own in zip(game.types, sent, strict=True)
            )
            if best and all(_rational(game, pays, prior, sent, m, plan[m]) for m in game.messages):
                found.add((sent, tuple((m, plan[m]) for m in game.messages if m in sent)))
    return found


def _rational(game: Any, pays: Any, prior: Any, sent: Any, message: str, action: str) -> bool:
    weights = [p if own == message else 0 for p, own in zip(prior, sent, strict=True)]
    held = [Fraction(weights[0]) / sum(weights)] if sum(weights) else beliefs(game, pays, message)

    def worth(a: str, belief: Fraction) -> Fraction:
        return belief * pays(game.types[0], message, a, 1) + (1 - belief) * pays(game.types[1], message, a, 1)

    return any(worth(action, e) == max(worth(a, e) for a in game.actions) for e in held)


def check_brute(game: cg.Signalling, at: Mapping[str, Fraction]) -> None:
    certain = numbers(game, values(game, at))
    found = set()
    for e in cg.PerfectBayesian().equilibria(certain):
        if e.is_pure:
            sent, reply = (e.profile[0], e.profile[1]), e.profile[2]
            pairs = tuple(tuple(reversed(part.split(" after "))) for part in reply.split(", "))
            found.add((sent, pairs))
    assert found == outcomes(certain)


@law(20, signals(), point)
def test_pure_outcomes_are_those_of_brute_force(game: cg.Signalling, at: Any) -> None:
    check_brute(game, at)


def test_law_of_brute_force_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Numbers, "_vertices", lambda *_: [Fraction(0)])
    assert_caught(check_brute, signals(), point, n=100)


def check_mixed(game: cg.Signalling, at: Mapping[str, Fraction]) -> int:
    """A semi-separating outcome leaves the mixing type and the receiver indifferent, and nobody gains."""
    certain, count = numbers(game, values(game, at)), 0
    for e in cg.PerfectBayesian().equilibria(certain):
        if not e.is_pure:
            count += 1
            sent = [dict(mixture) for mixture in e.mixtures[:2]]
            replies: dict[str, dict[str, Any]] = {}
            for name, w in e.mixtures[2]:
                for part in name.split(", "):
                    action, message = part.split(" after ")
                    own = replies.setdefault(message, {})
                    own[action] = own.get(action, 0) + w
            for t, own in zip(certain.types, sent, strict=True):
                pays = {
                    m: sum(w * certain.payoffs[t, m, a][0] for a, w in reply.items()) for m, reply in replies.items()
                }
                assert all(pays[m] == max(pays.values()) for m in own)
            for m, reply in replies.items():
                weights = [p * own.get(m, 0) for p, own in zip(certain.prior.values(), sent, strict=True)]
                pays = {
                    a: sum(w * certain.payoffs[t, m, a][1] for t, w in zip(certain.types, weights, strict=True))
                    for a in certain.actions
                }
                assert all(pays[a] == max(pays.values()) for a in reply)
    return count


@law(30, signals(), point)
def test_semi_separating_outcomes_leave_nobody_a_gain(game: cg.Signalling, at: Any) -> None:
    check_mixed(game, at)


def test_law_of_mixtures_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Numbers, "accepts", lambda *_: True)
    assert_caught(check_mixed, signals(), point, n=100)


def check_selection(game: cg.Signalling, at: Mapping[str, Fraction]) -> None:
    """The criterion only removes, and never from games with two messages that are both sent."""
    certain = numbers(game, values(game, at))
    every, kept = (concept.equilibria(certain) for concept in CONCEPTS)
    assert set(kept) <= set(every)
    if len(game.messages) == 2:
        assert {e for e in every if e.mixtures[0] != e.mixtures[1]} <= set(kept)


@law(20, signals(), point)
def test_the_criterion_is_a_selection(game: cg.Signalling, at: Any) -> None:
    check_selection(game, at)


def test_law_of_selection_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Numbers, "survives", lambda *_: False)
    assert_caught(check_selection, signals(), point, n=60)


# Named games --------------------------------------------------------------------------------------

HALF = sympy.Rational(1, 2)


@pytest.mark.thorough
def test_beer_or_quiche() -> None:
    """Cho and Kreps (1987): with 9/10 two pooling outcomes, and only that on beer survives."""
    model = cg.models.beer_quiche()
    mu = sympy.Symbol("mu", real=True)
    beer, quiche, mixed = cg.solve(model)
    assert [cg.ByInformation()(e) for e in (beer, quiche)] == ["pooling on beer", "pooling on quiche"]
    assert beer.condition == quiche.condition == (2 * mu >= 1)
    assert (beer.payoffs, quiche.payoffs) == ((3, 2, mu), (2, 3, mu))
    assert mixed.condition == (2 * mu < 1)
    assert sympy.simplify(mixed.mixture("stranger (weak)")["beer"] - mu / (1 - mu)) == 0
    assert {(b.message, b.reply, b.lower, b.upper) for b in quiche.beliefs} == {
        ("beer", "duel", 0, HALF),
        ("quiche", "wait", mu, mu),
    }
    at = {"mu": "9/10"}
    assert [e.profile[0] for e in cg.solve(model.at(at).game)] == ["beer", "quiche"]
    assert [e.profile[0] for e in cg.solve(model.at(at).game, cg.IntuitiveCriterion())] == ["beer"]
    d = cg.phase_diagram(model, x=("mu", 0, 1), concept=cg.IntuitiveCriterion())
    assert [b.equation for b in d.boundaries] == [sympy.Eq(mu, HALF)]
    assert d.verify().passed


@pytest.mark.thorough
def test_spence() -> None:
    """The able worker alone studies iff (w_H - w_L)/c_L ≤ e ≤ (w_H - w_L)/c_H, ends included, whatever mu is."""
    model = cg.models.spence()
    (separating,) = (e for e in cg.solve(model) if cg.ByInformation()(e) == "separating")
    names = ("w_H", "w_L", "c_H", "c_L", "e")
    high, low, cheap, dear, e = sympy.symbols(names, real=True)
    stated = (e >= (high - low) / dear) & (e <= (high - low) / cheap)
    for values_of in itertools.product((3, 5), (1, 2), (1, HALF), (2, 3), range(12)):
        at = dict(zip((high, low, cheap, dear, e), (*values_of[:4], sympy.Rational(values_of[4], 3)), strict=True))
        assert bool(separating.condition.subs(at)) == bool(stated.subs(at))
    d = cg.phase_diagram(model, x=("e", 0, 3), y=("mu", 0, 1))
    separate = [r for r in d.regions if "separating" in r.regimes]
    assert sum(r.area.lower for r in separate) == 1
    assert ["separating" in d.at(x, HALF) for x in ("99/100", 1, "3/2", 2, "201/100")] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert d.verify(points=60).passed


def fought(outcome: cg.Equilibrium, p: sympy.Symbol) -> sympy.Expr:
    """How likely the incumbent fights."""
    often = [outcome.mixture(f"incumbent ({kind})").get("fight", 0) for kind in ("tough", "weak")]
    return sympy.cancel(p * often[0] + (1 - p) * often[1])


def test_reputation() -> None:
    """Kreps and Wilson (1982): an entrant stays out iff p ≥ b with one left, iff p ≥ b² with two."""
    b, p, a = sympy.symbols("b p a", real=True)
    fight, mixed = cg.solve(cg.models.reputation_signalling())
    assert (fight.condition, mixed.condition) == (b <= p, b > p)
    assert fought(fight, p) == 1
    assert fought(mixed, p) == p / b
    assert dict(mixed.mixture("entrant"))["out after fight, enter after yield"] == 1 / a
    stay = cg.Game(["entrant"], [["enter", "out"]], {("enter",): (b - fought(mixed, p),), ("out",): (0,)})
    space = cg.ParameterSpace({"b": sympy.Interval.open(0, 1), "p": sympy.Interval.open(0, 1)})
    (out,) = (e for e in cg.solve(cg.Model(stay, space), cg.PureNash()) if e.profile == ("out",))
    assert out.condition == (b**2 <= p)
    for left, threshold in ((1, b), (2, b**2)):
        d = cg.phase_diagram(cg.models.reputation(left), x=("b", 0, 1), y=("p", 0, 1))
        assert [border.equation for border in d.boundaries] == [sympy.Eq(p, threshold)]
        assert d.verify(points=60).passed
    with pytest.raises(cg.ModelError, match="expected 1 or 2 entrants, got 3"):
        cg.models.reputation(3)


def test_yielding_by_all_fails_the_criterion() -> None:
    game = cg.models.reputation_signalling()
    every = cg.phase_diagram(game, x=("b", 0, 1), y=("p", 0, 1), concept=cg.PerfectBayesian())
    assert every.at("1/4", "1/2") == ("pooling on fight", "pooling on yield")
    kept = cg.phase_diagram(game, x=("b", 0, 1), y=("p", 0, 1))
    assert {r.regimes for r in kept.regions} == {("pooling on fight",), ("semi-separating",)}
    assert kept.verify(points=60).passed


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["beer_quiche", "spence", "reputation_signalling"])
def test_equilibria_of_models_verify(name: str) -> None:
    assert cg.solve(getattr(cg.models, name)()).verify(points=10).passed
