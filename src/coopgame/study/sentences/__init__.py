"""Sentences about the model of a study: a small language, read without running anything."""

from coopgame.study.sentences.binding import Meaning
from coopgame.study.sentences.parsing import parse_sentence
from coopgame.study.sentences.syntax import Sentence

__all__ = ["Meaning", "Sentence", "parse_sentence"]
