"""Games with private types: what they refuse, and the laws of their equilibria."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.equilibria.concept import rational_payoffs
from coopgame.equilibria.uninformed import _Tree
from tests.laws import assert_caught, law

from .games import PRIOR, both_informed, check_conditions, numbers, point, signals, two_types, values

ONE = cg.Game(["row", "column"], [["a", "b"], ["c", "d"]], {(r, c): (1, "x") for r in "ab" for c in "cd"})
OTHER = cg.Game(["row", "column"], [["a", "b"], ["c", "e"]], {(r, c): (1, 0) for r in "ab" for c in "ce"})
STRANGE = cg.Game(["row", "col"], [["a", "b"], ["c", "d"]], {(r, c): (1, 0) for r in "ab" for c in "cd"})
XS = cg.ParameterSpace({"x": (0, 1)})
TYPES = {"column": ["H", "L"]}


def bayesian(prior: Any, games: Any = None, types: Any = None) -> cg.BayesianGame:
    return cg.BayesianGame(["row", "column"], types or TYPES, prior, games or {"H": ONE, "L": ONE})


def signal(prior: Any = PRIOR, **changes: Any) -> cg.Signalling:
    table = {(t, m, a): (1, 0) for t in "HL" for m in "mn" for a in "ab"}
    parts = {"types": ["H", "L"], "messages": ["m", "n"], "actions": ["a", "b"], "payoffs": table} | changes
    return cg.Signalling(parts["types"], parts["messages"], parts["actions"], prior, parts["payoffs"])


TWO = {"row": ["S", "T"], "column": ["H", "L"]}
BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: bayesian({"H": "mu", "M": "1 - mu"}), "GameError", "prior, types of column: M is not a type."),
    (lambda: bayesian({"H": "1/2", "Low": "1/2"}), "GameError", "Low is not a type. Known: H, L."),
    (lambda: bayesian({"H": "mu"}), "GameError", "no probability of L"),
    (lambda: bayesian({"H": "1/2", "L": "1/4"}), "GameError", "the probabilities of H, L sum to 3/4; expected 1."),
    (
        lambda: bayesian({"H": "mu", "L": "nu"}),
        "GameError",
        "sum to mu + nu, which is 1 only for some parameters; expected 1 for all of them",
    ),
    (lambda: bayesian({"H": "mu", "L": "1 - mu/2"}), "GameError", "sum to mu/2 + 1, which is 1 only for some"),
    (lambda: bayesian({"H": "3/2", "L": "-1/2"}), "GameError", "the probability of L is -1/2; expected at least 0"),
    (lambda: bayesian({"H": "mu)", "L": "1"}), "GameError", "probability of H"),
    (lambda: bayesian(PRIOR, {"H": ONE}), "GameError", "no game for the profile of types (L)"),
    (lambda: bayesian(PRIOR, {"H": ONE, "L": ONE, "M": ONE}), "GameError", "(M) is not a profile of types"),
    (lambda: bayesian(PRIOR, {"H": ONE, "L": OTHER}), "GameError", "games at (L): the strategies differ"),
    (lambda: bayesian(PRIOR, {"H": ONE, "L": STRANGE}), "GameError", "the players are row, col; expected row, column"),
    (lambda: bayesian(PRIOR, {"H": ONE, "L": 3}), "GameError", "expected a Game, got int"),
    (lambda: bayesian(PRIOR, types={"col": ["H", "L"]}), "GameError", "'col' is not a player. Did you mean 'column'?"),
    (lambda: bayesian(PRIOR, types={"column": ["H", "H"]}), "GameError", "'H' is given twice"),
    (lambda: bayesian({"row": {"S": 1, "T": 0}}, types=TWO), "GameError", "no probabilities of the types of column"),
    (lambda: bayesian({("S", "H"): 1}, types=TWO), "GameError", "no probability of S, L"),
    (lambda: bayesian({"a": {"S": 1}, "b": {"H": 1}}, types=TWO), "GameError", "'a' has no types"),
    (lambda: bayesian(PRIOR).at({"mu": 2}), "GameError", "a probability of the prior becomes -1"),
    (lambda: bayesian(PRIOR).at({"nu": 2}), "GameError", "nu is not a parameter of the game"),
    (lambda: list(bayesian(PRIOR).plans("rows")), "GameError", "Did you mean 'row'?"),
    (lambda: signal({"H": "mu", "L": "mu"}), "GameError", "sum to 2*mu, which is 1 only for some parameters"),
    (
        lambda: cg.BayesianGame(
            ["a", "a (H)"],
            {"a": ["H", "L"]},
            PRIOR,
            dict.fromkeys("HL", cg.Game(["a", "a (H)"], [["x"], ["y"]], {("x", "y"): (0, 0)})),
        ),
        "GameError",
        "two agents would be called 'a (H)'",
    ),
    (lambda: signal(types=["H"]), "GameError", "needs two types of the sender, got 1"),
    (lambda: signal(messages=["m"]), "GameError", "one message cannot signal anything"),
    (lambda: signal(payoffs={}), "GameError", "payoffs at (H, m, a): missing"),
    (lambda: signal(payoffs={("H", "m", "c"): (0, 0)}), "GameError", "'c' is not a known action"),
    (lambda: signal(actions=["a", "b", "c"]), "GameError", "payoffs at (H, m, c): missing"),
    (lambda: signal().at({"mu": -1}), "GameError", "a probability of the prior becomes -1"),
    (lambda: cg.Signalling.from_bayesian(bayesian(PRIOR), "row"), "GameError", "in which 'row' alone has types"),
    (lambda: cg.solve(ONE, cg.BayesianNash()), "ConceptError", "is defined for a BayesianGame, this is a Game"),
    (lambda: cg.solve(bayesian(PRIOR), cg.Nash()), "ConceptError", "take its strategic form with .strategic()"),
    (lambda: cg.solve(bayesian(PRIOR), cg.PerfectBayesian()), "ConceptError", "Signalling.from_bayesian(game, sender)"),
    (lambda: cg.solve(ONE, cg.IntuitiveCriterion()), "ConceptError", "defined for a Signalling game"),
    (lambda: cg.solve(bayesian(PRIOR), cg.UninformedLeader("col")), "ConceptError", "Did you mean 'column'?"),
    (
        lambda: cg.solve(bayesian(PRIOR), cg.UninformedLeader("column")),
        "ConceptError",
        "has no private types, got 'column'",
    ),
    (lambda: cg.solve(signal(), cg.PureNash()), "ConceptError", "use PerfectBayesian() or IntuitiveCriterion()"),
    (lambda: cg.solve(bayesian(PRIOR), cg.Nash()), "ConceptError", "use BayesianNash() or take its strategic form"),
    (lambda: cg.Signalling.from_bayesian(bayesian(PRIOR), "colum"), "GameError", "Did you mean 'column'?"),
    (lambda: cg.Signalling.from_bayesian(bayesian(PRIOR), "row"), "GameError", "types belong to column"),
    (
        lambda: cg.Model(ONE, cg.ParameterSpace({"x": (0, 1)}), rule=cg.ByInformation()),
        "ModelError",
        "reads signalling",
    ),
    (
        lambda: cg.Model(
            signal(), cg.ParameterSpace({"mu": (0, 1)}), rule=cg.ByInformation({"pooling on k": "silence"})
        ),
        "ModelError",
        "'pooling on k' is not one of separating",
    ),
]


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[f"{i}-{b[2][:30]}" for i, b in enumerate(BAD)])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "prior", [{"H": "mu", "L": "1 - mu"}, {"H": "m/(m + n)", "L": "n/(m + n)"}, {"H": "(1 - q)**2", "L": "2*q - q**2"}]
)
def test_sums_to_one_are_decided_for_all_parameters(prior: Any) -> None:
    assert sum(bayesian(prior).at({"x": 1}).probabilities).equals(1)


def test_agents_and_plans() -> None:
    game = bayesian(PRIOR)
    assert game.players == ("row", "column (H)", "column (L)")
    assert game.strategies == (("a", "b"), ("c", "d"), ("c", "d"))
    assert game.strategic().strategies == (("a", "b"), ("c; c", "c; d", "d; c", "d; d"))
    assert game.expected(("a", "c", "d")) == (1, sympy.Symbol("x", real=True))


@pytest.mark.parametrize("make", [lambda: bayesian(PRIOR), signal, lambda: bayesian(PRIOR).at({"mu": "1/2"})])
def test_is_a_value(make: Callable[[], Any]) -> None:
    one, other = make(), make()
    assert one == other == pickle.loads(pickle.dumps(one))  # noqa: S301
    assert hash(one) == hash(other)
    assert repr(one) == repr(other)
    assert one._repr_html_() == other._repr_html_()
    with pytest.raises(AttributeError):
        one.prior = {}


# Laws ---------------------------------------------------------------------------------------------

points = st.lists(point, min_size=3, max_size=3)


def check_nash(game: cg.BayesianGame, at: list[Mapping[str, Fraction]]) -> None:
    check_conditions(game, cg.BayesianNash(), at)


def check_leader(game: cg.BayesianGame, at: list[Mapping[str, Fraction]]) -> None:
    check_conditions(game, cg.UninformedLeader("row"), at)


@law(10, st.one_of(two_types(), both_informed()), points)
def test_conditions_of_plans_agree_with_the_definition(game: cg.BayesianGame, at: Any) -> None:
    check_nash(game, at)


@law(7, two_types(), points)
def test_conditions_with_an_uninformed_leader_agree_with_backward_induction(game: cg.BayesianGame, at: Any) -> None:
    check_leader(game, at)


def test_condition_laws_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(cg.BayesianGame, "agent_form", lambda game: _careless(game))
        assert_caught(check_nash, two_types(), points, n=40)
    with monkeypatch.context() as patched:
        patched.setattr(_Tree, "_all_best", lambda tree, lead, replies: tree.best[0, lead, replies[0]])
        assert_caught(check_leader, two_types(), points, n=40)


HONEST = cg.BayesianGame.agent_form


def _careless(game: cg.BayesianGame) -> cg.Game:
    """An agent form in which agents weigh types as if they were equally likely."""
    form = HONEST(game)
    half = {sympy.Symbol("mu", real=True): sympy.Rational(1, 2)}
    return form if game.is_numeric else form.substitute(half)


def check_degenerate(game: cg.BayesianGame, x: Fraction) -> None:
    """A prior that is sure of a type leaves the game of that type, for the agents that are there."""
    for sure, kind, place in ((1, "H", 1), (0, "L", 2)):
        at = values(game, {"mu": Fraction(sure), "x": x})
        plain = numbers(game.games[kind,], {s: v for s, v in at.items() if s in game.games[kind,].parameters})
        certain = numbers(game, at)
        for concept, known in (
            (cg.BayesianNash(), cg.PureNash()),
            (cg.UninformedLeader("row"), cg.SubgamePerfect(order=("row", "column"))),
        ):
            found = {(e.profile[0], e.profile[place]) for e in concept.equilibria(certain)}
            assert found == {e.profile for e in known.equilibria(plain)}


some = st.integers(-4, 4).map(lambda k: Fraction(k, 2))


@law(12, two_types(), some)
def test_a_degenerate_prior_leaves_the_game_of_that_type(game: cg.BayesianGame, x: Fraction) -> None:
    check_degenerate(game, x)


def test_law_of_degenerate_priors_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = cg.BayesianGame.belief

    def shifted(game: cg.BayesianGame, party: str, kind: str | None, types: tuple[str, ...]) -> Any:
        weight = honest(game, party, kind, types)
        return (weight + 1) / 3 if party == "row" else weight

    monkeypatch.setattr(cg.BayesianGame, "belief", shifted)
    assert_caught(check_degenerate, two_types(), some, n=60)


def check_plans(game: cg.BayesianGame, x: Fraction, mu: Fraction) -> None:
    """With no type of probability zero, equilibria of agents are those of the players who choose plans."""
    certain = numbers(game, values(game, {"mu": mu, "x": x}))
    plans = {plan: name for name, plan in certain.plans("column")}
    agents = {(e.profile[0], plans[e.profile[1:]]) for e in cg.BayesianNash().equilibria(certain)}
    form = certain.strategic()
    assert agents == {e.profile for e in cg.PureNash().equilibria(form)}
    payoffs = rational_payoffs(form)
    for e in cg.BayesianNash().equilibria(certain):
        own = [Fraction(int(u.p), int(u.q)) for u in e.payoffs]
        assert payoffs[e.profile[0], plans[e.profile[1:]]] == (own[0], mu * own[1] + (1 - mu) * own[2])


inner = st.integers(1, 3).map(lambda k: Fraction(k, 4))


@law(12, two_types(), some, inner)
def test_agents_and_plans_have_the_same_equilibria(game: cg.BayesianGame, x: Fraction, mu: Fraction) -> None:
    check_plans(game, x, mu)


def test_law_of_plans_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cg.BayesianGame, "expected", lambda game, actions: HONEST(game).payoffs[actions][:2])
    assert_caught(check_plans, two_types(), some, inner, n=60)


@law(3, two_types(), some, inner)
def test_mixed_equilibria_of_plans_leave_no_type_a_gain(game: cg.BayesianGame, x: Fraction, mu: Fraction) -> None:
    certain = numbers(game, values(game, {"mu": mu, "x": x}))
    form, plans = HONEST(certain), dict(certain.plans("column"))
    for e in cg.solve(certain.strategic(), cg.Nash()):
        rows, columns = e.mixtures
        for k in (0, 1):
            # What each strategy of a type pays against the row player's mixture.
            other = certain.strategies[2 - k][0]
            pays = {
                c: sum(w * form.payoffs[(r, c, other) if k == 0 else (r, other, c)][k + 1] for r, w in rows)
                for c in certain.strategies[k + 1]
            }
            assert all(pays[plans[name][k]] == max(pays.values()) for name, _ in columns)


@law(5, signals(), st.sampled_from(["column", "row"]))
def test_a_signalling_game_is_read_off_a_bayesian_one(game: cg.Signalling, first: str) -> None:
    second = "row" if first == "column" else "column"
    sets = {first: list(game.messages), second: list(game.actions)}
    order = ["row", "column"]

    def inner_game(kind: str) -> cg.Game:
        table = {}
        for m in game.messages:
            for a in game.actions:
                u, v = game.payoffs[kind, m, a]
                table[(m, a) if first == "row" else (a, m)] = (u, v) if first == "row" else (v, u)
        return cg.Game(order, [sets[p] for p in order], table)

    stated = cg.BayesianGame(order, {first: list(game.types)}, PRIOR, {t: inner_game(t) for t in game.types})
    found = cg.Signalling.from_bayesian(stated, first)
    assert found.payoffs == game.payoffs
    assert found.prior == game.prior
    assert found.parties == (first, second)


@pytest.mark.parametrize(
    ("prior", "payoffs", "where"),
    [
        ({"H": "1/2", "L": "1/2"}, ("1/x", "-1/x"), "Ne(x, 0)"),
        ({"H": 0, "L": 1}, ("1/x", 1), "Ne(x, 0)"),
        ({"H": "1/2", "L": "1/2"}, ("sqrt(x)", "-sqrt(x)"), "x >= 0"),
    ],
)
def test_payoffs_that_cancel_in_expectation_have_to_be_defined(prior: Any, payoffs: Any, where: str) -> None:
    def alone(payoff: Any) -> cg.Game:
        names = [["go", "stay"], ["wait"]]
        return cg.Game(["row", "column"], names, {("go", "wait"): (payoff, 0), ("stay", "wait"): (0, 0)})

    game = bayesian(prior, dict(zip("HL", map(alone, payoffs), strict=True)))
    for concept in (cg.BayesianNash(), cg.UninformedLeader("row")):
        found = cg.solve(game, concept)
        assert str(found.equilibria[0].condition) == where
        assert where == "x >= 0" or found.verify().passed  # roots of random numbers are not rational
