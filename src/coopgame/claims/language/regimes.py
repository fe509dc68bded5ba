"""What can be said of the regimes at a point."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopgame.claims.language.nodes import Regimes
from coopgame.claims.language.statements import Statement, some_hold
from coopgame.claims.outcomes import known_regimes, named_regimes
from coopgame.equilibria.solve import Solvable
from coopgame.errors import StatementError, did_you_mean
from coopgame.models import Model


def possible(model: Model, *regimes: str) -> Statement:
    """Return the statement that at a point each of these regimes is possible: some equilibrium has it.

    Raises
    ------
    StatementError
        The model is none, or has no such regime.

    Examples
    --------
    >>> import coopgame as cg
    >>> possible(cg.models.contracting_reduced(), "capture", "restriction")
    capture and restriction are possible
    """
    names = checked(model, regimes)
    if not names:
        raise StatementError("possible: name at least one regime; no_equilibrium(model) says that there is none.")
    return Statement(Regimes(model, names, False))


def chosen(model: Model, *regimes: str) -> Statement:
    """Return the statement that at a point these regimes are possible and no others; usually one, the regime *chosen*.

    Raises
    ------
    StatementError
        The model is none, or has no such regime.

    Examples
    --------
    >>> import coopgame as cg
    >>> chosen(cg.models.contracting_reduced(), "capture")
    capture is chosen
    """
    names = checked(model, regimes)
    if not names:
        raise StatementError("chosen: name at least one regime; no_equilibrium(model) says that there is none.")
    return Statement(Regimes(model, names, True))


def no_equilibrium(model: Model) -> Statement:
    """Return the statement that at a point there is no equilibrium.

    Examples
    --------
    >>> import coopgame as cg
    >>> no_equilibrium(cg.models.inspection())
    there is no equilibrium
    """
    return Statement(Regimes(model, checked(model, ()), True))


def unique(model: Model) -> Statement:
    """Return the statement that at a point exactly one regime is possible.

    Examples
    --------
    >>> import coopgame as cg
    >>> unique(cg.models.contracting_reduced()).models[0].concept.name
    'Nash equilibrium in pure strategies'
    """
    checked(model, ())
    return some_hold(*(chosen(model, regime) for regime in known_regimes(model)))


def checked(model: Any, regimes: Iterable[str]) -> tuple[str, ...]:
    """Return names of regimes, sorted and known to the model."""
    if not isinstance(model, Model) or not isinstance(model, Solvable):
        raise StatementError(f"Statements are about models; got {type(model).__name__}: make a cg.Model of the game.")
    # Only a name that the rule does not give needs the model solved.
    given = list(regimes)
    known = named_regimes(model)
    if not known.issuperset(given):
        known = frozenset(known_regimes(model))
    for regime in given:
        if regime not in known:
            raise StatementError(f"{regime!r} is not a regime of the model.{did_you_mean(str(regime), sorted(known))}")
    return tuple(sorted(set(given)))
