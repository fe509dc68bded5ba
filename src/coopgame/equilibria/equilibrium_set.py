"""The result of solving a game: its equilibria, what is known of their completeness, and a check of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.equilibria.concept import Concept
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, mixtures_latex
from coopgame.equilibria.verification import verify
from coopgame.expressions.typeset import array, formula, words
from coopgame.notebook import paragraph, table
from coopgame.parameters import ParameterSpace
from coopgame.reports import Report


@dataclass(frozen=True, repr=False)
class EquilibriumSet:
    """All equilibria of a game under one concept.

    For a game of numbers, every equilibrium; for a game with parameters, every equilibrium that can exist, each with
    its exact condition.  The answer is complete everywhere except on the zeros of :attr:`exceptions`.

    Attributes
    ----------
    game, concept
        What was solved, and how.
    space
        The parameter space whose bounds were used to simplify conditions.
    equilibria
        The equilibria, without duplicates, in the order of the profiles of the game.
    components
        Connected components of the equilibrium set; with symbols, maximal Nash subsets that exist together somewhere.
    indifferences
        The payoff comparisons that the conditions are made of.
    exceptions
        Polynomials on whose zeros the list may be incomplete; empty: complete everywhere.
    """

    game: Any
    concept: Concept
    space: ParameterSpace
    equilibria: tuple[Equilibrium, ...]
    components: tuple[Component, ...]
    indifferences: tuple[Indifference, ...] = ()
    exceptions: tuple[sympy.Expr, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every probability, payoff and condition is exact; always true here."""
        return True

    @property
    def complete(self) -> bool:
        """Whether these are all equilibria of this concept, for all parameters of the space."""
        return not self.exceptions

    def __len__(self) -> int:
        return len(self.equilibria)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def verify(self, *, points: int = 50, seed: int = 0) -> Report:
        """Substitute every profile back into the payoffs, exactly, and look for equilibria that are missing.

        At each point the regret of every listed profile must be 0, and off the exceptional polynomials the list must be
        that of the game of numbers solved afresh, by an algorithm that shares nothing with the conditions.

        Parameters
        ----------
        points
            How many random points of the parameter space to try; a game without parameters has one.
        seed
            Fixes the points.
        """
        return verify(self, points, seed)

    def __repr__(self) -> str:
        lines = "".join(f"\n  {e!r}" for e in self.equilibria)
        state = "complete" if self.complete else "complete off " + ", ".join(f"{p} = 0" for p in self.exceptions)
        return f"EquilibriumSet({len(self.equilibria)} by {self.concept.name}; exact, {state}){lines}"

    def _repr_html_(self) -> str:
        rows = ((e.describe(), ", ".join(map(str, e.payoffs)), e.condition) for e in self.equilibria)
        shown = table(("equilibrium", "payoffs", "exists where"), rows, caption=self.concept.name)
        off = ", ".join(f"{p} = 0" for p in self.exceptions)
        return shown + (paragraph(f"Complete off {off}.") if off else "")

    def _repr_latex_(self) -> str:
        rows = (
            [mixtures_latex(e), ",\\; ".join(map(formula, e.payoffs)), formula(e.condition)] for e in self.equilibria
        )
        return array([words(self.concept.name), words("payoffs"), words("exists where")], rows)
