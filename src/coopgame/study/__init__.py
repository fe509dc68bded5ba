"""Study files: a model, its values, two axes and an output, as one TOML file."""

from coopgame.study.build import Study, read_study

__all__ = ["Study", "read_study"]
