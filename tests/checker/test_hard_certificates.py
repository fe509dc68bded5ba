"""Certificates that were hard to follow are accepted, and those of a broken engine are not."""

from __future__ import annotations

from typing import Any

import pytest

import coopgame as cg
import coopgame_checker
from coopgame.regions.borders import assemble as assemble_module
from coopgame.regions.cells import stacks as stacks_module
from coopgame.regions.cells import windows as windows_module

from .test_certificates_of_maps import Case, check_accepted, diagram, failed

LEMNISCATE = "(x**2 + y**2)**2 - 2*(x**2 - y**2)"
LED = cg.SubgamePerfect(order=("row", "column"))
#: Games of which the checker once could not follow the labels, with what it took.
HARD: dict[str, Case] = {
    "a radicand that vanishes at a point": (
        ["Max(Min(x, y), sqrt(x**2 + y**2) - 1)", "x**2 + y**2"],
        ["x*y - 1", "x**2 + y**2"],
        cg.PureNash(),
        (2, 1),
    ),
    "one of three roots on its own curve": (
        ["x - y", "sqrt(x + 2)", "x - 1", "x - y", "sqrt(x**2 + 1) - sqrt(y + 1)", "x**2 + y**2"],
        ["y + 1", "y + 1", "x**2 - y**2", "x - y**2", "y**2 - x**3", "0"],
        cg.PureNash(),
        (2, 3),
    ),
    "a case that its curve decides": (
        ["Min(sqrt(x + 2), Max(x, y)) - 1", "sqrt(Max(0, x*y)) - y"],
        ["x - y", "x - 1"],
        cg.PureNash(),
        (2, 1),
    ),
    "an arc that meets a leaf in its corner": (
        ["x**2 + y**2"] * 3,
        ["Max(x, y) - 1", "sqrt(Max(0, x*y)) - y", "sqrt(y + 1) - x"],
        cg.PureNash(),
        (1, 3),
    ),
    "roots beside a lemniscate": (
        ["sqrt(x**2 + 1) - y", LEMNISCATE, "sqrt(x*y + 3) - y", "x*y - 1"],
        [LEMNISCATE, "sqrt(x + 2)", "sqrt(x**2 + 1) - sqrt(y + 1)", "y"],
        LED,
        (2, 2),
    ),
    "all equilibria": (
        ["y**2 - x**2*(x + 1)", "y + 1", "0", "1", "x - y", "Max(x, y) - 1"],
        ["y - x**2", "sqrt(x**2 + 1) - y", "1", "y - x**2", "x*y - 1", "y**2 - 2"],
        cg.Nash(),
        (2, 3),
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.long] if n == "all equilibria" else []) for n in HARD]
)
def test_hard_certificates_are_accepted(name: str) -> None:
    check_accepted(HARD[name])


#: A fault of the engine, a game whose certificate it changes, and the step that notices.
BROKEN = (
    (
        windows_module,
        "_isolated",
        lambda *_: [],
        (["x**2 + y**2", "x**2 - y**2", "x*y"], ["0", "0", "0"], cg.PureNash(), (3, 1)),
        "adjacency",
    ),
    (
        stacks_module.Column,
        "on_branch",
        lambda column, k: column.faces[k],
        (["x**2 + y**2", "1"], ["0", "0"], cg.PureNash(), (2, 1)),
        "labels from payoffs",
    ),
    (
        assemble_module.UnionFind,
        "join",
        lambda *_: None,
        (["x**2", "0"], ["0", "0"], cg.PureNash(), (2, 1)),
        "regions",
    ),
)


@pytest.mark.parametrize(("place", "name", "instead", "case", "step"), BROKEN, ids=[one[1] for one in BROKEN])
def test_certificates_of_a_broken_engine_are_rejected(
    place: Any, name: str, instead: Any, case: Case, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_accepted(case)
    monkeypatch.setattr(place, name, instead)
    found = diagram(case)
    assert found is not None
    assert step in failed(coopgame_checker.check(found.certificate()))
