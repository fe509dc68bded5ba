"""How robust a regime is: empirical cases, shares under uncertainty, and which parameter decides.

What computes in floating point is loaded when it is first used, so that exact answers need neither NumPy nor SciPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from coopgame.robustness.case import Case
from coopgame.robustness.classifying import classify, classify_all
from coopgame.robustness.consistency import Consistency
from coopgame.robustness.influence import Influence, RegimeSensitivity, SetSensitivity
from coopgame.robustness.report import CaseReport, CaseTable, Occurrence
from coopgame.robustness.reverse import consistent

if TYPE_CHECKING:
    from coopgame.robustness.intervals import RegimeShares, Share
    from coopgame.robustness.sensitivity import regime_sensitivity
    from coopgame.robustness.shares import regime_shares, replicates

_NUMERICAL = {
    "RegimeShares": "coopgame.robustness.intervals",
    "Share": "coopgame.robustness.intervals",
    "regime_sensitivity": "coopgame.robustness.sensitivity",
    "regime_shares": "coopgame.robustness.shares",
    "replicates": "coopgame.robustness.shares",
}

__all__ = [
    "Case",
    "CaseReport",
    "CaseTable",
    "Consistency",
    "Influence",
    "Occurrence",
    "RegimeSensitivity",
    "RegimeShares",
    "SetSensitivity",
    "Share",
    "classify",
    "classify_all",
    "consistent",
    "regime_sensitivity",
    "regime_shares",
    "replicates",
]


def __getattr__(name: str) -> Any:
    home = _NUMERICAL.get(name)
    if home is None:
        raise AttributeError(f"module 'coopgame.robustness' has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)
