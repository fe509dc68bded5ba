"""Every model and every study that is shipped, for laws about all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import coopgame as cg

ROOT = Path(__file__).parents[2]
STUDIES = {
    p.stem if p.parent.name == "examples" else f"docs-{p.stem}": p
    for folder in ("examples", "docs/studies")
    for p in sorted((ROOT / folder).glob("*.toml"))
}

#: Every shipped model whose equilibria are found with symbols, with parameters fixed where that keeps it fast.
MODELS: dict[str, Callable[[], Any]] = {
    "beer_quiche": cg.models.beer_quiche,
    "centipede": cg.models.centipede,
    "continuum": cg.models.continuum,
    "contracting": cg.models.contracting,
    "contracting, exit": lambda: cg.models.contracting(participation=True).at(
        {"eta": 1, "rho": "3/5", "delta": "1/5", "g": 1, "f": 1, "k_S": 0}
    ),
    "contracting, private type": lambda: cg.models.contracting_private().at({"c": 1, "g": 1, "f": 1, "eta": 1}),
    "contracting, reduced": lambda: cg.models.contracting().at({"eta": 1, "g": 1, "f": 1}),
    "entry_deterrence": cg.models.entry_deterrence,
    "hood": cg.models.hood,
    "inspection": cg.models.inspection,
    "prisoners_dilemma": cg.models.prisoners_dilemma,
    "reputation": cg.models.reputation,
    "reputation_signalling": cg.models.reputation_signalling,
    "spence": cg.models.spence,
    "st_plane": cg.models.st_plane,
    "ultimatum": lambda: cg.models.ultimatum(4),
}
#: Games of the literature with mixed equilibria.
MIXED = ("hood", "inspection", "st_plane")


@cache
def diagram(study: str) -> cg.PhaseDiagram:
    return cg.read_study(STUDIES[study]).run()


@cache
def of_diagram(study: str) -> cg.Proposition:
    return cg.proposition(diagram(study), name=study)


@cache
def of_model(model: str) -> cg.Proposition:
    return cg.proposition(MODELS[model](), name=model)


@cache
def of_mixed(model: str) -> cg.Proposition:
    return cg.proposition(cg.solve(MODELS[model](), cg.Nash()), name=f"{model}, mixed")
