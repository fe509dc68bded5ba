"""Arrows of comparative statics on paper: an open square, a line, a head, and a letter at either end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.errors import FigureError
from coopgame.figures.plane import Plane
from coopgame.figures.protocol import ArrowLike, DiagramLike
from coopgame.figures.text import capitalised

ARROW_WIDTH: Final = 1.1
SQUARE: Final = 4.6
"""The side of the square at the start."""
HEAD: Final = (6.2, 4.8)
"""Length and width of the head."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSUVWXYZ"
"""Without T, which names the points where regions meet."""
_SHORTEST: Final = 14.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """An arrow on paper.

    Parameters
    ----------
    start, end
        Its ends in points.
    letters
        What stands at either end.
    names
        The sets of regimes that it leads through.
    follows
        Whether it starts where another one ends, so that no square is needed.
    """

    start: Point
    end: Point
    letters: tuple[str, str]
    names: tuple[str, ...]
    follows: bool = False

    @property
    def body(self) -> BaseGeometry:
        """What texts must avoid."""
        line = shapely.LineString([self.start, self.end]).buffer(ARROW_WIDTH / 2 + 0.6)
        return shapely.union_all([line, shapely.box(*self.square), shapely.Polygon(self.head)])

    @property
    def square(self) -> tuple[float, float, float, float]:
        """The square at the start."""
        x, y = self.start
        return x - SQUARE / 2, y - SQUARE / 2, x + SQUARE / 2, y + SQUARE / 2

    @property
    def head(self) -> tuple[Point, Point, Point]:
        """The triangle at the end; its tip is the end."""
        along = np.subtract(self.end, self.start) / np.hypot(*np.subtract(self.end, self.start))
        foot, side = np.array(self.end) - HEAD[0] * along, HEAD[1] / 2 * np.array([-along[1], along[0]])
        corners = [(float(p[0]), float(p[1])) for p in (foot + side, foot - side)]
        return corners[0], self.end, corners[1]

    @property
    def title(self) -> str:
        """The letters, as the caption prints them."""
        return f"{self.letters[0]} to {self.letters[1]}"

    @property
    def entry(self) -> str:
        """What the legend says: the letters in mathematics, and what it leads through."""
        words = through(self.names).replace("$", r"\$")
        return f"${self.letters[0]}$ to ${self.letters[1]}$: {words}"


def make_arrows(plane: Plane, arrows: Sequence[ArrowLike]) -> tuple[Arrow, ...]:
    """Return arrows on paper; one that starts where another ends shares its letter.

    Raises
    ------
    FigureError
        An arrow is too short to be drawn, or there are more ends than letters.
    """
    letters: dict[Any, str] = {}
    made: list[Arrow] = []
    reached: set[Any] = set()
    for given in arrows:
        start, end = ((float(p[0]), float(p[1])) for p in plane.points([given.start, given.end]))
        if np.hypot(end[0] - start[0], end[1] - start[1]) < _SHORTEST:
            raise FigureError(
                f"The arrow from {_at(given.start)} to {_at(given.end)} would be shorter than {_SHORTEST:.0f} points; "
                "draw it on a smaller part of the map."
            )
        for place in (given.start, given.end):
            if len(letters) >= len(_LETTERS) and tuple(place) not in letters:
                raise FigureError(f"There are more than {len(_LETTERS)} ends of arrows; draw fewer on one map.")
            letters.setdefault(tuple(place), _LETTERS[len(letters) % len(_LETTERS)])
        pair = letters[tuple(given.start)], letters[tuple(given.end)]
        made.append(Arrow(start, end, pair, tuple(given.names), tuple(given.start) in reached))
        reached.add(tuple(given.end))
    return tuple(made)


def _at(point: Sequence[Any]) -> str:
    return "(" + ", ".join(str(value) for value in point) + ")"


def arrow_words(diagram: DiagramLike, arrows: Sequence[ArrowLike], drawn: Sequence[Arrow]) -> Iterator[str]:
    """Yield one sentence for each arrow: from where to where, through which regimes, and where these change."""
    symbols = [axis.symbol for axis in (diagram.x, diagram.y) if axis is not None]
    for given, arrow in zip(arrows, drawn, strict=True):
        ends = [_values(symbols, given.start), _values(symbols, given.end)]
        steps = [arrow.names[0]]
        for point, name in zip(given.crossings, arrow.names[1:], strict=True):
            steps.append(f"from {_values(symbols, point)} on {name}")
        yield f"Arrow {arrow.title}, from {ends[0]} to {ends[1]}, leads through {', '.join(steps)}."


def arrow_key(drawn: Sequence[Arrow]) -> Iterator[str]:
    """Yield what the caption says of the arrows."""
    for arrow in drawn:
        yield f"{arrow.title}: {through(arrow.names)}."


def through(names: Sequence[str]) -> str:
    """Return what an arrow leads through as one line.

    Examples
    --------
    >>> through(["restriction", "cooperation"]), through(["capture"])
    ('Restriction → cooperation', 'Capture throughout')
    """
    return capitalised(" → ".join(names)) if len(names) > 1 else f"{capitalised(names[0])} throughout"


def _values(symbols: Sequence[Any], point: Sequence[Any]) -> str:
    return ", ".join(f"{symbol} = {float(value):.4g}" for symbol, value in zip(symbols, point, strict=False))
