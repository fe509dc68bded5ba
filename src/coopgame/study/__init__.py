"""Study files: a model, its values, two axes and an output, as one TOML file."""

from coopgame.study.build import Study, check_target, read_study
from coopgame.study.statements import StudyStatement
from coopgame.study.verdicts import VERDICT_ENDINGS, verdicts_in, write_verdicts

__all__ = [
    "VERDICT_ENDINGS",
    "Study",
    "StudyStatement",
    "check_target",
    "read_study",
    "verdicts_in",
    "write_verdicts",
]
