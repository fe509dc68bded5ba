"""Find a place for the equations of boundaries: riding along the line, or beside a curved one with a leader.

Boundaries with one equation are one curve of the model and get one label.  The symbolic form is tried first, then the
numbers, then a short key Γ₁, Γ₂ whose equation is printed in the legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.mathtext import mathtext, plain
from coopgame.figures.place_beside import place_beside
from coopgame.figures.protocol import BoundaryLike
from coopgame.figures.scene import Border
from coopgame.figures.search import MARGIN, Search
from coopgame.figures.text import Block, Label, rotated_boxes

GAP: Final = 2.4
"""Distance in points between a line and the equation that rides on it."""
_BEND: Final = 1.2
"""How far, in points, a line may bend away from its chord under a text that rides on it."""
_WINDOWS: Final = 41


@dataclass(frozen=True)
class Curve:
    """All boundaries with one equation."""

    equation: Any
    formula: Any
    lines: tuple[shapely.LineString, ...]

    @property
    def meant(self) -> Any:
        """The equation as the model states it."""
        return self.equation if self.formula is None else self.formula

    @property
    def text(self) -> str:
        """The equation as plain text."""
        return plain(self.meant)

    def meanings(self, *, numeric: bool) -> tuple[Any, ...]:
        """Return the equations to try, best first."""
        return (self.equation,) if numeric or self.formula is None else (self.formula, self.equation)

    def forms(self, *, numeric: bool) -> tuple[str, ...]:
        """Return the forms to try as mathtext, best first."""
        return tuple(dict.fromkeys(f"${mathtext(form)}$" for form in self.meanings(numeric=numeric)))


def curves(boundaries: Sequence[BoundaryLike], borders: Sequence[Border]) -> tuple[Curve, ...]:
    """Return the curves of a diagram in the order of their boundaries; what is known by samples has no equation."""
    groups: dict[str, list[Border]] = {}
    for border in (b for b in borders if boundaries[b.index].equation is not None):
        groups.setdefault(plain(boundaries[border.index].equation), []).append(border)
    made = []
    for group in groups.values():
        # Pieces of one curve that meet at a triple point are one line, along which the equation may ride on.
        merged = shapely.line_merge(shapely.MultiLineString([border.line for border in group]))
        lines = tuple(part for part in shapely.get_parts(merged) if part.length > 0)
        formula = next((f for f in (boundaries[b.index].formula for b in group) if f is not None), None)
        made.append(Curve(boundaries[group[0].index].equation, formula, lines))
    return tuple(made)


def place_formula(search: Search, curve: Curve, block: Block) -> Label | None:
    """Return one form of an equation in its place on its curve, or ``None``.

    Parameters
    ----------
    search
        The scene and what is placed.
    curve
        The curve.
    block
        The equation.

    Returns
    -------
    Label or None
        The label, along the curve, or beside it with a leader when the curve bends too much.
    """
    return ride(search, curve, block) or _beside_curve(search, curve, block)


def ride(search: Search, curve: Curve, block: Block, *, upright: bool = False) -> Label | None:
    """Return the label that rides along its curve with most room, or ``None``.

    Parameters
    ----------
    search
        The scene and what is placed.
    curve
        The curve.
    block
        The text.
    upright
        Whether the text stays horizontal, as a short mark should.

    Returns
    -------
    Label or None
        The label; its box crosses no line and stays clear of what is placed.
    """
    own = shapely.MultiLineString(curve.lines)
    rest = shapely.difference(search.scene.lines, shapely.buffer(own, 0.05))
    found: list[tuple[float, Label]] = []
    for line in curve.lines:
        spots = _windows(line, block.width)
        if spots is None:
            continue
        middle, angle, bend, centred = spots
        for side in (1.0, -1.0):
            turn = np.radians(angle)
            normal = side * np.stack([-np.sin(turn), np.cos(turn)], axis=1)
            lean = np.zeros_like(angle) if upright else angle
            away = _support(block, normal, lean) + GAP + (0 if upright else bend)
            centres = middle + normal * away[:, None]
            boxes = rotated_boxes(centres, block, lean)
            room = _room(search, boxes, own, rest)
            plain_fill = ~shapely.intersects(boxes, search.scene.textures)
            score = np.minimum(room, 7) - 2.5 * centred + 9 * plain_fill + 0.6 * (side > 0)
            score = np.round(np.where((room >= MARGIN) & (bend <= _BEND), score, -np.inf), 3)
            best = int(np.argmax(score))
            if np.isfinite(score[best]):
                centre = (float(centres[best, 0]), float(centres[best, 1]))
                found.append((float(score[best]), Label(block, centre, float(lean[best]))))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _support(block: Block, normals: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Return how far a turned box reaches from its centre in the direction of each normal."""
    turn = np.radians(angles)
    along = np.abs(normals[:, 0] * np.cos(turn) + normals[:, 1] * np.sin(turn))
    across = np.abs(normals[:, 1] * np.cos(turn) - normals[:, 0] * np.sin(turn))
    return np.asarray(along * block.width / 2 + across * block.height / 2)


def _room(search: Search, boxes: np.ndarray, own: BaseGeometry, rest: BaseGeometry) -> np.ndarray:
    """Return the room around each box; none when it leaves the frame or touches its own curve."""
    frame = search.scene.plane.frame
    room = np.minimum(search.clear(boxes), shapely.distance(boxes, shapely.boundary(frame)))
    if not rest.is_empty:
        room = np.minimum(room, shapely.distance(boxes, rest))
    inside = shapely.contains_properly(frame, boxes) & (shapely.distance(boxes, own) >= 0.6 * GAP)
    for shape in search.scene.outside:
        inside &= ~shapely.intersects(boxes, shape)
    return np.where(inside, room, -np.inf)


def _windows(line: shapely.LineString, width: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
    """Return middle, angle, bend and distance from the middle of the line, of windows as wide as a text.

    The angle is such that the text reads from left to right, or upwards on a vertical line.
    """
    need = width + 2 * MARGIN
    if line.length < need:
        return None
    at = np.linspace(need / 2, line.length - need / 2, _WINDOWS)
    steps = np.linspace(-need / 2, need / 2, 9)
    samples = shapely.get_coordinates(shapely.line_interpolate_point(line, (at[:, None] + steps).ravel()))
    samples = samples.reshape(len(at), len(steps), 2)
    start, end = samples[:, 0], samples[:, -1]
    along = end - start
    angle = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    angle = np.round((angle + 89.999) % 180 - 89.999, 6)
    offset = samples - start[:, None]
    bend = np.abs(along[:, None, 0] * offset[..., 1] - along[:, None, 1] * offset[..., 0]).max(axis=1)
    bend = bend / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    return (start + end) / 2, angle, bend, np.abs(at / line.length - 0.5)


def _beside_curve(search: Search, curve: Curve, block: Block) -> Label | None:
    """Return a horizontal label with a leader for a curve that bends too much to ride on, or ``None``."""
    longest = max(curve.lines, key=lambda line: line.length)
    windows = _windows(longest, min(block.width, longest.length / 2))
    if windows is None or windows[2].min() <= _BEND:
        return None
    # A leader that crosses another curve is read with more effort than the legend.
    return place_beside(search, _along(longest, (0.5, 0.35, 0.65, 0.2, 0.8)), block, dotted=False, crossings=0)


def place_keys(search: Search, keyed: Sequence[tuple[str, Curve]], size: float) -> dict[str, Label]:
    """Return the labels Γ₁, Γ₂ and so on of the curves whose equations are in the legend.

    Parameters
    ----------
    search
        The scene and what is placed.
    keyed
        Mathtext and curve of each key.
    size
        The size of the type in points.

    Returns
    -------
    dict
        The labels by mathtext; a key that found no room is missing.
    """
    placed: dict[str, Label] = {}
    for key, curve in keyed:
        block = Block((key,), size)
        now = Search(search.scene, (*search.taken, *(label.box for label in placed.values())))
        label = ride(now, curve, block, upright=True) or _near(now, curve, block)
        if label is not None:
            placed[key] = label
    return placed


def _near(search: Search, curve: Curve, block: Block) -> Label | None:
    """Return a short horizontal label close to some point of a curve, or ``None``."""
    lines = sorted(curve.lines, key=lambda line: -line.length)
    anchors = [point for line in lines for point in _along(line, (0.5, 0.3, 0.7, 0.1, 0.9))]
    return place_beside(search, anchors, block, dotted=False)


def _along(line: shapely.LineString, shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return points at shares of the length of a line."""
    found = shapely.get_coordinates(shapely.line_interpolate_point(line, shares, normalized=True))
    return [(float(x), float(y)) for x, y in found]
