"""What sentences are made of before anybody knows which model they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coopgame.study.sentences.tokens import Source


@dataclass(frozen=True)
class Text:
    """A name, a number, an expression or a comparison as it is written."""

    text: str
    start: int


@dataclass(frozen=True)
class Compared:
    """A comparison of expressions."""

    condition: Text


@dataclass(frozen=True)
class Said:
    """A word of the vocabulary with its arguments and options."""

    word: Text
    arguments: tuple[Text | Sentence, ...]
    options: Mapping[str, tuple[Text, ...]]


@dataclass(frozen=True)
class Measured:
    """What is said of a quantity of every equilibrium: a verb with a parameter, or a comparison with an expression."""

    quantity: Said
    verb: Text
    value: Text


@dataclass(frozen=True)
class Denied:
    """The part does not hold."""

    part: Sentence


@dataclass(frozen=True)
class Linked:
    """Parts joined by ``and``, ``or``, ``implies`` or ``iff``."""

    word: str
    parts: tuple[Sentence, ...]


@dataclass(frozen=True)
class Moved:
    """The part, said of another point."""

    part: Sentence
    places: tuple[tuple[Text, Text], ...]
    start: int


@dataclass(frozen=True)
class Variable:
    """A variable of a quantifier, with its bounds if it has any: ``[``, ``(``, the ends, ``]``, ``)``."""

    name: Text
    bounds: tuple[str, Text, Text, str] | None = None


@dataclass(frozen=True)
class Quantifying:
    """A quantifier; ``always`` and ``sometimes`` have no variables of their own."""

    word: Text
    variables: tuple[Variable, ...]
    given: Sentence | None
    part: Sentence


Sentence = Compared | Said | Measured | Denied | Linked | Moved | Quantifying


@dataclass(frozen=True)
class Parsed:
    """A sentence with its text."""

    source: Source
    sentence: Sentence


def weight(sentence: Sentence) -> int:
    """Return how many statements a sentence is made of; what ``iff`` joins counts twice.

    Examples
    --------
    >>> one = Compared(Text("p < 1", 0))
    >>> weight(Linked("iff", (one, Denied(one))))
    7
    """
    if isinstance(sentence, Linked):
        return 1 + sum(map(weight, sentence.parts)) * (2 if sentence.word == "iff" else 1)
    if isinstance(sentence, Denied | Moved):
        return 1 + weight(sentence.part)
    if isinstance(sentence, Quantifying):
        return 1 + weight(sentence.part) + (weight(sentence.given) if sentence.given is not None else 0)
    if isinstance(sentence, Said):
        return 1 + sum(weight(part) for part in sentence.arguments if not isinstance(part, Text))
    return 1
