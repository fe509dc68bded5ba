"""Random games with polynomial payoffs in x and y."""

from __future__ import annotations

import random

import sympy

import coopgame as cg

X, Y = sympy.symbols("x y", real=True)
MONOMIALS = {1: (sympy.Integer(1), X, Y), 2: (sympy.Integer(1), X, Y, X**2, X * Y, Y**2)}


def random_game(size: tuple[int, int], degree: int, seed: int) -> cg.Game:
    """Return a game of two players; coefficients are uniform on the integers -2 … 2 (linear) or -9 … 9."""
    rng = random.Random(f"{size} {degree} {seed}")  # noqa: S311 - games, not secrets
    top = 2 if degree == 1 else 9

    def payoffs() -> list[list[sympy.Expr]]:
        return [
            [sum(rng.randint(-top, top) * m for m in MONOMIALS[degree]) for _ in range(size[1])] for _ in range(size[0])
        ]

    return cg.Game.from_bimatrix(payoffs(), payoffs())


def follower() -> cg.SubgamePerfect:
    """Return play in which the first player moves first."""
    return cg.SubgamePerfect(("row", "column"))
