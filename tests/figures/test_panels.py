"""Figures of several panels: facets, payoffs above regimes, and surfaces in space."""

from __future__ import annotations

import importlib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
import sympy
from matplotlib.figure import Figure

import coopgame as cg
from coopgame.errors import DiagramError, FigureError, UnsupportedError
from coopgame.figures import ELSEVIER_DOUBLE, PanelPlot, Preset, style
from coopgame.figures.style import POINTS_PER_MM

from . import shipped
from .sheets import colliding, off_the_page, sizes

OVER: dict[str, Any] = {"rho": [0, "1/4", "1/2"], "delta": ["1/4", "3/4"]}
SPACE: Any = (("p", 0, 10), ("b", 0, 10), ("delta", 0, 1))


@cache
def facets() -> cg.Facets:
    return cg.facets(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), over=OVER)


@cache
def surfaces() -> cg.Surfaces:
    return cg.surfaces(cg.models.contracting(), *SPACE, slices=5)


@cache
def along(name: str) -> cg.Along:
    model, x, at = {
        "inspection": (cg.models.inspection(), ("c", 0, 8), {}),
        "stag hunt": (cg.models.st_plane(), ("S", -1, 1), {"T": "1/2"}),
        "contracting": (cg.models.contracting(), ("p", 0, 10), {"b": 5}),
    }[name]
    return cg.along(cg.phase_diagram(model, x=x, at=at, concept=cg.Nash()))


@cache
def keyed() -> PanelPlot:
    """Two panels of which both need the same equation in the key."""
    pair = cg.facets(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), over={"delta": ["3/4", "7/10"]})
    return pair.plot(formulas=True)


@cache
def made(name: str) -> PanelPlot:
    if name == "facets":
        with style(ELSEVIER_DOUBLE):
            return facets().plot()
    if name == "named facets":
        with style(ELSEVIER_DOUBLE):
            return facets().plot(names=True, formulas=True, points=True)
    if name == "wrapped facets":
        return cg.facets(cg.models.hood(), x=("C", 0, 8), y=("D", 0, 8), over={"m": [1, 2, 3]}).plot()
    return surfaces().plot() if name == "surfaces" else along(name).plot()


LONG = ("facets", "named facets", "contracting")
NAMES = ("wrapped facets", "inspection", "stag hunt", "surfaces")


@pytest.mark.thorough
@pytest.mark.parametrize("name", [*NAMES, *(pytest.param(name, marks=pytest.mark.long) for name in LONG)])
def test_panels_are_fit_for_print(name: str, tmp_path: Path) -> None:
    plot = made(name)
    assert plot.unplaced == ()
    assert colliding(plot.figure) == []
    assert off_the_page(plot.figure) == []
    assert min(sizes(plot.figure)) >= 7.0
    path = plot.save(tmp_path / "figure.pdf")
    assert path.stat().st_size < 100_000
    width = 190 if name in ("facets", "named facets") else 90
    assert abs(float(pypdf.PdfReader(path).pages[0].mediabox.width) - width * POINTS_PER_MM) < 0.1
    assert len(plot.alt_text) > 100
    assert len(plot.caption) > 40
    again = plot.save(tmp_path / "again.pdf")
    assert again.read_bytes() == path.read_bytes()


def test_values_run_along_rows_and_every_map_is_the_map_at_its_values() -> None:
    found = facets()
    assert [tuple(map(str, own.values())) for own in found.values][:4] == [
        ("0", "1/4"), ("1/4", "1/4"), ("1/2", "1/4"), ("0", "3/4"),
    ]  # fmt: skip
    one = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), at={"rho": "1/4", "delta": "3/4"})
    same = found.at(rho="1/4", delta="3/4")
    assert [(r.name, r.area) for r in same.regions] == [(r.name, r.area) for r in one.regions]
    with pytest.raises(DiagramError, match="no map"):
        found.at(rho=1, delta="1/4")


def test_a_regime_has_one_colour_and_the_legend_names_all() -> None:
    plot = made("wrapped facets")
    texts = {text.get_text() for text in plot.axes[2].texts}
    assert {"Blame shift", "Credit slippage", "Deadlock", "Symmetrical delegation", "No equilibrium"} <= texts
    assert sum(bool(artists.get("legend")) for artists in plot.artists) == 1
    first, second = ({a.get_facecolor() for a in artists["regions"]} for artists in plot.artists[:2])  # type: ignore[attr-defined]
    assert first & second


def test_an_equation_has_one_key_in_all_panels() -> None:
    key = keyed().record.key
    assert len(set(key.values())) == len(key) > 0
    marks = [text.get_text() for artists in keyed().artists for text in artists["formulas"]]  # type: ignore[attr-defined]
    assert any(marks.count(f"$\\Gamma_{{{n}}}$") == 2 for n in range(1, len(key) + 1))


def test_panels_carry_letters_and_values() -> None:
    heads = [text.get_text() for text in keyed().figure.texts]
    assert r"(b) $\delta = 0.7$" in heads
    assert "(a) delta = 3/4; (b) delta = 7/10" in keyed().caption
    assert "Panel (b) delta = 7/10. 4 regions" in keyed().alt_text
    assert facets().provenance["facets"] == "rho = 0, 1/4, 1/2; delta = 1/4, 3/4"


def test_axes_of_the_caller_are_refused() -> None:
    ax = Figure().add_subplot()
    for result in (facets(), along("inspection"), surfaces()):
        with pytest.raises(FigureError, match="ax"):
            result.plot(ax=ax)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({}, "one or two"),
        ({"rho": [0], "delta": [0], "V": [1]}, "one or two"),
        ({"rho": "1/2"}, "a list of values"),
        ({"rho": []}, "at least one"),
        ({"rho": [0, "0"]}, "twice"),
    ],
)
def test_wrong_facets_are_refused(over: Any, words: str) -> None:
    with pytest.raises(DiagramError, match=words):
        cg.facets(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), over=over)


def test_panels_too_narrow_for_type_are_refused() -> None:
    with style(Preset("narrow", 60)), pytest.raises(FigureError, match="wider column"):
        facets().plot()
    with pytest.raises(DiagramError, match="cannot be fixed"):
        cg.facets(cg.models.contracting(), x=("p", 0, 10), over={"rho": [0]}, at={"rho": 1, "b": 1})


@pytest.mark.parametrize("name", ["inspection", "stag hunt", "contracting"])
def test_branches_have_the_regimes_of_the_map(name: str) -> None:
    found = along(name)
    axis = found.diagram.x
    for n in range(1, 24):
        x = axis.lower + (axis.upper - axis.lower) * sympy.Rational(2 * n + 1, 51)
        here = {b.regime for b in found.branches if b.lower < x < b.upper}
        assert tuple(sorted(here)) == found.diagram.at(x)


def test_a_branch_over_too_long_an_interval_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("coopgame.results.along")
    diagram = along("inspection").diagram
    monkeypatch.setattr(module, "_runs", lambda held: [(0, len(held))])
    wide = module.along(diagram)
    here = {b.regime for b in wide.branches if b.lower < 1 < b.upper}
    assert tuple(sorted(here)) != wide.diagram.at(1)


def test_lines_are_the_exact_probabilities_and_payoffs() -> None:
    tracks = {track.title: track for track in along("inspection").tracks}
    first = tracks["payoff of inspector"].lines[0]
    assert first.path == ((0, 0), (4, -6))
    mixed = tracks["probability that inspectee plays comply"].lines[0]
    assert mixed.path == ((0, 1), (4, 0))
    curved = {track.title: track for track in along("stag hunt").tracks}["payoff of row"]
    assert any(len(line.path) > 30 for line in curved.lines)
    for line in curved.lines:
        for x, value in line.path:
            assert value in (0, 1) or value == x / (2 * x - 1)


def test_several_equilibria_are_several_lines_and_ends_are_dashed() -> None:
    plot = made("stag hunt")
    assert len(plot.artists[0]["lines"]) == 2 * 3
    assert [guide.is_dashed() for guide in plot.artists[0]["guides"]] == [True]  # type: ignore[attr-defined]
    assert [guide.is_dashed() for guide in made("inspection").artists[0]["guides"]] == [False]  # type: ignore[attr-defined]


def test_only_exact_maps_of_one_parameter_have_branches() -> None:
    with pytest.raises(DiagramError, match="one parameter"):
        cg.along(shipped.diagram("contracting"))
    steep = cg.Game.from_bimatrix([["exp(x) - 2"], [0]], [[0], [0]])
    with pytest.raises(UnsupportedError, match="certified"):
        cg.along(cg.phase_diagram(steep, x=("x", 0, 1)))


def test_surfaces_satisfy_their_equations() -> None:
    found = surfaces()
    origin = found.slices.diagrams[0].origin
    for strip in found.strips:
        assert isinstance(strip.label, sympy.Eq)
        for x, y, z in (*strip.lower, *strip.upper):
            values = dict(zip([axis.symbol for axis in found.axes], (x, y, z), strict=True))
            fixed = {symbol: v for symbol, v in origin.fixed.items() if symbol not in values}
            assert (strip.label.lhs - strip.label.rhs).subs(values).subs(fixed) == 0


def test_gaps_are_reported_and_every_surface_is_named() -> None:
    found = surfaces()
    assert found.open
    plot = made("surfaces")
    assert all("gaps" in words for words in (plot.caption, plot.alt_text))
    named = {strip.names for strip in found.strips}
    assert len(plot.artists[0]["numbers"]) == len(plot.artists[0]["surfaces"]) == len(named)
    with pytest.raises(DiagramError, match="2 to 65"):
        cg.surfaces(cg.models.contracting(), *SPACE, slices=1)
    with pytest.raises(DiagramError, match="y: expected"):
        cg.surfaces(cg.models.contracting(), SPACE[0], "b", SPACE[2])  # type: ignore[arg-type]
    assert Fraction(1, 4) in {Fraction(int(low.p), int(low.q)) for low, _ in found.open}
