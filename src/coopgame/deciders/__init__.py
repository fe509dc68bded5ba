"""Is there a real point at which a formula holds?  Exact answers from several methods that check each other."""

from coopgame.deciders.limits import Limits
from coopgame.deciders.portfolio import ask, confirm, eliminate, without_quantifiers
from coopgame.deciders.questions import Answer, Block, Question
from coopgame.deciders.smt_text import smtlib

__all__ = [
    "Answer",
    "Block",
    "Limits",
    "Question",
    "ask",
    "confirm",
    "eliminate",
    "smtlib",
    "without_quantifiers",
]
