r"""The best-reply correspondence of one player of a 2×2 game.

The gain of a player's first strategy over the second is linear in the probability of the other's first strategy, so it
is decided by its two ends.  The correspondence is a chain of at most three pieces, products of an interval of the
other's probability and one of the player's own; both gains zero: the whole square.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy

from coopgame.errors import DiagramError
from coopgame.expressions import exact_number
from coopgame.results.fixing import Fixed
from coopgame.results.wording import tidy

#: The lower and the upper end of a closed interval of probabilities.
Span = tuple[sympy.Rational, sympy.Rational]
NONE, ALL = sympy.Integer(0), sympy.Integer(1)


@dataclass(frozen=True)
class Reply:
    """The best-reply correspondence of one player of a 2×2 game.

    Attributes
    ----------
    player, strategy
        Whose replies, and the strategy whose probability is meant.
    against
        The other player and that player's first strategy.
    gains
        What ``strategy`` pays more than the other one where the other player's first strategy is certain, and where it
        is impossible; as stated, with symbols.
    values
        The same as numbers.
    """

    player: str
    strategy: str
    against: tuple[str, str]
    gains: tuple[sympy.Expr, sympy.Expr]
    values: tuple[sympy.Rational, sympy.Rational]
    fixed: Fixed

    @property
    def threshold(self) -> sympy.Rational | None:
        """The probability of the other's first strategy at which both strategies pay the same; None without one."""
        sure, never = self.values
        return None if sure == never or sure * never > 0 else never / (never - sure)

    @property
    def formula(self) -> sympy.Expr | None:
        """The threshold in the symbols of the game; None where there is no threshold."""
        sure, never = self.gains
        if self.threshold is None:
            return None
        above, below = sympy.fraction(sympy.cancel(never / (never - sure)))
        forms = [(above, below), (sympy.expand(-above), sympy.expand(-below))]
        # Of both signs of the quotient the one with fewer minuses reads better, else that over a positive sum.
        above, below = min(forms, key=lambda form: (_minuses(form), bool(form[1].xreplace(dict(self.fixed)) < 0)))
        return tidy(above) / tidy(below)

    @property
    def pieces(self) -> tuple[tuple[Span, Span], ...]:
        """Pairs of intervals: of the other's probability, and of the own ones that are best replies to all of it."""
        sure, never = self.values
        if sure == never == 0:
            return (((NONE, ALL), (NONE, ALL)),)
        start, end = _reply(never), _reply(sure)
        if self.threshold is None:
            return (((NONE, ALL), start),)
        at = self.threshold
        chain = (((NONE, at), start), ((at, at), (NONE, ALL)), ((at, ALL), end))
        # A stretch of no length lies in the piece at the threshold.
        return tuple((low, own) for n, (low, own) in enumerate(chain) if n == 1 or low[0] < low[1])

    def at(self, probability: Any) -> Span:
        """Return the best replies, an interval of probabilities of ``strategy``, to a probability of the other's.

        Raises
        ------
        DiagramError
            It is not a probability.
        """
        q = exact_number(probability, where="at")
        if not 0 <= q <= 1:
            raise DiagramError(f"at: {q} is not a probability.")
        sure, never = self.values
        gain = q * sure + (1 - q) * never
        return (NONE, ALL) if gain == 0 else _reply(gain)


def _minuses(form: tuple[sympy.Expr, sympy.Expr]) -> int:
    return sum(bool(term.could_extract_minus_sign()) for side in form for term in sympy.Add.make_args(side))


def _reply(gain: sympy.Rational) -> Span:
    return (ALL, ALL) if gain > 0 else (NONE, NONE)


def crossings(replies: tuple[Reply, Reply]) -> tuple[tuple[Span, Span], ...]:
    """Return where two correspondences meet, piece by piece: all equilibria, some of them more than once."""
    found = []
    for (ys, xs), (own_xs, own_ys) in product(replies[0].pieces, replies[1].pieces):
        x, y = ((max(a[0], b[0]), min(a[1], b[1])) for a, b in ((xs, own_xs), (ys, own_ys)))
        if x[0] <= x[1] and y[0] <= y[1]:
            found.append((x, y))
    return tuple(dict.fromkeys(found))
