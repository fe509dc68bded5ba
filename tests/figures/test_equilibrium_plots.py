"""Plots of equilibria: what is drawn is what was computed, for every pattern of ties, and files fit to print."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pypdf
import pytest
import sympy
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch

import coopgame as cg
from coopgame.figures import ELSEVIER_DOUBLE, NATURE_SINGLE, EquilibriumPlot, draw_replies, replies_plot, style
from coopgame.figures.colour_difference import ciede2000
from coopgame.figures.levels_plot import shades
from coopgame.figures.markers import KINDS
from coopgame.figures.style import INK, POINTS_PER_MM

PATTERNS = list(product((-1, 0, 1), repeat=4))


def replies_of(signs: tuple[int, ...]) -> cg.BestResponses:
    a, b, c, d = signs
    return cg.best_responses(cg.Game.from_bimatrix([[a, b], [0, 0]], [[c, 0], [d, 0]]))


@cache
def made(name: str) -> EquilibriumPlot:
    inspection = cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8), y=("l", 3, 8), concept=cg.Nash())
    contracting = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    mixed = "inspect+trust, comply+violate"
    plots = {
        "stag hunt": lambda: cg.best_responses(cg.models.st_plane(), at={"S": "-1/2", "T": "1/2"}).plot(),
        "inspection": lambda: cg.best_responses(cg.models.inspection(), at={"c": 1}).plot(),
        "ties": lambda: replies_of((0, 0, 1, -1)).plot(),
        "violation": lambda: cg.probability_map(inspection, "inspectee", "violate", equilibrium=mixed).plot(),
        "government": lambda: cg.payoff_map(contracting, "government").plot(),
        "constant": lambda: cg.payoff_map(inspection, "inspectee", equilibrium=mixed).plot(),
        "branches": lambda: cg.correspondence(
            cg.models.st_plane(), "T", 0, 2, at={"S": "-1/2"}, concept=cg.Nash()
        ).plot(),
        "payoff": lambda: cg.correspondence(cg.models.contracting(), "p", 0, 10, at={"b": 3}).plot(payoff=True),
        "algebraic": lambda: cg.correspondence(
            cg.Game.from_bimatrix([["x**3 - x - 1", 0], [0, 1]], [["x**2 - 1", 0], [0, 1]]), "x", 0, 2
        ).plot(),
    }
    return plots[name]()


NAMES = ("stag hunt", "inspection", "ties", "violation", "government", "constant", "branches", "payoff", "algebraic")


@pytest.fixture(params=NAMES)
def plot(request: pytest.FixtureRequest) -> EquilibriumPlot:
    return made(request.param)


# What is drawn --------------------------------------------------------------------------------------


def corners(artist: Any, size: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The product of two intervals that a line or a filled rectangle covers, as shares of the axes."""
    if isinstance(artist, Line2D):
        points = np.column_stack(artist.get_data())
    else:
        assert isinstance(artist, PathPatch)
        points = artist.get_path().vertices
    low, high = points.min(axis=0) / size, points.max(axis=0) / size
    return (round(low[0], 6), round(high[0], 6)), (round(low[1], 6), round(high[1], 6))


def as_floats(piece: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    (x0, x1), (y0, y1) = piece
    return (round(float(x0), 6), round(float(x1), 6)), (round(float(y0), 6), round(float(y1), 6))


def check_drawn(replies: Any, ax: Any, size: tuple[float, float]) -> None:
    sheet = SimpleNamespace(size=size)
    artists = replies_plot._paint(ax, sheet, replies)
    first = {as_floats((own, against)) for against, own in replies.replies[0].pieces}
    assert {corners(artist, size) for artist in artists["first"]} == first
    assert {corners(artist, size) for artist in artists["second"]} == {as_floats(p) for p in replies.replies[1].pieces}
    assert {corners(artist, size) for artist in artists["continua"]} == {as_floats(p) for p in replies.continua}
    centres = {tuple(np.round(np.divide(a.center, size), 6)) for a in artists["points"] if hasattr(a, "radius")}
    centres |= {tuple(np.round(np.divide(a.center, size), 6)) for a in artists["points"] if hasattr(a, "theta1")}
    assert centres == {(round(float(p.x), 6), round(float(p.y), 6)) for p in replies.points}
    for artist in ax.lines[:]:
        artist.remove()


def test_all_81_patterns_of_signs_are_drawn() -> None:
    ax = made("stag hunt").ax.figure.add_subplot()
    for signs in PATTERNS:
        check_drawn(replies_of(signs), ax, (200.0, 180.0))
    ax.remove()


def test_a_piece_that_is_drawn_elsewhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = replies_plot._piece

    def turned(brush: Any, plane: Any, piece: Any, look: Any) -> Any:
        return right(brush, plane, piece[::-1], look)

    monkeypatch.setattr(replies_plot, "_piece", turned)
    ax = made("inspection").ax.figure.add_subplot()
    with pytest.raises(AssertionError):
        check_drawn(replies_of((1, -1, -2, 1)), ax, (200.0, 180.0))
    ax.remove()


def test_branches_are_drawn_where_they_are() -> None:
    found = cg.correspondence(cg.models.st_plane(), "T", 0, 2, at={"S": "-1/2"}, concept=cg.Nash())
    plot = found.plot()
    width, height = plot.ax.get_window_extent().width, plot.ax.get_window_extent().height
    scale = np.array([width, height]) / plot.figure.dpi * 72
    drawn = [np.column_stack(line.get_data()) / scale * [2, 1] for line in plot.artists["branches"]]
    assert len(drawn) == len(found.branches)
    for points, branch in zip(drawn, found.branches, strict=True):
        value = sympy.lambdify(found.axis.symbol, branch.probability("row", "C"))
        assert np.allclose(points[:, 1], [value(t) for t in points[:, 0]], atol=1e-6)
        assert np.allclose([points[0, 0], points[-1, 0]], [float(branch.stretch.lower), float(branch.stretch.upper)])


def test_ends_are_filled_only_where_they_belong_to_a_branch() -> None:
    game = cg.Game.from_bimatrix([["x", 0], [0, 1]], [[1, 0], [0, 1]], strategies=[["a", "b"]] * 2)
    open_only = SimpleNamespace(name="open", words="open", path=((1, 0), (2, 1)), closed=(False, False))
    traces = cg.correspondence(game, "x", -1, 1).trace()
    shown = SimpleNamespace(
        axis=SimpleNamespace(symbol=sympy.Symbol("x"), lower=0, upper=3, meaning=""),
        quantity="Probability of a", probability=True, traces=[open_only], sweeps=[], marks=[], provenance={},
    )  # fmt: skip
    drawn = cg.figures.draw_traces(shown)
    assert {artist.get_facecolor()[:3] for artist in drawn.artists["ends"]} == {(1.0, 1.0, 1.0)}
    filled = cg.figures.draw_traces(traces).artists["ends"]
    assert {tuple(np.round(artist.get_facecolor()[:3], 2)) for artist in filled} == {(0.1, 0.1, 0.1)}


def test_bands_are_drawn_with_their_shades() -> None:
    level_map = cg.payoff_map(
        cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10)), "government", levels=[2, 4, 6]
    )
    plot = level_map.plot()
    colours = shades(4)
    from matplotlib.colors import to_hex

    assert [to_hex(a.get_facecolor()) for a in plot.artists["bands"]] == [colours[b.number] for b in level_map.bands]
    assert len(plot.artists["lines"]) == len(level_map.lines)


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_shades_can_be_told_apart_and_read_upon(count: int) -> None:
    made_ = shades(count)
    assert min(ciede2000(a, b) for a, b in pairwise(made_)) > 3
    assert ciede2000(made_[-1], INK) > 40


def test_each_kind_has_a_shape_of_its_own() -> None:
    kinds = {p.kind for signs in PATTERNS for p in replies_of(signs).points}
    assert kinds == set(KINDS)


# Words and files ------------------------------------------------------------------------------------


def test_every_plot_says_what_it_shows(plot: EquilibriumPlot) -> None:
    assert len(plot.alt_text) > 60
    assert len(plot.caption) > 30
    assert plot.unplaced == ()
    assert repr(plot).startswith("<EquilibriumPlot")
    assert plot._repr_png_().startswith(b"\x89PNG")
    assert 'alt="' in plot._repr_html_()


def text_boxes(plot: EquilibriumPlot) -> list[Any]:
    renderer = plot.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    texts = [t for t in plot.figure.findobj(lambda a: hasattr(a, "get_text")) if t.get_text() and t.get_visible()]
    return [t.get_window_extent(renderer) for t in texts]


@pytest.mark.parametrize("preset", [None, ELSEVIER_DOUBLE, NATURE_SINGLE], ids=str)
def test_no_two_texts_overlap_and_none_leaves_the_page(preset: Any) -> None:
    if preset is None:
        plots = [made(name) for name in NAMES]
    else:
        with style(preset):
            plots = [cg.best_responses(cg.models.inspection(), at={"c": 1}).plot()]
    for plot in plots:
        check_texts(plot)


def check_texts(plot: EquilibriumPlot) -> None:
    """Whether texts stand apart and on the page."""
    boxes = text_boxes(plot)
    page = plot.figure.bbox
    for n, box in enumerate(boxes):
        assert box.x0 > page.x0 - 0.5
        assert box.x1 < page.x1 + 0.5
        assert box.y0 > page.y0 - 0.5
        assert box.y1 < page.y1 + 0.5
        for other in boxes[n + 1 :]:
            wide = min(box.x1, other.x1) - max(box.x0, other.x0)
            tall = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert wide < 1 or tall < 1


def test_files_are_fit_for_print(plot: EquilibriumPlot, tmp_path: Path) -> None:
    path = plot.save(tmp_path / "figure.pdf")
    assert path.read_bytes() == plot.save(tmp_path / "again.pdf").read_bytes()
    page = pypdf.PdfReader(path).pages[0]
    assert float(page.mediabox.width) == pytest.approx(90 * POINTS_PER_MM, abs=0.1)
    assert path.stat().st_size < 100_000
    record = json.loads((tmp_path / "figure.json").read_text(encoding="utf-8"))
    assert record["alt_text"] == plot.alt_text
    assert record["provenance"] == dict(plot.record.provenance)


def test_thresholds_too_long_for_the_axis_get_a_key() -> None:
    names = [f"value_{k}" for k in range(8)]
    long = " + ".join(names)
    game = cg.Game.from_bimatrix([[long, 0], [0, "1"]], [[1, 0], [0, 1]])
    plot = cg.best_responses(game, at=dict.fromkeys(names, 1)).plot()
    assert list(plot.key) == ["y^{*}"]
    check_texts(plot)
    assert "value_7" in plot.key["y^{*}"]


def test_plots_go_into_axes_of_the_caller() -> None:
    from matplotlib.figure import Figure

    axes = Figure(figsize=(6, 3)).subplots(1, 2)
    both = draw_replies(replies_of((1, -1, -1, 1)), axes[0])
    assert both.ax is axes[0]
    with pytest.raises(cg.FigureError, match="expected matplotlib Axes"):
        replies_of((1, -1, -1, 1)).plot("left")  # type: ignore[arg-type]
