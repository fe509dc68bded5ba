"""Whether comparisons that linear arithmetic does not refute hold together somewhere.

Where some parameters are given values, products become linear in the others; if the comparisons then hold together,
they do so before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import sympy
from flint import fmpq

from coopgame.conditions import FALSE, Formula, Polynomial, Range, Ring, Sign, all_of
from coopgame.conditions.linear import contradictory
from coopgame.deciders import Limits, Question, ask

Box = Mapping[sympy.Expr, Range]
Point = Mapping[sympy.Expr, Fraction]
#: How many values of the parameters that make products are tried.
TRIES = 3
#: What one question may cost.
PATIENCE = Limits(seconds=5)


def possible(signs: Sequence[Sign], box: Box, samples: Sequence[Point] = ()) -> bool | None:
    """Whether comparisons that linear arithmetic does not refute hold somewhere on a box; None: not known.

    Parameters
    ----------
    signs
        Comparisons with <, ≤, =, ≥ or >, of polynomials of one ring.
    box
        A range for each parameter.
    samples
        Points of the box, whose coordinates are tried.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> round = Sign(ring.polynomial(x**2 + y**2 - 1), "<")
    >>> far = Sign(ring.polynomial(x - 2), ">")
    >>> possible([round], {}), possible([round, far], {})
    (True, False)
    """
    polynomials = [sign.polynomial for sign in signs]
    fixed = _products(polynomials)
    if not fixed:
        return True
    for point in _candidates(fixed, box, samples):
        reduced = [Sign.among(_at(sign.polynomial, point), sign.signs) for sign in signs]
        if FALSE not in reduced and not contradictory(_comparisons(reduced), box):
            return True
    answer = ask(Question(all_of(*signs), {s: r for s, r in box.items() if isinstance(s, sympy.Symbol)}), PATIENCE)
    return {"yes": True, "no": False}.get(answer.status)


def _comparisons(formulas: Sequence[Formula]) -> list[Sign]:
    return [formula for formula in formulas if isinstance(formula, Sign)]


def _products(polynomials: Sequence[Polynomial]) -> tuple[sympy.Expr, ...]:
    """Return a few generators without which every term is linear in the others."""
    ring: Ring = polynomials[0].ring
    heavy = {e for q in polynomials for e, _ in q.terms if sum(e) > 1}
    fixed: list[int] = []
    while heavy:
        i = max(range(len(ring.generators)), key=lambda i: (sum(bool(e[i]) for e in heavy), sum(e[i] for e in heavy)))
        fixed.append(i)
        heavy = {f for e in heavy if sum(f := (*e[:i], 0, *e[i + 1 :])) > 1}
    return tuple(ring.generators[i] for i in fixed)


def _candidates(fixed: Sequence[sympy.Expr], box: Box, samples: Sequence[Point]) -> Iterator[Point]:
    """Yield values for some generators: ends of their ranges one at a time, and coordinates of the samples."""
    tried = list(samples[:TRIES])
    yield from ({s: point[s] for s in fixed} for point in tried)
    for point in tried[:1]:
        for s in fixed:
            ends = box[s] if s in box else Range(None, None)
            for end, is_open in ((ends.lower, ends.open_lower), (ends.upper, ends.open_upper)):
                if end is not None and not is_open:
                    yield {**{t: point[t] for t in fixed}, s: end}


def _at(polynomial: Polynomial, values: Point) -> Polynomial:
    """Return a polynomial where some generators have values."""
    places = {polynomial.ring.position[s]: fmpq(v.numerator, v.denominator) for s, v in values.items()}
    return Polynomial.from_flint(polynomial.ring, polynomial.flint.subs(places))
