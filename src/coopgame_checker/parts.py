"""The parts of a certificate as data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .abscissae import Abscissa
from .bivariate import Curve, Rectangle
from .reading import Expression, Formula

Profile = tuple[int, ...]
Mixtures = tuple[tuple[Expression, ...], tuple[Expression, ...]]


@dataclass(frozen=True)
class Concept:
    """What counts as an outcome: by the payoffs, or where the condition holds that is printed for it."""

    kind: str
    leader: int = 0
    follower: int = 1
    ties: str = "all"

    @property
    def printed(self) -> bool:
        """Whether the printed conditions say where outcomes are ones."""
        return self.kind in ("mixed", "conditions")


@dataclass(frozen=True)
class Outcome:
    """An outcome that may hold, with the condition of its regime."""

    regime: str
    profile: Profile | None
    mixtures: Mixtures | None
    where: Formula
    condition: Formula | None


@dataclass(frozen=True)
class Game:
    """A finite game with payoffs in x and y."""

    sizes: tuple[int, ...]
    payoffs: dict[Profile, tuple[Expression, ...]]
    concept: Concept
    domain: Formula
    outcomes: tuple[Outcome, ...]
    joins: dict[frozenset[int], frozenset[str]]


@dataclass(frozen=True)
class Label:
    """The outcomes that hold on a cell, and the regimes."""

    holding: frozenset[int]
    regimes: frozenset[str]


@dataclass(frozen=True)
class Leaf:
    """A rectangle on which the labels depend on some curves only."""

    box: Rectangle
    curves: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """The stack of cells over an open interval."""

    sample: Fraction
    curves: tuple[int, ...]
    branches: tuple[int, ...]
    heights: tuple[Fraction, ...]
    faces: tuple[int, ...]
    arcs: tuple[int, ...]
    bottom: int
    top: int


@dataclass(frozen=True)
class Point:
    """A point of a wall, with the branches that end there."""

    curves: frozenset[int]
    left: tuple[int, ...]
    right: tuple[int, ...]
    label: int


@dataclass(frozen=True)
class Wall:
    """A vertical line between two columns, or an edge of the box."""

    place: Abscissa
    near: tuple[Fraction, Fraction]
    cuts: tuple[Fraction, ...]
    points: tuple[Point, ...]
    intervals: tuple[int, ...]
    vertical: frozenset[int]


@dataclass(frozen=True)
class Region:
    """Faces with one label that are joined, and bounds of their area."""

    label: int
    faces: tuple[tuple[int, int], ...]
    area: tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Certificate:
    """A certificate whose parts fit together; nothing else is known of it."""

    box: Rectangle
    game: Game
    labels: tuple[Label | None, ...]
    curves: tuple[Curve, ...]
    leaves: tuple[Leaf, ...]
    columns: tuple[Column, ...]
    walls: tuple[Wall, ...]
    regions: tuple[Region, ...]
