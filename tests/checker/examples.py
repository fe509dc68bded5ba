"""Small games whose certificates show every kind of cell."""

from __future__ import annotations

from functools import cache

import sympy
from sympy.abc import x, y

from .build import Game, certificate

BIG = (-1, 1, -1, 1)


def choice(values, outcomes, curves, **options):
    """A game of one player."""
    return Game((len(values),), {(k,): (v,) for k, v in enumerate(values)}, outcomes, curves, **options)


def named(*names):
    return [(name, (k,), None, None) for k, name in enumerate(names)]


def line():
    payoffs = {(0, 0): (x, y), (0, 1): (x, 0), (1, 0): (y, y), (1, 1): (y, 0)}
    outcomes = [("first", (0, 0), None, None), ("second", (1, 0), None, None)]
    outcomes += [("first", (0, 1), None, None), ("second", (1, 1), None, None)]
    return Game((2, 2), payoffs, outcomes, [x - y, y])


def circle():
    return choice([x**2 + y**2, sympy.Rational(1, 2)], named("out", "in"), [2 * x**2 + 2 * y**2 - 1], box=BIG)


def parabolas():
    return choice(
        [y - x**2, 0, 2 * (2 - x**2 - y)],
        named("up", "rest", "down"),
        [y - x**2, 2 - x**2 - y, y - x**2 - 2 * (2 - x**2 - y)],
        box=(-2, 2, -1, 3),
    )


def isolated():
    return choice([x**2 + y**2, 0, x + y - 3], named("some", "none", "more"), [x**2 + y**2, x + y - 3], box=BIG)


def kinked():
    return choice([sympy.Min(x, y), sympy.Rational(1, 3)], named("least", "third"), [3 * x - 1, 3 * y - 1])


def rooted():
    return choice([sympy.sqrt(x), y], named("root", "line"), [x - y**2, y, x], box=BIG)


def quotient():
    return choice(
        [1 / x, y],
        [("in", (0,), None, None), ("steep", (1,), (y - 1, ">"), None), ("flat", (1,), (y - 1, "<="), None)],
        [x * y - 1, x, y - 1, x + y - 4],
        box=(-1, 2, 0, 3),
        domain=(x + y - 4, "<="),
    )


def cusp():
    return choice([y**2, x**3, x * y], named("a", "b", "c"), [y**2 - x**3, y - x, y, x, y - x**2], box=BIG)


def leader(ties):
    payoffs = {(0, 0): (x, y), (0, 1): (y, x), (1, 0): (sympy.Rational(1, 2), y), (1, 1): (x * y, x**2)}
    outcomes = [(f"{a}{b}", (a, b), None, None) for a in range(2) for b in range(2)]
    curves = [x - y, y - x**2, 2 * x - 1, 2 * y - 1, y, x, 2 * x * y - 1, y - 1, x - 1]
    concept = {"kind": "sequential", "leader": 0, "follower": 1, "ties": ties}
    return Game((2, 2), payoffs, outcomes, curves, concept=concept, box=(-1, 1, 0, 1))


def mixed():
    """Matching pennies for x, y in (0, 1), with ties on the edges."""
    payoffs = {(0, 0): (1 - x, y), (0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (x, 1 - y)}
    inner = ((1 - y, y), (x, 1 - x))
    outcomes = [
        ("both", ((1, 0), (1, 0)), None, ("all",)),
        ("neither", ((0, 1), (0, 1)), None, ("all",)),
        ("mix", inner, None, ("all",)),
    ]
    return Game((2, 2), payoffs, outcomes, [], concept={"kind": "mixed"}, box=("1/4", "3/4", "1/4", "3/4"))


def border():
    """A 2×2 game whose mixed equilibrium lives on one side of a line."""
    payoffs = {(0, 0): (1, x - y), (0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (1, 1)}
    weight = 1 / (1 + x - y)
    half = sympy.Rational(1, 2)
    outcomes = [
        ("low", ((0, 1), (0, 1)), None, None),
        ("high", ((1, 0), (1, 0)), None, (x - y, ">=")),
        ("mix", ((weight, 1 - weight), (half, half)), None, (x - y, ">=")),
    ]
    return Game((2, 2), payoffs, outcomes, [x - y], concept={"kind": "mixed"}, box=(0, "1/2", 0, "1/2"))


EXAMPLES = {
    "line": line,
    "circle": circle,
    "parabolas": parabolas,
    "isolated": isolated,
    "kinked": kinked,
    "rooted": rooted,
    "quotient": quotient,
    "cusp": cusp,
    "all": lambda: leader("all"),
    "favourable": lambda: leader("favourable"),
    "adverse": lambda: leader("adverse"),
    "mixed": mixed,
    "border": border,
}


@cache
def example(name):
    return certificate(EXAMPLES[name]())
