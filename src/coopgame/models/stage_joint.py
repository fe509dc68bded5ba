r"""Actions that interact: all first-order conditions as one system, and the proof that its solution is the equilibrium.

Let :math:`g_j = \partial u_j / \partial z_j` and J be the matrix of :math:`\partial g_j / \partial z_k`.  Where
:math:`-(J + J^{\top})` is positive definite on the whole box of actions, the game is diagonally strictly concave and
has exactly one equilibrium (Rosen 1965, theorems 2 and 6).  When all objectives are one, J is its Hessian, and the
equilibrium is the only maximum.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from coopgame.errors import CoopgameError, ModelError, UnsupportedError
from coopgame.models.stage_failures import at, undefined, unproved
from coopgame.models.stage_proofs import Ground
from coopgame.models.stage_roots import Variable
from coopgame.models.stage_solution import tidy
from coopgame.parameters import ParameterSpace

Values = dict[sympy.Symbol, sympy.Expr]


def joint_optimum(derivatives: Sequence[sympy.Expr], variables: Sequence[Variable], space: ParameterSpace) -> Values:
    """Return the only equilibrium in actions that interact, inside their intervals for all parameters.

    Raises
    ------
    ModelError, UnsupportedError
        Strict diagonal concavity fails or cannot be proved, or an action reaches an end of its interval.
    """
    roots = [v.root for v in variables]
    ground = Ground.of(space, {v.root: v.closed for v in variables})
    for variable, derivative in zip(variables, derivatives, strict=True):
        if not ground.total([derivative]):
            raise undefined(f"The derivative of the objective in {variable.action}", derivative, ground, variables)
    _check_concave(derivatives, variables, ground)
    system = [sympy.fraction(sympy.cancel(d))[0] for d in derivatives]
    solutions = [found for found in sympy.solve(system, roots, dict=True) if _solves(found, derivatives, roots)]
    if not solutions:
        raise UnsupportedError(f"The first-order conditions cannot be solved for {_named(variables)} by square roots.")
    failures: list[CoopgameError] = []
    for found in solutions:
        values = {root: tidy(found[root]) for root in roots}
        failure = _outside(values, variables, ground.only_parameters())
        if failure is None:
            return values
        failures.append(failure)
    raise failures[0]


def _solves(found: Values, derivatives: Sequence[sympy.Expr], roots: Sequence[sympy.Symbol]) -> bool:
    """Whether all derivatives vanish identically in the parameters."""
    if set(found) != set(roots) or any(e.has(*roots, sympy.I) for e in found.values()):
        return False
    left = (sympy.cancel(d.subs(found, simultaneous=True)) for d in derivatives)
    return all(e == 0 or sympy.simplify(e) == 0 for e in left)


def _check_concave(derivatives: Sequence[sympy.Expr], variables: Sequence[Variable], ground: Ground) -> None:
    jacobian = sympy.Matrix([[sympy.diff(d, v.root) for v in variables] for d in derivatives])
    curved = -(jacobian + jacobian.T)
    for k in range(1, len(variables) + 1):
        minor = sympy.factor(sympy.cancel(curved[:k, :k].det()))
        condition = sympy.Gt(minor, 0)
        if ground.proves(condition):
            continue
        point = ground.failing(condition)
        if point is None:
            raise UnsupportedError(
                f"It could be neither proved nor refuted that the objectives are diagonally strictly concave in "
                f"{_named(variables)}; narrow the bounds."
            )
        raise ModelError(
            f"The second-order condition fails for {_named(variables)}{at(point, variables)}: the objectives are not "
            "diagonally strictly concave, so that there may be no equilibrium or several."
        )


def _outside(values: Values, variables: Sequence[Variable], parameters: Ground) -> CoopgameError | None:
    """Return the error for a solution that is not inside all intervals for all parameters, or None."""
    for variable in variables:
        value, interval = values[variable.root], variable.interval
        if not parameters.total([value]):
            return undefined(f"The solution {variable.action} = {variable.power(value)}", value, parameters, variables)
        above = (sympy.Gt if interval.left_open else sympy.Ge)(value, variable.lower)
        below = (sympy.Lt if interval.right_open else sympy.Le)(value, variable.upper)
        for end, condition in ((variable.lower, above), (variable.upper, below)):
            if end.is_infinite or parameters.proves(condition):
                continue
            point = parameters.failing(condition)
            shown = f"{variable.action} = {variable.power(value)} is"
            if point is None:
                return unproved(f"{shown} inside {variable.range}")
            return ModelError(
                f"{shown} not inside {variable.range}{at(point, variables)}; where actions interact, the first-order "
                "conditions have to hold inside: widen the interval or restrict the parameters."
            )
    return None


def _named(variables: Sequence[Variable]) -> str:
    return " and ".join(v.action.name for v in variables)
