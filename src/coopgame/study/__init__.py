"""Study files: a model, its values, two axes and an output, as one TOML file."""

from coopgame.study.build import Study, check_target, read_study
from coopgame.study.cases import CASE_ENDINGS, StudyCase, write_cases
from coopgame.study.statements import StudyStatement
from coopgame.study.verdicts import VERDICT_ENDINGS, verdicts_in, write_verdicts

__all__ = [
    "CASE_ENDINGS",
    "VERDICT_ENDINGS",
    "Study",
    "StudyCase",
    "StudyStatement",
    "check_target",
    "read_study",
    "verdicts_in",
    "write_cases",
    "write_verdicts",
]
