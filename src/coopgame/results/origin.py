"""What a phase diagram was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy

from coopgame.equilibria import Concept, JoinStrategies, Rule
from coopgame.frozen import FrozenMap
from coopgame.parameters import ParameterSpace


@dataclass(frozen=True)
class Origin:
    """What a diagram was made from."""

    game: Any
    space: ParameterSpace
    concept: Concept
    names: Mapping[tuple[str, ...], str]
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    regimes: tuple[str, ...]
    citation: str | None
    rule: Rule = field(default_factory=JoinStrategies, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", FrozenMap(self.names))
        object.__setattr__(self, "fixed", FrozenMap(self.fixed))

    def name_of(self, regimes: tuple[str, ...]) -> str:
        """Return the name of a set of regimes: the model's, or its members joined by "or"."""
        return self.names.get(regimes) or " or ".join(regimes) or "no equilibrium"
