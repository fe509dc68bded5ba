"""Independent arithmetic for the tests: values of SymPy trees, regret, and connectedness, with fractions.

Nothing here calls the code under test, so that a fault in it cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

Point = Mapping[str, Fraction]
Matrix = Sequence[Sequence[Fraction]]
Vector = tuple[Fraction, ...]
Pair = tuple[Vector, Vector]

RELATIONS: dict[type, Any] = {
    sympy.StrictLessThan: lambda d: d < 0,
    sympy.LessThan: lambda d: d <= 0,
    sympy.Equality: lambda d: d == 0,
    sympy.Unequality: lambda d: d != 0,
    sympy.GreaterThan: lambda d: d >= 0,
    sympy.StrictGreaterThan: lambda d: d > 0,
}


def fraction(value: Any) -> Fraction:
    number = sympy.Rational(value)
    return Fraction(int(number.p), int(number.q))


def rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def value(expression: sympy.Expr, point: Point) -> Fraction:
    """Return the value of a rational function."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    if expression.is_Symbol:
        return point[expression.name]
    if expression.is_Pow:
        return value(expression.base, point) ** int(expression.exp)
    parts = [value(argument, point) for argument in expression.args]
    if expression.is_Add:
        return sum(parts, Fraction(0))
    assert expression.is_Mul, expression
    product = Fraction(1)
    for part in parts:
        product *= part
    return product


def truth(condition: Any, point: Point) -> bool:
    """Decide comparisons of rational functions joined by and, or, not."""
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if isinstance(condition, sympy.And):
        return all(truth(part, point) for part in condition.args)
    if isinstance(condition, sympy.Or):
        return any(truth(part, point) for part in condition.args)
    if isinstance(condition, sympy.Not):
        return not truth(condition.args[0], point)
    return bool(RELATIONS[type(condition)](value(condition.lhs, point) - value(condition.rhs, point)))


def conjuncts(condition: Any) -> list[Any]:
    return list(condition.args) if isinstance(condition, sympy.And) else [condition]


def regret(A: Matrix, B: Matrix, x: Vector, y: Vector) -> Fraction:
    """Return the most that a player gains by deviating alone; x and y must be mixtures."""
    assert min(x) >= 0, x
    assert min(y) >= 0, y
    assert sum(x) == sum(y) == 1
    rows = [sum(a * q for a, q in zip(row, y, strict=True)) for row in A]
    columns = [sum(B[i][j] * p for i, p in enumerate(x)) for j in range(len(y))]
    own = sum(p * u for p, u in zip(x, rows, strict=True)), sum(q * u for q, u in zip(y, columns, strict=True))
    return max(max(rows) - own[0], max(columns) - own[1])


def linked(pairs: Iterable[Pair]) -> set[frozenset[Pair]]:
    """Return the classes of pairs that hang together by common ends."""
    groups: list[set[Pair]] = []
    for pair in pairs:
        near = [g for g in groups if any(pair[0] == x or pair[1] == y for x, y in g)]
        groups = [g for g in groups if g not in near] + [{pair}.union(*near)]
    return {frozenset(g) for g in groups}


def mean(vectors: Sequence[Vector]) -> Vector:
    return tuple(sum(column) / len(vectors) for column in zip(*vectors, strict=True))


def mixture(pairs: Iterable[tuple[str, Any]], names: Sequence[str], point: Point) -> Vector:
    """Return a mixture with symbols as a vector of numbers."""
    weights = {name: value(sympy.sympify(weight), point) for name, weight in pairs}
    assert weights.keys() <= set(names)
    return tuple(weights.get(name, Fraction(0)) for name in names)


def profile(equilibrium: Any, game: Any, point: Point) -> Pair:
    x, y = (mixture(m, own, point) for m, own in zip(equilibrium.mixtures, game.strategies, strict=True))
    return x, y


def matrices(game: Any, point: Point) -> tuple[Matrix, Matrix]:
    rows, columns = game.strategies
    first, second = ([[value(game.payoffs[r, c][i], point) for c in columns] for r in rows] for i in (0, 1))
    return first, second
