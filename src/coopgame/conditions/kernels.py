r"""Conditions with quotients, minima and maxima as conditions on polynomials.

* :math:`1/d`: multiply by an even power of d, which changes no sign where :math:`d \ne 0`, and demand
  :math:`d \ne 0`; no denominator is divided away.
* :math:`\min(a_1, \dots)`: some :math:`a_i` is the smallest and stands for the minimum; likewise for the maximum.
"""

from __future__ import annotations

import sympy

from coopgame.conditions.formulas import Formula, Sign, all_of, any_of, transform
from coopgame.conditions.polynomials import Polynomial, Ring
from coopgame.errors import UnsupportedError


def without_kernels(formula: Formula) -> Formula:
    """Return an equivalent formula whose polynomials are polynomials in parameters alone.

    Raises
    ------
    UnsupportedError
        A comparison contains a root, a real power, an exponential or a logarithm.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, sympy.Min(x, y)])
    >>> as_sympy(without_kernels(Sign.compare(ring.polynomial(sympy.Min(x, y) - 1), ">=")))
    ((x >= 1) & (x <= y)) | ((x >= y) & (y >= 1))
    """
    return transform(formula, _eliminate)


def _eliminate(sign: Sign) -> Formula:
    kernels = [g for g in sign.polynomial.generators if not isinstance(g, sympy.Symbol)]
    if not kernels:
        symbols = Ring(tuple(g for g in sign.polynomial.ring.generators if isinstance(g, sympy.Symbol)))
        return sign if symbols == sign.polynomial.ring else _compare(sign.polynomial.expression, sign.relation, symbols)
    kernel = kernels[-1]
    if isinstance(kernel, sympy.Min | sympy.Max):
        return _by_cases(sign, kernel)
    if isinstance(kernel, sympy.Pow) and kernel.exp == -1:
        return _by_multiplying(sign, kernel)
    raise UnsupportedError(
        f"The condition {sign.polynomial} {sign.relation} 0 contains {kernel}, which is not polynomial; "
        "exact conditions are supported for polynomials, quotients, min and max."
    )


def _compare(expression: sympy.Expr, relation: str, like: Ring | None = None) -> Formula:
    symbols = () if like is None else (g for g in like.generators if isinstance(g, sympy.Symbol))
    ring = Ring.of([expression], symbols)
    return Sign.compare(ring.polynomial(expression), relation)


def _by_cases(sign: Sign, kernel: sympy.Expr) -> Formula:
    relation = "<=" if isinstance(kernel, sympy.Min) else ">="
    arguments = sorted(kernel.args, key=sympy.default_sort_key)
    ring = sign.polynomial.ring
    cases = []
    for chosen in arguments:
        extreme = [_compare(chosen - other, relation, ring) for other in arguments if other != chosen]
        value = sign.polynomial.expression.xreplace({kernel: chosen})
        cases.append(all_of(_compare(value, sign.relation, ring), *extreme))
    return without_kernels(any_of(*cases))


def _by_multiplying(sign: Sign, kernel: sympy.Expr) -> Formula:
    polynomial, ring = sign.polynomial, sign.polynomial.ring
    i = ring.position[kernel]
    degree = max(e[i] for e, _ in polynomial.terms)
    even = degree + degree % 2
    total = []
    for exponents, c in polynomial.terms:
        rest = Polynomial(ring, (((*exponents[:i], 0, *exponents[i + 1 :]), c),))
        total.append(rest.expression * kernel.base ** (even - exponents[i]))
    cleared = _compare(sympy.Add(*total), sign.relation, ring)
    return without_kernels(all_of(cleared, _compare(kernel.base, "!=", ring)))
