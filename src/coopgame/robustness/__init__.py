"""How robust a regime is: empirical cases, shares under uncertainty, and which parameter decides."""

from coopgame.robustness.case import Case
from coopgame.robustness.classify import classify, classify_all
from coopgame.robustness.report import CaseReport, CaseTable, Occurrence

__all__ = ["Case", "CaseReport", "CaseTable", "Occurrence", "classify", "classify_all"]
