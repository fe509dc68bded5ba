"""Pictures of sweeps, and refinements: geometry first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely

import coopgame as cg
from coopgame.errors import DiagramError, ParameterError
from coopgame.figures.samples import sampled_diagram
from coopgame.sweeps.mosaic import mosaic_of, settled

MODEL = cg.models.contracting()
MARGINS = cg.Run(keep=("margins",))
EXACT = {"capture": 40, "cooperation": 12, "restriction": 28, "substitution": 20}


def shapes(diagram: Any) -> dict[str, shapely.Geometry]:
    return {
        region.name: shapely.union_all([r.shape for r in diagram.regions if r.name == region.name])
        for region in diagram.regions
    }


@pytest.mark.parametrize("run", [MARGINS, cg.Run()], ids=["margins of regimes", "distance to a border"])
@pytest.mark.parametrize("count", [11, 24, 41])
def test_borders_lie_at_zeros_of_margins_and_not_between_codes(count: int, run: cg.Run) -> None:
    swept = cg.sweep(MODEL, {"p": (0, 10, count), "b": (0, 10, count)}, run=run)
    found = shapes(sampled_diagram(mosaic_of(swept)))
    assert sum(shape.area for shape in found.values()) == pytest.approx(100, abs=1e-9)
    assert shapely.union_all(list(found.values())).area == pytest.approx(100, abs=1e-9)
    step = 10 / (count - 1)
    for name, shape in found.items():
        # Only at the two junctions, within a cell, are borders not straight.
        assert shape.area == pytest.approx(EXACT[name], abs=2 * step**2)


def test_order_of_values_does_not_matter_for_the_picture() -> None:
    values = list(np.linspace(0, 10, 11))
    swept = cg.sweep(MODEL, {"p": values[::-1], "b": values}, run=MARGINS)
    found = shapes(sampled_diagram(mosaic_of(swept)))
    assert found["cooperation"].bounds == pytest.approx((0, 0, 3, 4), abs=1)


def test_one_axis_is_a_band() -> None:
    swept = cg.sweep(MODEL, {"p": (0, 10, 12)}, at={"b": 2}, run=MARGINS)
    diagram = sampled_diagram(mosaic_of(swept))
    (border,) = {boundary.path for boundary in diagram.boundaries}
    assert border[0][0] == pytest.approx(3)
    assert swept.plot(names=False).alt_text.startswith("Map of one parameter")


@pytest.mark.thorough
def test_a_plot_has_the_words_and_layers_of_an_exact_one() -> None:
    swept = cg.sweep(MODEL, {"p": (0, 10, 21), "b": (0, 10, 21)}, run=MARGINS)
    exact = cg.phase_diagram(MODEL, ("p", 0, 10), ("b", 0, 10))
    plot = swept.plot()
    assert "interpolated between points" in plot.caption
    assert plot.unplaced == ()
    assert "capture and cooperation;" in plot.alt_text
    assert {t.get_text() for t in plot.artists["names"]} == {"Capture", "Cooperation", "Restriction", "Substitution"}
    assert plot.artists["formulas"] == ()
    over = swept.plot(borders=exact)
    assert len(over.artists["formulas"]) == 5


def test_what_was_not_computed_is_shown_as_a_gap() -> None:
    from coopgame.sweeps.runs import Outcome
    from coopgame.sweeps.runs.work import Tile

    swept = cg.sweep(MODEL, {"p": (0, 10, 21), "b": (0, 10, 21)}, run=MARGINS)
    raw = {name: array.reshape(*array.shape[:-2], -1) for name, array in swept.arrays.items()}
    texts = [f'[1, ["{s[0]}"]]' for s in swept.sets if s is not None]
    raw["masks"] = np.array(texts, dtype=np.bytes_)
    partial = cg.Sweep.of(swept.record, "", Outcome(raw, 441, gaps=(Tile(0, 63),)))
    assert not partial.complete
    assert partial.done.sum() == 441 - 63
    assert partial.regimes[0, 0] is None
    assert partial.regimes[5, 5] == swept.regimes[5, 5]
    diagram = sampled_diagram(mosaic_of(partial))
    assert sum(region.area for region in diagram.undecided) > 10
    assert "Nothing is computed in the dark parts." in partial.plot().caption


def test_points_on_borders_take_the_code_of_a_neighbour() -> None:
    codes = np.array([[0, 0, 2, 1, 1]])
    assert settled(codes, codes == 2)[0, 2] in {0, 1}
    assert (settled(codes, np.ones((1, 5), dtype=bool)) == codes).all()


@pytest.mark.thorough
def test_tips_at_a_junction_of_four_regions_stay_with_their_neighbours() -> None:
    def margins(x: Any, y: Any) -> dict[str, Any]:
        return {"one": y - x**2 - 0.013, "other": 0.731 * x + 0.27 - y + 0.1 * y**2}

    found = cg.refine(margins, ("x", -1, 1), ("y", 0, 1), tolerance=0.01)
    diagram = sampled_diagram(found.mosaic)
    assert sorted(region.name for region in diagram.regions) == ["no equilibrium", "one", "one or other", "other"]
    assert sum(region.area for region in diagram.regions) == pytest.approx(2, abs=1e-9)


@pytest.mark.parametrize(
    ("axes", "keep", "words"),
    [
        ({"p": [1, 2], "b": [1, 2], "V": [8, 10]}, ("margins",), "choose two with select"),
        ({"p": [1, 2], "b": [1]}, ("margins",), "b has a single value"),
        ({"p": [1, 2], "b": [1, 2]}, ("regimes",), 'keep "margin"'),
    ],
)
def test_what_cannot_be_drawn_is_refused(axes: Any, keep: tuple[str, ...], words: str) -> None:
    with pytest.raises(DiagramError) as raised:
        cg.sweep(MODEL, axes, run=cg.Run(keep=keep)).plot()
    assert words in str(raised.value)


def test_refinement_encloses_exact_areas_with_few_points() -> None:
    found = cg.refine(MODEL, ("p", 0, 10), ("b", 0, 10), tolerance=0.01)
    assert found.complete
    assert found.unresolved <= 1
    for (name,), (low, high) in found.areas.items():
        assert low <= EXACT[name] <= high
    assert found.points < 8_000
    whole = shapes(sampled_diagram(found.mosaic))
    assert sum(shape.area for shape in whole.values()) == pytest.approx(100, abs=1e-9)
    assert whole["cooperation"].area == pytest.approx(12, abs=1e-3)
    assert "unresolved" in repr(found)
    assert "<table>" in found._repr_html_()


@pytest.mark.thorough
def test_refinement_follows_a_border_that_has_no_formula() -> None:
    def margins(x: Any, y: Any) -> dict[str, Any]:
        return {"inside": 2.0 - np.cosh(x) * np.exp(y**2) + 0.2 * np.sin(3 * x)}

    found = cg.refine(margins, ("x", -2, 2), ("y", -2, 2), tolerance=0.01)
    fine = np.linspace(-2, 2, 1601)
    area = (margins(*np.meshgrid(fine, fine))["inside"] > 0).mean() * 16
    low, high = found.areas["inside",]
    assert low < area < high
    assert high - low <= 2 * 0.01 * 16
    shape = shapes(sampled_diagram(found.mosaic))["inside"]
    assert shape.area == pytest.approx(area, abs=0.01)
    assert found.plot().artists["regions"]


def test_without_new_squares_the_border_would_stay_unresolved(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopgame.sweeps import quadtree

    monkeypatch.setattr(quadtree, "DEPTH", 0)
    found = cg.refine(MODEL, ("p", 0, 10), ("b", 0, 10), tolerance=0.01)
    assert not found.complete
    assert found.unresolved > 1


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cg.refine(MODEL, ("p", 0, 10), ("p", 0, 10)), DiagramError, "Both axes are p"),
        (lambda: cg.refine(MODEL, ("p", 9, 1), ("b", 0, 10)), DiagramError, "reversed"),
        (lambda: cg.refine(MODEL, ("p", -1, 1), ("b", 0, 10)), ParameterError, "outside its bounds"),
        (lambda: cg.refine(MODEL, "p", ("b", 0, 10)), DiagramError, "expected (parameter, lower, upper)"),
        (lambda: cg.refine(MODEL, ("p", 0, 1), ("b", 0, 10), tolerance=2), DiagramError, "not between 0 and 1"),
        (lambda: cg.refine(3, ("p", 0, 1), ("b", 0, 10)), DiagramError, "expected a model, a game"),
        (lambda: cg.refine(lambda x, y: x + y, ("p", 0, 1), ("b", 0, 10)), DiagramError, "signed margins"),
        (
            lambda: cg.refine(lambda x, y: {"a": x * np.nan + y}, ("p", 0, 1), ("b", 0, 10)),
            DiagramError,
            "not finite",
        ),
    ],
)
def test_wrong_refinements_get_one_clear_error(call: Callable[[], Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert words in str(raised.value)


def test_borders_of_a_picture_with_other_axes_are_refused() -> None:
    swept = cg.sweep(cg.models.contracting(), {"p": (0, 10, 5), "b": (0, 10, 5)})
    turned = cg.phase_diagram(cg.models.contracting(), ("b", 0, 10), ("p", 0, 10))
    other = cg.phase_diagram(MODEL, ("p", 0, 10), ("b", 0, 10), at={"V": 8})
    with pytest.raises(DiagramError, match="the map has V = 8, but the sweep has V = 10"):
        swept.plot(borders=other)
    with pytest.raises(DiagramError, match="the axes of the map are b, p, but those of the sweep are p, b"):
        swept.plot(borders=turned)
    with pytest.raises(DiagramError, match="expected a phase diagram, got int"):
        swept.plot(borders=3)
