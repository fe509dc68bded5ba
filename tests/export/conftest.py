from __future__ import annotations

from collections.abc import Callable

import pytest

import coopgame as cg

Maker = Callable[[], cg.PhaseDiagram]


def headline() -> cg.PhaseDiagram:
    return cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))


def one_parameter() -> cg.PhaseDiagram:
    return cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8))


def several_names() -> cg.PhaseDiagram:
    return cg.phase_diagram(cg.models.st_plane(), x=("S", "-1/3", "2/7"), y=("T", "0.1", "1.9"))


def thin() -> cg.PhaseDiagram:
    model = cg.models.contracting()
    return cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10), at={"V_G": 5, "k_K": 3, "rho": "4/5"})


def outside() -> cg.PhaseDiagram:
    """A side condition excludes a triangle, and an open set lies around a hole."""
    game = cg.Game.from_bimatrix([["p"], ["b"]], [[0], [0]], strategies=[["up", "down"], ["wait"]])
    space = cg.ParameterSpace({"p": (0, 3), "b": (0, 3)}, where=["p + b <= 5"])
    rule = cg.ByStrategy("row", {"up": "ascent", "down": "descent"})
    return cg.phase_diagram(cg.Model(game, space, rule=rule), x=("p", 0, 3), y=("b", 0, 3))


def hole() -> cg.PhaseDiagram:
    """A square in the middle is another regime than all around it."""
    inside = "max(max(1 - p, p - 2), max(1 - b, b - 2))"
    game = cg.Game.from_bimatrix([[inside], [0]], [[0], [0]], strategies=[["out", "in"], ["wait"]])
    space = cg.ParameterSpace({"p": (0, 3), "b": (0, 3)})
    rule = cg.ByStrategy("row", {"out": "around", "in": "square"})
    return cg.phase_diagram(cg.Model(game, space, rule=rule), x=("p", 0, 3), y=("b", 0, 3))


MAKERS: dict[str, Maker] = {m.__name__: m for m in (headline, one_parameter, several_names, thin, outside, hole)}
_made: dict[str, cg.PhaseDiagram] = {}


@pytest.fixture(params=sorted(MAKERS))
def diagram(request: pytest.FixtureRequest) -> cg.PhaseDiagram:
    if request.param not in _made:
        _made[request.param] = MAKERS[request.param]()
    return _made[request.param]
