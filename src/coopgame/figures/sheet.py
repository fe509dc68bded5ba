"""The sheet of paper: where the axes stand, and what is printed around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

from coopgame.errors import FigureError
from coopgame.figures.protocol import DiagramLike
from coopgame.figures.style import AXES_WIDTH, INK, POINTS_PER_MM, TICK_SIZE, TITLE_SIZE, Preset
from coopgame.figures.text import Block, font
from coopgame.figures.ticks import Tick, axis_title, make_ticks

TICK_LENGTH: Final = 3.0
TICK_PAD: Final = 2.6
TITLE_PAD: Final = 5.0
EDGE: Final = 2.5
_LEAST_AXES: Final = 60.0


@dataclass(frozen=True)
class Sheet:
    """Sizes and margins in points, with the texts along the axes.

    Parameters
    ----------
    width
        The width of the page.
    size
        Width and height of the axes.
    left, top
        The margins left of and above the axes.
    x_ticks, y_ticks
        The ticks; no vertical ones on a map of one parameter.
    titles
        The titles of the axes.
    """

    width: float
    size: tuple[float, float]
    left: float
    top: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    titles: tuple[str, str]

    @property
    def x_title_top(self) -> float:
        """The height of the top of the horizontal title, below the axes and so negative."""
        return -(TICK_LENGTH + TICK_PAD + tick_height(self.x_ticks) + TITLE_PAD)

    @property
    def y_title_right(self) -> float:
        """The right edge of the vertical title, left of the axes and so negative."""
        return -(TICK_LENGTH + TICK_PAD + tick_width(self.y_ticks) + TITLE_PAD)

    @property
    def below(self) -> float:
        """The height taken beneath the axes by ticks and title."""
        return -self.x_title_top + Block((self.titles[0],), TITLE_SIZE).height


def tick_width(ticks: tuple[Tick, ...]) -> float:
    """Return the width of the widest label."""
    return max((Block((tick.label,), TICK_SIZE).width for tick in ticks), default=0.0)


def tick_height(ticks: tuple[Tick, ...]) -> float:
    """Return the height of the highest label."""
    return max((Block((tick.label,), TICK_SIZE).height for tick in ticks), default=0.0)


def plan_sheet(diagram: DiagramLike, preset: Preset, *, title: str) -> Sheet:
    """Return the sheet of a figure of its own.

    Parameters
    ----------
    diagram
        The diagram.
    preset
        The column of the journal.
    title
        The title above the axes, or an empty string.

    Returns
    -------
    Sheet
        The plan; the height of the page follows once the legend is known.
    """
    x_ticks = make_ticks(diagram.x.lower, diagram.x.upper)
    y_ticks = make_ticks(diagram.y.lower, diagram.y.upper) if diagram.y is not None else ()
    right = max(Block((x_ticks[-1].label,), TICK_SIZE).width / 2 + 1.5 if x_ticks else 0.0, 6.5)
    left = TICK_LENGTH + TICK_PAD + tick_width(y_ticks) + TITLE_PAD + TITLE_SIZE + EDGE if diagram.y else right
    width = preset.width_points - left - right
    height = width * preset.aspect if diagram.y is not None else preset.band_mm * POINTS_PER_MM
    top = 6.0 + (TITLE_SIZE + 5.0 if title else 0.0)
    titles = (axis_title(diagram.x, width), axis_title(diagram.y, height) if diagram.y is not None else "")
    return Sheet(preset.width_points, (width, height), left, top, x_ticks, y_ticks, titles)


def adopt_axes(diagram: DiagramLike, ax: Axes) -> Sheet:
    """Return the sheet that axes of the caller make.

    Parameters
    ----------
    diagram
        The diagram.
    ax
        The axes of the caller; they keep their place and size.

    Returns
    -------
    Sheet
        The plan.

    Raises
    ------
    FigureError
        The axes are not flat and rectangular, or smaller than text can be set in.
    """
    if not isinstance(ax, Axes):
        raise FigureError(f"ax is a {type(ax).__name__}; expected matplotlib Axes, or None for a figure of its own.")
    if ax.name != "rectilinear":
        raise FigureError(f"ax has the projection {ax.name!r}; a phase diagram needs rectilinear axes.")
    figure = ax.figure
    if figure.get_layout_engine() is not None:
        # A layout engine settles the size of the axes only when the figure is drawn.
        figure.draw_without_rendering()  # type: ignore[union-attr]
    extent = ax.get_window_extent()
    width, height = extent.width / figure.dpi * 72, extent.height / figure.dpi * 72
    if min(width, height) < _LEAST_AXES / (1 if diagram.y is not None else 2):
        raise FigureError(
            f"ax measures {width:.0f} by {height:.0f} points; expected at least {_LEAST_AXES:.0f} by as much."
        )
    x_ticks = make_ticks(diagram.x.lower, diagram.x.upper)
    y_ticks = make_ticks(diagram.y.lower, diagram.y.upper) if diagram.y is not None else ()
    titles = (axis_title(diagram.x, width), axis_title(diagram.y, height) if diagram.y is not None else "")
    return Sheet(width, (width, height), 0.0, 0.0, x_ticks, y_ticks, titles)


def new_axes(sheet: Sheet, below: float) -> Axes:
    """Return axes on a new page that leaves a height of ``below`` points beneath them.

    The figure belongs to nobody: pyplot does not know it, so nothing has to be closed.
    """
    height = sheet.top + sheet.size[1] + below
    figure = Figure(figsize=(sheet.width / 72, height / 72), dpi=150)
    FigureCanvasAgg(figure)
    place = (sheet.left / sheet.width, below / height, sheet.size[0] / sheet.width, sheet.size[1] / height)
    return figure.add_axes(place)


def paper(ax: Axes) -> Transform:
    """Return the transform of points from the lower left corner of the axes, whatever their data limits."""
    corner = ScaledTranslation(0, 0, cast(Any, ax.transAxes))
    return Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans + corner


def dress(ax: Axes, sheet: Sheet, corners: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Give axes their limits, frame, ticks and titles.

    Parameters
    ----------
    ax
        The axes.
    sheet
        The plan.
    corners
        Opposite corners of the box of the diagram.
    """
    (left, bottom), (right, top) = corners
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    ax.set_xticks([float(tick.value) for tick in sheet.x_ticks], [tick.label for tick in sheet.x_ticks])
    ax.set_yticks([float(tick.value) for tick in sheet.y_ticks], [tick.label for tick in sheet.y_ticks])
    ax.tick_params(
        which="major", direction="out", length=TICK_LENGTH, width=AXES_WIDTH, pad=TICK_PAD, color=INK, labelcolor=INK,
        bottom=True, left=True, top=False, right=False,
    )  # fmt: skip
    for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
        label.set_fontproperties(font(TICK_SIZE))
    for spine in ax.spines.values():
        spine.set(linewidth=AXES_WIDTH, color=INK, zorder=3, visible=True)
    ax.grid(visible=False)
    in_points = paper(ax)
    ax.set_xlabel(sheet.titles[0], fontproperties=font(TITLE_SIZE), color=INK, va="top", ha="center")
    ax.xaxis.set_label_coords(sheet.size[0] / 2, sheet.x_title_top, transform=in_points)
    ax.set_ylabel(sheet.titles[1], fontproperties=font(TITLE_SIZE), color=INK, va="bottom", ha="center")
    ax.yaxis.set_label_coords(sheet.y_title_right, sheet.size[1] / 2, transform=in_points)
