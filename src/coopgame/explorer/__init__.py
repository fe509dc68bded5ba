"""The explorer: one self-contained HTML page that redraws a map as its reader moves sliders."""

from coopgame.explorer.explore import Explorer, explore
from coopgame.explorer.study_text import toml_text
from coopgame.explorer.subject import Subject, Words

__all__ = ["Explorer", "Subject", "Words", "explore", "toml_text"]
