"""What the page on the decomposition claims, beyond its examples."""

from __future__ import annotations

import ast
import json
import random
import sys
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
import sympy

import coopgame as cg
import coopgame_checker
from coopgame.regions.cells.strips import ENOUGH

from .pages import ROOT

X, Y = sympy.symbols("x y", real=True)
BOX = ("x", -2, 2), ("y", -2, 2)
GAMES = {
    "circle and parabola": [["x**2 + y**2 - 1", 0], [0, "x*y"]],
    "cusp": [["y**2 - x**3", 0], [0, "x + y - 1"]],
    "node": [["y**2 - x**2*(x + 1)", 0], [0, "2*x - 1"]],
    "isolated point": [["y**2 + x**2*(1 - x)", 0], [0, "y - 1"]],
    "vertical and level": [["(x - 1)*(y + 2)", 0], [0, "x*y - 1"]],
    "root": [["sqrt(x + 2) - y", 0], [0, "x**2 - y"]],
}


def diagram(name):
    game = cg.Game.from_bimatrix(GAMES[name], [["x - y", 0], [0, "x**2 - y"]])
    return cg.phase_diagram(game, x=BOX[0], y=BOX[1])


@pytest.fixture(scope="module", params=GAMES)
def found(request):
    return diagram(request.param)


def mattering(found):
    cells = found.canvas.plane.cells
    assert len(cells.curves) <= ENOUGH  # so there is one strip
    return [cells.curves[i] for i in cells.columns[0].curves]


def polynomials(found):
    """Return the curves that matter as SymPy polynomials, vertical ones and those along an edge left out."""
    curves = [sympy.Add(*(c * X**i * Y**j for (i, j), c in f.terms)) for f in mattering(found)]
    return [f for f in curves if sympy.degree(f, Y) > 0 and all(sympy.expand(f.subs(Y, y)) != 0 for y in (-2, 2))]


def exact(value):
    return sympy.Rational(value.numerator, value.denominator)


def test_critical_abscissae_are_the_roots_of_the_four_families_and_of_vertical_curves(found):
    cells = found.canvas.plane.cells
    flat = polynomials(found)
    family = [sympy.discriminant(f, Y) for f in flat]
    family += [sympy.resultant(f, g, Y) for f, g in combinations(flat, 2)]
    family += [f.subs(Y, y) for f in flat for y in (-2, 2)]
    family += [sympy.Add(*(c * X**i for (i, _), c in f.terms)) for f in mattering(found) if f.is_vertical]
    roots = set()
    for p in family:
        poly = sympy.Poly(p, X)
        roots |= {r for r in sympy.real_roots(poly) if -2 < r < 2} if poly.degree() > 0 else set()
    walls = [wall.x.bounds(Fraction(1, 10**12)) for wall in cells.walls[1:-1]]
    numbers = sorted(roots)
    assert len(walls) == len(numbers)
    for (low, high), r in zip(walls, numbers, strict=True):
        assert exact(low) <= r <= exact(high)


def test_over_a_column_all_roots_are_simple_and_different_and_their_number_does_not_change(found):
    cells = found.canvas.plane.cells
    rng = random.Random(0)  # noqa: S311 - a test
    for i, column in enumerate(cells.columns):
        low, high = cells.walls[i].x.known[1], cells.walls[i + 1].x.known[0]
        for _ in range(3):
            x = exact(low + (high - low) * Fraction(rng.randint(1, 99), 100)) if low < high else exact(column.sample)
            own = [sympy.Poly(f.subs(X, x), Y) for f in polynomials(found)]
            product = sympy.prod(own, start=sympy.Poly(1, Y))
            assert sympy.gcd(product, product.diff(Y)).degree() == 0
            assert product.count_roots(-2, 2) == len(column.branches)


@pytest.mark.thorough
def test_a_simple_root_of_a_resultant_is_a_transversal_crossing():
    rng, seen = random.Random(1), 0  # noqa: S311 - a test
    for _ in range(40):
        f, g = (sum(rng.randint(-3, 3) * X**i * Y**j for i in range(3) for j in range(3 - i)) for _ in range(2))
        if min(sympy.degree(f, Y), sympy.degree(g, Y)) < 1 or sympy.gcd(f, g) != 1:
            continue
        if sympy.LC(f, Y).free_symbols or sympy.LC(g, Y).free_symbols:
            continue
        jacobian = sympy.lambdify((X, Y), sympy.Matrix([f, g]).jacobian([X, Y]).det())
        value = sympy.lambdify((X, Y), g)
        for factor, multiplicity in sympy.factor_list(sympy.resultant(f, g, Y), X)[1]:
            for a in np.roots([float(c) for c in sympy.Poly(factor, X).all_coeffs()]) if multiplicity == 1 else ():
                heights = np.roots([complex(c.subs(X, a)) for c in sympy.Poly(f, Y).all_coeffs()])
                b = min(heights, key=lambda y: abs(value(a, y)))
                assert abs(jacobian(a, b)) > 1e-6
                seen += 1
    assert seen > 20


def test_maps_are_proved_and_agree_with_solving(found):
    assert found.verify(points=60)


def test_points_on_all_cells_have_the_regimes_of_the_game_solved_there():
    found = diagram("circle and parabola")
    points = [(0, 1), (1, 0), ("3/5", "4/5"), ("-3/5", "-4/5"), ("1/2", "1/4"), (1, 1), (0, 0), ("-1/2", "-1/2")]
    for x, y in points:
        here = cg.solve(found.origin.game.at({"x": x, "y": y}), cg.PureNash())
        assert found.at(x, y) == tuple(sorted({"/".join(e.profile) for e in here}))


def test_a_curve_that_matters_nowhere_separates_nothing():
    game = cg.Game.from_bimatrix([["sqrt(x**2 + 1) - y"], [0]], [[0], [0]])
    found = cg.phase_diagram(game, x=("x", -2, 2), y=("y", -3, 3))
    # y² = x² + 1 has a lower branch too, on which the condition does not change.
    assert len(found.regions) == 2
    assert len(found.boundaries) == 1


def test_a_forged_label_of_any_face_is_refused():
    honest = json.loads(diagram("node").certificate())
    assert coopgame_checker.check(honest).passed
    for k, column in enumerate(honest["columns"]):
        for face, label in enumerate(column["faces"]):
            forged = json.loads(json.dumps(honest))
            forged["columns"][k]["faces"][face] = (label + 1) % len(honest["labels"])
            assert not coopgame_checker.check(forged).passed


def test_the_checker_imports_nothing_but_the_standard_library():
    for path in (ROOT / "src" / "coopgame_checker").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= sys.stdlib_module_names
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                assert str(node.module).split(".")[0] in {*sys.stdlib_module_names, "coopgame_checker"}


def test_undecided_area_is_reported_exactly_and_drawn():
    steep = cg.Game.from_bimatrix([["exp(x) - y"], [0]], [[0], [0]])
    found = cg.phase_diagram(steep, x=("x", 0, 1), y=("y", 0, 3))
    decided = sum((r.area.upper for r in found.regions), sympy.Integer(0))
    slack = sum((r.area.width for r in found.regions), sympy.Integer(0))
    assert abs(3 - decided - found.unresolved) <= slack + found.unresolved
    assert len(found.plot(points=False).artists["undecided"]) == len(found.undecided) > 0
