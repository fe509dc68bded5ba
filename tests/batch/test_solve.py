"""What the batched solver finds is what exact arithmetic finds for the same floats."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import coopgame as cg
from coopgame.batch import kernel, program, signs, solving, strategies
from tests.bimatrix.games import Bimatrix, golden_games
from tests.laws import scaled

from .cases import SHAPES, differences, exact, mixed_batch, same, stacked


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_same_as_exact_arithmetic(rng, shape):
    A, B = mixed_batch(rng, shape, scaled(110))
    assert differences(A, B) == []


def test_golden_games():
    by_shape = {}
    for game in golden_games():
        shape = len(game["A"]), len(game["A"][0])
        if shape in SHAPES:
            by_shape.setdefault(shape, []).append(game)
    assert sum(map(len, by_shape.values())) > 1000
    for games in by_shape.values():
        found = cg.batch.solve(*stacked([Bimatrix(g["A"], g["B"]) for g in games]))
        every = found.completed()
        for k, game in enumerate(games):
            wanted = [[[Fraction(w) for w in z] for z in pair] for pair in game["E"]]
            assert same(every.equilibria(k), wanted)
            assert not found.complete[k] or same(found.equilibria(k), wanted)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 3), (4, 4)], ids=str)
def test_near_ties(rng, shape):
    """Small integers with a disturbance of a few units in the last place: signs that rounding can turn."""
    draw = np.random.default_rng(rng.getrandbits(32))
    A, B = draw.integers(1, 4, (2, *shape, scaled(60))) / 10
    A, B = (p * (1 + draw.integers(-2, 3, p.shape) * 2.0**-52) for p in (A, B))
    assert differences(A, B) == []
    assert differences(*nearly_mixtures(draw, shape, scaled(60))) == []


def nearly_mixtures(draw, shape, count):
    """The last row of A and the last column of B are mixtures of others but for rounding: slacks are almost 0."""
    A, B = draw.integers(-9, 10, (2, *shape, count)) / 10
    weight = draw.uniform(0, 1, count)
    A[-1] = weight * A[0] + (1 - weight) * A[-2]
    B[:, -1] = weight * B[:, 0] + (1 - weight) * B[:, -2]
    return A, B


@pytest.mark.parametrize("power", [-1070, -600, 8, 900, 1017])
def test_payoffs_of_any_size(rng, power):
    draw = np.random.default_rng(rng.getrandbits(32))
    A, B = draw.integers(0, 6, (2, 3, 3, scaled(30))).astype(float)
    assert differences(A * 2.0**power, B * 2.0**power) == []
    spread = 2.0 ** draw.integers(-900, 900, (3, 1, 1))
    assert differences(A * spread.transpose(1, 0, 2), B * spread) == []


def test_lines_of_very_different_size(rng):
    """Some differences underflow when a line is scaled; then exact arithmetic decides."""
    draw = np.random.default_rng(rng.getrandbits(32))
    A, B = draw.standard_normal((2, 3, 3, scaled(40))) * 2.0 ** draw.integers(-700, 700, (2, 3, 3, scaled(40)))
    assert differences(A, B) == []


@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (4, 4)], ids=str)
def test_scaling_and_shifting_change_nothing(rng, shape):
    m, n = shape
    A, B = (np.rint(p) for p in mixed_batch(rng, shape, 60))
    A, B = A % 1000, B % 1000
    plain = cg.batch.solve(A, B)
    up, down = 2.0**27, 2.0**-27
    scale, shift = np.where(np.arange(n) % 2, up, down)[:, None], np.where(np.arange(n) % 2, 1e8, -1e8)[:, None]
    scale_b, shift_b = np.where(np.arange(m) % 2, down, up)[:, None, None], np.full((m, 1, 1), 1e8)
    for moved in (cg.batch.solve(A * scale, B * scale_b), cg.batch.solve(A + shift, B + shift_b)):
        assert (moved.masks == plain.masks).all()
        assert (moved.margin == plain.margin).all()
        assert (moved.degenerate == plain.degenerate).all()
        assert np.allclose(moved.completed().payoffs(0).shape, plain.completed().payoffs(0).shape)


def test_swapping_players_swaps_strategies(rng):
    A, B = mixed_batch(rng, (4, 3), 60)
    one, other = (
        cg.batch.solve(A, B).completed(),
        cg.batch.solve(*(np.ascontiguousarray(p.transpose(1, 0, 2)) for p in (B, A))).completed(),
    )
    assert (one.count == other.count).all()
    for game in range(60):
        assert same([(y, x) for x, y in other.equilibria(game)], one.equilibria(game))


def test_masks_margins_and_strategies_agree(rng):
    for shape in SHAPES:
        A, B = mixed_batch(rng, shape, 40)
        found = cg.batch.solve(A, B)
        signed = found.margins
        assert signed.shape == (len(found.supports), 40)
        held = np.unpackbits(found.masks, axis=0, bitorder="little")[: len(signed)].astype(bool)
        if shape == (2, 2):
            assert (signed[held] >= 0).all()
            assert ((signed > 0) <= held).all()
        else:
            assert (held == (signed > solving._tolerance(found._program, None))).all()
            assert (np.abs(signed).min(0) == found.margin).all()
            assert (found.degenerate == (found.margin <= solving._tolerance(found._program, None))).all()
        assert (held.sum(0) == found.count).all()
        games, x = found.strategies(0)
        again, y = found.strategies(1)
        assert (games == again).all()
        assert (np.bincount(games, minlength=40) == found.count).all()
        supports = [(tuple(np.flatnonzero(a)), tuple(np.flatnonzero(b))) for a, b in zip(x, y, strict=True)]
        named = [found.supports[p] for g in range(40) for p in np.flatnonzero(held[:, g])]
        assert supports == named
        value = np.einsum("ki,ijk,kj->k", x, A[:, :, games], y)
        assert np.allclose(found.payoffs(0), value)


@pytest.mark.parametrize("tolerance", [None, 1e-3, 0.3])
def test_signs_say_what_margins_say(rng, tolerance):
    """Whatever the tolerance and the ties: pairs above it are found, and games with something within it are flagged."""
    for shape in ((3, 2), (3, 3), (4, 4)):
        A, B = mixed_batch(rng, shape, 45)
        labels = [[rng.randrange(6) for _ in range(shape[1])] for _ in range(shape[0])]
        for ties in (None, cg.batch.Ties(labels, labels)):
            found, other = (cg.batch.solve(A, B, ties=ties, tolerance=tolerance, margin=m) for m in (False, True))
            limit = solving._tolerance(found._program, tolerance)
            held = np.unpackbits(found.masks, axis=0, bitorder="little")[: len(found.pairs)]
            assert (held == (found.margins > limit)).all()
            for name in ("masks", "margin", "degenerate", "complete"):
                assert (getattr(found, name) == getattr(other, name)).all()
            assert (found.degenerate == (found.margin <= limit)).all()


def test_bits_are_counted_with_any_version(rng, monkeypatch):
    masks = np.random.default_rng(rng.getrandbits(32)).integers(0, 256, (9, 50), np.uint8)
    wanted = np.unpackbits(masks, axis=0).sum(0)
    assert (strategies.counts(masks) == wanted).all()
    monkeypatch.delattr(np, "bitwise_count", raising=False)
    assert (strategies.counts(masks) == wanted).all()


def test_chunks_make_no_difference(rng, monkeypatch):
    A, B = mixed_batch(rng, (3, 3), 50)
    plain = cg.batch.solve(A, B)
    monkeypatch.setattr(kernel, "GAMES", 7)
    monkeypatch.setattr(signs, "GAMES", 8)
    monkeypatch.setattr(signs, "BLOCK", 24)
    monkeypatch.setattr("coopgame.batch.strategies.GAMES", 9)
    monkeypatch.setattr("coopgame.batch.completing.GAMES", 11)
    monkeypatch.setattr(solving, "BLOCK", 17)
    other = cg.batch.solve(A, B)
    for name in ("masks", "margin", "degenerate", "count"):
        assert (getattr(plain, name) == getattr(other, name)).all()
    assert all((plain.strategies(p)[1] == other.strategies(p)[1]).all() for p in range(2))
    for p in range(2):
        assert (plain.completed().strategies(p)[1] == other.completed().strategies(p)[1]).all()


def test_arrays_in_another_order_of_axes(rng):
    A, B = mixed_batch(rng, (3, 3), 30)
    turned = (np.ascontiguousarray(p.transpose(2, 0, 1)).transpose(1, 2, 0) for p in (A, B))
    assert (cg.batch.solve(*turned).masks == cg.batch.solve(A, B).masks).all()


def test_the_bound_is_that_of_the_page():
    assert 0 < program.program((4, 4)).bound < 2**-47
    assert program.program((2, 2)).bound == 0
    assert program.program((3, 3)).bound < 2**-49


def test_computed_values_are_within_their_bounds(rng):
    """Every weight and slack is as close to that of exact arithmetic as its bound says."""
    draw = np.random.default_rng(rng.getrandbits(32))
    for shape in ((3, 3), (4, 4)):
        own = program.program(shape)
        values = draw.uniform(-1, 1, (2, *shape))
        for node, exact_value, computed in nodes(own, values):
            bound = own.tape.bounds[node]
            assert abs(Fraction(computed) - exact_value) <= bound.error
            assert abs(Fraction(computed)) <= bound.size


def nodes(own, payoffs):
    """Yield ring nodes with exact and with rounded values; scales are 1/2, which takes differences to at most 1."""
    values = {}
    for number, (kind, arguments) in enumerate(own.tape.nodes):
        if kind == "difference":
            player, line, a, b = arguments
            pair = [payoffs[0][k, line] if player == 0 else payoffs[1][line, k] for k in (a, b)]
            values[number] = (Fraction(pair[0]) - Fraction(pair[1])) / 2, float(pair[0] - pair[1]) / 2
        elif kind in ("mul", "add", "sub"):
            (a, x), (b, y) = (values[k] for k in arguments)
            values[number] = {"mul": (a * b, x * y), "add": (a + b, x + y), "sub": (a - b, x - y)}[kind]
        else:
            continue
        yield number, *values[number]


# The laws can fail ----------------------------------------------------------------------------------------------------


def test_fails_without_a_tolerance(monkeypatch):
    """Without the bound, signs that rounding has turned are believed."""
    monkeypatch.setattr(solving, "_tolerance", lambda *_: 0.0)
    assert differences(*nearly_mixtures(np.random.default_rng(1), (3, 3), 200))


def test_fails_when_rounding_is_ignored_in_completing(monkeypatch):
    monkeypatch.setattr("coopgame.batch.completing._UNIT", 0.0)
    assert differences(*nearly_mixtures(np.random.default_rng(1), (3, 3), 200))


def test_fails_when_a_pair_is_left_out(monkeypatch, rng):
    real = program._pairs
    program.program.cache_clear()
    kernel.margin_schedule.cache_clear()
    monkeypatch.setattr(program, "_pairs", lambda *a: real(*a)[:-1])
    try:
        assert differences(*mixed_batch(rng, (3, 3), 60))
    finally:
        program.program.cache_clear()
        kernel.margin_schedule.cache_clear()


def test_fails_when_signs_of_slacks_are_ignored(monkeypatch, rng):
    real = signs._numbers
    monkeypatch.setattr(signs, "_numbers", lambda corner: real(corner)[: len(corner.support)])
    signs.sign_schedule.cache_clear()
    try:
        assert differences(*mixed_batch(rng, (3, 3), 60))
    finally:
        signs.sign_schedule.cache_clear()


def test_fails_when_bits_are_listed_in_the_wrong_games(monkeypatch, rng):
    real = strategies._listed
    monkeypatch.setattr(strategies, "_listed", lambda *a: (real(*a)[0], real(*a)[1][::-1]))
    assert differences(*mixed_batch(rng, (3, 3), 60))


def test_catches_a_wrong_row_of_the_table(monkeypatch, rng):
    from coopgame.batch import two_by_two

    wrong = two_by_two.table().copy()
    wrong[0] ^= 1
    monkeypatch.setattr(two_by_two, "table", lambda: wrong)
    assert differences(*mixed_batch(rng, (2, 2), 20))


def test_comparison_notices_a_wrong_equilibrium():
    pennies = np.array([[[1.0], [-1]], [[-1], [1]]])
    wanted = exact(pennies, -pennies, 0)
    assert same([((0.5, 0.5), (0.5, 0.5))], wanted)
    assert not same([((0.5, 0.5), (0.6, 0.4))], wanted)
    assert not same([], wanted)
