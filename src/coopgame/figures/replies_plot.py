"""Draw the best replies of both players of a 2×2 game, and the equilibria where they cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import shapely
import sympy
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coopgame._version import __version__
from coopgame.figures.equilibrium_plot import EquilibriumPlot, finished, record_of
from coopgame.figures.equilibrium_protocol import RepliesLike, ReplyLike, SpanLike
from coopgame.figures.keys import HANDLE, Key, arrange_keys, paint_keys
from coopgame.figures.markers import KINDS, paint_rest
from coopgame.figures.mathtext import mathtext, plain
from coopgame.figures.paint import Brush, paint_label
from coopgame.figures.plane import Plane
from coopgame.figures.replies_words import caption, replies_alt_text
from coopgame.figures.sheet import Sheet, adopt_axes, dress, new_axes, paper, plan_sheet
from coopgame.figures.style import AXES_WIDTH, FORMULA_SIZE, GREY, INK, TITLE_SIZE, current_preset, printing
from coopgame.figures.text import Block, Label

FIRST_COLOUR: Final = "#EC9467"
FIRST_TINT: Final = "#F9DFD1"
SECOND_TINT: Final = "#E3E3E3"
FIRST_WIDTH: Final = 3.4
SECOND_WIDTH: Final = 1.1
CONTINUUM_WIDTH: Final = 2.4
_TICK: Final = 3.0
_PAD: Final = 2.6
_GAP: Final = 5.5
_FOOT: Final = 3.5
_UNIT: Any = SimpleNamespace(symbol=sympy.Symbol("p"), lower=sympy.Integer(0), upper=sympy.Integer(1), meaning="")


@dataclass(frozen=True)
class Threshold:
    """The label of a break point: its text, on the axis of ``side`` 0 (above) or 1 (right), and the key if too long."""

    side: int
    value: float
    block: Block
    key: str = ""


def draw_replies(replies: RepliesLike, ax: Axes | None = None) -> EquilibriumPlot:
    """Draw best replies.

    Parameters
    ----------
    replies
        The finished correspondences; nothing is computed here.
    ax
        Axes of the caller, whose size is kept; ``None`` makes a figure of its own in the width of the journal column
        chosen with :func:`coopgame.figures.style`.

    Returns
    -------
    EquilibriumPlot
        The figure with its words.
    """
    frame: Any = SimpleNamespace(x=_UNIT, y=_UNIT)
    with printing():
        sheet = plan_sheet(frame, current_preset(), title="") if ax is None else adopt_axes(frame, ax)
        marks = _thresholds(replies.replies, sheet.size[0])
        sheet = _with_margins(sheet, marks) if ax is None else sheet
        sheet = replace(sheet, titles=_titles(replies.replies, sheet.size))
        legend = arrange_keys(_keys(replies, marks), sheet.width - 6)
        if ax is None:
            ax = new_axes(sheet, sheet.below + _GAP + legend.height + _FOOT)
        dress(ax, sheet, ((0.0, 0.0), (1.0, 1.0)))
        artists = _paint(ax, sheet, replies)
        artists["thresholds"] = _paint_thresholds(ax, sheet, marks)
        middle = sheet.width - 2 * sheet.left if sheet.left else sheet.size[0]
        artists["legend"] = paint_keys(ax, legend, -sheet.below - _GAP, middle)
    facts = {"coopgame": __version__, "parameters": ", ".join(f"{s} = {v}" for s, v in replies.fixed.items()) or "none"}
    key = {mark.block.lines[0].strip("$"): mark.key for mark in marks if mark.key}
    record = record_of("Best replies", (replies_alt_text(replies), caption(replies)), provenance=facts, key=key)
    return finished(ax, artists, record)


def _titles(replies: Sequence[ReplyLike], size: tuple[float, float]) -> tuple[str, str]:
    titles = []
    for reply, room in zip(replies, size, strict=True):
        words = (f"Probability that {reply.player} plays {reply.strategy}", f"Probability of {reply.strategy}")
        safe = [w.replace("$", r"\$") for w in words]
        titles.append(next((w for w in safe if Block((w,), TITLE_SIZE).width <= room), safe[-1]))
    return titles[0], titles[1]


def _thresholds(replies: Sequence[ReplyLike], room: float) -> list[Threshold]:
    """Return the labels: the first player's threshold is a probability of the second and so stands on the right."""
    found = []
    for side, reply in ((1, replies[0]), (0, replies[1])):
        if reply.threshold is None or reply.formula is None:
            continue
        block = Block((f"${mathtext(reply.formula)}$",), FORMULA_SIZE)
        key = ""
        if block.width > 0.8 * room:
            name = ("x", "y")[side]
            block, key = Block((f"${name}^{{*}}$",), FORMULA_SIZE), plain(reply.formula)
        found.append(Threshold(side, float(reply.threshold), block, key))
    return found


def _turned(mark: Threshold) -> bool:
    """Whether a label on the right is turned, as it is where it would take much of the page."""
    return mark.side == 1 and mark.block.width > 3.2 * FORMULA_SIZE


def _with_margins(sheet: Sheet, marks: Sequence[Threshold]) -> Sheet:
    """Return the sheet with room for labels above and on the right of the axes."""
    right = max((m.block.height if _turned(m) else m.block.width for m in marks if m.side == 1), default=0.0)
    above = max((m.block.height for m in marks if m.side == 0), default=0.0)
    width, height = sheet.size
    narrower = width - (right + _TICK + _PAD if right else 0.0)
    return replace(
        sheet,
        size=(narrower, height * narrower / width),
        top=sheet.top + (above + _TICK + _PAD if above else 0.0),
    )


def _paint(ax: Axes, sheet: Sheet, replies: RepliesLike) -> dict[str, tuple[Artist, ...]]:
    plane = Plane((0.0, 0.0), (1.0, 1.0), sheet.size)
    brush = Brush(ax, None, paper(ax), {})
    first = [(own, against) for against, own in replies.replies[0].pieces]
    second = list(replies.replies[1].pieces)
    artists: dict[str, tuple[Artist, ...]] = {
        "first": tuple(_piece(brush, plane, piece, (FIRST_COLOUR, FIRST_TINT, FIRST_WIDTH, 3.2)) for piece in first),
        "second": tuple(_piece(brush, plane, piece, (INK, SECOND_TINT, SECOND_WIDTH, 3.4)) for piece in second),
        "continua": tuple(_continuum(brush, plane, piece) for piece in replies.continua),
    }
    points = [paint_rest(brush, tuple(plane.points([(p.x, p.y)])[0]), p.kind) for p in replies.points]
    artists["points"] = tuple(artist for own in points for artist in own)
    return artists


def _piece(brush: Brush, plane: Plane, piece: tuple[SpanLike, SpanLike], look: tuple[str, str, float, float]) -> Any:
    """Paint the product of two intervals: a line, or a tinted square where both have length."""
    colour, tint, width, zorder = look
    (x0, x1), (y0, y1) = piece
    corners = plane.points([(x0, y0), (x1, y1)])
    if x0 != x1 and y0 != y1:
        return brush.area(
            shapely.box(*corners[0], *corners[1]), tint, edge=0, zorder=0.8 if tint == FIRST_TINT else 0.9
        )
    return brush.line(corners, width=width, colour=colour, zorder=zorder)


def _continuum(brush: Brush, plane: Plane, piece: tuple[SpanLike, SpanLike]) -> Any:
    (x0, x1), (y0, y1) = piece
    corners = plane.points([(x0, y0), (x1, y1)])
    if x0 != x1 and y0 != y1:
        inside = shapely.box(*corners[0], *corners[1])
        return brush.area(inside, GREY, edge=0, zorder=1.0)
    return brush.line(corners, width=CONTINUUM_WIDTH + 2, colour=INK, zorder=3.6)


def _paint_thresholds(ax: Axes, sheet: Sheet, marks: Sequence[Threshold]) -> tuple[Artist, ...]:
    brush = Brush(ax, None, paper(ax), {})
    width, height = sheet.size
    artists: list[Artist] = []
    for mark in marks:
        if mark.side == 0:
            at = mark.value * width
            tick, half = [(at, height), (at, height + _TICK)], mark.block.width / 2
            centre = (float(np.clip(at, half - 4, width + 4 - half)), height + _TICK + _PAD + mark.block.height / 2)
        else:
            at = mark.value * height
            tick = [(width, at), (width + _TICK, at)]
            turned = _turned(mark)
            wide, tall = mark.block.width, mark.block.height
            off, half = (tall / 2, wide / 2) if turned else (wide / 2, tall / 2)
            centre = (width + _TICK + _PAD + off, float(np.clip(at, half - 4, height + 4 - half)))
        artists.append(brush.line(tick, width=AXES_WIDTH, zorder=3))
        angle = 90.0 if _turned(mark) else 0.0
        artists += paint_label(brush, Label(mark.block, centre, angle))[0]
    return tuple(artists)


def _keys(replies: RepliesLike, marks: Sequence[Threshold]) -> list[Key]:
    """Return the legend: both correspondences, then what kinds of equilibria occur, then long formulas."""
    row, column = replies.replies

    def line(colour: str, width: float) -> Any:
        return lambda brush, x, y: [brush.line([(x, y), (x + HANDLE, y)], width=width, colour=colour, zorder=3)]

    def area(colour: str) -> Any:
        return lambda brush, x, y: [brush.area(shapely.box(x, y - 3, x + HANDLE, y + 3), colour, edge=0, zorder=3)]

    first = area(FIRST_TINT) if _square(row.pieces) else line(FIRST_COLOUR, FIRST_WIDTH)
    second = area(SECOND_TINT) if _square(column.pieces) else line(INK, SECOND_WIDTH)
    keys = [Key(first, f"best replies of {row.player}"), Key(second, f"best replies of {column.player}")]
    for kind, words in KINDS.items():
        if any(point.kind == kind for point in replies.points):
            keys.append(Key(_marker(kind), words))
    if replies.continua:
        shown = area(GREY) if _square(replies.continua) else line(INK, CONTINUUM_WIDTH + 2)
        keys.append(Key(shown, "continuum of equilibria"))
    keys += [Key(_sign(mark.block), mark.key) for mark in marks if mark.key]
    return [Key(key.handle, key.text if key.text.startswith("$") else key.text.replace("$", r"\$")) for key in keys]


def _square(pieces: Sequence[tuple[SpanLike, SpanLike]]) -> bool:
    """Whether pieces are one that has length in both directions."""
    return any(x[0] != x[1] and y[0] != y[1] for x, y in pieces)


def _marker(kind: str) -> Any:
    return lambda brush, x, y: paint_rest(brush, (x + HANDLE / 2, y), kind)


def _sign(block: Block) -> Any:
    return lambda brush, x, y: paint_label(brush, Label(block, (x + HANDLE / 2, y)))[0]
