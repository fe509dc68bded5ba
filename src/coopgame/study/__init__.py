"""Study files: a model, its values, two axes and an output, as one TOML file."""

from coopgame.study.build import Study, check_target, read_study

__all__ = ["Study", "check_target", "read_study"]
