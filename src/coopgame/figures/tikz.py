r"""Write a drawn figure as TikZ: the same paths in the coordinates of the axes, and formulas that LaTeX sets.

Coordinates are decimals that are exact where the number has at most six of them.  Lengths are big points, 1/72 inch, as
in every other format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from coopgame.errors import FigureError
from coopgame.figures.sheet import TICK_LENGTH
from coopgame.figures.style import AXES_WIDTH, DASHES
from coopgame.figures.tikz_words import FIT, comment, tex

_DECIMALS: Final = 6
_LARGEST: Final = 15_000
"""TeX knows no length above 16 383 points, not even on the way to a shorter one."""
_ANCHORS: Final[Mapping[str, str]] = {
    "baseline": "base", "top": "north", "bottom": "south", "center": "", "center_baseline": "",
}  # fmt: skip
_SIDES: Final[Mapping[str, str]] = {"left": "west", "right": "east", "center": ""}


@dataclass(frozen=True)
class Frame:
    """Where the axes stand on the page, and how long the units of their coordinates are, in big points."""

    corner: tuple[float, float]
    lower: tuple[float, float]
    unit: tuple[float, float]

    @property
    def direct(self) -> bool:
        """Whether TeX can work in the coordinates of the axes."""
        reach = [abs(low) * unit for low, unit in zip(self.lower, self.unit, strict=True)]
        return max(*reach, *self.unit) < _LARGEST and min(self.unit) > 0.01

    @property
    def options(self) -> str:
        """The options of a scope in the coordinates of the axes."""
        if not self.direct:
            return f"shift={{({_number(self.corner[0])}bp,{_number(self.corner[1])}bp)}}, x=1bp, y=1bp"
        zero = [c - low * unit for c, low, unit in zip(self.corner, self.lower, self.unit, strict=True)]
        across, upwards = (_number(unit) for unit in self.unit)
        return f"shift={{({_number(zero[0])}bp,{_number(zero[1])}bp)}}, x={across}bp, y={upwards}bp"

    def __call__(self, points: Any) -> np.ndarray:
        """Return points in the coordinates of the scope."""
        given = np.asarray(points, dtype=float)
        return given if self.direct else (given - self.lower) * self.unit


def _frame(ax: Axes) -> Frame:
    figure: Any = ax.figure
    width, height = figure.get_size_inches() * 72
    box, (left, right), (bottom, top) = ax.get_position(), ax.get_xlim(), ax.get_ylim()
    size = box.width * width, box.height * height
    return Frame(
        (box.x0 * width, box.y0 * height), (left, bottom), (size[0] / (right - left), size[1] / (top - bottom))
    )


def tikz(figure: Figure, *, names: Mapping[str, str], remarks: Iterable[str] = ()) -> str:
    r"""Return a figure as a ``tikzpicture``.

    Parameters
    ----------
    figure
        The drawn figure.
    names
        Readable names of colours, by hexadecimal code.
    remarks
        Comments that go before the picture.
    """
    if any(ax.name == "3d" for ax in figure.axes):
        raise FigureError("TikZ knows no view in perspective; save it as .pdf, or draw slices with cg.facets.")
    width, height = figure.get_size_inches() * 72
    known = {code.upper(): name for code, name in names.items()}
    pen = _Pen(known)
    body = [line for ax in figure.axes for line in pen.axes(ax)]
    body += [line for text in figure.texts for line in pen.text(text, None)]
    colours = [rf"\definecolor{{{name}}}{{HTML}}{{{code[1:]}}}" for code, name in sorted(known.items()) if name]
    return "\n".join(
        [
            *(comment(remark) for remark in remarks),
            r"\begin{tikzpicture}[x=1bp, y=1bp, line join=round, inner sep=0pt, outer sep=0pt]",
            FIT,
            *colours,
            rf"\useasboundingbox (0,0) rectangle ({_number(width)},{_number(height)});",
            *body,
            r"\end{tikzpicture}",
            "",
        ]
    )


def _number(value: float) -> str:
    """Return a decimal with at most six digits after the point, without a trailing one."""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class _Pen:
    """Turns artists into lines of TikZ; gives a name to every colour that it meets."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def colour(self, given: Any) -> str:
        """Return the name of a colour."""
        code = to_hex(given).upper()
        return self.names.setdefault(code, f"cg{len(self.names) + 1}")

    def axes(self, ax: Axes) -> Iterator[str]:
        """Yield the lines of axes: what is inside by layer, then frame, ticks and titles."""
        frame = _frame(ax)
        artists = sorted((a for a in ax.get_children() if _drawn(a)), key=lambda a: a.get_zorder())
        yield "% axes"
        # Artists that share coordinates and clipping share a scope.
        for (inside, clipped), group in groupby(artists, key=lambda a: (_in_data(a, ax), a.get_clip_on())):
            yield rf"\begin{{scope}}[{frame.options if inside else 'x=1bp, y=1bp'}]"
            if clipped:
                yield self._clip(ax, frame, inside=inside)
            for artist in group:
                yield from self.artist(artist, frame if inside else None)
            yield r"\end{scope}"
        if ax.axison:
            yield from self._surround(ax, frame)

    def _clip(self, ax: Axes, frame: Frame, *, inside: bool) -> str:
        corners = np.array([[ax.get_xlim()[k], ax.get_ylim()[k]] for k in (0, 1)])
        if inside:
            return rf"\clip {_path(Path(frame(corners)))[:-1].replace(' -- ', ' rectangle ')};"
        return rf"\clip {_path(Path(_on_page(ax.transData, ax, corners)))[:-1].replace(' -- ', ' rectangle ')};"

    def artist(self, artist: Any, frame: Frame | None) -> Iterator[str]:
        """Yield the lines of one artist, in the coordinates of a frame or of the page."""
        if isinstance(artist, Text):
            yield from self.text(artist, frame)
        elif isinstance(artist, PathPatch):
            path: Any = artist.get_path()
            corners = _on_page(artist.get_transform(), artist, path.vertices) if frame is None else frame(path.vertices)
            yield self._patch(Path(corners, path.codes), artist.get_facecolor(), artist.get_edgecolor(), artist)
        elif isinstance(artist, Line2D):
            yield from self._line(artist, frame)
        elif isinstance(artist, Collection):
            for own, face in zip(artist.get_paths(), artist.get_facecolor(), strict=False):
                corners = np.asarray(own.vertices)
                if frame is not None and len(corners):
                    yield self._patch(Path(frame(corners), own.codes), face, face, artist)

    def _patch(self, path: Path, face: Any, edge: Any, artist: Any) -> str:
        width = float(np.atleast_1d(artist.get_linewidth())[0])
        filled = f"fill={self.colour(face)}, even odd rule" if face[3] > 0 else ""
        drawn = f"draw={self.colour(edge)}, line width={_number(width)}bp" if edge[3] > 0 and width > 0 else ""
        return rf"\path[{', '.join(part for part in (filled, drawn) if part)}] {_path(path)}"

    def _line(self, line: Line2D, frame: Frame | None) -> Iterator[str]:
        points = np.column_stack([np.asarray(part, dtype=float) for part in line.get_data()])
        place = _on_page(line.get_transform(), line, points) if frame is None else frame(points)
        if line.get_linestyle() not in ("None", "none", " ", ""):
            cap = ", line cap=round" if line.get_solid_capstyle() == "round" else ""
            dashes = f", dash pattern=on {DASHES[0]}bp off {DASHES[1]}bp" if line.is_dashed() else cap
            style = f"draw={self.colour(line.get_color())}, line width={_number(line.get_linewidth())}bp{dashes}"
            yield rf"\path[{style}] {_path(Path(place))}"
        if line.get_marker() not in ("None", "none", " ", "", None):
            yield from (self._marker(line, x, y) for x, y in place)

    def _marker(self, line: Line2D, x: float, y: float) -> str:
        radius, rim = line.get_markersize() / 2, line.get_markeredgewidth()
        edge: Any = line.get_markeredgecolor()
        style = f"fill={self.colour(line.get_markerfacecolor())}"
        if not (isinstance(edge, str) and edge == "none") and rim:
            style += f", draw={self.colour(edge)}, line width={_number(rim)}bp"
        at = f"shift={{({_number(x)},{_number(y)})}}, x=1bp, y=1bp"
        shape = f"(0,0) circle[radius={_number(radius)}bp]"
        if line.get_marker() == "D":
            shape = (
                f"[rotate=45] ({_number(-radius)},{_number(-radius)}) rectangle ({_number(radius)},{_number(radius)})"
            )
        return rf"\path[{at}, {style}] {shape};"

    def text(self, text: Text, frame: Frame | None) -> Iterator[str]:
        """Yield the node of a text."""
        if not text.get_text().strip() or not text.get_visible():
            return
        where = np.array([text.get_position()], dtype=float)
        if frame is None:
            where = _on_page(text.get_transform(), text, where)
        (x, y) = where[0] if frame is None else frame(where)[0]
        parts = (_ANCHORS[text.get_verticalalignment()], _SIDES[text.get_horizontalalignment()])
        anchor = " ".join(part for part in parts if part) or "center"
        turn = f", rotate={_number(float(text.get_rotation()))}" if text.get_rotation() else ""
        size = float(text.get_fontsize())
        font = rf"\fontsize{{{_number(size)}bp}}{{{_number(1.16 * size)}bp}}\selectfont"
        weight = r"\bfseries" if text.get_fontweight() == "bold" else ""
        words = rf"\cgfit{{{_number(_width(text))}bp}}{{{tex(text.get_text(), math=bool(text.get_parse_math()))}}}"
        style = f"anchor={anchor}{turn}, text={self.colour(text.get_color())}, font={{{font}{weight}}}"
        yield rf"\node[{style}] at ({_number(x)},{_number(y)}) {{{words}}};"

    def _surround(self, ax: Axes, frame: Frame) -> Iterator[str]:
        """Yield frame, ticks with their labels, and the titles of the axes."""
        ink = self.colour(next(iter(ax.spines.values())).get_edgecolor())
        (left, bottom), size = frame.corner, [u * s for u, s in zip(frame.unit, _spans(ax), strict=True)]
        yield r"\begin{scope}[x=1bp, y=1bp]"
        shown = [name for name, spine in ax.spines.items() if spine.get_visible()]
        width = f"draw={ink}, line width={_number(AXES_WIDTH)}bp"
        if len(shown) == 4:
            span = f"rectangle ++({_number(size[0])},{_number(size[1])})"
            yield rf"\path[{width}] ({_number(left)},{_number(bottom)}) {span};"
        for axis, along in ((ax.xaxis, 0), (ax.yaxis, 1)):
            step = f"(0,{-TICK_LENGTH})" if along == 0 else f"({-TICK_LENGTH},0)"
            for value in axis.get_majorticklocs():
                at = frame.corner[along] + (value - frame.lower[along]) * frame.unit[along]
                x, y = (at, bottom) if along == 0 else (left, at)
                yield rf"\path[{width}] ({_number(x)},{_number(y)}) -- ++{step};"
            for label in (*axis.get_ticklabels(), axis.label):
                yield from self.text(label, None)
        yield r"\end{scope}"


def _width(text: Text) -> float:
    """Return the width that a text was placed for, and a little more."""
    math = bool(text.get_parse_math()) and text.get_text().count("$") > 1
    width, _, _ = text_to_path.get_text_width_height_descent(text.get_text(), text.get_fontproperties(), math)
    return float(width) + 1.0


def _spans(ax: Axes) -> tuple[float, float]:
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return right - left, top - bottom


def _drawn(artist: Artist) -> bool:
    known = isinstance(artist, PathPatch | Line2D | Collection)
    known = known or (isinstance(artist, Text) and bool(artist.get_text().strip()))
    return known and artist.get_visible() and artist.get_alpha() != 0


def _in_data(artist: Artist, ax: Axes) -> bool:
    return artist.get_transform() == ax.transData or isinstance(artist, Collection)


def _on_page(transform: Any, artist: Any, points: np.ndarray) -> np.ndarray:
    """Return points in big points from the lower left corner of the page."""
    scale = 72 / float(artist.figure.dpi)
    return np.asarray(transform.transform(points)) * scale


def _path(path: Path) -> str:
    """Return a path of straight lines; ``cycle`` closes a ring."""
    parts: list[str] = []
    vertices = np.asarray(path.vertices)
    drawn: Any = path.codes
    codes = [Path.MOVETO] + [Path.LINETO] * (len(vertices) - 1) if drawn is None else drawn
    for (x, y), code in zip(vertices, codes, strict=True):
        if code == Path.CLOSEPOLY:
            parts.append(" -- cycle")
        else:
            parts.append(f"{'' if code == Path.MOVETO and not parts else ' ' if code == Path.MOVETO else ' -- '}")
            parts.append(f"({_number(x)},{_number(y)})")
    return "".join(parts) + ";"
