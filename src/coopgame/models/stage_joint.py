r"""Actions that interact: all first-order conditions as one system, and the proof that its solution is the equilibrium.

Let :math:`g_j = \partial u_j / \partial z_j` and J be the matrix of :math:`\partial g_j / \partial z_k`.  Where
:math:`-(J + J^{\top})` is positive definite on the whole box of actions, the game is diagonally strictly concave and
has exactly one equilibrium (Rosen 1965, theorems 2 and 6).  When all objectives are one, J is its Hessian, and the
equilibrium is the only maximum.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from coopgame.errors import ModelError, UnsupportedError
from coopgame.models.stage_failures import at
from coopgame.models.stage_proofs import Ground
from coopgame.models.stage_roots import Variable
from coopgame.models.stage_solution import tidy
from coopgame.parameters import ParameterSpace


def joint_optimum(
    derivatives: Sequence[sympy.Expr], variables: Sequence[Variable], space: ParameterSpace
) -> dict[sympy.Symbol, sympy.Expr]:
    """Return the only equilibrium in actions that interact, inside their intervals for all parameters.

    Raises
    ------
    ModelError, UnsupportedError
        Strict diagonal concavity fails or cannot be proved, or an action reaches an end of its interval.
    """
    roots = [v.root for v in variables]
    ground = Ground.of(space, {v.root: v.closed for v in variables})
    if not ground.total(derivatives):
        raise UnsupportedError(f"It could not be proved that the derivatives in {_named(variables)} are defined.")
    _check_concave(derivatives, variables, ground)
    system = [sympy.fraction(sympy.cancel(d))[0] for d in derivatives]
    for found in sympy.solve(system, roots, dict=True):
        if len(found) == len(roots) and not any(e.has(*roots, sympy.I) for e in found.values()):
            return _inside(found, variables, ground.only_parameters())
    raise UnsupportedError(f"The first-order conditions cannot be solved for {_named(variables)}.")


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


def _inside(
    found: dict[sympy.Symbol, sympy.Expr], variables: Sequence[Variable], parameters: Ground
) -> dict[sympy.Symbol, sympy.Expr]:
    values = {v.root: tidy(found[v.root]) for v in variables}
    if not parameters.total(values.values()):
        raise UnsupportedError(f"It could not be proved that the solution for {_named(variables)} is defined.")
    for variable in variables:
        value, interval = values[variable.root], variable.interval
        above = (sympy.Gt if interval.left_open else sympy.Ge)(value, variable.lower)
        below = (sympy.Lt if interval.right_open else sympy.Le)(value, variable.upper)
        for end, condition in ((variable.lower, above), (variable.upper, below)):
            if end.is_infinite or parameters.proves(condition):
                continue
            point = parameters.failing(condition)
            raise ModelError(
                f"{variable.action} = {variable.power(value)} is not inside {variable.range}{at(point, variables)}; "
                "where actions interact, the first-order conditions have to hold inside: widen the interval or "
                "restrict the parameters."
            )
    return values


def _named(variables: Sequence[Variable]) -> str:
    return " and ".join(v.action.name for v in variables)
