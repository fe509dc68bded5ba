"""Some rational points of a space, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import sympy

from coopgame.claims.publishing.factors import Box
from coopgame.conditions import Formula, Polynomial, Range, holds

#: How many points of the space are tried before arithmetic is asked.
SAMPLES = 200


def samples_of(symbols: Iterable[sympy.Expr], given: Formula, box: Box) -> tuple[Mapping[sympy.Expr, Fraction], ...]:
    """Return some rational points of the space, the same in every run, small numbers among them so that ties occur."""
    ordered = sorted(set(symbols), key=str)
    return tuple(point for point in _points(ordered, box) if _inside(given, point))


def _points(symbols: Sequence[sympy.Expr], box: Box) -> Iterator[Mapping[sympy.Expr, Fraction]]:
    rng = random.Random(0)  # noqa: S311 - points to try, not a secret
    for n in range(SAMPLES):
        yield {s: _draw(rng, box.get(s, Range(None, None)), 1 + n % 8) for s in symbols}


def _draw(rng: random.Random, interval: Range, scale: int) -> Fraction:
    step = Fraction(rng.randint(1, 15), 16)
    if interval.lower is not None and interval.upper is not None:
        return interval.lower + (interval.upper - interval.lower) * step
    step *= scale * 4
    if interval.lower is not None:
        return interval.lower + step
    return interval.upper - step if interval.upper is not None else step * rng.choice((-1, 1))


def _inside(given: Formula, point: Mapping[sympy.Expr, Fraction]) -> bool:
    def sign(polynomial: Polynomial) -> int:
        value = polynomial.at(point)
        return (value > 0) - (value < 0)

    return holds(given, sign)
