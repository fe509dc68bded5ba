"""Why a continuous stage has no optimum: each message names the condition that fails and a point at which it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import CoopgameError, ModelError, UnsupportedError
from coopgame.models.stage_proofs import Ground, Point
from coopgame.models.stage_roots import Variable


@dataclass(frozen=True)
class Failure:
    """What speaks against a stationary point.

    Attributes
    ----------
    candidate
        The stationary point.
    kind
        "second-order", "undefined" or "unproved".
    point
        Where it fails, if a point is known.
    """

    candidate: sympy.Expr
    kind: str
    point: Point | None


def unproved(what: str) -> UnsupportedError:
    """Return the error for what is neither proved nor refuted."""
    return UnsupportedError(
        f"It could be neither proved nor refuted that {what} for all parameters; narrow the bounds of the space."
    )


def undefined(what: str, expression: sympy.Expr, ground: Ground, variables: Sequence[Variable]) -> CoopgameError:
    """Return the error for an expression that is not seen to be defined everywhere."""
    point = ground.undefined_at(expression)
    if point is None:
        return unproved(f"{what} is defined")
    return ModelError(f"{what} is not defined{at(point, variables)}; restrict the parameters or the interval.")


def at(point: Point | None, variables: Iterable[Variable]) -> str:
    """Return the words for a point, with actions instead of their roots."""
    roots = {v.root: v for v in variables}
    values = point or {}
    shown = {(roots[s].action if s in roots else s): roots[s].power(v) if s in roots else v for s, v in values.items()}
    words = ", ".join(f"{s} = {v}" for s, v in sorted(shown.items(), key=lambda pair: str(pair[0])))
    return f" at {words}" if words else ""


def no_end(sign: int, slope: sympy.Expr, variable: Variable) -> ModelError:
    """Return the error for an objective that rises towards an end which is infinite, open or a pole."""
    way, end = ("increases", variable.upper) if sign > 0 else ("decreases", variable.lower)
    advice = (
        f"bound {variable.action}" if end.is_infinite else f"expected an end of {variable.range} that can be chosen"
    )
    return ModelError(
        f"The objective {way} in {variable.action} for all parameters, its derivative being {variable.shown(slope)}: "
        f"there is no optimum in {variable.range}; {advice}."
    )


def not_inside(candidate: sympy.Expr, inside: Boolean, variable: Variable, parameters: Ground) -> CoopgameError:
    """Return the error for a stationary point that may lie beyond an end at which there is no optimum."""
    point = parameters.failing(inside)
    value = variable.power(candidate)
    if point is None:
        return unproved(f"{variable.action} = {value} is inside {variable.range}")
    return ModelError(
        f"The stationary point {variable.action} = {value} is not inside {variable.range}{at(point, [variable])}, "
        "and the end is open or the objective not defined there: there is no optimum; close the interval or restrict "
        "the parameters."
    )


def no_maximum(failures: Sequence[Failure], slope: sympy.Expr, variable: Variable, ground: Ground) -> CoopgameError:
    """Return the error for an objective without a single peak for all parameters."""
    action, shown = variable.action, variable.shown(slope)
    if not slope.has(variable.root):
        up, down = ground.failing(sympy.Gt(slope, 0)), ground.failing(sympy.Lt(slope, 0))
        return ModelError(
            f"The derivative of the objective in {action} is {shown}, which is not positive{at(up, [variable])} and "
            f"not negative{at(down, [variable])}; expected an objective with a single peak for all parameters."
        )
    if not failures:
        return UnsupportedError(f"The first-order condition {shown} = 0 cannot be solved for {action} by square roots.")
    failure = min(failures, key=lambda f: not _likely(f.candidate, variable, ground.only_parameters()))
    value = variable.power(failure.candidate)
    if failure.kind == "unproved":
        return unproved(f"{action} = {value} is the maximum of an objective with the derivative {shown}")
    where = at(failure.point, [variable])
    if failure.kind == "undefined":
        return undefined(
            f"The stationary point {action} = {value}", failure.candidate, ground.only_parameters(), [variable]
        )
    return ModelError(
        f"The second-order condition fails for {action} = {value}{where}: the objective, whose derivative is {shown}, "
        "does not rise up to the stationary point and fall beyond it; expected an objective with a single peak."
    )


def _likely(candidate: sympy.Expr, variable: Variable, parameters: Ground) -> bool:
    """Whether a stationary point lies in the interval at the first point that is tried."""
    for point in parameters.points(candidate.free_symbols):
        value = candidate.subs(point)
        return bool(value.is_real and value.is_finite and variable.lower <= value <= variable.upper)
    return False
