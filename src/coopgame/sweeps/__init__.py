"""Sweeps: a model over a grid or a design, in floating point, with the regimes of the exact side."""

from coopgame.sweeps.designs import Design, design
from coopgame.sweeps.result import Sweep
from coopgame.sweeps.runs import Run
from coopgame.sweeps.sweeping import sweep

__all__ = ["Design", "Run", "Sweep", "design", "sweep"]
