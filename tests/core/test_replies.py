"""Best replies of 2×2 games: against the definition, for every pattern of signs, and as rest points of dynamics."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.results import reply as reply_module
from coopgame.results.reply import Reply, crossings

PATTERNS = list(product((-1, 0, 1), repeat=4))
GRID = [sympy.Rational(k, 12) for k in (0, 1, 3, 4, 6, 8, 9, 11, 12)]
SMALL = st.integers(-4, 4)


def game_of(row, column):
    """The game in which the row player gains these amounts by the first strategy, and the column player those."""
    return cg.Game.from_bimatrix([[row[0], row[1]], [0, 0]], [[column[0], 0], [column[1], 0]])


def is_best(gains, own, other):
    gain = other * gains[0] + (1 - other) * gains[1]
    return gain == 0 or own == (1 if gain > 0 else 0)


def inside(point, products):
    return any(all(low <= v <= high for v, (low, high) in zip(point, sides, strict=True)) for sides in products)


def check_pieces(row, column, grid=GRID):
    both = cg.best_responses(game_of(row, column))
    first, second = both.replies
    flipped = [(own, against) for against, own in first.pieces]
    listed = [*(((p.x, p.x), (p.y, p.y)) for p in both.points), *both.continua]
    for x, y in product(grid, repeat=2):
        replies = is_best(row, x, y), is_best(column, y, x)
        assert inside((x, y), flipped) == replies[0] == (first.at(y)[0] <= x <= first.at(y)[1])
        assert inside((x, y), second.pieces) == replies[1] == (second.at(x)[0] <= y <= second.at(x)[1])
        assert inside((x, y), listed) == inside((x, y), crossings(both.replies)) == all(replies)


@pytest.mark.parametrize("signs", PATTERNS, ids=str)
def test_every_pattern_of_signs(signs):
    check_pieces(signs[:2], signs[2:])


@pytest.mark.thorough
@settings(max_examples=40)
@given(st.tuples(SMALL, SMALL), st.tuples(SMALL, SMALL))
def test_pieces_are_the_best_replies_and_cross_in_the_equilibria(row, column):
    thresholds = [Fraction(g[1], g[1] - g[0]) for g in (row, column) if g[0] != g[1]]
    own = [sympy.Rational(t) for t in thresholds if 0 <= t <= 1]
    check_pieces(row, column, [*GRID[::2], *own])


def test_a_wrong_threshold_is_noticed(monkeypatch):
    right = Reply.threshold.fget
    wrong = property(lambda self: None if right(self) is None else right(self) / 2)
    monkeypatch.setattr(reply_module.Reply, "threshold", wrong)
    with pytest.raises(AssertionError):
        check_pieces((1, -1), (1, -1))


@pytest.mark.parametrize("signs", PATTERNS, ids=str)
def test_kinds_are_those_of_the_replicator_dynamics(signs):
    both = cg.best_responses(game_of(signs[:2], signs[2:]))
    (a, b), (c, d) = signs[:2], signs[2:]
    for point in both.points:
        near = sympy.Rational(1, 1000)
        if point.kind in ("saddle", "centre"):
            # The trace at an inner rest point is zero, so the sign of the determinant tells.
            assert (point.kind == "saddle") == ((a - b) * (c - d) > 0)
            continue
        x, y = abs(point.x - near), abs(point.y - near)
        moves = (y * a + (1 - y) * b, x * c + (1 - x) * d)
        towards = [m * (at - v) > 0 for m, at, v in zip(moves, (point.x, point.y), (x, y), strict=True)]
        assert all(towards) if point.kind == "stable" else not any(towards)


def test_each_kind_occurs():
    kinds = {p.kind for signs in PATTERNS for p in cg.best_responses(game_of(signs[:2], signs[2:])).points}
    assert kinds == {"stable", "unstable", "saddle", "centre"}


def test_thresholds_keep_their_symbols():
    model = cg.models.st_plane()
    for S, T in ((sympy.Rational(-1, 2), sympy.Rational(1, 2)), (sympy.Rational(1, 2), sympy.Rational(3, 2))):
        both = cg.best_responses(model, at={"S": S, "T": T})
        assert str(both.reply("row").formula) == "S/(S + T - 1)"
        for reply in both.replies:
            assert reply.formula.xreplace(dict(both.fixed)) == reply.threshold


def test_the_baseline_fixes_the_drawing():
    both = cg.best_responses(cg.models.inspection(), at={"c": 1})
    assert {s.name: v for s, v in both.fixed.items()} == {"a": 2, "c": 1, "f": 3, "g": 1, "l": 6}
    assert [(p.x, p.y, p.kind) for p in both.points] == [(sympy.Rational(1, 3), sympy.Rational(3, 4), "centre")]
    assert r"\frac{g}{f}" in both.to_latex()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cg.best_responses(cg.models.st_plane(), at={"S": 1}), cg.ParameterError, "T has no value"),
        (lambda: cg.best_responses(cg.models.contracting(), at={"p": 1, "b": 1}), cg.ConceptError, "4 × 2"),
        (lambda: cg.best_responses(cg.models.entry_deterrence()), cg.ConceptError, "Tree"),
        (lambda: cg.best_responses(cg.models.inspection(), at={"c": 1, "a": 7}), cg.ParameterError, "side condition"),
        (lambda: cg.best_responses(cg.models.st_plane(), at={"S": 1, "Q": 1}), cg.ParameterError, "Q"),
        (lambda: cg.best_responses(cg.models.inspection(), at={"c": 1}).reply("boss"), cg.GameError, "boss"),
        (lambda: cg.best_responses(cg.models.inspection(), at={"c": 1}).replies[0].at(2), cg.DiagramError, "2"),
    ],
)
def test_mistakes_are_named(call, error, words):
    with pytest.raises(error, match=words):
        call()
