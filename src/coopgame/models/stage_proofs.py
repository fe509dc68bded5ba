"""Signs of expressions on a whole parameter space: proofs, and points at which they fail."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import (
    FALSE,
    Formula,
    Range,
    Ring,
    as_sympy,
    defined,
    delicate,
    formula_of,
    negate,
    without_kernels,
)
from coopgame.conditions import simplify as simplified
from coopgame.equilibria.solve import ranges_of, side_conditions
from coopgame.expressions.evaluation import truth_at
from coopgame.parameters import ParameterSpace

Point = Mapping[sympy.Symbol, sympy.Rational]
#: Where a condition that could not be proved is tried, besides the ends of bounds: numbers that a reader can check.
NICE = tuple(sympy.Rational(text) for text in ("1", "1/2", "2", "1/4", "3/4", "1/3", "10", "0", "-1"))
#: How many points are tried.
TRIES = 4000


@dataclass(frozen=True)
class Ground:
    """Parameters and action variables with their ranges: what a proof is about.

    Attributes
    ----------
    space
        The parameters.
    box
        The ranges of parameters and of variables that stand for actions.
    """

    space: ParameterSpace
    box: Mapping[sympy.Expr, Range]

    @classmethod
    def of(cls, space: ParameterSpace, variables: Mapping[sympy.Symbol, Range]) -> Ground:
        """Return the parameters of a space together with variables."""
        return cls(space, {**ranges_of(space), **variables})

    def only_parameters(self) -> Ground:
        """Return the ground without variables."""
        return Ground.of(self.space, {})

    def proves(self, condition: Boolean) -> bool:
        """Whether a comparison is seen to hold, and to be defined, on the whole ground; False means not seen."""
        if condition in (sympy.true, sympy.false):
            return bool(condition == sympy.true)
        difference = sympy.cancel(condition.lhs - condition.rhs)
        opposite = formula_of(sympy.Not(condition.func(difference, 0)), self._ring([difference]))
        return self.total([difference]) and self._refutes(opposite)

    def total(self, expressions: Iterable[sympy.Expr]) -> bool:
        """Whether expressions are seen to be defined everywhere."""
        given = list(expressions)
        return self._refutes(negate(defined(given, self._ring(delicate(given)))))

    def narrowed(self, condition: Boolean) -> Boolean:
        """Return a comparison without what follows from the ground, or as it stands if it has exponentials or such."""
        return as_sympy(self._simplified(formula_of(condition, self._ring(condition.args))))

    def failing(self, condition: Boolean, *others: sympy.Expr) -> Point | None:
        """Return a point of the ground at which a comparison fails, if one of the points tried is such.

        The point gives values to the symbols of the comparison and of the other expressions.
        """
        shown = condition.free_symbols.union(*(e.free_symbols for e in others))
        for point in self.points(shown):
            if _fails(condition, point):
                return {s: v for s, v in point.items() if s in shown}
        return None

    def undefined_at(self, expression: sympy.Expr) -> Point | None:
        """Return a point of the ground at which an expression is not defined, if one of the points tried is such."""
        return next((p for p in self.points(expression.free_symbols) if not _defined(expression.subs(p))), None)

    def points(self, needed: Iterable[sympy.Symbol]) -> Iterator[Point]:
        """Yield points of the ground with small values of the symbols needed and of those of side conditions."""
        symbols = sorted({*needed, *self._restricting()}, key=str)
        for values in itertools.islice(itertools.product(*(self._trials(s) for s in symbols)), TRIES):
            point = dict(zip(symbols, values, strict=True))
            if self._allows(point):
                yield point

    def _ring(self, expressions: Iterable[sympy.Expr]) -> Ring:
        return Ring.of(expressions, [s for s in self.box if isinstance(s, sympy.Symbol)])

    def _simplified(self, formula: Formula) -> Formula:
        given = side_conditions(self.space, self._ring([]))
        return simplified(without_kernels(formula), self.box, given)

    def _refutes(self, formula: Formula) -> bool:
        return self._simplified(formula) == FALSE

    def _restricting(self) -> set[sympy.Symbol]:
        """Return the symbols of side conditions: without their values nothing is known to be in the space."""
        return {s for condition in self.space.where for s in condition.free_symbols}

    def _trials(self, symbol: sympy.Symbol) -> list[sympy.Rational]:
        interval = self.box[symbol]
        ends = [_rational(e) for e, is_open in _ends(interval) if e is not None and not is_open]
        return list(dict.fromkeys([v for v in NICE if _inside(v, interval)] + ends + _between(interval)))

    def _allows(self, point: Point) -> bool:
        values = {s: Fraction(int(v.p), int(v.q)) for s, v in point.items()}
        return all(truth_at(condition, values) for condition in self.space.where)


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def _ends(interval: Range) -> Iterator[tuple[Fraction | None, bool]]:
    yield interval.lower, interval.open_lower
    yield interval.upper, interval.open_upper


def _inside(value: sympy.Rational, interval: Range) -> bool:
    lower, upper = interval.lower, interval.upper
    above = lower is None or value > _rational(lower) or (value == _rational(lower) and not interval.open_lower)
    below = upper is None or value < _rational(upper) or (value == _rational(upper) and not interval.open_upper)
    return bool(above and below)


def _between(interval: Range) -> list[sympy.Rational]:
    """Return a point inside, for intervals that contain no nice number."""
    if interval.lower is not None and interval.upper is not None:
        return [_rational((interval.lower + interval.upper) / 2)]
    if interval.lower is not None:
        return [_rational(interval.lower + 1)]
    return [_rational(interval.upper - 1)] if interval.upper is not None else []


def _fails(condition: Boolean, point: Point) -> bool:
    """Whether a comparison is false at a point; what is not defined there fails as well."""
    if condition in (sympy.true, sympy.false):
        return bool(condition == sympy.false)
    difference = (condition.lhs - condition.rhs).subs(point)
    return not _defined(difference) or bool(condition.func(difference, 0) == sympy.false)


def _defined(value: sympy.Expr) -> bool:
    return bool(value.is_real) and not value.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)
