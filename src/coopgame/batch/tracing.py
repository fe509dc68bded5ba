r"""A ring whose elements write down what is done with them.

The conditions of an equilibrium are made by :func:`coopgame.conditions.minors.basis` for any commutative ring.  Here
its elements are *traced*: an operation is noted on a tape, once, and the answer is what floating point would have to
do.  Every element carries the exact polynomial that it stands for.  So an element that is zero for all payoffs is known
to be zero and costs nothing, and two ways to one polynomial are one node of the tape.

Each node has two rational bounds, proved in ``docs/theory/batch.md``: the largest absolute value that the computed
number can have, and how far rounding can carry it from the exact one, for differences of payoffs of at most 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, NamedTuple

from flint import Ordering, fmpq_mpoly_ctx

#: Half the distance of 1 to the next number of float64.
UNIT: Final = Fraction(1, 2**53)


class Node(NamedTuple):
    """One operation: its kind, and its arguments, which are numbers of nodes unless it is a difference of payoffs."""

    kind: str
    arguments: tuple[int, ...]


class Bound(NamedTuple):
    """The largest absolute value of a computed number, and of its rounding error."""

    size: Fraction
    error: Fraction


@dataclass
class Tape:
    """Operations in the order in which they can be done, each once."""

    nodes: list[Node] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    _known: dict[Any, int] = field(default_factory=dict)
    _signs: dict[int, int] = field(default_factory=dict)

    def note(self, node: Node, bound: Bound, key: Any = None) -> int:
        """Return the number of a node; what has the same key is the same node."""
        key = node if key is None else key
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append(node)
            self.bounds.append(bound)
        return self._known[key]

    def oriented(self, node: Node, bound: Bound, polynomial: Any, sign: int) -> tuple[int, int]:
        """Return sign and number of the node for ``polynomial``, which ``sign`` times the given node computes.

        The node that is noted first fixes which of the polynomial and its negative is computed.
        """
        flip = 1 if polynomial.leading_coefficient() > 0 else -1
        number = self.note(node, bound, str(polynomial * flip))
        return flip * self._signs.setdefault(number, sign * flip), number

    def choose(self, kind: str, *arguments: int) -> int:
        """Return the node of ``neg``, ``min`` or ``max``, which are exact."""
        size, error = (max(self.bounds[a][k] for a in arguments) for k in range(2))
        ordered = arguments if kind == "neg" else tuple(sorted(arguments))
        return self.note(Node(kind, ordered), Bound(size, error))

    def one(self) -> int:
        """Return the node of the number 1."""
        return self.note(Node("one", ()), Bound(Fraction(1), Fraction(0)))


@dataclass(frozen=True)
class Traced:
    """A polynomial in payoff differences, with the node that computes it up to sign.

    Attributes
    ----------
    sign, node
        Its value is the sign times that of the node; the node is None where it is zero, or where it is 1 or -1.
    generic
        The polynomial in payoffs of which only those in one line can be identical: what floating point computes.
    exact
        The polynomial in payoffs of which any can be identical: whether it is zero.
    """

    tape: Tape
    sign: int
    node: int | None
    generic: Any
    exact: Any

    def __eq__(self, other: object) -> bool:
        return other == 0 and bool(self.exact.is_zero()) if isinstance(other, int) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # equality is for comparison with zero

    @property
    def known(self) -> bool:
        """Whether it is a constant."""
        return self.node is None

    def __neg__(self) -> Traced:
        return Traced(self.tape, -self.sign, self.node, -self.generic, -self.exact)

    def __mul__(self, other: Traced | int) -> Traced:
        if isinstance(other, int):
            return self if other == 1 else -self
        generic, exact = self.generic * other.generic, self.exact * other.exact
        if self.node is None or other.node is None:
            sign = self.sign * other.sign
            rest = other if self.node is None else self
            return Traced(self.tape, sign, rest.node if sign else None, generic, exact)
        a, b = (self.tape.bounds[n] for n in (self.node, other.node))
        drift = a.size * b.error + b.size * a.error + a.error * b.error
        return self._noted("mul", other, (generic, exact), Bound(a.size * b.size, drift))

    def __add__(self, other: Traced) -> Traced:
        if self == 0 or other == 0:
            return other if self == 0 else self
        generic, exact = self.generic + other.generic, self.exact + other.exact
        if self.node is None or other.node is None:
            raise AssertionError("constants are multiplied only")
        a, b = (self.tape.bounds[n] for n in (self.node, other.node))
        kind = "add" if self.sign == other.sign else "sub"
        return self._noted(kind, other, (generic, exact), Bound(a.size + b.size, a.error + b.error))

    def _noted(self, kind: str, other: Traced, polynomials: tuple[Any, Any], plain: Bound) -> Traced:
        """Return the element for an operation with one rounding, which is zero if its polynomial is."""
        generic, exact = polynomials
        if exact.is_zero():
            return Traced(self.tape, 0, None, generic, exact)
        bound = Bound(plain.size * (1 + UNIT), plain.error + UNIT * plain.size)
        arguments = tuple(n for n in (self.node, other.node) if n is not None)
        sign = self.sign * (other.sign if kind == "mul" else 1)
        return Traced(self.tape, *self.tape.oriented(Node(kind, arguments), bound, generic, sign), generic, exact)


@dataclass(frozen=True)
class Payoff:
    """What one player gets, as something that can be subtracted from what it gets in the same line."""

    side: Side
    line: int
    place: int

    def __sub__(self, other: Payoff) -> Traced:
        side, a, b = self.side, self.place, other.place
        exact = side.symbol(self.line, a, whole=True) - side.symbol(self.line, b, whole=True)
        generic = side.symbol(self.line, a, whole=False) - side.symbol(self.line, b, whole=False)
        if exact.is_zero():
            return Traced(side.tape, 0, None, generic, exact)
        sign = 1 if a < b else -1
        node = Node("difference", (side.player, self.line, min(a, b), max(a, b)))
        # Subtraction errs relatively, so that the sign of a difference is certain.
        return Traced(side.tape, sign, side.tape.note(node, Bound(Fraction(1), UNIT / (1 - UNIT))), generic, exact)


@dataclass(frozen=True)
class Side:
    """The payoffs of one player as that of the opponent's mixtures: a line for each strategy that is mixed.

    Attributes
    ----------
    player
        Whose payoffs these are: 0 for A, whose lines are columns; 1 for B, whose lines are rows.
    classes
        For each line and reply a number; equal numbers are identical payoffs.
    """

    tape: Tape
    player: int
    classes: tuple[tuple[int, ...], ...]

    @cached_property
    def context(self) -> Any:
        """Polynomials over the integers in one symbol for each payoff, and one for each class."""
        count = sum(map(len, self.classes))
        names = [f"{'ab'[self.player]}{k}" for k in range(count)]
        return fmpq_mpoly_ctx.get([*names, *(f"c{k}" for k in range(count))], Ordering.degrevlex)

    def symbol(self, line: int, place: int, *, whole: bool) -> Any:
        """Return the symbol of a payoff: of its class in the whole matrix, or of its class in its line."""
        width = len(self.classes[0])
        if whole:
            flat = [c for own in self.classes for c in own]
            return self.context.gen(len(flat) + flat.index(self.classes[line][place]))
        return self.context.gen(line * width + self.classes[line].index(self.classes[line][place]))

    @property
    def one(self) -> Traced:
        """The element 1."""
        return Traced(self.tape, 1, None, self.context.constant(1), self.context.constant(1))

    @property
    def payoffs(self) -> Sequence[Sequence[Payoff]]:
        """The payoffs as elements whose differences are traced."""
        return [[Payoff(self, i, c) for c in range(len(own))] for i, own in enumerate(self.classes)]
