"""Find a place for the names of cases: close to the mark, else with a leader, else a letter in the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.marks import CASE_RADIUS, CASE_RIM, Mark
from coopgame.figures.place_beside import place_beside
from coopgame.figures.scene import Scene
from coopgame.figures.search import Search
from coopgame.figures.text import Block, Label, line_breaks, rotated_boxes

_SIZES: Final = (7.5, 7.0)
_STEP: Final = 1.5
_STEPS: Final = 120
"""How many steps of the grid are taken around a mark at least."""
_REACH: Final = 7.0
"""How far from its mark a name may stand without a leader, in points."""
_LEAST: Final = 1.2
_OFF: Final = CASE_RADIUS + CASE_RIM + 1.7
"""From a mark to the start of a leader: as near as one can come without touching it."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Named:
    """The names of cases in their places.

    Parameters
    ----------
    labels
        Labels by the number of the case.
    key
        Names printed in the legend, by their letter.
    unplaced
        What could not be placed where it belongs, in words.
    """

    labels: dict[int, Label] = field(default_factory=dict)
    key: dict[str, str] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()


def place_cases(scene: Scene, taken: Sequence[BaseGeometry]) -> Named:
    """Return the names of cases, the smallest marks first, for they have least choice.

    Parameters
    ----------
    scene
        The scene with its marks.
    taken
        What is placed already, the marks included.
    """
    labels: dict[int, Label] = {}
    key: dict[str, str] = {}
    words = []
    for number in sorted(range(len(scene.marks)), key=lambda n: (scene.marks[n].outline.length, n)):
        mark = scene.marks[number]
        search = Search(scene, (*taken, *(shape for label in labels.values() for shape in label.obstacles())))
        label = _named(search, mark, _blocks(mark.name))
        if label is None:
            letter = _letter(len(key))
            key[letter] = mark.name
            label = _named(search, mark, [Block((letter,), _SIZES[-1], bold=True)])
            how = "it has a letter" if label else "there is no room even for its letter"
            words.append(f"case {mark.name!r}: no room for its name; {how}, {letter} in the key")
        if label is not None:
            labels[number] = label
    return Named(dict(sorted(labels.items())), key, tuple(words))


def _letter(n: int) -> str:
    return _LETTERS[n] if n < len(_LETTERS) else f"{_LETTERS[n // 26 - 1]}{_LETTERS[n % 26]}"


def _blocks(name: str) -> list[Block]:
    return [Block(lines, size) for size in _SIZES for lines in line_breaks(name, 2)]


def _named(search: Search, mark: Mark, blocks: Sequence[Block]) -> Label | None:
    found = (label for block in blocks for label in [_close(search, mark, block)] if label is not None)
    close = next(found, None)
    if close is not None:
        return close
    for block in blocks:
        label = place_beside(search, list(_anchors(mark, search)), block, dotted=False)
        if label is not None:
            return label
    return None


def _close(search: Search, mark: Mark, block: Block) -> Label | None:
    """Return the label that stands close to a mark with most room, in one region if it can, or ``None``."""
    left, bottom, right, top = mark.outline.bounds
    side, up = block.width / 2 + _REACH + CASE_RADIUS, block.height / 2 + _REACH + CASE_RADIUS
    # Around a large mark there is choice enough on a coarser grid.
    step = max(_STEP, mark.outline.length / _STEPS)
    xs, ys = np.arange(left - side, right + side, step), np.arange(bottom - up, top + up, step)
    centres = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    frame, body = search.scene.plane.frame, mark.body
    shapely.prepare([frame, body])
    keeps: list[Callable[[np.ndarray], np.ndarray]] = [
        lambda boxes: np.asarray(shapely.contains_properly(frame, boxes)),
        lambda boxes: np.asarray(shapely.dwithin(body, boxes, _REACH)),
        lambda boxes: np.logical_not(shapely.dwithin(search.obstacles, boxes, _LEAST)),
    ]
    for keep in keeps:
        centres = centres[keep(rotated_boxes(centres, block, np.zeros(len(centres))))]
        if not len(centres):
            return None
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    away = shapely.distance(boxes, body)
    room = np.minimum(search.clear(boxes), search.from_lines(boxes))
    room = np.minimum(room, shapely.distance(boxes, shapely.boundary(search.scene.plane.frame)))
    good = room >= _LEAST
    if not good.any():
        return None
    unfit = shapely.intersects(boxes, search.unfit)
    # A name above or beside the middle of its mark is read at once as its own.
    middle = np.array([(left + right) / 2, (bottom + top) / 2])
    off = np.abs(centres - middle) @ np.array([0.6, 0.4])
    score = np.round(np.minimum(room, 4) - 0.8 * away - 0.06 * off - 6 * unfit + 0.3 * (centres[:, 1] > middle[1]), 3)
    best = int(np.argmax(np.where(good, score, -np.inf)))
    return Label(block, (float(centres[best, 0]), float(centres[best, 1])))


def _anchors(mark: Mark, search: Search) -> Iterator[tuple[float, float]]:
    """Yield points just off a mark from which a leader may start."""
    left, bottom, right, top = mark.outline.bounds
    x, y = (left + right) / 2, (bottom + top) / 2
    frame = search.scene.plane.frame
    for point in ((x, top + _OFF), (right + _OFF, y), (x, bottom - _OFF), (left - _OFF, y)):
        if frame.contains(shapely.Point(point)):
            yield point
