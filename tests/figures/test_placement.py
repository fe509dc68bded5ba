"""The geometry of a figure: every text where it belongs, and none on another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg

from coopgame.figures import DiagramPlot, Layers, draw
from coopgame.figures.layout import Layout
from coopgame.figures.place_formulas import curves
from coopgame.figures.place_points import discs
from coopgame.figures.scene import Scene, make_scene
from coopgame.figures.text import Label

from . import fakes


def scene_of(plot: DiagramPlot, name: str) -> Scene:
    inches = plot.figure.get_size_inches() * plot.ax.get_position().size
    return make_scene(fakes.ALL[name](), (float(inches[0]) * 72, float(inches[1]) * 72))


def strays(layout: Layout, scene: Scene) -> list[str]:
    """Return the names that do not lie in their region, or whose leader does not start there."""
    found = []
    for number, label in layout.names.items():
        cell = scene.cells[number]
        inside = (
            cell.outline.contains(shapely.Point(label.leader[0])) if label.leader else cell.outline.contains(label.box)
        )
        if not inside:
            found.append(cell.name)
    return found


def overlaps(layout: Layout, scene: Scene) -> list[tuple[str, ...]]:
    """Return the pairs of texts whose boxes overlap, and the texts that lie on a marker or on a line."""
    pairs = combinations(layout.labels(), 2)
    found = [(*one.block.lines, *other.block.lines) for one, other in pairs if one.box.intersects(other.box)]
    marks = shapely.GeometryCollection([scene.lines, *discs(scene.spots)])
    return found + [label.block.lines for label in layout.labels() if marks.intersects(label.box)]


def crossed_leaders(layout: Layout) -> list[tuple[str, ...]]:
    pairs = [(one, other) for one in layout.labels() for other in layout.labels() if one.leader and one is not other]
    return [one.block.lines for one, other in pairs if shapely.LineString(one.leader).intersects(other.box)]


def moved(label: Label, dx: float, dy: float) -> Label:
    return replace(label, centre=(label.centre[0] + dx, label.centre[1] + dy))


def test_names_lie_in_their_regions(plot: DiagramPlot, name: str) -> None:
    assert strays(plot.layout, scene_of(plot, name)) == []


def test_every_region_is_named_or_reported(plot: DiagramPlot, name: str) -> None:
    scene = scene_of(plot, name)
    for number, cell in enumerate(scene.cells):
        assert number in plot.layout.names or any(repr(cell.name) in line for line in plot.unplaced)


def test_every_curve_has_an_equation_or_is_reported(plot: DiagramPlot, name: str) -> None:
    known = curves(fakes.ALL[name]().boundaries, scene_of(plot, name).borders)
    assert len(plot.layout.formulas) + sum("no room" in line for line in plot.unplaced if "boundary" in line) == len(
        known
    )


def test_texts_do_not_overlap(plot: DiagramPlot, name: str) -> None:
    assert overlaps(plot.layout, scene_of(plot, name)) == []
    assert crossed_leaders(plot.layout) == []


def test_texts_stay_within_the_frame(plot: DiagramPlot, name: str) -> None:
    frame = scene_of(plot, name).plane.frame
    assert all(frame.contains(label.box) for label in plot.layout.labels())


def test_the_checks_catch_a_label_out_of_place(name: str, plot: DiagramPlot) -> None:
    scene = scene_of(plot, name)
    number, label = next((n, lab) for n, lab in plot.layout.names.items() if not lab.leader)
    away = max(scene.plane.size)
    assert strays(replace(plot.layout, names={number: moved(label, away, 0)}), scene) == [scene.cells[number].name]
    other = next(lab for lab in plot.layout.labels() if lab is not label)
    onto = replace(label, centre=other.centre)
    assert overlaps(replace(plot.layout, names={**plot.layout.names, number: onto}), scene)


def test_what_is_drawn_fills_the_planned_boxes(plot: DiagramPlot, name: str) -> None:
    plane = scene_of(plot, name).plane
    canvas = FigureCanvasAgg(plot.figure)
    corner = plot.ax.get_window_extent().min
    scale = 72 / plot.figure.dpi
    texts = iter([*plot.artists["names"], *plot.artists["formulas"], *plot.artists["point_names"]])
    for label in plot.layout.labels():
        extents = [next(texts).get_window_extent(canvas.get_renderer()) for _ in label.block.lines]
        drawn = np.array([[e.min, e.max] for e in extents]).reshape(-1, 2)
        low, high = (drawn.min(axis=0) - corner) * scale, (drawn.max(axis=0) - corner) * scale
        planned = label.box.bounds
        # The renderer rounds to pixels and adds the leading of a line; neither may move a text.
        assert np.allclose([*low, *high], planned, atol=2.6), label.block.lines
    assert plane.frame.area > 0


def test_equations_ride_on_straight_boundaries() -> None:
    plot = draw(fakes.contracting())
    angles = sorted(round(label.angle) for label in plot.layout.formulas.values())
    assert angles == [0, 0, 45, 90, 90]
    texts = {label.block.lines[0] for label in plot.layout.formulas.values()}
    assert r"$p = \delta V + k_{K}$" in texts
    assert r"$b = (1 - \rho)\,V + k_{R}$" in texts
    assert plot.unplaced == ()
    assert plot.key == {}


def test_a_curved_boundary_gets_a_leader() -> None:
    plot = draw(fakes.multiplicity())
    [label] = [label for label in plot.layout.formulas.values() if "0.4" in label.block.lines[0]]
    assert label.leader
    assert label.angle == 0
    assert not label.dotted


def test_one_label_per_curve() -> None:
    plot = draw(fakes.multiplicity())
    assert len(plot.layout.formulas) == 4


def test_a_name_without_room_is_called_out() -> None:
    plot = draw(fakes.multiplicity())
    label = plot.layout.names[2]
    assert label.block.lines == ("Cooperation", "or restriction")
    assert label.leader
    assert label.dotted


def test_a_leader_starts_in_the_middle_of_a_long_region() -> None:
    plot = draw(fakes.hole_and_sliver())
    scene = scene_of(plot, "hole_and_sliver")
    start = plot.layout.names[2].leader[0]
    assert start == pytest.approx((scene.plane.size[0] / 2, scene.plane.size[1] * 0.99))


def test_without_leaders_a_name_becomes_a_number() -> None:
    plot = draw(fakes.hole_and_sliver(), layers=Layers(names={"leaders": False}))
    assert [cell.name for cell in plot.layout.name_key.values()] == ["restriction"]
    assert any("'restriction'" in line and "1 in the key" in line for line in plot.notes)
    assert "1 restriction" in plot.caption


@pytest.mark.thorough
def test_long_equations_on_short_boundaries_move_into_the_key() -> None:
    diagram = fakes.eight_regimes()
    crowded = tuple(
        replace(b, equation=replace_right(b.equation, number), formula=None)
        for number, b in enumerate(diagram.boundaries)
    )
    plot = draw(replace(diagram, boundaries=crowded))
    assert plot.key
    assert next(iter(plot.key)) == "Γ₁"
    assert all(f"{mark}: {text}" in plot.caption for mark, text in plot.key.items())
    assert any("Γ₁" in line for line in (*plot.notes, *plot.unplaced))


def replace_right(equation: object, number: int) -> object:
    """Return an equation too long for any boundary of the figure, different for each number."""
    long = sum((fakes.V**k * fakes.DELTA for k in range(2, 9)), fakes.S) + number
    return fakes.Eq(equation.lhs, long)  # type: ignore[attr-defined]


@pytest.mark.parametrize("layer", ["names", "formulas", "points", "legend"])
def test_a_layer_can_be_left_out(layer: str) -> None:
    plot = draw(fakes.multiplicity(), layers=Layers.named(**{layer: False}))
    assert plot.artists[layer] == ()
    assert all(plot.artists[other] for other in {"names", "formulas", "points", "legend"} - {layer})


def test_a_text_stands_in_one_region_even_where_no_boundary_is_drawn() -> None:
    plot = draw(replace(fakes.hole_and_sliver(), boundaries=()))
    scene = scene_of(plot, "hole_and_sliver")
    for label in plot.layout.labels():
        assert sum(cell.outline.intersects(label.box) for cell in scene.cells) == 1


def crowd(count: int) -> fakes.Diagram:
    rows = [fakes.region(f"r{n:02d}", (n, 0), (n + 1, 0), (n + 1, 1), (n, 1)) for n in range(count)]
    return fakes.Diagram(fakes.Axis(fakes.P, fakes.R(0), fakes.R(count)), fakes.Axis(fakes.B, 0, 1), tuple(rows))


@pytest.mark.thorough
def test_a_diagram_without_room_reports_every_loss() -> None:
    plot = draw(crowd(20))
    called = {number for number, label in plot.layout.names.items() if not label.block.lines[0].isdigit()}
    numbered = [line for line in (*plot.unplaced, *plot.notes) if line.startswith("region")]
    assert len(called) + len(numbered) >= 20
    assert len(plot.layout.name_key) == len(numbered)


def test_colours_never_repeat_silently() -> None:
    bare = Layers(names=False, legend=False)
    assert not any("colours repeat" in line for line in draw(crowd(47), layers=bare).notes)
    assert sum("colours repeat" in line for line in draw(crowd(50), layers=bare).notes) == 3
