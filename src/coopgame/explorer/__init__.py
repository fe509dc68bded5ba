"""The explorer: one self-contained HTML page that redraws a map as its reader moves sliders."""

from coopgame.explorer.explore import Explorer, explore
from coopgame.explorer.subject import Subject

__all__ = ["Explorer", "Subject", "explore"]
