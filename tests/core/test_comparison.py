"""Two maps compared: known overlays, laws against both maps, borders, continua, certified maps, and bad input."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.figures.result import DiagramPlot
from coopgame.results import comparison as comparison_module
from coopgame.results import overlay as overlay_module
from tests.laws import assert_caught, law

PLANE: dict[str, Any] = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
GOVERNMENT, ORGANIZATION = ("government", "organization"), ("organization", "government")


def led(by: tuple[str, str] | None, **at: Any) -> cg.PhaseDiagram:
    concept = cg.PureNash() if by is None else cg.SubgamePerfect(order=by)
    return cg.phase_diagram(cg.models.contracting(), **PLANE, concept=concept, at=at)


def test_the_value_of_leading() -> None:
    """Worked by hand: an organization that leads shares the credit, so the government need not fear competition."""
    found = cg.compare(led(GOVERNMENT), led(ORGANIZATION), labels=("government leads", "organization leads"))
    told = [(r.first, r.second, r.area.lower, r.area.exact, r.value("government")) for r in found.regions]
    b = sympy.Symbol("b", real=True)
    assert told == [
        (("cooperation",), ("cooperation",), 12, True, 0),
        (("restriction",), ("restriction",), 28, True, 0),
        (("capture",), ("cooperation",), 28, True, -3),
        (("capture",), ("restriction",), 12, True, 1 - b),
        (("substitution",), ("restriction",), 20, True, -5),
    ]
    assert [r.value("organization") for r in found.regions][2:] == [-1, sympy.Rational(-1, 5), sympy.Rational(-6, 5)]
    assert (found.agreement.lower, found.difference.lower, found.status, found.unresolved) == (40, 60, "exact", 0)
    assert found.at(3, 4) == (("capture", "cooperation", "restriction"), ("cooperation", "restriction"))
    assert found.verify().passed


def test_multiplicity_and_none_are_compared() -> None:
    found = cg.compare(led(GOVERNMENT), led(None))
    assert {(r.first, r.second) for r in found.regions if not r.agree} == {(("capture",), ())}
    (gone,) = (r for r in found.regions if not r.agree)
    assert gone.name == "capture → no equilibrium"
    assert gone.values("government") == ()
    with pytest.raises(cg.DiagramError, match="has 0 values"):
        gone.value("government")


def test_a_map_agrees_with_itself() -> None:
    one = led(GOVERNMENT)
    found = cg.compare(one, led(GOVERNMENT))
    assert (found.agreement.lower, found.difference.lower) == (100, 0)
    assert [(r.regimes, r.area) for r in one.regions] == [(r.first, r.area) for r in found.regions]
    assert len(found.overlay.boundaries) == len(one.boundaries)
    assert {b.meaning for b in found.overlay.boundaries} == {b.meaning for b in one.boundaries}


def game(a: int, b: int, c: int) -> cg.Game:
    """A coordination game whose borders are a parabola and a line."""
    x, y = sympy.symbols("x y", real=True)
    first = [[y - a * x**2 + b, 0], [0, x + c * y]]
    return cg.Game.from_bimatrix(first, [[1, 0], [0, 1]])


def drawn(numbers: tuple[int, int, int], concept: cg.PureNash | cg.Nash) -> cg.PhaseDiagram:
    return cg.phase_diagram(game(*numbers), x=("x", -2, 2), y=("y", -2, 2), concept=concept)


NUMBERS = st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2))
PAIRS = st.tuples(NUMBERS, NUMBERS, st.booleans())


def check_overlay(case: tuple[Any, Any, bool]) -> None:
    """The overlay is made of both maps: areas add up, and either map says at points, on borders too, what it shows."""
    one, other, mixed = case
    maps = drawn(one, cg.Nash() if mixed else cg.PureNash()), drawn(other, cg.PureNash())
    found = cg.compare(*maps)
    width = Fraction(1, 10**6)
    for side, diagram in enumerate(maps):
        for own in diagram.sets:
            parts = [area for pair, area in found.table.items() if pair[side] == own]
            total = sum((a.lower + a.upper) / 2 for a in parts)
            whole = diagram.area(*own)
            assert abs(total - (whole.lower + whole.upper) / 2) < width
    for x in (-2, -1, 0, 1, 2):
        for y in (-2, -1, 0, Fraction(1, 2), 1):
            told = found.at(x, y)
            shown = found.overlay.at(x, y)
            assert told == (overlay_module.parted(shown, 0), overlay_module.parted(shown, 1))
    report = found.verify(points=20)
    assert report.passed, report


@pytest.mark.thorough
@law(15, PAIRS)
def test_overlay(case: tuple[Any, Any, bool]) -> None:
    check_overlay(case)


def test_law_notices_a_lost_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_module, "SIDES", ("first: ", "first: "))
    assert_caught(check_overlay, PAIRS, n=5)


def test_recheck_notices_a_wrong_overlay(monkeypatch: pytest.MonkeyPatch) -> None:
    original = comparison_module.overlaid
    monkeypatch.setattr(comparison_module, "overlaid", lambda one, other, limits: original(other, one, limits))
    assert not cg.compare(led(GOVERNMENT), led(ORGANIZATION)).verify(points=50).passed


@pytest.mark.thorough
def test_certified_maps_are_compared() -> None:
    x, y = sympy.symbols("x y", real=True)
    curved = cg.Game.from_bimatrix([[sympy.exp(x) - 1 - y], [0]], [[0], [0]])
    straight = cg.Game.from_bimatrix([[x - y], [0]], [[0], [0]])
    axes: dict[str, Any] = {"x": ("x", 0, 1), "y": ("y", 0, 2)}
    found = cg.compare(cg.phase_diagram(curved, **axes), cg.phase_diagram(straight, **axes))
    assert found.status == "certified"
    assert 0 < found.unresolved < sympy.Rational(1, 1000)
    # The area between e^x - 1 and x over [0, 1].
    between = float(found.table[("1/1",), ("2/1",)])
    assert abs(between - (2.718281828459045 - 2.5)) < 1e-3
    assert found.verify(points=30).passed


def test_maps_of_one_parameter() -> None:
    model = cg.models.contracting()
    maps = [
        cg.phase_diagram(model, x=("p", 0, 10), at={"b": 2}, concept=cg.SubgamePerfect(order=order))
        for order in (GOVERNMENT, ORGANIZATION)
    ]
    found = cg.compare(*maps)
    assert (found.agreement.lower, found.difference.lower) == (3, 7)
    assert found.verify().passed


@pytest.mark.thorough
def test_figure_and_tables(tmp_path: Any) -> None:
    found = cg.compare(led(GOVERNMENT), led(ORGANIZATION), labels=("first", "second"))
    plot = found.save(tmp_path / "difference.svg")
    assert isinstance(plot, DiagramPlot)
    assert plot.unplaced == ()
    assert [text.get_text() for text in plot.ax.texts if text.get_text() == "first → second"]
    bare = found.plot(title=False)
    assert "first → second" not in [text.get_text() for text in bare.ax.texts]
    assert bare.caption.startswith("first → second")
    assert "capture → cooperation" in plot.alt_text.lower()
    assert (tmp_path / "difference.svg").stat().st_size > 1000
    assert "capture $\\to$ cooperation" in found.to_latex()
    assert repr(found).startswith("Comparison(first → second; exact; 40 agree, 60 differ)")
    assert "capture → cooperation</th>" in found._repr_html_()


BAD: list[tuple[Any, Any, str]] = [
    (lambda: (led(GOVERNMENT), cg.models.contracting()), {}, "expected two phase diagrams, got Model"),
    (
        lambda: (
            led(GOVERNMENT),
            cg.phase_diagram(cg.models.contracting(), x=("p", 0, 9), y=("b", 0, 10)),
        ),
        {},
        "x is p from 0 to 10 on the first map and p from 0 to 9 on the second",
    ),
    (
        lambda: (led(GOVERNMENT), cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), at={"b": 1})),
        {},
        "has a second axis, b from 0 to 10; the other one has none",
    ),
    (lambda: (led(GOVERNMENT), led(None)), {"labels": ("one",)}, "labels: expected two names"),
    (lambda: (led(GOVERNMENT), led(None)), {"labels": "xy"}, "labels: expected two names"),
    (
        lambda: (led(GOVERNMENT), led(None)),
        {"labels": ("x", "x")},
        "expected two different names, got 'x' twice",
    ),
]


@pytest.mark.parametrize(("maps", "options", "words"), BAD)
def test_bad_input(maps: Any, options: Any, words: str) -> None:
    with pytest.raises(cg.DiagramError, match=words):
        cg.compare(*maps(), **options)


def test_unknown_player() -> None:
    found = cg.compare(led(GOVERNMENT), led(ORGANIZATION))
    with pytest.raises(cg.ParameterError, match="'goverment' is not a player of both games"):
        found.regions[0].value("goverment")


def indifferent(gain: str) -> cg.PhaseDiagram:
    """A map on which the second player is indifferent where the first one gains, so that equilibria hang together."""
    first, second = [[gain, gain], [0, 0]], [[0, 0], ["y - 1", 0]]
    stated = cg.Game.from_bimatrix(first, second, strategies=[["U", "D"], ["L", "R"]])
    return cg.phase_diagram(stated, x=("x", 0, 2), y=("y", 0, 2), concept=cg.Nash())


CONTINUUM = ("U/L", "U/L+R", "U/R")


@pytest.mark.thorough
@pytest.mark.parametrize("gains", [("2*x - 1", "2*x - 1"), ("exp(x) - 2", "2*x - 1"), ("exp(x) - 2", "exp(x) - 2")])
def test_regimes_between_equilibria_are_compared(gains: tuple[str, str]) -> None:
    found = cg.compare(*map(indifferent, gains))
    assert {r.first for r in found.regions if r.agree} == {("D/L",), ("D/R",), CONTINUUM}
    assert all(r.name == " or ".join(r.first) for r in found.regions if r.agree)
    assert {r.name for r in found.regions if not r.agree} <= {f"{d} → {' or '.join(CONTINUUM)}" for d in ("D/L", "D/R")}
    assert found.verify(points=50).passed
    assert pickle.loads(pickle.dumps(found)).table == found.table  # noqa: S301 - written here


@pytest.mark.parametrize("gain", ["2*x - 1", "exp(x) - 2"])
def test_regimes_between_equilibria_have_areas_and_conditions(gain: str) -> None:
    diagram = indifferent(gain)
    assert set(CONTINUUM) <= set(diagram.regimes)
    (region,) = (r for r in diagram.regions if r.regimes == CONTINUUM)
    assert diagram.area(*CONTINUUM) == region.area
    x, y = sympy.symbols("x y", real=True)
    holds = [[bool(diagram.condition(*CONTINUUM).subs({x: a, y: b})) for b in (0, 2)] for a in (0, 1, 2)]
    assert holds == [[False, False], [True, True], [True, True]]
    assert diagram.verify(points=50).passed
    if diagram.status == "exact":
        assert diagram.possible("U/L+R") == sympy.Ge(x, sympy.Rational(1, 2))
    else:
        with pytest.raises(cg.DiagramError, match="on its borders it is not known"):
            diagram.possible("U/L+R")
