"""What a receiver may believe after a message, and the reply that it then gives."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import TRUE, Formula, as_sympy


@dataclass(frozen=True)
class Belief:
    """The beliefs after a message that make a reply optimal, in support of an equilibrium.

    Attributes
    ----------
    message, reply
        What was sent, and what the receiver does.
    about
        The type whose probability is meant; the other type has the rest.
    lower, upper
        The ends of the interval of these probabilities; equal after a message that is sent, by Bayes' rule.
    formula
        Where, besides the condition of the equilibrium, this interval is not empty and the reply keeps both types from
        sending the message; :attr:`condition` is the same in SymPy.

    Examples
    --------
    >>> Belief("quiche", "duel", "strong", sympy.Integer(0), sympy.Rational(1, 2))
    Belief(duel after quiche if P(strong) in [0, 1/2])
    """

    message: str
    reply: str
    about: str
    lower: sympy.Expr
    upper: sympy.Expr
    formula: Formula = TRUE

    @property
    def condition(self) -> Boolean:
        """Where this belief supports the equilibrium; ``True`` for a game without parameters."""
        return as_sympy(self.formula)

    def __repr__(self) -> str:
        single = self.lower == self.upper
        held = f"= {self.lower}" if single else f"in [{self.lower}, {self.upper}]"
        tail = "" if self.formula == TRUE else f", where {self.condition}"
        return f"Belief({self.reply} after {self.message} if P({self.about}) {held}{tail})"
