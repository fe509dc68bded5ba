"""What an explorer is about: a game with its axes, and what is needed to solve it for other values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import sympy

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria import Concept, Rule
from coopgame.equilibria.concept import defined
from coopgame.explorer.sliders import Slider
from coopgame.frozen import FrozenMap
from coopgame.parameters import ParameterSpace


class AxisLike(Protocol):
    """A parameter with its range."""

    @property
    def symbol(self) -> sympy.Symbol:
        """The parameter."""

    @property
    def lower(self) -> sympy.Rational:
        """The lower end of its range."""

    @property
    def upper(self) -> sympy.Rational:
        """The upper end of its range."""

    @property
    def meaning(self) -> str:
        """What it stands for."""


@dataclass(frozen=True)
class Words:
    """What the page says about the model.

    Attributes
    ----------
    title, reading, citation
        What the map is called, which reading of the theory it uses, and where the game comes from.
    names
        Names of sets of regimes.
    """

    title: str = ""
    reading: str = ""
    citation: str = ""
    names: Mapping[tuple[str, ...], str] = FrozenMap()


@dataclass(frozen=True)
class Subject:
    """What is explored.

    Attributes
    ----------
    game, space, concept, rule
        All parameters symbolic; how to solve, and how to read equilibria.
    x, y
        The axes; y is None for a map of one parameter.
    fixed
        Exact values of the other parameters, those of the sliders included.
    words
        What the page says about the model.
    study
        The study file that asks for the map, without its values; empty where it is written from the game.
    """

    game: Any
    space: ParameterSpace
    concept: Concept
    rule: Rule
    x: AxisLike
    y: AxisLike | None
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    words: Words = field(default_factory=Words)
    study: str = ""

    @property
    def axes(self) -> tuple[AxisLike, ...]:
        """The axes that there are."""
        return (self.x,) if self.y is None else (self.x, self.y)

    @cached_property
    def used(self) -> frozenset[sympy.Symbol]:
        """Every parameter of the game and of the side conditions."""
        return frozenset(self.game.parameters).union(*(c.free_symbols for c in self.space.where))

    def rest(self, sliders: tuple[Slider, ...]) -> dict[sympy.Symbol, sympy.Rational]:
        """Return the values that stay fixed when some parameters slide."""
        moving = {slider.symbol for slider in sliders}
        return {s: v for s, v in self.fixed.items() if s not in moving}

    def solved_game(self, sliders: tuple[Slider, ...]) -> Any:
        """Return the game in the axes and the sliders."""
        rest = self.rest(sliders)
        return self.game.substitute({s: v for s, v in rest.items() if s in self.game.parameters})

    def domain(self, sliders: tuple[Slider, ...]) -> Formula:
        """Return where the parameters are admissible and all payoffs defined, in the axes and the sliders."""
        names = {s: v for s, v in self.rest(sliders).items() if s in self.space.bounds}
        parts = [formula_of(condition) for condition in self.space.at(names).where]
        every: tuple[AxisLike | Slider, ...] = (*self.axes, *sliders)
        for moving in every:
            interval = self.space.bounds.get(moving.symbol)
            if interval is not None and interval.left_open and interval.start == moving.lower:
                parts.append(formula_of(moving.symbol > moving.lower))
            if interval is not None and interval.right_open and interval.end == moving.upper:
                parts.append(formula_of(moving.symbol < moving.upper))
        return all_of(*parts, defined(self.solved_game(sliders)))
