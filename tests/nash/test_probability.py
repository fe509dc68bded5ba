"""The rule that reads the probability of one strategy."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.conditions import atoms, formula_of, without_kernels
from coopgame.equilibria import regimes_at
from coopgame.equilibria.rules import check_rule

BANDS = {("1/2", 1): "often", (0, "1/4"): "rarely", ("1/4", "1/2"): "sometimes"}
RULE = cg.ByProbability("row", "1", BANDS)


def game(t: Any) -> cg.Game:
    """In the mixed equilibrium the row player plays 1 with probability t/(t + 1)."""
    return cg.Game.from_bimatrix([[0, 2], [1, 0]], [[1, 0], [0, t]])


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        ("1/7", ("rarely",)),
        ("1/3", ("rarely", "sometimes")),
        ("1/2", ("sometimes",)),
        (1, ("often", "sometimes")),
        (3, ("often",)),
    ],
)
def test_ends_belong_to_both_bands(t: Any, expected: tuple[str, ...]) -> None:
    assert regimes_at(game(t), cg.Nash(), RULE) == expected


def test_pure_equilibria_have_plain_names() -> None:
    found = cg.solve(cg.Game.from_bimatrix([[1, 0], [0, 1]], [["s", 0], [0, 1]]))
    assert [RULE(e) for e in found if e.is_pure] == ["often", "rarely"]


def test_a_continuum_passes_through_every_band_between() -> None:
    indifferent = cg.Game.from_bimatrix([[0], [0]], [[0], [0]])
    assert regimes_at(indifferent, cg.Nash(), RULE) == ("often", "rarely", "sometimes")


def test_conditions_become_polynomial() -> None:
    (mixed,) = (e for e in cg.solve(game("t")) if len(e.mixtures[0]) == 2)
    for condition in RULE(mixed).values():
        plain = without_kernels(formula_of(condition))
        assert all(not atom.polynomial.ring.kernels for atom in atoms(plain))


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ({(0, "1/2"): "a"}, "lead from 0 to 1"),
        ({(0, "1/2"): "a", ("1/3", 1): "b"}, "lead from 0 to 1"),
        ({(0, "1/3"): "a", ("1/2", 1): "b"}, "lead from 0 to 1"),
        ({(0, 0): "a", (0, 1): "b"}, "lead from 0 to 1"),
        ({}, "lead from 0 to 1"),
        ({(0, "1/2"): "a", ("1/2", 1): "a"}, "same regime"),
    ],
)
def test_bands_without_gaps(bands: Any, words: str) -> None:
    with pytest.raises(cg.ModelError, match=words):
        cg.ByProbability("row", "1", bands)


def test_it_is_checked_against_the_game() -> None:
    check_rule(RULE, game("t"))
    with pytest.raises(cg.ModelError, match="Did you mean 'row'"):
        check_rule(cg.ByProbability("rwo", "1", BANDS), game("t"))
    with pytest.raises(cg.ModelError, match="has no strategy '3'"):
        check_rule(cg.ByProbability("row", "3", BANDS), game("t"))


def test_it_is_data() -> None:
    assert pickle.loads(pickle.dumps(RULE)) == RULE  # noqa: S301 - made in this line
    assert list(RULE.regimes) == [tuple(map(sympy.Rational, band)) for band in ((0, "1/4"), ("1/4", "1/2"), ("1/2", 1))]
