"""What the figure says: mathematics, ticks, titles, alternative text, options and errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy
from matplotlib.figure import Figure
from sympy import Rational, sqrt, symbols

from coopgame.errors import FigureError
from coopgame.figures import Layers, Preset, draw, style
from coopgame.figures.mathtext import mathtext, sets
from coopgame.figures.ticks import axis_title, make_ticks

from . import fakes
from .fakes import DELTA, K_K, K_R, RHO, B, Eq, P, V

x, y, cost, pi_o, lam = symbols("x y cost pi_O lambda_")


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        (Eq(P, V * DELTA + K_K), r"p = \delta V + k_{K}"),
        (Eq(B, (1 - RHO) * V + K_R), r"b = (1 - \rho)\,V + k_{R}"),
        (Eq(P, V + K_K), "p = V + k_{K}"),
        (Eq(B, P + K_R - K_K), "b = p + k_{R} - k_{K}"),
        (Eq(B, 9 - P), "b = 9 - p"),
        (Eq(P, 3), "p = 3"),
        (Eq(P, Rational(1, 3)), "p = 1/3"),
        (Eq(P, Rational(-3, 8)), "p = -0.375"),
        (Eq(P, Rational(1, 2) + Rational(3, 5) * x), r"p = 0.5 + 0.6\,x"),
        (Eq(P, -x - 1), "p = -1 - x"),
        (2 * V / 3, r"2\,V/3"),
        (V / (1 + DELTA), r"V/(1 + \delta)"),
        ((V + x) / DELTA, r"(x + V)/\delta"),
        (1 / x, "1/x"),
        (x / (2 * y), r"x/(2\,y)"),
        (sqrt(x) * y, r"\sqrt{x} y"),
        (Rational(2, 5) * (Rational(4, 5) - x) ** 2, r"0.4\,(0.8 - x)^{2}"),
        (x**-2, "1/x^{2}"),
        (-x * y / 3, "-x y/3"),
        (x * (y - 1) / 2, r"0.5\,(y - 1)\,x"),
        (pi_o + lam * cost, r"\lambda \mathit{cost} + \pi_{O}"),
        (x - (y + 1) * V, r"x - (1 + y)\,V"),
    ],
)
def test_mathtext(expression: Any, wanted: str) -> None:
    assert mathtext(expression) == wanted
    assert sets(wanted)


@pytest.mark.parametrize(
    "expression",
    [
        sympy.Max(x, y),
        sympy.Abs(x - y),
        sympy.log(x) / y,
        sympy.exp(-x),
        x ** Rational(1, 3),
        sympy.pi * x,
        sqrt(2) * x,
    ],
)
def test_whatever_is_printed_can_be_set(expression: Any) -> None:
    assert sets(mathtext(Eq(P, expression)))


def test_mathtext_that_cannot_be_set_is_found_out() -> None:
    assert not sets(r"\begin{cases} x \end{cases}")
    piecewise = sympy.Piecewise((x, x > 0), (y, True))
    assert sets(mathtext(piecewise))


@pytest.mark.parametrize("seed", range(3))
def test_printing_reads_back_as_the_same_value(seed: int) -> None:
    letters = {"x": x, "y": y, "V": V}
    terms = [Rational(7 * seed + 3, 8) * x * y, -Rational(seed + 1, 3) * (x - 2) ** 2, V / (1 + y + seed), -x / (3 * V)]
    text = mathtext(sum(terms))
    for mark, code in ((r"\,", "*"), (" ", ""), ("^{2}", "**2")):
        text = text.replace(mark, code)
    for pair in ("xy", "xV", "yV"):
        text = text.replace(pair, "*".join(pair))
    assert sympy.simplify(sympy.sympify(text, locals=letters, rational=True) - sum(terms)) == 0


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 10, ["0", "2", "4", "6", "8", "10"]),
        (0, 1, ["0", "0.25", "0.5", "0.75", "1"]),
        (-1, 1, ["\N{MINUS SIGN}1", "\N{MINUS SIGN}0.5", "0", "0.5", "1"]),
        (0, Rational(1, 3), ["0", "0.1", "0.2", "0.3"]),
        (
            0,
            2_000_000,
            ["0", r"$0.5{\times}10^{6}$", r"$1{\times}10^{6}$", r"$1.5{\times}10^{6}$", r"$2{\times}10^{6}$"],
        ),
        (0, 100, ["0", "25", "50", "75", "100"]),
    ],
)
def test_ticks(low: Any, high: Any, labels: list[str]) -> None:
    assert [tick.label for tick in make_ticks(low, high)] == labels


@pytest.mark.parametrize("low", [0, 3, -7, Rational(1, 7)])
@pytest.mark.parametrize("span", [Rational(n, d) for n in (1, 2, 3, 7, 9, 13, 37, 88) for d in (1, 10, 1000)])
def test_there_are_always_enough_ticks_within_the_axis(low: Any, span: Any) -> None:
    values = [tick.value for tick in make_ticks(low, low + span)]
    assert 3 <= len(values) <= 7
    assert float(low) <= values[0]
    assert values[-1] <= float(low + span) + 1e-12
    assert len({tick.label for tick in make_ticks(low, low + span)}) == len(values)


def test_axis_titles() -> None:
    assert axis_title(fakes.Axis(P, 0, 1, "price of a permit"), 200) == "Price of a permit, $p$"
    assert axis_title(fakes.Axis(P, 0, 1, "price of a permit"), 30) == "$p$"
    assert axis_title(fakes.Axis(P, 0, 1, "m" * 41), 1000) == "$p$"


def test_alternative_text() -> None:
    text = draw(fakes.contracting()).alt_text
    for piece in (
        "private gain of the contractor, p, from 0 to 10",
        "capture (40.0 per cent)",
        "capture and cooperation (p = V*delta + k_K)",
        "T1 at p = 3, b = 4",
    ):
        assert piece in text
    assert "\n" not in text


def test_alternative_text_follows_the_data() -> None:
    diagram = fakes.contracting()
    fewer = replace(diagram, regions=diagram.regions[1:], points=())
    assert "cooperation (12" not in draw(fewer).alt_text
    assert "Triple" not in draw(fewer).alt_text


def test_thin_regimes_are_reported() -> None:
    plot = draw(fakes.hole_and_sliver())
    assert any(line.startswith("substitution: possible only on a line") for line in plot.notes)
    assert plot.unplaced == ()
    assert "Hawk is possible only at p = 2, b = 7" in plot.alt_text


def test_a_regime_on_several_lines_is_named_once() -> None:
    whole = fakes.hole_and_sliver()
    pieces = [fakes.Thin(("substitution",), fakes.exact(*ends)) for ends in (((1, 2), (2, 2)), ((2, 2), (4, 2)))]
    plot = draw(replace(whole, thin=(*pieces, whole.thin[1])))
    assert len([line for line in plot.notes if line.startswith("substitution: ")]) == 1
    assert [e.text for e in plot.composition.legend.entries if "only" in e.text].count(
        "Substitution, on this line only"
    ) == 1
    assert plot.alt_text.count("Substitution is possible only on a line") == 1


def test_numeric_formulas() -> None:
    plot = draw(fakes.contracting(), layers=Layers(formulas={"numeric": True}))
    assert "$p = 3$" in {label.block.lines[0] for label in plot.layout.formulas.values()}


@pytest.mark.thorough
def test_no_equilibrium_has_cross_lines_and_many_have_stripes() -> None:
    plot = draw(fakes.no_equilibrium())
    # Ground and lines; ground; ground, two layers of stripes and the plate of the name.
    assert len(plot.artists["regions"]) == 2 + 1 + 4


def test_axes_of_the_caller_keep_their_size() -> None:
    figure = Figure(figsize=(5, 4))
    ax = figure.add_subplot()
    before = ax.get_position().bounds
    plot = draw(fakes.contracting(), ax)
    assert plot.ax is ax
    assert plot.figure is figure
    assert ax.get_position().bounds == before
    assert tuple(figure.get_size_inches()) == (5, 4)


def test_settings_of_the_caller_are_left_alone() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with mpl.rc_context({"axes.grid": True, "font.family": "monospace"}):
        plot = draw(fakes.contracting())
    assert dict(mpl.rcParams) == before
    assert {text.get_fontfamily()[0] for text in plot.artists["names"]} == {"STIXGeneral"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ({"formulas": {"numerc": True}}, "Did you mean 'numeric'"),
        ({"formulas": {"numeric": "yes"}}, "expected a bool"),
        ({"legend": {"columns": 1.5}}, "a whole number"),
        ({"names": {"size": 100}}, "from 5 to 24"),
        ({"points": "yes"}, "expected True, False or a dict"),
        ({"legends": True}, "Did you mean 'legend'"),
    ],
)
def test_wrong_layers_are_refused_with_advice(layers: dict[str, Any], words: str) -> None:
    with pytest.raises(FigureError, match=words):
        Layers.named(**layers)


def test_wrong_canvases_are_refused() -> None:
    with pytest.raises(FigureError, match="rectilinear"):
        draw(fakes.contracting(), Figure().add_subplot(projection="polar"))
    with pytest.raises(FigureError, match="matplotlib Axes"):
        draw(fakes.contracting(), Figure())  # type: ignore[arg-type]
    with pytest.raises(FigureError, match="points"):
        draw(fakes.contracting(), Figure(figsize=(0.5, 0.5)).add_subplot())
    with pytest.raises(FigureError, match="Preset"), style("elsevier"):  # type: ignore[arg-type]
        pass
    with pytest.raises(FigureError, match="width_mm"):
        Preset("poster", width_mm=5)


def test_an_empty_box_is_refused() -> None:
    diagram = replace(fakes.contracting(), x=fakes.Axis(P, Rational(1), Rational(1)))
    with pytest.raises(FigureError, match="lower one first"):
        draw(diagram)


@pytest.mark.thorough
def test_title_is_printed_when_asked_for() -> None:
    plot = draw(fakes.contracting(), layers=Layers(title=True))
    [title] = plot.artists["title"]
    assert title.get_text() == "Regimes of contracting-out"  # type: ignore[attr-defined]
    assert draw(fakes.contracting()).artists["title"] == ()
