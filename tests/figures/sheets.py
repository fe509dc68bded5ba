"""What is measured on a drawn page: every text with its outline, whatever drew it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from mpl_toolkits.mplot3d import proj3d  # type: ignore[import-untyped]
from mpl_toolkits.mplot3d.art3d import Text3D  # type: ignore[import-untyped]
from shapely.geometry.base import BaseGeometry

#: How far, in points, two texts may reach into each other: the ink of letters ends before their boxes do.
TOUCH = 0.3


def texts_of(figure: Figure) -> list[Text]:
    """Return every visible text with letters in it."""
    figure.draw_without_rendering()
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def ink_of(text: Text) -> BaseGeometry:
    """Return the box of the ink of a text on the page, in points, turned as it is."""
    figure = text.figure
    assert figure is not None
    line = text.get_text()
    math = bool(text.get_parse_math()) and line.count("$") >= 2
    vertices, _ = text_to_path.get_text_path(text.get_fontproperties(), line, ismath=math)
    points = np.asarray(vertices) * text.get_fontsize() / text_to_path.FONT_SCALE
    low, high = points.min(axis=0), points.max(axis=0)
    width, _, _ = text_to_path.get_text_width_height_descent(line, text.get_fontproperties(), math)
    shift = {"left": 0.0, "center": -width / 2, "right": -width}[text.get_horizontalalignment()]
    # Only the baseline is sure of itself; other ways to align are measured by the window extent below.
    if isinstance(text, Text3D):
        axes: Any = text.axes
        x, y, _ = proj3d.proj_transform(*text.get_position_3d(), axes.get_proj())
        centre = axes.transData.transform((x, y)) * 72 / axes.figure.dpi
        return shapely.box(*(centre - (high - low) / 2), *(centre + (high - low) / 2))
    if text.get_verticalalignment() != "baseline" or text.get_rotation_mode() != "anchor":
        box = text.get_window_extent()
        return shapely.box(*(value * 72 / figure.dpi for value in box.extents))  # type: ignore[union-attr]
    x, y = (value * 72 / figure.dpi for value in text.get_transform().transform(text.get_position()))  # type: ignore[union-attr]
    turn = Affine2D().rotate_deg(text.get_rotation()).translate(x, y)
    box = shapely.box(low[0] + shift, low[1], high[0] + shift, high[1])
    return shapely.Polygon(turn.transform(shapely.get_coordinates(box.exterior)))


def colliding(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts that touch."""
    boxes = [(text.get_text(), ink_of(text)) for text in texts_of(figure)]
    return [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if box.buffer(-TOUCH / 2).intersects(second.buffer(-TOUCH / 2))
    ]


def off_the_page(figure: Figure) -> list[str]:
    """Return the texts that do not lie on the page."""
    page = shapely.box(0, 0, *(figure.get_size_inches() * 72)).buffer(0.2)
    return [text.get_text() for text in texts_of(figure) if not page.contains(ink_of(text))]


def sizes(figure: Figure) -> Iterator[float]:
    """Yield the sizes of type."""
    for text in texts_of(figure):
        yield float(text.get_fontsize())
