"""The parts of a proposition, and what its text, its LaTeX and its check read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sympy

from coopgame.claims.propositions.setting import Setting
from coopgame.claims.publishing.published import PublishedCondition
from coopgame.equilibria import EquilibriumSet, Rule
from coopgame.results import Enclosure


@dataclass(frozen=True)
class Clause:
    """One part of a proposition: what holds, and exactly when.

    Attributes
    ----------
    subject, latex
        What it speaks of, in words and in LaTeX.
    verb
        What is said of it; empty where the subject is a sentence.
    condition
        When it holds, ties included.
    generic
        When it holds, off the points at which two sides are equal.
    area
        On a map, the area on which it alone is possible.
    """

    subject: str
    latex: str
    verb: str
    condition: PublishedCondition
    generic: PublishedCondition
    area: Enclosure | None = None

    @property
    def differs(self) -> bool:
        """Whether the generic form is another one, not just that with strict inequalities."""
        return len(self.generic.cases) != len(self.condition.cases)

    def __str__(self) -> str:
        whole = _sentence(self.subject, self.verb, str(self.condition))
        return f"{whole} (without ties: {self.generic})" if self.differs else whole

    def to_latex(self) -> str:
        """Return the clause as LaTeX."""
        whole = _sentence(self.latex, self.verb, self.condition.to_latex())
        return f"{whole} (without ties: {self.generic.to_latex()})" if self.differs else whole


def _sentence(subject: str, verb: str, condition: str) -> str:
    if condition in ("always", "never"):
        where = "everywhere" if condition == "always" else "nowhere"
        if verb:
            return f"{subject} {verb} {where}"
        return subject if condition == "always" else f"The following is not true: {subject}"
    if not verb and subject.endswith("?"):
        return f"{subject} If and only if {condition}"
    return f"{subject} {verb} if and only if {condition}" if verb else f"{subject}, if and only if {condition}"


@dataclass(frozen=True)
class Note:
    """A sentence, in words and in LaTeX."""

    words: str
    latex: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Step:
    """A difference of payoffs: how much more one outcome pays a player than another.

    Attributes
    ----------
    player, first, second
        Who compares which two profiles.
    difference
        The payoff of the first minus that of the second.
    """

    player: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    difference: sympy.Expr


def grouped(steps: Sequence[Step]) -> dict[tuple[str, tuple[str, ...]], list[Step]]:
    """Return steps by the player who compares and by what is compared with."""
    groups: dict[tuple[str, tuple[str, ...]], list[Step]] = {}
    for step in steps:
        groups.setdefault((step.player, step.second), []).append(step)
    return groups


@dataclass(frozen=True)
class Solved:
    """Equilibria, and how they are read as regimes; None: they are not."""

    found: EquilibriumSet
    rule: Rule | None


class Told(Protocol):
    """A proposition."""

    @property
    def name(self) -> str:
        """The title."""

    @property
    def setting(self) -> Setting:
        """What is assumed."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The parts."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What else a reader must know."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Differences of payoffs."""

    @property
    def thresholds(self) -> Mapping[sympy.Symbol, sympy.Expr]:
        """Names and their definitions."""

    @property
    def source(self) -> Any:
        """What it was made from."""


def numeral(n: int) -> str:
    """Return a number from 1 on as a small Roman numeral.

    Examples
    --------
    >>> [numeral(n) for n in (1, 4, 9, 14)]
    ['i', 'iv', 'ix', 'xiv']
    """
    letters = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, letter in letters:
        while n >= value:
            written, n = written + letter, n - value
    return written
