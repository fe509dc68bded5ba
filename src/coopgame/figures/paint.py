"""Turn a scene and its layout into matplotlib artists.

Fills are drawn in the coordinates of the diagram, so they stay true when the caller zooms; their edges have the colour
of the face and lie under the strokes of the boundaries, so no hairline of paper shows between neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from coopgame.figures.plane import Plane
from coopgame.figures.scene import Scene
from coopgame.figures.style import (
    AXES_WIDTH,
    BORDER_WIDTH,
    CROSS_WIDTH,
    DASHES,
    GREY,
    INK,
    LEADER_WIDTH,
    OUTSIDE,
    PAPER,
    POINT_RADIUS,
    POINT_RIM,
    SEAM_WIDTH,
    THIN_WIDTH,
)
from coopgame.figures.text import Label, font
from coopgame.figures.textures import cross_lines, stripes

_PLATE_PAD = 1.6


@dataclass(frozen=True)
class Brush:
    """Where to draw: axes, and the map from points on paper to the coordinates in which artists are drawn.

    Parameters
    ----------
    ax
        The axes.
    plane
        The map between points and the coordinates of the diagram; ``None`` to draw in points with ``transform``.
    transform
        The transform of the artists.
    colours
        Colours by regime.
    """

    ax: Axes
    plane: Plane | None
    transform: Transform
    colours: Mapping[str, str]

    def coordinates(self, points: np.ndarray) -> np.ndarray:
        """Return points on paper in the coordinates in which artists are drawn."""
        return points if self.plane is None else self.plane.data(points)

    def add(self, artist: Any) -> Any:
        """Add an artist in the coordinates of this brush; only fills and borders are cut off at the frame."""
        artist.set_transform(self.transform)
        self.ax.add_artist(artist)
        artist.set_clip_on(self.plane is not None)
        if self.plane is not None:
            artist.set_clip_path(self.ax.patch)
        return artist

    def area(self, shape: BaseGeometry, colour: str, *, edge: float, zorder: float) -> Any:
        """Fill a polygon as one path with its holes."""
        # Holes must turn the other way round than their ring, or viewers fill them.
        parts = [orient(part) for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
        rings = [
            Path(self.coordinates(shapely.get_coordinates(ring)), closed=True)
            for part in parts
            for ring in (part.exterior, *part.interiors)
        ]
        path = Path.make_compound_path(*rings)
        edgecolour = colour if edge else "none"
        return self.add(
            PathPatch(path, facecolor=colour, edgecolor=edgecolour, linewidth=edge, zorder=zorder, joinstyle="round")
        )

    def line(self, points: Any, *, width: float, colour: str = INK, zorder: float = 2.0, dashed: bool = False) -> Any:
        """Draw a line through points on paper."""
        xs, ys = self.coordinates(np.asarray(points, dtype=float)).T
        # matplotlib counts dashes in line widths.
        style: Any = (0, tuple(length / width for length in DASHES)) if dashed else "solid"
        caps: Any = {"dash_capstyle": "butt", "solid_capstyle": "round", "solid_joinstyle": "round"}
        return self.add(Line2D(xs, ys, color=colour, linewidth=width, linestyle=style, zorder=zorder, **caps))

    def dot(
        self, at: tuple[float, float], *, radius: float, rim: float = 0.0, colour: str = INK, zorder: float = 4
    ) -> Any:
        """Draw a disc, with a white rim around it, that is not cut off at the frame."""
        x, y = self.coordinates(np.array([at]))[0]
        edge: Any = {"markeredgecolor": PAPER if rim else "none", "markeredgewidth": rim}
        marker = Line2D(
            [x], [y], marker="o", markersize=2 * radius + rim, markerfacecolor=colour, linestyle="none", **edge
        )
        marker.set_zorder(zorder)
        self.add(marker)
        marker.set_clip_on(False)
        return marker


def fill(brush: Brush, shape: BaseGeometry, regimes: Sequence[str], bare: BaseGeometry) -> list[Artist]:
    """Fill a region in the colours of its regimes.

    Parameters
    ----------
    brush
        Where to draw.
    shape
        The region in points.
    regimes
        Its regimes: one gives a plain fill, several give stripes, none gives cross-lines.
    bare
        The plates of texts, which stay white.

    Returns
    -------
    list of Artist
        The artists, the ground first.
    """
    if not regimes:
        ground = brush.area(shape, PAPER, edge=SEAM_WIDTH, zorder=1)
        lines = shapely.get_parts(cross_lines(shapely.difference(shape, bare)))
        ends = [Path(brush.coordinates(shapely.get_coordinates(line))) for line in lines if line.length > 0]
        if not ends:
            return [ground]
        crosses = Path.make_compound_path(*ends)
        made = PathPatch(crosses, facecolor="none", edgecolor=GREY, linewidth=CROSS_WIDTH, zorder=1.2)
        return [ground, brush.add(made)]
    artists = [brush.area(shape, brush.colours[regimes[0]], edge=SEAM_WIDTH, zorder=1)]
    if len(regimes) > 1:
        layers = stripes(shape, len(regimes))
        for regime, layer in zip(regimes[1:], layers, strict=True):
            if not layer.is_empty:
                artists.append(brush.area(layer, brush.colours[regime], edge=0, zorder=1.2))
        plate = shapely.intersection(bare, shape)
        if plate.area > 0:
            artists.append(brush.area(plate, PAPER, edge=0, zorder=1.4))
    return artists


def plates(scene: Scene, labels: Sequence[Label]) -> BaseGeometry:
    """Return the plates under the texts that lie on a texture; only there are they cut out."""
    boxes = [
        label.box.buffer(_PLATE_PAD, join_style="round") for label in labels if label.box.intersects(scene.textures)
    ]
    return shapely.union_all(boxes)


def paint_map(brush: Brush, scene: Scene, bare: BaseGeometry) -> dict[str, tuple[Artist, ...]]:
    """Draw regions, what is outside, boundaries and what has no area.

    Parameters
    ----------
    brush
        Where to draw.
    scene
        The diagram in points.
    bare
        The plates of texts.

    Returns
    -------
    dict
        The artists by layer.
    """
    filled = [cell for cell in scene.cells if cell.filled]
    regions = [artist for cell in filled for artist in fill(brush, cell.outline, cell.regimes, bare)]
    outside = [brush.area(shape, OUTSIDE, edge=SEAM_WIDTH, zorder=1.1) for shape in scene.outside]
    borders = [
        brush.line(shapely.get_coordinates(border.line), width=BORDER_WIDTH, dashed=border.vanishing)
        for border in scene.borders
    ]
    # What is outside ends where the parameter space ends, so its edge has the weight of the frame.
    edges = shapely.difference(
        shapely.union_all([shape.boundary for shape in scene.outside]), scene.plane.frame.boundary
    )
    rims = [shapely.get_coordinates(edge) for edge in shapely.get_parts(shapely.line_merge(edges)) if edge.length > 0]
    outside += [brush.line(rim, width=AXES_WIDTH) for rim in rims]
    # Bands that are not decided close the gaps between borders: as dark as these, and no wider than they are.
    undecided = [brush.area(shape, INK, edge=SEAM_WIDTH, zorder=1.9) for shape in scene.undecided]
    thin = [artist for regimes, path in scene.thin for artist in paint_thin(brush, path, regimes)]
    return {
        "regions": tuple(regions),
        "outside": tuple(outside),
        "undecided": tuple(undecided),
        "boundaries": tuple(borders),
        "thin": tuple(thin),
    }


def paint_thin(brush: Brush, path: np.ndarray, regimes: Sequence[str]) -> list[Artist]:
    """Draw an arc or a point without area in the colour of its regimes, cased in ink."""
    colours = [brush.colours[regime] for regime in regimes] or [PAPER]
    if len(path) == 1:
        at = (float(path[0, 0]), float(path[0, 1]))
        casing = brush.dot(at, radius=2.4, zorder=3.5)
        return [casing, brush.dot(at, radius=1.7, colour=colours[0], zorder=3.6)]
    artists = [
        brush.line(path, width=THIN_WIDTH + 1.2, zorder=2.4),
        brush.line(path, width=THIN_WIDTH, colour=colours[0], zorder=2.5),
    ]
    if len(colours) > 1:
        artists.append(brush.line(path, width=THIN_WIDTH, colour=colours[1], zorder=2.6, dashed=True))
    return artists


def paint_points(brush: Brush, scene: Scene) -> tuple[Artist, ...]:
    """Draw the triple points, black with a white rim."""
    return tuple(brush.dot(spot.at, radius=POINT_RADIUS, rim=POINT_RIM) for spot in scene.spots)


def paint_label(brush: Brush, label: Label) -> tuple[list[Text], list[Artist]]:
    """Draw a text, one artist per line, and its leader.

    Parameters
    ----------
    brush
        Where to draw.
    label
        The text in its place.

    Returns
    -------
    tuple
        The lines of text, and the parts of the leader.
    """
    turn = np.radians(label.angle)
    texts, leader = [], []
    for line, height in zip(label.block.lines, label.block.baselines(), strict=True):
        anchor = np.array(label.centre) + height * np.array([-np.sin(turn), np.cos(turn)])
        x, y = brush.coordinates(anchor[None])[0]
        text = Text(
            x, y, line, fontproperties=font(label.block.size, bold=label.block.bold), color=INK, rotation=label.angle
        )
        text.set(ha="center", va="baseline", rotation_mode="anchor", zorder=5, parse_math="$" in line)
        brush.add(text)
        text.set_clip_on(False)
        texts.append(text)
    if label.leader:
        leader.append(brush.line(label.leader, width=LEADER_WIDTH, zorder=3.8))
        if label.dotted:
            leader.append(brush.dot(label.leader[0], radius=1.3, zorder=3.9))
    return texts, leader
