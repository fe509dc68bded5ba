"""The rule that reads a regime off the probability of one strategy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.rules import check_strategy
from coopgame.errors import ModelError
from coopgame.expressions import check_label, exact_number
from coopgame.frozen import FrozenMap
from coopgame.games import Situation

Band = tuple[sympy.Rational, sympy.Rational]


@dataclass(frozen=True)
class ByProbability:
    """The regime is read off the probability with which one player plays one strategy.

    Parameters
    ----------
    player, strategy
        Whose probability of what.
    regimes
        ``{(lowest, highest): regime}``: bands that lead from 0 to 1 without gaps.  Both ends belong to a band, so
        where one ends and the next starts both regimes are possible.

    Raises
    ------
    ModelError
        The bands leave gaps or overlap, or a regime has two of them.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([[0, 2], [1, 0]], [[1, 0], [0, "t"]], strategies=[["act", "wait"], ["in", "out"]])
    >>> often = cg.ByProbability("row", "act", {(0, "1/2"): "rare", ("1/2", 1): "frequent"})
    >>> often(cg.solve(game.at({"t": 2})).equilibria[0])
    'frequent'
    >>> often(cg.solve(game).equilibria[-1])["rare"]
    t/(t + 1) <= 1/2
    """

    player: str
    strategy: str
    regimes: Mapping[tuple[Any, Any], str]

    def __post_init__(self) -> None:
        where = "regime rule"
        odd = [key for key in dict(self.regimes) if not (isinstance(key, tuple | list) and len(key) == 2)]
        if odd:
            raise ModelError(f"Regime rule: {odd[0]!r} is not a band of probabilities; expected (lowest, highest).")
        bands = {
            (exact_number(low, where=where), exact_number(high, where=where)): check_label(
                name, what="regime", where=where
            )
            for (low, high), name in dict(self.regimes).items()
        }
        ordered = sorted(bands)
        ends = [sympy.Integer(0), *(high for _, high in ordered)]
        starts = [*(low for low, _ in ordered), sympy.Integer(1)]
        if ends != starts or any(low >= high for low, high in ordered):
            raise ModelError("Regime rule: bands of probabilities lead from 0 to 1, each starting where the last ends.")
        if len(set(bands.values())) < len(bands):
            raise ModelError(
                "Regime rule: two bands of probabilities have the same regime; join them, or name them apart."
            )
        object.__setattr__(self, "regimes", FrozenMap({band: bands[band] for band in ordered}))

    def __call__(self, equilibrium: Equilibrium) -> str | dict[str, Any]:
        """Return the regime of one equilibrium, or the conditions under which it has each of them."""
        p = sympy.sympify(equilibrium.mixture(self.player).get(self.strategy, 0))
        if p.is_Rational:
            here = [name for (low, high), name in self.regimes.items() if low <= p <= high]
            return here[0] if len(here) == 1 else dict.fromkeys(here, sympy.true)
        return {name: _inside(p, band) for band, name in self.regimes.items()}

    def between(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the regimes of everything that lies between equilibria with these regimes."""
        order = tuple(self.regimes.values())
        places = [order.index(name) for name in names]
        return order[min(places) : max(places) + 1] if places else ()

    def check(self, game: Situation) -> None:
        """Raise ModelError unless the game has the player and the strategy."""
        check_strategy(self.player, self.strategy, game)


def _inside(probability: sympy.Expr, band: Band) -> Any:
    """Return that a probability lies in a band; that it lies between 0 and 1 is taken for granted."""
    low, high = band
    above = sympy.Ge(probability, low) if low > 0 else sympy.true
    below = sympy.Le(probability, high) if high < 1 else sympy.true
    return sympy.And(above, below)
