"""The question that a certified map answers, and its formulas as trees over one program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from coopgame.conditions import Formula, Range
from coopgame.regions.certified.balls import BallProgram
from coopgame.regions.certified.tiles import State
from coopgame.regions.certified.trees import Joined, Planting, Tree
from coopgame.regions.plane import Box, Regimes

#: From the outcomes that hold to regimes that are possible besides.
Join = Callable[[frozenset[int]], frozenset[str]]


@dataclass(frozen=True)
class Question:
    """What a map answers: which of these outcomes hold where.

    Attributes
    ----------
    outcomes
        Pairs of a regime and the formula under which it is possible.
    domain
        Where the parameters are admissible at all.
    axes
        The horizontal and the vertical parameter.
    box
        The part of the plane.
    join
        From the numbers of the outcomes that hold to further regimes, None if there are none.
    """

    outcomes: tuple[tuple[str, Formula], ...]
    domain: Formula
    axes: tuple[sympy.Symbol, sympy.Symbol]
    box: Box
    join: Join | None = None

    def regimes(self, holding: frozenset[int]) -> frozenset[str]:
        """Return the regimes that are possible where exactly these outcomes hold."""
        own = frozenset(self.outcomes[i][0] for i in holding)
        return own if self.join is None else own | self.join(holding)


class Planted:
    """The question as trees; a point is inside where the domain holds and everything in the outcomes is defined."""

    def __init__(self, question: Question) -> None:
        self.question = question
        (x, y), box = question.axes, question.box
        ranges = {x: Range(box.x0, box.x1), y: Range(box.y0, box.y1)}
        self.planting = Planting(BallProgram(question.axes), ranges)
        self.domain = self.planting.tree(question.domain)
        self.outcomes = tuple(self.planting.tree(formula) for _, formula in question.outcomes)
        self.defined = self.planting.defined()
        self._names = tuple(dict.fromkeys(regime for regime, _ in question.outcomes))

    @property
    def start(self) -> State:
        """What is to be decided everywhere: each outcome where sets of them count, otherwise each regime."""
        inside = Joined(True, (self.defined, self.domain))
        if self.question.join is not None:
            return State(inside, self.outcomes)
        own: dict[str, list[Tree]] = {name: [] for name in self._names}
        for (regime, _), tree in zip(self.question.outcomes, self.outcomes, strict=True):
            own[regime].append(tree)
        return State(inside, tuple(Joined(False, tuple(trees)) for trees in own.values()))

    def label(self, state: State) -> Regimes:
        """Return the regimes that a decided state means."""
        if state.inside is False:
            return None
        if self.question.join is not None:
            return self.question.regimes(state.holding)
        return frozenset(self._names[i] for i in state.holding)
