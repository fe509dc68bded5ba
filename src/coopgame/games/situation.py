"""What every game of the theory has in common, however it is stated: as a table, as a tree, with types, or repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self, runtime_checkable

import sympy
from sympy.logic.boolalg import Boolean


@runtime_checkable
class Situation(Protocol):
    """A strategic situation: players, and expressions in real parameters.

    Solution concepts say with :meth:`coopgame.equilibria.Concept.check` which kinds of situations they solve.
    """

    @property
    def players(self) -> tuple[str, ...]:
        """The names of the players."""

    @property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """For each player the names that can stand in an equilibrium."""

    @property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of all expressions, sorted by name."""

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """Everything that has to be a real number: payoffs, probabilities, discount factors."""

    @property
    def is_numeric(self) -> bool:
        """Whether no expression contains a parameter."""

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Self:
        """Return the situation with parameters replaced by expressions, all at once."""

    def at(self, values: Mapping[Any, Any]) -> Self:
        """Return the situation with some parameters replaced by exact numbers."""

    def _repr_html_(self) -> str: ...


def demands_of(situation: Any) -> tuple[Boolean, ...]:
    """Return what must hold of the parameters for a situation to make sense, besides that its expressions are defined.

    A kind of situation states this as its ``demands``, for example that a discount factor lies in [0, 1).
    """
    return tuple(getattr(situation, "demands", ()))
