r"""Vertices of best-response polytopes with symbols in the payoffs.

A mixture x of one player is a vertex if no other mixture has its support and makes the same strategies of the
opponent best replies.  It is found from a support I and a set L of as many strategies of the opponent that are to be
tied: x is proportional to the signed maximal minors of their payoff differences.  With :math:`N_i` these minors and
:math:`R_c = \sum_i (u_{i\ell} - u_{ic}) N_i` for :math:`\ell \in L`, the vertex exists exactly where all :math:`N_i`
have one sign and no :math:`R_c` has the other one.  :math:`R_c` is the zero polynomial where strategy c ties for all
parameters: such *structural* ties belong to the game and are kept.

At given parameters every vertex has a basis: its support and as many tied replies, such that the minors are positive
multiples of its weights, or negative ones.  Then they are not zero as polynomials either.  So the list has every vertex
at every point of the parameter space, some of them several times where further strategies tie.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import sympy

from coopgame.conditions import FALSE, TRUE, Formula, Polynomial, Ring, Sign, all_of, any_of
from coopgame.conditions.minors import basis, primitive_vector, weighted_sum


@dataclass(frozen=True)
class Vertex:
    """A mixture as a rational function of the parameters, with what the opponent gets against it.

    Attributes
    ----------
    support
        The strategies of positive weight, by position.
    weights
        Polynomials proportional to their probabilities.
    slacks
        For each strategy of the opponent how far it falls short of the best reply, times the sum of the weights; the
        zero polynomial where it is a best reply for all parameters.
    value
        The opponent's payoff from a best reply, times the sum of the weights.
    """

    support: tuple[int, ...]
    weights: tuple[Polynomial, ...]
    slacks: tuple[Polynomial, ...]
    value: Polynomial

    @property
    def tight(self) -> frozenset[int]:
        """The strategies of the opponent that are best replies for all parameters."""
        return frozenset(c for c, slack in enumerate(self.slacks) if not slack.terms)

    @cached_property
    def total(self) -> Polynomial:
        """The sum of the weights."""
        ring = self.weights[0].ring
        return Polynomial.from_flint(ring, sum((w.flint for w in self.weights), ring.context.constant(0)))

    @cached_property
    def formula(self) -> Formula:
        """Where the vertex exists: all weights have one sign, and no slack the other."""
        slacks = [slack for slack in self._lean if slack[0].terms]
        free = [Sign.compare(s, ">=") for s, whole in slacks if whole]
        up = [Sign.compare(s, ">=") for s, whole in slacks if not whole]
        down = [Sign.compare(s, "<=") for s, whole in slacks if not whole]
        positive = all_of(*(Sign.compare(w, ">") for w in self.weights), *up)
        negative = all_of(*(Sign.compare(w, "<") for w in self.weights), *down)
        return all_of(*free, any_of(positive, negative))

    @cached_property
    def ties(self) -> tuple[Formula, ...]:
        """For each strategy of the opponent where it is a best reply, given that the vertex exists."""
        never_zero = {w.primitive()[1] for w in self.weights}
        slacks = [slack.primitive()[1] for slack, _ in self._lean]
        return tuple(FALSE if s in never_zero else Sign.compare(s, "=") for s in slacks)

    def tied_with(self, replies: tuple[int, ...]) -> tuple[Formula, ...] | None:
        """Return the equations under which all of ``replies`` are best, identities left out; None if they never are.

        The formulas are the same objects in every answer.
        """
        ties = tuple(self.ties[c] for c in replies)
        return None if FALSE in ties else tuple(tie for tie in ties if tie != TRUE)

    @cached_property
    def _lean(self) -> tuple[tuple[Polynomial, bool], ...]:
        return tuple(self._over_total(slack) for slack in self.slacks)

    def _over_total(self, slack: Polynomial) -> tuple[Polynomial, bool]:
        """Divide a slack by the total if it is a multiple of it; then its sign needs no case distinction."""
        quotient_, remainder = divmod(slack.flint, self.total.flint)
        if remainder.is_zero():
            return Polynomial.from_flint(slack.ring, quotient_), True
        return slack, False

    @cached_property
    def probabilities(self) -> tuple[sympy.Expr, ...]:
        """The probabilities of the support as reduced rational functions."""
        return tuple(quotient(w, self.total) for w in self.weights)

    @cached_property
    def opponent_payoff(self) -> sympy.Expr:
        """What a best reply pays the opponent, as a reduced rational function."""
        return quotient(self.value, self.total)


def quotient(numerator: Polynomial, denominator: Polynomial) -> sympy.Expr:
    """Return a reduced quotient of polynomials, both factored, the denominator's leading coefficient positive.

    Examples
    --------
    >>> p, g = sympy.symbols("p g", real=True)
    >>> ring = Ring.of([p, g])
    >>> quotient(ring.polynomial(p * g), ring.polynomial(p**2))
    g/p
    """
    if not numerator.terms:
        return sympy.Integer(0)
    divisor = numerator.flint.gcd(denominator.flint)
    above = Polynomial.from_flint(numerator.ring, numerator.flint / divisor)
    below = Polynomial.from_flint(numerator.ring, denominator.flint / divisor)
    primitive = below.primitive()[1]
    scale = below.terms[0][1] / primitive.terms[0][1]
    scaled = Polynomial(above.ring, tuple((e, c / scale) for e, c in above.terms))
    if primitive.constant is not None:
        return scaled.expression
    return scaled.expression / primitive.expression


def vertices(payoffs: Sequence[Sequence[Polynomial]]) -> tuple[Vertex, ...]:
    """Return every mixture that can be a vertex.

    Parameters
    ----------
    payoffs
        m × n payoffs of the *opponent*, rows for own strategies, columns for the opponent's; polynomials of one ring.
    """
    own, other = range(len(payoffs)), range(len(payoffs[0]))
    ring: Ring = payoffs[0][0].ring
    elements = [[payoff.flint for payoff in line] for line in payoffs]
    found: dict[tuple[Any, ...], Vertex] = {}  # one mixture with other ties is another vertex
    for size in range(1, min(len(own), len(other)) + 1):
        for support in itertools.combinations(own, size):
            for tied in itertools.combinations(other, size):
                vertex = _vertex(ring, elements, support, tied)
                if vertex is not None:
                    found.setdefault((vertex.support, vertex.weights, vertex.tight), vertex)
    return tuple(found.values())


def _vertex(
    ring: Ring, payoffs: Sequence[Sequence[Any]], support: tuple[int, ...], tied: tuple[int, ...]
) -> Vertex | None:
    """Return the vertex with this support and these ties, None if it exists nowhere or has a smaller support."""
    found = basis(payoffs, support, tied, ring.context.constant(1), partial(_primitive, ring))
    if found is None:
        return None
    weights, slacks = ([Polynomial.from_flint(ring, e) for e in own] for own in (found.weights, found.slacks))
    value = weighted_sum(found.weights, [payoffs[i][tied[0]] for i in support])
    return Vertex(support, tuple(weights), tuple(slacks), Polynomial.from_flint(ring, value))


def _primitive(ring: Ring, elements: Sequence[Any]) -> list[Any]:
    return [weight.flint for weight in primitive_vector(ring, elements)]
