"""What a receiver may believe after a message, and the reply that it then gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import TRUE, Formula, Range, Ring, as_sympy, decide, range_over
from coopgame.expressions.typeset import formula, words
from coopgame.notebook import paragraph


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

    def within(self, box: Mapping[sympy.Expr, Range]) -> Belief:
        """Return the same belief with what is decided by the ranges of the parameters left out."""
        lower, upper = (_shortened(end, box) for end in (self.lower, self.upper))
        return replace(self, lower=lower, upper=upper, formula=decide(self.formula, box))

    def __repr__(self) -> str:
        single = self.lower == self.upper
        held = f"= {self.lower}" if single else f"in [{self.lower}, {self.upper}]"
        tail = "" if self.formula == TRUE else f", where {self.condition}"
        return f"Belief({self.reply} after {self.message} if P({self.about}) {held}{tail})"

    def _repr_html_(self) -> str:
        return paragraph(repr(self).removeprefix("Belief(").removesuffix(")"))

    def _repr_latex_(self) -> str:
        about = f"P({words(self.about)} \\mid {words(self.message)})"
        return f"$\\displaystyle {formula(self.lower)} \\leq {about} \\leq {formula(self.upper)}$"


def _shortened(end: sympy.Expr, box: Mapping[sympy.Expr, Range]) -> sympy.Expr:
    """Drop from a maximum or minimum what never decides it."""
    if not isinstance(end, sympy.Max | sympy.Min):
        return end
    kept = list(end.args)
    for part in end.args:
        others = [k for k in kept if k is not part]
        pairs = ((k, part) if isinstance(end, sympy.Max) else (part, k) for k in others)
        if any(_at_least(first, second, box) for first, second in pairs):
            kept = others
    return end.func(*kept)


def _at_least(first: sympy.Expr, second: sympy.Expr, box: Mapping[sympy.Expr, Range]) -> bool:
    """Whether one quotient is seen to be at least another everywhere on a box."""
    above, below = sympy.fraction(sympy.together(first - second))
    ring = Ring.of([above, below])
    top, bottom = (range_over(ring.polynomial(part), box) for part in (above, below))
    return (bottom <= {1} and top <= {0, 1}) or (bottom <= {-1} and top <= {-1, 0})
