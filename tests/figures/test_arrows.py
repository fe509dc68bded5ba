"""Arrows of comparative statics: what they lead through is exact, and the figure says it everywhere."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import CoopgameError, DiagramError, FigureError, UnsupportedError
from coopgame.figures import Field
from coopgame.figures.colour_difference import contrast
from coopgame.figures.fields import ramp_of
from coopgame.figures.style import INK
from coopgame.results import transition as public
from coopgame.results.transition import Transition

from . import shipped
from .sheets import colliding

R = sympy.Rational
MAPS = ("contracting", "hood", "st_plane, Nash", "study audit")
shares = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))


def ends(diagram: Any, numbers: tuple[int, ...]) -> tuple[Any, Any]:
    axes = (diagram.x, diagram.y, diagram.x, diagram.y)
    values = [axis.lower + (axis.upper - axis.lower) * R(n, 40) for axis, n in zip(axes, numbers, strict=True)]
    return tuple(values[:2]), tuple(values[2:])


def wrong(diagram: Any, change: Transition) -> list[str]:
    """Return the stages that do not have the regimes of the map at points inside them."""
    found = []
    for stage in change.stages:
        for weight in (R(1, 3), R(1, 2), R(9, 10)):
            low, high = (R(str(sympy.N(end, 30))) if not end.is_Rational else end for end in (stage.since, stage.until))
            point = change.at(low + (high - low) * weight)
            try:
                regimes = diagram.at(*point)
            except DiagramError:
                regimes = ()
            found += [stage.name] if regimes != stage.regimes else []
    return found


@given(numbers=shares, name=st.sampled_from(MAPS))
@settings(max_examples=40)
def test_stages_have_the_regimes_of_the_map(numbers: tuple[int, ...], name: str) -> None:
    diagram = shipped.diagram(name)
    start, end = ends(diagram, numbers)
    if start == end:
        return
    change = cg.transition(diagram, start, end)
    assert wrong(diagram, change) == []
    assert change.stages[0].since == 0
    assert change.stages[-1].until == 1
    assert all(one.until == other.since for one, other in zip(change.stages, change.stages[1:], strict=False))
    assert all(one.regimes != other.regimes for one, other in zip(change.stages, change.stages[1:], strict=False))


def test_a_missed_border_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("coopgame.results.transition")
    monkeypatch.setattr(module, "roots_of", lambda *_: [])
    diagram = shipped.diagram("contracting")
    assert wrong(diagram, module.transition(diagram, (1, 1), (9, 9)))


def test_crossings_lie_on_borders_exactly() -> None:
    diagram = shipped.diagram("study audit")
    change = public(diagram, (R(1, 2), 1), (R(7, 2), 2))
    equations = [b.equation for b in diagram.boundaries]
    for x, y in change.crossings:
        values = {diagram.x.symbol: x, diagram.y.symbol: y}
        assert any(sympy.simplify((e.lhs - e.rhs).subs(values)) == 0 for e in equations)
    assert len(change.crossings) == len(change.stages) - 1 > 0


def test_one_parameter_changes_or_both() -> None:
    diagram = shipped.diagram("contracting")
    assert cg.transition(diagram, (1, 5), {"p": 8}).end == (8, 5)
    assert cg.transition(diagram, (1, 5), {"p": 8, "b": 9}).names == ("restriction", "substitution")
    along = shipped.diagram("contracting, along p")
    assert cg.transition(along, (1,), (8,)).crossings == ((3,),)
    assert "<table>" in cg.transition(along, (1,), (8,))._repr_html_()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((1, 5), (1, 5), "same point"),
        ((1,), (2, 5), "expected 2 coordinates"),
        ((1, 5), (1, 50), "outside the map"),
        ((1, 5), {"q": 1}, "no axis"),
        ("15", (1, 2), "expected 2 coordinates"),
    ],
)
def test_wrong_ways_are_refused(start: Any, end: Any, words: str) -> None:
    with pytest.raises(DiagramError, match=words):
        cg.transition(shipped.diagram("contracting"), start, end)


def test_certified_maps_and_strange_arrows_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="certified"):
        cg.transition(shipped.diagram("study attention"), (1, 1), (2, 2))
    diagram = shipped.diagram("contracting")
    for arrows in ("ab", [(1, 2, 3)], cg.transition(diagram, (1, 1), (2, 2)), 3):
        with pytest.raises(CoopgameError):
            diagram.plot(arrows=arrows)
    with pytest.raises(FigureError, match="shorter"):
        diagram.plot(arrows=[((1, 1), ("11/10", 1))])


@cache
def drawn() -> cg.figures.DiagramPlot:
    return shipped.diagram("contracting").plot(arrows=[((1, 5), (8, 8)), ((8, 8), {"b": 1})])


def test_arrows_are_named_in_figure_caption_and_alternative_text() -> None:
    plot = drawn()
    assert plot.unplaced == ()
    assert [label.block.lines[0] for label in plot.layout.ends] == ["$A$", "$B$", "$C$"]
    legend = [entry.text for entry in plot.composition.legend.entries if entry.kind == "arrow"]
    assert legend == ["$A$ to $B$: Restriction → substitution", "$B$ to $C$: Substitution → capture"]
    assert "A to B: Restriction → substitution." in plot.caption
    wanted = "Arrow A to B, from p = 1, b = 5 to p = 8, b = 8, leads through restriction, from p = 5, b = 6.714 on"
    assert wanted in plot.alt_text
    assert colliding(plot.figure) == []


def test_texts_keep_clear_of_arrows() -> None:
    plot = drawn()
    for arrow in plot.composition.scene.arrows:
        assert not any(arrow.body.intersects(label.box) for label in plot.layout.labels())


def test_a_field_lies_under_exact_borders() -> None:
    xs = np.linspace(0, 10, 21)
    field = Field(xs, xs, [[x - y for x in xs] for y in xs], "payoff")
    plot = shipped.diagram("contracting").plot(under=field)
    assert plot.artists["regions"] == ()
    assert plot.artists["under"]
    assert len(plot.artists["boundaries"]) == len(shipped.diagram("contracting").boundaries)
    assert "payoff: light" in plot.caption
    assert plot.unplaced == ()
    ramp = ramp_of(field)
    assert ramp.levels[0] <= -10 < 10 <= ramp.levels[-1]
    assert min(contrast(colour, INK) for colour in ramp.colours) >= 4.5


@pytest.mark.parametrize(
    ("x", "y", "values", "words"),
    [
        ([0, 1], [0, 1], [[1, 2, 3]], "shapes"),
        ([1, 0], [0, 1], [[1, 2], [3, 4]], "ascending"),
        ([0, 1], [0, 1], [[float("nan")] * 2] * 2, "no finite number"),
    ],
)
def test_wrong_fields_are_refused(x: Any, y: Any, values: Any, words: str) -> None:
    with pytest.raises(FigureError, match=words):
        Field(x, y, values, "payoff")


def test_what_is_no_field_is_refused() -> None:
    with pytest.raises(DiagramError, match="under"):
        shipped.diagram("contracting").plot(under=3)
    field = Field([0, 1], [0, 1], [[1, 2], [3, 4]], "payoff")
    with pytest.raises(DiagramError, match="one parameter"):
        shipped.diagram("contracting, along p").plot(under=field)
    assert ramp_of(Field([0, 1], [0, 1], [[2, 2], [2, 2]], "payoff")).text == "payoff: 2"
