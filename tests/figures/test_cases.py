"""Cases over a map: marks in their places, names that overlap nothing, and words for what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
import sympy
from matplotlib.colors import to_rgb

import coopgame as cg
from coopgame.figures import DiagramPlot, draw
from coopgame.figures.marks import CASE_WIDTH, Mark, make_marks
from coopgame.figures.overlays import Overlays
from coopgame.figures.palette import EXTRA, FIXED
from coopgame.figures.place_cases import place_cases
from coopgame.figures.scene import Scene, make_scene
from coopgame.figures.style import INK, PAPER

from . import fakes

R = sympy.Rational


@dataclass(frozen=True)
class Fake:
    name: str
    x: tuple[Any, Any]
    y: tuple[Any, Any] | None = None
    cut: tuple[str, ...] = ()
    words: str = "capture everywhere"


POINT = Fake("Elderly care", (R(8), R(8)), (R(2), R(2)))
BAR = Fake("Youth work", (R(5), R(9)), (R(9), R(9)))
UPRIGHT = Fake("Legal aid", (R(2), R(2)), (R(3), R(7)))
BOX = Fake("Night shelter", (R(1), R(4)), (R(1), R(2)))
CUT = Fake("Job training", (R(6), R(10)), (R(4), R(7)), ("right",))
ALL = (POINT, BAR, UPRIGHT, BOX, CUT)


def scene_of(plot: DiagramPlot, cases: tuple[Fake, ...], diagram: Any = None) -> Scene:
    inches = plot.figure.get_size_inches() * plot.ax.get_position().size
    size = (float(inches[0]) * 72, float(inches[1]) * 72)
    return make_scene(fakes.contracting() if diagram is None else diagram, size, Overlays(cases))


def clashes(plot: DiagramPlot, scene: Scene) -> list[str]:
    """Texts that lie on each other, on a mark, on a line, or beyond the frame."""
    labels = plot.layout.labels()
    found = ["two texts" for one, other in combinations(labels, 2) if one.box.intersects(other.box)]
    found += [f"on {m.name}" for m in scene.marks for label in labels if m.body.intersects(label.box)]
    found += ["on a line" for label in labels if scene.lines.intersects(label.box)]
    return found + ["beyond the frame" for label in labels if not scene.plane.frame.contains(label.box)]


def test_every_case_is_marked_and_named() -> None:
    plot = draw(fakes.contracting(), cases=ALL)
    assert [label.block.lines for label in plot.layout.cases.values()] == [(case.name,) for case in ALL]
    assert plot.unplaced == ()
    assert clashes(plot, scene_of(plot, ALL)) == []
    assert len(plot.artists["case_names"]) == len(ALL)
    assert len(plot.artists["names"]) == 4


def test_the_check_catches_a_name_on_a_mark() -> None:
    plot = draw(fakes.contracting(), cases=ALL)
    scene = scene_of(plot, ALL)
    label = plot.layout.cases[0]
    onto = replace(label, centre=scene.marks[1].lines[0][0])
    moved = replace(plot.layout, cases={**plot.layout.cases, 0: onto})
    assert clashes(replace(plot, layout=moved), scene)


def test_marks_lie_where_the_case_says() -> None:
    plot = draw(fakes.contracting(), cases=ALL)
    kinds = ["case point", "case bar", "case bar", "case box", "case box"]
    marks = scene_of(plot, ALL).marks
    assert [mark.kind for mark in marks] == kinds
    unit = marks[0].lines[0][0][0] / 8
    assert marks[0].lines[0][0][1] == pytest.approx(2 * unit)
    assert marks[3].outline.bounds == pytest.approx((unit, unit, 4 * unit, 2 * unit))
    # Where a case goes on beyond the map its box is open.
    assert marks[4].outline.length == pytest.approx((4 + 4 + 3) * unit)
    assert not marks[4].outline.is_ring
    assert marks[3].outline.is_ring


def test_a_bar_that_goes_on_has_no_cap_there() -> None:
    scene = make_scene(fakes.contracting(), (200, 200), Overlays((replace(BAR, x=(R(5), R(10)), cut=("right",)),)))
    assert len(scene.marks[0].lines) == 2
    assert len(make_scene(fakes.contracting(), (200, 200), Overlays((BAR,))).marks[0].lines) == 3


def test_cases_on_a_map_of_one_parameter_have_heights_of_their_own() -> None:
    cases = (Fake("A", (R(1), R(4))), Fake("B", (R(8), R(8))), Fake("C", (R(2), R(6))))
    plot = draw(fakes.one_parameter(), cases=cases)
    scene = scene_of(plot, cases, fakes.one_parameter())
    heights = [mark.lines[0][0][1] for mark in scene.marks]
    assert len(set(heights)) == 3
    assert clashes(plot, scene) == []


def test_a_case_without_a_height_on_a_map_of_two_is_an_error() -> None:
    with pytest.raises(cg.FigureError, match="'A' has no place on the vertical axis"):
        draw(fakes.contracting(), cases=(Fake("A", (R(1), R(2))),))


@pytest.mark.thorough
def test_crowded_cases_get_letters_and_are_reported() -> None:
    cases = tuple(
        Fake(f"A case with quite a long name {n}", (R(1), R(9)), (R(2 * n, 3), R(2 * n, 3))) for n in range(1, 14)
    )
    plot = draw(fakes.contracting(), cases=cases)
    lost = [line for line in (*plot.notes, *plot.unplaced) if line.startswith("case")]
    assert lost
    assert len(plot.layout.case_key) == len(lost)
    assert all(name in plot.caption for name in plot.layout.case_key.values())
    named = {label.block.lines for label in plot.layout.cases.values()}
    assert len(plot.layout.cases) + sum("no room even" in line for line in lost) == len(cases)
    assert ("a",) in named or "no room even for its letter, a" in " ".join(lost)
    assert clashes(plot, scene_of(plot, cases)) == []


def test_cases_at_one_place_are_all_named() -> None:
    cases = tuple(replace(POINT, name=f"Case {n}") for n in range(4))
    plot = draw(fakes.contracting(), cases=cases)
    assert len(plot.layout.cases) == 4
    assert clashes(plot, scene_of(plot, cases)) == []


@pytest.mark.thorough
def test_words_say_what_is_shown() -> None:
    plot = draw(fakes.contracting(), cases=ALL)
    assert "Case Elderly care, p = 8 and b = 2: capture everywhere." in plot.alt_text
    assert "Case Job training, p from 6 to 10 and further above and b from 4 to 7" in plot.alt_text
    assert plot.caption.endswith("Diamonds, bars and boxes mark cases.")
    legend = {text.get_text() for text in plot.artists["legend"] if hasattr(text, "get_text")}
    assert {"case", "case, interval", "case, box"} <= legend
    without = draw(fakes.contracting())
    assert "Case" not in without.alt_text
    assert without.artists["cases"] == ()


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("fill", [*FIXED.values(), *EXTRA, PAPER, INK])
def test_a_stroke_with_its_rim_stands_out_from_every_fill_in_greyscale(fill: str) -> None:
    def contrast(one: str) -> float:
        low, high = sorted((luminance(one), luminance(fill)))
        return (high + 0.05) / (low + 0.05)

    assert max(contrast(INK), contrast(PAPER)) >= 4.5


def test_strokes_have_ink_over_a_rim_of_paper() -> None:
    plot = draw(fakes.contracting(), cases=(BOX,))
    rim, ink = plot.artists["cases"]
    assert (rim.get_color(), ink.get_color()) == (PAPER, INK)
    assert rim.get_linewidth() > ink.get_linewidth() == CASE_WIDTH
    assert rim.get_zorder() < ink.get_zorder()


@pytest.mark.thorough
def test_letters_are_all_different() -> None:
    cases = tuple(Fake(f"{n}", (R(0), R(10)), (R(0), R(10))) for n in range(30))
    scene = replace(make_scene(fakes.contracting(), (200, 200), Overlays(cases)), cells=())
    blocked = place_cases(scene, [shapely.box(0, 0, 200, 200)])
    assert len(blocked.key) == 30
    assert len(blocked.unplaced) == 30
    assert all("no room even for its letter" in line for line in blocked.unplaced)


def test_marks_are_made_of_plain_numbers() -> None:
    scene = make_scene(fakes.contracting(), (200, 200), Overlays(ALL))
    assert all(isinstance(c, float) for mark in scene.marks for line in mark.lines for point in line for c in point)
    assert make_marks(scene.plane, (), band=False) == ()
    assert isinstance(scene.marks[0], Mark)


# ---------------------------------------------------------------------------------------------- cases on real maps

MODEL = cg.models.contracting()
DIAGRAM = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10))


@pytest.mark.parametrize(
    ("parameters", "free", "words"),
    [
        ({"p": (1, 4), "b": (1, 2)}, (), "capture or cooperation somewhere"),
        ({"p": (0, 3), "b": (0, 2)}, (), "cooperation everywhere, capture somewhere"),
        ({"p": 8, "b": 2}, (), "capture everywhere"),
        ({"p": 3, "b": 4}, (), "capture, cooperation and restriction everywhere"),
        ({"p": (7, 20), "b": (7, 8)}, (), "substitution everywhere"),
        ({"b": 9}, ("p",), "restriction or substitution somewhere"),
        ({"p": 1, "b": 1, "V": (5, 15), "delta": "1/5"}, ("w",), "cooperation everywhere"),
    ],
)
def test_a_case_knows_its_regimes_on_a_map(parameters: dict[str, Any], free: tuple[str, ...], words: str) -> None:
    case = cg.Case("A", parameters, free=free)
    assert case.on(DIAGRAM).words == words
    assert f": {words}." in DIAGRAM.plot(cases=[case]).alt_text


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (cg.Case("A", {"p": 1, "b": 1, "V": 20}), "V is 20, but the map has V = 10"),
        (cg.Case("A", {"p": 1, "b": 1, "V": (20, 30)}), "V is Interval"),
        (cg.Case("A", {"p": 1}), "says nothing of b"),
        (cg.Case("A", {"p": (11, 12), "b": 1}), "p from 11 to 12 lies outside the map"),
        (cg.Case("A", {"p": 1, "b": 11}), "b = 11 lies outside the map"),
        (cg.Case("A", {"p": 1, "b": 1, "VV": 2}), "VV is not a parameter of the map. Did you mean 'V'"),
    ],
)
def test_a_case_that_contradicts_the_map_is_an_error(case: cg.Case, words: str) -> None:
    with pytest.raises(cg.DiagramError, match=words):
        DIAGRAM.plot(cases=[case])


@pytest.mark.parametrize("given", [3, "case", [3], cg.Case("A", {"p": 1, "b": 1})])
def test_what_is_no_list_of_cases_is_an_error(given: Any) -> None:
    with pytest.raises(cg.DiagramError, match="cases: expected"):
        DIAGRAM.plot(cases=given)


def test_a_case_outside_the_parameter_space_is_an_error() -> None:
    x, y = sympy.symbols("x y", real=True)
    game = cg.Game(("a",), (("l", "r"),), {("l",): (x,), ("r",): (y,)})
    model = cg.Model(game, cg.ParameterSpace({x: (0, 9), y: (0, 9)}, where=["x <= y"]))
    diagram = cg.phase_diagram(model, x=("x", 0, 9), y=("y", 0, 9))
    for values in ({"x": 8, "y": 1}, {"x": (7, 8), "y": (1, 2)}):
        with pytest.raises(cg.DiagramError, match=r"Case 'A'.*(outside|violates)"):
            diagram.plot(cases=[cg.Case("A", values)])


def test_on_a_certified_map_points_have_regimes_and_boxes_say_that_theirs_are_not_decided() -> None:
    p, b = sympy.symbols("p b", real=True)
    game = cg.Game(("government",), (("keep", "leave"),), {("keep",): (sympy.exp(-p),), ("leave",): (b,)})
    model = cg.Model(game, cg.ParameterSpace({p: (0, 4), b: (0, 1)}))
    diagram = cg.phase_diagram(model, x=("p", 0, 4), y=("b", 0, 1))
    assert cg.Case("A", {"p": 1, "b": "1/10"}).on(diagram).words == "keep everywhere"
    assert cg.Case("A", {"p": (1, 2), "b": "1/10"}).on(diagram).words == "regimes not decided"
