"""What is asked, what is answered, and what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

import sympy
from flint import fmpq

from coopgame.conditions import Formula, Polynomial, Range, Ring, Sign, all_of, atoms
from coopgame.errors import ExpressionError, ParameterError

STATUSES = ("yes", "no", "unknown")


@dataclass(frozen=True)
class Block:
    """A quantifier over some variables.

    Attributes
    ----------
    every
        True for "for all", False for "there is".
    variables
        What it binds.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> Block(False, (x,)).variables
    (x,)
    """

    every: bool
    variables: tuple[sympy.Symbol, ...]


@dataclass(frozen=True)
class Question:
    """Whether there is a point of the box at which the formula holds, with the quantifiers in front of it.

    Attributes
    ----------
    formula
        Comparisons of polynomials of one ring, whose generators are symbols.
    box
        Where the free variables lie; one that is missing ranges over the whole line.
    prefix
        Quantifiers, outermost first; bounds of their variables stand in the formula.

    Raises
    ------
    ExpressionError
        The polynomials belong to several rings, or to one with generators that are not symbols.
    ParameterError
        A range ends before it starts, a variable is bound twice, or a bound variable has a range.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x, y = sympy.symbols("x y", real=True)
    >>> Question(formula_of(x > y), {x: Range(Fraction(0), Fraction(1))}, (Block(True, (y,)),)).free
    (x,)
    """

    formula: Formula
    box: Mapping[sympy.Symbol, Range] = field(default_factory=dict)
    prefix: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        rings = {sign.polynomial.ring: None for sign in atoms(self.formula)}
        if len(rings) > 1:
            names = " and ".join(str(ring.generators) for ring in rings)
            raise ExpressionError(f"The formula of a question mixes polynomials of several rings: {names}.")
        for ring in rings:
            if ring.kernels:
                raise ExpressionError(
                    f"The formula of a question contains {ring.kernels[0]}, which is not a symbol; remove roots, "
                    "quotients, minima and maxima first with coopgame.conditions.without_kernels."
                )
        for symbol, known in self.box.items():
            if known.lower is not None and known.upper is not None and known.lower > known.upper:
                raise ParameterError(f"The range of {symbol} ends at {known.upper}, before it starts at {known.lower}.")
        bound = [v for block in self.prefix for v in block.variables]
        for v in bound:
            if bound.count(v) > 1 or v in self.box:
                what = "has a range as well; write its bounds in the formula" if v in self.box else "is bound twice"
                raise ParameterError(f"The quantified variable {v} {what}.")
        object.__setattr__(self, "box", MappingProxyType(dict(self.box)))

    def __reduce__(self) -> tuple[type[Question], tuple[Formula, dict[sympy.Symbol, Range], tuple[Block, ...]]]:
        return Question, (self.formula, dict(self.box), self.prefix)

    def __hash__(self) -> int:
        return hash((self.formula, tuple(self.box.items()), self.prefix))

    @cached_property
    def ring(self) -> Ring:
        """The ring of the polynomials, with every variable of the box and the prefix as well."""
        own = [g for sign in atoms(self.formula) for g in sign.polynomial.ring.generators]
        bound = (v for block in self.prefix for v in block.variables)
        return Ring(tuple(dict.fromkeys((*own, *self.box, *bound))))

    @cached_property
    def free(self) -> tuple[sympy.Symbol, ...]:
        """The variables that no quantifier binds."""
        bound = {v for block in self.prefix for v in block.variables}
        return tuple(g for g in self.ring.generators if g not in bound)


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    Attributes
    ----------
    status
        ``"yes"``, ``"no"`` or ``"unknown"``.
    by
        The method that found it.
    witness
        For "yes": values of the free variables; None when no rational ones were found.
    reason
        For "unknown", and for "yes" without a witness: what was tried, what stopped it, what would help.

    Raises
    ------
    ParameterError
        The status is none of the three.

    Examples
    --------
    >>> Answer("no", "bounds").witness is None
    True
    """

    status: str
    by: str
    witness: Mapping[sympy.Symbol, Fraction] | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ParameterError(f"The status of an answer is {self.status!r}; expected one of {', '.join(STATUSES)}.")


def bounds_of(question: Question) -> Formula:
    """Return the box of a question as a formula of its ring."""
    return all_of(*(sign for v, known in question.box.items() for sign in bounds_of_variable(question.ring, v, known)))


def bounds_of_variable(ring: Ring, variable: sympy.Symbol, known: Range) -> list[Formula]:
    """Return what a range says of a variable."""
    ends = ((known.lower, known.open_lower, ">"), (known.upper, known.open_upper, "<"))
    given = [(end, relation if is_open else relation + "=") for end, is_open, relation in ends if end is not None]
    x = ring.context.gen(ring.position[variable])
    distances = [x - ring.context.constant(fmpq(end.numerator, end.denominator)) for end, _ in given]
    return [
        Sign.compare(Polynomial.from_flint(ring, distance), relation)
        for distance, (_, relation) in zip(distances, given, strict=True)
    ]


def inside(value: Fraction, known: Range | None) -> bool:
    """Whether a value lies in a range."""
    if known is None:
        return True
    low, high = known.lower, known.upper
    above = low is None or value > low or (value == low and not known.open_lower)
    return above and (high is None or value < high or (value == high and not known.open_upper))


def is_empty(known: Range) -> bool:
    """Whether a range contains no number."""
    return known.bounded and known.lower == known.upper and (known.open_lower or known.open_upper)
