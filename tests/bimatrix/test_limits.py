"""What is refused, with what words; and that the two algorithms share only the payoffs."""

from __future__ import annotations

import ast
import pickle
from fractions import Fraction
from pathlib import Path

import pytest

from coopgame import bimatrix
from coopgame.bimatrix import components, extreme_equilibria, extreme_equilibria_by_supports, nash_subsets, regrets
from coopgame.errors import GameError, UnsupportedError

ALGORITHMS = (extreme_equilibria, extreme_equilibria_by_supports)
SOURCE = Path(bimatrix.__file__).parent
SHARED = "coopgame.bimatrix.payoffs"


def constant(m, n, value=0):
    return [[value] * n for _ in range(m)]


@pytest.mark.parametrize(("m", "n"), [(12, 12), (50, 50), (2, 3000), (3000, 2), (1, 25_000)])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_games_beyond_the_budget_are_refused_before_the_start(monkeypatch, algorithm, m, n):
    def started(*_):
        pytest.fail("the search has started")

    monkeypatch.setattr(bimatrix.vertices, "_vertices", started)
    monkeypatch.setattr(bimatrix.supports, "_extreme_points", started)
    with pytest.raises(UnsupportedError, match=rf"{m}×{n} game .* budget"):
        algorithm(constant(m, n), constant(m, n))


def test_the_budget_is_what_the_messages_say():
    game = constant(2, 2), constant(2, 2)
    with pytest.raises(UnsupportedError, match="6 candidate bases of 4 labels each; the budget is 23 labels"):
        extreme_equilibria(*game, budget=23)
    assert len(extreme_equilibria(*game, budget=24)) == 4
    with pytest.raises(UnsupportedError, match="5 pairs of equally large supports, more than the budget of 4"):
        extreme_equilibria_by_supports(*game, budget=4)
    assert len(extreme_equilibria_by_supports(*game, budget=5)) == 4


def test_too_many_subsets_are_refused():
    crown = [((Fraction(i),), (Fraction(j),)) for i in range(12) for j in range(12) if i != j]
    assert len(nash_subsets(crown)) == 2**12 - 2
    with pytest.raises(UnsupportedError, match="budget of 1000"):
        nash_subsets(crown, budget=1000)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    ("A", "B", "words"),
    [
        ([], [], "at least one row"),
        ([[]], [[]], "at least one row"),
        ([[1, 2], [3]], [[1, 2], [3, 4]], r"rows of A .* \[2, 1\]"),
        ([[1, 2]], [[1], [2]], "A is 1×2 and B is 2×1"),
        ([[1, 0.5]], [[1, 2]], r"A\[0\]\[1\] is 0.5 of type float"),
        ([[1, 2]], [[1, "2"]], r"B\[0\]\[1\] is '2' of type str"),
        ([[1, True]], [[1, 2]], r"A\[0\]\[1\] is True of type bool"),
        ([[1, None]], [[1, 2]], r"A\[0\]\[1\] is None"),
    ],
)
def test_what_is_no_game_is_refused(algorithm, A, B, words):
    with pytest.raises(GameError, match=words):
        algorithm(A, B)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ((1,), (1, 0), "x has 1 entries; expected 2"),
        ((1, 0), (1, 1), "weights of y .* they are 1, 1"),
        ((2, -1), (1, 0), "weights of x"),
        ((0.5, 0.5), (1, 0), r"x is \[0.5, 0.5\]"),
    ],
)
def test_regrets_of_what_is_no_profile_are_refused(x, y, words):
    with pytest.raises(GameError, match=words):
        regrets(constant(2, 2), constant(2, 2), x, y)


@pytest.mark.parametrize(
    ("A", "B", "words"),
    [
        ([], [], "at least one row"),
        ([[1, 0.5]], [[1, 2]], r"a row of A is \[1, 0.5\]"),
        ([[1, 2]], [[1]], "a row of B has 1 entries"),
        ([[1, 2]], [[1, 2], [3, 4]], "A has 1 rows and B has 2"),
    ],
)
def test_regrets_in_what_is_no_game_are_refused(A, B, words):
    with pytest.raises(GameError, match=words):
        regrets(A, B, (1,), (1, 0))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_integers_of_fixed_width_do_not_overflow(algorithm):
    numpy = pytest.importorskip("numpy")
    big = numpy.array([[2**62, -(2**62)], [-(2**62), 2**62]])
    half = (Fraction(1, 2), Fraction(1, 2))
    assert algorithm(big, -big) == ((half, half),)
    assert regrets(big, big, (1, 0), (0, 1)) == (2**63, 2**63)


def test_results_are_plain_values():
    found = extreme_equilibria([[1, 1], [1, 0]], [[1, 1], [1, 0]])
    parts = components(found, nash_subsets(found))
    assert all(type(weight) is Fraction for profile in found for point in profile for weight in point)
    assert pickle.loads(pickle.dumps(parts)) == parts  # noqa: S301
    assert {hash(part) for part in parts} == {hash(part) for part in components(found, nash_subsets(found))}


def imports(module):
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return found | {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}


def own(modules):
    return {module for module in modules if module and module.split(".")[0] in {"coopgame", "numpy", "sympy", "scipy"}}


def test_the_algorithms_share_only_the_payoffs():
    assert own(imports("vertices")) == own(imports("supports")) == {SHARED, "coopgame.errors"}
    assert own(imports("regret")) == {"coopgame.errors"}
    assert own(imports("payoffs")) == {"coopgame.errors"}


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*.py")), ids=lambda path: path.stem)
def test_there_are_no_floats(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div))
