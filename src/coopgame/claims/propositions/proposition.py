"""A proposition: a statement, the condition of each of its parts, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy

from coopgame.claims.propositions.clauses import Clause, Note, Step
from coopgame.claims.propositions.proposition_check import check
from coopgame.claims.propositions.proposition_latex import proposition_latex, proposition_table
from coopgame.claims.propositions.proposition_text import derivation_text, statement_text
from coopgame.claims.propositions.setting import Setting
from coopgame.claims.publishing.published import PublishedCondition
from coopgame.frozen import FrozenMap
from coopgame.notebook import table
from coopgame.reports import Report


@dataclass(frozen=True, repr=False)
class Proposition:
    """A proposition about a game, each part with its exact condition; made by :func:`coopgame.proposition`.

    Attributes
    ----------
    name
        The title.
    setting
        What is assumed throughout.
    clauses
        The parts, in order.
    notes
        What else a reader must know: where the list is not complete, what was not decided.
    steps
        The differences of payoffs from which the conditions follow, where payoffs are a table.
    thresholds
        The names that conditions use, with their definitions.
    source
        What it was made from.
    """

    name: str
    setting: Setting
    clauses: tuple[Clause, ...]
    notes: tuple[Note, ...]
    steps: tuple[Step, ...]
    thresholds: Mapping[sympy.Symbol, sympy.Expr]
    source: Any = field(repr=False, compare=False)

    @property
    def conditions(self) -> Mapping[str, PublishedCondition]:
        """For each part its exact condition."""
        return FrozenMap({clause.subject: clause.condition for clause in self.clauses})

    @property
    def exact(self) -> bool:
        """Whether it was decided exactly, for every condition, that nothing can be dropped from it."""
        return all(clause.condition.exact for clause in self.clauses)

    @property
    def statement(self) -> str:
        """The proposition in words, one part a line."""
        return statement_text(self)

    @property
    def derivation(self) -> str:
        """Why, in words: the differences of payoffs, one a line; empty where there is no table of payoffs."""
        return derivation_text(self)

    def to_latex(self, environment: str = "proposition", *, proof: bool = False) -> str:
        """Return the proposition as a theorem environment; :func:`coopgame.latex_preamble` lists what it needs.

        Parameters
        ----------
        environment
            The name of the environment.
        proof
            Whether a proof follows that shows the differences of payoffs.

        Raises
        ------
        InputError
            The name of the environment is not made of letters.
        """
        return proposition_latex(self, environment, proof=proof)

    def to_table(self) -> str:
        """Return the parts and their conditions as a booktabs table."""
        return proposition_table(self)

    def verify(self, *, points: int = 200, seed: int = 0) -> Report:
        """Re-check the printed conditions: they are read back from their text.

        At random rational points they must agree with the game of numbers there, solved by the definition of the
        concept, which shares nothing with them; and exact arithmetic decides that no comparison is implied by the
        others of its case.

        Parameters
        ----------
        points
            How many random points to try.
        seed
            Fixes the points.
        """
        return check(self, points, seed)

    def __repr__(self) -> str:
        return self.statement

    def _repr_html_(self) -> str:
        rows = ((c.subject, c.verb, c.condition) for c in self.clauses)
        return table(("", "", "if and only if"), rows, caption=self.name or self.setting.concept)

    def _repr_latex_(self) -> str:
        return self.to_latex()
