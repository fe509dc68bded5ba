"""Blocks of text and the room they take, in points, before anything is drawn.

Sizes come from the outlines of the glyphs, so they are the same for every output format and resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np
import shapely
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from shapely.geometry.base import BaseGeometry

from coopgame.figures.style import FONT

LEADING: Final = 1.16
"""Distance of baselines divided by the size of the type."""


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font of the figures at a size."""
    return FontProperties(family=FONT, size=size, weight="bold" if bold else "normal", math_fontfamily="stix")


@lru_cache(maxsize=4096)
def _measure(line: str, size: float, bold: bool) -> tuple[float, float, float]:
    """Return width, ascent and descent of one line; a dollar sign anywhere means mathtext.

    Words get the height of a line with capitals and descenders, so that names in a row share a baseline.
    """
    face = font(size, bold=bold)
    width, height, descent = text_to_path.get_text_width_height_descent(line, face, "$" in line)
    if "$" not in line:
        _, height, descent = text_to_path.get_text_width_height_descent("Hp", face, False)
    return float(width), float(height - descent), float(descent)


@dataclass(frozen=True)
class Block:
    """Centred lines of text in one size.

    Parameters
    ----------
    lines
        The lines from top to bottom; mathtext where they contain dollar signs.
    size
        The size in points.
    bold
        Whether the type is bold.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max(_measure(line, self.size, self.bold)[0] for line in self.lines)

    @property
    def ascent(self) -> float:
        """The height of the ink above the first baseline."""
        return _measure(self.lines[0], self.size, self.bold)[1]

    @property
    def descent(self) -> float:
        """The depth of the ink below the last baseline."""
        return _measure(self.lines[-1], self.size, self.bold)[2]

    @property
    def height(self) -> float:
        """The height from the top of the first line to the bottom of the last."""
        return self.ascent + self.descent + (len(self.lines) - 1) * LEADING * self.size

    def baselines(self) -> tuple[float, ...]:
        """Return the heights of the baselines above the centre of the block."""
        first = self.height / 2 - self.ascent
        return tuple(first - line * LEADING * self.size for line in range(len(self.lines)))


@dataclass(frozen=True)
class Label:
    """A block of text that has found its place.

    Parameters
    ----------
    block
        The text.
    centre
        The centre of its box, in points from the lower left corner of the axes.
    angle
        The rotation in degrees.
    leader
        The two ends of a leader line, first the one at the thing that is named; or empty.
    dotted
        Whether the leader starts with a dot, as it does inside a region.
    """

    block: Block
    centre: tuple[float, float]
    angle: float = 0.0
    leader: tuple[tuple[float, float], ...] = ()
    dotted: bool = False

    @property
    def box(self) -> shapely.Polygon:
        """The box of the text, in points from the lower left corner of the axes."""
        boxes = rotated_boxes(np.array([self.centre]), self.block, np.array([self.angle]))
        return shapely.Polygon(shapely.get_coordinates(boxes[0]))

    def obstacles(self) -> list[BaseGeometry]:
        """Return what other texts must avoid."""
        return [self.box, shapely.LineString(self.leader)] if self.leader else [self.box]


def rotated_boxes(centres: np.ndarray, block: Block, angles: np.ndarray) -> np.ndarray:
    """Return the boxes of a block at many centres, each turned by its angle in degrees."""
    if not angles.any():
        reach = np.array([block.width, block.height]) / 2
        return np.asarray(shapely.box(*(centres - reach).T, *(centres + reach).T))
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array([block.width, block.height]) / 2
    turn = np.radians(angles)[:, None]
    x = half[:, 0] * np.cos(turn) - half[:, 1] * np.sin(turn)
    y = half[:, 0] * np.sin(turn) + half[:, 1] * np.cos(turn)
    corners = np.stack([x, y], axis=-1) + centres[:, None, :]
    return np.asarray(shapely.polygons(corners))


def line_breaks(name: str, most: int = 3) -> tuple[tuple[str, ...], ...]:
    """Return the ways to break a name into lines, fewest lines first, each the most even one of its kind.

    Parameters
    ----------
    name
        The name; it begins with a capital afterwards.
    most
        The largest number of lines.

    Returns
    -------
    tuple of tuple of str
        The lines of each way.

    Examples
    --------
    >>> line_breaks("cooperation or restriction")[1]
    ('Cooperation', 'or restriction')
    """
    words = capitalised(name).split() or [""]
    ways = []
    for count in range(1, min(most, len(words)) + 1):
        cuts = (
            tuple(" ".join(words[a:b]) for a, b in zip((0, *at), (*at, len(words)), strict=True))
            for at in combinations(range(1, len(words)), count - 1)
        )
        # A line that ends in "or" leaves the reader hanging.
        ways.append(min(cuts, key=lambda way: (sum(line.endswith(" or") for line in way), max(map(len, way)), way)))
    return tuple(ways)


def capitalised(name: str) -> str:
    """Return a name with a capital first letter and the others as they are.

    Examples
    --------
    >>> capitalised("stag hunt"), capitalised("")
    ('Stag hunt', '')
    """
    return name[:1].upper() + name[1:]
