"""Random two-player games with symbols: few distinct expressions, so that structural ties are common."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st

import coopgame as cg

from .oracle import rational, value

NAMES = ("s", "t", "u")
small = st.integers(-2, 2)


@st.composite
def expressions(draw: st.DrawFn, symbols: tuple[sympy.Symbol, ...], quadratic: bool) -> sympy.Expr:
    """A linear expression with few terms or, rarely, one with a product of two symbols."""
    total = sympy.Integer(draw(st.integers(-3, 3)))
    for symbol in draw(st.lists(st.sampled_from(symbols), max_size=2)):
        total += draw(small) * symbol
    if quadratic and draw(st.integers(0, 4)) == 0:
        total += draw(small) * draw(st.sampled_from(symbols)) * draw(st.sampled_from(symbols))
    return sympy.expand(total)


@st.composite
def symbolic_games(
    draw: st.DrawFn,
    sizes: tuple[tuple[int, int], ...],
    most: int = 3,
    quadratic: bool = True,
) -> cg.Game:
    """Games with equal expressions, rows of constants, duplicated rows and exit rows."""
    m, n = draw(st.sampled_from(sizes))
    symbols = tuple(sympy.symbols(NAMES[: draw(st.integers(1, most))], real=True))
    fresh = expressions(symbols, quadratic)
    pool = draw(st.lists(fresh, min_size=2, max_size=6))
    entry = st.one_of(st.sampled_from(pool), fresh)
    A, B = ([[draw(entry) for _ in range(n)] for _ in range(m)] for _ in range(2))
    for matrix in (A, B):
        shape = draw(st.sampled_from(["", "", "constant row", "duplicate row", "duplicate column"]))
        i, k, j, h = (draw(st.integers(0, size - 1)) for size in (m, m, n, n))
        if shape == "constant row":
            matrix[i] = [matrix[i][0]] * n
        elif shape == "duplicate row":
            matrix[i] = list(matrix[k])
        elif shape == "duplicate column":
            for row in matrix:
                row[j] = row[h]
    if draw(st.integers(0, 3)) == 0:  # an exit row: whatever the opponent does, both get the same
        A[-1], B[-1] = [draw(entry)] * n, [draw(entry)] * n
    return cg.Game.from_bimatrix(A, B)


def points(game: cg.Game, low: int = -4, high: int = 4) -> st.SearchStrategy[dict[str, Fraction]]:
    """Rational points with small denominators: many lie on borders and exceptions."""
    coordinate = st.builds(Fraction, st.integers(low * 6, high * 6), st.sampled_from([1, 2, 3, 6, 7]))
    return st.fixed_dictionaries({s.name: coordinate for s in game.parameters})


def at_point(game: cg.Game, point: dict[str, Fraction]) -> cg.Game:
    return game.at({name: rational(v) for name, v in point.items()})


def on_zero(polynomial: sympy.Expr, point: dict[str, Fraction]) -> dict[str, Fraction] | None:
    """Move a point along one axis onto the zeros of a polynomial, if it is linear in that coordinate."""
    for symbol in sorted(polynomial.free_symbols, key=str):
        form: Any = sympy.Poly(polynomial, symbol)
        if form.degree() == 1:
            slope, rest = (value(c, point) for c in form.all_coeffs())
            if slope != 0:
                return {**point, symbol.name: -rest / slope}
    return None
