"""Sweeps: a model over a grid or a design, in floating point, with the regimes of the exact side.

Names are loaded when they are first used: worker processes need only what computes a tile.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopgame.sweeps.designs import Design as Design
    from coopgame.sweeps.designs import design as design
    from coopgame.sweeps.refining import Refined as Refined
    from coopgame.sweeps.refining import refine as refine
    from coopgame.sweeps.result import Sweep as Sweep
    from coopgame.sweeps.runs import Run as Run
    from coopgame.sweeps.sweeping import sweep as sweep

_HOME = {
    "Design": "coopgame.sweeps.designs",
    "Refined": "coopgame.sweeps.refining",
    "Run": "coopgame.sweeps.runs",
    "Sweep": "coopgame.sweeps.result",
    "design": "coopgame.sweeps.designs",
    "refine": "coopgame.sweeps.refining",
    "sweep": "coopgame.sweeps.sweeping",
}

__all__ = ["Design", "Refined", "Run", "Sweep", "design", "refine", "sweep"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'coopgame.sweeps' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
