"""How robust a regime is: empirical cases, shares under uncertainty, and which parameter decides."""

from coopgame.robustness.case import Case
from coopgame.robustness.classifying import classify, classify_all
from coopgame.robustness.consistency import Consistency
from coopgame.robustness.influence import Influence, RegimeSensitivity, SetSensitivity
from coopgame.robustness.intervals import RegimeShares, Share
from coopgame.robustness.report import CaseReport, CaseTable, Occurrence
from coopgame.robustness.reverse import consistent
from coopgame.robustness.sensitivity import regime_sensitivity
from coopgame.robustness.shares import regime_shares, replicates

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
