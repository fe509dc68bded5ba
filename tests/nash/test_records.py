"""Equilibrium sets are values: frozen, picklable, and the same in every run."""

from __future__ import annotations

import dataclasses
import os
import pickle
import subprocess
import sys
from typing import Any

import pytest
import sympy

import coopgame as cg

NASH = cg.Nash()
SETS: dict[str, Any] = {
    "numbers": lambda: cg.solve(cg.Game.from_bimatrix([[0, 0], [0, 1]], [[0, 0], [0, 1]])),
    "symbols": lambda: cg.solve(cg.models.inspection(), NASH),
    "core": lambda: cg.solve(cg.models.contracting(strategies=cg.models.CONTRACT_STRATEGIES[:2]), NASH),
}


@pytest.mark.parametrize("name", SETS)
def test_pickle(name: str) -> None:
    found = SETS[name]()
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert copy == found
    assert repr(copy) == repr(found)
    assert copy.components == found.components
    assert copy.verify(points=5).passed


@pytest.mark.parametrize("name", SETS)
def test_frozen(name: str) -> None:
    found = SETS[name]()
    fields = [
        (found, "equilibria"),
        (found.equilibria[0], "mixtures"),
        (found.components[0], "subsets"),
        (NASH, "name"),
    ]
    for thing, field in fields:
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
            setattr(thing, field, ())
    own = found.equilibria[0].mixture(found.game.players[0])
    own.clear()
    assert found.equilibria[0].mixture(found.game.players[0]), "a copy is handed out"


@pytest.mark.parametrize("name", SETS)
def test_solving_twice_gives_the_same(name: str) -> None:
    assert SETS[name]() == SETS[name]()


def test_parameters_may_come_with_any_assumptions() -> None:
    symbols = ("S", sympy.Symbol("S"), sympy.Symbol("S", positive=True))
    games = [cg.Game.from_bimatrix([[1, S], [2, 0]], [[1, 2], [S, 0]]) for S in symbols]
    assert len({repr(cg.solve(game)) for game in games}) == 1


PROGRAM = """
import coopgame as cg
row = [["p - q", "q*r", 0], ["q*r", "p - q", "r"]]
for found in (cg.solve(cg.models.contracting(strategies=cg.models.CONTRACT_STRATEGIES[:3]), cg.Nash()),
              cg.solve(cg.Game.from_bimatrix(row, row[::-1]))):
    print(repr(found), found.components, found.exceptions, found.indifferences, found.verify(points=5))
"""


@pytest.mark.thorough
def test_the_same_under_every_hash_seed() -> None:
    seeds = ("0", "4711")
    texts = set()
    for seed in seeds:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, timeout=120)
        assert run.returncode == 0
        texts.add(run.stdout)
    assert len(texts) == 1
    assert b"EquilibriumSet" in next(iter(texts))
