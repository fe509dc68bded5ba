"""Leader and follower, commitment and pure equilibria in batches are those of the exact concepts."""

from __future__ import annotations

import numpy as np
import pytest

import coopgame as cg
from coopgame.batch import committing, leading
from tests.laws import scaled

from .cases import same

SHAPES = [(2, 2), (2, 3), (3, 3), (4, 3), (4, 4)]
PLAYERS = ("row", "column")


def outcomes(concept, A, B, game):
    m, n, _ = A.shape
    strategies = [[f"r{i}" for i in range(m)], [f"c{j}" for j in range(n)]]
    numbers = ([[int(v) for v in row] for row in p[:, :, game]] for p in (A, B))
    solved = cg.Game.from_bimatrix(*numbers, players=PLAYERS, strategies=strategies)
    return [
        tuple(tuple(dict(e.mixtures[p]).get(s, 0) for s in strategies[p]) for p in range(2))
        for e in cg.solve(solved, concept)
    ]


def cases():
    yield "pure", cg.batch.pure, cg.PureNash()
    for leader in range(2):
        order = PLAYERS if leader == 0 else PLAYERS[::-1]
        for ties in ("all", "favourable", "adverse"):

            def follow(A, B, leader=leader, ties=ties):
                return cg.batch.leader_follower(A, B, leader=leader, ties=ties)

            yield f"{PLAYERS[leader]} leads, {ties}", follow, cg.SubgamePerfect(order=order, ties=ties)

        def commit(A, B, leader=leader):
            return cg.batch.commitment(A, B, leader=leader)

        yield f"{PLAYERS[leader]} commits", commit, cg.Stackelberg(PLAYERS[leader])


CASES = list(cases())


def check(function, concept, draw, count):
    for shape in SHAPES:
        for high in (1, 3, 99):
            A, B = draw.integers(0, high + 1, (2, *shape, count)).astype(float)
            found = function(A, B)
            assert found.complete.all()
            for game in range(count):
                wanted = outcomes(concept, A, B, game)
                assert same(found.equilibria(game), wanted)
                assert same(list(found.exactly(game)), wanted)


@pytest.mark.parametrize(("function", "concept"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_same_as_the_exact_concept(rng, function, concept):
    check(function, concept, np.random.default_rng(rng.getrandbits(32)), scaled(4))


@pytest.mark.parametrize("function", [c[1] for c in CASES if "commits" not in c[0]], ids=lambda _: "")
def test_margins_are_positive_inside_and_never_positive_outside(rng, function):
    draw = np.random.default_rng(rng.getrandbits(32))
    for shape in SHAPES:
        A, B = draw.integers(0, 4, (2, *shape, 50)).astype(float)
        found = function(A, B)
        held = np.unpackbits(found.masks, axis=0, bitorder="little")[: len(found.margins)].astype(bool)
        assert ((found.margins > 0) <= held).all()
        assert (found.margins[held] >= 0).all()
        assert (found.margin[~found.degenerate] > 0).all()


def nearly_tied(draw, count):
    """Leaders get the same whatever happens, but for last places: values are quotients that rounding tells apart."""
    A, B = draw.integers(1, 4, (2, 3, 3, count)) / 10
    A[:] = 0.7 * (1 + draw.integers(0, 2, count) * draw.integers(-1, 2, A.shape) * 2.0**-52)
    return A, B


def decided_exactly(draw):
    A, B = nearly_tied(draw, 40)
    found = cg.batch.commitment(A, B)
    for game in range(40):
        assert same(found.equilibria(game), list(found.exactly(game)))


def test_values_that_nearly_tie_are_decided_exactly(rng):
    decided_exactly(np.random.default_rng(rng.getrandbits(32)))


def test_notices_a_wrong_comparison(monkeypatch):
    draw = np.random.default_rng(3)
    monkeypatch.setattr(leading, "others", lambda values, axis: np.roll(values, 1, axis))
    with pytest.raises(AssertionError):
        check(cg.batch.pure, cg.PureNash(), draw, 5)
    with pytest.raises(AssertionError):
        check(cg.batch.leader_follower, cg.SubgamePerfect(order=PLAYERS), draw, 5)


def test_notices_when_ties_of_values_are_ignored(monkeypatch):
    monkeypatch.setattr(committing, "_UNIT", 0.0)
    real = committing._candidates

    def sure(*given):
        return [committing._Candidate(c.slot, c.reply, c.value, 0 * c.error) for c in real(*given)]

    monkeypatch.setattr(committing, "_candidates", sure)
    with pytest.raises(AssertionError):
        decided_exactly(np.random.default_rng(4))
