"""Small diagrams that satisfy the protocol of the figures, with exact coordinates written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy import Eq, Rational, symbols

Point = tuple[Any, Any]
P, B, V, DELTA, RHO, K_K, K_R, ALPHA, TAU, S = symbols("p b V delta rho k_K k_R alpha tau S")
R = Rational


@dataclass(frozen=True)
class Axis:
    symbol: Any
    lower: Any
    upper: Any
    meaning: str = ""


@dataclass(frozen=True)
class Polygon:
    exterior: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...] = ()


def ring_area(ring: Sequence[Point]) -> Any:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / sympy.Integer(2)


@dataclass(frozen=True)
class Region:
    regimes: tuple[str, ...]
    outline: Polygon
    given_name: str = ""

    @property
    def name(self) -> str:
        return self.given_name or " or ".join(self.regimes) or "no equilibrium"

    @property
    def area(self) -> Any:
        return ring_area(self.outline.exterior) - sum(ring_area(hole) for hole in self.outline.holes)

    def polygon(self, tolerance: Any = None) -> Polygon:
        del tolerance
        return self.outline


@dataclass(frozen=True)
class Boundary:
    equation: Any
    between: tuple[tuple[str, ...], tuple[str, ...]]
    path: tuple[Point, ...]
    formula: Any = None
    meaning: str = ""


@dataclass(frozen=True)
class SpecialPoint:
    x: Any
    y: Any
    name: str
    regimes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thin:
    regimes: tuple[str, ...]
    path: tuple[Point, ...]


@dataclass(frozen=True)
class Diagram:
    x: Axis
    y: Axis | None
    regions: tuple[Region, ...]
    boundaries: tuple[Boundary, ...] = ()
    points: tuple[SpecialPoint, ...] = ()
    thin: tuple[Thin, ...] = ()
    outside: tuple[Region, ...] = ()
    undecided: tuple[Region, ...] = ()
    title: str = ""
    status: str = "exact"
    provenance: Mapping[str, str] = field(default_factory=lambda: {"model": "fake", "version": "0"})


def exact(*points: tuple[Any, Any]) -> tuple[Point, ...]:
    return tuple((R(x), R(y)) for x, y in points)


def region(regimes: str, *points: tuple[Any, Any], name: str = "", holes: tuple[tuple[Point, ...], ...] = ()) -> Region:
    """Return a region; the regimes are words, sorted as the protocol asks."""
    return Region(tuple(sorted(regimes.split())), Polygon(exact(*points), holes), name)


def border(equation: Any, one: str, other: str, *points: tuple[Any, Any], formula: Any = None) -> Boundary:
    return Boundary(equation, (tuple(sorted(one.split())), tuple(sorted(other.split()))), exact(*points), formula)


def contracting() -> Diagram:
    """Four regimes that meet in two triple points: the map of contracting-out."""
    return Diagram(
        x=Axis(P, R(0), R(10), "private gain of the contractor"),
        y=Axis(B, R(0), R(10), "bargaining power of the bureau"),
        title="Regimes of contracting-out",
        regions=(
            region("cooperation", (0, 0), (3, 0), (3, 4), (0, 4)),
            region("capture", (3, 0), (10, 0), (10, 6), (5, 6), (3, 4)),
            region("restriction", (0, 4), (3, 4), (5, 6), (5, 10), (0, 10)),
            region("substitution", (5, 6), (10, 6), (10, 10), (5, 10)),
        ),
        boundaries=(
            border(Eq(P, 3), "capture", "cooperation", (3, 0), (3, 4), formula=Eq(P, V * DELTA + K_K)),
            border(Eq(B, 4), "cooperation", "restriction", (0, 4), (3, 4), formula=Eq(B, (1 - RHO) * V + K_R)),
            border(Eq(B, P + 1), "capture", "restriction", (3, 4), (5, 6), formula=Eq(B, P + K_R - K_K)),
            border(Eq(B, 6), "capture", "substitution", (5, 6), (10, 6), formula=Eq(B, V + K_R)),
            border(Eq(P, 5), "restriction", "substitution", (5, 6), (5, 10), formula=Eq(P, V + K_K)),
        ),
        points=(SpecialPoint(R(3), R(4), "T_1"), SpecialPoint(R(5), R(6), "T_2")),
        provenance={"model": "contracting", "parameters": "V=4, delta=1/2", "version": "0.1"},
    )


def hole_and_sliver() -> Diagram:
    """A region inside another, and a sliver too thin for any name."""
    hole = exact((5, 5), (8, 5), (8, 8), (5, 8))
    return Diagram(
        x=Axis(P, R(0), R(10), "price"),
        y=Axis(B, R(0), R(10)),
        regions=(
            region("cooperation", (0, 0), (10, 0), (10, "9.8"), (0, "9.8"), holes=(hole,)),
            Region(("capture",), Polygon(hole)),
            region("restriction", (0, "9.8"), (10, "9.8"), (10, 10), (0, 10)),
        ),
        boundaries=(
            border(Eq(B, R("9.8")), "cooperation", "restriction", (0, "9.8"), (10, "9.8")),
            border(Eq(P, 5), "capture", "cooperation", (5, 5), (5, 8)),
            border(Eq(P, 8), "capture", "cooperation", (8, 5), (8, 8)),
            border(Eq(B, 5), "capture", "cooperation", (5, 5), (8, 5)),
            border(Eq(B, 8), "capture", "cooperation", (5, 8), (8, 8)),
        ),
        thin=(Thin(("substitution",), exact((1, 2), (4, 2))), Thin(("Hawk",), exact((2, 7)))),
    )


def multiplicity() -> Diagram:
    """A striped region between two vanishing boundaries, one of them strongly curved."""
    steps = [R(n, 24) for n in range(25)]
    taus = [R(13, 100) + (R(4, 5) - R(13, 100)) * s for s in steps]
    curve = [(R(1, 2) + R(2, 5) * (R(4, 5) - t) ** 2, t) for t in taus]
    low, top, left = curve[0], (R(1, 2), R(4, 5)), (R("0.3814"), R("0.2047"))
    striped = (left, *curve)
    coop = (low, (R(1), R("0.05")), (R(1), R(1)), (R(5, 6), R(1)), *reversed(curve))
    return Diagram(
        x=Axis(ALPHA, R(0), R(1), "mission alignment"),
        y=Axis(TAU, R(0), R(1), "transfer dependence"),
        title="Two equilibria",
        regions=(
            region("capture", (0, "0.5"), top, (R(5, 6), 1), (0, 1)),
            Region(("cooperation",), Polygon(tuple(dict.fromkeys(coop)))),
            Region(("cooperation", "restriction"), Polygon(striped)),
            region("restriction", (0, "0.3"), left, top, (0, "0.5")),
            region("substitution", (0, 0), (1, 0), (1, "0.05"), low, left, (0, "0.3")),
        ),
        boundaries=(
            border(Eq(TAU, R(1, 2) + R(3, 5) * ALPHA), "capture", "restriction", (0, "0.5"), top),
            border(Eq(TAU, R(1, 2) + R(3, 5) * ALPHA), "capture", "cooperation", top, (R(5, 6), 1)),
            border(Eq(ALPHA, R("0.34") + R(1, 5) * TAU), "restriction", "cooperation restriction", left, top),
            border(
                Eq(ALPHA, R(1, 2) + R(2, 5) * (R(4, 5) - TAU) ** 2), "cooperation", "cooperation restriction", *curve
            ),
            border(Eq(TAU, R(3, 10) - R(1, 4) * ALPHA), "restriction", "substitution", (0, "0.3"), left),
            border(Eq(TAU, R(3, 10) - R(1, 4) * ALPHA), "cooperation restriction", "substitution", left, low),
            border(Eq(TAU, R(3, 10) - R(1, 4) * ALPHA), "cooperation", "substitution", low, (1, "0.05")),
        ),
        points=(
            SpecialPoint(*top, "T_1"),
            SpecialPoint(*left, "T_2"),
            SpecialPoint(*low, "T_3"),
        ),
    )


def eight_regimes() -> Diagram:
    """Eight regimes in two rows of four, with long formulas on short boundaries."""
    names = ["cooperation", "capture", "restriction", "substitution", "hawk", "dove", "bully", "retreat"]
    regions, boundaries = [], []
    for number, name in enumerate(names):
        x, y = 2.5 * (number % 4), 5 * (number // 4)
        regions.append(region(name, (x, y), (x + 2.5, y), (x + 2.5, y + 5), (x, y + 5)))
    for column in range(4):
        x = R(5, 2) * column
        low, high = names[column], names[column + 4]
        boundaries.append(border(Eq(B, 5), low, high, (x, 5), (x + R(5, 2), 5), formula=Eq(B, V + S)))
        if column:
            exactly = Eq(P, V * DELTA + K_K * column + (1 - RHO) * (V + S) / 3 + K_R * DELTA**2 / 7)
            boundaries.append(border(Eq(P, x), names[column - 1], low, (x, 0), (x, 5), formula=exactly))
            boundaries.append(border(Eq(P, x), names[column + 3], high, (x, 5), (x, 10), formula=exactly))
    return Diagram(x=Axis(P, R(0), R(10)), y=Axis(B, R(0), R(10)), regions=tuple(regions), boundaries=tuple(boundaries))


def no_equilibrium() -> Diagram:
    """A region without equilibrium, one with three, and a corner outside the parameter space."""
    return Diagram(
        x=Axis(P, R(-1), R(1), "punishment"),
        y=Axis(B, R(0), R(1), "a meaning that is far too long to be printed along an axis of the figure"),
        regions=(
            region("", (-1, 0), (0, 0), (0, 1), (-1, 1)),
            region("hawk", (0, 0), (1, 0), (1, "0.5"), (0, "0.5")),
            region("dove hawk retreat", (0, "0.5"), (1, "0.5"), ("0.5", 1), (0, 1), name="Stag hunt"),
        ),
        boundaries=(
            border(Eq(P, 0), "", "hawk", (0, 0), (0, "0.5"), formula=Eq(P, K_K)),
            border(Eq(P, 0), "", "dove hawk retreat", (0, "0.5"), (0, 1), formula=Eq(P, K_K)),
            border(Eq(B, R(1, 2)), "hawk", "dove hawk retreat", (0, "0.5"), (1, "0.5"), formula=Eq(B, V / 3)),
        ),
        outside=(region("", (1, "0.5"), (1, 1), ("0.5", 1)),),
        points=(SpecialPoint(R(0), R(1, 2), "T_1"),),
    )


def one_parameter() -> Diagram:
    """A map of one parameter with four stretches, one of them short."""
    cuts = [R(0), R(3), R(5), R("5.4"), R(10)]
    names = ["cooperation", "cooperation restriction", "capture", "substitution"]
    regions = [region(n, (a, 0), (b, 0), (b, 1), (a, 1)) for n, a, b in zip(names, cuts, cuts[1:], strict=False)]
    boundaries = (
        border(Eq(P, 3), names[0], names[1], (3, 0), (3, 1), formula=Eq(P, V * DELTA + K_K)),
        border(Eq(P, 5), names[1], names[2], (5, 0), (5, 1)),
        border(Eq(P, R("5.4")), names[2], names[3], (R("5.4"), 0), (R("5.4"), 1)),
    )
    return Diagram(x=Axis(P, R(0), R(10), "price of a permit"), y=None, regions=tuple(regions), boundaries=boundaries)


ALL = {
    make.__name__: make
    for make in (contracting, hole_and_sliver, multiplicity, eight_regimes, no_equilibrium, one_parameter)
}
