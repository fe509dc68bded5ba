"""Every model and every study that ships, as a map: the figures for which the guarantees of print are tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import coopgame as cg
from coopgame.figures import DiagramPlot

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANE: dict[str, Any] = {"x": ("p", 0, 10), "y": ("b", 0, 10)}


def ability(technology: Any) -> cg.PhaseDiagram:
    """The plane of abilities under a technology, the other parameters at round values."""
    model = cg.models.contracting().with_closure(cg.models.capability(technology))
    values = {"v": 4, "b": 3, "p": 4, "r_G": 3, "x": 1, "t_G": 1}
    return cg.phase_diagram(model, x=("t_O", 0, 5), y=("r_O", 0, 5), at=values)


def blame() -> cg.PhaseDiagram:
    model = cg.models.contracting().with_closure(cg.models.burden(own_failures=True))
    values = {"a": 1, "x": 1, "pi_O": "1/2", "pi_G": "1/10"}
    return cg.phase_diagram(model, x=("p", 0, 10), y=("beta", 0, 20), at=values)


def competition() -> cg.PhaseDiagram:
    model = cg.models.contracting().with_closure(cg.models.proportional_competition())
    return cg.phase_diagram(model, x=("kappa", 0, 1), y=("b", 0, 10))


MODELS: Mapping[str, Callable[[], cg.PhaseDiagram]] = MappingProxyType(
    {
        "contracting": lambda: cg.phase_diagram(cg.models.contracting(), **PLANE),
        "contracting, 6.5": lambda: cg.phase_diagram(cg.models.contracting(), **PLANE, at={"V_G": "13/2"}),
        "contracting, along p": lambda: cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), at={"b": 1}),
        "contracting, Nash": lambda: cg.phase_diagram(cg.models.contracting(), **PLANE, concept=cg.Nash()),
        "contracting_reduced": lambda: cg.phase_diagram(cg.models.contracting_reduced(), **PLANE),
        "private": lambda: cg.phase_diagram(cg.models.contracting_private(), **PLANE, at={"mu": "1/2"}),
        "trial": lambda: cg.phase_diagram(cg.models.contracting_trial(), x=("p", 0, 10), y=("mu", 0, 1), at={"b": 1}),
        "repeated": lambda: cg.phase_diagram(
            cg.models.repeated(cg.models.contracting(), discount="d"), **PLANE, at={"d": "1/2"}
        ),
        "ability": lambda: ability("min"),
        "blame": blame,
        "competition": competition,
        "hood": lambda: cg.phase_diagram(cg.models.hood(), x=("C", 0, 8), y=("D", 0, 8)),
        "hood, costly": lambda: cg.phase_diagram(cg.models.hood(), x=("C", 0, 8), y=("D", 0, 8), at={"k": 4}),
        "st_plane": lambda: cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2)),
        "st_plane, Nash": lambda: cg.phase_diagram(
            cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2), concept=cg.Nash()
        ),
        "inspection": lambda: cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8)),
        "dilemma": lambda: cg.phase_diagram(
            cg.models.repeated(cg.models.prisoners_dilemma()), x=("g", 1, 9), y=("d", 0, "9/10")
        ),
        "besley_ghatak": lambda: cg.phase_diagram(cg.models.besley_ghatak(), x=("alpha", 0, 1), y=("theta_n", 0, 4)),
        "hart_shleifer_vishny": lambda: cg.phase_diagram(
            cg.models.hart_shleifer_vishny(), x=("theta", 0, 1), y=("lambda_", 0, 1)
        ),
        "entry_deterrence": lambda: cg.phase_diagram(cg.models.entry_deterrence(2), x=("f", 0, 4), y=("o", -1, 3)),
        "centipede": lambda: cg.phase_diagram(cg.models.centipede(2), x=("r", 1, 8), y=("s", "1/2", 1)),
        "ultimatum": lambda: cg.phase_diagram(cg.models.ultimatum(4), x=("alpha", 0, 2), y=("beta", 0, 1)),
        "spence": lambda: cg.phase_diagram(cg.models.spence(), x=("e", 0, 3), y=("mu", 0, 1)),
        "reputation": lambda: cg.phase_diagram(cg.models.reputation(2), x=("b", 0, 1), y=("p", 0, 1)),
        "reputation_signalling": lambda: cg.phase_diagram(
            cg.models.reputation_signalling(), x=("b", 0, 1), y=("p", 0, 1)
        ),
        "beer_quiche": lambda: cg.phase_diagram(cg.models.beer_quiche(), x=("mu", 0, 1)),
        "continuum": lambda: cg.phase_diagram(cg.models.continuum(), x=("x", 0, 1)),
    }
)
STUDIES = tuple(sorted(path.stem for path in EXAMPLES.glob("*.toml")))
#: What is tested by default: straight and curved borders, stripes, cross-lines, thin sets, new colours, one parameter.
FEW = ("contracting, Nash", "hood", "inspection", "study audit", "study no-capture", "study attention")
EVERY = (*MODELS, *(f"study {name}" for name in STUDIES))


@cache
def diagram(name: str) -> cg.PhaseDiagram:
    if name in MODELS:
        return MODELS[name]()
    return cg.read_study(EXAMPLES / f"{name.removeprefix('study ')}.toml").run()


@cache
def drawn(name: str) -> DiagramPlot:
    """The figure at the width of one column; shared, so tests must not change it."""
    return diagram(name).plot()
