"""Comparative statics along a straight way through a map: the regimes that it leads through, and where they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Protocol

import sympy
from flint import fmpq, fmpq_poly, fmpz_poly

from coopgame.errors import DiagramError, UnsupportedError, did_you_mean
from coopgame.notebook import table
from coopgame.regions import Algebraic, Curve, Decomposition
from coopgame.regions.algebra.algebraic import roots_of, separate
from coopgame.results.canvas import Canvas
from coopgame.results.coordinates import coordinates
from coopgame.results.numbers import ExactPoint, fraction, number
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis

Place = Sequence[Any] | Mapping[str, Any]


class Mapped(Protocol):
    """A map that one can walk through."""

    @property
    def x(self) -> Axis:
        """The horizontal axis."""

    @property
    def y(self) -> Axis | None:
        """The vertical axis."""

    @property
    def canvas(self) -> Canvas:
        """The engine's map."""

    @property
    def origin(self) -> Origin:
        """What was mapped."""

    @property
    def status(self) -> str:
        """Whether the map is exact."""


@dataclass(frozen=True)
class Stage:
    """A piece of the way with one set of possible regimes.

    Attributes
    ----------
    regimes
        The regimes that are possible everywhere on it but at its ends.
    name
        The name of this set of regimes.
    since, until
        Where it begins and ends, as shares of the way from 0 to 1: rational or algebraic numbers.
    """

    regimes: tuple[str, ...]
    name: str
    since: sympy.Expr
    until: sympy.Expr


@dataclass(frozen=True, repr=False)
class Transition:
    """What a change of the parameters along a straight line leads through, exactly.

    Attributes
    ----------
    symbols
        The parameters that change.
    start, end
        Both ends.
    stages
        The pieces of the way, in order.

    See Also
    --------
    coopgame.transition : computes one.
    """

    symbols: tuple[sympy.Symbol, ...]
    start: tuple[sympy.Rational, ...]
    end: tuple[sympy.Rational, ...]
    stages: tuple[Stage, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sets of regimes, in order."""
        return tuple(stage.name for stage in self.stages)

    @property
    def crossings(self) -> tuple[tuple[sympy.Expr, ...], ...]:
        """The points at which one set of regimes gives way to the next, in order."""
        return tuple(self.at(stage.until) for stage in self.stages[:-1])

    def at(self, share: Any) -> tuple[sympy.Expr, ...]:
        """Return the point after a share of the way, 0 at the start and 1 at the end."""
        ends = zip(self.start, self.end, strict=True)
        return tuple(sympy.expand(low + (high - low) * share) for low, high in ends)

    def __repr__(self) -> str:
        where = [", ".join(f"{s} = {v}" for s, v in zip(self.symbols, p, strict=True)) for p in (self.start, self.end)]
        return f"Transition({where[0]} → {where[1]}: {' → '.join(self.names)})"

    def _repr_html_(self) -> str:
        points = [self.start, *self.crossings, self.end]
        rows = ((name, low, high) for name, (low, high) in zip(self.names, pairwise(points), strict=True))
        return table(("regimes", "from", "to"), rows, caption="Regimes along the way")


def transition(diagram: Mapped, start: Place, end: Place) -> Transition:
    """Return the regimes that a change of the parameters leads through, with the exact points where they change.

    On the straight line from one point of a map to another, border curves are polynomials in the share of the way that
    lies behind; between two of their neighbouring roots nothing changes.

    Parameters
    ----------
    diagram
        An exact map.
    start
        One coordinate for each axis.
    end
        Likewise; or a mapping of the parameters that change to their new values.

    Raises
    ------
    DiagramError
        A point has the wrong number of coordinates or lies outside the map, or both are the same.
    UnsupportedError
        The map is certified only.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> change = cg.transition(d, (1, 5), {"p": 8})
    >>> change
    Transition(p = 1, b = 5 → p = 8, b = 5: restriction → capture)
    >>> change.crossings
    ((4, 5),)
    """
    axes = tuple(axis for axis in (diagram.x, diagram.y) if axis is not None)
    first = coordinates(axes, start, where="transition: start")
    last = coordinates(axes, _changed(axes, first, end), where="transition: end")
    if first == last:
        raise DiagramError("transition: start and end are the same point.")
    plane = diagram.canvas.plane
    if not isinstance(plane, Decomposition):
        raise UnsupportedError(
            "transition: the map is certified only, so where the way meets its borders is not exact."
        )
    line = _Line(_on_plane(first), _on_plane(last))
    roots = separate({root for curve in plane.cells.curves for root in line.meets(curve)})
    stages: list[Stage] = []
    marks = [Algebraic.of(0), *roots, Algebraic.of(1)]
    for low, high in pairwise(marks):
        found = plane.regimes_at(*line.at((low.known[1] + high.known[0]) / 2))
        regimes = tuple(sorted(found or ()))
        name = diagram.origin.name_of(regimes) if found is not None else "outside the parameter space"
        until = number(high)
        if stages and (stages[-1].regimes, stages[-1].name) == (regimes, name):
            stages[-1] = Stage(regimes, name, stages[-1].since, until)
        else:
            stages.append(Stage(regimes, name, number(low), until))
    return Transition(tuple(axis.symbol for axis in axes), first, last, tuple(stages))


def _changed(axes: tuple[Axis, ...], start: tuple[sympy.Rational, ...], end: Place) -> Place:
    """Return the end with what does not change filled in."""
    if not isinstance(end, Mapping):
        return end
    known = {str(axis.symbol): value for axis, value in zip(axes, start, strict=True)}
    for key in end:
        if str(key) not in known:
            raise DiagramError(f"transition: {key} is no axis of this map.{did_you_mean(str(key), known)}")
    return tuple({**known, **{str(key): value for key, value in end.items()}}.values())


def _on_plane(point: tuple[sympy.Rational, ...]) -> tuple[Fraction, Fraction]:
    """Return a point of the engine's plane; a map of one parameter is walked along its middle."""
    return fraction(point[0]), fraction(point[1]) if len(point) > 1 else Fraction(1, 2)


@dataclass(frozen=True)
class _Line:
    start: tuple[Fraction, Fraction]
    end: tuple[Fraction, Fraction]

    def at(self, share: Fraction) -> tuple[Fraction, Fraction]:
        x, y = (low + (high - low) * share for low, high in zip(self.start, self.end, strict=True))
        return x, y

    def meets(self, curve: Curve) -> list[Algebraic]:
        """Return the shares strictly between the ends at which the line meets a curve; none where it runs along it."""
        x, y = (fmpq_poly([_flint(low), _flint(high - low)]) for low, high in zip(self.start, self.end, strict=True))
        along = sum((c * x ** e[0] * y ** e[1] for e, c in curve.terms), fmpq_poly([0]))
        whole = fmpz_poly([int(c) for c in (along * along.denom()).coeffs()])
        if whole.degree() < 1:
            return []
        return [root for factor, _ in whole.factor()[1] for root in roots_of(factor, Fraction(0), Fraction(1))]


def _flint(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


@dataclass(frozen=True)
class Drawn:
    """A transition as figures know it."""

    start: ExactPoint
    end: ExactPoint
    names: tuple[str, ...]
    crossings: tuple[tuple[sympy.Expr, ...], ...]


def drawn_arrows(diagram: Mapped, arrows: Any) -> tuple[Drawn, ...]:
    """Return what is drawn of some arrows on a map; on a map of one parameter each has its own height.

    Raises
    ------
    DiagramError
        One of them is neither a transition nor a pair of points, or does not belong to the map.
    """
    if isinstance(arrows, str | Transition) or not isinstance(arrows, Iterable):
        raise DiagramError("arrows: expected a list of pairs or transitions; write arrows=[(start, end)].")
    made = []
    for given in arrows:
        if not isinstance(given, Transition) and (isinstance(given, str) or len(tuple(given)) != 2):
            raise DiagramError(f"arrows: expected a pair (start, end) or a transition, got {given!r}.")
        start, end = (given.start, given.end) if isinstance(given, Transition) else given
        made.append(transition(diagram, start, end))
    return tuple(_drawn(one, sympy.Rational(n, 2 * len(made) + 2)) for n, one in enumerate(made, start=1))


def _drawn(one: Transition, height: sympy.Rational) -> Drawn:
    if len(one.symbols) == 2:
        (x0, y0), (x1, y1) = one.start, one.end
        return Drawn((x0, y0), (x1, y1), one.names, one.crossings)
    return Drawn((one.start[0], height), (one.end[0], height), one.names, one.crossings)
