r"""What has to be computed for all equilibria of one shape of games: a tape, and which of its nodes decide what.

A *corner* is a mixture from a support and as many tied replies.  Its *margin* is
:math:`\max(\min_k v_k, \min_k -v_k)` over its weights and slacks: positive iff the mixture exists and no further reply
ties, negative iff it does not exist, zero in between.  A *pair* of corners of which each ties the other's support for
all parameters is an equilibrium where both exist; its margin is the smaller one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NamedTuple

from coopgame.batch.tracing import Side, Tape, Traced
from coopgame.conditions.minors import basis, common_divisor

Classes = tuple[tuple[int, ...], ...]
Support = tuple[int, ...]
#: Up to so many strategies of either player the generated code stays sensible.
LARGEST: Final = 4


@dataclass(frozen=True)
class Corner:
    """A mixture that ties as many replies as it has strategies.

    Attributes
    ----------
    support, tied
        Its strategies, and the replies that it was made from.
    weights, slacks
        Traced elements; the slack of a reply that ties for all payoffs is zero.
    margin
        The node of its margin.
    """

    support: Support
    tied: Support
    weights: tuple[Traced, ...]
    slacks: tuple[Traced, ...]
    margin: int

    @property
    def tight(self) -> frozenset[int]:
        """The replies that tie for all payoffs."""
        return frozenset(c for c, slack in enumerate(self.slacks) if slack == 0)


class Pair(NamedTuple):
    """Two corners, by their numbers, and the node of their margin."""

    left: int
    right: int
    margin: int


@dataclass(frozen=True)
class Program:
    """Everything that is computed for games of one shape with given structural ties.

    Attributes
    ----------
    shape
        Numbers of rows and columns.
    classes
        For A and for B the class of every payoff, both as m × n; equal classes are identical payoffs.
    corners
        The corners of the row and of the column player, each mixture with the same ties once.
    every
        The same from every basis: where a common factor of the weights is zero another basis may serve.
    pairs
        The pairs that are equilibria where both corners exist, small supports first.
    watched
        Nodes of which the smallest absolute value is the distance to a border.
    bound
        No computed weight or slack of which the sign can be wrong is further from zero; a float not below the
        rational bound.
    """

    shape: tuple[int, int]
    classes: tuple[Classes, Classes]
    tape: Tape
    corners: tuple[tuple[Corner, ...], tuple[Corner, ...]]
    every: tuple[tuple[Corner, ...], tuple[Corner, ...]]
    pairs: tuple[Pair, ...]
    watched: tuple[int, ...]
    bound: float

    def supports(self, pair: Pair) -> tuple[Support, Support]:
        """Return the rows and the columns of a pair."""
        return self.corners[0][pair.left].support, self.corners[1][pair.right].support


@lru_cache(maxsize=64)
def program(shape: tuple[int, int], classes: tuple[Classes, Classes] | None = None) -> Program:
    """Return the program for games of one shape, made once; without classes, no payoffs are identical."""
    m, n = shape
    generic = tuple(tuple(range(i * n, i * n + n)) for i in range(m))
    own = (generic, generic) if classes is None else classes
    tape = Tape()
    # The row player's mixtures make the column player indifferent, and the other way round.
    sides = (Side(tape, 1, own[1]), Side(tape, 0, tuple(zip(*own[0], strict=True))))
    every = (_corners(sides[0]), _corners(sides[1]))
    corners = (_distinct(every[0]), _distinct(every[1]))
    pairs = _pairs(tape, corners)
    tied = any(len(set(own_line)) < len(own_line) for side in sides for own_line in side.classes)
    watched = dict.fromkeys(c.margin for side in corners for c in side) if tied else [p.margin for p in pairs]
    values = {e.node for side in every for c in side for e in (*c.weights, *c.slacks) if e.node is not None}
    errors = [tape.bounds[k].error for k in values if tape.nodes[k].kind != "difference"]
    return Program(shape, own, tape, corners, every, pairs, tuple(watched), _above(max(errors, default=Fraction(0))))


def layout(shape: tuple[int, int], classes: tuple[Classes, Classes] | None) -> Program:
    """Return the program whose corners masks refer to; those of 2×2 games are the same whatever ties."""
    own = program(shape, classes)
    return replace(program(shape), classes=own.classes) if shape == (2, 2) else own


def _above(value: Fraction) -> float:
    """Return a float above ``value``, by at least 2**-31 of it: more than what underflow could add; 0 stays 0."""
    if not value:
        return 0.0
    places = value.denominator.bit_length() - value.numerator.bit_length() + 30
    return float(Fraction(int(value * 2**places) + 2, 2**places))


def _corners(side: Side) -> tuple[Corner, ...]:
    payoffs = side.payoffs
    own, other = range(len(payoffs)), range(len(payoffs[0]))
    found: dict[Any, Corner] = {}
    for size in range(1, min(len(own), len(other)) + 1):
        for support, tied in itertools.product(itertools.combinations(own, size), itertools.combinations(other, size)):
            made = basis(payoffs, support, tied, side.one)
            if made is not None:
                key = support, *(str(e.generic) for e in (*made.weights, *made.slacks))
                if key not in found:
                    values = [e for e in (*made.weights, *made.slacks) if not e.known]
                    margin = _margin(side.tape, values, pure=size == 1)
                    found[key] = Corner(support, tied, made.weights, made.slacks, margin)
    return tuple(found.values())


def _distinct(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """Keep the first of those that are one mixture with one set of ties."""
    first: dict[Any, Corner] = {}
    for corner in corners:
        first.setdefault((corner.support, _primitive(corner.weights), corner.tight), corner)
    return tuple(first.values())


def _primitive(weights: Sequence[Traced]) -> tuple[str, ...]:
    divisor = common_divisor([w.exact for w in weights])
    lead = 1 if weights[0].exact.leading_coefficient() > 0 else -1
    return tuple(str(w.exact / divisor * lead) for w in weights)


def _margin(tape: Tape, values: Sequence[Traced], *, pure: bool) -> int:
    """Return the node of the margin of a corner with these weights and slacks, constants left out."""
    if not values:
        return tape.one()

    def least(flip: int) -> int:
        nodes = {e.node if e.sign == flip else tape.choose("neg", e.node) for e in values if e.node is not None}
        first, *rest = sorted(nodes)
        for node in rest:
            first = tape.choose("min", first, node)
        return first

    # A single weight is 1, and then slacks must not be negative.
    return least(1) if pure else tape.choose("max", least(1), least(-1))


def _pairs(tape: Tape, corners: tuple[tuple[Corner, ...], tuple[Corner, ...]]) -> tuple[Pair, ...]:
    found = [
        (x, y, i, j)
        for i, x in enumerate(corners[0])
        for j, y in enumerate(corners[1])
        if x.tight.issuperset(y.support) and y.tight.issuperset(x.support)
    ]
    found.sort(key=lambda pair: (len(pair[0].support), len(pair[1].support)))
    one = tape.one()

    def margin(x: Corner, y: Corner) -> int:
        nodes = [c.margin for c in (x, y) if c.margin != one]
        return tape.choose("min", *nodes) if len(nodes) == 2 else (*nodes, one)[0]

    return tuple(Pair(i, j, margin(x, y)) for x, y, i, j in found)
