"""Random games with types, full of ties, and readings of what was found at a point."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.conditions import Formula, holds
from coopgame.expressions.evaluation import value_at

#: Small numbers, so that payoffs tie, sometimes with a parameter.
entry = st.tuples(st.integers(-2, 2), st.sampled_from(["", "", "", "", "+x", "-x", "+x/2"])).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
point = st.tuples(st.integers(0, 4), st.integers(-4, 4)).map(
    lambda pair: {"mu": Fraction(pair[0], 4), "x": Fraction(pair[1], 2)}
)
PRIOR = {"H": "mu", "L": "1 - mu"}
SHAPES = (("mn", "ab"), ("mn", "abc"), ("mno", "ab"), ("mn", "a"))


@st.composite
def signals(draw: st.DrawFn, shapes: tuple[tuple[str, str], ...] = SHAPES) -> cg.Signalling:
    messages, actions = draw(st.sampled_from(shapes))
    rows = {(t, m, a): (draw(entry), draw(entry)) for t in "HL" for m in messages for a in actions}
    return cg.Signalling(["H", "L"], list(messages), list(actions), PRIOR, rows)


@st.composite
def two_types(draw: st.DrawFn) -> cg.BayesianGame:
    """The row player is uninformed, the column player has two types."""
    rows, columns = draw(st.sampled_from([("ab", "cd"), ("abe", "cd"), ("ab", "cdf")]))

    def game() -> cg.Game:
        table = {(r, c): (draw(entry), draw(entry)) for r in rows for c in columns}
        return cg.Game(["row", "column"], [list(rows), list(columns)], table)

    return cg.BayesianGame(["row", "column"], {"column": ["H", "L"]}, PRIOR, {"H": game(), "L": game()})


@st.composite
def both_informed(draw: st.DrawFn) -> cg.BayesianGame:
    """Both players have two types, independent or not."""

    def game() -> cg.Game:
        table = {(r, c): (draw(entry), draw(entry)) for r in "ab" for c in "cd"}
        return cg.Game(["row", "column"], [["a", "b"], ["c", "d"]], table)

    joint = {("S", "H"): "mu/2", ("S", "L"): "1/2 - mu/2", ("T", "H"): "mu/4", ("T", "L"): "1/2 - mu/4"}
    independent = {"row": {"S": "1/3", "T": "2/3"}, "column": PRIOR}
    games = {types: game() for types in itertools.product("ST", "HL")}
    return cg.BayesianGame(
        ["row", "column"], {"row": ["S", "T"], "column": ["H", "L"]}, draw(st.sampled_from([joint, independent])), games
    )


Point = Mapping[sympy.Symbol, Fraction]


def values(game: Any, given: Mapping[str, Fraction]) -> Point:
    return {s: given[s.name] for s in game.parameters}


def numbers(game: Any, at: Point) -> Any:
    return game.substitute({s: sympy.Rational(v.numerator, v.denominator) for s, v in at.items()})


def true_at(formula: Formula, at: Point) -> bool:
    def sign(polynomial: Any) -> int:
        value = polynomial.at(at)
        return (value > 0) - (value < 0)

    return holds(formula, sign)


def described(equilibria: Iterable[cg.Equilibrium], at: Point) -> list[Any]:
    """Mixtures, payoffs and beliefs of those that exist at a point, in numbers."""
    found = []
    for e in equilibria:
        if true_at(e.formula, at):
            mixtures = tuple(tuple((name, value_at(w, at)) for name, w in mixture) for mixture in e.mixtures)
            payoffs = tuple(value_at(u, at) for u in e.payoffs)
            beliefs = sorted(
                (b.message, b.reply, value_at(b.lower, at), value_at(b.upper, at))
                for b in e.beliefs
                if true_at(b.formula, at)
            )
            found.append((mixtures, payoffs, beliefs))
    return sorted(found)


def check_conditions(game: Any, concept: Any, points: list[Mapping[str, Fraction]]) -> None:
    """Conditions, mixtures, payoffs and beliefs are those of the game of numbers solved by the definition."""
    conditional = concept.conditional(game)
    for given in points:
        at = values(game, given)
        assert described(conditional.equilibria, at) == described(concept.equilibria(numbers(game, at)), {})
