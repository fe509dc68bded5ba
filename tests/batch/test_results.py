"""The result, what it refuses, and the two backends."""

from __future__ import annotations

import pickle
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

import coopgame as cg
from coopgame.batch import compiled
from tests.laws import scaled

from .cases import mixed_batch, same

ONES = np.ones((3, 3, 2))


def changed(value, at=(1, 2, 1)):
    array = ONES.copy()
    array[at] = value
    return array


@pytest.mark.parametrize(
    ("A", "B", "error", "message"),
    [
        (changed(np.nan), ONES, cg.GameError, r"A\[1, 2, 1\] = nan is not a finite number"),
        (ONES, changed(-np.inf), cg.GameError, r"B\[1, 2, 1\] = -inf is not a finite number"),
        (ONES, changed(1e308), cg.GameError, r"B\[1, 2, 1\] = 1e\+308 is beyond ±1.1e\+307: divide the payoffs"),
        (ONES, np.ones((3, 2, 2)), cg.GameError, r"one shape \(m, n, N\); A is \(3, 3, 2\) and B is \(3, 2, 2\)"),
        (ONES[:, :, 0], ONES, cg.GameError, r"A has 2 axes; expected 3.*add \[:, :, None\]"),
        (ONES.astype(int), ONES, cg.GameError, r"A has the type int64; expected float64.*astype\(float\)"),
        (ONES.astype(np.float32), ONES, cg.GameError, "A has the type float32; expected float64"),
        (ONES.astype(object), ONES, cg.GameError, "A has the type object; expected float64"),
        ([[1, 2], [3, 4]], ONES, cg.GameError, "A is a list; expected a NumPy array"),
        (ONES[:, :, :0], ONES[:, :, :0], cg.GameError, "The batch is empty"),
        (np.ones((5, 2, 1)), np.ones((5, 2, 1)), cg.UnsupportedError, "from 2×2 to 4×4; these are 5×2"),
        (np.ones((1, 2, 1)), np.ones((1, 2, 1)), cg.UnsupportedError, "from 2×2 to 4×4; these are 1×2"),
        (np.ones((9, 3, 2)), np.ones((9, 3, 2)), cg.UnsupportedError, r"np.moveaxis\(A, 0, -1\) puts it last"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
@pytest.mark.parametrize("function", [cg.batch.solve, cg.batch.pure, cg.batch.leader_follower, cg.batch.commitment])
def test_wrong_payoffs_get_one_clear_error(function, A, B, error, message):
    with pytest.raises(error, match=message):
        function(A, B)


def test_wrong_options_get_one_clear_error():
    with pytest.raises(cg.GameError, match=r"tolerance: 1e-30 is not between the bound of rounding errors, .* for 3×3"):
        cg.batch.solve(ONES, ONES, tolerance=1e-30)
    with pytest.raises(cg.GameError, match=r"backend: 'nunba' is not a choice\. Did you mean 'numba'"):
        cg.batch.solve(ONES, ONES, backend="nunba")
    with pytest.raises(cg.GameError, match="leader: 2 is not a choice"):
        cg.batch.leader_follower(ONES, ONES, leader=2)
    with pytest.raises(cg.GameError, match="ties: 'best' is not a choice"):
        cg.batch.leader_follower(ONES, ONES, ties="best")
    found = cg.batch.solve(ONES, ONES)
    with pytest.raises(cg.GameError, match="no game 2; the batch has 2, from 0 to 1"):
        found.equilibria(2)
    with pytest.raises(cg.GameError, match="player: 2 is not a player"):
        found.strategies(2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cg.batch.solve(ONES, ONES, tolerance="a"), "tolerance: 'a' is not between"),
        (lambda: cg.batch.solve(ONES, ONES, backend=ONES), "backend: array"),
        (lambda: cg.batch.solve(ONES, ONES, margin=1), "margin: expected True or False, got 1"),
        (lambda: cg.batch.solve(ONES, ONES, ties=3), r"ties: expected cg\.batch\.Ties, got int"),
        (lambda: cg.batch.leader_follower(ONES, ONES, leader=True), "leader: True is not a choice"),
        (lambda: cg.batch.solve(ONES, ONES).equilibria(0.5), r"no game 0\.5"),
        (lambda: cg.batch.solve(ONES, ONES).exactly("a"), "no game 'a'"),
        (lambda: cg.batch.Ties(rows=3, columns=4), "rows is a table with a label for every payoff"),
        (lambda: cg.batch.Ties(rows=[[1, 2]], columns=[[[1], 2]]), "columns is a table with a label"),
    ],
)
def test_options_of_another_kind_get_one_clear_error(call, message):
    with pytest.raises(cg.GameError, match=message):
        call()


def test_payoffs_do_not_depend_on_how_arrays_lie_in_memory(rng):
    A, B = np.random.default_rng(rng.randrange(2**32)).standard_normal((2, 4, 3, 200))
    found, other = (cg.batch.solve(*own) for own in ((A, B), map(np.asfortranarray, (A, B))))
    for player in (0, 1):
        assert (found.payoffs(player) == other.payoffs(player)).all()


def test_a_larger_tolerance_flags_more(rng):
    A, B = mixed_batch(rng, (3, 3), 100)
    few, many = cg.batch.solve(A, B), cg.batch.solve(A, B, tolerance=0.05)
    assert (few.degenerate <= many.degenerate).all()
    assert few.degenerate.sum() < many.degenerate.sum()
    for game in range(0, 100, 10):
        assert same(few.completed().equilibria(game), many.completed().equilibria(game))


def test_results_pickle_and_cannot_be_written_to(rng):
    A, B = mixed_batch(rng, (3, 2), 30)
    found = cg.batch.solve(A, B).completed()
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - made here
    assert (again.count == found.count).all()
    assert (again.strategies(1)[1] == found.strategies(1)[1]).all()
    for result in (found, again):
        arrays = [result.A, result.masks, result.margin, result.degenerate, result.complete, result.count]
        arrays += [result.margins, *result.strategies(0)]
        assert not any(array.flags.writeable for array in arrays)
    assert A.flags.writeable


def test_what_a_reader_sees():
    pennies = np.array([[[1.0], [-1]], [[-1], [1]]])
    found = cg.batch.solve(pennies, -pennies)
    assert repr(found) == (
        "<Nash equilibria: games 1 of 2×2; by number of equilibria 1: 1; degenerate 0; not complete 0>"
    )
    assert "<caption>Nash equilibria</caption>" in found._repr_html_()
    half = (Fraction(1, 2), Fraction(1, 2))
    assert found.exactly(0) == ((half, half),)
    assert (found.shape, found.games) == ((2, 2), 1)


@pytest.mark.thorough
@pytest.mark.skipif(not compiled.installed(), reason="Numba is not installed")
@pytest.mark.parametrize(
    "shape", [(2, 2), *(pytest.param(s, marks=pytest.mark.long) for s in ((3, 2), (4, 4)))], ids=str
)
def test_compiled_kernels_give_the_same_bits(rng, shape):
    A, B = mixed_batch(rng, shape, scaled(200))
    one, other = (cg.batch.solve(A, B, backend=b) for b in ("numpy", "numba"))
    for name in ("masks", "margin", "degenerate", "complete"):
        assert (getattr(one, name) == getattr(other, name)).all()
    turned = [np.asfortranarray(p) for p in (A, B)]
    assert (cg.batch.solve(*turned, backend="numba").masks == one.masks).all()


def test_without_numba_there_is_a_hint(monkeypatch):
    monkeypatch.setattr(compiled, "installed", lambda: False)
    with pytest.raises(cg.MissingPackageError, match=r'pip install "coopgame\[fast\]"'):
        cg.batch.solve(ONES, ONES, backend="numba")
    assert cg.batch.solve(ONES, ONES).degenerate.all()


@pytest.mark.thorough
def test_importing_the_package_imports_no_numpy():
    code = "import sys, coopgame; assert 'numpy' not in sys.modules; coopgame.batch; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
