"""What can be said of the map of one or two parameters: borders, areas, coexistence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopgame.claims.language.quantifiers import exists, just_above, just_below
from coopgame.claims.language.regimes import checked, chosen
from coopgame.claims.language.statements import Statement, all_hold
from coopgame.claims.outcomes import known_regimes
from coopgame.errors import StatementError
from coopgame.models import Model


def passes(model: Model, parameter: Any, start: str, to: str) -> Statement:
    """Return the statement that as a parameter rises, all else equal, the chosen regime passes directly to another one.

    At some value of the parameter the first regime is chosen just below and the second just above.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(passes(model, "p", "cooperation", "capture")).status
    'conditional'
    """
    below = just_below(chosen(model, start), parameter)
    return exists(parameter, below & just_above(chosen(model, to), parameter))


def has_area(model: Model, regimes: Any, axes: Iterable[Any]) -> Statement:
    """Return the statement that in the plane (or along the line) of some parameters a set of regimes has positive area.

    Parameters
    ----------
    model
        The model.
    regimes
        The regime, or the regimes of a set.
    axes
        One or two parameters.

    Raises
    ------
    StatementError
        A regime or a parameter is unknown.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(has_area(model, "capture", ("p", "b"))).status
    'conditional'
    """
    names = [regimes] if isinstance(regimes, str) else list(regimes)
    return _spread(chosen(model, *names), list(axes))


def _spread(statement: Statement, axes: list[Any]) -> Statement:
    """Return the statement that something holds on a set of positive measure: on intervals, in each axis in turn."""
    if not axes:
        raise StatementError("axes: expected at least one parameter.")
    for axis in reversed(axes):
        statement = exists(axis, just_above(statement, axis))
    return statement


def coexist(model: Model, axes: Iterable[Any], regimes: Iterable[str] | None = None) -> Statement:
    """Return the statement that in the plane of some parameters each regime (by default all) has positive area.

    Examples
    --------
    >>> import coopgame as cg
    >>> coexist(cg.models.contracting_reduced(), ("p", "b")).parameters[0]
    V
    """
    own = list(axes)
    names = known_regimes(model) if regimes is None else checked(model, list(regimes))
    return all_hold(*(has_area(model, regime, own) for regime in names))


def adjacent(model: Model, first: str, second: str, axes: tuple[Any, Any]) -> Statement:
    """Return the statement that two regimes share a border of positive length in the plane of two parameters.

    On a curve of positive length one regime is chosen on one side and the other one on the other.

    Examples
    --------
    >>> import coopgame as cg
    >>> adjacent(cg.models.contracting_reduced(), "capture", "restriction", ("p", "b")).parameters[0]
    V
    """
    x, y = axes
    one, two = chosen(model, first), chosen(model, second)

    def along(moving: Any, across: Any) -> Statement:
        up = just_below(one, across) & just_above(two, across)
        down = just_below(two, across) & just_above(one, across)
        return _spread(exists(across, up | down), [moving])

    return along(x, y) | along(y, x)
