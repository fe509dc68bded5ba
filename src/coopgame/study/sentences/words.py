"""The vocabulary: what can be said of a model in a study, and with which arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from coopgame import claims

REGIME, PARAMETER, STATEMENT, PLAYER, STRATEGY = "regime", "parameter", "statement", "player", "strategy"


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary.

    Attributes
    ----------
    kinds
        What each argument is.
    make
        Makes the statement of a model, the arguments and the options.
    least
        None: as many arguments as kinds.  A number: at least so many arguments, all of the only kind.
    options
        What each option is; those with a star need not be given.
    """

    kinds: tuple[str, ...]
    make: Callable[..., Any]
    least: int | None = None
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def usage(self, name: str) -> str:
        """Return how the word is used.

        Examples
        --------
        >>> WORDS["moves"].usage("moves")
        'moves(parameter, to = regime, start = regime)'
        """
        parts = [*self.kinds, *(["…"] if self.least is not None else [])]
        parts += [f"{key} = {kind}" for key, kind in self.options.items()]
        return f"{name}({', '.join(parts)})"


_AXES: Final = MappingProxyType({"axes": f"({PARAMETER}, {PARAMETER})"})
_MOVES: Final = MappingProxyType({"to": REGIME, "start": REGIME})
#: Options that have to be given.
NEEDED: Final = MappingProxyType({"moves": "to"})

WORDS: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "possible": Word((REGIME,), claims.possible, 1),
        "chosen": Word((REGIME,), claims.chosen, 1),
        "no_equilibrium": Word((), claims.no_equilibrium),
        "unique": Word((), claims.unique),
        "moves": Word((PARAMETER,), claims.moves, options=_MOVES),
        "leaves": Word((PARAMETER, REGIME), claims.leaves),
        "grows_in": Word((REGIME, PARAMETER), claims.grows_in),
        "shrinks_in": Word((REGIME, PARAMETER), claims.shrinks_in),
        "passes": Word((PARAMETER, REGIME, REGIME), claims.passes),
        "raising": Word((PARAMETER, STATEMENT, STATEMENT), lambda _, *parts: claims.raising(*parts)),
        "just_above": Word((STATEMENT, PARAMETER), lambda _, *parts: claims.just_above(*parts)),
        "just_below": Word((STATEMENT, PARAMETER), lambda _, *parts: claims.just_below(*parts)),
        "has_area": Word((REGIME,), lambda m, *regimes, axes: claims.has_area(m, regimes, axes), 1, _AXES),
        "adjacent": Word((REGIME, REGIME), claims.adjacent, options=_AXES),
        "coexist": Word((REGIME,), lambda m, *regimes, axes: claims.coexist(m, axes, regimes or None), 0, _AXES),
    }
)
QUANTITIES: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "probability": Word((PLAYER, STRATEGY), claims.probability),
        "payoff": Word((PLAYER,), claims.payoff),
    }
)
#: What is said of a quantity when a parameter is raised.
VERBS: Final = (
    "never_rises_in",
    "never_falls_in",
    "rises_in",
    "falls_in",
    "can_rise_in",
    "can_fall_in",
    "independent_of",
)
#: How a quantity is compared with an expression.
COMPARISONS: Final = MappingProxyType({"<": "<", "<=": "<=", "==": "=", ">=": ">=", ">": ">", "at_most": "<="})
CLOSING: Final = ("always", "sometimes")
QUANTIFIERS: Final = ("forall", "exists")
LINKS: Final = ("and", "or", "implies", "iff")
#: Words with which no expression goes on.
RESERVED: Final = frozenset({*CLOSING, *QUANTIFIERS, *LINKS, "not", "given", "at", "in"})
FUNCTIONS: Final = ("min", "max", "sqrt", "exp", "log")
