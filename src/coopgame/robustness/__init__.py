"""How robust a regime is: empirical cases, shares under uncertainty, and which parameter decides."""

from coopgame.robustness.case import Case
from coopgame.robustness.classifying import classify, classify_all
from coopgame.robustness.consistency import Consistency
from coopgame.robustness.report import CaseReport, CaseTable, Occurrence
from coopgame.robustness.reverse import consistent

__all__ = ["Case", "CaseReport", "CaseTable", "Consistency", "Occurrence", "classify", "classify_all", "consistent"]
