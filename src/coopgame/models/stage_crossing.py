r"""One action at a time: the first-order condition solved, and the proof that its solution is the maximum.

Write u'(z) for the derivative of the objective in the variable z.  If

.. math:: u'(z) = (z^* - z)\, h(z) \quad\text{with } h > 0 \text{ between the ends of the interval,}

the objective rises below :math:`z^*` and falls above it, so the point of the interval that is nearest to :math:`z^*` is
the only maximum: :math:`z^*` itself where it is inside, else an end.  A concave quadratic is the simplest case.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ModelError
from coopgame.models.stage_failures import Failure, no_end, no_maximum, not_inside, undefined
from coopgame.models.stage_proofs import Ground
from coopgame.models.stage_roots import Variable
from coopgame.parameters import ParameterSpace


@dataclass(frozen=True)
class Crossing:
    """Where the derivative of an objective changes its sign from plus to minus.

    Attributes
    ----------
    stationary
        The root of the derivative; an infinite end where the derivative has one sign.
    optimum
        The point of the interval nearest to it.
    slope
        h, or the absolute value of a derivative of one sign.
    corners
        Ends of the variable with the conditions under which they are the optimum.
    """

    stationary: sympy.Expr
    optimum: sympy.Expr
    slope: sympy.Expr
    corners: tuple[tuple[sympy.Expr, Boolean], ...]


def crossing_of(derivative: sympy.Expr, variable: Variable, space: ParameterSpace) -> Crossing:
    """Return the maximum over the interval of a variable from the derivative of the objective.

    Raises
    ------
    ModelError
        There is none, or not one for all parameters; the message says which condition fails and at which point.
    UnsupportedError
        The first-order condition has no solution by square roots, or a condition can be neither proved nor refuted.
    """
    ground = Ground.of(space, {variable.root: variable.inside})
    slope = sympy.factor(sympy.cancel(derivative))
    if slope == 0:
        raise ModelError(f"The objective does not depend on {variable.action}; expected one that changes with it.")
    if not ground.total([slope]):
        raise undefined(f"The derivative of the objective in {variable.action}", slope, ground, [variable])
    for sign, end in ((1, variable.upper), (-1, variable.lower)):
        if ground.proves(sympy.Gt(sign * slope, 0)):
            return _monotone(sign, end, slope, variable, space)
    failures = []
    for candidate, rest in _stationary(slope, variable):
        failed = _failure(candidate, rest, ground)
        if failed is None:
            return _nearest(candidate, rest, variable, space)
        failures.append(failed)
    raise no_maximum(failures, slope, variable, ground)


def _monotone(sign: int, end: sympy.Expr, slope: sympy.Expr, variable: Variable, space: ParameterSpace) -> Crossing:
    """Return the end towards which the objective rises."""
    is_open = variable.interval.right_open if sign > 0 else variable.interval.left_open
    # A quotient has its poles where its derivative has them, and an end that is a pole is not chosen.
    defined = Ground.of(space, {variable.root: variable.closed}).total([slope])
    if end.is_infinite or is_open or not defined:
        raise no_end(sign, slope, variable)
    return Crossing(sign * sympy.oo, end, sign * slope, ((end, sympy.true),))


def _stationary(slope: sympy.Expr, variable: Variable) -> list[tuple[sympy.Expr, sympy.Expr]]:
    """Return the roots r of a derivative, each with the rest h for which the derivative is (r - z) h."""
    z = variable.root
    above, below = sympy.fraction(slope)
    found = []
    for factor, _ in sympy.factor_list(above, z)[1] if above.has(z) else []:
        poly = sympy.Poly(factor, z)
        for root in sympy.roots(poly):
            quotient = _divided(poly, root)
            if quotient is not None and _by_square_roots(root):
                found.append((root, sympy.factor(sympy.cancel(-quotient * sympy.cancel(above / factor) / below))))
    return found


def _by_square_roots(root: sympy.Expr) -> bool:
    return not root.has(sympy.I) and all(p.exp.is_Rational and p.exp.q <= 2 for p in root.atoms(sympy.Pow))


def _divided(poly: sympy.Poly, root: sympy.Expr) -> sympy.Expr | None:
    """Return a polynomial divided by (z - root), or None unless the root is seen to be one identically."""
    coefficients = [sympy.S.Zero]
    for coefficient in poly.all_coeffs():
        coefficients.append(sympy.cancel(coefficient + root * coefficients[-1]))
    if coefficients[-1] != 0 and sympy.simplify(coefficients[-1]) != 0:
        return None
    return sympy.Poly(coefficients[1:-1], poly.gen).as_expr()


def _failure(candidate: sympy.Expr, rest: sympy.Expr, ground: Ground) -> Failure | None:
    """Return what speaks against a candidate, or None."""
    single = sympy.Gt(rest, 0)
    if not ground.proves(single):
        point = ground.failing(single, candidate)
        if point is not None:
            return Failure(candidate, "second-order", point)
    parameters = ground.only_parameters()
    if not parameters.total([candidate]):
        return Failure(candidate, "undefined", None)
    return None if ground.proves(single) else Failure(candidate, "unproved", None)


def _nearest(candidate: sympy.Expr, rest: sympy.Expr, variable: Variable, space: ParameterSpace) -> Crossing:
    """Return the point of the interval nearest to the stationary point, without the ends that it never reaches."""
    parameters = Ground.of(space, {})
    # At an end where the objective is not defined there is no optimum either.
    defined = Ground.of(space, {variable.root: variable.closed}).total([rest])
    optimum, corners = candidate, []
    for end, is_open, relation, nearest in (
        (variable.lower, variable.interval.left_open or not defined, "ge", sympy.Max),
        (variable.upper, variable.interval.right_open or not defined, "le", sympy.Min),
    ):
        inside = _INSIDE[relation, bool(is_open)](candidate, end)
        if end.is_infinite or parameters.proves(inside):
            continue
        if is_open:
            raise not_inside(candidate, inside, variable, parameters)
        outside = (sympy.Le if relation == "ge" else sympy.Ge)(candidate, end)
        corners.append((end, parameters.narrowed(outside)))
        optimum = nearest(optimum, end)
    return Crossing(candidate, optimum, rest, tuple(corners))


_INSIDE = {("ge", False): sympy.Ge, ("ge", True): sympy.Gt, ("le", False): sympy.Le, ("le", True): sympy.Lt}
