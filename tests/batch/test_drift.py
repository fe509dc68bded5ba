"""The conditions of the batch are those of the exact side: the same polynomials, signs and pairs."""

from __future__ import annotations

from itertools import product

import pytest
import sympy

import coopgame as cg
from coopgame.batch import program
from coopgame.batch.program import Program
from coopgame.conditions import FALSE, Polynomial, Ring, minors
from coopgame.equilibria.polytope import Vertex, vertices


def rings(own: Program) -> list[list[list[Polynomial]]]:
    """Return for each side of the program the payoffs as polynomials, a line for each own strategy."""
    symbols = [[[sympy.Symbol(f"{'ab'[p]}{c}", real=True) for c in row] for row in own.classes[p]] for p in range(2)]
    ring = Ring.of([s for table in symbols for row in table for s in row])
    A, B = ([[ring.polynomial(s) for s in row] for row in table] for table in symbols)
    return [B, [*map(list, zip(*A, strict=True))]]


def evaluated(own: Program, sides: list[list[list[Polynomial]]]) -> dict[int, Polynomial]:
    """Carry out the operations of the tape in the ring of payoffs instead of in floating point."""
    values: dict[int, Polynomial] = {}
    for number, (kind, arguments) in enumerate(own.tape.nodes):
        if kind == "difference":
            player, line, a, b = arguments
            values[number] = sides[1 - player][line][a] - sides[1 - player][line][b]
        elif kind in {"mul", "add", "sub"}:
            x, y = (values[k].flint for k in arguments)
            done = {"mul": lambda x, y: x * y, "add": lambda x, y: x + y, "sub": lambda x, y: x - y}[kind](x, y)
            values[number] = Polynomial.from_flint(sides[0][0][0].ring, done)
    return values


def compare(own: Program) -> None:
    sides = rings(own)
    values = evaluated(own, sides)
    ring = sides[0][0][0].ring
    listed = [vertices(side) for side in sides]
    for side, corners in enumerate(own.corners):
        assert [c.support for c in corners] == [v.support for v in listed[side]]
        for corner, vertex in zip(corners, listed[side], strict=True):
            raw = [
                ring.context.constant(e.sign) if e.node is None else values[e.node].flint * e.sign
                for e in (*corner.weights, *corner.slacks)
            ]
            exact = [p.flint for p in (*vertex.weights, *vertex.slacks)]
            # They are one vector but for a common factor.
            assert all(raw[0] * e == r * exact[0] for r, e in zip(raw, exact, strict=True))
            assert corner.tight == vertex.tight
    pairs = {(p.left, p.right) for p in own.pairs}
    assert pairs == structural(listed)


def structural(listed: list[tuple[Vertex, ...]]) -> set[tuple[int, int]]:
    return {
        (i, j)
        for (i, x), (j, y) in product(enumerate(listed[0]), enumerate(listed[1]))
        if x.tight.issuperset(y.support) and y.tight.issuperset(x.support)
    }


EXIT = cg.batch.Ties([["o", "o", "o"], [1, 2, 3], [4, 5, 6]], [["n", "n", "n"], [1, 2, 3], [4, 5, 6]])
CASES = [((2, 3), None), ((3, 3), None), ((4, 3), None), ((3, 3), EXIT)]


@pytest.mark.parametrize(("shape", "ties"), CASES, ids=str)
def test_conditions_are_those_of_the_exact_side(shape, ties):
    compare(program.program(shape, None if ties is None else ties.classes))


def test_pairs_are_those_of_the_exact_concept():
    """With an exit row the pairs are the equilibria that the exact side lists for symbols."""
    payoffs = [[["0"] * 3, ["a", "b", "c"], ["d", "e", "f"]], [["0"] * 3, ["g", "h", "i"], ["j", "k", "l"]]]
    game = cg.Game.from_bimatrix(*payoffs)
    exact = cg.Nash().conditional(game)
    own = program.program((3, 3), cg.batch.Ties.of(game).classes)
    supports = [[tuple(len(e.mixtures[p]) for p in range(2)) for e in exact.equilibria if e.condition != FALSE]]
    assert sorted(supports[0]) == sorted(tuple(map(len, own.supports(p))) for p in own.pairs)


def test_notices_when_one_side_changes(monkeypatch):
    """A sign that is turned for the batch only is found."""
    real = minors.signed_minors

    def turned(rows, one):
        return [-m if i == 1 else m for i, m in enumerate(real(rows, one))]

    program.program.cache_clear()
    monkeypatch.setattr(minors, "signed_minors", turned)
    try:
        own = program.program((3, 3))
        monkeypatch.setattr(minors, "signed_minors", real)
        with pytest.raises(AssertionError):
            compare(own)
    finally:
        program.program.cache_clear()
